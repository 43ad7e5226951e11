package jsondoc

import (
	"math/bits"
	"strings"
)

// A lexer goes through a text and takes what RFC 8259 does. It says nothing of what is
// wrong with other text.
type lexer struct {
	text string
	pos  int
}

// at returns the byte at pos, 0 at the end, where none of those that are asked for
// is.
func (l *lexer) at() byte {
	if l.pos < len(l.text) {
		return l.text[l.pos]
	}
	return 0
}

func (l *lexer) skipBlanks() {
	for l.pos < len(l.text) {
		switch l.text[l.pos] {
		case ' ', '\n', '\t', '\r':
			l.pos++
		default:
			return
		}
	}
}

// str reads a string, which begins here, and reports whether there are escapes in it.
func (l *lexer) str() (escaped, ok bool) {
	if l.at() != '"' {
		return false, false
	}
	l.pos++
	for {
		l.pos += plain(l.text[l.pos:])
		switch l.at() {
		case '"':
			l.pos++
			return escaped, true
		case '\\':
			escaped = true
			if !l.escape() {
				return escaped, false
			}
		default:
			return escaped, false // a control character, or the end
		}
	}
}

// escape reads a backslash and what it stands before.
func (l *lexer) escape() bool {
	l.pos++
	c := l.at()
	l.pos++
	switch c {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		return true
	case 'u':
		for range 4 {
			if !strings.ContainsRune("0123456789abcdefABCDEF", rune(l.at())) {
				return false
			}
			l.pos++
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
		w := word(text[i : i+8])
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
func (l *lexer) scalar() (Kind, bool) {
	rest := l.text[l.pos:]
	for _, word := range [...]string{"true", "false", "null"} {
		if strings.HasPrefix(rest, word) {
			l.pos += len(word)
			if word == "null" {
				return Null, true
			}
			return Bool, true
		}
	}
	return Number, l.number()
}

func (l *lexer) number() bool {
	if l.at() == '-' {
		l.pos++
	}
	if l.at() == '0' {
		l.pos++
	} else if !l.digits() {
		return false
	}
	if l.at() == '.' {
		l.pos++
		if !l.digits() {
			return false
		}
	}
	if l.at() == 'e' || l.at() == 'E' {
		l.pos++
		if l.at() == '+' || l.at() == '-' {
			l.pos++
		}
		return l.digits()
	}
	return true
}

// digits reads one digit or more.
func (l *lexer) digits() bool {
	begin := l.pos
	for '0' <= l.at() && l.at() <= '9' {
		l.pos++
	}
	return l.pos > begin
}
