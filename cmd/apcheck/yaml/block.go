package yaml

import "strings"

// block reads a block scalar, which ends where its value does.
//
// YAML 1.1, "Block Scalar Styles".
func (s *scalar) block(value string, folded bool) {
	s.pos += lineEnd(s.rest())
	s.pos += lineBreak(s.rest())
	indent := s.indent(value)
	b := breaks{folded: folded}
	for len(s.value) < s.want && s.pos < len(s.text) {
		within := s.skip(indent)
		if lineBreak(s.rest()) == 0 {
			if !within {
				break // of the text around the scalar
			}
			b.before(s)
			s.take(s.pos + lineEnd(s.rest()))
			b.text, b.last = true, s.pos
		} else {
			b.empty = append(b.empty, s.pos)
		}
		s.pos += lineBreak(s.rest())
	}
	b.after(s)
	s.value = s.value[:min(len(s.value), s.want)]
}

// breaks are the line breaks that have been read since the last line with text.
type breaks struct {
	folded   bool
	text     bool  // whether there was such a line
	last     int   // where its break is
	indented bool  // whether it began with a blank, which keeps the breaks beside it
	empty    []int // where those of empty lines are
}

// before appends what the breaks before a line with text stand for.
func (b *breaks) before(s *scalar) {
	line := s.pos
	indented := line < len(s.text) && isBlank(s.text[line])
	s.pos = b.last
	switch {
	case !b.text:
	case !b.folded || b.indented || indented:
		s.put(broken(s.rest()), 0)
	case len(b.empty) == 0:
		s.put(" ", 0)
	}
	b.rest(s)
	s.pos, b.indented = line, indented
}

// after appends the breaks at the end of a scalar.
func (b *breaks) after(s *scalar) {
	if b.text && len(s.value) < s.want {
		s.pos = b.last
		s.put(broken(s.rest()), 0)
	}
	b.rest(s)
}

func (b *breaks) rest(s *scalar) {
	for _, at := range b.empty {
		if len(s.value) >= s.want {
			break
		}
		s.pos = at
		s.put(broken(s.rest()), 0)
	}
	b.empty = b.empty[:0]
}

// lineEnd returns how much of a text comes before the first line break.
func lineEnd(text string) int {
	for i := range len(text) {
		if lineBreak(text[i:]) > 0 {
			return i
		}
	}
	return len(text)
}

// indent returns by how much the lines are indented: as much as the first that is
// not empty, but for the blanks that are part of its value.
func (s *scalar) indent(value string) int {
	own := strings.TrimLeft(value, "\n")
	own = own[:len(own)-len(strings.TrimLeft(own, " "))]
	rest := s.rest()
	for len(rest) > 0 {
		blanks := len(rest) - len(strings.TrimLeft(rest, " "))
		if n := lineBreak(rest[blanks:]); n > 0 {
			rest = rest[blanks+n:]
			continue
		}
		return max(blanks-len(own), 0)
	}
	return 0
}

// skip leaves out the indentation of a line, and reports whether the line has all of
// it. An empty line may have less.
func (s *scalar) skip(indent int) bool {
	for range indent {
		if !strings.HasPrefix(s.rest(), " ") {
			return false
		}
		s.pos++
	}
	return true
}
