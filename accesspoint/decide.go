package accesspoint

import (
	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/internal/doubt"
	"github.com/s3ap/s3ap/internal/s3action"
	"github.com/s3ap/s3ap/policy"
)

// decide decides a request that has been found sound.
func (w *world) decide(f doubt.Favour, action, key string, ctx condition.Context, keys *[2]legKeys) Decision {
	var d Decision
	var legs [2]leg
	n := w.putLegs(&legs, key)
	w.decideLegs(&d, f, &w.principal, action, &ctx, s3action.Number(action), legs[:n], keys[:n])
	return d
}

// decideLegs makes d the decision on a request for an action, of which the number
// is known. There is one set of keys if it is the same for all legs. Rules that need no policy come first, then explicit denies of either
// leg, then Allows that are missing, then Block Public Access.
//
// The order is that of the IAM User Guide, "How AWS enforcement code logic
// evaluates requests to allow or deny access".
func (w *world) decideLegs(d *Decision, f doubt.Favour, principal *policy.Principal, action string, ctx *condition.Context, number int, legs []leg, keys []legKeys) {
	w.describe(d, action, legs[0].resource)
	if w.forged(ctx, keys) {
		d.refuse(ErrForged)
		return
	}
	if w.through() {
		if l := w.beforePolicies(f, number, ctx); l != NoLayer {
			d.by(l, legs[0].name)
			return
		}
	}
	var onLeg condition.Context
	var req policy.Asked
	req.Principal, req.Context, req.Bounded = principal, &onLeg, w.boundary != nil
	req.Action, req.Number = action, number
	var verdicts [2]verdict
	for i := range legs {
		req.Resource, onLeg = legs[i].resource, context(ctx, &legs[i], &keys[min(i, len(keys)-1)])
		verdicts[i].judge(w, &legs[i], &req, f)
	}
	d.conclude(legs, verdicts[:len(legs)])
	if w.restricted || w.blocksPublicACLs && setsPublicACL(f, action, *ctx) {
		d.block(legs[0].name)
	}
}

// describe notes who asks for what, for people.
func (w *world) describe(d *Decision, action string, resource arn.ARN) {
	d.principal, d.anonymous = w.who.Name, w.who.Type == policy.AnonymousUser
	d.action, d.resource, d.vpc = action, resource, w.origin.VPCID()
}

// request returns what the policies of a leg are asked.
func (w *world) request(l *leg, action string, ctx condition.Context, keys *legKeys) policy.Request {
	return policy.Request{
		Principal: w.principal, Bounded: w.boundary != nil,
		Action: action, Resource: l.resource, Context: context(&ctx, l, keys),
	}
}

// context returns what a request carries on a leg.
func context(ctx *condition.Context, l *leg, keys *legKeys) condition.Context {
	layer := keys.layer
	if l.withoutBucketTags() {
		layer = keys.withoutTags
	}
	return ctx.OverlayDerived(layer, &keys.derived)
}

// beforePolicies returns the layer that denies a request through an access point
// whatever the policies say.
//
// S3 User Guide, "Access point compatibility", "Access points naming rules,
// restrictions, and limitations" (no anonymous requests) and "Creating access
// points restricted to a virtual private cloud".
func (w *world) beforePolicies(f doubt.Favour, number int, ctx *condition.Context) Layer {
	_, through, _ := s3action.Of(number)
	switch {
	case !through || w.who.Type == policy.AnonymousUser:
		return OperationLayer
	case w.origin.VPCID() != "" && !w.fromVPC(f, ctx):
		return NetworkOriginLayer
	}
	return NoLayer
}

// fromVPC tells whether the request comes from the VPC of the access point. Only
// aws:SourceVpc shows it, which S3 sets for requests through a VPC endpoint.
func (w *world) fromVPC(f doubt.Favour, ctx *condition.Context) bool {
	vpc, ok := ctx.Value(condition.SourceVPC)
	if !ok && ctx.Has(condition.SourceVPC) == condition.Unknown {
		return f == doubt.Allow
	}
	return ok && vpc == w.origin.VPCID()
}

// conclude makes a decision of the verdicts on the legs. The first leg that is
// denied is named, one that a statement denies before one that lacks an Allow.
func (d *Decision) conclude(legs []leg, verdicts []verdict) {
	for i := range verdicts {
		v := &verdicts[i]
		d.Blocked |= v.explicit | v.implicit
		if v.explicit != 0 && d.Outcome != policy.ExplicitDeny {
			d.Outcome, d.Statement, d.InDoubt = policy.ExplicitDeny, v.deny.Statement(), v.deny.InDoubt
			d.By, d.Leg, d.resource = v.explicit.first(), legs[i].name, legs[i].resource
		}
	}
	for i := range verdicts {
		v := &verdicts[i]
		switch {
		case d.Blocked == 0:
			d.Outcome = policy.Allowed
			d.InDoubt = d.InDoubt || v.allow.InDoubt
			d.AllowedBy |= v.allowed
			d.allows[i] = allow{legs[i].name, v.allowed.first(), v.allow}
		case v.implicit != 0 && d.By == NoLayer:
			d.By, d.Leg, d.resource = v.implicit.first(), legs[i].name, legs[i].resource
			d.missing = v.implicit
		}
	}
}

// block notes that Block Public Access denies the request, which is the reason
// only if nothing else is.
func (d *Decision) block(leg Leg) {
	if d.Blocked == 0 {
		d.Outcome, d.By, d.Leg = policy.ImplicitDeny, BlockPublicAccessLayer, leg
		d.AllowedBy, d.InDoubt, d.allows = 0, false, [2]allow{}
	}
	d.Blocked = d.Blocked.with(BlockPublicAccessLayer)
}
