package accesspoint

import (
	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/policy"
)

// A world is all that bears on requests of one principal to one bucket, through
// one access point or directly. What is not given is not there.
type world struct {
	who           who
	bucket        arn.Bucket
	bucketAccount string
	bucketPolicy  *policy.Policy

	// Of the access point; zero for requests made to the bucket itself.
	accessPoint       arn.AccessPoint
	accessPointPolicy *policy.Policy
	origin            NetworkOrigin

	*further // never nil; worlds share it, see own
}

// who is what the rules about accounts ask of a principal.
type who struct {
	Type                     policy.PrincipalType
	Partition, Account, Name string
}

// of makes w what they ask of p.
func (w *who) of(p *policy.Principal) { w.Type, w.Partition, w.Account, w.Name = p.Who() }

// further is what the four arguments of [Evaluate] cannot say.
type further struct {
	// principal stands here since it is large. Evaluate has it in the request.
	principal policy.Principal
	// Of the principal.
	identity []*policy.Policy // of the user and its groups, or of the role
	boundary *policy.Policy
	sessions []*policy.Policy

	// Of organizations, a list for each level from the root down.
	serviceControl  [][]*policy.Policy    // that apply to the principal
	resourceControl [2][][]*policy.Policy // that apply to the resource of each leg

	endpointPolicy *policy.Policy

	blocksPublicACLs bool
	restricted       bool // whether Block Public Access keeps the principal out

	// facts are further keys of each leg, such as tags, and families the
	// beginnings of keys of which there are no others.
	facts    [2][]condition.Attr
	families []string
	// bucketTags is how many of the facts, the last, are tags of the bucket.
	bucketTags int
	// hidden are the beginnings of keys that the context cannot tell on a leg, and
	// openTags says whether it can tell aws:ResourceTag on the other.
	hidden   [2][]string
	openTags bool
}

// nothing is what there is beside the four arguments if nothing else is said.
var nothing further

// own gives w further things that no other world shares, so that they can be changed.
func (w *world) own() {
	own := *w.further
	w.further = &own
}

// through reports whether requests go through an access point.
func (w *world) through() bool { return w.accessPoint.IsValid() }

// misplaced reports whether a policy is not of the kind that belongs in its
// place. Two policies in each other's place could lose a Deny.
func misplaced(p *policy.Policy, k policy.Kind) bool { return p != nil && p.Kind() != k }
