package jsondoc

import (
	"strings"

	"github.com/tidwall/gjson"
)

// A Kind is the JSON type of a value.
type Kind uint8

const (
	Null Kind = iota
	Bool
	Number
	String
	Array
	Object
)

// String returns the type with its article, for messages.
func (k Kind) String() string {
	return [...]string{"null", "a boolean", "a number", "a string", "an array", "an object"}[k]
}

// A Node is a value. Nodes lie in one slice, each before its children, and link
// to each other by index; index 0 is the root, which is no one's child or
// sibling, so 0 stands for none.
type Node struct {
	Kind   Kind
	Offset int // where the value begins
	// Text is the value of a string, and any other scalar as it is written.
	Text string
	// Key is the name of a member of an object; Place counts the items of an
	// array from 0.
	Key       string
	KeyOffset int
	Twice     bool // an earlier member of the object has the same name
	Place     int

	Parent, Child, Next int
}

// A Document is a parsed text.
type Document struct {
	Nodes  []Node
	Faults []Fault // of strings and members; others leave no Document
}

// Children iterates over the members or items of node n, in order.
func (d *Document) Children(n int) func(yield func(int) bool) {
	return func(yield func(int) bool) {
		for c := d.Nodes[n].Child; c != 0 && yield(c); c = d.Nodes[c].Next {
		}
	}
}

// Pointer returns the place of node n as an RFC 6901 JSON Pointer.
func (d *Document) Pointer(n int) string {
	if n == 0 {
		return ""
	}
	node := &d.Nodes[n]
	if d.Nodes[node.Parent].Kind == Array {
		return PointerItem(d.Pointer(node.Parent), node.Place)
	}
	return PointerMember(d.Pointer(node.Parent), node.Key)
}

// build adds v and all below it and returns its index. Nesting is bounded
// before it is called.
func (d *Document) build(v gjson.Result, offset int) int {
	n := len(d.Nodes)
	d.Nodes = append(d.Nodes, Node{Kind: kindOf(v), Offset: offset, Text: v.Raw})
	switch d.Nodes[n].Kind {
	case String:
		d.Nodes[n].Text = v.Str
		d.checkString(v.Raw, offset, n)
	case Array, Object:
		d.Nodes[n].Text = ""
		d.buildChildren(n, v, offset)
	}
	return n
}

func (d *Document) buildChildren(n int, v gjson.Result, offset int) {
	object := d.Nodes[n].Kind == Object
	var seen members
	last, place := 0, 0
	// ForEach alone: it sees members that stand twice, and its offsets are
	// exact. Its Index counts from the beginning of v when v.Index is 0.
	v.Index = 0
	v.ForEach(func(key, value gjson.Result) bool {
		c := d.build(value, offset+value.Index)
		node := &d.Nodes[c]
		node.Parent, node.Place = n, place
		if object {
			node.Key, node.KeyOffset = key.Str, offset+key.Index
			d.checkString(key.Raw, node.KeyOffset, c)
			if node.Twice = seen.add(key.Str); node.Twice {
				d.Faults = append(d.Faults, Fault{node.KeyOffset, c, ErrDuplicate})
			}
		}
		if last == 0 {
			d.Nodes[n].Child = c
		} else {
			d.Nodes[last].Next = c
		}
		last = c
		place++
		return true
	})
}

func kindOf(v gjson.Result) Kind {
	switch v.Type {
	case gjson.String:
		return String
	case gjson.Number:
		return Number
	case gjson.True, gjson.False:
		return Bool
	case gjson.JSON:
		if strings.HasPrefix(v.Raw, "{") {
			return Object
		}
		return Array
	}
	return Null
}

// members is a set of names that allocates only when it grows large.
type members struct {
	few  []string
	many map[string]bool
}

// add reports whether name was there already.
func (m *members) add(name string) bool {
	const few = 16
	if m.many != nil {
		had := m.many[name]
		m.many[name] = true
		return had
	}
	for _, s := range m.few {
		if s == name {
			return true
		}
	}
	m.few = append(m.few, name)
	if len(m.few) > few {
		m.many = make(map[string]bool)
		for _, s := range m.few {
			m.many[s] = true
		}
	}
	return false
}
