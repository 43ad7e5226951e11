package glob

import (
	"unicode"
	"unicode/utf8"
)

// IgnoreCase returns p, which must hold no wildcard, as a pattern that matches
// as EqualFold does. It is matched against text in one piece.
func (p Pattern) IgnoreCase() Pattern {
	p.equal = true
	return p
}

// EqualFold reports whether p, which must hold no wildcard, equals text without
// regard to case, under simple Unicode folding as strings.EqualFold does it.
func (p *Pattern) EqualFold(text string, values []string) bool {
	for i := range p.tokens {
		t := &p.tokens[i]
		part := t.text
		if t.kind == variable {
			part = values[t.v]
		}
		n, ok := foldPrefix(text, part)
		if !ok {
			return false
		}
		text = text[n:]
	}
	return text == ""
}

// foldPrefix returns how many bytes of text equal prefix under folding. The
// lengths may differ: the Kelvin sign takes three bytes and folds to k.
func foldPrefix(text, prefix string) (n int, ok bool) {
	for prefix != "" {
		if n == len(text) {
			return 0, false
		}
		r, rn := utf8.DecodeRuneInString(prefix)
		s, sn := utf8.DecodeRuneInString(text[n:])
		if Fold(r) != Fold(s) || r == utf8.RuneError && prefix[:rn] != text[n:n+sn] {
			return 0, false
		}
		prefix = prefix[rn:]
		n += sn
	}
	return n, true
}

// Fold returns the one rune that stands for all that equal r under simple
// folding: the smallest, except that ASCII letters are taken in lower case.
func Fold(r rune) rune {
	if r < utf8.RuneSelf && r != 'k' && r != 's' && r != 'K' && r != 'S' {
		return unicode.ToLower(r)
	}
	least := r
	for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
		least = min(least, f)
	}
	if least < utf8.RuneSelf {
		// Of others not: lower case for İ is i, which does not equal it.
		least = unicode.ToLower(least)
	}
	return least
}
