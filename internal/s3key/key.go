package s3key

import (
	"iter"
	"slices"
	"strings"

	"github.com/s3ap/s3ap/internal/glob"
	"github.com/s3ap/s3ap/internal/s3action"
)

// A Key is what the data says of one condition key, or of one family of keys, whose
// names differ in the tag key after the slash.
type Key struct {
	Name string // as documented, such as s3:prefix; of a family up to the slash, such as aws:PrincipalTag/
	Type Type
	When Presence

	Values []string // those that are documented, nil if there are none; not to be changed
	Closed bool     // no other values than these can occur

	Multivalued bool // a request can have several values of it
	Family      bool // one key for each tag
	Global      bool // it does not belong to one service

	Sensitive      bool // AWS lists it among those whose values should not hold wildcards
	Spoofable      bool // the client chooses its value freely
	NamesPrincipal bool // it tells who calls

	RedactedInServiceCalls   bool // AWS removes it where one service calls another
	RelevantInResourcePolicy bool // it is not the same in all requests for one resource
	LimitsPublic             bool // a policy that demands fixed values of it is not public

	every   bool // it can come with every action
	actions [words]uint64
}

// words is how many words have a bit for each action.
const words = (s3action.Count + 63) / 64

// ForAction reports whether requests for an action can carry k. The action is given
// by its number in package s3action; for one that is not known the answer is true
// only of keys that come with every action. When says which of the requests do.
func (k *Key) ForAction(n int) bool {
	return k.every || n >= 0 && n < s3action.Count && k.actions[n/64]>>(n%64)&1 != 0
}

// Lookup returns the key of a name. Capitals do not count, as they do not in a
// policy: only ASCII letters have them, and other characters match nothing. A name
// in a family, such as aws:PrincipalTag/team, finds the family. The name of a family
// without a tag key is no key: for it Lookup returns the family, and false.
func Lookup(name string) (k Key, ok bool) {
	if family, tag, slash := strings.Cut(name, "/"); slash {
		i := find(name[:len(family)+1])
		if i < 0 {
			return Key{}, false
		}
		return table[i], tag != ""
	}
	if i := find(name); i >= 0 {
		return table[i], !table[i].Family
	}
	return Key{}, false
}

// find returns the place of a name in table, of a family with or without the slash,
// or -1.
func find(name string) int {
	for at := hash(name); slots[at] != 0; at = (at + 1) % slotCount {
		i := int(slots[at]) - 1
		known := table[i].Name
		if table[i].Family && !strings.HasSuffix(name, "/") {
			known = known[:len(known)-1]
		}
		if known == name || equalFold(known, name) {
			return i
		}
	}
	return -1
}

// slots is a hash table of places in table, one more than each so that 0 is free.
// An entry that finds its slot taken has the next free one.
var slots = place()

const slotCount = 1024 // several times as many as there are keys

func place() (made [slotCount]uint8) {
	for i := range table {
		at := hash(table[i].Name)
		for made[at] != 0 {
			at = (at + 1) % slotCount
		}
		made[at] = uint8(i + 1)
	}
	return made
}

// hash leaves the slash of a family out, so that the name is found without it.
func hash(name string) uint64 { return glob.HashFold(strings.TrimSuffix(name, "/")) % slotCount }

// equalFold reports whether two names are the same but for the case of A to Z. The
// length keeps out the Kelvin sign and the long s, which fold to ASCII letters.
func equalFold(a, b string) bool { return len(a) == len(b) && strings.EqualFold(a, b) }

// All yields every key and family, ordered by name without regard to case.
func All() iter.Seq[Key] { return slices.Values(table[:]) }
