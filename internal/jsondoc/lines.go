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
	// begun has how many characters begin before each block of the text, so that a
	// text of one long line need not be counted from its beginning each time.
	begun []int
}

const blockSize = 256

// NewLines prepares for the lines of a text that is UTF-8.
func NewLines(text string) *Lines {
	l := &Lines{text: text, starts: make([]int, 1, 1+strings.Count(text, "\n"))}
	longest, start := 0, 0
	for i := range len(text) {
		if text[i] == '\n' {
			longest, start = max(longest, i-start), i+1
			l.starts = append(l.starts, start)
		}
	}
	if max(longest, len(text)-start) > blockSize {
		l.begun = make([]int, 1, 1+len(text)/blockSize)
		for at := blockSize; at <= len(text); at += blockSize {
			l.begun = append(l.begun, l.begun[len(l.begun)-1]+begun(text[at-blockSize:at]))
		}
	}
	return l
}

// At returns the line and the column of an offset, both counted from 1; columns
// count characters.
func (l *Lines) At(offset int) (line, column int) {
	offset = min(offset, len(l.text))
	line = sort.SearchInts(l.starts, offset+1)
	start := l.starts[line-1]
	if l.begun == nil || offset-start <= blockSize {
		return line, 1 + utf8.RuneCountInString(l.text[start:offset])
	}
	return line, 1 + l.before(offset) - l.before(start)
}

// before returns how many characters begin before an offset.
func (l *Lines) before(offset int) int {
	block := offset / blockSize
	return l.begun[block] + begun(l.text[block*blockSize:offset])
}

// begun returns how many characters begin in a piece of a text.
func begun(piece string) (n int) {
	for i := range len(piece) {
		if utf8.RuneStart(piece[i]) {
			n++
		}
	}
	return n
}
