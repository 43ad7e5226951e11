package aptest

import (
	"strings"
	"unicode/utf8"

	"github.com/s3ap/s3ap/policy"
)

// A source is a text whose places are told: that of a scenario, or of a policy
// in a file of its own.
type source struct {
	file string
	text string
	// Where the text begins in the file. A stream holds many, one a line.
	offset, line int
}

// A cursor tells lines and columns of offsets that mostly ascend. Counting each
// from the beginning would take too long for a long text on one line.
type cursor struct {
	source       *source
	at           int
	line, column int // of at, from 0
}

func (s *source) cursor() cursor { return cursor{source: s} }

// position returns the place of an offset in the text.
func (c *cursor) position(offset int) policy.Position {
	s := c.source
	offset = min(offset, len(s.text))
	if offset < c.at {
		*c = s.cursor()
	}
	passed := s.text[c.at:offset]
	if i := strings.LastIndexByte(passed, '\n'); i >= 0 {
		c.line += strings.Count(passed, "\n")
		c.column = 0
		passed = passed[i+1:]
	}
	c.column += utf8.RuneCountInString(passed)
	c.at = offset
	return policy.Position{Offset: s.offset + offset, Line: s.line + c.line + 1, Column: c.column + 1}
}
