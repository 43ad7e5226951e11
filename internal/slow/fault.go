package slow

import (
	"regexp"
	"slices"

	"github.com/s3ap/s3ap/policy"
)

// IsFaulty tells whether there cannot be such a world.
func (w World) IsFaulty() bool {
	return w.Misplaced() == Yes || w.hasOtherKinds() || w.isElsewhere() || w.hasForeignPolicies() || w.hasAccountTwice()
}

// hasOtherKinds tells whether a policy is of another kind than its place.
func (w World) hasOtherKinds() bool {
	placed := map[Layer][]*policy.Document{
		BucketLayer: {w.Bucket.Policy}, IdentityLayer: w.Identity, BoundaryLayer: {w.Boundary}, SessionLayer: w.Session,
	}
	if w.AccessPoint != nil {
		placed[AccessPointLayer] = []*policy.Document{w.AccessPoint.Policy}
	}
	if w.Endpoint != nil {
		placed[VPCEndpointLayer] = []*policy.Document{w.Endpoint.Policy}
	}
	for _, a := range w.Accounts {
		placed[ServiceControlLayer] = append(placed[ServiceControlLayer], slices.Concat(a.ServiceControl...)...)
		placed[ResourceControlLayer] = append(placed[ResourceControlLayer], slices.Concat(a.ResourceControl...)...)
	}
	for layer, docs := range placed {
		if slices.ContainsFunc(docs, func(d *policy.Document) bool { return d != nil && d.Kind != kindOf[layer] }) {
			return true
		}
	}
	return false
}

var (
	vpcID      = regexp.MustCompile(`^vpc-[0-9a-f]+$`)
	endpointID = regexp.MustCompile(`^vpce-[0-9a-f]+$`)
)

// isElsewhere tells whether things are in places that do not exist, or not in
// one place that should be.
func (w World) isElsewhere() bool {
	ap, e := w.AccessPoint, w.Endpoint
	return w.Caller.Kind == 0 || !accountEntry.MatchString(w.Bucket.Account) ||
		w.Caller.Partition != "" && w.Caller.Partition != "aws" ||
		ap != nil && (w.Bucket.Region != "" && w.Bucket.Region != ap.Region || ap.VPC != "" && !vpcID.MatchString(ap.VPC)) ||
		e != nil && !(endpointID.MatchString(e.ID) && vpcID.MatchString(e.VPC))
}

// hasForeignPolicies tells whether the caller has policies that such a caller
// cannot have.
func (w World) hasForeignPolicies() bool {
	switch w.Caller.Kind {
	case policy.RoleSession, policy.FederatedUser:
		return false
	case policy.User:
		return len(w.Session) > 0
	}
	return len(w.Identity) > 0 || w.Boundary != nil || len(w.Session) > 0
}

func (w World) hasAccountTwice() bool {
	seen := map[string]bool{}
	for _, a := range w.Accounts {
		if seen[a.ID] {
			return true
		}
		seen[a.ID] = true
	}
	return false
}
