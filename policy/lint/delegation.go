package lint

import (
	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/internal/publicgrant"
	"github.com/s3ap/s3ap/policy"
)

// delegates reports whether an Allow of a bucket's policy is only about requests that
// come through certain access points, so that their policies decide. In the policy
// of an access point itself the keys are always there and limit nothing.
//
// S3 User Guide, "Configuring IAM policies for using access points", "Delegating
// access control to access points".
func (p *pass) delegates(s *policy.Statement) bool {
	if p.kind != policy.Bucket || s.Effect != policy.Allow {
		return false
	}
	for i := range s.Condition {
		c := &s.Condition[i]
		switch condition.Key(c.Key.Value).Fold() {
		case condition.S3DataAccessPointAccount.Fold(), condition.S3DataAccessPointARN.Fold():
			if demands(c, s.Condition) {
				return true
			}
		}
	}
	return false
}

// demands reports whether a condition of a list holds only for requests that have its
// key, with one of its values.
func demands(c *policy.Condition, list []policy.Condition) bool {
	op, err := condition.ParseOperator(c.Operator.Value)
	return err == nil && publicgrant.DemandsKey(op, c, list)
}
