package condition

import (
	"cmp"
	"iter"
	"slices"
	"strings"
)

// A Context is what a request carries: condition keys with their values. It does
// not change once made, and all goroutines may use it. The zero Context has no
// key at all.
type Context struct {
	attrs  []Attr   // sorted by folded key, each once
	over   []Attr   // laid over attrs; few, in any order
	under  []Attr   // for keys that are in neither
	hidden []string // beginnings of folded keys that are not there
}

// NewContext makes a context of keys. A key that is given twice, in any case of
// letters, is in doubt, since S3 does not say which of the values would count.
func NewContext(attrs ...Attr) Context {
	sorted := slices.Clone(attrs)
	slices.SortStableFunc(sorted, func(a, b Attr) int { return cmp.Compare(a.folded, b.folded) })
	kept := sorted[:0]
	for _, a := range sorted {
		if n := len(kept); n > 0 && kept[n-1].folded == a.folded {
			kept[n-1].state = unclear
			continue
		}
		if a.folded != "" {
			kept = append(kept, a)
		}
	}
	return Context{attrs: kept}
}

// With returns c with more keys. One that c has already is replaced.
func (c Context) With(attrs ...Attr) Context {
	all := NewContext(attrs...)
	for _, below := range [...][]Attr{c.over, c.visible(), c.under} {
		kept := slices.Clone(all.attrs)
		for _, a := range below {
			if all.find(a.folded) == nil {
				kept = append(kept, a)
			}
		}
		all = NewContext(kept...)
	}
	return all
}

// Overlay returns c with keys that replace its own, and keys for those that it
// lacks. It keeps the slices, which must each hold no key twice and must not
// change while the context is in use, and does not allocate. What was laid over
// or under c before is gone.
func (c Context) Overlay(over, under []Attr) Context {
	return Context{attrs: c.attrs, over: over, under: under, hidden: c.hidden}
}

// Hide returns c without the keys of its own that begin with one of prefixes,
// which must be in lower case. It allocates only if others are hidden
// already.
func (c Context) Hide(prefixes []string) Context {
	for _, p := range prefixes {
		if !slices.Contains(c.hidden, p) {
			return c.hide(prefixes)
		}
	}
	return c
}

func (c Context) hide(prefixes []string) Context {
	if len(c.hidden) > 0 {
		prefixes = slices.Concat(c.hidden, prefixes)
	}
	c.hidden = prefixes
	return c
}

// Contradicts reports whether c has the key of a for certain, and not with just
// the one value of a; or, if a has no value, whether c has the key at all.
func (c Context) Contradicts(a Attr) bool {
	own := c.find(a.folded)
	switch {
	case own.has() != True:
		return false
	case own.count() != 1 || a.count() != 1:
		return true
	}
	return own.value(0) != a.value(0)
}

// Has tells whether the request has k: Unknown if that is not known.
func (c Context) Has(k Key) Truth { return c.find(fold(k)).has() }

// Value returns the value of k if it is known to have just one. It does not
// allocate for the keys that have a constant.
func (c Context) Value(k Key) (value string, ok bool) {
	a := c.find(fold(k))
	if a == nil || a.count() != 1 {
		return "", false
	}
	return a.value(0), true
}

// Values returns a copy of what k holds, nil if it is absent or in doubt.
func (c Context) Values(k Key) []string {
	a := c.find(fold(k))
	if a == nil || a.count() == 0 {
		return nil
	}
	if a.state == single {
		return []string{a.one}
	}
	return slices.Clone(a.many)
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
	return slices.Values(c.With().attrs)
}

// WithPrefix returns the attrs of c itself, not those laid over or under it, whose
// folded keys begin with prefix, none if the prefix is hidden. The slice is not to
// be changed.
func (c Context) WithPrefix(prefix string) []Attr {
	if c.hides(prefix) {
		return nil
	}
	lo, _ := slices.BinarySearchFunc(c.attrs, prefix, func(a Attr, s string) int { return cmp.Compare(a.folded, s) })
	hi := lo
	for hi < len(c.attrs) && strings.HasPrefix(c.attrs[hi].folded, prefix) {
		hi++
	}
	return c.attrs[lo:hi]
}

// visible returns the attrs of c itself that are not hidden.
func (c *Context) visible() []Attr {
	if len(c.hidden) == 0 {
		return c.attrs
	}
	return slices.DeleteFunc(slices.Clone(c.attrs), func(a Attr) bool { return c.hides(a.folded) })
}

func (c *Context) hides(folded string) bool {
	for _, prefix := range c.hidden {
		if strings.HasPrefix(folded, prefix) {
			return true
		}
	}
	return false
}

// find returns what is known of a folded key, nil if the request does not have
// it.
func (c *Context) find(folded string) *Attr {
	for i := range c.over {
		if c.over[i].folded == folded {
			return &c.over[i]
		}
	}
	if a := search(c.attrs, folded); a != nil && !c.hides(folded) {
		return a
	}
	for i := range c.under {
		if c.under[i].folded == folded {
			return &c.under[i]
		}
	}
	return nil
}

// search finds a key among sorted ones.
func search(attrs []Attr, folded string) *Attr {
	lo, hi := 0, len(attrs)
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		if attrs[mid].folded < folded {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < len(attrs) && attrs[lo].folded == folded {
		return &attrs[lo]
	}
	return nil
}
