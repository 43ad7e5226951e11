package aptest_test

import (
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/s3ap/s3ap/accesspoint/aptest"
	"github.com/stretchr/testify/require"
)

// covered are two statements of a policy, of which requests choose.
const covered = `{"Version": "2012-10-17", "Statement": [
  {"Sid": "Read", "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::data/*"},
  {"Sid": "NoWrite", "Effect": "Deny", "Principal": "*", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::data/*"}]}`

func coveredScenario(policy string, requests ...string) string {
	text := `{"buckets": [{"name": "data", "account": "111122223333", "policy": ` + policy + `}], "requests": [`
	for i, r := range requests {
		if i > 0 {
			text += ", "
		}
		text += r
	}
	return text + "]}"
}

const (
	reads  = `{"principal": "anonymous", "action": "s3:GetObject", "bucket": "data", "key": "a"}`
	writes = `{"principal": "anonymous", "action": "s3:PutObject", "bucket": "data", "key": "a"}`
)

func TestUncoveredTellsWhichStatementsAppliedToNoRequest(t *testing.T) {
	files := fstest.MapFS{
		"reads.json":          {Data: []byte(coveredScenario(covered, reads))},
		"both.json":           {Data: []byte(coveredScenario(covered, reads, writes))},
		"reads-by-file.json":  {Data: []byte(coveredScenario(`"file:p/covered.json"`, reads))},
		"writes-by-file.json": {Data: []byte(coveredScenario(`"file:p/covered.json"`, writes))},
		"p/covered.json":      {Data: []byte(covered)},
	}
	for name, tt := range map[string]struct{ paths, want []string }{
		"all are":                       {[]string{"both.json"}, nil},
		"one is not":                    {[]string{"reads.json"}, []string{"reads.json:3:3: bucket policy, statement 2 `NoWrite`"}},
		"in a file":                     {[]string{"reads-by-file.json"}, []string{"p/covered.json:3:3: bucket policy, statement 2 `NoWrite`"}},
		"in a file of two scenarios":    {[]string{"reads-by-file.json", "writes-by-file.json"}, nil},
		"equal policies are not shared": {[]string{"reads.json", "both.json"}, []string{"reads.json:3:3: bucket policy, statement 2 `NoWrite`"}},
	} {
		t.Run(name, func(t *testing.T) {
			scenarios, err := aptest.ReadAll(files, tt.paths...)
			require.NoError(t, err)
			var got []string
			for _, s := range aptest.Uncovered(scenarios...) {
				got = append(got, s.String())
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// Every place that a policy can have, each with a statement that applies and one
// that does not.
func TestUncoveredLooksIntoPoliciesOfEveryKind(t *testing.T) {
	two := func(principal string) string {
		return `{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", ` + principal + `"Action": "*", "Resource": "*"},
			{"Effect": "Allow", ` + principal + `"Action": "s3:PutObject", "Resource": "*"}]}`
	}
	denies := `{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:Get*", "Resource": "arn:aws:s3:::data/b"},
			{"Effect": "Deny", "Principal": "*", "Action": "s3:PutObject", "Resource": "*"}]}`
	own, any := two(``), two(`"Principal": "*", `)
	text := `{"accounts": [{"id": "111122223333", "serviceControlPolicies": [[` + own + `], [` + own + `, ` + own + `]], "resourceControlPolicies": [[], [` + denies + `]]}],
	"buckets": [{"name": "data", "account": "111122223333", "policy": ` + any + `}],
	"accessPoints": [{"arn": "` + doorARN + `", "bucket": "data", "policy": ` + any + `}],
	"principals": [{"arn": "` + roleARN + `", "identityPolicies": [` + own + `], "permissionsBoundary": ` + own + `}, {"arn": "` + sessionARN + `", "sessionPolicies": [` + own + `]}],
	"vpcEndpoints": [{"id": "vpce-1a", "vpc": "vpc-2b", "policy": ` + any + `}],
	"requests": [{"principal": "` + sessionARN + `", "action": "s3:GetObject", "bucket": "` + doorARN + `", "key": "b", "vpcEndpoint": "vpce-1a"}]}`
	var got []string
	for _, s := range aptest.Uncovered(read(t, text)) {
		got = append(got, s.Policy.String()+" "+s.Ref.String())
	}
	want := []string{
		"service control policy statement 2", "service control policy statement 2", "service control policy statement 2",
		"resource control policy statement 2", "bucket policy statement 2", "access point policy statement 2",
		"identity-based policy statement 2", "permissions boundary statement 2", "session policy statement 2", "VPC endpoint policy statement 2",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestPoliciesThatNobodyAskedAreNotCovered(t *testing.T) {
	fromInternet := scenario(
		`"accessPoints": [{"arn": "` + doorARN + `", "bucket": "data", "vpc": "vpc-1a", "policy": ` + grant + `}]`)
	require.Len(t, aptest.Uncovered(read(t, fromInternet)), 2)
	require.Empty(t, aptest.Uncovered(read(t, scenario())))
}

func TestTheSourceOfACopyIsCovered(t *testing.T) {
	copies := `{"principal": "anonymous", "action": "s3:PutObject", "bucket": "target", "key": "b", "source": {"bucket": "data", "key": "a"}}`
	text := `{"buckets": [{"name": "data", "account": "111122223333", "policy": ` + covered + `},
		{"name": "target", "account": "111122223333"}], "requests": [` + copies + `]}`
	got := aptest.Uncovered(read(t, text))
	require.Len(t, got, 1)
	require.Equal(t, "NoWrite", got[0].Ref.Sid)
}
