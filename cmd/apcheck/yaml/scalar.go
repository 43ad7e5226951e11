package yaml

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/s3ap/s3ap/cmd/apcheck/internal/find"
)

// A scalar is a scalar that is read once more, to learn where its bytes stand. It
// need not see what is wrong with it: the library has.
type scalar struct {
	text  string
	pos   int
	want  int // how many bytes the value has
	value []byte
	marks []find.Mark
}

// take appends what stands in the text up to an offset.
func (s *scalar) take(end int) {
	if end > s.pos {
		s.mark(true)
		s.value = append(s.value, s.text[s.pos:end]...)
		s.pos = end
	}
}

// put appends what the next size bytes of the text stand for.
func (s *scalar) put(value string, size int) {
	s.mark(false)
	s.value = append(s.value, value...)
	s.pos += size
}

func (s *scalar) mark(same bool) {
	m := find.Mark{Text: len(s.value), File: s.pos, Same: same}
	if last := len(s.marks) - 1; last >= 0 {
		before := s.marks[last]
		if same && before.Same && m.File-before.File == m.Text-before.Text {
			return
		}
		if before.Text == m.Text {
			s.marks = s.marks[:last]
		}
	}
	s.marks = append(s.marks, m)
}

// rest returns what has not been read.
func (s *scalar) rest() string { return s.text[s.pos:] }

// quoted reads a scalar in quotes.
//
// YAML 1.1, "Double Quoted" and "Single Quoted".
func (s *scalar) quoted(quote byte) {
	s.pos++
	for s.pos < len(s.text) {
		c := s.text[s.pos]
		switch {
		case c == quote && quote == '\'' && strings.HasPrefix(s.rest(), "''"):
			s.put("'", 2)
		case c == quote:
			if len(s.marks) == 0 {
				s.mark(true)
			}
			return
		case c == '\\' && quote == '"':
			s.escape()
		case isBlank(c) || lineBreak(s.rest()) > 0:
			s.fold()
		default:
			s.word(quote)
		}
	}
}

// word takes what stands for itself.
func (s *scalar) word(quote byte) {
	end := s.pos
	for end < len(s.text) && !isBlank(s.text[end]) && lineBreak(s.text[end:]) == 0 &&
		s.text[end] != quote && (s.text[end] != '\\' || quote != '"') {
		end++
	}
	s.take(end)
}

// fold reads blanks and line breaks: a single break is a blank, and of more the first
// is none.
//
// YAML 1.1, "Line Folding".
func (s *scalar) fold() {
	var breaks []int // where they are
	end := s.pos
	for end < len(s.text) {
		n := lineBreak(s.text[end:])
		if n == 0 && !isBlank(s.text[end]) {
			break
		}
		if n > 0 {
			breaks = append(breaks, end)
		}
		end += max(n, 1)
	}
	switch len(breaks) {
	case 0:
		s.take(end)
	case 1:
		s.pos = breaks[0]
		s.put(" ", 0)
	default:
		for _, at := range breaks[1:] {
			s.pos = at
			s.put(broken(s.rest()), 0)
		}
	}
	s.pos = end
}

// broken returns the line break that a text begins with as it stands in a value.
func broken(text string) string {
	if n := lineBreak(text); n == 3 {
		return text[:n]
	}
	return "\n"
}

// escape reads an escape of a scalar in double quotes.
//
// YAML 1.1, "Escape Sequences".
func (s *scalar) escape() {
	rest := s.rest()
	if n := lineBreak(rest[1:]); n > 0 {
		size := 1 + n
		for size < len(rest) && isBlank(rest[size]) {
			size++
		}
		s.pos += size
		return
	}
	if len(rest) < 2 {
		s.pos = len(s.text)
		return
	}
	digits := map[byte]int{'x': 2, 'u': 4, 'U': 8}[rest[1]]
	if digits == 0 {
		s.put(escaped(rest[1]), 2)
		return
	}
	code, _ := strconv.ParseUint(rest[2:min(2+digits, len(rest))], 16, 32)
	s.put(string(utf8.AppendRune(nil, rune(code))), min(2+digits, len(rest)))
}

// escaped returns what a letter after a backslash stands for.
func escaped(c byte) string {
	switch c {
	case '0':
		return "\x00"
	case 'a':
		return "\a"
	case 'b':
		return "\b"
	case 't', '\t':
		return "\t"
	case 'n':
		return "\n"
	case 'v':
		return "\v"
	case 'f':
		return "\f"
	case 'r':
		return "\r"
	case 'e':
		return "\x1b"
	case 'N':
		return "\u0085"
	case '_':
		return "\u00a0"
	case 'L':
		return "\u2028"
	case 'P':
		return "\u2029"
	}
	return string(rune(c))
}

// plain reads a scalar without quotes, which ends where its value does.
func (s *scalar) plain() {
	for len(s.value) < s.want && s.pos < len(s.text) {
		if isBlank(s.text[s.pos]) || lineBreak(s.rest()) > 0 {
			s.fold()
			continue
		}
		s.word(0)
	}
	s.value = s.value[:min(len(s.value), s.want)]
}
