package aptest_test

import (
	"encoding/json"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/s3ap/s3ap/accesspoint/aptest"
	"github.com/stretchr/testify/require"
)

func only(t *testing.T, members string) *aptest.Case {
	t.Helper()
	return read(t, scenario(`"requests": [`+request(members)+`]`)).Cases[0]
}

func TestDecideTellsWhatIsNotAsExpected(t *testing.T) {
	const denied = `"key": "mateo/a.txt", "expect": "deny"`
	for name, tt := range map[string]struct{ members, want string }{
		"allowed as expected":                     {`"expect": "allow"`, ""},
		"denied as expected":                      {denied, ""},
		"nothing expected":                        {``, ""},
		"allowed and should not be":               {`"expect": "deny"`, "expected deny, got allow"},
		"denied and should not be":                {`"key": "mateo/a.txt", "expect": "allow"`, "expected allow, got deny"},
		"by the layer that is expected":           {denied + `, "blockedBy": ["access-point-policy"]`, ""},
		"by both layers that are":                 {denied + `, "blockedBy": ["identity-policy", "access-point-policy"]`, ""},
		"by none of those that are":               {denied + `, "blockedBy": ["bucket-policy"]`, "expected deny by bucket-policy, got deny by access-point-policy, identity-policy"},
		"by one of those that are":                {denied + `, "blockedBy": ["access-point-policy", "bucket-policy"]`, "expected deny by access-point-policy, bucket-policy, got deny by access-point-policy, identity-policy"},
		"by no layer in particular":               {denied + `, "blockedBy": []`, ""},
		"without a statement as expected":         {denied + `, "explicit": false`, ""},
		"without a statement and should be":       {denied + `, "explicit": true`, "expected an explicit deny, got an implicit one"},
		"an allowed request has no explicit deny": {`"expect": "allow", "explicit": false`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			r := only(t, tt.members).Decide()
			if diff := cmp.Diff(tt.want, r.Wrong); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			if r.OK() != (tt.want == "") {
				t.Errorf("ok is %v", r.OK())
			}
		})
	}
}

func TestRefusalsThatAreNoStatementsAreNotExplicit(t *testing.T) {
	s := read(t, scenario(
		`"accessPoints": [{"arn": "`+doorARN+`", "bucket": "data", "vpc": "vpc-1a2b3c4d", "policy": `+grant+`}]`,
		`"requests": [`+request(`"expect": "deny", "blockedBy": ["network-origin"], "explicit": true`)+`]`))
	require.Equal(t, "expected an explicit deny, got an implicit one", s.Cases[0].Decide().Wrong)
}

func TestAskHoldsAnAuthorizerToTheVerdict(t *testing.T) {
	down := errors.New("the directory is down")
	for name, tt := range map[string]struct {
		members string
		allowed bool
		err     error
		want    string
		got     aptest.Verdict
	}{
		"it agrees":                           {`"expect": "allow"`, true, nil, "", aptest.Allow},
		"it does not":                         {`"expect": "allow"`, false, nil, "expected allow, got deny from the authorizer", aptest.Deny},
		"it is too lenient":                   {`"key": "mateo/a", "expect": "deny", "blockedBy": ["bucket-policy"]`, true, nil, "expected deny, got allow from the authorizer", aptest.Allow},
		"layers are not its business":         {`"key": "mateo/a", "expect": "deny", "blockedBy": ["bucket-policy"]`, false, nil, "", aptest.Deny},
		"it is held to nothing":               {``, false, nil, "", aptest.Deny},
		"it cannot decide":                    {`"expect": "deny"`, false, down, "the authorizer could not decide: the directory is down", ""},
		"it need not, where nothing is asked": {``, false, down, "the authorizer could not decide: the directory is down", ""},
	} {
		t.Run(name, func(t *testing.T) {
			r := only(t, tt.members).Ask(func(*aptest.Case) (bool, error) { return tt.allowed, tt.err })
			if r.Wrong != tt.want || r.Got != tt.got || r.Err != tt.err {
				t.Errorf("got %q, %q, %v; want %q, %q, %v", r.Wrong, r.Got, r.Err, tt.want, tt.got, tt.err)
			}
		})
	}
}

func TestAnAuthorizerSeesWhatTheScenarioSays(t *testing.T) {
	s := read(t, scenario(
		`"vpcEndpoints": [{"id": "vpce-1a", "vpc": "vpc-2b"}]`,
		`"requests": [`+request(`"action": "s3:PutObject", "vpcEndpoint": "vpce-1a", "source": {"bucket": "data", "key": "b", "version": "v"},
		   "context": {"AWS:sourcevpc": "vpc-2b", "aws:TagKeys": ["a", "b"]}`+`, "bucket": "`+doorARN+`", "key": "jane/a.txt"`)+`]`))
	want := &aptest.Case{
		File: "s.json", Name: "jane reads", Principal: janeARN, Action: "s3:PutObject", Bucket: doorARN, Key: "jane/a.txt",
		VPCEndpoint: "vpce-1a", Source: &aptest.Source{Bucket: "data", Key: "b", Version: "v"},
		Context: map[string][]string{"aws:SourceVpce": {"vpce-1a"}, "aws:SourceVpc": {"vpc-2b"}, "aws:TagKeys": {"a", "b"}},
	}
	_, err := s.Cases[0].Ask(func(c *aptest.Case) (bool, error) {
		want.At = c.At
		if diff := cmp.Diff(want, c, cmp.FilterPath(isUnexported, cmp.Ignore())); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
		return false, nil
	}).Err, error(nil)
	require.NoError(t, err)
}

func isUnexported(p cmp.Path) bool {
	f, ok := p.Last().(cmp.StructField)
	return ok && f.Name()[0] >= 'a'
}

func TestResultsAreJSONForOtherLanguages(t *testing.T) {
	for name, tt := range map[string]struct{ members, want string }{
		"allowed": {`"expect": "allow"`, `{"file":"s.json","name":"jane reads","decision":"allow","explicit":false,"blockedBy":[],` +
			`"allowedBy":["access-point-policy","bucket-policy"],"ok":true,"reason":`},
		"denied": {`"name": "<b> & \"c\"", "key": "mateo/a.txt", "expect": "deny", "blockedBy": ["bucket-policy"]`,
			`{"file":"s.json","name":"<b> & \"c\"","decision":"deny","explicit":false,"blockedBy":["access-point-policy","identity-policy"],"allowedBy":[],"ok":false,"reason":`},
		"nothing expected": {``, `{"file":"s.json","name":"jane reads","decision":"allow","explicit":false,"blockedBy":[],"allowedBy":["access-point-policy","bucket-policy"],"ok":null,"reason":`},
	} {
		t.Run(name, func(t *testing.T) {
			c := only(t, tt.members)
			reason, err := json.Marshal(c.Decision().String())
			require.NoError(t, err)
			got, err := c.Decide().MarshalJSON()
			require.NoError(t, err)
			if diff := cmp.Diff(tt.want+string(reason)+"}", string(got)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}
