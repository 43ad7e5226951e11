package jsondoc

import (
	"cmp"
	"slices"
	"strings"

	"github.com/tidwall/gjson"
)

// A Tree is a parsed text in little room: its values in the order of the text, by
// number. The root is 0, which is no one's child or sibling, so that 0 stands for
// none.
type Tree struct {
	Text   string
	Faults []Fault // of strings and members; others leave no Tree
	values []value
}

// A value is a value with its place, and the name that it has in an object. The
// first child of one that is filled is the next value.
type value struct {
	begin, end           uint32 // with the quotes of a string and the brackets of an object or array
	nameBegin, nameEnd   uint32
	parent, next         uint32
	kind                 Kind
	filled, twice        bool
	escaped, escapedName bool
}

// Kind returns the type of a value.
func (t *Tree) Kind(n int) Kind { return t.values[n].kind }

// Offset returns where a value begins.
func (t *Tree) Offset(n int) int { return int(t.values[n].begin) }

// End returns where a value ends.
func (t *Tree) End(n int) int { return int(t.values[n].end) }

// KeyOffset returns where the name of a member begins.
func (t *Tree) KeyOffset(n int) int { return int(t.values[n].nameBegin) }

// Twice reports whether an earlier member of the object has the same name.
func (t *Tree) Twice(n int) bool { return t.values[n].twice }

// Child returns the first member or item, 0 if there is none.
func (t *Tree) Child(n int) int {
	if t.values[n].filled {
		return n + 1
	}
	return 0
}

// Parent returns the object or array that a value is in, 0 for the root.
func (t *Tree) Parent(n int) int { return int(t.values[n].parent) }

// Next returns the member or item that follows, 0 if there is none.
func (t *Tree) Next(n int) int { return int(t.values[n].next) }

// String returns the value of a string, and any other scalar as it is written.
func (t *Tree) String(n int) string {
	v := &t.values[n]
	switch v.kind {
	case String:
		return t.string(v.begin, v.end, v.escaped)
	case Object, Array:
		return ""
	}
	return t.Text[v.begin:v.end]
}

// Key returns the name of a member.
func (t *Tree) Key(n int) string {
	v := &t.values[n]
	if v.nameEnd == 0 {
		return ""
	}
	return t.string(v.nameBegin, v.nameEnd, v.escapedName)
}

// string returns what is between quotes.
func (t *Tree) string(begin, end uint32, escaped bool) string {
	if escaped {
		return gjson.Parse(t.Text[begin:end]).Str
	}
	return t.Text[begin+1 : end-1]
}

// Len returns how many values there are.
func (t *Tree) Len() int { return len(t.values) }

// At returns the last value that begins at an offset or before it, a member with
// its name.
func (t *Tree) At(offset int) int {
	n, _ := slices.BinarySearchFunc(t.values, offset+1, func(v value, at int) int {
		begin := v.begin
		if v.nameEnd > 0 {
			begin = v.nameBegin
		}
		return cmp.Compare(int(begin), at)
	})
	return max(n-1, 0)
}

// parse reads a tree of a text that is UTF-8.
func (t *Tree) parse(depth int) bool {
	// Each value but the first follows one of these.
	values := 1 + strings.Count(t.Text, ",") + strings.Count(t.Text, "{") + strings.Count(t.Text, "[")
	const most = 1 << 10 // texts of commas alone are not worth more room at once
	t.values = make([]value, 0, min(values, most))
	s := scanner{Tree: t, lexer: lexer{text: t.Text}}
	return s.scan(depth)
}

// document returns a tree as a document.
func (t *Tree) document() *Document {
	d := &Document{Nodes: make([]Node, len(t.values)), Faults: t.Faults}
	for n := range t.values {
		v := &t.values[n]
		d.Nodes[n] = Node{
			Kind: v.kind, Offset: t.Offset(n), Text: t.String(n), Key: t.Key(n), KeyOffset: t.KeyOffset(n),
			Twice: v.twice, Parent: int(v.parent), Child: t.Child(n), Next: int(v.next),
		}
	}
	for n := range d.Nodes {
		place := 0
		for c := d.Nodes[n].Child; c != 0; c = d.Nodes[c].Next {
			d.Nodes[c].Place = place
			place++
		}
	}
	return d
}
