package condition

import (
	"math/bits"

	"github.com/s3ap/s3ap/internal/derived"
)

// derivedAttrs returns the keys that follow from what is asked, as attrs: those that
// are certain and those that are in doubt.
func (c *Context) derivedAttrs() (set, open []Attr) {
	d := c.derived
	if d == nil {
		return nil, nil
	}
	for k := range derived.Count {
		a := Attr{name: names[k], key: knownKeys[k]}
		switch {
		case d.Has.Contains(k):
			a.held = held{one: d.Values[k], state: single}
			set = append(set, a)
		case d.Absent.Contains(k):
			set = append(set, a)
		case d.Open.Contains(k):
			a.state = unclear
			open = append(open, a)
		}
	}
	return set, open
}

// Contradicts reports whether c has the key of a for certain, and not with just
// the one value of a; or, if a has no value, whether c has the key at all.
func (c Context) Contradicts(a Attr) bool { return c.contradicts(a.name, &a.held) }

func (c *Context) contradicts(n name, want *held) bool {
	own := c.find(n)
	switch {
	case own.has() != True:
		return false
	case own.count() != 1 || want.count() != 1:
		return true
	}
	return own.value(0) != want.value(0)
}

// ContradictsDerived returns the keys of d that [Context.Contradicts] holds of. It
// is for the other packages of this module.
func (c *Context) ContradictsDerived(d *derived.Set) (wrong derived.Keys) {
	if !c.isPlain() {
		for k := range derived.Count {
			if h := c.find(names[k]); d.Has.Contains(k) && !h.mayBe(d.Values[k]) || d.Absent.Contains(k) && h.has() == True {
				wrong |= 1 << k
			}
		}
		return wrong
	}
	// The keys of d have the numbers that they have there.
	known := c.known()
	for left := known & uint64(d.Has); left != 0; left &= left - 1 {
		n := bits.TrailingZeros64(left)
		if !c.keys.of(uint8(n)).mayBe(d.Values[n]) {
			wrong |= 1 << n
		}
	}
	for left := known & uint64(d.Absent); left != 0; left &= left - 1 {
		n := bits.TrailingZeros64(left)
		if c.keys.of(uint8(n)).has() == True {
			wrong |= 1 << n
		}
	}
	return wrong
}

// mayBe reports whether h may be the one value.
func (h *held) mayBe(value string) bool {
	if h.state == single {
		return h.one == value
	}
	return h.state != several
}

// isPlain reports whether nothing is laid over or under c, and nothing hidden.
func (c *Context) isPlain() bool {
	return c.layer == nil && c.derived == nil
}
