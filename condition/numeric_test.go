package condition

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

// The operators, and which of them hold when the request's number is less than,
// equal to or greater than the policy's.
var numericOperators = map[string]string{
	"NumericEquals": "FTF", "NumericNotEquals": "TFT", "NumericLessThan": "TFF",
	"NumericLessThanEquals": "TTF", "NumericGreaterThan": "FFT", "NumericGreaterThanEquals": "FTT",
}

func TestNumbersAreComparedExactly(t *testing.T) {
	digits := strings.Repeat("9", 400)
	for name, tt := range map[string]struct {
		request, policy string
		want            int // -1, 0 or 1
	}{
		"equal numbers":    {"10", "10", 0},
		"a smaller number": {"9", "10", -1},
		"a greater number": {"11", "10", 1},
		"more digits are not a greater first digit":    {"10", "9", 1},
		"zeros after the point do not count":           {"1", "1.000", 0},
		"zeros before a number do not count":           {"007", "7", 0},
		"zeros before and after":                       {"0010.50", "10.5", 0},
		"a zero between digits counts":                 {"1.05", "1.5", -1},
		"the zeros of a whole number count":            {"100", "10", 1},
		"a fraction below one":                         {"0.1", "0.09", 1},
		"a small fraction":                             {"0.001", "0.0001", 1},
		"a sum that floats get wrong":                  {"0.3", "0.30000000000000004", -1},
		"what floats take for the same":                {"9007199254740993", "9007199254740992", 1},
		"what floats take for the same far down":       {"0.1000000000000000055511151231257827", "0.1", 1},
		"hundreds of digits":                           {digits + "8", digits + "9", -1},
		"hundreds of digits after the point":           {"0." + digits + "8", "0." + digits + "9", -1},
		"a plus sign does not count":                   {"+5", "5", 0},
		"minus zero is zero":                           {"-0", "0", 0},
		"minus zero with a point is zero":              {"-0.00", "+0", 0},
		"zero is less than one":                        {"0", "1", -1},
		"zero is greater than minus one":               {"0", "-1", 1},
		"a negative is less than a positive":           {"-10", "1", -1},
		"of negatives the longer is less":              {"-10", "-9", -1},
		"of negative fractions the smaller is greater": {"-0.01", "-0.1", 1},
		"equal negatives":                              {"-1.50", "-1.5", 0},
		"an exponent in the policy":                    {"1500", "1.5e3", 0},
		"an exponent with a capital and a sign":        {"0.015", "1.5E-2", 0},
		"an exponent with a plus":                      {"1500", "1.5e+3", 0},
		"an exponent that shifts to a whole":           {"123", "0.123e3", 0},
		"an exponent of zero is zero":                  {"0", "0e9", 0},
		"an exponent far beyond a float":               {"1", "1e400", -1},
		"an exponent far below a float":                {"0", "1e-400", -1},
		"the largest exponent":                         {"1" + strings.Repeat("0", 1000), "1e1000000", -1},
		"the least exponent":                           {"0.0" + strings.Repeat("0", 1000) + "1", "1e-1000000", 1},
		"zeros that make up for the exponent":          {"1" + strings.Repeat("0", 400), "1e400", 0},
		"leading zeros that make up for the exponent":  {"0." + strings.Repeat("0", 399) + "1", "1e-400", 0},
		"digits in front of a point and behind":        {"12.34", "12.35", -1},
		"the point is where it is":                     {"1.234", "12.34", -1},
	} {
		t.Run(name, func(t *testing.T) {
			ctx := NewContext(String("x:y", tt.request))
			for op, holds := range numericOperators {
				test := newTest(t, op, "x:y", tt.policy)
				if got, want := letter(test.Holds(ctx)), holds[tt.want+1:tt.want+2]; got != want {
					t.Errorf("%s %s with %s is %s, want %s", op, tt.policy, tt.request, got, want)
				}
			}
		})
	}
}

// No request can write these, so that the policy's values are compared.
func TestNumbersWithExponentsAreComparedExactly(t *testing.T) {
	for name, tt := range map[string]struct {
		a, b string
		want int
	}{
		"beyond a float":                {"1e400", "1e401", -1},
		"below a float":                 {"1e-400", "1e-401", 1},
		"the same written otherwise":    {"10e399", "1e400", 0},
		"a fraction with an exponent":   {"0.00100e403", "1e400", 0},
		"negatives beyond a float":      {"-1e400", "-1e401", 1},
		"nothing times a great power":   {"0e400", "-0.0e-400", 0},
		"a great power against a small": {"1e1000000", "9e999999", 1},
		"digits against a power":        {"999e398", "1e401", -1},
	} {
		t.Run(name, func(t *testing.T) {
			a, err := parseNumber(tt.a)
			require.NoError(t, err)
			b, err := parseNumber(tt.b)
			require.NoError(t, err)
			if diff := cmp.Diff([]int{tt.want, -tt.want}, []int{a.compare(b), b.compare(a)}); diff != "" {
				t.Errorf("%s to %s, and the other way round (-want +got):\n%s", tt.a, tt.b, diff)
			}
		})
	}
}

func TestWhatIsNoNumber(t *testing.T) {
	for name, value := range map[string]string{
		"nothing":                    "",
		"a word":                     "abc",
		"a sign alone":               "-",
		"two signs":                  "+-5",
		"a blank before it":          " 5",
		"a blank after it":           "5 ",
		"a line end after it":        "5\n",
		"a point alone":              ".",
		"no digit before the point":  ".5",
		"no digit after the point":   "5.",
		"two points":                 "1.2.3",
		"a colon":                    "1:5",
		"a slash":                    "1/5",
		"a comma":                    "1,5",
		"thousands apart":            "1_000",
		"a hexadecimal":              "0x10",
		"infinity":                   "Inf",
		"not a number":               "NaN",
		"a letter behind":            "10a",
		"Arabic digits":              "١",
		"wide digits":                "１",
		"a minus of typography":      "−5",
		"an exponent alone":          "e5",
		"an exponent without digits": "1e",
		"a sign for an exponent":     "1e+",
		"two exponents":              "1e5e5",
		"a fraction in an exponent":  "1e0.5",
		"an exponent with a blank":   "1e 5",
		"an exponent apart":          "1e_5",
		"an exponent too great":      "1e1000001",
		"an exponent too small":      "1e-1000001",
		"an exponent without bound":  "1e99999999999999999999",
		"a quotient":                 "1/2",
	} {
		t.Run(name, func(t *testing.T) {
			for op := range numericOperators {
				_, err := NewTest(Language2012, operator(t, op), "x:y", "1", value)
				require.ErrorIs(t, err, ErrNumber)
				test := newTest(t, op, "x:y", "1")
				if got := test.Holds(NewContext(String("x:y", value))); got != Unknown {
					t.Errorf("%s with %q is %v, want unknown", op, value, got)
				}
			}
		})
	}
}

// JSON numbers may have exponents, and policies are JSON; nobody says that keys
// of a request may.
func TestRequestsHaveNoExponents(t *testing.T) {
	test := newTest(t, "NumericEquals", "x:y", "1e3")
	for value, want := range map[string]Truth{"1e3": Unknown, "1E3": Unknown, "1e0": Unknown, "1000": True} {
		if got := test.Holds(NewContext(String("x:y", value))); got != want {
			t.Errorf("NumericEquals 1e3 with %s is %v, want %v", value, got, want)
		}
	}
}

func TestAnyOfSeveralNumbers(t *testing.T) {
	checkDecided(t, map[string]decided{
		"one of several is equal":                     {"NumericEquals x:y = 1 | 2", "x:y = 2", True},
		"none of several is equal":                    {"NumericEquals x:y = 1 | 2", "x:y = 3", False},
		"to be unequal is to all":                     {"NumericNotEquals x:y = 1 | 2", "x:y = 2", False},
		"to be less is than one of them":              {"NumericLessThan x:y = 1 | 5", "x:y = 3", True},
		"an epoch may be a number":                    {"NumericLessThan aws:EpochTime = 1577836800", "aws:EpochTime = 1577836799", True},
		"a variable is no number, nor one to fill in": {"NumericEquals x:y = 1", "x:y = ${x:z}", Unknown},
	})
	_, err := NewTest(Language2012, operator(t, "NumericEquals"), "x:y", "${x:z}")
	require.ErrorIs(t, err, ErrNumber)
}
