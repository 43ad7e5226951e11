package condition

import "github.com/s3ap/s3ap/internal/derived"

// find returns what the request holds under a name.
func (c *Context) find(n name) (h held) {
	h.one, h.many, h.state = c.look(n)
	return h
}

// look is find with what is held in parts, which lie in registers.
func (c *Context) look(n name) (one string, many []string, s state) {
	d, l := c.derived, c.layer
	if d != nil && n.number < uint8(derived.Count) {
		switch k := derived.Key(n.number); {
		case d.Has.Contains(k):
			return d.Values[k], nil, single
		case d.Absent.Contains(k):
			return "", nil, absent
		}
	}
	if l != nil {
		if a := among(l.over, n); a != nil {
			return a.one, a.many, a.state
		}
	}
	if h := c.own(n); h != nil {
		return h.one, h.many, h.state
	}
	if d != nil && n.number < uint8(derived.Count) && d.Open.Contains(derived.Key(n.number)) {
		return "", nil, unclear
	}
	if l != nil {
		if a := among(l.under, n); a != nil {
			return a.one, a.many, a.state
		}
	}
	return "", nil, absent
}

// has reports whether c itself has an attr of a name.
func (c *Context) has(n name) bool { return c.own(n) != nil }

// own returns what c itself holds under a name, nil if it has none or it is hidden.
func (c *Context) own(n name) (h *held) {
	if n.number != noNumber {
		if c.known()&bit(n.number) == 0 {
			return nil
		}
		h = c.keys.of(n.number)
	} else if a := search(c.unnumbered(), n.folded); a != nil {
		h = &a.held
	}
	if h != nil && c.hides(n.folded) {
		return nil
	}
	return h
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
