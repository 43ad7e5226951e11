package lint

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestCoversTellsWhatPatternsTake(t *testing.T) {
	for name, tt := range map[string]struct {
		pattern, other string
		want           bool
	}{
		"a star takes all":                           {"*", "a?b*", true},
		"a text takes itself":                        {"ab", "ab", true},
		"and no other":                               {"ab", "ac", false},
		"a beginning takes a longer beginning":       {"a*", "ab*", true},
		"a beginning takes what has a middle":        {"a*", "a*b", true},
		"what has a middle does not take the rest":   {"a*b", "a*", false},
		"a middle may be anywhere":                   {"a*c*e", "abcde", true},
		"a question mark takes one":                  {"a?c", "abc", true},
		"a question mark takes no star":              {"a?c", "a*c", false},
		"a star takes a question mark":               {"a*c", "a?c", true},
		"a text takes no question mark":              {"abc", "a?c", false},
		"the order of wildcards does not count":      {"*?", "?*", true},
		"nor how many stars":                         {"a**b", "a*b", true},
		"a star and question marks take more":        {"?*", "???*", true},
		"fewer than they need they do not":           {"??*", "?*", false},
		"nor the empty text":                         {"?*", "*", false},
		"a character of several bytes is one":        {"a?", "aé", true},
		"stars go on after a character of several":   {"*x", "ééx", true},
		"case counts":                                {"A*", "ab", false},
		"nothing takes nothing":                      {"", "", true},
		"nothing takes no more":                      {"", "*", false},
		"a star at the end takes nothing as well":    {"ab*", "ab", true},
		"a star in both, with other ends":            {"*a", "*b", false},
		"a star goes back when it took too little":   {"*ab", "aab", true},
		"a star in the other can be no letter":       {"*a*", "*", false},
		"what it cannot tell it does not claim":      {"?*", "*a", false},
		"a star of the other before what the one is": {"a*b", "*b", false},
	} {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, tt.want, covers(tt.pattern, tt.other, false), "%q covers %q", tt.pattern, tt.other)
		})
	}
	require.True(t, covers("S3:get*", "s3:GetObject", true), "fold leaves case out of account")
	require.False(t, covers("\u212A", "k", true), "the Kelvin sign is no k")
}

// Of all short patterns: what one covers takes no text that it does not.
func TestCoversClaimsNothingFalse(t *testing.T) {
	patterns, texts := words("ab*?", 4), words("abc", 5)
	takes := make([][]bool, len(patterns))
	for i, p := range patterns {
		takes[i] = make([]bool, len(texts))
		for j, text := range texts {
			takes[i][j] = matches(p, text)
		}
	}
	claimed := 0
	for i, p := range patterns {
		for k, q := range patterns {
			if !covers(p, q, false) {
				continue
			}
			claimed++
			for j := range texts {
				if takes[k][j] && !takes[i][j] {
					t.Fatalf("%q is said to cover %q, which takes %q", p, q, texts[j])
				}
			}
		}
	}
	require.Greater(t, claimed, 10*len(patterns))
}

// words returns all texts over an alphabet, up to a length.
func words(alphabet string, length int) []string {
	all := []string{""}
	for begin := 0; length > 0; length-- {
		end := len(all)
		for _, w := range all[begin:end] {
			for _, c := range alphabet {
				all = append(all, w+string(c))
			}
		}
		begin = end
	}
	return all
}

func TestMayBeginTellsWhetherSomeTextDoes(t *testing.T) {
	texts := words("ab/", 6)
	for _, pattern := range words("ab/*?", 4) {
		for _, prefix := range []string{"a/", "ab/", "b"} {
			want := false
			for _, text := range texts {
				want = want || len(text) >= len(prefix) && text[:len(prefix)] == prefix && matches(pattern, text)
			}
			// With six characters, all that these patterns can begin with is tried.
			require.Equal(t, want, mayBegin(pattern, prefix), "%q and texts that begin with %q", pattern, prefix)
		}
	}
}

func TestWidenedTakesAllThatAVariableMayBe(t *testing.T) {
	for text, want := range map[string]string{
		"a/*": "a/*", "a/${aws:userid}/b": "a/*/b", "${a:b}${c:d}": "**", "a${*}": "a*", "a${b": "a*", "": "", "${": "*", "a}": "a}",
	} {
		require.Equal(t, want, widened(text), text)
	}
}
