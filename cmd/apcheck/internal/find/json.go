package find

import (
	"errors"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/s3ap/s3ap/internal/jsondoc"
)

// Limits of what Read takes. Plans of Terraform grow large; CloudFormation takes
// templates of a megabyte.
const (
	maxFile     = 64 << 20
	maxTemplate = 2 << 20
	maxDepth    = 200
)

// parseJSON reads a file, or a string in it that begins at offset.
func parseJSON(src []byte) (*jsondoc.Tree, *Error) {
	tree, fault := jsondoc.ParseTree(src, jsondoc.Limits{Size: maxFile, Depth: maxDepth})
	if fault == nil {
		return tree, nil
	}
	return nil, &Error{fault.Offset, &syntaxError{fault.Err}}
}

// A syntaxError is what jsondoc says, as one of the errors of this package.
type syntaxError struct{ err error }

func (e *syntaxError) Error() string { return e.err.Error() }
func (e *syntaxError) Unwrap() error { return e.err }

func (e *syntaxError) Is(target error) bool {
	switch target {
	case ErrTooLarge:
		return errors.Is(e.err, jsondoc.ErrTooLarge)
	case ErrTooDeep:
		return errors.Is(e.err, jsondoc.ErrTooDeep)
	}
	return target == ErrSyntax
}

// A value is a value in a JSON text.
type value struct {
	tree *jsondoc.Tree
	n    int
	ok   bool // whether there is one
}

func (v value) kind() Kind { return v.tree.Kind(v.n) }

func (v value) is(k Kind) bool { return v.ok && v.kind() == k }

func (v value) offset() int { return v.tree.Offset(v.n) }

// member returns the value of a member; the last of a name counts.
func (v value) member(key string) (m value) {
	if !v.is(Object) {
		return m
	}
	for c := v.tree.Child(v.n); c != 0; c = v.tree.Next(c) {
		if v.tree.Key(c) == key {
			m = value{v.tree, c, true}
		}
	}
	return m
}

// at follows members.
func (v value) at(keys ...string) value {
	for _, key := range keys {
		v = v.member(key)
	}
	return v
}

// children iterates over members or items.
func (v value) children(yield func(value) bool) {
	if !v.is(Object) && !v.is(Array) {
		return
	}
	for c := v.tree.Child(v.n); c != 0 && yield(value{v.tree, c, true}); c = v.tree.Next(c) {
	}
}

func (v value) key() string { return v.tree.Key(v.n) }

// text returns what a string says, empty if v is none.
func (v value) text() string {
	if !v.is(String) {
		return ""
	}
	return v.tree.String(v.n)
}

// isTrue reports whether v is true.
func (v value) isTrue() bool { return v.is(Bool) && v.tree.String(v.n) == "true" }

// source returns an object, array or string as it is written.
func (v value) source() string {
	begin := v.offset()
	return v.tree.Text[begin:extent(v.tree.Text, begin)]
}

// extent returns where the object, array or string ends that begins at an offset of
// a text that is JSON.
func extent(text string, begin int) int {
	depth, quoted := 0, false
	for i := begin; i < len(text); i++ {
		switch c := text[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[':
			depth++
		case c == '}' || c == ']':
			depth--
		}
		if depth == 0 && !quoted {
			return i + 1
		}
	}
	return len(text)
}

// marks returns where the bytes of a string stand.
func (v value) marks() []Mark {
	begin := v.offset()
	raw := v.tree.Text[begin:]
	text := v.text()
	if strings.HasPrefix(raw[1:], text) && !strings.Contains(text, `\`) {
		return []Mark{{0, begin + 1, true}}
	}
	marks, decoded := unescape(v.source())
	if decoded != text {
		return []Mark{{0, begin, false}} // half of a surrogate pair, which nobody reads the same
	}
	for i := range marks {
		marks[i].File += begin
	}
	return marks
}

// unescape reads a JSON string with its quotes. Offsets in the file count from the
// first quote.
func unescape(raw string) (marks []Mark, text string) {
	var b strings.Builder
	marks = append(marks, Mark{0, 1, true})
	for i := 1; i < len(raw)-1; {
		if raw[i] != '\\' {
			next := strings.IndexByte(raw[i:len(raw)-1], '\\')
			if next < 0 {
				next = len(raw) - 1 - i
			}
			b.WriteString(raw[i : i+next])
			i += next
			continue
		}
		r, size := escaped(raw[i:])
		if last := len(marks) - 1; marks[last].Text == b.Len() {
			marks = marks[:last]
		}
		marks = append(marks, Mark{b.Len(), i, false})
		b.WriteRune(r)
		i += size
		marks = append(marks, Mark{b.Len(), i, true})
	}
	return marks, b.String()
}

// escaped reads the escape that raw begins with.
func escaped(raw string) (r rune, size int) {
	switch raw[1] {
	case 'b':
		return '\b', 2
	case 'f':
		return '\f', 2
	case 'n':
		return '\n', 2
	case 'r':
		return '\r', 2
	case 't':
		return '\t', 2
	case 'u':
		r = unit(raw)
		if utf16.IsSurrogate(r) {
			if low := unit(raw[6:]); utf16.IsSurrogate(low) {
				return utf16.DecodeRune(r, low), 12
			}
			return utf8.RuneError, 6
		}
		return r, 6
	}
	return rune(raw[1]), 2
}

// unit returns the UTF-16 code unit of the escape that s begins with, 0 if it begins
// with none.
func unit(s string) (r rune) {
	if len(s) < 6 || s[0] != '\\' || s[1] != 'u' {
		return 0
	}
	for _, c := range []byte(s[2:6]) {
		r <<= 4
		switch {
		case c <= '9':
			r |= rune(c - '0')
		case c <= 'F':
			r |= rune(c-'A') + 10
		default:
			r |= rune(c-'a') + 10
		}
	}
	return r
}

// node returns v as a Node. Its depth is bounded by that of the text.
func (v value) node() *Node {
	n := &Node{Kind: v.kind(), Offset: v.offset()}
	switch n.Kind {
	case Object:
		for m := range v.children {
			n.Members = append(n.Members, Member{m.key(), m.tree.KeyOffset(m.n), m.node()})
		}
	case Array:
		for item := range v.children {
			n.Items = append(n.Items, item.node())
		}
	case String:
		n.Text, n.Marks = v.text(), v.marks()
	default:
		n.Text = v.tree.String(v.n)
	}
	return n
}
