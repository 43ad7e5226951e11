package jsondoc

import (
	"sort"
	"strings"
	"unicode/utf8"
)

// Lines turns offsets into lines and columns.
type Lines struct {
	text   string
	starts []int // where each line begins
}

// NewLines prepares for the lines of a text.
func NewLines(text string) *Lines {
	l := &Lines{text: text, starts: make([]int, 1, 1+strings.Count(text, "\n"))}
	for i := range len(text) {
		if text[i] == '\n' {
			l.starts = append(l.starts, i+1)
		}
	}
	return l
}

// At returns the line and the column of an offset, both counted from 1; columns
// count characters.
func (l *Lines) At(offset int) (line, column int) {
	offset = min(offset, len(l.text))
	line = sort.SearchInts(l.starts, offset+1)
	return line, 1 + utf8.RuneCountInString(l.text[l.starts[line-1]:offset])
}
