package condition

import (
	"slices"
	"strings"

	"github.com/s3ap/s3ap/internal/derived"
)

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
	if l != nil || c.layer != nil {
		l = c.joined(l)
	}
	return Context{c.keys, d, l}
}

// joined returns the layer that is to be laid over c, with what c hides already.
func (c Context) joined(l *Layer) *Layer {
	switch {
	case c.layer != nil && len(c.layer.hidden) > 0:
		return c.hiding(l)
	case l != nil && len(l.over) == 0 && !c.HasAny(l.hidden):
		return nil
	}
	return l
}

// hiding is joined for a context of which keys are hidden.
func (c Context) hiding(l *Layer) *Layer {
	both := Layer{hidden: c.layer.hidden}
	if l != nil {
		both.over, both.hidden = l.over, slices.Concat(both.hidden, l.hidden)
	}
	return &both
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
	last := len(prefix) - 1
	others := c.unnumbered()
	for i := range others {
		// Names of other families differ in where the slash is, if not before.
		folded := others[i].name.folded
		if last < 0 || last < len(folded) && folded[last] == prefix[last] && strings.HasPrefix(folded, prefix) {
			return true
		}
	}
	if strings.HasSuffix(prefix, "/") {
		return false
	}
	for n := range c.numbers() {
		if strings.HasPrefix(names[n].folded, prefix) {
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

// visible returns the attrs of c itself that are not hidden.
func (c *Context) visible() []Attr {
	if c.layer == nil || len(c.layer.hidden) == 0 {
		return c.attrs()
	}
	return slices.DeleteFunc(c.attrs(), func(a Attr) bool { return c.hides(a.name.folded) })
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
