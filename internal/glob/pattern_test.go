package glob

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestMatch(t *testing.T) {
	for name, tt := range map[string]struct {
		pattern, text string
		want          bool
	}{
		// Text without wildcards is the whole text, byte for byte.
		"a pattern without wildcards matches itself":        {"ledger/a", "ledger/a", true},
		"a pattern is no prefix":                            {"ledger", "ledger/a", false},
		"a pattern is no suffix":                            {"a", "ledger/a", false},
		"the empty pattern matches empty text":              {"", "", true},
		"the empty pattern matches nothing else":            {"", "a", false},
		"case counts":                                       {"Ledger", "ledger", false},
		"a composed letter is not the same letter in two":   {"\u00e9", "e\u0301", false},
		"two slashes are not one":                           {"a/b", "a//b", false},
		"percent signs are not decoded":                     {"a%2Fb", "a/b", false},
		"a dollar sign and braces are text to Match":        {"${a:b}", "${a:b}", true},
		"a backslash escapes nothing":                       {`\*`, `\x`, true},
		"brackets are no character class":                   {"[ab]", "a", false},
		"a NUL is a character like others":                  {"a\x00b", "a\x00b", true},
		"a star in the text is no wildcard":                 {"ledger/a", "ledger/*", false},
		"a question mark in the text is no wildcard":        {"ledger/a", "ledger/?", false},
		"a star in the text is matched by a star":           {"*", "*", true},
		"a question mark in the text is matched by its own": {"?", "?", true},

		// A star is any run of characters, also none.
		"a star matches nothing at all":             {"a*b", "ab", true},
		"a star crosses slashes":                    {"ledger/*", "ledger/a/b", true},
		"a star crosses colons":                     {"ledger/*", "ledger/a:b", true},
		"a star crosses line ends":                  {"a*b", "a\r\nb", true},
		"a star by itself matches empty text":       {"*", "", true},
		"stars in a row are one":                    {"a***b", "ab", true},
		"a star at the end needs what precedes it":  {"ledger/*", "ledger", false},
		"a star at the start ends with the rest":    {"*/a", "ledger/b/a", true},
		"a star at the start does not reach beyond": {"*/a", "ledger/a/b", false},
		"the last of several places is found":       {"*ab", "abab", true},
		"a middle part may begin more than once":    {"*aab*", "aaab", true},
		"parts must not overlap":                    {"ab*ba", "aba", false},
		"two stars leave what is between in order":  {"*a*b*", "b a", false},
		"a star gives back what the end needs":      {"a*a", "aaaa", true},

		// A question mark is exactly one character.
		"a question mark is one character":             {"ledger/?", "ledger/a", true},
		"a question mark is not none":                  {"ledger/?", "ledger/", false},
		"a question mark is not two":                   {"ledger/?", "ledger/ab", false},
		"a question mark matches a slash":              {"a?b", "a/b", true},
		"question marks count":                         {"???", "abc", true},
		"a question mark after a star needs one":       {"*?", "", false},
		"a star after a question mark may have none":   {"?*", "a", true},
		"question marks around a star need two":        {"?*?", "a", false},
		"a question mark takes two bytes of a letter":  {"?", "é", true},
		"two question marks do not share a letter":     {"??", "é", false},
		"a question mark takes four bytes of an emoji": {"a?b", "a😀b", true},
		"a question mark takes one mark of a letter":   {"?", "e\u0301", false},
		"a question mark takes an invalid byte":        {"a?b", "a\xffb", true},
		"each invalid byte is a character":             {"??", "\xff\xfe", true},
		"half a letter is a character":                 {"?", "\xc3", true},
		"the replacement character is one character":   {"?", "\ufffd", true},
		"an overlong slash is two characters":          {"??", "\xc0\xaf", true},
		"a half of a surrogate pair is three":          {"???", "\xed\xa0\x80", true},

		// Invalid UTF-8 is compared byte by byte, and never with half a letter.
		"an invalid byte matches itself":               {"\xff", "\xff", true},
		"an invalid byte is not the replacement":       {"\xff", "\ufffd", false},
		"the replacement is no invalid byte":           {"\ufffd", "\xff", false},
		"a byte is not the first half of a letter":     {"\xc3*", "é", false},
		"a byte and a wildcard are not a letter":       {"\xc3?", "é", false},
		"a byte is not the second half of a letter":    {"*\xa9", "é", false},
		"a later place is found after half a letter":   {"*\xc3*\xa9x", "\xc3é\xa9x", true},
		"halves of two letters are not what stars fit": {"*\xc3*\xa9x", "ééx", false},
	} {
		t.Run(name, func(t *testing.T) {
			p := Compile(tt.pattern)
			if got := p.Match(tt.text); got != tt.want {
				t.Errorf("Compile(%q).Match(%q) = %v, want %v", tt.pattern, tt.text, got, tt.want)
			}
		})
	}
}

// A pattern of many stars is the classic way to stall a matcher that
// backtracks; it would take longer than the universe here.
func TestMatchFinishesOnHardPatterns(t *testing.T) {
	hard := Compile(strings.Repeat("*a", 10_000))
	if hard.Match(strings.Repeat("a", 1000)) {
		t.Error("ten thousand letters were found in a thousand")
	}
	nearly := Compile(strings.Repeat("*a", 500) + "b")
	if nearly.Match(strings.Repeat("a", 1000)) {
		t.Error("a b was found where there is none")
	}
	if !hard.Match(strings.Repeat("a", 10_000)) {
		t.Error("ten thousand letters were not found in ten thousand")
	}
}

func TestZeroPatternMatchesOnlyEmptyText(t *testing.T) {
	var zero Pattern
	if !zero.Match("") || zero.Match("a") {
		t.Errorf("zero Pattern: matches empty text %v, matches a %v; want true, false", zero.Match(""), zero.Match("a"))
	}
}

func TestLiteralKnowsNoWildcards(t *testing.T) {
	p := Literal("a*?")
	for text, want := range map[string]bool{"a*?": true, "abc": false, "a*": false} {
		if got := p.Match(text); got != want {
			t.Errorf("Literal(a*?).Match(%q) = %v, want %v", text, got, want)
		}
	}
}

// What a caller may learn of a pattern without matching.
type nature struct {
	Text       string
	One        bool
	Prefix     string
	MatchesAll bool
}

func natureOf(p Pattern) nature {
	text, one := p.Text()
	return nature{text, one, p.Prefix(), p.MatchesAll()}
}

func TestNature(t *testing.T) {
	parsed := func(text string) Pattern {
		p, _, err := ParseText(text, true)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	for name, tt := range map[string]struct {
		pattern Pattern
		want    nature
	}{
		"text is one text and its own prefix":       {Compile("abc"), nature{"abc", true, "abc", false}},
		"no text is the one empty text":             {Compile(""), nature{"", true, "", false}},
		"a star matches all":                        {Compile("*"), nature{MatchesAll: true}},
		"stars match all":                           {Compile("***"), nature{MatchesAll: true}},
		"a question mark does not match all":        {Compile("?"), nature{}},
		"a star and a question mark need one":       {Compile("*?"), nature{}},
		"text before a wildcard is the prefix":      {Compile("ab*c"), nature{Prefix: "ab"}},
		"text after a wildcard is no prefix":        {Compile("*ab"), nature{}},
		"literal wildcards are one text":            {Literal("a*"), nature{"a*", true, "a*", false}},
		"a folding pattern has more than one text":  {CompileFold("Ab"), nature{Prefix: "Ab"}},
		"text in any case is more than one":         {Literal("a").IgnoreCase(), nature{Prefix: "a"}},
		"escapes are text":                          {parsed("a${*}b"), nature{"a*b", true, "a*b", false}},
		"a variable ends the prefix":                {parsed("a/${aws:username}"), nature{Prefix: "a/"}},
		"a variable is not one text":                {parsed("${aws:username}"), nature{}},
		"a star from a variable's side is not all":  {parsed("*${aws:username}"), nature{}},
		"an escaped star matches not all":           {parsed("${*}"), nature{"*", true, "*", false}},
		"the zero pattern has the one text nothing": {Pattern{}, nature{"", true, "", false}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, natureOf(tt.pattern)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestMatchDoesNotAllocate(t *testing.T) {
	p, _, err := ParseText("ledger/*/${aws:username}/?é*", true)
	if err != nil {
		t.Fatal(err)
	}
	values := []string{"jane"}
	matched := false
	n := testing.AllocsPerRun(100, func() { matched = p.Match2("ledger/2025/ja", "ne/xé", values) })
	if !matched || n != 0 {
		t.Errorf("matched %v with %v allocations, want true with none", matched, n)
	}
}
