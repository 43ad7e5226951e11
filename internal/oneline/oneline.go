// Package oneline puts what a policy or a request holds into messages of one line.
package oneline

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Quote shows a text in a message, cut if it is long.
func Quote(s string) string {
	const shown = 80
	return "`" + Visible(Cut(s, shown)) + "`"
}

// Cut leaves at most so many bytes of a text, and a mark if there were more.
func Cut(s string, shown int) string {
	if len(s) > shown {
		return strings.ToValidUTF8(s[:shown], "") + "…"
	}
	return s
}

// Visible escapes what would not show or would do something to a terminal.
func Visible(s string) string {
	hidden := func(r rune) bool { return !unicode.IsPrint(r) }
	if utf8.ValidString(s) && strings.IndexFunc(s, hidden) < 0 {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if !hidden(r) {
			b.WriteRune(r)
			continue
		}
		escaped := strconv.QuoteRune(r)
		b.WriteString(escaped[1 : len(escaped)-1])
	}
	return b.String()
}
