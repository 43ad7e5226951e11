package glob

import (
	"strings"
	"unicode/utf8"
)

// A Pattern is made ready once and matched many times. The zero Pattern
// matches only empty text.
type Pattern struct {
	tokens []token
	vars   []Variable
	fold   bool // ignores the case of ASCII letters
	equal  bool // has no wildcard and ignores the case of all letters
}

// A token is a piece of a pattern.
type token struct {
	kind kind
	text string // of a literal; in lower case in a folding pattern
	v    int    // of a variable: its place in Pattern.vars
}

type kind uint8

const (
	literal kind = iota
	anyRun       // `*`
	anyOne       // `?`
	variable
)

// Compile makes a pattern of text in which `*` and `?` are wildcards.
func Compile(text string) Pattern {
	var p Pattern
	p.addWild(text)
	return p
}

// CompileFold is Compile for a pattern that ignores the case of ASCII letters.
func CompileFold(text string) Pattern {
	p := Pattern{fold: true}
	p.addWild(lowerASCII(text))
	return p
}

// lowerASCII leaves other letters alone: the Kelvin sign is no k here.
func lowerASCII(s string) string {
	lower := []byte(s)
	for i, c := range lower {
		if 'A' <= c && c <= 'Z' {
			lower[i] = c + ('a' - 'A')
		}
	}
	return string(lower)
}

// Literal makes a pattern that matches text alone.
func Literal(text string) Pattern {
	var p Pattern
	p.addLiteral(text)
	return p
}

// Text returns the text that p matches, if it matches just one.
func (p *Pattern) Text() (text string, ok bool) {
	switch {
	case len(p.tokens) == 0:
		return "", true
	case len(p.tokens) == 1 && p.tokens[0].kind == literal && !p.fold && !p.equal:
		return p.tokens[0].text, true
	}
	return "", false
}

// Prefix returns the text with which all that p matches begins.
func (p *Pattern) Prefix() string {
	if len(p.tokens) == 0 || p.tokens[0].kind != literal {
		return ""
	}
	return p.tokens[0].text
}

// Variables returns the policy variables of p, in the order in which their
// values are to be given to Match. The slice is not to be changed.
func (p *Pattern) Variables() []Variable { return p.vars }

// MatchesAll reports whether p is one or more `*` and so matches any text.
func (p *Pattern) MatchesAll() bool {
	return len(p.tokens) == 1 && p.tokens[0].kind == anyRun
}

func (p *Pattern) addLiteral(text string) {
	if text == "" {
		return
	}
	if n := len(p.tokens); n > 0 && p.tokens[n-1].kind == literal {
		p.tokens[n-1].text += text
		return
	}
	p.tokens = append(p.tokens, token{kind: literal, text: text})
}

func (p *Pattern) addWild(text string) {
	for text != "" {
		i := strings.IndexAny(text, "*?")
		if i < 0 {
			p.addLiteral(text)
			return
		}
		p.addLiteral(text[:i])
		if text[i] == '?' {
			p.tokens = append(p.tokens, token{kind: anyOne})
		} else if n := len(p.tokens); n == 0 || p.tokens[n-1].kind != anyRun {
			// Stars in a row are one star.
			p.tokens = append(p.tokens, token{kind: anyRun})
		}
		text = text[i+1:]
	}
}

// Match reports whether p matches the whole of text. Values are those of
// p.Variables.
func (p *Pattern) Match(text string, values ...string) bool {
	return p.Match2(text, "", values)
}

// Match2 is Match for text in two pieces, which spares the caller from joining
// them.
func (p *Pattern) Match2(head, tail string, values []string) bool {
	if p.equal {
		return p.EqualFold(head, values)
	}
	s := subject{head, tail}
	end := s.len()
	pos, next := 0, 0
	// Where to go on when the tokens after the last star do not fit: the star
	// takes one more character. Stars before it need not be tried again, since
	// the last one can take all that they could have taken.
	star, starEnd := -1, 0
	for {
		switch {
		case next < len(p.tokens):
			t := &p.tokens[next]
			if t.kind == anyRun {
				next++
				if next == len(p.tokens) {
					return true
				}
				star, starEnd = next, pos
				continue
			}
			if n, ok := p.step(t, s, pos, values); ok {
				pos += n
				next++
				continue
			}
		case pos == end:
			return true
		}
		if star < 0 || starEnd == end {
			return false
		}
		starEnd += s.width(starEnd)
		pos, next = starEnd, star
	}
}

// step returns how many bytes of s at pos the token t takes, if it fits there.
func (p *Pattern) step(t *token, s subject, pos int, values []string) (n int, ok bool) {
	switch t.kind {
	case anyOne:
		return s.width(pos), pos < s.len()
	case variable:
		n, ok = len(values[t.v]), s.has(pos, values[t.v])
	default:
		n, ok = len(t.text), s.has(pos, t.text) || p.fold && s.hasFold(pos, t.text)
	}
	return n, ok && !s.splits(pos+n)
}

// A subject is the text to match, in two pieces.
type subject struct{ head, tail string }

func (s subject) len() int { return len(s.head) + len(s.tail) }

// width returns the length in bytes of the character at pos, 0 at the end.
func (s subject) width(pos int) int {
	rest := s.tail
	if pos < len(s.head) {
		rest = s.head[pos:]
		if !utf8.FullRuneInString(rest) {
			return widthAcross(rest, s.tail)
		}
	} else {
		rest = rest[pos-len(s.head):]
	}
	_, n := utf8.DecodeRuneInString(rest)
	return n
}

// widthAcross is width for a character that may lie in both pieces.
func widthAcross(head, tail string) int {
	var both [2 * utf8.UTFMax]byte
	n := copy(both[:utf8.UTFMax], head)
	n += copy(both[n:], tail)
	_, n = utf8.DecodeRune(both[:n])
	return n
}

// splits reports whether pos is within a character, where text that is no valid
// UTF-8 may end.
func (s subject) splits(pos int) bool {
	if pos == s.len() || utf8.RuneStart(s.at(pos)) {
		return false
	}
	for back := 1; back < utf8.UTFMax && back <= pos; back++ {
		if s.width(pos-back) > back {
			return true
		}
	}
	return false
}

func (s subject) at(pos int) byte {
	if pos < len(s.head) {
		return s.head[pos]
	}
	return s.tail[pos-len(s.head)]
}

// has reports whether text stands at pos.
func (s subject) has(pos int, text string) bool {
	if pos >= len(s.head) {
		return strings.HasPrefix(s.tail[pos-len(s.head):], text)
	}
	in := s.head[pos:]
	if len(text) <= len(in) {
		return in[:len(text)] == text
	}
	return text[:len(in)] == in && strings.HasPrefix(s.tail, text[len(in):])
}

// hasFold is has for text in lower case, without regard to the case of ASCII
// letters.
func (s subject) hasFold(pos int, text string) bool {
	if s.len()-pos < len(text) {
		return false
	}
	for i := range len(text) {
		c := s.at(pos + i)
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		if c != text[i] {
			return false
		}
	}
	return true
}
