package glob

import (
	"strings"
	"unicode/utf8"
)

// A Pattern is made ready once and matched many times. The zero Pattern
// matches only empty text.
type Pattern struct {
	// text is that of a literal or, with its wildcards, of a pattern without policy
	// variables. Those that have some, or an escape beside a wildcard, are in parts.
	text  string
	parts *parts
	form  form
	fold  bool // ignores the case of ASCII letters
	equal bool // has no wildcard and ignores the case of all letters
}

// form says how the text of a pattern is matched.
type form uint8

const (
	exact  form = iota // it is the text alone
	prefix             // what begins with it; the star behind it is left out
	wild               // it may hold `*` and `?` anywhere
	parted             // it is in parts
)

// parts are the pieces of a pattern in order, and its variables.
type parts struct {
	tokens []token
	vars   []Variable
}

// A token is a piece of a pattern.
type token struct {
	kind kind
	text string // of a literal
	v    int    // of a variable: its place in parts.vars
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
	i := firstWild(text)
	switch {
	case i < 0:
		return Pattern{text: text}
	case strings.Trim(text[i:], "*") == "" && endsInCharacter(text[:i]):
		return Pattern{text: text[:i], form: prefix}
	}
	return Pattern{text: text, form: wild}
}

// firstWild returns where the first wildcard stands in text, or -1.
func firstWild(text string) int {
	for i := range len(text) {
		if text[i] == '*' || text[i] == '?' {
			return i
		}
	}
	return -1
}

// endsInCharacter reports whether text ends where a character does, whatever
// follows it.
func endsInCharacter(text string) bool {
	r, n := utf8.DecodeLastRuneInString(text)
	return r != utf8.RuneError || n != 1
}

// CompileFold is Compile for a pattern that ignores the case of ASCII letters.
func CompileFold(text string) Pattern {
	p := Compile(text)
	p.fold = true
	return p
}

// Literal makes a pattern that matches text alone.
func Literal(text string) Pattern { return Pattern{text: text} }

// Text returns the text that p matches, if it matches just one.
func (p *Pattern) Text() (text string, ok bool) {
	if p.form == exact && (p.text == "" || !p.fold && !p.equal) {
		return p.text, true
	}
	return "", false
}

// Prefix returns the text with which all that p matches begins, but for case if p
// ignores it.
func (p *Pattern) Prefix() string {
	switch {
	case p.form == exact || p.form == prefix:
		return p.text
	case p.form == wild:
		return p.text[:firstWild(p.text)]
	case p.parts.tokens[0].kind == literal:
		return p.parts.tokens[0].text
	}
	return ""
}

// Variables returns the policy variables of p, in the order in which their
// values are to be given to Match. The slice is not to be changed.
func (p *Pattern) Variables() []Variable {
	if p.form != parted {
		return nil
	}
	return p.parts.vars
}

// MatchesAll reports whether p is one or more `*` and so matches any text.
func (p *Pattern) MatchesAll() bool {
	return p.form == prefix && p.text == ""
}

// Match reports whether p matches the whole of text. Values are those of
// p.Variables.
func (p *Pattern) Match(text string, values ...string) bool {
	return p.Match2(text, "", values)
}

// Match2 is Match for text in two pieces, which spares the caller from joining
// them.
func (p *Pattern) Match2(head, tail string, values []string) bool {
	s := subject{head, tail}
	switch {
	case p.equal:
		return p.EqualFold(head, values)
	case p.form == exact:
		return s.len() == len(p.text) && p.stands(s, 0, p.text)
	case p.form == prefix:
		return p.stands(s, 0, p.text)
	}
	return p.matchParts(s, values)
}

// stands reports whether a literal of p stands at pos.
func (p *Pattern) stands(s subject, pos int, text string) bool {
	return s.has(pos, text) || p.fold && s.hasFold(pos, text)
}

// A place is where a match stands in a pattern: at a token, or at a byte of the
// text of one that has no tokens.
type place int

// next returns the token at a place and the place after it. At the end of the
// pattern, more is false.
func (p *Pattern) next(at place) (t token, after place, more bool) {
	if p.form == parted {
		if int(at) == len(p.parts.tokens) {
			return token{}, at, false
		}
		return p.parts.tokens[at], at + 1, true
	}
	rest := p.text[at:]
	switch {
	case rest == "":
		return token{}, at, false
	case rest[0] == '?':
		return token{kind: anyOne}, at + 1, true
	case rest[0] == '*':
		// Stars in a row are one star.
		n := 1
		for n < len(rest) && rest[n] == '*' {
			n++
		}
		return token{kind: anyRun}, at + place(n), true
	}
	n := firstWild(rest)
	if n < 0 {
		n = len(rest)
	}
	return token{kind: literal, text: rest[:n]}, at + place(n), true
}

func (p *Pattern) matchParts(s subject, values []string) bool {
	end := s.len()
	pos, at := 0, place(0)
	// Where to go on when the tokens after the last star do not fit: the star
	// takes one more character. Stars before it need not be tried again, since
	// the last one can take all that they could have taken.
	star, starEnd := place(-1), 0
	for {
		t, after, more := p.next(at)
		switch {
		case more && t.kind == anyRun:
			if _, _, more := p.next(after); !more {
				return true
			}
			at, star, starEnd = after, after, pos
			continue
		case more:
			if n, ok := p.step(&t, s, pos, values); ok {
				pos, at = pos+n, after
				continue
			}
		case pos == end:
			return true
		}
		if star < 0 || starEnd == end {
			return false
		}
		starEnd += s.width(starEnd)
		pos, at = starEnd, star
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
		n, ok = len(t.text), p.stands(s, pos, t.text)
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

// hasFold is has without regard to the case of ASCII letters: the Kelvin sign is no
// k here.
func (s subject) hasFold(pos int, text string) bool {
	if s.len()-pos < len(text) {
		return false
	}
	for i := range len(text) {
		if c := s.at(pos + i); c != text[i] && lowerASCII(c) != lowerASCII(text[i]) {
			return false
		}
	}
	return true
}

func lowerASCII(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		c += 'a' - 'A'
	}
	return c
}
