package accesspoint

import (
	"strings"

	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/internal/doubt"
	"github.com/s3ap/s3ap/policy"
)

// A leg is one of the questions of a request: the resource, who owns it, and the
// policy attached to it.
type leg struct {
	name     Leg
	resource arn.ARN
	owner    string // account
	policy   *policy.Policy
	layer    Layer // of the policy
}

// legs returns the questions that a request raises: one for the access point, if
// there is one, and one for the bucket.
func (w *world) legs(key string) (list [2]leg, n int) {
	n = w.putLegs(&list, key)
	return list, n
}

// putLegs is legs for a list that is there, and zero.
func (w *world) putLegs(list *[2]leg, key string) (n int) {
	if w.through() {
		l := &list[n]
		l.name, l.owner, l.policy, l.layer = AccessPointLeg, w.accessPoint.Account(), w.accessPointPolicy, AccessPointPolicyLayer
		if key != "" {
			l.resource = w.accessPoint.Object(key)
		} else {
			l.resource = w.accessPoint.ARN()
		}
		n++
	}
	l := &list[n]
	l.name, l.owner, l.policy, l.layer = BucketLeg, w.bucketAccount, w.bucketPolicy, BucketPolicyLayer
	if key != "" {
		l.resource = w.bucket.Object(key)
	} else {
		l.resource = w.bucket.ARN()
	}
	return n + 1
}

// withoutTags hides the tags of the bucket in a world of no facts.
var withoutTags = condition.NewLayer(nil, []string{bucketTag})

// withoutBucketTags reports whether the leg is one that the tags of the bucket are
// not told on: that of an access point itself, and not of an object through it.
//
// Service Authorization Reference, "Actions, resources, and condition keys for
// Amazon S3", resource types with s3:BucketTag.
func (l *leg) withoutBucketTags() bool {
	if l.name != AccessPointLeg {
		return false
	}
	_, key := l.resource.Cut()
	return key == ""
}

// A verdict is what came of one leg.
type verdict struct {
	explicit Layers        // that deny by a statement
	deny     policy.Answer // of the first of them
	implicit Layers        // whose Allow is missing
	allowed  Layers        // whose Allow made the leg pass
	allow    policy.Answer // of the first of them
}

// judge decides one leg.
func (w *world) judge(l *leg, req *policy.Request, f doubt.Favour) (v verdict) {
	asked := req.Asked()
	v.judge(w, l, &asked, f)
	return v
}

// judge makes v, which is zero, the verdict on one leg. All policies are asked, also
// after a Deny, so that all that stands in the way can be told. Layers are asked in
// the order in which they are reported.
func (v *verdict) judge(w *world, l *leg, req *policy.Asked, f doubt.Favour) {
	if w.further == &nothing || w.further == &nothingDirect {
		v.combine(w, l, v.resource(w, l, req, f), w.byItself(policy.Answer{}), true, true)
		return
	}
	v.limits(w, l, req, f)
	resource := v.resource(w, l, req, f)
	identity := w.byItself(v.union(IdentityLayer, w.identity, req, f))
	// What limits the principal, and does not grant by itself.
	boundary := w.boundary == nil || v.ask(BoundaryLayer, w.boundary, req, f).Outcome == policy.Allowed
	session := len(w.sessions) == 0 || v.union(SessionLayer, w.sessions, req, f).Outcome == policy.Allowed
	v.combine(w, l, resource, identity, boundary, session)
}

// limits asks what grants nothing and must let every request pass: policies of
// organizations and the policy of the VPC endpoint. A resource control policy can
// only deny; the one that allows everything is always attached.
//
// Organizations User Guide, "SCP evaluation" and "RCP evaluation"; S3 User Guide,
// "Creating access points restricted to a virtual private cloud".
func (v *verdict) limits(w *world, l *leg, req *policy.Asked, f doubt.Favour) {
	for _, level := range w.resourceControl[l.name.index(w)] {
		v.union(ResourceControlLayer, level, req, f)
	}
	for _, level := range w.serviceControl {
		if v.union(ServiceControlLayer, level, req, f).Outcome != policy.Allowed {
			v.need(ServiceControlLayer, false)
		}
	}
	if w.endpointPolicy != nil && v.ask(VPCEndpointLayer, w.endpointPolicy, req, f).Outcome != policy.Allowed {
		v.need(VPCEndpointLayer, false)
	}
}

// index is where a world keeps what belongs to a leg.
func (l Leg) index(w *world) int {
	if l == BucketLeg && w.through() {
		return 1
	}
	return 0
}

// resource asks the policy attached to the resource of the leg. The root user of
// the bucket's account can always look at and replace a bucket policy that locks
// everybody out.
//
// S3 API Reference, PutBucketPolicy.
func (v *verdict) resource(w *world, l *leg, req *policy.Asked, f doubt.Favour) policy.Answer {
	if !w.through() && w.who.Type == policy.RootUser && w.who.Account == l.owner && isBucketPolicyAction(req.Action) {
		return policy.Answer{}
	}
	return v.ask(l.layer, l.policy, req, f)
}

func isBucketPolicyAction(action string) bool {
	return strings.EqualFold(action, "s3:GetBucketPolicy") ||
		strings.EqualFold(action, "s3:PutBucketPolicy") || strings.EqualFold(action, "s3:DeleteBucketPolicy")
}

// ask asks one policy and notes an explicit deny.
func (v *verdict) ask(l Layer, p *policy.Policy, req *policy.Asked, f doubt.Favour) policy.Answer {
	answer := p.Answer(f, req)
	if answer.Outcome == policy.ExplicitDeny {
		if v.explicit == 0 {
			v.deny = answer
		}
		v.explicit = v.explicit.with(l)
	}
	return answer
}

// union asks policies of which one has to allow, and returns the answer of the first
// that does.
func (v *verdict) union(l Layer, list []*policy.Policy, req *policy.Asked, f doubt.Favour) (best policy.Answer) {
	for _, p := range list {
		if answer := v.ask(l, p, req, f); answer.Outcome == policy.Allowed && best.Outcome != policy.Allowed {
			best = answer
		}
	}
	return best
}

// byItself returns what the principal may do by itself, given the answer of its
// identity-based policies. A root user needs none, and a federated user has only what
// the policies passed for its session let through.
//
// IAM User Guide, "Policies and permissions in IAM" on session policies.
func (w *world) byItself(identity policy.Answer) policy.Answer {
	switch w.who.Type {
	case policy.RootUser:
		identity.Outcome = policy.Allowed
	case policy.FederatedUser:
		if len(w.sessions) == 0 {
			identity.Outcome = policy.ImplicitDeny
		}
	}
	return identity
}

// combine tells whether the policies together allow what the leg asks, and which
// of them do not that should.
//
// IAM User Guide, "Policy evaluation for requests within a single account" and
// "Cross-account policy evaluation logic".
func (v *verdict) combine(w *world, l *leg, resource, identity policy.Answer, boundary, session bool) {
	byIdentity := identity.Outcome == policy.Allowed
	byResource := resource.Outcome == policy.Allowed
	switch p := &w.who; {
	case p.Type == policy.AnonymousUser:
		v.need(l.layer, byResource && resource.Grants.Has(policy.Wildcard))
	case p.Type == policy.AWSService:
		v.need(l.layer, byResource && resource.Grants.Has(policy.Service|policy.Wildcard))
	case p.Account != l.owner:
		v.need(l.layer, byResource)
		v.need(IdentityLayer, byIdentity)
		v.mustNot(BoundaryLayer, !boundary)
		v.mustNot(SessionLayer, !session)
	case !byResource && w.mustAllow(l):
		v.need(l.layer, false)
	default:
		v.sameAccount(l.layer, resource.Grants, byIdentity, boundary, session)
	}
	if v.explicit == 0 && v.implicit == 0 {
		v.allow = resource
		if !v.allowed.Has(l.layer) {
			v.allow = identity
		}
	}
}

// sameAccount combines for a principal of the account that owns the resource. The
// more directly the resource's policy names the principal, the less else must
// allow the request.
func (v *verdict) sameAccount(l Layer, grants policy.Grants, byIdentity, boundary, session bool) {
	outright := grants.Has(policy.Direct | policy.Wildcard)
	limited := grants.Has(policy.Role | policy.Issuer)
	unlimited := boundary && session
	byResource := outright || limited && unlimited
	if byResource || byIdentity && unlimited {
		if byResource {
			v.need(l, true)
		}
		if byIdentity && unlimited {
			v.need(IdentityLayer, true)
		}
		return
	}
	if !limited && !byIdentity {
		// Either of two would have been enough.
		v.need(l, false)
		v.need(IdentityLayer, false)
	}
	v.mustNot(BoundaryLayer, !boundary)
	v.mustNot(SessionLayer, !session)
}

// need notes whether a layer gave the Allow that it should.
func (v *verdict) need(l Layer, allows bool) {
	if allows {
		v.allowed = v.allowed.with(l)
	} else {
		v.implicit = v.implicit.with(l)
	}
}

// mustNot notes a layer that stands in the way.
func (v *verdict) mustNot(l Layer, blocks bool) {
	if blocks {
		v.implicit = v.implicit.with(l)
	}
}

// mustAllow reports whether the policy of the resource must allow even what
// identity-based policies of its own account do. The bucket policy must for an
// access point of another account, which gives no access until the bucket's owner
// says so there.
//
// S3 User Guide, "Access points naming rules, restrictions, and limitations".
func (w *world) mustAllow(l *leg) bool {
	return l.name == BucketLeg && w.through() && w.accessPoint.Account() != w.bucketAccount
}
