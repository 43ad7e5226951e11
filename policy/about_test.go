package policy_test

import (
	"testing"

	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/policy"
)

func TestAboutAsksOneElement(t *testing.T) {
	p := policy.MustCompile(policy.Bucket, `{"Version":"2012-10-17","Statement":[
		{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*"},
		{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"s3:Get*","Resource":"arn:aws:s3:::b/a*",
		"Condition":{"StringEquals":{"s3:prefix":"x"}}}]}`)
	req := policy.Request{
		Principal: policy.MustParsePrincipal("arn:aws:iam::111122223333:user/ann"),
		Action:    "s3:GetObject", Resource: arn.MustParse("arn:aws:s3:::b/c"),
	}
	for e, want := range map[policy.Element]condition.Truth{
		policy.PrincipalElement: condition.True,
		policy.ActionElement:    condition.True,
		policy.ResourceElement:  condition.False,
		policy.ConditionElement: condition.False,
		policy.NoElement:        condition.False,
	} {
		if got := p.About(1, e, &req); got != want {
			t.Errorf("%v: %v, want %v", e, got, want)
		}
	}
	if got := p.About(2, policy.ActionElement, &req); got != condition.False {
		t.Errorf("a statement that is not there: %v", got)
	}
}
