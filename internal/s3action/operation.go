package s3action

import (
	"iter"
	"slices"
	"strings"
)

// An Operation is an operation of the S3 API with the actions that a request for
// it needs. Only actions of the service s3 count here, on buckets and objects
// that are not on Outposts.
type Operation struct {
	Name               string // as the API spells it, such as PutObject
	ThroughAccessPoint bool   // access points of buckets take requests for it

	// Needs are needed on what the request names, Reads on the source of a copy.
	Needs, Reads []Need
}

// A Need is an action that is needed by requests that have all the parts in With
// and none of those in Without.
type Need struct {
	Action        string
	With, Without Part
}

// A Part is something that a request may carry or ask for, and that has a bearing
// on the actions it needs. Parts can be put together with |.
type Part uint16

// The parts of requests.
const (
	VersionID Part = 1 << iota
	ACL
	Tags
	Retention
	LegalHold
	GovernanceBypass
	SourceVersionID
	SourceTags // copied along, since the request does not say otherwise
	ObjectLock // of a new bucket
	Ownership  // of a new bucket
	WantedTags
	WantedRetention
	WantedLegalHold
	WantedOwner
)

// IsNeededBy reports whether a request needs n that has some parts for sure and
// perhaps some others. Of two actions one of which is needed, the request may
// need both then.
func (n *Need) IsNeededBy(sure, perhaps Part) bool {
	return n.With&^(sure|perhaps) == 0 && n.Without&sure == 0
}

// LookupOperation returns the operation of that name. Capitals count.
func LookupOperation(name string) (Operation, bool) {
	i, ok := slices.BinarySearchFunc(operations[:], name, func(o Operation, name string) int {
		return strings.Compare(o.Name, name)
	})
	if !ok {
		return Operation{}, false
	}
	return operations[i], true
}

// Operations yields every operation, ordered by name.
func Operations() iter.Seq[Operation] { return slices.Values(operations[:]) }
