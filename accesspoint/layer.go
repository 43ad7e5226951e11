package accesspoint

import (
	"iter"
	"math/bits"
	"strings"
)

// A Layer is one of the things that must let a request pass. Where several stand
// in its way, the first in this order is named.
//
// IAM User Guide, "How AWS enforcement code logic evaluates requests to allow or
// deny access", has the order of the policies.
type Layer uint8

// The layers, in the order in which they are reported.
const (
	NoLayer Layer = iota
	// RequestLayer is the question itself: it lacks something, contradicts
	// itself, or its policies are not what they are given for.
	RequestLayer
	// OperationLayer is what access points offer: some actions are not, nor is
	// access without a signature.
	OperationLayer
	NetworkOriginLayer
	ResourceControlLayer
	ServiceControlLayer
	VPCEndpointLayer
	AccessPointPolicyLayer
	BucketPolicyLayer
	IdentityLayer
	BoundaryLayer
	SessionLayer
	BlockPublicAccessLayer
	layerCount
)

var layerNames = [layerCount]string{
	"none", "request", "operation", "network-origin", "resource-control-policy",
	"service-control-policy", "vpc-endpoint-policy", "access-point-policy", "bucket-policy",
	"identity-policy", "permissions-boundary", "session-policy", "block-public-access",
}

// String returns the name that scenario files use, such as access-point-policy.
func (l Layer) String() string {
	if l >= layerCount {
		return "invalid"
	}
	return layerNames[l]
}

// words returns the layer as sentences have it, in AWS's words where it has some.
func (l Layer) words() string {
	switch l {
	case IdentityLayer:
		return "identity-based policy"
	case BoundaryLayer:
		return "permissions boundary"
	case VPCEndpointLayer:
		return "VPC endpoint policy"
	}
	return strings.ReplaceAll(l.String(), "-", " ")
}

// Layers is a set of layers. Sets compare with ==.
type Layers uint16

// with returns s and l.
func (s Layers) with(l Layer) Layers { return s | 1<<l }

// Has reports whether l is in s.
func (s Layers) Has(l Layer) bool { return s&(1<<l) != 0 }

// All iterates over the layers in s in order.
func (s Layers) All() iter.Seq[Layer] {
	return func(yield func(Layer) bool) {
		for l := NoLayer + 1; l < layerCount; l++ {
			if s.Has(l) && !yield(l) {
				return
			}
		}
	}
}

// first returns the first layer in s, NoLayer if it is empty.
func (s Layers) first() Layer {
	if s == 0 {
		return NoLayer
	}
	return Layer(bits.TrailingZeros16(uint16(s)))
}

// String returns the names of the layers, separated by commas.
func (s Layers) String() string {
	var names []string
	for l := range s.All() {
		names = append(names, l.String())
	}
	return strings.Join(names, ", ")
}

// A Leg is one of the two questions that a request through an access point
// raises.
type Leg uint8

// The legs. A request made to the bucket has the bucket leg alone.
const (
	NoLeg Leg = iota
	AccessPointLeg
	BucketLeg
)

// String returns the name of the leg.
func (l Leg) String() string {
	switch l {
	case AccessPointLeg:
		return "access point leg"
	case BucketLeg:
		return "bucket leg"
	}
	return "no leg"
}
