package policy

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Callers are those of caller_test.go: the user Jane with the path team, and the
// session s1 of the role Reader with the path app.
func TestTheCauseIsInWhatPrincipalsDiffer(t *testing.T) {
	for name, tt := range map[string]struct {
		principal string
		caller    Principal
		want      string
	}{
		"the same name in another account": {`{"AWS":"arn:aws:iam::210987654321:user/team/Jane"}`, jane, "Principal names user `Jane` of account `210987654321`, and the caller is of `123456789012`"},
		"another account":                  {`{"AWS":"210987654321"}`, jane, "Principal names account `210987654321`, and the caller is of `123456789012`"},
		"the account in another partition": {`{"AWS":"arn:aws-cn:iam::123456789012:root"}`, jane, "Principal names account `123456789012` of another partition"},
		"the same name with another path":  {`{"AWS":"arn:aws:iam::123456789012:user/Jane"}`, jane, "Principal names `arn:aws:iam::123456789012:user/Jane`, a user with another path than `arn:aws:iam::123456789012:user/team/Jane`"},
		"a role in place of a user":        {`{"AWS":"arn:aws:iam::123456789012:role/team/Jane"}`, jane, "Principal names the role `arn:aws:iam::123456789012:role/team/Jane`, and the caller is `arn:aws:iam::123456789012:user/team/Jane`, a user"},
		"a user in place of a role":        {`{"AWS":"arn:aws:iam::123456789012:user/Reader"}`, appSession, "Principal names the user `arn:aws:iam::123456789012:user/Reader`, and the caller is `arn:aws:sts::123456789012:assumed-role/Reader/s1`, a session of a role"},
		"another session of the role":      {`{"AWS":"arn:aws:sts::123456789012:assumed-role/Reader/s2"}`, appSession, "Principal names the session `s2` of role `Reader`, and the caller is the session `s1`"},
		"the role without its path":        {`{"AWS":"arn:aws:iam::123456789012:role/Reader"}`, appSession, "Principal names `arn:aws:iam::123456789012:role/Reader`, a role with another path than `arn:aws:iam::123456789012:role/app/Reader`"},
		"another role":                     {`{"AWS":"arn:aws:iam::123456789012:role/app/Writer"}`, appSession, "Principal names `arn:aws:iam::123456789012:role/app/Writer`, and the caller is `arn:aws:sts::123456789012:assumed-role/Reader/s1`"},
		"an identity provider":             {`{"Federated":"cognito-identity.amazonaws.com"}`, jane, "Principal names the identity provider `cognito-identity.amazonaws.com`, which makes no requests to S3"},
		"the nearest of several":           {`{"AWS":["210987654321","arn:aws:iam::123456789012:user/team/Bob","arn:aws:iam::210987654321:user/team/Jane"]}`, jane, "Principal names user `Jane` of account `210987654321`, and the caller is of `123456789012`; none of the 2 other entries matches either"},
		"a name in other letters":          {`{"AWS":"arn:aws:iam::123456789012:user/team/jane"}`, jane, "it cannot be told whether Principal `arn:aws:iam::123456789012:user/team/jane` names `arn:aws:iam::123456789012:user/team/Jane`: the names differ only in case"},
		"a role whose path is not known":   {`{"AWS":"arn:aws:iam::123456789012:role/app/Reader"}`, pathlessSession, "it cannot be told whether Principal `arn:aws:iam::123456789012:role/app/Reader` names `arn:aws:sts::123456789012:assumed-role/Reader/s1`: the path of its role is not known"},
		"a session that is not known":      {`{"AWS":"arn:aws:sts::123456789012:assumed-role/Reader/s1"}`, someSession, "it cannot be told whether Principal `arn:aws:sts::123456789012:assumed-role/Reader/s1` names `arn:aws:iam::123456789012:role/app/Reader`: the session is not known"},
		"a user who may vouch":             {`{"AWS":"arn:aws:iam::123456789012:user/team/Jane"}`, bobSession, "it cannot be told whether Principal `arn:aws:iam::123456789012:user/team/Jane` names `arn:aws:sts::123456789012:federated-user/bob`: the user who vouches for it is not known"},
		"a unique id, and others":          {`{"AWS":["210987654321","AROAX"]}`, appSession, "it cannot be told whether Principal `AROAX` names `arn:aws:sts::123456789012:assumed-role/Reader/s1`: its unique id is not known"},
		"a canonical id":                   {`{"CanonicalUser":"79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be"}`, jane, "it cannot be told whether Principal `79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be` names `arn:aws:iam::123456789012:user/team/Jane`: the canonical id of its account is not known"},
	} {
		t.Run(name, func(t *testing.T) {
			p := MustCompile(Bucket, inPolicy(Bucket, `{"Effect":"Allow","Principal":`+tt.principal+`,"Action":"*","Resource":"*"}`))
			checkExplained(t, p, from(tt.caller))
			if diff := cmp.Diff(tt.want, p.Explain(from(tt.caller))[0].Cause); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestInAVPCEndpointPolicyAnAccountIsItsRootUser(t *testing.T) {
	p := MustCompile(VPCEndpoint, inPolicy(VPCEndpoint, `{"Effect":"Allow","Principal":{"AWS":"123456789012"},"Action":"*","Resource":"*"}`))
	const want = "Principal names account `123456789012`, which in a VPC endpoint policy is its root user alone"
	if diff := cmp.Diff(want, p.Explain(from(jane))[0].Cause); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}
