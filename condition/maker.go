package condition

import "strings"

// A Maker makes one context after the other in the same memory, for callers that
// decide request after request: when it has grown to what they need, it allocates
// nothing. It is for one goroutine. The zero Maker is ready.
type Maker struct {
	now, next keys            // of the context that was made last, and of the one to be made
	names     map[Key]spelled // of keys that have no number
	order     []spelled       // keys in the order in which they were given before
	given     int             // how many were since
}

// spelled is a key as it is given, with its name.
type spelled struct {
	key  Key
	name name
}

// maxNames is how many names a Maker remembers. Tag keys are for anybody to choose, so
// that there must be a limit; beyond it, it starts anew.
const maxNames = 1024

// maxName is how long a name may be to be remembered. S3's tag keys have 128 characters
// at most.
const maxName = 1024

// Add gives a key one value in the context that is to be made next. See [String].
func (m *Maker) Add(k Key, value string) {
	h := m.next.add(m.name(k), k)
	h.one, h.state = value, single
}

// AddAll gives a key any number of values. See [Strings].
func (m *Maker) AddAll(k Key, values []string) {
	h := m.next.add(m.name(k), k)
	switch len(values) {
	case 0:
	case 1:
		h.one, h.state = values[0], single
	default:
		h.many, h.state = values, several
	}
}

// Context returns what has been added since the last call, as [NewContext] makes it.
// It is good until the next call.
func (m *Maker) Context() Context {
	m.now, m.next = m.next, m.now
	m.now.sort()
	m.next.clear()
	m.given = 0
	return Context{keys: &m.now}
}

// maxOrder is how many keys are remembered in the order in which they are given.
const maxOrder = 64

// name returns the name of the key that is given next. Services give the same keys in
// the same order with request after request, which saves looking for their names.
func (m *Maker) name(k Key) name {
	at := m.given
	m.given++
	if at < len(m.order) && m.order[at].key == k {
		return m.order[at].name
	}
	s := m.fold(k)
	switch {
	case s.key == "":
	case at < len(m.order):
		m.order[at] = s
	case at < maxOrder && at == len(m.order):
		m.order = append(m.order, s)
	}
	return s.name
}

// fold is fold, but that it remembers. Together with the name comes the key, if it is
// one to remember: k may be part of a large text.
func (m *Maker) fold(k Key) spelled {
	if n := lookup(string(k)); n != nil {
		if known := knownKeys[n.number]; known == k {
			return spelled{known, *n}
		}
		return spelled{name: *n}
	}
	if s, ok := m.names[k]; ok {
		return s
	}
	if len(k) > maxName {
		return spelled{name: fold(k)}
	}
	if len(m.names) >= maxNames || m.names == nil {
		m.names = make(map[Key]spelled)
	}
	k = Key(strings.Clone(string(k)))
	s := spelled{k, fold(k)}
	m.names[k] = s
	return s
}
