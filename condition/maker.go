package condition

import "strings"

// A Maker makes one context after the other in the same memory, for callers that
// decide request after request: when it has grown to what they need, it allocates
// nothing. It is for one goroutine. The zero Maker is ready.
type Maker struct {
	keys  keys
	attrs []Attr
	names map[Key]name // of keys that have no number
}

// maxNames is how many names a Maker remembers. Tag keys are for anybody to choose, so
// that there must be a limit; beyond it, it starts anew.
const maxNames = 1024

// maxName is how long a name may be to be remembered. S3's tag keys have 128 characters
// at most.
const maxName = 1024

// Add gives a key one value in the context that is to be made next. See [String].
func (m *Maker) Add(k Key, value string) {
	m.attrs = append(m.attrs, Attr{m.fold(k), k, held{one: value, state: single}})
}

// AddAll gives a key any number of values. See [Strings].
func (m *Maker) AddAll(k Key, values []string) {
	switch len(values) {
	case 0:
		m.attrs = append(m.attrs, Attr{name: m.fold(k), key: k})
	case 1:
		m.Add(k, values[0])
	default:
		m.attrs = append(m.attrs, Attr{m.fold(k), k, held{many: values, state: several}})
	}
}

// Context returns what has been added since the last call, as [NewContext] makes it.
// It is good until the next call.
func (m *Maker) Context() Context {
	c := Context{keys: m.keys.put(m.attrs)}
	m.attrs = m.attrs[:0]
	return c
}

// fold is fold, but that it remembers.
func (m *Maker) fold(k Key) name {
	if n := lookup(string(k)); n != nil {
		return *n
	}
	if n, ok := m.names[k]; ok {
		return n
	}
	if len(k) > maxName {
		return fold(k)
	}
	if len(m.names) >= maxNames || m.names == nil {
		m.names = make(map[Key]name)
	}
	k = Key(strings.Clone(string(k))) // which may be part of a large text
	n := fold(k)
	m.names[k] = n
	return n
}
