package condition

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/internal/glob"
)

func TestVariablesInText(t *testing.T) {
	const team = "StringEquals x:y = ${aws:PrincipalTag/team, 'company-wide'}"
	checkDecided(t, map[string]decided{
		"a variable in other letters":                  {"StringEquals x:y = ${AWS:UserName}", "aws:username = jane & x:y = jane", True},
		"a tag's variable in other letters":            {"StringEquals x:y = ${aws:principaltag/TEAM}", "aws:PrincipalTag/team = a & x:y = a", True},
		"the value's case counts":                      {"StringEquals x:y = ${aws:username}", "aws:username = Jane & x:y = jane", False},
		"but not to who ignores case":                  {"StringEqualsIgnoreCase x:y = ${aws:username}", "aws:username = Jane & x:y = jANE", True},
		"a star in the value is no wildcard":           {"StringLike x:y = ${x:z}", "x:z = * & x:y = a", False},
		"a star in the value is a star":                {"StringLike x:y = ${x:z}", "x:z = * & x:y = *", True},
		"an empty value is a value":                    {"StringEquals x:y = a${x:z}", `x:z = "" & x:y = a`, True},
		"a default for an absent key":                  {team, "x:y = company-wide", True},
		"no default for a key that is there":           {team, "aws:PrincipalTag/team = yellow & x:y = company-wide", False},
		"the value of a key that is there":             {team, "aws:PrincipalTag/team = yellow & x:y = yellow", True},
		"an empty value is not absent":                 {team, `aws:PrincipalTag/team = "" & x:y = company-wide`, False},
		"an empty default":                             {"StringEquals x:y = a${x:z, ''}", "x:y = a", True},
		"a star in a default is no wildcard":           {"StringLike x:y = ${x:z, '*'}", "x:y = a", False},
		"a variable in a default is text":              {"StringEquals x:y = ${x:z, '${x:w}'}", "x:w = a & x:y = ${x:w}", True},
		"a default for one, a value for another":       {"StringEquals x:y = ${x:a, 'A'}${x:b}", "x:b = B & x:y = AB", True},
		"no value for one is none for all":             {"StringEquals x:y = ${x:a, 'A'}${x:b}", "x:y = A", False},
		"no value counts before doubt":                 {"StringEquals x:y = ${x:a}${x:b}", "x:a = 1 | 2 & x:y = A", False},
		"a variable of several values is in doubt":     {"StringEquals x:y = ${x:z}", "x:z = a | b & x:y = a", Unknown},
		"a default does not help against doubt":        {"StringEquals x:y = ${x:z, 'a'}", "x:z = a | b & x:y = a", Unknown},
		"an invalid byte in a value is in doubt":       {"StringEquals x:y = ${x:z}", "x:z = \xff & x:y = \xff", Unknown},
		"a match makes up for doubt":                   {"StringEquals x:y = ${x:z} | a", "x:z = a | b & x:y = a", True},
		"no match leaves it":                           {"StringEquals x:y = ${x:z} | a", "x:z = a | b & x:y = c", Unknown},
		"a negation leaves it":                         {"StringNotEquals x:y = ${x:z}", "x:z = a | b & x:y = a", Unknown},
		"a match decides a negation in doubt":          {"StringNotEquals x:y = ${x:z} | a", "x:z = a | b & x:y = a", False},
		"a missing value beside a match is doubt":      {"StringEquals x:y = ${x:z} | a", "x:y = a", Unknown},
		"whichever stands first":                       {"StringEquals x:y = a | ${x:z}", "x:y = a", Unknown},
		"a missing value beside no match is none":      {"StringEquals x:y = ${x:z} | a", "x:y = b", False},
		"a missing value in a negation does not count": {"StringNotEquals x:y = ${x:z} | a", "x:y = b", True},
		"beside a match in a negation it does not":     {"StringNotEquals x:y = ${x:z} | a", "x:y = a", False},
		"a missing value beside doubt is doubt":        {"StringEquals x:y = ${x:z} | ${x:w}", "x:w = a | b & x:y = a", Unknown},
		"a missing value without regard to case":       {"StringEqualsIgnoreCase x:y = ${x:z} | A", "x:y = a", Unknown},
		"doubt without regard to case":                 {"StringEqualsIgnoreCase x:y = ${x:z}", "x:z = a | b & x:y = a", Unknown},
		"a variable may be the key itself":             {"StringEquals x:y = ${x:y}", "x:y = a", True},
		"the key's own absence comes first":            {"StringNotEquals x:y = ${x:z}", "x:z = a | b", True},
		"a variable in each of a set":                  {"ForAllValues:StringEquals x:y = ${x:z} | b", "x:z = a & x:y = a | b", True},
		"a missing value in each of a set":             {"ForAllValues:StringEquals x:y = ${x:z} | b", "x:y = b | b", Unknown},
		"a missing value in any of a set":              {"ForAnyValue:StringNotEquals x:y = ${x:z}", "x:y = a | b", True},
	})
}

func TestVariablesThatNobodyRecordedAreInDoubt(t *testing.T) {
	for name, values := range map[string][]string{
		"alone": {"${x:z}"}, "with a default": {"${x:z, 'a'}"}, "in text": {"a${x:z}"}, "where nothing else matches": {"${x:z}", "b"},
	} {
		t.Run(name, func(t *testing.T) {
			test := newTest(t, "StringEquals", "x:y", values...)
			if got := test.Holds(NewContext(String("x:y", "a"), Unrecorded("x:z"))); got != Unknown {
				t.Errorf("%q is %v, want unknown", values, got)
			}
		})
	}
}

func TestVariablesAreTextBefore2012(t *testing.T) {
	ctx := func(value string) Context { return NewContext(String("aws:username", "jane"), String("x:y", value)) }
	for name, tt := range map[string]struct {
		op, value, request string
		want               Truth
	}{
		"a variable is not filled in":          {"StringEquals", "${aws:username}", "jane", False},
		"a variable is its own text":           {"StringEquals", "${aws:username}", "${aws:username}", True},
		"an escape is its own text":            {"StringEquals", "${$}", "${$}", True},
		"an escape's star is a wildcard":       {"StringLike", "${*}", "${anything}", True},
		"a star is no wildcard to all":         {"StringEquals", "a*", "ab", False},
		"a star is one to StringLike":          {"StringLike", "a*", "ab", True},
		"what cannot be read needs no reading": {"StringEquals", "${", "${", True},
	} {
		t.Run(name, func(t *testing.T) {
			test, err := NewTest(Language2008, operator(t, tt.op), "x:y", tt.value)
			require.NoError(t, err)
			if got := test.Holds(ctx(tt.request)); got != tt.want {
				t.Errorf("%s %s with %s is %v, want %v", tt.op, tt.value, tt.request, got, tt.want)
			}
		})
	}
}

// The part of a resource after its fifth colon is matched in the two pieces that
// an ARN has. Worked cases of policy-language.md, section 8.
func TestPatternMatch(t *testing.T) {
	const (
		home = "b/${aws:username}/*"
		team = "b-${aws:PrincipalTag/team, 'company-wide'}"
	)
	for name, tt := range map[string]struct {
		source     int // number of the case, 0 for none
		language   Language
		pattern    string
		context    string
		head, tail string
		want       Truth
	}{
		"a user's folder":                      {51, Language2012, home, "aws:username = david", "b/", "david/a", True},
		"a role has no name":                   {52, Language2012, home, "", "b/", "david/a", False},
		"nor one to be left out by":            {53, Language2012, home, "", "b/", "x", False},
		"a default":                            {54, Language2012, team, "", "b-company-wide", "", True},
		"a tag":                                {55, Language2012, team, "aws:PrincipalTag/team = yellow", "b-yellow", "", True},
		"a tag and no default":                 {56, Language2012, team, "aws:PrincipalTag/team = yellow", "b-company-wide", "", False},
		"a variable of 2008 is text":           {57, Language2008, home, "aws:username = david", "b/", "david/a", False},
		"a variable of no version is text":     {59, Language2008, home, "aws:username = david", "b/", "${aws:username}/a", True},
		"a star in a tag is no wildcard":       {60, Language2012, "b/${aws:PrincipalTag/p}/*", "aws:PrincipalTag/p = *", "b/", "other/a", False},
		"an escaped star is no wildcard":       {61, Language2012, "b/${*}", "", "b/", "anything", False},
		"an escaped star is one":               {61, Language2012, "b/${*}", "", "b/", "*", True},
		"a variable may be all":                {62, Language2012, "${aws:username}", "aws:username = jane", "jane", "", True},
		"a value across both pieces":           {0, Language2012, "${aws:username}", "aws:username = b/david", "b/", "david", True},
		"a tag of several values is in doubt":  {0, Language2012, team, "aws:PrincipalTag/team = a | b", "b-a", "", Unknown},
		"no variable, no question of a value":  {0, Language2012, "b/*", "", "b/", "k", True},
		"wildcards without variables are such": {0, Language2008, "b/?", "", "b/", "kk", False},
	} {
		t.Run(name, func(t *testing.T) {
			p, err := ParsePattern(tt.language, tt.pattern)
			require.NoError(t, err)
			if got := p.Match(request(t, tt.context), tt.head, tt.tail); got != tt.want {
				t.Errorf("policy-language.md case %d: %s matches %s%s: %v, want %v", tt.source, tt.pattern, tt.head, tt.tail, got, tt.want)
			}
		})
	}
}

func TestLiteralPatterns(t *testing.T) {
	type literal struct {
		text string
		ok   bool
	}
	for name, tt := range map[string]struct {
		language Language
		pattern  string
		want     literal
	}{
		"text is one text":                {Language2012, "b/k", literal{"b/k", true}},
		"an escape is the text it means":  {Language2012, "b/${*}", literal{"b/*", true}},
		"a wildcard is more than one":     {Language2012, "b/*", literal{"", false}},
		"a variable is not known":         {Language2012, "${aws:username}", literal{"", false}},
		"a variable of 2008 is one text":  {Language2008, "${aws:username}", literal{"${aws:username}", true}},
		"an escaped star of 2008 is more": {Language2008, "${*}", literal{"", false}},
	} {
		t.Run(name, func(t *testing.T) {
			p, err := ParsePattern(tt.language, tt.pattern)
			require.NoError(t, err)
			if text, ok := p.Literal(); (literal{text, ok}) != tt.want {
				t.Errorf("literal of %s is %q, %v; want %+v", tt.pattern, text, ok, tt.want)
			}
		})
	}
}

// More variables than have room on the stack take an allocation and no harm.
func TestTextOfManyVariables(t *testing.T) {
	var text, want strings.Builder
	var attrs []Attr
	for i := range 3 * maxOnStack {
		fmt.Fprintf(&text, "/${x:k%d}", i)
		fmt.Fprintf(&want, "/v%d", i)
		attrs = append(attrs, String(Key(fmt.Sprintf("x:k%d", i)), fmt.Sprintf("v%d", i)))
	}
	test := newTest(t, "StringEquals", "x:y", text.String())
	for value, want := range map[string]Truth{want.String(): True, want.String() + "/": False} {
		if got := test.Holds(NewContext(append(attrs, String("x:y", value))...)); got != want {
			t.Errorf("%s is %v, want %v", value, got, want)
		}
	}
}

// Nor does it matter to what is missing or in doubt.
func TestTextOfManyVariablesOfWhichOneHasNoValue(t *testing.T) {
	var text strings.Builder
	var attrs []Attr
	for i := range 3 * maxOnStack {
		fmt.Fprintf(&text, "${x:k%d}", i)
		attrs = append(attrs, String(Key(fmt.Sprintf("x:k%d", i)), "v"))
	}
	attrs = append(attrs, String("x:y", strings.Repeat("v", 3*maxOnStack)))
	for _, i := range []int{0, maxOnStack - 1, maxOnStack, 3*maxOnStack - 1} {
		key := Key(fmt.Sprintf("x:k%d", i))
		for name, tt := range map[string]struct {
			attr          Attr
			equals        Truth
			notEquals     Truth
			equalsOrOther Truth
		}{
			"a value":          {String(key, "v"), True, False, True},
			"another value":    {String(key, "w"), False, True, True},
			"a missing value":  {Strings(key), False, True, Unknown},
			"a value in doubt": {Unrecorded(key), Unknown, Unknown, True},
			"several values":   {Strings(key, "v", "v"), Unknown, Unknown, True},
		} {
			ctx := NewContext(attrs...).With(tt.attr)
			equals, notEquals := newTest(t, "StringEquals", "x:y", text.String()), newTest(t, "StringNotEquals", "x:y", text.String())
			other := newTest(t, "StringEquals", "x:y", text.String(), strings.Repeat("v", 3*maxOnStack))
			want := []Truth{tt.equals, tt.notEquals, tt.equalsOrOther}
			if diff := cmp.Diff(want, []Truth{equals.Holds(ctx), notEquals.Holds(ctx), other.Holds(ctx)}); diff != "" {
				t.Errorf("%s of %s: equals, not equals, equals or matches another (-want +got):\n%s", name, key, diff)
			}
		}
	}
}

func TestVariablesThatCannotBeRead(t *testing.T) {
	for text, want := range map[string]error{
		"${": glob.ErrUnterminated, "${}": glob.ErrEmptyName, "${username}": glob.ErrName, "${aws:username,'a'}": glob.ErrDefault,
	} {
		for _, op := range []string{"StringEquals", "StringLike", "StringEqualsIgnoreCase", "ArnLike", "Bool"} {
			_, err := NewTest(Language2012, operator(t, op), "x:y", text)
			require.ErrorIs(t, err, want)
		}
		_, err := ParsePattern(Language2012, text)
		require.ErrorIs(t, err, want)
	}
}
