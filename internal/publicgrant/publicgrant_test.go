package publicgrant

import (
	"testing"

	"github.com/s3ap/s3ap/policy"
)

// The whole of the rule is held to the page by package accesspoint, which asks
// policies. Here is what the two kinds of policy, and the parts, differ in.
func TestWhatMakesAPolicyPublicDependsOnItsKind(t *testing.T) {
	for name, tt := range map[string]struct {
		condition           policy.Condition
		bucket, accessPoint bool
	}{
		"the access points of an account limit a bucket's policy": {
			on("ArnLike", "s3:DataAccessPointArn", "arn:aws:s3:us-west-2:111122223333:accesspoint/*"), false, true},
		"one access point limits both": {
			on("ArnLike", "s3:DataAccessPointArn", "arn:aws:s3:us-west-2:111122223333:accesspoint/a"), false, false},
		"a tag limits neither": {on("StringEquals", "aws:PrincipalTag/team", "a"), true, true},
	} {
		t.Run(name, func(t *testing.T) {
			s := policy.Statement{Effect: policy.Allow, Principal: policy.Principals{Any: true}, Condition: []policy.Condition{tt.condition}}
			for kind, want := range map[policy.Kind]bool{policy.Bucket: tt.bucket, policy.AccessPoint: tt.accessPoint} {
				if got := Is(&s, kind); got != want {
					t.Errorf("public in the policy of %v: %v, want %v", kind, got, want)
				}
			}
			if s.Effect = policy.Deny; Is(&s, policy.Bucket) {
				t.Error("a Deny is public")
			}
		})
	}
}

func on(operator, key string, values ...string) policy.Condition {
	return policy.Condition{Operator: policy.Text{Value: operator}, Key: policy.Text{Value: key}, Values: policy.Texts(values...)}
}

func TestNarrowNetworks(t *testing.T) {
	for network, want := range map[string]bool{
		"10.0.0.0/8": true, "10.0.0.0/7": false, "203.0.113.7": true, "0.0.0.0/0": false,
		"2001:db8::/32": true, "2001:db8::/31": false, "::ffff:10.0.0.0/104": true, "::ffff:10.0.0.0/103": false,
		"": false, "all": false,
	} {
		if got := IsNarrow(network); got != want {
			t.Errorf("IsNarrow(%q) = %v, want %v", network, got, want)
		}
	}
}
