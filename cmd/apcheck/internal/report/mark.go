package report

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// What is shown of a line: so much of it, beginning so far before the mark.
const (
	window = 100 // in characters
	before = 40
	tab    = 4
)

// marked returns the line that begin is in, and a line that marks from begin to end
// in it. Of a long line, it returns the part around the mark.
func marked(source string, begin, end Point) (line, mark string) {
	from, left := begin.Offset, 0
	for ; from > 0 && source[from-1] != '\n' && left < before; left++ {
		_, size := utf8.DecodeLastRuneInString(source[:from])
		from -= size
	}
	var text, under strings.Builder
	column := 0
	if from > 0 && source[from-1] != '\n' {
		text.WriteString("…")
		under.WriteByte(' ')
		column++
	}
	at := from
	for n := 0; at < len(source) && !endsLine(source[at:]); n++ {
		if n == window {
			text.WriteString("…")
			break
		}
		r, size := utf8.DecodeRuneInString(source[at:])
		shown, width := cell(r, column)
		text.WriteString(shown)
		sign := byte(' ')
		if at >= begin.Offset && at < end.Offset {
			sign = '^'
		}
		under.WriteString(strings.Repeat(string(sign), width))
		column += width
		at += size
	}
	mark = strings.TrimRight(under.String(), " ")
	if !strings.HasSuffix(mark, "^") { // the end of the line, or what has no width
		mark = strings.Repeat(" ", columnOf(source, from, begin.Offset)) + "^"
	}
	return strings.TrimRight(text.String(), " "), mark
}

// columnOf returns how many columns are shown from one offset to another.
func columnOf(source string, from, to int) int {
	column := 0
	if from > 0 && source[from-1] != '\n' {
		column++
	}
	for at := from; at < to; {
		r, size := utf8.DecodeRuneInString(source[at:])
		_, width := cell(r, column)
		column += width
		at += size
	}
	return column
}

func endsLine(s string) bool { return s[0] == '\n' || strings.HasPrefix(s, "\r\n") }

// cell returns what a terminal can show of a character at a column, and in how many
// columns.
func cell(r rune, column int) (string, int) {
	switch {
	case r == '\t':
		n := tab - column%tab
		return strings.Repeat(" ", n), n
	case unicode.In(r, unicode.Mn, unicode.Me):
		return string(r), 0
	case !unicode.IsPrint(r):
		return "\uFFFD", 1
	case isWide(r):
		return string(r), 2
	}
	return string(r), 1
}

// isWide reports whether terminals give a character two columns.
//
// Unicode Standard Annex 11, "East Asian Width", the ranges of W and F that are in use.
func isWide(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hangul, unicode.Hiragana, unicode.Katakana, unicode.Bopomofo, unicode.Yi) && !(r >= 0xFF61 && r <= 0xFFDC) ||
		r >= 0x3001 && r <= 0x303E || r >= 0xFF01 && r <= 0xFF60 || r >= 0xFFE0 && r <= 0xFFE6 ||
		r >= 0x1F300 && r <= 0x1F64F || r >= 0x1F900 && r <= 0x1F9FF || r >= 0x1F680 && r <= 0x1F6FF
}
