package accesspoint

import (
	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/internal/doubt"
	"github.com/s3ap/s3ap/internal/s3action"
	"github.com/s3ap/s3ap/policy"
)

// decide decides a request that has been found sound. Rules that need no policy
// come first, then explicit denies of either leg, then Allows that are missing,
// then Block Public Access.
//
// The order is that of the IAM User Guide, "How AWS enforcement code logic
// evaluates requests to allow or deny access".
func (w *world) decide(f doubt.Favour, action, key string, ctx condition.Context, keys *[2]legKeys) Decision {
	d := Decision{principal: w.principal, action: action, origin: w.origin}
	legs, n := w.legs(key)
	d.resource = legs[0].resource
	if w.forged(ctx, keys[:n]) {
		return d.refuse(ErrForged)
	}
	if w.through() {
		if l := w.beforePolicies(f, action, ctx); l != NoLayer {
			return d.by(l, legs[0].name)
		}
	}
	var verdicts [2]verdict
	for i := range legs[:n] {
		req := w.request(&legs[i], action, ctx, &keys[i])
		verdicts[i] = w.judge(&legs[i], &req, f)
	}
	d.conclude(legs[:n], verdicts[:n])
	if w.restricted || w.blocksPublicACLs && setsPublicACL(f, action, ctx) {
		d.block(legs[0].name)
	}
	return d
}

// request returns what the policies of a leg are asked.
func (w *world) request(l *leg, action string, ctx condition.Context, keys *legKeys) policy.Request {
	over := keys.over
	if hidden := w.hidden[l.name.index(w)]; hidden != nil {
		ctx = ctx.Hide(hidden)
	}
	if l.withoutBucketTags() {
		ctx, over = ctx.Hide(bucketFamilies), over[:len(over)-w.bucketTags]
	}
	return policy.Request{
		Principal: w.principal, Bounded: w.boundary != nil,
		Action: action, Resource: l.resource, Context: ctx.Overlay(over, keys.under),
	}
}

// beforePolicies returns the layer that denies a request through an access point
// whatever the policies say.
//
// S3 User Guide, "Access point compatibility", "Access points naming rules,
// restrictions, and limitations" (no anonymous requests) and "Creating access
// points restricted to a virtual private cloud".
func (w *world) beforePolicies(f doubt.Favour, action string, ctx condition.Context) Layer {
	a, _ := s3action.Lookup(action)
	switch {
	case !a.ThroughAccessPoint || w.principal.Type() == policy.AnonymousUser:
		return OperationLayer
	case w.origin.VPCID() != "" && !w.fromVPC(f, ctx):
		return NetworkOriginLayer
	}
	return NoLayer
}

// fromVPC tells whether the request comes from the VPC of the access point. Only
// aws:SourceVpc shows it, which S3 sets for requests through a VPC endpoint.
func (w *world) fromVPC(f doubt.Favour, ctx condition.Context) bool {
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
			d.Outcome, d.Statement, d.InDoubt = policy.ExplicitDeny, v.statement, v.inDoubt
			d.By, d.Leg, d.resource = v.explicit.first(), legs[i].name, legs[i].resource
		}
	}
	for i := range verdicts {
		v := &verdicts[i]
		switch {
		case d.Blocked == 0:
			d.Outcome = policy.Allowed
			d.InDoubt = d.InDoubt || v.inDoubt
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
