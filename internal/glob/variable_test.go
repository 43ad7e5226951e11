package glob

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

func TestParseTextFindsVariables(t *testing.T) {
	name := func(key string) Variable { return Variable{Key: key} }
	withDefault := func(key, text string) Variable { return Variable{key, text, true} }
	for title, tt := range map[string]struct {
		text string
		want []Variable
	}{
		"text has none":                           {"ledger/*", nil},
		"a dollar sign is text":                   {"$5", nil},
		"braces are text":                         {"{aws:username}", nil},
		"a dollar sign apart from braces is text": {"$ {aws:username}", nil},
		"escapes are none":                        {"${*}${?}${$}", nil},
		"a variable by itself":                    {"${aws:username}", []Variable{name("aws:username")}},
		"a variable in text":                      {"a/${aws:username}/b", []Variable{name("aws:username")}},
		"variables in their order":                {"${aws:b}${aws:a}", []Variable{name("aws:b"), name("aws:a")}},
		"a variable that stands twice":            {"${aws:a}${aws:a}", []Variable{name("aws:a"), name("aws:a")}},
		"case is kept":                            {"${AWS:UserName}", []Variable{name("AWS:UserName")}},
		"a tag key may hold a slash":              {"${aws:PrincipalTag/cost-center}", []Variable{name("aws:PrincipalTag/cost-center")}},
		"a tag key may hold a colon":              {"${aws:PrincipalTag/a:b}", []Variable{name("aws:PrincipalTag/a:b")}},
		"a tag key may hold letters of the world": {"${aws:PrincipalTag/Straße}", []Variable{name("aws:PrincipalTag/Straße")}},
		"a default":                               {"${aws:PrincipalTag/team, 'company-wide'}", []Variable{withDefault("aws:PrincipalTag/team", "company-wide")}},
		"an empty default is one":                 {"${aws:a, ''}", []Variable{withDefault("aws:a", "")}},
		"a default may hold a comma":              {"${aws:a, 'b, c'}", []Variable{withDefault("aws:a", "b, c")}},
		"a default may hold a brace":              {"${aws:a, '}'}", []Variable{withDefault("aws:a", "}")}},
		"a default may hold what is no variable":  {"${aws:a, '${aws:b}'}", []Variable{withDefault("aws:a", "${aws:b}")}},
		"a default may hold a wildcard":           {"${aws:a, '*'}", []Variable{withDefault("aws:a", "*")}},
		"a dollar sign before a variable":         {"$${aws:a}", []Variable{name("aws:a")}},
		"a brace after a variable":                {"${aws:a}}", []Variable{name("aws:a")}},
	} {
		t.Run(title, func(t *testing.T) {
			p, _, err := ParseText(tt.text, true)
			require.NoError(t, err)
			if diff := cmp.Diff(tt.want, p.Variables()); diff != "" {
				t.Errorf("variables of %q (-want +got):\n%s", tt.text, diff)
			}
		})
	}
}

func TestParseTextTellsWhatIsWrongAndWhere(t *testing.T) {
	for name, tt := range map[string]struct {
		text string
		want error
		at   string // the text from the place of the fault on
	}{
		"a variable that is not closed":               {"a/${aws:username", ErrUnterminated, "${aws:username"},
		"a brace in quotes does not close":            {"${aws:a, '}", ErrUnterminated, "${aws:a, '}"},
		"nothing after the opening":                   {"ab${", ErrUnterminated, "${"},
		"no name":                                     {"ab${}", ErrEmptyName, "${}"},
		"the second of two":                           {"${aws:a}${}x", ErrEmptyName, "${}x"},
		"a fault after letters of several bytes":      {"éé${}", ErrEmptyName, "${}"},
		"a blank for a name":                          {"${ }", ErrName, "${ }"},
		"a blank before the name":                     {"${ aws:a}", ErrName, "${ aws:a}"},
		"a blank after the name":                      {"${aws:a }", ErrName, "${aws:a }"},
		"a tab in the name":                           {"${aws:a\tb}", ErrName, "${aws:a\tb}"},
		"a name without a colon":                      {"${username}", ErrName, "${username}"},
		"a name without a prefix":                     {"${:username}", ErrName, "${:username}"},
		"a prefix without a name":                     {"${aws:}", ErrName, "${aws:}"},
		"a variable in a variable":                    {"${aws:${aws:a}}", ErrName, "${aws:${aws:a}}"},
		"a wildcard in a name":                        {"${aws:*}", ErrName, "${aws:*}"},
		"two escapes in one":                          {"${**}", ErrName, "${**}"},
		"a star with a blank":                         {"${* }", ErrName, "${* }"},
		"a quote in a name":                           {"${aws:a'b'}", ErrName, "${aws:a'b'}"},
		"a comma and nothing":                         {"${aws:a,}", ErrDefault, "${aws:a,}"},
		"a default without a blank":                   {"${aws:a,'b'}", ErrDefault, "${aws:a,'b'}"},
		"a default after two blanks":                  {"${aws:a,  'b'}", ErrDefault, "${aws:a,  'b'}"},
		"a default without quotes":                    {"${aws:a, b}", ErrDefault, "${aws:a, b}"},
		"a default in double quotes":                  {`${aws:a, "b"}`, ErrDefault, `${aws:a, "b"}`},
		"a default with a doubled quote":              {"${aws:a, 'b''c'}", ErrDefault, "${aws:a, 'b''c'}"},
		"a blank after the default":                   {"${aws:a, 'b' }", ErrDefault, "${aws:a, 'b' }"},
		"a default that is a single quote":            {"${aws:a, '}", ErrUnterminated, "${aws:a, '}"},
		"a default without a name":                    {"${, 'b'}", ErrName, "${, 'b'}"},
		"the fault is named though text was sound":    {"*${aws:a, 'b'}?${x}", ErrName, "${x}"},
		"a variable of another language is no name":   {"${jwt.sub}", ErrName, "${jwt.sub}"},
		"a line end in a name":                        {"${aws:a\n}", ErrName, "${aws:a\n}"},
		"a name that is only closed by a later brace": {"${aws:a/${*}", ErrName, "${aws:a/${*}"},
	} {
		t.Run(name, func(t *testing.T) {
			_, offset, err := ParseText(tt.text, true)
			require.ErrorIs(t, err, tt.want)
			if diff := cmp.Diff(tt.at, tt.text[offset:]); diff != "" {
				t.Errorf("place of the fault (-want +got):\n%s", diff)
			}
		})
	}
}

func TestParsedTextMatches(t *testing.T) {
	for name, tt := range map[string]struct {
		pattern string
		values  []string
		text    string
		want    bool
	}{
		"a variable stands for its value":                    {"home/${aws:username}/*", []string{"jane"}, "home/jane/a", true},
		"a variable stands for nothing else":                 {"home/${aws:username}/*", []string{"jane"}, "home/mary/a", false},
		"a value is not the beginning of one":                {"home/${aws:username}", []string{"jan"}, "home/jane", false},
		"an empty value is a value":                          {"a${aws:b}c", []string{""}, "ac", true},
		"values are given in order":                          {"${a:a}/${b:b}", []string{"1", "2"}, "1/2", true},
		"values do not change places":                        {"${a:a}/${b:b}", []string{"1", "2"}, "2/1", false},
		"a star in a value is no wildcard":                   {"b/${aws:PrincipalTag/p}/*", []string{"*"}, "b/other/a", false},
		"a star in a value is a star":                        {"b/${aws:PrincipalTag/p}/*", []string{"*"}, "b/*/a", true},
		"a question mark in a value is none":                 {"b/${aws:PrincipalTag/p}", []string{"?"}, "b/a", false},
		"a variable in a value is none":                      {"${a:a}", []string{"${b:b}"}, "${b:b}", true},
		"a star before a variable finds its last place":      {"*${a:a}", []string{"ab"}, "abab", true},
		"a star goes on where a value almost fits":           {"*${a:a}c", []string{"ab"}, "ababc", true},
		"a value of invalid text is not half a letter":       {"${a:a}*", []string{"\xc3"}, "é", false},
		"two values are not joined to a letter":              {"${a:a}${b:b}", []string{"\xc3", "\xa9"}, "é", false},
		"a star by escape is a star":                         {"b/${*}", nil, "b/*", true},
		"a star by escape is no wildcard":                    {"b/${*}", nil, "b/anything", false},
		"a question mark by escape is one":                   {"b/${?}", nil, "b/?", true},
		"a question mark by escape is no wildcard":           {"b/${?}", nil, "b/a", false},
		"a dollar sign by escape is one":                     {"${$}5", nil, "$5", true},
		"an escaped dollar sign opens no variable":           {"${$}{aws:a}", nil, "${aws:a}", true},
		"stars on both sides of an escaped one":              {"*${*}*", nil, "a*b", true},
		"an escaped star between stars is wanted":            {"*${*}*", nil, "ab", false},
		"stars on both sides of a variable are two":          {"*${a:a}*", []string{"x"}, "axb", true},
		"a variable between stars is wanted":                 {"*${a:a}*", []string{"x"}, "ab", false},
		"a value across slashes and colons is taken as is":   {"b/${a:a}", []string{"x/y:z"}, "b/x/y:z", true},
		"the wildcards beside a variable are still such":     {"?${a:a}?", []string{"x"}, "axb", true},
		"a value that holds what the star took is not eaten": {"a*${a:a}", []string{"a"}, "a", false},
	} {
		t.Run(name, func(t *testing.T) {
			p, _, err := ParseText(tt.pattern, true)
			require.NoError(t, err)
			if got := p.Match(tt.text, tt.values...); got != tt.want {
				t.Errorf("%q with %q matches %q: %v, want %v", tt.pattern, tt.values, tt.text, got, tt.want)
			}
		})
	}
}

// Operators such as StringEquals know variables and no wildcards.
func TestParseTextWithoutWildcards(t *testing.T) {
	p, _, err := ParseText("a*?${aws:username}", false)
	require.NoError(t, err)
	for text, want := range map[string]bool{"a*?jane": true, "abcjane": false} {
		if got := p.Match(text, "jane"); got != want {
			t.Errorf("matches %q: %v, want %v", text, got, want)
		}
	}
}
