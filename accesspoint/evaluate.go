package accesspoint

import (
	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/internal/doubt"
	"github.com/s3ap/s3ap/internal/s3action"
	"github.com/s3ap/s3ap/policy"
)

// Evaluate decides a request through an access point by the bucket policy, the
// access point policy and the access point's network origin. A nil policy is one
// that is not attached: it allows and denies nothing.
//
// No other policies bear on the decision: the principal has no identity-based
// policy, so that it needs what the two policies themselves grant. A principal of
// another account than the owner's then has no access at all, since its own
// account must allow the request too, and neither has one that is named only by
// its account; a root user may do in its own account what nothing denies.
//
// Evaluate never fails: a question that cannot be decided is denied, and the
// decision tells why. It does not allocate.
//
// S3 User Guide, "Configuring IAM policies for using access points".
func Evaluate(req Request, bucketPolicy, apPolicy *policy.Policy, origin NetworkOrigin) (d Decision) {
	evaluate(&d, doubt.Deny, &req, bucketPolicy, apPolicy, origin)
	return d
}

// Determined reports whether no doubt bears on the outcome that Evaluate comes
// to: letting every doubt fall the other way comes to the same. A condition on a
// key that is not known may be such a doubt, see [condition.Unrecorded].
func Determined(req Request, bucketPolicy, apPolicy *policy.Policy, origin NetworkOrigin) bool {
	var a, b Decision
	evaluate(&a, doubt.Deny, &req, bucketPolicy, apPolicy, origin)
	evaluate(&b, doubt.Allow, &req, bucketPolicy, apPolicy, origin)
	return a.Allowed() == b.Allowed()
}

// EvaluateDirect decides a request made to the bucket itself, by the bucket
// policy alone. Its access points and their policies do not count. The request
// must name no access point. See [Evaluate] for what the principal lacks.
func EvaluateDirect(req Request, bucketPolicy *policy.Policy) (d Decision) {
	evaluateDirect(&d, doubt.Deny, &req, bucketPolicy)
	return d
}

// evaluate makes d, which is zero, the decision on a request through an access point.
func evaluate(d *Decision, f doubt.Favour, req *Request, bucketPolicy, apPolicy *policy.Policy, origin NetworkOrigin) {
	var w world
	w.of(req, bucketPolicy)
	w.accessPointPolicy, w.origin, w.further = apPolicy, origin, &nothing
	w.evaluate(d, f, req, true)
}

// evaluateDirect makes d, which is zero, the decision on a request made to the bucket.
func evaluateDirect(d *Decision, f doubt.Favour, req *Request, bucketPolicy *policy.Policy) {
	var w world
	w.of(req, bucketPolicy)
	w.further = &nothingDirect
	w.evaluate(d, f, req, false)
}

// nothingDirect is nothing for requests made to the bucket, which have no tags of an
// access point, and directLayer hides them.
var (
	nothingDirect = further{families: []string{accessPointTag}, hidden: [2][]string{{accessPointTag}}}
	directLayer   = condition.NewLayer(nil, []string{accessPointTag})
)

// evaluate makes d, which is zero, the decision on a request in a world made for it
// alone.
func (w *world) evaluate(d *Decision, f doubt.Favour, req *Request, through bool) {
	number := s3action.Number(req.Action)
	if err := w.faultOf(req, number, through); err != nil {
		d.principal, d.action = req.Principal.String(), req.Action
		d.refuse(err)
		return
	}
	var legs [2]leg
	n := w.putLegs(&legs, req.Key)
	if through && legs[0].owner != legs[1].owner {
		w.evaluateOwners(d, f, req, number, legs[:n])
		return
	}
	var keys [1]legKeys
	keys[0].derive(&req.Principal, w, &legs[0])
	keys[0].withoutTags = withoutTags
	if !through && req.Context.HasAny(w.families) {
		keys[0].layer = directLayer
	}
	w.decideLegs(d, f, &req.Principal, req.Action, &req.Context, number, legs[:n], keys[:])
}

// evaluateOwners is the end of evaluate for legs of two owners. It is apart since
// keys are large, and most requests have the same on both legs.
func (w *world) evaluateOwners(d *Decision, f doubt.Favour, req *Request, number int, legs []leg) {
	var keys [2]legKeys
	for i := range keys {
		keys[i].derive(&req.Principal, w, &legs[i])
		keys[i].withoutTags = withoutTags
	}
	w.decideLegs(d, f, &req.Principal, req.Action, &req.Context, number, legs, keys[:])
}

// world returns what a request says of the world around it.
func (r *Request) world(bucketPolicy *policy.Policy) world {
	var w world
	w.of(r, bucketPolicy)
	w.further = &further{principal: r.Principal}
	return w
}

// of makes w, which is zero, what a request says of the world around it.
func (w *world) of(r *Request, bucketPolicy *policy.Policy) {
	w.who.of(&r.Principal)
	w.bucket, w.bucketAccount, w.bucketPolicy = r.Bucket, r.BucketAccount, bucketPolicy
	w.accessPoint = r.AccessPoint
}

// fault tells why a request cannot be decided in a world, nil if it can.
func (w *world) fault(req *Request, through bool) error {
	return w.faultOf(req, s3action.Number(req.Action), through)
}

// faultOf is fault with the number of the action.
func (w *world) faultOf(req *Request, number int, through bool) error {
	switch {
	case through && !w.through():
		return ErrNoAccessPoint
	case !through && w.through():
		return ErrAccessPoint
	case through && !w.origin.IsValid():
		return ErrOrigin
	case misplaced(w.bucketPolicy, policy.Bucket) || w.bucketPolicy.NamesOnlyAccessPoints():
		return ErrBucketPolicy
	case misplaced(w.accessPointPolicy, policy.AccessPoint) || w.accessPointPolicy.NamesOnlyBuckets():
		return ErrAPPolicy
	}
	return req.faultOf(number, &w.who)
}
