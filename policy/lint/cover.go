package lint

import (
	"strings"
	"unicode/utf8"
)

// covers reports whether a pattern takes every text that another one takes, be it
// known today or not. Where it cannot tell, it says no: that `?*` takes all that
// `*a` does, for instance. Fold leaves the case of ASCII letters out of account.
//
// The other pattern is matched like a text in which a wildcard is a character of its
// own: of those, `*` takes both and `?` takes `?`.
func covers(pattern, other string, fold bool) bool {
	pattern, other = ordered(pattern), ordered(other)
	at, pos := 0, 0
	// Where to go on when what follows the last star does not fit: it takes one more.
	star, taken := -1, 0
	for {
		switch {
		case at < len(pattern) && pattern[at] == '*':
			at++
			star, taken = at, pos
			if at == len(pattern) {
				return true
			}
			continue
		case pos == len(other):
			return at == len(pattern)
		}
		if n := step(pattern[at:], other[pos:], fold); n > 0 {
			at, pos = at+1, pos+n
			continue
		}
		if star < 0 || taken == len(other) {
			return false
		}
		_, n := utf8.DecodeRuneInString(other[taken:])
		taken += n
		at, pos = star, taken
	}
}

// step returns how many bytes of other the first byte of a pattern takes, which is no
// star; 0 if it does not fit.
func step(pattern, other string, fold bool) int {
	switch {
	case pattern == "":
		return 0
	case pattern[0] == '?' && other[0] != '*':
		_, n := utf8.DecodeRuneInString(other)
		return n
	case pattern[0] == '?' || other[0] == '*' || other[0] == '?':
		return 0
	case pattern[0] == other[0] || fold && lowerASCII(pattern[0]) == lowerASCII(other[0]):
		return 1
	}
	return 0
}

func lowerASCII(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		c += 'a' - 'A'
	}
	return c
}

// ordered returns a pattern with the wildcards of each run in one order: as many `?`
// as it has, and then a single star if it has any.
func ordered(pattern string) string {
	if !strings.Contains(pattern, "*?") && !strings.Contains(pattern, "**") {
		return pattern
	}
	b := make([]byte, 0, len(pattern))
	star := false
	for i := range len(pattern) {
		c := pattern[i]
		if c == '*' {
			star = true
			continue
		}
		if star && c != '?' {
			b = append(b, '*')
			star = false
		}
		b = append(b, c)
	}
	if star {
		b = append(b, '*')
	}
	return string(b)
}

// onlyStars reports whether a text is one star or more.
func onlyStars(s string) bool { return s != "" && strings.Trim(s, "*") == "" }

// widened returns a text with a star in the place of each policy variable, and of
// each escape. It takes all that the text can take.
func widened(text string) string { return replaceVariables(text, "*") }

// replaceVariables returns a text with another in the place of each policy variable,
// and of each escape.
func replaceVariables(text, other string) string {
	if !strings.Contains(text, "${") {
		return text
	}
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(text, "${")
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		b.WriteString(other)
		_, text, _ = strings.Cut(rest, "}")
	}
}

// mayBegin reports whether a pattern takes some text that begins with prefix.
func mayBegin(pattern, prefix string) bool {
	for prefix != "" {
		switch {
		case pattern == "":
			return false
		case pattern[0] == '*':
			return true // it takes the rest of prefix, and more text can follow
		case pattern[0] == '?':
			_, n := utf8.DecodeRuneInString(prefix)
			prefix = prefix[n:]
		case pattern[0] != prefix[0]:
			return false
		default:
			prefix = prefix[1:]
		}
		pattern = pattern[1:]
	}
	return true
}
