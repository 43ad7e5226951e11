package analysis

import (
	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/internal/s3action"
	"github.com/s3ap/s3ap/policy"
)

// KeepsOwner asks whether there is a request for an action on the bucket, such as
// s3:PutBucketPolicy, by a user, a role or a federated user of the bucket's account,
// that no Deny of the policy denies; sent to the bucket itself and not through a VPC
// endpoint, as from the console. No: all of them are locked out, and only the root user
// is left to it, since identity-based policies cannot overrule a Deny.
func (p *Policy) KeepsOwner(action string) Answer {
	s := p.space
	number := s3action.Number(action)
	switch {
	case p.reason != "":
		return Answer{Reason: p.reason}
	case s.spot.ownerMadeUp:
		return Answer{Reason: "the account of the bucket is not known"}
	case number == s3action.NoNumber || s.groups[number] < 0:
		return Answer{Reason: "the action is not one on a bucket or an object"}
	}
	s = s.withAction(number)
	x := s.some(actionAt, func(a int) bool { return a == s.groups[number] })
	x = s.and(x, viaAt, func(v int) bool { return !s.isThrough(v) })
	x = s.and(x, callerAt, func(c int) bool {
		t := s.callers[c].Type()
		return s.callers[c].Account() == s.spot.bucketAccount && (t == policy.User || t == policy.RoleSession || t == policy.FederatedUser)
	})
	for _, key := range []condition.Key{condition.SourceVPCE, condition.SourceVPC, condition.VPCSourceIP} {
		if at := s.coordinateOf(key.Fold()); at >= 0 {
			x = s.and(x, coordinatesAt+at, func(k int) bool { return k == 0 })
		}
	}
	if at := s.coordinateOf(condition.SourceIP.Fold()); at >= 0 {
		x = s.and(x, coordinatesAt+at, isThere)
	}
	q := question{ds: s.boxesOf(p.src, policy.Deny), confirm: func(w *Witness) bool {
		return p.src.outcome(w) != policy.ExplicitDeny
	}}
	q.xs = append(q.xs, x)
	return s.ask(q)
}
