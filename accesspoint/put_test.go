package accesspoint

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/policy"
	"github.com/stretchr/testify/require"
)

// A reason is one that a policy is refused for: the cause, and the text at the
// place that is told.
type reason struct {
	cause error
	at    string
}

// reasons checks an error against those that are wanted, in the order of the text.
func reasons(t *testing.T, src string, err error, want []reason) {
	t.Helper()
	list, _ := errors.AsType[PutErrors](err)
	if len(list) != len(want) || (err == nil) != (len(want) == 0) {
		t.Errorf("got %d reasons, want %d: %v\n%s", len(list), len(want), err, src)
		return
	}
	for i, e := range list {
		if !errors.Is(e, want[i].cause) || !strings.HasPrefix(src[e.At.Offset:], want[i].at) {
			t.Errorf("reason %d: got %v, want %v at %s", i, e, want[i].cause, want[i].at)
		}
		if !errors.Is(err, want[i].cause) {
			t.Errorf("errors.Is does not find %v in %v", want[i].cause, err)
		}
	}
}

// open is a bucket that keeps nothing out, and ap an access point that does not.
func open() BucketSetting {
	return BucketSetting{Bucket: arn.MustParseBucket(bucketARN), Account: accountB, BlockPublicAccess: &BlockPublicAccess{}}
}

func ap(account string) AccessPointSetting {
	return AccessPointSetting{AccessPoint: arn.MustParseAccessPoint(apARN(account)), Origin: Internet(), BlockPublicAccess: &BlockPublicAccess{}}
}

// put on the bucket, and on its access point.
func putBucket(src string) error { return MayPutBucketPolicy([]byte(src), open()) }
func putAP(src string) error     { return MayPutAccessPointPolicy([]byte(src), ap(accountB), open()) }

func TestDocumentedPoliciesMayBePut(t *testing.T) {
	t.Parallel()
	jane := aws(userARN(accountB))
	for name, src := range map[string]string{
		"a delegation":              statements(delegation(accountP, "*")),
		"a Deny of plain HTTP":      statements(onBucket("Deny", `"*"`, "s3:*", `{"Bool":{"aws:SecureTransport":"false"}}`)),
		"a grant to a user":         statements(onBucket("Allow", jane, "s3:Get*", "")),
		"a log delivery":            statements(`{"Sid":"Has blanks","Effect":"Allow","Principal":` + service + `,"Action":"s3:PutObject","Resource":"` + bucketARN + `/AWSLogs/*"}`),
		"an origin access identity": statements(onBucket("Allow", aws("arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1"), "s3:GetObject", "")),
		"a NotPrincipal":            statements(`{"Effect":"Deny","NotPrincipal":{"AWS":["` + rootARN(accountB) + `","` + userARN(accountB) + `"]},"Action":"s3:*","Resource":"` + bucketARN + `"}`),
	} {
		if err := putBucket(src); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, src := range map[string]string{
		"objects of a user":      statements(statement("Allow", jane, "s3:GetObject", apARN(accountB)+"/object/Jane/*", apARN(accountB)+"/object/*", "")),
		"a list":                 statements(`{"Effect":"Allow","Principal":` + jane + `,"Action":"s3:ListBucket","Resource":"` + apARN(accountB) + `"}`),
		"without object segment": statements(`{"Effect":"Allow","Principal":` + jane + `,"Action":"s3:GetObject","Resource":"` + apARN(accountB) + `/*"}`),
		"a Deny of all others":   statements(`{"Effect":"Deny","Principal":"*","Action":"*","NotResource":"` + apARN(accountB) + `/object/open/*"}`),
	} {
		if err := putAP(src); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Policy-language.md, section 1; access-points.md, section 8.
func TestTextsThatAreNoPolicyAreRefused(t *testing.T) {
	t.Parallel()
	good := onBucket("Allow", aws(accountB), "s3:*", "")
	const own = `"Principal":{"AWS":"111111111111"},"Action":"s3:*","Resource":"` + bucketARN + `"`
	large := statements(good + strings.Repeat(" ", 20480-len(statements(good))))
	for name, tt := range map[string]struct {
		src       string
		want      []reason
		code      string
		statement int
	}{
		"no JSON":                        {`{"Statement":[}`, []reason{{policy.ErrSyntax, `}`}}, malformed, 0},
		"20,480 bytes are few enough":    {large, nil, "", 0},
		"20,481 bytes are not":           {large + " ", []reason{{policy.ErrTooLarge, `{`}}, "", 0},
		"and are not looked at further":  {strings.Replace(large, "s3:*", "s3:GetObjct", 1), []reason{{policy.ErrTooLarge, `{`}}, "", 0},
		"more than is ever read":         {large + strings.Repeat(" ", 50<<10), []reason{{policy.ErrTooLarge, ``}}, "", 0},
		"no statement":                   {`{"Version":"2012-10-17","Statement":[]}`, []reason{{policy.ErrMissingElement, `{`}}, malformed, 0},
		"a version that is a date":       {`{"Version":"2024-01-01","Statement":[` + good + `]}`, []reason{{policy.ErrVersion, `"2024-01-01"`}}, malformed, 0},
		"an element in the second":       {`{"Statement":[` + good + `,{"Efect":"Allow","Effect":"Allow",` + own + `}]}`, []reason{{policy.ErrUnknownElement, `"Efect"`}}, malformed, 2},
		"a statement that is none":       {`{"Statement":[` + good + `,7]}`, []reason{{policy.ErrType, `7`}}, malformed, 0},
		"a single statement is first":    {`{"Statement":{"Effect":"allow",` + own + `}}`, []reason{{policy.ErrEffect, `"allow"`}}, malformed, 1},
		"everybody but one is allowed":   {`{"Statement":{"Effect":"Allow","NotPrincipal":{"AWS":"111111111111"},"Action":"s3:*","Resource":"` + bucketARN + `"}}`, []reason{{policy.ErrAllowNot, `{"AWS"`}}, malformed, 1},
		"a group of users":               {statements(onBucket("Allow", aws("arn:aws:iam::111111111111:group/dev"), "s3:*", "")), []reason{{policy.ErrPrincipal, `"arn:aws:iam::111111111111:group/dev"`}}, malformed, 1},
		"what is in it is not looked at": {statements(onBucket("Allow", aws("x"), "s3:GetObjct", "")), []reason{{policy.ErrPrincipal, `"x"`}}, malformed, 1},
	} {
		t.Run(name, func(t *testing.T) {
			err := putBucket(tt.src)
			reasons(t, tt.src, err, tt.want)
			if list, _ := errors.AsType[PutErrors](err); len(list) > 0 && (list[0].Code != tt.code || list[0].Statement.Number != tt.statement) {
				t.Errorf("got code %q of statement %d, want %q of %d", list[0].Code, list[0].Statement.Number, tt.code, tt.statement)
			}
			if fault, ok := errors.AsType[*policy.Error](err); ok && err.Error() != fault.Error() {
				t.Errorf("got %q, want the words of the parser, %q", err, fault)
			}
		})
	}
}

func TestWhatIsWrongWithTheWholeIsToldWithoutAPlace(t *testing.T) {
	err := putAP(`{"Statement":[]}`)
	if got, want := err.Error(), policy.ErrMissingElement.Error()+": S3 takes no policy without a statement"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestAllReasonsAreToldInTheOrderOfTheText(t *testing.T) {
	src := `{"Version": "2012-10-17", "Statement": [
  {"Sid": "Typo", "Effect": "Allow", "Principal": {"Federated": "graph.facebook.com"}, "Action": ["s3:GetObjct", "sqs:SendMessage"], "Resource": "arn:aws:s3:::other/*"},
  {"Efect": "Allow", "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::doc-bucket/*"},
  {"Sid": "Public", "Effect": "Allow", "Principal": "*", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::doc-bucket/*"}]}`
	b := open()
	b.BlockPublicAccess = nil
	err := MayPutBucketPolicy([]byte(src), b)
	reasons(t, src, err, []reason{
		{ErrPublicBlocked, `{"Sid": "Typo"`},
		{policy.ErrPrincipal, `"graph.facebook.com"`}, {ErrUnknownAction, `"s3:GetObjct"`}, {ErrActionPlace, `"sqs:SendMessage"`}, {ErrResourcePlace, `"arn:aws:s3:::other/*"`},
		{policy.ErrUnknownElement, `"Efect"`},
		{ErrPublicBlocked, `{"Sid": "Public"`}, {ErrActionResource, `"s3:ListBucket"`},
	})
	list, ok := errors.AsType[PutErrors](err)
	require.True(t, ok)
	var got []string
	for _, e := range list {
		got = append(got, fmt.Sprintf("%s | %v", e.Code, e))
	}
	want := []string{
		"AccessDenied | 2:3: statement 1 `Typo`: the statement makes the policy public, and BlockPublicPolicy is on for the bucket",
		"MalformedPolicy | 2:65: statement 1 `Typo`: cannot be a principal: identity provider \"graph.facebook.com\"; policies of S3 do not take those",
		"MalformedPolicy | 2:99: statement 1 `Typo`: unknown action \"s3:GetObjct\"; did you mean `s3:GetObject`?",
		"MalformedPolicy | 2:114: statement 1 `Typo`: action that has no effect in such a policy: \"sqs:SendMessage\" is not of the service s3",
		"MalformedPolicy | 2:146: statement 1 `Typo`: resource is not of what the policy is for, arn:aws:s3:::doc-bucket: \"arn:aws:s3:::other/*\"",
		"MalformedPolicy | 3:4: /Statement/1/Efect: unknown element `Efect`; did you mean `Effect`?",
		"AccessDenied | 4:3: statement 3 `Public`: the statement makes the policy public, and BlockPublicPolicy is on for the bucket",
		"MalformedPolicy | 4:68: statement 3 `Public`: action does not apply to any resource of the statement: \"s3:ListBucket\"",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if got, want := err.Error(), list[0].Error()+" (and 7 more errors)"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := list[:2].Error(), list[0].Error()+" (and 1 more error)"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if fault, ok := errors.AsType[*PutError](err); !ok || fault != list[0] || list[:0].Error() != "no errors" {
		t.Errorf("got %v", fault)
	}
}

func TestPoliciesArePutOnWhatThereIs(t *testing.T) {
	good := []byte(statements(onBucket("Allow", aws(accountB), "s3:*", "")))
	for name, tt := range map[string]struct {
		err   error
		field string
		want  error
	}{
		"no bucket":          {MayPutBucketPolicy(good, BucketSetting{Account: accountB}), "Bucket.Bucket", ErrBucket},
		"no owner":           {MayPutBucketPolicy(good, BucketSetting{Bucket: open().Bucket}), "Bucket.Account", ErrBucketAccount},
		"an account twice":   {MayPutBucketPolicy(good, open(), Account{ID: accountB}, Account{ID: accountB}), "Accounts[1].ID", ErrAccount},
		"no access point":    {MayPutAccessPointPolicy(good, AccessPointSetting{}, open()), "AccessPoint.AccessPoint", ErrNoAccessPoint},
		"no origin":          {MayPutAccessPointPolicy(good, AccessPointSetting{AccessPoint: ap(accountB).AccessPoint}, open()), "AccessPoint.Origin", ErrOrigin},
		"a bucket elsewhere": {MayPutAccessPointPolicy(good, ap(accountB), BucketSetting{Bucket: open().Bucket, Account: accountB, Region: "us-east-1"}), "AccessPoint.AccessPoint", ErrRegion},
	} {
		if diff := cmp.Diff([]string{tt.field}, fields(tt.err)); diff != "" || !errors.Is(tt.err, tt.want) {
			t.Errorf("%s: got %v (-want +got)\n%s", name, tt.err, diff)
		}
		if _, ok := errors.AsType[PutErrors](tt.err); ok {
			t.Errorf("%s: it is not the policy that is at fault: %v", name, tt.err)
		}
	}
}
