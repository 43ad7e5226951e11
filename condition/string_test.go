package condition

import (
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestTextIsCompared(t *testing.T) {
	checkDecided(t, map[string]decided{
		// Equal is equal, by code points.
		"empty text is equal to itself":               {`StringEquals x:y = ""`, `x:y = ""`, True},
		"empty text is not an absent key":             {`StringEquals x:y = ""`, "", False},
		"a blank counts":                              {"StringEquals x:y = a", "x:y = a ", False},
		"a beginning is not equal":                    {"StringEquals x:y = ab", "x:y = a", False},
		"a question mark is no wildcard":              {"StringEquals x:y = ?", "x:y = a", False},
		"a question mark is one":                      {"StringEquals x:y = ?", "x:y = ?", True},
		"composed letters are not taken apart":        {"StringEquals x:y = é", "x:y = e\u0301", False},
		"an invalid byte is equal to itself":          {"StringEquals x:y = \xff", "x:y = \xff", True},
		"an invalid byte is no replacement character": {"StringEquals x:y = \ufffd", "x:y = \xff", False},
		"true is compared as its text":                {"StringEquals x:y = true", "x:y = True", False},
		"a number is compared as its text":            {"StringEquals x:y = 1.0", "x:y = 1", False},
		"an address is compared as its text":          {"StringEquals x:y = 10.0.0.1", "x:y = 010.0.0.1", False},

		// IAM does not say which of two keys counts that differ in case alone.
		"a key that is given twice is in doubt":          {"StringEquals x:y = a", "x:y = a & X:Y = b", Unknown},
		"a key that is given twice the same is too":      {"StringNotEqualsIfExists x:y = a", "x:y = b & X:Y = b", Unknown},
		"a variable of a key that is given twice is too": {"StringEquals x:y = ${x:z}", "x:y = a & x:z = a & x:Z = a", Unknown},
		"a set does not help":                            {"ForAnyValue:StringEquals x:y = a", "x:y = a & X:Y = a", Unknown},

		// Without regard to case, by simple folding.
		"letters of other scripts fold":          {"StringEqualsIgnoreCase x:y = ΣΊΣΥΦΟΣ", "x:y = σίσυφος", True},
		"the Kelvin sign is a k":                 {"StringEqualsIgnoreCase x:y = k", "x:y = \u212a", True},
		"a dotted capital I is no i":             {"StringEqualsIgnoreCase x:y = istanbul", "x:y = İstanbul", False},
		"a sharp s is no double s":               {"StringEqualsIgnoreCase x:y = strasse", "x:y = straße", False},
		"a star is a star to it":                 {"StringEqualsIgnoreCase x:y = A*", "x:y = a*", True},
		"a star is not left out either":          {"StringEqualsIgnoreCase x:y = A*", "x:y = a", False},
		"a star is no wildcard to it":            {"StringEqualsIgnoreCase x:y = A*", "x:y = ab", False},
		"no other case is equal to none of them": {"StringNotEqualsIgnoreCase x:y = a | b", "x:y = B", False},
		"other text is equal to none of them":    {"StringNotEqualsIgnoreCase x:y = a | b", "x:y = C", True},

		// With wildcards, of the whole text.
		"a star takes empty text":                     {"StringLike x:y = *", `x:y = ""`, True},
		"a star needs a key":                          {"StringLike x:y = *", "", False},
		"a star crosses everything":                   {"StringLike x:y = a*b", "x:y = a/:\n b", True},
		"case counts":                                 {"StringLike x:y = A*", "x:y = ab", False},
		"a question mark takes a letter of the world": {"StringLike x:y = ?", "x:y = é", True},
		"a wildcard in the request is text":           {"StringLike x:y = ab", "x:y = a*", False},
		"no pattern is like it":                       {"StringNotLike x:y = a* | b*", "x:y = c", True},
		"one of the patterns is like it":              {"StringNotLike x:y = a* | b*", "x:y = bc", False},
		"an ARN is text, and a star crosses colons":   {"StringLike x:y = arn:aws:s3:*", "x:y = arn:aws:s3:us-west-2:123456789012:accesspoint/a", True},
	})
}

// S3's walkthrough relies on an empty prefix being there. A page says of the set
// operators that empty text counts as no value at all.
func TestEmptyTextInSets(t *testing.T) {
	checkDecided(t, map[string]decided{
		"empty text that matches is no matter of doubt":     {`ForAllValues:StringEquals x:y = ""`, `x:y = ""`, True},
		"empty text that does not match is in doubt":        {"ForAllValues:StringEquals x:y = a", `x:y = ""`, Unknown},
		"empty text that a negation bars is in doubt":       {`ForAllValues:StringNotEquals x:y = ""`, `x:y = ""`, Unknown},
		"empty text that a negation lets pass is not":       {"ForAllValues:StringNotEquals x:y = a", `x:y = ""`, True},
		"empty text among others is compared":               {"ForAllValues:StringEquals x:y = a", `x:y = "" | a`, False},
		"two empty texts are compared":                      {"ForAllValues:StringEquals x:y = a", `x:y = "" | ""`, False},
		"with IfExists it is in doubt too":                  {"ForAllValues:StringEqualsIfExists x:y = a", `x:y = ""`, Unknown},
		"ForAnyValue compares it":                           {"ForAnyValue:StringEquals x:y = a", `x:y = ""`, False},
		"ForAnyValue compares it in a negation":             {"ForAnyValue:StringNotEquals x:y = a", `x:y = ""`, True},
		"one doubtful value does not make up for a bad one": {"ForAllValues:NumericEquals x:y = 1", "x:y = a | 2", False},
		"a doubtful value among good ones is doubt":         {"ForAllValues:NumericEquals x:y = 1", "x:y = a | 1", Unknown},
		"a good value makes up for a doubtful one in any":   {"ForAnyValue:NumericEquals x:y = 1", "x:y = a | 1", True},
		"a bad value leaves the doubt in any":               {"ForAnyValue:NumericEquals x:y = 1", "x:y = a | 2", Unknown},
	})
}

// Long lists are searched, short ones gone through.
func TestStringEqualsFindsEachOfItsValuesAndNoOther(t *testing.T) {
	for n := 1; n <= 3*fewLiterals; n++ {
		var values []string
		for i := range n {
			values = append(values, strconv.Itoa((2*i+7)%(2*n)*3))
		}
		for _, op := range []Operator{{base: stringEquals}, {base: stringLike}} {
			test, err := NewTest(Language2012, op, SourceVPC, values...)
			require.NoError(t, err)
			for i := range 6*n + 1 {
				value := strconv.Itoa(i)
				want := truth(slices.Contains(values, value))
				if got := test.Holds(NewContext(String(SourceVPC, value))); got != want {
					t.Fatalf("%v of %d values, asked for %s: %v, want %v", op, n, value, got, want)
				}
			}
		}
	}
}
