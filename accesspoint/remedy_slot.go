package accesspoint

import (
	"slices"

	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/policy"
)

// A slot is where a policy is attached in a setting. Slots compare with ==.
type slot struct {
	ofSource bool // in the setting of a copy's source
	layer    Layer
	level    int // of an organization, from 0
	number   int // of several policies, from 0; one past the last for a new one
}

// kind is that of the policies in the slot.
func (p slot) kind() policy.Kind {
	switch p.layer {
	case AccessPointPolicyLayer:
		return policy.AccessPoint
	case BucketPolicyLayer:
		return policy.Bucket
	case IdentityLayer:
		return policy.Identity
	case BoundaryLayer:
		return policy.Boundary
	case SessionLayer:
		return policy.Session
	case ServiceControlLayer:
		return policy.ServiceControl
	case VPCEndpointLayer:
		return policy.VPCEndpoint
	}
	return 0
}

// list returns the policies of the layer, or of its level, that the slot is in.
func (w *world) list(p slot) []*policy.Policy {
	switch p.layer {
	case AccessPointPolicyLayer:
		return attached(w.accessPointPolicy)
	case BucketPolicyLayer:
		return attached(w.bucketPolicy)
	case IdentityLayer:
		return w.identity
	case BoundaryLayer:
		return attached(w.boundary)
	case SessionLayer:
		return w.sessions
	case ServiceControlLayer:
		return w.serviceControl[p.level]
	case VPCEndpointLayer:
		return attached(w.endpointPolicy)
	}
	return nil
}

// attached returns a policy as a list, which is empty for none.
func attached(p *policy.Policy) []*policy.Policy {
	if p == nil {
		return nil
	}
	return []*policy.Policy{p}
}

// put replaces the policy in a slot. What w shares with other worlds is copied.
func (w *world) put(p slot, with *policy.Policy) {
	list := slices.Clone(w.list(p))
	w.own()
	if p.number < len(list) {
		list[p.number] = with
	} else {
		list = append(list, with)
	}
	switch p.layer {
	case AccessPointPolicyLayer:
		w.accessPointPolicy = with
	case BucketPolicyLayer:
		w.bucketPolicy = with
	case IdentityLayer:
		w.identity = list
	case BoundaryLayer:
		w.boundary = with
	case SessionLayer:
		w.sessions = list
	case ServiceControlLayer:
		w.serviceControl = slices.Clone(w.serviceControl)
		w.serviceControl[p.level] = list
	case VPCEndpointLayer:
		w.endpointPolicy = with
	}
}

// leaveEndpoint takes the VPC endpoint away that requests come through.
func (w *world) leaveEndpoint() {
	w.own()
	w.endpointPolicy = nil
	for i := range w.facts {
		w.facts[i] = slices.DeleteFunc(slices.Clone(w.facts[i]), func(a condition.Attr) bool { return isOfEndpoint(a.Key()) })
	}
}
