package jsondoc

import (
	"math/bits"
	"strings"
)

// A scanner makes the values of a text in one pass. It takes what RFC 8259 does and
// says nothing of what is wrong with other text.
type scanner struct {
	*Tree
	text string
	pos  int
	// Where the next value belongs: its parent, which is noNode for the whole, the
	// value before it there, or 0.
	parent, before int
	name           span // of the next value
	depth          int
	seen           map[member]bool // members of large objects
}

// A span is a piece of a text: a name or a value.
type span struct {
	begin, end uint32
	escaped    bool
}

const noNode = -1

// A member is a name in an object.
type member struct {
	object int
	name   string
}

// scan reads the whole text. It reports whether that is JSON of no more depth.
func (s *scanner) scan(limit int) bool {
	s.parent = noNode
	for {
		n, ok := s.value()
		if !ok || s.depth > limit {
			return false
		}
		if k := s.values[n].kind; k == Object || k == Array {
			if s.enter(n) {
				if k == Object && !s.member() {
					return false
				}
				continue
			}
			s.pos++ // there is nothing in it
			s.values[n].end = uint32(s.pos)
			s.depth--
		}
		more, ok := s.after(n)
		if !ok || !more {
			return ok
		}
	}
}

// enter makes n the parent of what follows, unless it ends here.
func (s *scanner) enter(n int) bool {
	s.skipBlanks()
	if s.at() == closing(s.values[n].kind) {
		return false
	}
	s.parent, s.before = n, 0
	s.values[n].filled = true
	return true
}

func closing(k Kind) byte {
	if k == Object {
		return '}'
	}
	return ']'
}

// after reads what follows the value n: a comma and, in an object, a name, or the
// ends of objects and arrays. More is false at the end of the text.
func (s *scanner) after(n int) (more, ok bool) {
	for {
		s.skipBlanks()
		s.before = n
		if s.parent == noNode {
			return false, s.pos == len(s.text)
		}
		kind := s.values[s.parent].kind
		switch s.at() {
		case ',':
			s.pos++
			return true, kind != Object || s.member()
		case closing(kind):
			s.pos++
			s.depth--
			n = s.parent
			s.values[n].end = uint32(s.pos)
			s.parent = int(s.values[n].parent)
			if n == 0 {
				s.parent = noNode
			}
		default:
			return false, false
		}
	}
}

// at returns the byte at pos, 0 at the end, where none of those that are asked for
// is.
func (s *scanner) at() byte {
	if s.pos < len(s.text) {
		return s.text[s.pos]
	}
	return 0
}

func (s *scanner) skipBlanks() {
	for s.pos < len(s.text) {
		switch s.text[s.pos] {
		case ' ', '\n', '\t', '\r':
			s.pos++
		default:
			return
		}
	}
}

// member reads the name of the next value and its colon.
func (s *scanner) member() (ok bool) {
	s.skipBlanks()
	if s.name, ok = s.str(len(s.values)); !ok {
		return false
	}
	s.skipBlanks()
	if s.at() != ':' {
		return false
	}
	s.pos++
	return true
}

// value reads a scalar, or the beginning of an object or array, and links it in.
func (s *scanner) value() (n int, ok bool) {
	s.skipBlanks()
	n = len(s.values)
	s.values = append(s.values, value{begin: uint32(s.pos)})
	v := &s.values[n]
	if s.parent != noNode {
		v.parent = uint32(s.parent)
		if s.values[s.parent].kind == Object {
			v.nameBegin, v.nameEnd, v.escapedName = s.name.begin, s.name.end, s.name.escaped
			v.twice = s.twice(n)
		}
		if s.before != 0 {
			s.values[s.before].next = uint32(n)
		}
	}
	switch c := s.at(); c {
	case '"':
		v.kind = String
		var text span
		text, ok = s.str(n)
		v.end, v.escaped = text.end, text.escaped
	case '{', '[':
		v.kind = Array
		if c == '{' {
			v.kind = Object
		}
		s.pos++
		s.depth++
		ok = true
	default:
		v.kind, ok = s.scalar()
		v.end = uint32(s.pos)
	}
	return n, ok
}

// twice reports whether an earlier member of the object has the name of the value n,
// which is not linked in yet.
func (s *scanner) twice(n int) bool {
	const few = 16
	had, others := false, 0
	if s.before != 0 && s.seen == nil {
		for c := s.parent + 1; c != 0 && others <= few; c, others = int(s.values[c].next), others+1 {
			had = had || s.sameName(c)
		}
	}
	if others > few || s.seen != nil {
		had = s.remembered(n)
	}
	if had {
		s.Faults = append(s.Faults, Fault{int(s.name.begin), n, ErrDuplicate})
	}
	return had
}

// sameName reports whether the value c has the name of the next one.
func (s *scanner) sameName(c int) bool {
	v := &s.values[c]
	if !v.escapedName && !s.name.escaped {
		return s.text[v.nameBegin:v.nameEnd] == s.text[s.name.begin:s.name.end]
	}
	return s.Key(c) == s.string(s.name.begin, s.name.end, s.name.escaped)
}

// remembered is twice for texts with an object of many members, from the first such
// on. The members of all objects are in one set.
func (s *scanner) remembered(n int) bool {
	if s.seen == nil {
		s.seen = make(map[member]bool)
		for c := 1; c < n; c++ {
			if v := &s.values[c]; s.values[v.parent].kind == Object {
				s.seen[member{int(v.parent), s.Key(c)}] = true
			}
		}
	}
	m := member{s.parent, s.Key(n)}
	had := s.seen[m]
	s.seen[m] = true
	return had
}

// str reads a string of the value n, or its name, and returns what is between the
// quotes. It begins at the quote.
func (s *scanner) str(n int) (span, bool) {
	if s.at() != '"' {
		return span{}, false
	}
	begin := s.pos
	s.pos++
	escaped := false
	for {
		s.pos += plain(s.text[s.pos:])
		switch s.at() {
		case '"':
			s.pos++
			if escaped {
				s.checkString(s.text[begin:s.pos], begin, n)
			}
			return span{uint32(begin), uint32(s.pos), escaped}, true
		case '\\':
			escaped = true
			if !s.escape() {
				return span{}, false
			}
		default:
			return span{}, false // a control character, or the end
		}
	}
}

// escape reads a backslash and what it stands before.
func (s *scanner) escape() bool {
	s.pos++
	c := s.at()
	s.pos++
	switch c {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		return true
	case 'u':
		for range 4 {
			if !strings.ContainsRune("0123456789abcdefABCDEF", rune(s.at())) {
				return false
			}
			s.pos++
		}
		return true
	}
	return false
}

// plain returns how many bytes of a text come before the first quote, backslash or
// control character. It looks at eight at a time: in each of them that is one of
// these, and perhaps in later ones, the high bit is set.
func plain(text string) int {
	const (
		ones  = 0x0101010101010101
		highs = 0x8080808080808080
	)
	i := 0
	for ; i+8 <= len(text); i += 8 {
		t := text[i : i+8]
		w := uint64(t[0]) | uint64(t[1])<<8 | uint64(t[2])<<16 | uint64(t[3])<<24 |
			uint64(t[4])<<32 | uint64(t[5])<<40 | uint64(t[6])<<48 | uint64(t[7])<<56
		quote, slash := w^('"'*ones), w^('\\'*ones)
		found := (quote-ones)&^quote | (slash-ones)&^slash | (w-' '*ones)&^w
		if found &= highs; found != 0 {
			return i + bits.TrailingZeros64(found)/8
		}
	}
	for ; i < len(text) && text[i] >= ' ' && text[i] != '"' && text[i] != '\\'; i++ {
	}
	return i
}

// scalar reads a number, true, false or null.
func (s *scanner) scalar() (Kind, bool) {
	rest := s.text[s.pos:]
	for _, word := range [...]string{"true", "false", "null"} {
		if strings.HasPrefix(rest, word) {
			s.pos += len(word)
			if word == "null" {
				return Null, true
			}
			return Bool, true
		}
	}
	return Number, s.number()
}

func (s *scanner) number() bool {
	if s.at() == '-' {
		s.pos++
	}
	if s.at() == '0' {
		s.pos++
	} else if !s.digits() {
		return false
	}
	if s.at() == '.' {
		s.pos++
		if !s.digits() {
			return false
		}
	}
	if s.at() == 'e' || s.at() == 'E' {
		s.pos++
		if s.at() == '+' || s.at() == '-' {
			s.pos++
		}
		return s.digits()
	}
	return true
}

// digits reads one digit or more.
func (s *scanner) digits() bool {
	begin := s.pos
	for '0' <= s.at() && s.at() <= '9' {
		s.pos++
	}
	return s.pos > begin
}
