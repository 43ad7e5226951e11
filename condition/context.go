package condition

import (
	"cmp"
	"iter"
	"math/bits"
	"slices"
	"strings"

	"github.com/s3ap/s3ap/internal/derived"
)

// A Context is what a request carries: condition keys with their values. It does
// not change once made, and all goroutines may use it. The zero Context has no
// key at all.
type Context struct {
	keys *keys // of the context itself, nil if it has none
	// derived are the keys that follow from what is asked, and go over all others. It
	// is here and not in the layer so that it may lie on the stack.
	derived *derived.Set
	layer   *Layer // nil if there is none
}

// keys has each key once: those that have a number in its order, then the others
// sorted by name. Known has the numbers.
type keys struct {
	attrs    []Attr
	known    uint64
	numbered int // how many attrs have a number
}

// NewContext makes a context of keys. A key that is given twice, in any case of
// letters, is in doubt, since S3 does not say which of the values would count.
func NewContext(attrs ...Attr) Context {
	if len(attrs) == 0 {
		return Context{}
	}
	return Context{keys: new(keys).put(attrs)}
}

// put makes k the keys of attrs, in the room that k has.
func (k *keys) put(attrs []Attr) *keys {
	k.known = 0
	for i := range attrs {
		if n := attrs[i].name.number; n != noNumber {
			k.known |= bit(n)
		}
	}
	k.numbered = bits.OnesCount64(k.known)
	k.attrs = slices.Grow(k.attrs[:0], len(attrs))[:k.numbered]
	clear(k.attrs)
	for i := range attrs {
		a := &attrs[i]
		switch {
		case a.name.number == noNumber:
			if a.name.folded != "" {
				k.attrs = append(k.attrs, *a)
			}
		default:
			if at := k.of(a.name.number); at.name.folded == "" {
				*at = *a
			} else {
				at.state = unclear
			}
		}
	}
	k.sortOthers()
	return k
}

// of returns the attr of a number that is known.
func (k *keys) of(n uint8) *Attr {
	return &k.attrs[bits.OnesCount64(k.known&(bit(n)-1))]
}

// sortOthers sorts the attrs that have no number, and leaves each once.
func (k *keys) sortOthers() {
	others := k.attrs[k.numbered:]
	if len(others) < 2 {
		return
	}
	slices.SortStableFunc(others, func(a, b Attr) int { return strings.Compare(a.name.folded, b.name.folded) })
	kept := 1
	for i := range others[1:] {
		if a := &others[1+i]; a.name.folded != others[kept-1].name.folded {
			others[kept] = *a
			kept++
		} else {
			others[kept-1].state = unclear
		}
	}
	k.attrs = k.attrs[:k.numbered+kept]
}

// attrs returns the attrs of c itself, hidden or not.
func (c *Context) attrs() []Attr {
	if c.keys == nil {
		return nil
	}
	return c.keys.attrs
}

// known returns the numbers of the keys of c itself.
func (c *Context) known() uint64 {
	if c.keys == nil {
		return 0
	}
	return c.keys.known
}

// unnumbered returns the attrs of c itself that have no number, sorted by name.
func (c *Context) unnumbered() []Attr {
	if c.keys == nil {
		return nil
	}
	return c.keys.attrs[c.keys.numbered:]
}

// With returns c with more keys. One that c has already is replaced.
func (c Context) With(attrs ...Attr) Context {
	all := NewContext(attrs...)
	set, open := c.derivedAttrs()
	l := c.laid()
	for _, below := range [...][]Attr{set, l.over, c.visible(), open, l.under} {
		kept := slices.Clone(all.attrs())
		for _, a := range below {
			if !all.has(a.name) {
				kept = append(kept, a)
			}
		}
		all = NewContext(kept...)
	}
	return all
}

// Has tells whether the request has k: Unknown if that is not known.
func (c Context) Has(k Key) Truth {
	h := c.find(fold(k))
	return h.has()
}

// Value returns the value of k if it is known to have just one. It does not
// allocate for the keys that have a constant.
func (c Context) Value(k Key) (value string, ok bool) {
	h := c.find(fold(k))
	if h.count() != 1 {
		return "", false
	}
	return h.value(0), true
}

// Values returns a copy of what k holds, nil if it is absent or in doubt.
func (c Context) Values(k Key) []string {
	switch h := c.find(fold(k)); {
	case h.count() == 0:
		return nil
	case h.state == single:
		return []string{h.one}
	default:
		return slices.Clone(h.many)
	}
}

// Keys returns the keys that the request has or may have, sorted without regard
// to case, as they were spelled.
func (c Context) Keys() []Key {
	var keys []Key
	for a := range c.All() {
		if a.has() != False {
			keys = append(keys, a.key)
		}
	}
	return keys
}

// All iterates over what is known of the request, sorted by key.
func (c Context) All() iter.Seq[Attr] {
	all := c.With()
	attrs := slices.Clone(all.attrs())
	slices.SortFunc(attrs, func(a, b Attr) int { return cmp.Compare(a.name.folded, b.name.folded) })
	return slices.Values(attrs)
}

// WithPrefix returns the attrs of c itself, not those laid over or under it, whose
// folded keys begin with prefix, none if the prefix is hidden. The slice is not to
// be changed.
func (c Context) WithPrefix(prefix string) []Attr {
	if !c.begins(prefix) || c.hides(prefix) {
		return nil
	}
	others := c.unnumbered()
	known := c.attrs()[:len(c.attrs())-len(others)]
	lo, _ := slices.BinarySearchFunc(others, prefix, func(a Attr, s string) int { return cmp.Compare(a.name.folded, s) })
	hi := lo
	for hi < len(others) && strings.HasPrefix(others[hi].name.folded, prefix) {
		hi++
	}
	var found []Attr
	for _, a := range known {
		if strings.HasPrefix(a.name.folded, prefix) {
			found = append(found, a)
		}
	}
	if found == nil {
		return others[lo:hi]
	}
	return append(found, others[lo:hi]...)
}
