package find

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/s3ap/s3ap/internal/jsondoc"
	"github.com/s3ap/s3ap/policy"
)

// A hole is a piece of a text that stands for what the file leaves open.
type hole struct {
	begin, end int
	why        string
	name       bool // see Unresolved.Name
}

// A writer writes a tree as JSON without blanks, and where its pieces stand.
type writer struct {
	text       []byte
	marks      []Mark
	path       []string // the names and places that lead to what is written
	unresolved []Unresolved
}

// write writes a value. The tree is not deeper than maxDepth.
func (w *writer) write(n *Node) {
	w.mark(n.Offset, false)
	switch n.Kind {
	case Object:
		w.object(n)
	case Array:
		w.text = append(w.text, '[')
		for i, item := range n.Items {
			if i > 0 {
				w.text = append(w.text, ',')
			}
			w.path = append(w.path, strconv.Itoa(i))
			w.write(item)
			w.path = w.path[:len(w.path)-1]
		}
		w.mark(n.Offset, false)
		w.text = append(w.text, ']')
	case String:
		for _, h := range n.holes {
			w.unresolved = append(w.unresolved, Unresolved{Pointer: w.pointer(), Why: h.why, Name: h.name})
		}
		w.string(n.Text, n.Offset, n.Marks)
	default:
		w.text = append(w.text, n.Text...)
	}
}

func (w *writer) object(n *Node) {
	w.text = append(w.text, '{')
	for i, m := range n.Members {
		if i > 0 {
			w.text = append(w.text, ',')
		}
		w.string(m.Key, m.KeyOffset, nil)
		w.text = append(w.text, ':')
		w.path = append(w.path, m.Key)
		w.write(m.Value)
		w.path = w.path[:len(w.path)-1]
	}
	w.mark(n.Offset, false)
	w.text = append(w.text, '}')
}

// mark says where what is written next stands.
func (w *writer) mark(file int, same bool) {
	m := Mark{len(w.text), file, same}
	if last := len(w.marks) - 1; last >= 0 && w.marks[last].Text == m.Text {
		w.marks[last] = m
		return
	}
	w.marks = append(w.marks, m)
}

// string writes a string that begins at an offset of the file. Only what is written
// there byte by byte as here is told to be the same.
func (w *writer) string(s string, offset int, marks []Mark) {
	w.mark(offset, false)
	w.text = append(w.text, '"')
	for i, m := range marks {
		end := len(s)
		if i+1 < len(marks) {
			end = marks[i+1].Text
		}
		w.piece(s[m.Text:end], m.File, m.Same)
	}
	if len(marks) == 0 {
		w.piece(s, offset, false)
	}
	w.mark(offset, false)
	w.text = append(w.text, '"')
}

func (w *writer) piece(s string, file int, same bool) {
	w.mark(file, same)
	begin := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= ' ' && c != '"' && c != '\\' {
			continue
		}
		w.text = append(w.text, s[begin:i]...)
		if same {
			w.mark(file+i, false)
		}
		switch c {
		case '"', '\\':
			w.text = append(w.text, '\\', c)
		case '\n':
			w.text = append(w.text, `\n`...)
		default:
			w.text = fmt.Appendf(w.text, `\u%04x`, c)
		}
		begin = i + 1
		if same {
			w.mark(file+begin, true)
		}
	}
	w.text = append(w.text, s[begin:]...)
}

// pointer returns the place of what is written as a JSON Pointer.
func (w *writer) pointer() string {
	pointer := ""
	for _, name := range w.path {
		pointer = jsondoc.PointerMember(pointer, name)
	}
	return pointer
}

// policyOf returns the text of a tree that has no functions any more.
func policyOf(n *Node, kind policy.Kind) (*Policy, []Unresolved) {
	if n.Kind == String {
		return stringPolicy(n, kind)
	}
	var w writer
	w.write(n)
	for i := range w.unresolved {
		w.unresolved[i].Policy = kind
	}
	return &Policy{Text: w.text, marks: w.marks}, w.unresolved
}

// stringPolicy returns a policy that is the text of a string.
func stringPolicy(n *Node, kind policy.Kind) (*Policy, []Unresolved) {
	p := &Policy{Text: []byte(n.Text), marks: n.Marks}
	if len(n.Marks) == 0 {
		p.marks = []Mark{{0, n.Offset, false}}
	}
	if len(n.holes) == 0 {
		return p, nil
	}
	var unresolved []Unresolved
	tree, _ := parseJSON(p.Text)
	for _, h := range n.holes {
		u := Unresolved{Policy: kind, Why: h.why, Name: h.name}
		if tree != nil {
			u.Pointer = tree.Pointer(tree.At(h.begin))
		}
		unresolved = append(unresolved, u)
	}
	return p, unresolved
}

// slicePolicy returns a policy that stands in the file as it is.
func slicePolicy(src string, begin, end int) *Policy {
	return &Policy{Text: []byte(src[begin:end]), Verbatim: true, marks: []Mark{{0, begin, true}}}
}

// slice returns the policy that an object or array is.
func (v value) slice() *Policy {
	return slicePolicy(v.tree.Text, v.offset(), v.offset()+len(v.source()))
}

// embedded returns the policy that a string has in it.
func (v value) embedded() *Policy {
	return &Policy{Text: []byte(v.text()), marks: v.marks()}
}

// isPolicyText reports whether a text is an object, as policies are.
func isPolicyText(s string) bool { return strings.HasPrefix(strings.TrimSpace(s), "{") }
