package condition

import (
	"iter"
	"math/bits"
	"slices"
	"strings"
)

// keys are those that a context itself has, each once: those that have a number, in
// any order, and the others sorted by name.
type keys struct {
	numbered, others []Attr
	known            uint64                // which numbers there are
	at               [len(knownKeys)]uint8 // where each of them is in numbered
	again            held                  // what a key that was given before is said to hold
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
	all := make([]Attr, len(attrs))
	k.numbered, k.others = all[:0:n], all[n:n]
	for i := range attrs {
		*k.add(attrs[i].name, attrs[i].key) = attrs[i].held
	}
	k.sort()
	return k
}

// clear leaves no keys, and their room.
func (k *keys) clear() { k.numbered, k.others, k.known = k.numbered[:0], k.others[:0], 0 }

// add adds a key, and returns where to put what it holds, which is zero. A key that
// was there before is in doubt from then on.
func (k *keys) add(n name, key Key) *held {
	if n.number == noNumber {
		return addTo(&k.others, n, key)
	}
	if k.known&bit(n.number) != 0 {
		k.of(n.number).state = unclear
		return &k.again
	}
	k.known |= bit(n.number)
	k.at[n.number] = uint8(len(k.numbered))
	return addTo(&k.numbered, n, key)
}

// addTo is append, but that no attr is copied, since they are large.
func addTo(list *[]Attr, n name, key Key) *held {
	last := len(*list)
	if last == cap(*list) {
		*list = slices.Grow(*list, 1)
	}
	*list = (*list)[:last+1]
	a := &(*list)[last]
	a.name, a.key, a.held = n, key, held{}
	return &a.held
}

// of returns the attr of a number that is known.
func (k *keys) of(n uint8) *Attr { return &k.numbered[k.at[n]] }

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
		all = append(all, *c.keys.of(n))
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
