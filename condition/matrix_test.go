package condition

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// samples has for each operator a value that a policy gives, and two values of a
// request: one that matches it and one that does not. For a negated operator it
// is what it negates that matches.
var samples = map[string]struct{ policy, hit, miss string }{
	"StringEquals":              {"ledger", "ledger", "Ledger"},
	"StringNotEquals":           {"ledger", "ledger", "Ledger"},
	"StringEqualsIgnoreCase":    {"ledger", "LEDGER", "ledge"},
	"StringNotEqualsIgnoreCase": {"ledger", "LEDGER", "ledge"},
	"StringLike":                {"led*", "ledger", "Ledger"},
	"StringNotLike":             {"led*", "ledger", "Ledger"},
	"NumericEquals":             {"10", "10.0", "11"},
	"NumericNotEquals":          {"10", "10.0", "11"},
	"NumericLessThan":           {"10", "9.99", "10"},
	"NumericLessThanEquals":     {"10", "10", "10.01"},
	"NumericGreaterThan":        {"10", "10.01", "10"},
	"NumericGreaterThanEquals":  {"10", "10", "9.99"},
	"DateEquals":                {"2020-01-01", "2020-01-01T00:00:00Z", "2020-01-02T00:00:00Z"},
	"DateNotEquals":             {"2020-01-01", "2020-01-01T00:00:00Z", "2020-01-02T00:00:00Z"},
	"DateLessThan":              {"2020-01-01", "2019-12-31T23:59:59Z", "2020-01-01T00:00:00Z"},
	"DateLessThanEquals":        {"2020-01-01", "2020-01-01T00:00:00Z", "2020-01-01T00:00:01Z"},
	"DateGreaterThan":           {"2020-01-01", "2020-01-01T00:00:01Z", "2020-01-01T00:00:00Z"},
	"DateGreaterThanEquals":     {"2020-01-01", "2020-01-01T00:00:00Z", "2019-12-31T23:59:59Z"},
	"Bool":                      {"true", "TRUE", "false"},
	"BinaryEquals":              {"QUJD", "QUJD", "QUJE"},
	"IpAddress":                 {"203.0.113.0/24", "203.0.113.9", "198.51.100.1"},
	"NotIpAddress":              {"203.0.113.0/24", "203.0.113.9", "198.51.100.1"},
	"ArnEquals":                 {"arn:aws:s3:::led*", "arn:aws:s3:::ledger", "arn:aws:s3:::Ledger"},
	"ArnNotEquals":              {"arn:aws:s3:::led*", "arn:aws:s3:::ledger", "arn:aws:s3:::Ledger"},
	"ArnLike":                   {"arn:aws:s3:::led*", "arn:aws:s3:::ledger", "arn:aws:s3:::Ledger"},
	"ArnNotLike":                {"arn:aws:s3:::led*", "arn:aws:s3:::ledger", "arn:aws:s3:::Ledger"},
}

// answers are what a form of an operator comes to in each situation: one value
// that matches, one that does not, no key, a key without values, nobody knows,
// two values of which one matches, two that match, and two that do not. T, F and
// U stand for True, False and Unknown.
//
// policy-language.md, section 6.3 for a key that is absent and 6.4 for several
// values.
var answers = map[string]struct{ positive, negated string }{
	"X":                      {"TFFFUUUU", "FTTTUUUU"},
	"XIfExists":              {"TFTTUUUU", "FTTTUUUU"},
	"ForAllValues:X":         {"TFTTUFTF", "FTTTUFFT"},
	"ForAllValues:XIfExists": {"TFTTUFTF", "FTTTUFFT"},
	"ForAnyValue:X":          {"TFFFUTTF", "FTFFUTFT"},
	"ForAnyValue:XIfExists":  {"TFUUUTTF", "FTUUUTFT"},
}

func TestEveryOperatorInEverySituation(t *testing.T) {
	const key = "x:y"
	if len(samples) != len(baseNames)-2 {
		t.Fatalf("%d operators have samples, want all but Null, which are %d", len(samples), len(baseNames)-2)
	}
	for base, v := range samples {
		situations := []Context{
			NewContext(String(key, v.hit)),
			NewContext(String(key, v.miss)),
			NewContext(String("x:other", v.hit)),
			NewContext(Strings(key)),
			NewContext(Unrecorded(key)),
			NewContext(Strings(key, v.hit, v.miss)),
			NewContext(Strings(key, v.hit, v.hit)),
			NewContext(Strings(key, v.miss, v.miss)),
		}
		for form, want := range answers {
			name := formOf(form, base)
			t.Run(name, func(t *testing.T) {
				test := newTest(t, name, key, v.policy)
				got := ""
				for _, ctx := range situations {
					got += letter(test.Holds(ctx))
				}
				row := want.positive
				if negated[base] {
					row = want.negated
				}
				if diff := cmp.Diff(row, got); diff != "" {
					t.Errorf("answers in the order of the table (-want +got):\n%s", diff)
				}
			})
		}
	}
}

// formOf puts the name of an operator in the place of the X.
func formOf(form, base string) string { return strings.Replace(form, "X", base, 1) }

func letter(t Truth) string { return strings.ToUpper(t.String()[:1]) }

// Null asks for the key and not for its values.
func TestNullInEverySituation(t *testing.T) {
	const key = "x:y"
	for name, tt := range map[string]struct {
		ctx       Context
		mustNotBe Truth // Null: true
		mustBe    Truth // Null: false
		either    Truth // Null: [true, false]
	}{
		"a key with a value":         {NewContext(String(key, "a")), False, True, True},
		"a key with an empty value":  {NewContext(String(key, "")), False, True, True},
		"a key with several values":  {NewContext(Strings(key, "a", "b")), False, True, True},
		"a key without values":       {NewContext(Strings(key)), True, False, True},
		"no key":                     {Context{}, True, False, True},
		"a key that nobody recorded": {NewContext(Unrecorded(key)), Unknown, Unknown, Unknown},
		"a key that is given twice":  {NewContext(String(key, "a"), String("X:Y", "a")), Unknown, Unknown, Unknown},
		"an address that is none":    {NewContext(IP(key, zeroAddr)), True, False, True},
		"another key does not count": {NewContext(String("x:z", "a")), True, False, True},
		"a key that begins like it":  {NewContext(String("x:yy", "a")), True, False, True},
		"the key in other letters":   {NewContext(String("X:Y", "a")), False, True, True},
	} {
		t.Run(name, func(t *testing.T) {
			absent, present := newTest(t, "Null", key, "True"), newTest(t, "null", key, "false")
			either := newTest(t, "Null", key, "true", "false")
			want := []Truth{tt.mustNotBe, tt.mustBe, tt.either}
			got := []Truth{absent.Holds(tt.ctx), present.Holds(tt.ctx), either.Holds(tt.ctx)}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("Null of true, of false, of both (-want +got):\n%s", diff)
			}
		})
	}
}
