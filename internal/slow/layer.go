package slow

import (
	"maps"
	"slices"
	"strings"

	"github.com/s3ap/s3ap/policy"
)

// A Layer is one of the things that must let a request pass, by the name that
// scenario files use.
type Layer string

// The layers.
const (
	RequestLayer         Layer = "request"
	OperationLayer       Layer = "operation"
	NetworkOriginLayer   Layer = "network-origin"
	ResourceControlLayer Layer = "resource-control-policy"
	ServiceControlLayer  Layer = "service-control-policy"
	VPCEndpointLayer     Layer = "vpc-endpoint-policy"
	AccessPointLayer     Layer = "access-point-policy"
	BucketLayer          Layer = "bucket-policy"
	IdentityLayer        Layer = "identity-policy"
	BoundaryLayer        Layer = "permissions-boundary"
	SessionLayer         Layer = "session-policy"
	BlockPublicLayer     Layer = "block-public-access"
)

// AllLayers has every layer.
var AllLayers = []Layer{
	RequestLayer, OperationLayer, NetworkOriginLayer, ResourceControlLayer, ServiceControlLayer, VPCEndpointLayer,
	AccessPointLayer, BucketLayer, IdentityLayer, BoundaryLayer, SessionLayer, BlockPublicLayer,
}

// kindOf has for the layers that are policies what kind these are of.
var kindOf = map[Layer]policy.Kind{
	ResourceControlLayer: policy.ResourceControl, ServiceControlLayer: policy.ServiceControl,
	VPCEndpointLayer: policy.VPCEndpoint, AccessPointLayer: policy.AccessPoint, BucketLayer: policy.Bucket,
	IdentityLayer: policy.Identity, BoundaryLayer: policy.Boundary, SessionLayer: policy.Session,
}

// IsPolicy reports whether policies make up the layer.
func (l Layer) IsPolicy() bool { return kindOf[l].IsValid() }

// Layers is a set of layers.
type Layers map[Layer]bool

func setOf(layers ...Layer) Layers {
	s := Layers{}
	for _, l := range layers {
		s[l] = true
	}
	return s
}

// With returns the layers that are in s or in t.
func (s Layers) With(t Layers) Layers {
	union := Layers{}
	maps.Copy(union, s)
	maps.Copy(union, t)
	return union
}

// In reports whether all layers in s are in t.
func (s Layers) In(t Layers) bool {
	for l := range s {
		if !t[l] {
			return false
		}
	}
	return true
}

// String returns the names of the layers.
func (s Layers) String() string {
	var names []string
	for l := range s {
		names = append(names, string(l))
	}
	slices.Sort(names)
	return strings.Join(names, ",")
}
