package accesspoint

import (
	"errors"
	"fmt"
	"iter"

	"github.com/s3ap/s3ap/internal/s3action"
	"github.com/s3ap/s3ap/internal/suggest"
)

// An Operation is a request for an operation of the S3 API, as far as it has a
// bearing on the actions that must be allowed for it: most need one, and
// PutObject with tags, for instance, two. Parts of a request that the operation
// does not have are not looked at.
//
// The table of operations is in docs/operations.md of this module.
type Operation struct {
	Name string // as the API spells it, such as PutObject

	// What the request carries.

	Version          bool // the id of a version of the object
	ACL              bool // an ACL, canned or as grants
	Tags             bool // tags
	Retention        bool // an Object Lock retention
	LegalHold        bool // an Object Lock legal hold
	BypassGovernance bool // the wish to pass over retention in governance mode
	SourceVersion    bool // of a copy: the id of a version of the source
	SourceTags       bool // of a copy: tags of the source, since it does not say to leave them
	ObjectLock       bool // of a new bucket: that Object Lock is on
	Ownership        bool // of a new bucket: a setting of Object Ownership

	// What the caller wants to see in the response, and may do without.

	WantTags, WantRetention, WantLegalHold bool
	// WantOwner is about each object of a list. An [Evaluator] can decide it only
	// for one object at a time, as s3:GetObjectAcl.
	WantOwner bool
}

// ErrOperation is about an operation that the table of operations does not have.
var ErrOperation = errors.New("is no operation of the S3 API that needs an action of the service s3")

// Actions appends the actions that the operation needs on what the request names,
// what it needs in any case first. For a copy that is the target; see
// [Operation.SourceActions]. It does not allocate if dst has room. Actions of
// other services, such as kms:Decrypt, are not among them.
//
// S3 User Guide, "Required permissions for Amazon S3 API operations".
func (o Operation) Actions(dst []string) ([]string, error) {
	known, err := o.known()
	return appendNeeded(dst, known.Needs, o.parts()), err
}

// SourceActions appends the actions that a copy needs on its source; none for
// other operations.
func (o Operation) SourceActions(dst []string) ([]string, error) {
	known, err := o.known()
	return appendNeeded(dst, known.Reads, o.parts()), err
}

// ThroughAccessPoint reports whether access points of buckets take requests for
// the operation. They may take its actions for the sake of others all the same:
// GetObjectTorrent is not taken, and needs the action of GetObject.
//
// S3 User Guide, "Access point compatibility".
func (o Operation) ThroughAccessPoint() bool {
	known, _ := o.known()
	return known.ThroughAccessPoint
}

// known returns what the table has of the operation, nothing beside an error.
func (o *Operation) known() (s3action.Operation, error) {
	known, ok := s3action.LookupOperation(o.Name)
	if ok {
		return known, nil
	}
	err := fmt.Errorf("%.64q %w", o.Name, ErrOperation)
	if near, ok := suggest.Nearest(o.Name, operationNames()); ok {
		err = fmt.Errorf("%w; did you mean %s?", err, near)
	}
	return known, err
}

func operationNames() iter.Seq[string] {
	return func(yield func(string) bool) {
		for o := range s3action.Operations() {
			if !yield(o.Name) {
				return
			}
		}
	}
}

func appendNeeded(dst []string, needs []s3action.Need, parts s3action.Part) []string {
	for i := range needs {
		if needs[i].IsNeededBy(parts, 0) {
			dst = append(dst, needs[i].Action)
		}
	}
	return dst
}

// parts returns what the fields say.
func (o *Operation) parts() (parts s3action.Part) {
	for _, f := range [...]struct {
		set  bool
		part s3action.Part
	}{
		{o.Version, s3action.VersionID},
		{o.ACL, s3action.ACL},
		{o.Tags, s3action.Tags},
		{o.Retention, s3action.Retention},
		{o.LegalHold, s3action.LegalHold},
		{o.BypassGovernance, s3action.GovernanceBypass},
		{o.SourceVersion, s3action.SourceVersionID},
		{o.SourceTags, s3action.SourceTags},
		{o.ObjectLock, s3action.ObjectLock},
		{o.Ownership, s3action.Ownership},
		{o.WantTags, s3action.WantedTags},
		{o.WantRetention, s3action.WantedRetention},
		{o.WantLegalHold, s3action.WantedLegalHold},
		{o.WantOwner, s3action.WantedOwner},
	} {
		if f.set {
			parts |= f.part
		}
	}
	return parts
}
