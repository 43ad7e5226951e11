package condition

import (
	"cmp"
	"iter"
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

// NewContext makes a context of keys. A key that is given twice, in any case of
// letters, is in doubt, since S3 does not say which of the values would count.
func NewContext(attrs ...Attr) Context {
	if len(attrs) == 0 {
		return Context{}
	}
	return Context{keys: newKeys(attrs)}
}

// With returns c with more keys. One that c has already is replaced.
func (c Context) With(attrs ...Attr) Context {
	all := NewContext(attrs...)
	set, open := c.derivedAttrs()
	l := c.laid()
	for _, below := range [...][]Attr{set, l.over, c.visible(), open, l.under} {
		kept := all.attrs()
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
	attrs := all.attrs()
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
	lo, _ := slices.BinarySearchFunc(others, prefix, func(a Attr, s string) int { return cmp.Compare(a.name.folded, s) })
	hi := lo
	for hi < len(others) && strings.HasPrefix(others[hi].name.folded, prefix) {
		hi++
	}
	var found []Attr
	for n := range c.numbers() {
		if strings.HasPrefix(names[n].folded, prefix) {
			found = append(found, c.keys.attr(n))
		}
	}
	if found == nil {
		return others[lo:hi]
	}
	return append(found, others[lo:hi]...)
}
