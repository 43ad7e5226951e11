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
	// attrs has each key once: those that have a number in its order, then the
	// others sorted by name. known has the numbers.
	attrs []Attr
	known uint64
	// derived are the keys that follow from what is asked, and go over all others. It
	// is here and not in the layer so that it may lie on the stack.
	derived *derived.Set
	layer   *Layer // nil if there is none
}

// A Layer is what is laid over and under the keys of a context, and hides some. It
// is made once and used for many contexts. It is for the other packages of this
// module.
type Layer struct {
	over   []Attr   // few, in any order
	under  []Attr   // for keys that are nowhere else
	hidden []string // beginnings of folded keys that are not there
}

// NewLayer returns what lays over's keys over those of a context, and hides the keys
// that begin with one of hidden, as [Context.Hide] does. It keeps the slices.
func NewLayer(over []Attr, hidden []string) *Layer { return &Layer{over: over, hidden: hidden} }

// NewContext makes a context of keys. A key that is given twice, in any case of
// letters, is in doubt, since S3 does not say which of the values would count.
func NewContext(attrs ...Attr) Context {
	sorted := slices.Clone(attrs)
	slices.SortStableFunc(sorted, func(a, b Attr) int { return a.name.compare(b.name) })
	kept := sorted[:0]
	var known uint64
	for _, a := range sorted {
		if n := len(kept); n > 0 && kept[n-1].name == a.name {
			kept[n-1].state = unclear
			continue
		}
		if a.name.folded == "" {
			continue
		}
		if a.name.number != noNumber {
			known |= bit(a.name.number)
		}
		kept = append(kept, a)
	}
	return Context{attrs: kept, known: known}
}

// With returns c with more keys. One that c has already is replaced.
func (c Context) With(attrs ...Attr) Context {
	all := NewContext(attrs...)
	set, open := c.derivedAttrs()
	l := c.laid()
	for _, below := range [...][]Attr{set, l.over, c.visible(), open, l.under} {
		kept := slices.Clone(all.attrs)
		for _, a := range below {
			if !all.has(a.name) {
				kept = append(kept, a)
			}
		}
		all = NewContext(kept...)
	}
	return all
}

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

// Overlay returns c with keys that replace its own, and keys for those that it
// lacks. It keeps the slices, which must each hold no key twice and must not
// change while the context is in use, and does not allocate. What was laid over
// or under c before is gone.
func (c Context) Overlay(over, under []Attr) Context {
	c.derived = nil
	c.layer = c.laid().with(over, under)
	return c
}

// OverlayDerived returns c with the keys that follow from what is asked and those of
// a layer, which must be others, in the place of what was laid over or under it. The
// layer may be nil. It is for the other packages of this module, and allocates only
// if keys of c are hidden already.
func (c Context) OverlayDerived(l *Layer, d *derived.Set) Context {
	c.derived = d
	switch {
	case c.layer != nil && len(c.layer.hidden) > 0:
		return c.overlayHidden(l)
	case l != nil && len(l.over) == 0 && !c.HasAny(l.hidden):
		l = nil
	}
	c.layer = l
	return c
}

// overlayHidden is OverlayDerived for a context of which keys are hidden.
func (c Context) overlayHidden(l *Layer) Context {
	both := Layer{hidden: c.layer.hidden}
	if l != nil {
		both.over, both.hidden = l.over, slices.Concat(both.hidden, l.hidden)
	}
	c.layer = &both
	return c
}

// OverlayAll is Overlay with the keys of a layer. It does not allocate.
func (c Context) OverlayAll(l *Layer) Context { return c.OverlayDerived(l, nil) }

// with returns l with other keys, nil if nothing is left of it.
func (l Layer) with(over, under []Attr) *Layer {
	if len(over)+len(under)+len(l.hidden) == 0 {
		return nil
	}
	return &Layer{over, under, l.hidden}
}

// laid returns what is laid over and under c.
func (c *Context) laid() Layer {
	if c.layer == nil {
		return Layer{}
	}
	return *c.layer
}

// Hide returns c without the keys of its own that begin with one of prefixes,
// which must be in lower case. It allocates only if others are hidden
// already.
func (c Context) Hide(prefixes []string) Context {
	if !c.HasAny(prefixes) {
		return c
	}
	for _, p := range prefixes {
		if !slices.Contains(c.laid().hidden, p) {
			return c.hide(prefixes)
		}
	}
	return c
}

// HasAny reports whether c has keys of its own that begin with one of prefixes,
// which must be in lower case, be they hidden or not.
func (c *Context) HasAny(prefixes []string) bool {
	for _, p := range prefixes {
		if c.begins(p) {
			return true
		}
	}
	return false
}

// begins reports whether a key of c itself begins with a prefix. The keys that have
// a number have no slash.
func (c *Context) begins(prefix string) bool {
	attrs := c.attrs
	if strings.HasSuffix(prefix, "/") {
		attrs = attrs[bits.OnesCount64(c.known):]
	}
	for i := range attrs {
		if strings.HasPrefix(attrs[i].name.folded, prefix) {
			return true
		}
	}
	return false
}

func (c Context) hide(prefixes []string) Context {
	l := c.laid()
	if len(l.hidden) > 0 {
		prefixes = slices.Concat(l.hidden, prefixes)
	}
	l.hidden = prefixes
	c.layer = &l
	return c
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
func (c *Context) ContradictsDerived(d *derived.Set) (keys derived.Keys) {
	for left := uint64(d.Has|d.Absent) & c.given(); left != 0; left &= left - 1 {
		k := derived.Key(bits.TrailingZeros64(left))
		var own held
		if c.isPlain() {
			own = c.numbered(uint8(k)).held
		} else {
			own = c.find(names[k])
		}
		agrees := own.state == absent || own.state == unclear ||
			own.state == single && d.Has.Contains(k) && own.one == d.Values[k]
		if !agrees {
			keys |= 1 << k
		}
	}
	return keys
}

// given returns the numbers of the keys that c may have.
func (c *Context) given() uint64 {
	if !c.isPlain() {
		return ^uint64(0)
	}
	return c.known
}

// isPlain reports whether nothing is laid over or under c, and nothing hidden.
func (c *Context) isPlain() bool {
	return c.layer == nil && c.derived == nil
}

// numbered returns the attr of a number that is in c.known.
func (c *Context) numbered(n uint8) *Attr {
	return &c.attrs[bits.OnesCount64(c.known&(bit(n)-1))]
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
	attrs := slices.Clone(c.With().attrs)
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
	n := bits.OnesCount64(c.known)
	known, others := c.attrs[:n], c.attrs[n:]
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

// visible returns the attrs of c itself that are not hidden.
func (c *Context) visible() []Attr {
	if c.layer == nil || len(c.layer.hidden) == 0 {
		return c.attrs
	}
	return slices.DeleteFunc(slices.Clone(c.attrs), func(a Attr) bool { return c.hides(a.name.folded) })
}

func (c *Context) hides(folded string) bool {
	if c.layer == nil {
		return false
	}
	for _, prefix := range c.layer.hidden {
		if strings.HasPrefix(folded, prefix) {
			return true
		}
	}
	return false
}

// find returns what the request holds under a name.
func (c *Context) find(n name) held {
	d, l := c.derived, c.layer
	if d != nil && n.number < uint8(derived.Count) {
		switch k := derived.Key(n.number); {
		case d.Has.Contains(k):
			return held{one: d.Values[k], state: single}
		case d.Absent.Contains(k):
			return held{}
		}
	}
	if l != nil {
		if a := among(l.over, n); a != nil {
			return a.held
		}
	}
	if a := c.own(n); a != nil {
		return a.held
	}
	if d != nil && n.number < uint8(derived.Count) && d.Open.Contains(derived.Key(n.number)) {
		return held{state: unclear}
	}
	if l != nil {
		if a := among(l.under, n); a != nil {
			return a.held
		}
	}
	return held{}
}

// has reports whether c itself has an attr of a name.
func (c *Context) has(n name) bool { return c.own(n) != nil }

// own returns the attr of a name that c itself has, unless it is hidden.
func (c *Context) own(n name) (a *Attr) {
	if n.number != noNumber {
		if c.known&bit(n.number) == 0 {
			return nil
		}
		a = c.numbered(n.number)
	} else {
		a = search(c.attrs[bits.OnesCount64(c.known):], n.folded)
	}
	if a != nil && c.hides(n.folded) {
		return nil
	}
	return a
}

// among finds a name among a few in any order.
func among(attrs []Attr, n name) *Attr {
	for i := range attrs {
		if attrs[i].name.is(n) {
			return &attrs[i]
		}
	}
	return nil
}

// search finds a name among sorted ones.
func search(attrs []Attr, folded string) *Attr {
	const few = 8 // of which most differ in length
	if len(attrs) <= few {
		for i := range attrs {
			if attrs[i].name.folded == folded {
				return &attrs[i]
			}
		}
		return nil
	}
	// By hand, since what a function value is given lives on the heap.
	lo, hi := 0, len(attrs)
	for lo < hi {
		if mid := int(uint(lo+hi) >> 1); attrs[mid].name.folded < folded {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < len(attrs) && attrs[lo].name.folded == folded {
		return &attrs[lo]
	}
	return nil
}
