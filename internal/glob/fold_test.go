package glob

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestEqualFold(t *testing.T) {
	for name, tt := range map[string]struct {
		pattern, text string
		want          bool
	}{
		"capitals do not count":                         {"PreProd", "preprod", true},
		"other letters count":                           {"preprod", "preprox", false},
		"a text that goes on is not equal":              {"pre", "prep", false},
		"a text that ends early is not equal":           {"prep", "pre", false},
		"no text equals no text":                        {"", "", true},
		"no text equals nothing else":                   {"", "a", false},
		"some text does not equal no text":              {"a", "", false},
		"letters of other scripts fold":                 {"ΣΊΣΥΦΟΣ", "σίσυφος", true},
		"the Kelvin sign is a k and longer":             {"\u212a", "k", true},
		"a k is a Kelvin sign and shorter":              {"kk", "\u212a\u212a", true},
		"the long s is an s":                            {"ſ", "S", true},
		"a sharp s is no double s":                      {"ß", "ss", false},
		"a capital sharp s is a sharp s":                {"ß", "ẞ", true},
		"a dotted capital I is no i":                    {"\u0130", "i", false},
		"a dotless i is no I":                           {"\u0131", "I", false},
		"an invalid byte is itself":                     {"a\xffb", "A\xffB", true},
		"an invalid byte is no other":                   {"\xff", "\xfe", false},
		"an invalid byte is no replacement character":   {"\xff", "\ufffd", false},
		"the replacement character is no invalid byte":  {"\ufffd", "\xff", false},
		"the replacement character is itself":           {"\ufffd", "\ufffd", true},
		"half a letter is not the letter":               {"\xc3", "é", false},
		"brackets and braces are not each other's case": {"[", "{", false},
		"at sign and backquote neither":                 {"@", "`", false},
	} {
		t.Run(name, func(t *testing.T) {
			p := Literal(tt.pattern)
			if got := p.EqualFold(tt.text, nil); got != tt.want {
				t.Errorf("%q equal to %q: %v, want %v", tt.pattern, tt.text, got, tt.want)
			}
			ignoring := p.IgnoreCase()
			if got := ignoring.Match(tt.text); got != tt.want {
				t.Errorf("%q ignoring case matches %q: %v, want %v", tt.pattern, tt.text, got, tt.want)
			}
		})
	}
}

func TestEqualFoldTakesVariables(t *testing.T) {
	p, _, err := ParseText("team-${aws:PrincipalTag/team}/${aws:username}", false)
	if err != nil {
		t.Fatal(err)
	}
	values := []string{"Yellow*", "JANE"}
	for text, want := range map[string]bool{
		"TEAM-yellow*/jane":  true,
		"TEAM-yellows/jane":  false,
		"TEAM-yellow*/jane/": false,
		"TEAM-yellow*/jan":   false,
		"yellow*/jane":       false,
		"team-jane":          false,
		"":                   false,
	} {
		if got := p.EqualFold(text, values); got != want {
			t.Errorf("equal to %q: %v, want %v", text, got, want)
		}
	}
}

// Every two characters fold alike just when Unicode says that they are equal
// but for case. The characters of one orbit are found by walking it.
func TestFoldIsTheSameForOneOrbitAlone(t *testing.T) {
	orbitOf := map[rune]rune{} // by what its members fold to, the least member
	for r := rune(0); r <= utf8.MaxRune; r++ {
		least := r
		for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
			least = min(least, f)
		}
		folded := Fold(r)
		if seen, ok := orbitOf[folded]; ok && seen != least {
			t.Errorf("%U and %U fold to %U and are not equal but for case", r, seen, folded)
		}
		if least != r && Fold(least) != folded {
			t.Errorf("%U folds to %U, and %U to %U; they are equal but for case", r, folded, least, Fold(least))
		}
		orbitOf[folded] = least
	}
}

func TestFoldTakesASCIILettersInLowerCase(t *testing.T) {
	for r := rune(0); r < utf8.RuneSelf; r++ {
		if got, want := Fold(r), unicode.ToLower(r); got != want {
			t.Errorf("Fold(%q) = %q, want %q", r, got, want)
		}
	}
}

func TestFoldingPatternKnowsASCIILettersAlone(t *testing.T) {
	for name, tt := range map[string]struct {
		pattern, text string
		want          bool
	}{
		"capitals in the pattern do not count":           {"S3:GetObject", "s3:getobject", true},
		"capitals in the text do not count":              {"s3:getobject", "S3:GETOBJECT", true},
		"the first and the last letter":                  {"AZaz", "azAZ", true},
		"wildcards are wildcards":                        {"s3:*Object", "S3:putOBJECT", true},
		"a question mark is one character":               {"s3:?etObject", "s3:GetObject", true},
		"a star does not lose the end":                   {"s3:*Object", "s3:PutObjectAcl", false},
		"other letters count":                            {"s3:GetObject", "s3:GetObjecs", false},
		"a text too short for the pattern is no match":   {"s3:getobject", "s3:get", false},
		"the Kelvin sign is no k":                        {"\u212a", "k", false},
		"a k is no Kelvin sign":                          {"k", "\u212a", false},
		"the long s is no s":                             {"ſ", "s", false},
		"letters of other scripts keep their case":       {"Σ", "σ", false},
		"an at sign is no backquote":                     {"@", "`", false},
		"a bracket is no brace":                          {"[", "{", false},
		"an invalid byte is itself":                      {"A\xff", "a\xff", true},
		"an invalid byte is no replacement character":    {"\xff", "\ufffd", false},
		"half a letter does not match the letter's half": {"\xc3*", "é", false},
	} {
		t.Run(name, func(t *testing.T) {
			p := CompileFold(tt.pattern)
			if got := p.Match(tt.text); got != tt.want {
				t.Errorf("CompileFold(%q).Match(%q) = %v, want %v", tt.pattern, tt.text, got, tt.want)
			}
		})
	}
}

// Without capitals in either, a folding pattern is one that knows case.
func TestFoldingPatternIsAPatternOfLowerCase(t *testing.T) {
	texts := words([]string{"a", "A", "é", "*"}, 4)
	for _, pattern := range words([]string{"a", "A", "*", "?"}, 4) {
		folding, plain := CompileFold(pattern), Compile(strings.ToLower(pattern))
		for _, text := range texts {
			if got, want := folding.Match(text), plain.Match(strings.ToLower(text)); got != want {
				t.Errorf("CompileFold(%q).Match(%q) = %v, want %v", pattern, text, got, want)
			}
		}
	}
}
