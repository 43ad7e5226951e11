package glob

import (
	"math/bits"
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
	if p.form == exact {
		n, ok := foldPrefix(text, p.text)
		return ok && n == len(text)
	}
	for i := range p.parts.tokens {
		t := &p.parts.tokens[i]
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

// HashFold returns a hash that does not depend on the case of ASCII letters. It is
// made to find a few names that are known beforehand, not to withstand those who
// choose names that collide: what looks names up must stay bounded without it.
func HashFold(s string) uint64 {
	const (
		factor = 0x9E3779B97F4A7C15
		lower  = 0x2020202020202020
	)
	h := uint64(len(s)) + 1
	if len(s) < 8 {
		var word uint64
		for i := range len(s) {
			word = word<<8 | uint64(s[i]|0x20)
		}
		return mix(h^word, factor)
	}
	rest := s
	for len(rest) > 8 {
		h = mix(h^(word(rest)|lower), factor)
		rest = rest[8:]
	}
	// The last eight bytes, of which some may have been taken before.
	return mix(h^(word(s[len(s)-8:])|lower), factor)
}

func mix(a, b uint64) uint64 {
	high, low := bits.Mul64(a, b)
	return high ^ low
}

// word returns the first eight bytes of s as a number.
func word(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}
