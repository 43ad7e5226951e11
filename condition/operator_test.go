package condition

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

func operator(t testing.TB, name string) Operator {
	t.Helper()
	op, err := ParseOperator(name)
	require.NoError(t, err)
	return op
}

// allOperators returns every name that ParseOperator is to take, as documented.
func allOperators() (names []string) {
	for _, base := range baseNames[noBase+1:] {
		for _, set := range setPrefixes {
			for _, suffix := range []string{"", ifExistsSuffix} {
				if base != "Null" || set+suffix == "" {
					names = append(names, set+base+suffix)
				}
			}
		}
	}
	return names
}

func TestParseOperatorTakesEveryOneInAnyCase(t *testing.T) {
	seen := map[Operator]string{}
	for _, name := range allOperators() {
		for _, written := range []string{name, strings.ToLower(name), strings.ToUpper(name)} {
			op, err := ParseOperator(written)
			require.NoError(t, err)
			if op.String() != name || !op.IsValid() {
				t.Errorf("ParseOperator(%q) is %q, want %q", written, op, name)
			}
			seen[op] = name
		}
	}
	if len(seen) != 26*6+1 {
		t.Errorf("%d operators differ, want 26 in six forms each, and Null", len(seen))
	}
}

func TestParseOperatorRefuses(t *testing.T) {
	const unknown = "unknown condition operator "
	for name, tt := range map[string]struct {
		operator string
		want     error
		message  string
	}{
		"nothing":                                   {"", ErrOperator, unknown + "``"},
		"a letter too few":                          {"StringEqual", ErrOperator, unknown + "`StringEqual`; did you mean `StringEquals`?"},
		"a word too short":                          {"StrEquals", ErrOperator, unknown + "`StrEquals`"},
		"a swap":                                    {"StringEqauls", ErrOperator, unknown + "`StringEqauls`; did you mean `StringEquals`?"},
		"a typing error in any case":                {"stringlik", ErrOperator, unknown + "`stringlik`; did you mean `StringLike`?"},
		"a typing error after a prefix":             {"ForAnyValue:StringLik", ErrOperator, unknown + "`ForAnyValue:StringLik`; did you mean `ForAnyValue:StringLike`?"},
		"a typing error before a suffix":            {"ArnLikesIfExists", ErrOperator, unknown + "`ArnLikesIfExists`; did you mean `ArnLikeIfExists`?"},
		"a typing error in Null":                    {"Nul", ErrOperator, unknown + "`Nul`; did you mean `Null`?"},
		"a prefix alone":                            {"ForAllValues:", ErrOperator, unknown + "`ForAllValues:`"},
		"a suffix alone":                            {"IfExists", ErrOperator, unknown + "`IfExists`"},
		"two prefixes":                              {"ForAllValues:ForAnyValue:StringLike", ErrOperator, unknown + "`ForAllValues:ForAnyValue:StringLike`"},
		"two suffixes":                              {"StringLikeIfExistsIfExists", ErrOperator, unknown + "`StringLikeIfExistsIfExists`"},
		"an unknown prefix":                         {"ForSomeValues:StringLike", ErrOperator, unknown + "`ForSomeValues:StringLike`"},
		"a prefix without its colon":                {"ForAllValuesStringLike", ErrOperator, unknown + "`ForAllValuesStringLike`; did you mean `ForAllValues:StringLike`?"},
		"a letter too many in the prefix":           {"ForAnyValues:StringLike", ErrOperator, unknown + "`ForAnyValues:StringLike`; did you mean `ForAnyValue:StringLike`?"},
		"a letter too few in the suffix":            {"StringLikeIfExist", ErrOperator, unknown + "`StringLikeIfExist`; did you mean `StringLikeIfExists`?"},
		"a blank before it":                         {" StringLike", ErrOperator, unknown + "` StringLike`; did you mean `StringLike`?"},
		"a negation that there is not":              {"BoolNot", ErrOperator, unknown + "`BoolNot`"},
		"a long s for an s":                         {"ſtringLike", ErrOperator, unknown + "`ſtringLike`; did you mean `StringLike`?"},
		"a Kelvin sign for a k":                     {"StringLi\u212ae", ErrOperator, unknown + "`StringLi\u212ae`; did you mean `StringLike`?"},
		"a long s in the suffix":                    {"StringLikeIfExiſts", ErrOperator, unknown + "`StringLikeIfExiſts`; did you mean `StringLikeIfExists`?"},
		"a long s in the prefix":                    {"ForAllValueſ:StringLike", ErrOperator, unknown + "`ForAllValueſ:StringLike`; did you mean `ForAllValues:StringLike`?"},
		"Null with IfExists":                        {"NullIfExists", ErrOperatorForm, ErrOperatorForm.Error()},
		"Null with ForAllValues":                    {"ForAllValues:Null", ErrOperatorForm, ErrOperatorForm.Error()},
		"Null with ForAnyValue in capitals":         {"FORANYVALUE:NULL", ErrOperatorForm, ErrOperatorForm.Error()},
		"what is nearest to a form that is refused": {"ForAllValues:Nul", ErrOperator, unknown + "`ForAllValues:Nul`"},
		"a name far too long is cut":                {strings.Repeat("é", 100), ErrOperator, unknown + "`" + strings.Repeat("é", 64) + "`"},
	} {
		t.Run(name, func(t *testing.T) {
			op, err := ParseOperator(tt.operator)
			require.ErrorIs(t, err, tt.want)
			if diff := cmp.Diff(tt.message, err.Error()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if op != (Operator{}) {
				t.Errorf("with the error comes %q, want the zero Operator", op)
			}
		})
	}
}

func TestZeroOperatorIsNone(t *testing.T) {
	var op Operator
	if op.IsValid() || op.String() != "" || op.Negated() || op.NeedsKey() {
		t.Errorf("zero Operator: %q, valid %v, negated %v, needs the key %v", op, op.IsValid(), op.Negated(), op.NeedsKey())
	}
	_, err := NewTest(Language2012, op, "x:y", "a")
	require.ErrorIs(t, err, ErrOperator)
}

// The negated operators, as policy-language.md, section 6.2 lists them.
var negated = map[string]bool{
	"StringNotEquals": true, "StringNotEqualsIgnoreCase": true, "StringNotLike": true, "NumericNotEquals": true,
	"DateNotEquals": true, "NotIpAddress": true, "ArnNotEquals": true, "ArnNotLike": true,
}

func TestNegatedOperators(t *testing.T) {
	count := 0
	for _, name := range allOperators() {
		op := operator(t, name)
		base := strings.TrimSuffix(strings.TrimPrefix(strings.TrimPrefix(name, "ForAllValues:"), "ForAnyValue:"), "IfExists")
		if op.Negated() != negated[base] {
			t.Errorf("%s is negated: %v, want %v", name, op.Negated(), negated[base])
		}
		if negated[base] {
			count++
		}
	}
	if count != 8*6 {
		t.Errorf("%d forms are negated, want 8 operators in six forms", count)
	}
}

func TestOperatorsKnowTheirForm(t *testing.T) {
	type form struct{ IfExists, ForAllValues, IsIPAddress bool }
	for name, want := range map[string]form{
		"StringEquals":                         {},
		"StringEqualsIfExists":                 {IfExists: true},
		"ForAllValues:StringEquals":            {ForAllValues: true},
		"ForAnyValue:StringEquals":             {},
		"ForAllValues:NumericLessThanIfExists": {IfExists: true, ForAllValues: true},
		"IpAddress":                            {IsIPAddress: true},
		"ForAnyValue:NotIpAddressIfExists":     {IfExists: true, IsIPAddress: true},
		"Null":                                 {},
	} {
		op := operator(t, name)
		if diff := cmp.Diff(want, form{op.IfExists(), op.ForAllValues(), op.IsIPAddress()}); diff != "" {
			t.Errorf("form of %s (-want +got):\n%s", name, diff)
		}
	}
}

// Operators that need a key are just those that do not hold without it.
func TestOperatorsThatNeedTheKey(t *testing.T) {
	for _, name := range allOperators() {
		op := operator(t, name)
		test := newTest(t, name, "x:y", anyValueOf(op))
		without := test.Holds(Context{})
		if name == "Null" {
			without = Unknown // depends on the value
		}
		if got, want := op.NeedsKey(), without == False; got != want {
			t.Errorf("%s needs the key: %v; without it, it is %v", name, got, without)
		}
	}
}

func anyValueOf(op Operator) string {
	if op.base == null {
		return "false"
	}
	return samples[baseNames[op.base]].policy
}
