package yaml

import (
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"github.com/s3ap/s3ap/cmd/apcheck/internal/find"
)

// places knows where in a text the lines are, as YAML counts them.
type places struct {
	text  string
	lines []int // where each begins
	ascii bool
	// Where the last place was, from which the next one is counted on: nodes come in
	// the order of the text.
	line, column, offset int
}

func newPlaces(text string) *places {
	p := &places{text: text, ascii: true}
	begin := len(text) - len(strings.TrimPrefix(text, "\ufeff"))
	p.lines = append(p.lines, begin)
	for i := begin; i < len(text); {
		if n := lineBreak(text[i:]); n > 0 {
			i += n
			p.lines = append(p.lines, i)
			continue
		}
		p.ascii = p.ascii && text[i] < utf8.RuneSelf
		i++
	}
	return p
}

// lineBreak returns how long the line break is that a text begins with, 0 if it
// begins with none.
//
// YAML 1.1, "Line Break Characters".
func lineBreak(text string) int {
	switch {
	case strings.HasPrefix(text, "\r\n"):
		return 2
	case strings.HasPrefix(text, "\n"), strings.HasPrefix(text, "\r"):
		return 1
	case strings.HasPrefix(text, "\u0085"):
		return 2
	case strings.HasPrefix(text, "\u2028"), strings.HasPrefix(text, "\u2029"):
		return 3
	}
	return 0
}

// at returns the offset of a line and column, which count from 1.
func (p *places) at(line, column int) int {
	if line < 1 || line > len(p.lines) {
		return len(p.text)
	}
	offset, from := p.lines[line-1], 1
	if p.ascii {
		return min(offset+column-1, len(p.text))
	}
	if line == p.line && column >= p.column {
		offset, from = p.offset, p.column
	}
	for ; from < column && offset < len(p.text); from++ {
		_, n := utf8.DecodeRuneInString(p.text[offset:])
		offset += n
	}
	p.line, p.column, p.offset = line, column, offset
	return offset
}

// marks returns where the bytes of a scalar's value stand, nil if it is not as this
// package reads it.
func (p *places) marks(n *yaml.Node, offset int) []find.Mark {
	begin := afterProperties(p.text, offset)
	s := scalar{text: p.text, pos: begin, want: len(n.Value)}
	switch {
	case n.Style&yaml.DoubleQuotedStyle != 0:
		s.quoted('"')
	case n.Style&yaml.SingleQuotedStyle != 0:
		s.quoted('\'')
	case n.Style&yaml.LiteralStyle != 0:
		s.block(n.Value, false)
	case n.Style&yaml.FoldedStyle != 0:
		s.block(n.Value, true)
	default:
		s.plain()
	}
	if string(s.value) != n.Value {
		return nil
	}
	return s.marks
}

// afterProperties returns where the content of a node begins whose tag or anchor may
// begin at an offset.
func afterProperties(text string, offset int) int {
	for i := offset; i < len(text); {
		switch c := text[i]; {
		case c == '!' || c == '&':
			for i < len(text) && !isBlank(text[i]) && lineBreak(text[i:]) == 0 && strings.IndexByte(",]}", text[i]) < 0 {
				i++
			}
		case isBlank(c):
			i++
		case lineBreak(text[i:]) > 0:
			i += lineBreak(text[i:])
		case c == '#' && i > offset:
			for i < len(text) && lineBreak(text[i:]) == 0 {
				i++
			}
		default:
			return i
		}
	}
	return len(text)
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' }
