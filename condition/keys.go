package condition

import (
	"iter"
	"math/bits"
	"slices"
	"strings"
)

// keys are those that a context itself has, each once. Those that have a number are
// found by it, and what they hold lies together, since every request is asked for them.
type keys struct {
	known    uint64                // which numbers there are
	held     []held                // of known, in any order
	at       [len(knownKeys)]uint8 // where each of known is in held
	spelled  []Key                 // of held
	others   []Attr                // that have no number, sorted by name
	repeated held                  // what a key that was given before is said to hold
}

// newKeys returns the keys of attrs.
func newKeys(attrs []Attr) *keys {
	k := new(keys)
	n := 0
	for i := range attrs {
		if attrs[i].name.number != noNumber {
			n++
		}
	}
	k.held, k.spelled = make([]held, 0, n), make([]Key, 0, n)
	k.others = make([]Attr, 0, len(attrs)-n)
	for i := range attrs {
		*k.add(attrs[i].name, attrs[i].key) = attrs[i].held
	}
	k.sort()
	return k
}

// clear leaves no keys, and their room.
func (k *keys) clear() {
	k.known, k.held, k.spelled, k.others = 0, k.held[:0], k.spelled[:0], k.others[:0]
}

// add adds a key, and returns where to put what it holds, which is zero. A key that
// was there before is in doubt from then on.
func (k *keys) add(n name, key Key) *held {
	if n.number == noNumber {
		k.others = append(k.others, Attr{name: n, key: key})
		return &k.others[len(k.others)-1].held
	}
	if k.known&bit(n.number) != 0 {
		k.of(n.number).state = unclear
		return &k.repeated
	}
	k.known |= bit(n.number)
	k.at[n.number] = uint8(len(k.held))
	k.spelled = append(k.spelled, key)
	k.held = append(k.held, held{})
	return &k.held[len(k.held)-1]
}

// of returns what the key of a number that is known holds.
func (k *keys) of(n uint8) *held { return &k.held[k.at[n]] }

// attr returns the attr of a number that is known.
func (k *keys) attr(n uint8) Attr { return Attr{names[n], k.spelled[k.at[n]], *k.of(n)} }

// sort sorts the attrs that have no number, and leaves each once and none without a
// name. It must be called when all are added.
func (k *keys) sort() {
	if k.isSorted() {
		return
	}
	slices.SortStableFunc(k.others, func(a, b Attr) int { return strings.Compare(a.name.folded, b.name.folded) })
	kept := k.others[:0]
	for i := range k.others {
		switch a := &k.others[i]; {
		case a.name.folded == "":
		case len(kept) > 0 && kept[len(kept)-1].name.folded == a.name.folded:
			kept[len(kept)-1].state = unclear
		default:
			kept = append(kept, *a)
		}
	}
	k.others = kept
}

func (k *keys) isSorted() bool {
	before := ""
	for i := range k.others {
		folded := k.others[i].name.folded
		if folded <= before {
			return false
		}
		before = folded
	}
	return true
}

// attrs returns the attrs of c itself, hidden or not: first those that have a number,
// in its order.
func (c *Context) attrs() []Attr {
	var all []Attr
	for n := range c.numbers() {
		all = append(all, c.keys.attr(n))
	}
	return append(all, c.unnumbered()...)
}

// known returns the set of the numbers of the keys of c itself.
func (c *Context) known() uint64 {
	if c.keys == nil {
		return 0
	}
	return c.keys.known
}

// numbers iterates over the numbers of the keys of c itself.
func (c *Context) numbers() iter.Seq[uint8] {
	return func(yield func(uint8) bool) {
		for left := c.known(); left != 0; left &= left - 1 {
			if !yield(uint8(bits.TrailingZeros64(left))) {
				return
			}
		}
	}
}

// unnumbered returns the attrs of c itself that have no number, sorted by name.
func (c *Context) unnumbered() []Attr {
	if c.keys == nil {
		return nil
	}
	return c.keys.others
}
