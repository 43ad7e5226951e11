package policy

import (
	"strings"
	"unicode/utf8"

	"github.com/s3ap/s3ap/internal/jsondoc"
)

// A source is the text that a document was parsed from. A nil source is none.
type source struct {
	text string
	// lines are there if the document is kept, which may be asked for many places.
	lines *jsondoc.Lines
	tree  *jsondoc.Tree // nil if the text is no JSON, or sound
	// unread is what the reader found wrong, and left out of the document: an
	// element it did not know, one that stood there twice or was of the wrong type.
	unread ErrorList
}

// position turns a Pos into a line and column.
func (s *source) position(pos Pos) Position {
	switch {
	case s == nil || pos <= 0:
		return Position{}
	case s.lines == nil:
		return new(cursor).position(s.text, pos)
	}
	line, column := s.lines.At(int(pos) - 1)
	return Position{Offset: int(pos) - 1, Line: line, Column: column}
}

// start returns where the value begins that the text is.
func (s *source) start() int {
	if s.tree == nil {
		return 0
	}
	return s.tree.Offset(0)
}

// pointer returns the JSON Pointer of the member or item whose name or value
// begins at pos, or that holds what begins there.
func (s *source) pointer(pos Pos) string {
	if s.tree == nil || pos <= 0 {
		return ""
	}
	return s.tree.Pointer(s.tree.At(int(pos) - 1))
}

// A cursor goes through a text and counts its lines, and the characters of the last
// one.
type cursor struct{ offset, lines, chars int }

// position returns the line and column of a place. A place before the last one is
// counted from the beginning.
func (c *cursor) position(text string, pos Pos) Position {
	offset := min(int(pos)-1, len(text))
	if offset < c.offset {
		*c = cursor{}
	}
	passed := text[c.offset:offset]
	if n := strings.Count(passed, "\n"); n > 0 {
		c.lines, c.chars = c.lines+n, 0
		passed = passed[strings.LastIndexByte(passed, '\n')+1:]
	}
	c.chars += utf8.RuneCountInString(passed)
	c.offset = offset
	return Position{Offset: int(pos) - 1, Line: c.lines + 1, Column: c.chars + 1}
}
