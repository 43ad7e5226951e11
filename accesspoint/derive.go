package accesspoint

import (
	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/policy"
)

// derived are the condition keys that the evaluator itself sets, since they
// follow from what is asked. A caller cannot forge them: a context that says
// otherwise is refused.
type derived struct {
	attrs [maxDerived]condition.Attr
	n     int
	// account is where the two keys begin that hold the owner of the resource,
	// which is not the same on both legs.
	account int
}

const maxDerived = 12

func (d *derived) add(a condition.Attr) {
	d.attrs[d.n] = a
	d.n++
}

// derive sets the keys of a request, in which ctx contradicts nothing, or reports
// false. The keys of the resource's owner are left for onLeg.
func (d *derived) derive(w *world, ctx condition.Context) bool {
	return d.principal(&w.principal, ctx) && d.accessPoint(w, ctx) && d.owner(w, ctx)
}

// set sets a key to the value that it must have.
func (d *derived) set(ctx condition.Context, k condition.Key, value string) bool {
	d.add(condition.String(k, value))
	if given, ok := ctx.Value(k); ok {
		return given == value
	}
	// In doubt, or not there: then it is what it must be. Several values cannot
	// be.
	return ctx.Has(k) != condition.True
}

// unset makes sure that a key is not there.
func (d *derived) unset(ctx condition.Context, k condition.Key) bool {
	if ctx.Has(k) == condition.Unknown {
		d.add(condition.Strings(k))
	}
	return ctx.Has(k) != condition.True
}

// guess leaves a key to the caller, who may know it though it does not follow
// from the principal.
func (d *derived) guess(ctx condition.Context, k condition.Key) {
	if ctx.Has(k) == condition.False {
		d.add(condition.Unrecorded(k))
	}
}

// setOrUnset sets a key that only some principals have.
func (d *derived) setOrUnset(ctx condition.Context, k condition.Key, value string, has bool) bool {
	if has {
		return d.set(ctx, k, value)
	}
	return d.unset(ctx, k)
}

// principal sets what follows from who asks.
//
// IAM User Guide, "AWS global condition context keys" and "IAM policy elements:
// Variables and tags", table of principal key values.
func (d *derived) principal(p *policy.Principal, ctx condition.Context) bool {
	kind := p.Type()
	signed := kind != policy.AnonymousUser
	service := kind == policy.AWSService
	ok := true
	switch {
	case service:
		// These are documented as present, but not what they hold.
		d.guess(ctx, condition.PrincipalARN)
		d.guess(ctx, condition.PrincipalAccount)
		d.guess(ctx, condition.PrincipalType)
	case !signed:
		ok = d.unset(ctx, condition.PrincipalARN) &&
			d.set(ctx, condition.PrincipalAccount, "anonymous") &&
			d.set(ctx, condition.PrincipalType, kind.String())
	default:
		ok = d.set(ctx, condition.PrincipalARN, p.ARN()) &&
			d.set(ctx, condition.PrincipalAccount, p.Account()) &&
			d.set(ctx, condition.PrincipalType, kind.String())
	}
	if id := p.UserID(); id != "" {
		ok = ok && d.set(ctx, condition.UserID, id)
	} else {
		d.guess(ctx, condition.UserID)
	}
	isService := "false"
	if service {
		isService = "true"
	}
	return ok && d.setOrUnset(ctx, condition.Username, p.Name(), kind == policy.User) &&
		d.setOrUnset(ctx, condition.PrincipalIsAWSService, isService, signed) &&
		d.setOrUnset(ctx, condition.PrincipalServiceName, p.Name(), service)
}

// accessPoint sets the keys by which policies tell requests through an access
// point from others. They are there on both legs, so that a bucket policy can
// delegate.
//
// S3 User Guide, "Configuring IAM policies for using access points".
func (d *derived) accessPoint(w *world, ctx condition.Context) bool {
	through := w.through()
	return d.setOrUnset(ctx, condition.S3DataAccessPointARN, w.accessPoint.String(), through) &&
		d.setOrUnset(ctx, condition.S3DataAccessPointAccount, w.accessPoint.Account(), through) &&
		d.setOrUnset(ctx, condition.S3AccessPointNetworkOrigin, w.origin.Name(), through)
}

// owner makes sure that the context names no stranger as the owner of the
// resource, and keeps a place for the owner on each leg.
func (d *derived) owner(w *world, ctx condition.Context) bool {
	d.account = d.n
	ok := true
	for _, k := range [...]condition.Key{condition.ResourceAccount, condition.S3ResourceAccount} {
		d.add(condition.Attr{})
		given, one := ctx.Value(k)
		switch {
		case one:
			ok = ok && (given == w.bucketAccount || w.through() && given == w.accessPoint.Account())
		default:
			ok = ok && ctx.Has(k) != condition.True
		}
	}
	return ok
}

// onLeg returns the keys of a leg whose resource belongs to an account. The
// access point belongs to its owner, the bucket to its own: a Deny on a foreign
// owner then holds if either is foreign.
func (d *derived) onLeg(owner string) []condition.Attr {
	d.attrs[d.account] = condition.String(condition.ResourceAccount, owner)
	d.attrs[d.account+1] = condition.String(condition.S3ResourceAccount, owner)
	return d.attrs[:d.n]
}
