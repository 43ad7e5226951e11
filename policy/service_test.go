package policy

import (
	"testing"

	"github.com/s3ap/s3ap/condition"
)

// A `*` in an Allow means services only where a condition can hold for nobody
// else. In a Deny it always does.
func TestWhetherAStarMeansServices(t *testing.T) {
	for name, tt := range map[string]struct {
		condition string
		want      Outcome // of the Allow
	}{
		"no condition":                          {`{"StringEqualsIfExists":{"aws:x":"y"}}`, ImplicitDeny},
		"the caller must be a service":          {`{"Bool":{"aws:PrincipalIsAWSService":"true"}}`, Allowed},
		"in any case of letters":                {`{"bool":{"AWS:principalisawsservice":true}}`, Allowed},
		"the caller must be a certain service":  {`{"StringEquals":{"aws:PrincipalServiceName":"logging.s3.amazonaws.com"}}`, Allowed},
		"the caller must be one of a kind":      {`{"ForAnyValue:StringLike":{"aws:PrincipalServiceName":"*.s3.amazonaws.com"}}`, Allowed},
		"the caller must be none":               {`{"Bool":{"aws:PrincipalIsAWSService":"false"}}`, ImplicitDeny},
		"the caller must be another":            {`{"StringEquals":{"aws:PrincipalServiceName":"cloudtrail.amazonaws.com"}}`, ImplicitDeny},
		"users meet the condition too":          {`{"BoolIfExists":{"aws:PrincipalIsAWSService":"true"}}`, ImplicitDeny},
		"and this one":                          {`{"StringNotEquals":{"aws:PrincipalServiceName":"cloudtrail.amazonaws.com"}}`, ImplicitDeny},
		"and this one, if they lack the key":    {`{"ForAllValues:StringEquals":{"aws:PrincipalServiceName":"logging.s3.amazonaws.com"}}`, ImplicitDeny},
		"a condition that only asks for a name": {`{"Null":{"aws:PrincipalServiceName":"false"}}`, ImplicitDeny},
	} {
		t.Run(name, func(t *testing.T) {
			req := from(logging)
			req.Context = condition.NewContext(
				condition.Bool(condition.PrincipalIsAWSService, true),
				condition.String(condition.PrincipalServiceName, "logging.s3.amazonaws.com"))
			allow, deny := outcomes(t, "2012-10-17", Bucket, `"Principal":"*","Condition":`+tt.condition, req)
			if allow.Outcome != tt.want {
				t.Errorf("an Allow under %s comes to %v, want %v", tt.condition, allow.Outcome, tt.want)
			}
			if met := holds(t, Bucket, `"Principal":{"Service":"logging.s3.amazonaws.com"},"Condition":`+tt.condition, req); (deny.Outcome == ExplicitDeny) != (met == yes) {
				t.Errorf("a Deny under %s comes to %v, and the condition is met: %v", tt.condition, deny.Outcome, met)
			}
		})
	}
}

func TestAServiceThatIsNamedNeedsNoStar(t *testing.T) {
	allow, _ := outcomes(t, "2012-10-17", Bucket, `"Principal":{"AWS":"*","Service":"logging.s3.amazonaws.com"}`, from(logging))
	if allow.Outcome != Allowed || allow.Grants != Service {
		t.Errorf("comes to %v by %v", allow.Outcome, allow.Grants)
	}
}
