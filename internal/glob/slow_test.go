package glob

import (
	"slices"
	"testing"
	"unicode/utf8"
)

// A symbol is a character that stands for itself, or a wildcard.
type symbol struct {
	char string // empty for a wildcard
	star bool   // `*`; a wildcard that is none is `?`
}

// characters takes text apart as the package comment says: code points, and the
// bytes that are part of none.
func characters(text string) (chars []string) {
	for text != "" {
		_, n := utf8.DecodeRuneInString(text)
		chars = append(chars, text[:n])
		text = text[n:]
	}
	return chars
}

func literals(text string) (symbols []symbol) {
	for _, c := range characters(text) {
		symbols = append(symbols, symbol{char: c})
	}
	return symbols
}

func wilds(text string) (symbols []symbol) {
	for _, s := range literals(text) {
		switch s.char {
		case "*":
			s = symbol{star: true}
		case "?":
			s = symbol{}
		}
		symbols = append(symbols, s)
	}
	return symbols
}

// slowMatch is the judge of Match. After each symbol, fits[n] says whether the
// symbols so far match the first n characters.
func slowMatch(symbols []symbol, text string) bool {
	chars := characters(text)
	fits := make([]bool, len(chars)+1)
	fits[0] = true
	for _, s := range symbols {
		next := make([]bool, len(fits))
		for n := range fits {
			switch {
			case s.star:
				next[n] = fits[n] || n > 0 && next[n-1]
			case n > 0 && (s.char == "" || s.char == chars[n-1]):
				next[n] = fits[n-1]
			}
		}
		fits = next
	}
	return fits[len(chars)]
}

// words returns all texts of up to n letters.
func words(letters []string, n int) []string {
	all := []string{""}
	for longest := all; n > 0; n-- {
		var longer []string
		for _, w := range longest {
			for _, l := range letters {
				longer = append(longer, w+l)
			}
		}
		longest = longer
		all = slices.Concat(all, longer)
	}
	return all
}

func TestMatchAgreesWithTheSlowOneOnAllSmallPatterns(t *testing.T) {
	all := words([]string{"a", "b", "*", "?", "é"}, 4)
	for _, pattern := range all {
		p, symbols := Compile(pattern), wilds(pattern)
		for _, text := range all {
			if got, want := p.Match(text), slowMatch(symbols, text); got != want {
				t.Errorf("Compile(%q).Match(%q) = %v, want %v", pattern, text, got, want)
			}
		}
	}
}

// The letters are the two bytes of é, so that the texts hold é, its halves, and
// its halves in the wrong order.
func TestMatchAgreesWithTheSlowOneOnInvalidUTF8(t *testing.T) {
	texts := words([]string{"\xc3", "\xa9", "a"}, 5)
	for _, pattern := range words([]string{"\xc3", "\xa9", "a", "*", "?"}, 4) {
		p, symbols := Compile(pattern), wilds(pattern)
		for _, text := range texts {
			if got, want := p.Match(text), slowMatch(symbols, text); got != want {
				t.Errorf("Compile(%q).Match(%q) = %v, want %v", pattern, text, got, want)
			}
		}
	}
}

func TestMatch2GivesTheSameAnswerWhereverTheTextIsCut(t *testing.T) {
	patterns := words([]string{"a", "é", "\xc3", "*", "?"}, 3)
	texts := append(words([]string{"a", "é", "\xc3", "\xa9"}, 3), "a😀b", "😀😀", "\xf0\x9f\x98")
	for _, pattern := range patterns {
		for _, p := range []Pattern{Compile(pattern), CompileFold(pattern), Literal(pattern)} {
			for _, text := range texts {
				want := p.Match(text)
				for cut := range len(text) + 1 {
					if got := p.Match2(text[:cut], text[cut:], nil); got != want {
						t.Errorf("Match2(%q, %q) = %v for pattern %q (fold %v), want %v", text[:cut], text[cut:], got, pattern, p.fold, want)
					}
				}
			}
		}
	}
}
