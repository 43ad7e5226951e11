package s3action

import (
	"cmp"
	"iter"
	"slices"
)

// An Action is what the data says of one action.
type Action struct {
	Name     string // as the documents spell it, such as s3:GetObject
	Resource Resource

	ThroughAccessPoint bool // a request for it can be sent to an access point
	Management         bool // it manages access points themselves

	// Whether a statement that names it can have an effect in such a policy.
	BucketPolicy, AccessPointPolicy bool
}

// A Resource is what an action acts on in a request sent directly, not through
// an access point.
type Resource uint8

const (
	UnknownResource Resource = iota // of an action that is not in the table
	BucketResource                  // a bucket; for tagging, among other things
	ObjectResource
	OtherResource // such as an account, a job or an access point
)

// Lookup returns the action of that name. Capitals do not count, as they do not
// in a policy: only ASCII letters have them, and other characters match nothing.
func Lookup(name string) (Action, bool) {
	i, ok := slices.BinarySearchFunc(table[:], name, func(a Action, name string) int {
		return compareFold(a.Name, name)
	})
	if !ok {
		return Action{}, false
	}
	return table[i], true
}

// All yields every action, ordered by name without regard to case.
func All() iter.Seq[Action] { return slices.Values(table[:]) }

// compareFold compares as strings.Compare does, with A to Z taken for a to z.
func compareFold(a, b string) int {
	for i := range min(len(a), len(b)) {
		if a[i] == b[i] {
			continue
		}
		if c := int(lower(a[i])) - int(lower(b[i])); c != 0 {
			return c
		}
	}
	return cmp.Compare(len(a), len(b))
}

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		c += 'a' - 'A'
	}
	return c
}
