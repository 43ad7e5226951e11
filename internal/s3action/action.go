package s3action

import (
	"cmp"
	"iter"
	"slices"
	"strings"

	"github.com/s3ap/s3ap/internal/glob"
)

// An Action is what the data says of one action.
type Action struct {
	Name     string // as the documents spell it, such as s3:GetObject
	Level    Level
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

// A Level says what an action does to what it acts on.
//
// Service Authorization Reference, "Actions, resources, and condition keys for
// Amazon S3", column Access level.
type Level uint8

// The levels.
const (
	UnknownLevel Level = iota // of an action that is not in the table
	List
	Read
	Write
	Tagging
	Permissions // it bears on who may do what
)

// Count is how many actions are known.
const Count = len(table)

// Lookup returns the action of that name. Capitals do not count, as they do not
// in a policy: only ASCII letters have them, and other characters match nothing.
func Lookup(name string) (Action, bool) {
	n := Number(name)
	return Numbered(n), n != NoNumber
}

// NoNumber is the number of an action that is not in the table.
const NoNumber = -1

// Number returns the place of an action in the order of All, counted from 0.
func Number(name string) int {
	for at := glob.HashFold(name) % slotCount; slots[at] != 0; at = (at + 1) % slotCount {
		n := int(slots[at]) - 1
		if known := table[n].Name; known == name || len(known) == len(name) && compareFold(known, name) == 0 {
			return n
		}
	}
	return NoNumber
}

// Numbered returns the action of a number, the zero Action for NoNumber.
func Numbered(n int) Action {
	if n == NoNumber {
		return Action{}
	}
	return table[n]
}

// Of returns of the action of a number what it acts on, whether a request for it can
// be sent to an access point, and whether its name begins with s3:. It is Numbered for
// those in a hurry.
func Of(n int) (on Resource, throughAccessPoint, s3 bool) {
	if n == NoNumber {
		return UnknownResource, false, false
	}
	a := &table[n]
	return a.Resource, a.ThroughAccessPoint, strings.HasPrefix(a.Name, "s3:")
}

// WithPrefix returns the numbers of the actions whose names begin with a text,
// from the first to before the last. Capitals do not count.
func WithPrefix(prefix string) (first, last int) {
	hi := Count
	for first < hi {
		if mid := (first + hi) / 2; compareFold(table[mid].Name, prefix) < 0 {
			first = mid + 1
		} else {
			hi = mid
		}
	}
	// Those that begin with it stand together, before all that are greater.
	last, hi = first, Count
	for last < hi {
		mid := (last + hi) / 2
		if name := table[mid].Name; compareFold(name[:min(len(name), len(prefix))], prefix) == 0 {
			last = mid + 1
		} else {
			hi = mid
		}
	}
	return first, last
}

// Matching yields the known actions that an entry of Action takes, which may hold
// wildcards. Capitals do not count.
func Matching(pattern string) iter.Seq[Action] {
	return func(yield func(Action) bool) {
		for n := range MatchingNumbers(pattern) {
			if !yield(table[n]) {
				return
			}
		}
	}
}

// MatchingNumbers yields the numbers of the actions that Matching does.
func MatchingNumbers(pattern string) iter.Seq[int] {
	return func(yield func(int) bool) {
		wild := strings.IndexAny(pattern, "*?")
		if wild < 0 {
			if n := Number(pattern); n != NoNumber {
				yield(n)
			}
			return
		}
		p := glob.CompileFold(pattern)
		whole := strings.Trim(pattern[wild:], "*") == ""
		first, last := WithPrefix(pattern[:wild])
		for n := first; n < last; n++ {
			if (whole || p.Match(table[n].Name)) && !yield(n) {
				return
			}
		}
	}
}

// slots is a hash table of places in table, one more than each so that 0 is free.
// An action that finds its slot taken has the next free one.
var slots = place()

const slotCount = 1024 // several times as many as there are actions

func place() (made [slotCount]uint16) {
	for i := range table {
		at := glob.HashFold(table[i].Name) % slotCount
		for made[at] != 0 {
			at = (at + 1) % slotCount
		}
		made[at] = uint16(i + 1)
	}
	return made
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
