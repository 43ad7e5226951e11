package policy

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/condition"
)

// A question is a request of a workload, asked of one policy.
type question struct {
	req  Request
	want Outcome
}

func readWorkload(t testing.TB, name string) []byte {
	t.Helper()
	src, err := os.ReadFile(filepath.Join("..", "testdata", "workloads", name))
	require.NoError(t, err)
	return src
}

// questions reads the requests of a workload. Those through an access point are
// asked of the access point's policy, if they name one that is given, and else
// of the bucket's.
func questions(t testing.TB, file string, ap arn.AccessPoint) []question {
	t.Helper()
	var requests []struct {
		Principal, Action, Bucket, Key, AccessPoint, Expect string
		Context                                             map[condition.Key][]string
	}
	require.NoError(t, json.Unmarshal(readWorkload(t, file), &requests))
	outcomes := map[string]Outcome{"Allow": Allowed, "ExplicitDeny": ExplicitDeny, "ImplicitDeny": ImplicitDeny}
	var qs []question
	for _, r := range requests {
		want, ok := outcomes[r.Expect]
		require.True(t, ok, r.Expect)
		var attrs []condition.Attr
		for k, values := range r.Context {
			attrs = append(attrs, condition.Strings(k, values...))
		}
		bucket := arn.MustParseBucket("arn:aws:s3:::" + r.Bucket)
		resource := bucket.ARN()
		switch {
		case r.AccessPoint != "" && r.AccessPoint == ap.Name():
			resource = ap.Object(r.Key)
		case r.Key != "":
			resource = bucket.Object(r.Key)
		}
		qs = append(qs, question{Request{
			Principal: MustParsePrincipal(r.Principal),
			Action:    r.Action,
			Resource:  resource,
			Context:   condition.NewContext(attrs...),
		}, want})
	}
	require.NotEmpty(t, qs)
	return qs
}

func TestRequestsOfAWorkloadComeToWhatTheyMust(t *testing.T) {
	for _, name := range []string{"w2", "w3"} {
		p, err := Compile(Bucket, readWorkload(t, name+".bucket.json"))
		require.NoError(t, err)
		for i, q := range asked(t, Bucket, name+".requests.json") {
			if got := p.Evaluate(q.req); got.Outcome != q.want || got.InDoubt {
				t.Errorf("%s, request %d, %s %v: %v by %v, want %v", name, i, q.req.Action, q.req.Resource, got.Outcome, got.Statement, q.want)
			}
			checkExplained(t, p, q.req)
		}
	}
}

// workshop is the access point of the first workload.
var workshop = arn.MustParseAccessPoint("arn:aws:s3:us-west-2:111122223333:accesspoint/workshop")

// Through the access point of the workshop both policies are asked, of the same
// request with another resource.
func TestRequestsOfTheWorkshopComeToWhatTheyMust(t *testing.T) {
	apPolicy, err := Compile(AccessPoint, readWorkload(t, "w1.ap.json"))
	require.NoError(t, err)
	bucketPolicy, err := Compile(Bucket, readWorkload(t, "w1.bucket.json"))
	require.NoError(t, err)
	through, behind := asked(t, AccessPoint, "w1.requests.json"), asked(t, Bucket, "w1.requests.json")
	for i, q := range through {
		one, other := apPolicy.Evaluate(q.req).Outcome, bucketPolicy.Evaluate(behind[i].req).Outcome
		got := ImplicitDeny
		switch {
		case one == ExplicitDeny || other == ExplicitDeny:
			got = ExplicitDeny
		case one == Allowed && other == Allowed:
			got = Allowed
		}
		if got != q.want {
			t.Errorf("request %d, %s %v: %v and %v, want %v", i, q.req.Action, q.req.Resource, one, other, q.want)
		}
	}
}

// Evaluate runs on every request.
func TestEvaluateDoesNotAllocate(t *testing.T) {
	for _, w := range workloads {
		p, err := Compile(w.kind, readWorkload(t, w.policy))
		require.NoError(t, err)
		qs := asked(t, w.kind, w.requests)
		if n := testing.AllocsPerRun(10, func() { evaluateAll(p, qs) }); n != 0 {
			t.Errorf("%s: %d requests allocate %v times", w.name, len(qs), n)
		}
	}
}

// sink keeps results alive.
var sink Result

func evaluateAll(p *Policy, qs []question) {
	for i := range qs {
		sink = p.Evaluate(qs[i].req)
	}
}

// everyOperator has a Deny that is about jane's request in doubt, so that all of
// it is looked at.
const everyOperator = `{"Version": "2012-10-17", "Statement": {
	"Effect": "Deny",
	"NotPrincipal": {"AWS": ["123456789012", "arn:aws:iam::123456789012:user/team/jane", "AIDAX"]},
	"Action": "s3:*",
	"Resource": ["arn:aws:s3:*:*:x", "arn:aws:s3:::${aws:PrincipalTag/bucket, 'amzn-s3-demo-bucket'}/${aws:username}*"],
	"Condition": {
		"ForAnyValue:StringLike": {"aws:TagKeys": "b*"},
		"StringEqualsIgnoreCase": {"s3:ExistingObjectTag/team": "${aws:username}"},
		"NumericLessThan": {"s3:max-keys": 10.5},
		"DateGreaterThan": {"aws:CurrentTime": "2026-01-01T00:00:00Z"},
		"NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"},
		"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:user/team/*"},
		"BinaryEquals": {"aws:b": "QUJD"},
		"Null": {"aws:TokenIssueTime": "true"},
		"BoolIfExists": {"aws:SecureTransport": "true"}
	}
}}`

// Variables, set operators, numbers, dates, addresses and doubt do not allocate
// either.
func TestEvaluateDoesNotAllocateForAnyOperator(t *testing.T) {
	p := MustCompile(Bucket, everyOperator)
	req := from(jane)
	req.Resource = arn.MustParseBucket("arn:aws:s3:::amzn-s3-demo-bucket").Object("jane/k")
	req.Context = condition.NewContext(
		condition.Strings(condition.TagKeys, "a", "b"),
		condition.String(condition.S3ExistingObjectTag("team"), "JANE"),
		condition.String(condition.Username, "jane"),
		condition.Int(condition.S3MaxKeys, 10),
		condition.String(condition.CurrentTime, "2026-11-25T10:00:00.5+01:00"),
		condition.String(condition.SourceIP, "198.51.100.7"),
		condition.String(condition.PrincipalARN, jane.ARN()),
		condition.String("aws:b", "QUJD"))
	if got := p.Evaluate(req); got.Outcome != ExplicitDeny || !got.InDoubt {
		t.Fatalf("comes to %v, in doubt: %v; want a Deny in doubt", got.Outcome, got.InDoubt)
	}
	if n := testing.AllocsPerRun(100, func() { sink = p.Evaluate(req) }); n != 0 {
		t.Errorf("Evaluate allocates %v times", n)
	}
}
