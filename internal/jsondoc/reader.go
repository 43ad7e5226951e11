package jsondoc

import (
	"unicode/utf8"
)

// A Reader reads a text of which the caller knows what should stand in it, value by
// value and without a tree. It is for texts in which nothing is wrong: at the first
// thing that is, or that is not as the caller has it, the reader fails, and
// [ParseTree] is to be asked what that was. From then on it reads nothing, and every
// loop over members or items ends.
//
// It does not look for members that stand twice, which the caller sees, and bounds no
// nesting, since it only goes where the caller does.
type Reader struct {
	lexer
	failed bool
	ascii  bool
	// The lines that have ended, where the line after them begins, and how many
	// characters of it begin before a place.
	lines, start   int
	chars, counted int
}

// NewReader returns a reader of a text. It has failed if the text is larger than a
// limit, or not UTF-8.
func NewReader(src []byte, size int) (r Reader) {
	if len(src) > size {
		r.Fail()
		return r
	}
	if r.ascii = isASCII(src); !r.ascii && !utf8.Valid(src) {
		r.Fail()
		return r
	}
	r.text = string(src)
	return r
}

func isASCII(src []byte) bool {
	const highs = 0x8080808080808080
	for ; len(src) >= 16; src = src[16:] {
		if (word(src)|word(src[8:]))&highs != 0 {
			return false
		}
	}
	for _, c := range src {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// word returns the first eight bytes of s as a number.
func word[S ~string | ~[]byte](s S) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// Text returns the whole text.
func (r *Reader) Text() string { return r.text }

// Fail makes the reader fail. There is nothing left to read then.
func (r *Reader) Fail() {
	r.failed = true
	r.pos = len(r.text)
}

// Failed reports whether the reader has failed.
func (r *Reader) Failed() bool { return r.failed }

// Offset returns where the reader is. After Next, that is where a value begins.
func (r *Reader) Offset() int { return r.pos }

// Place returns the line and column of where the reader is.
func (r *Reader) Place() (line, column int) {
	if r.ascii {
		return r.lines + 1, r.pos - r.start + 1
	}
	if r.counted < r.start {
		r.chars, r.counted = 0, r.start
	}
	r.chars += utf8.RuneCountInString(r.text[r.counted:r.pos])
	r.counted = r.pos
	return r.lines + 1, r.chars + 1
}

// Next goes to the next value and returns its type. What begins like none counts as a
// number.
func (r *Reader) Next() Kind {
	r.blanks()
	return kindOf(r.at())
}

// kindOf returns the type of the value that begins with a character.
func kindOf(c byte) Kind {
	switch c {
	case '"':
		return String
	case '{':
		return Object
	case '[':
		return Array
	case 't', 'f':
		return Bool
	case 'n':
		return Null
	}
	return Number
}

// Open goes into an object or an array. It reports whether there is something in it;
// else it has gone past it.
func (r *Reader) Open(k Kind) (more bool) {
	if !r.take(opening(k)) {
		return false
	}
	if r.blanks(); r.at() == closing(k) {
		r.pos++
		return false
	}
	return true
}

// More goes past what follows a member or an item, and reports whether it was a comma.
// If not, it was the end of the object or array.
func (r *Reader) More(k Kind) bool {
	r.blanks()
	if r.at() == ',' {
		r.pos++
		return true
	}
	r.take(closing(k))
	return false
}

// Name reads the name of a member with its colon. It fails at names with escapes,
// which nobody writes.
func (r *Reader) Name() (name string, offset int) {
	r.blanks()
	offset = r.pos
	escaped, ok := r.str()
	if !ok || escaped {
		r.Fail()
		return "", offset
	}
	name = r.text[offset+1 : r.pos-1]
	r.take(':')
	return name, offset
}

// String reads a string.
func (r *Reader) String() string {
	r.blanks()
	begin := r.pos
	escaped, ok := r.str()
	switch {
	case !ok:
		r.Fail()
		return ""
	case escaped:
		return r.unescaped(begin)
	}
	return r.text[begin+1 : r.pos-1]
}

// unescaped returns the string with escapes that ends here.
func (r *Reader) unescaped(begin int) string {
	var t Tree
	t.checkString(r.text[begin:r.pos], begin, 0)
	if len(t.Faults) > 0 {
		r.Fail()
		return ""
	}
	t.Text = r.text
	return t.string(uint32(begin), uint32(r.pos), true)
}

// Scalar reads a string, number, boolean or null, which Next has gone to, as
// [Tree.String] returns it.
func (r *Reader) Scalar(k Kind) string {
	if k == String {
		return r.String()
	}
	begin := r.pos
	if _, ok := r.scalar(); !ok {
		r.Fail()
		return ""
	}
	return r.text[begin:r.pos]
}

// End reports whether all has been read, and nothing failed.
func (r *Reader) End() bool {
	r.blanks()
	return !r.failed && r.pos == len(r.text)
}

// take goes past one character. It fails if that is another.
func (r *Reader) take(c byte) bool {
	r.blanks()
	if r.at() != c {
		r.Fail()
		return false
	}
	r.pos++
	return true
}

// blanks goes past blanks.
func (r *Reader) blanks() {
	if r.pos < len(r.text) && r.text[r.pos] <= ' ' {
		r.skip()
	}
}

// skip is blanks where there are some. It counts lines.
func (r *Reader) skip() {
	for ; r.pos < len(r.text); r.pos++ {
		switch r.text[r.pos] {
		case '\n':
			r.lines++
			r.start = r.pos + 1
		case ' ', '\t', '\r':
		default:
			return
		}
	}
}

func opening(k Kind) byte {
	if k == Object {
		return '{'
	}
	return '['
}

func closing(k Kind) byte {
	if k == Object {
		return '}'
	}
	return ']'
}
