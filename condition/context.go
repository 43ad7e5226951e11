package condition

import (
	"cmp"
	"slices"
)

// A Context is what a request carries: condition keys with their values. It does
// not change once made, and all goroutines may use it. The zero Context has no
// key at all.
type Context struct {
	attrs []Attr // sorted by folded key, each once
	over  []Attr // laid over attrs; few, in any order
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
	for _, below := range [...][]Attr{c.over, c.attrs} {
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

// Overlay is With without a copy, for the few keys that differ from one question
// to the next: it keeps the slice, which must hold no key twice and must not
// change while the context is in use. It does not allocate. What was laid over
// before is gone.
func (c Context) Overlay(attrs []Attr) Context {
	return Context{attrs: c.attrs, over: attrs}
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
	for _, a := range c.With().attrs {
		if a.count() > 0 || a.state == unclear {
			keys = append(keys, a.key)
		}
	}
	return keys
}

// find returns what is known of a folded key, nil if the request does not have
// it.
func (c *Context) find(folded string) *Attr {
	for i := range c.over {
		if c.over[i].folded == folded {
			return &c.over[i]
		}
	}
	lo, hi := 0, len(c.attrs)
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		if c.attrs[mid].folded < folded {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < len(c.attrs) && c.attrs[lo].folded == folded {
		return &c.attrs[lo]
	}
	return nil
}
