package condition

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/internal/glob"
)

func TestNewTestRefuses(t *testing.T) {
	for name, tt := range map[string]struct {
		op      string
		key     Key
		values  []string
		want    error
		message string
	}{
		"no key":                  {"StringEquals", "", []string{"a"}, ErrKey, "condition key is empty"},
		"no values":               {"StringEquals", "x:y", nil, ErrNoValues, "condition key has no value to compare with"},
		"no values for a set":     {"ForAllValues:StringEquals", "x:y", nil, ErrNoValues, "condition key has no value to compare with"},
		"no values for Null":      {"Null", "x:y", nil, ErrNoValues, "condition key has no value to compare with"},
		"a word for a number":     {"NumericEquals", "x:y", []string{"ten"}, ErrNumber, "value must be a whole or decimal number, and `ten` is not"},
		"a word for a boolean":    {"Bool", "x:y", []string{"yes"}, ErrBool, "value must be true or false, and `yes` is not"},
		"a word for an address":   {"IpAddress", "x:y", []string{"vpc"}, ErrIP, "value must be an IPv4 or IPv6 address, or a network such as 203.0.113.0/24, and `vpc` is not"},
		"a word for base64":       {"BinaryEquals", "x:y", []string{"a"}, ErrBinary, "value must be base64 with padding, and `a` is not"},
		"a word for Null":         {"Null", "x:y", []string{"maybe"}, ErrBool, "value must be true or false, and `maybe` is not"},
		"a variable of no name":   {"StringEquals", "x:y", []string{"${}"}, glob.ErrEmptyName, "policy variable has no name: write `${key}`, or `${$}` for a dollar sign"},
		"a value far too long":    {"NumericEquals", "x:y", []string{long}, ErrNumber, "value must be a whole or decimal number, and `" + long[:64] + "` is not"},
		"a value that has no end": {"NumericEquals", "x:y", []string{""}, ErrNumber, "value must be a whole or decimal number, and `` is not"},
	} {
		t.Run(name, func(t *testing.T) {
			test, err := NewTest(Language2012, operator(t, tt.op), tt.key, tt.values...)
			require.ErrorIs(t, err, tt.want)
			if diff := cmp.Diff(tt.message, err.Error()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if test.Operator() != (Operator{}) || test.Key() != "" {
				t.Errorf("with the error comes a test of %s for %s", test.Operator(), test.Key())
			}
		})
	}
}

var long = func() string {
	text := make([]byte, 1000)
	for i := range text {
		text[i] = 'a' + byte(i%26)
	}
	return string(text)
}()

func TestValueErrorTellsWhichValue(t *testing.T) {
	for name, tt := range map[string]struct{ op, good, bad string }{
		"a number": {"NumericLessThan", "1", "x"}, "a boolean": {"Bool", "true", "x"}, "an address": {"NotIpAddress", "10.0.0.1", "x"},
		"base64": {"BinaryEquals", "QUJD", "x"}, "Null": {"Null", "false", "x"}, "a variable": {"StringLike", "a", "${x}"},
		"a variable in a negation": {"StringNotEqualsIgnoreCase", "a", "${x}"}, "a variable in an ARN": {"ArnLike", "a", "${x}"},
		"a variable of a boolean": {"Bool", "true", "${x}"},
	} {
		t.Run(name, func(t *testing.T) {
			for index := range 4 {
				values := []string{tt.good, tt.good, tt.good, tt.good, tt.bad}
				values[index], values[4] = tt.bad, tt.bad
				_, err := NewTest(Language2012, operator(t, tt.op), "x:y", values...)
				e, ok := errors.AsType[*ValueError](err)
				require.True(t, ok, "error is a %T, want a *ValueError", err)
				if e.Index != index || !errors.Is(err, e.Err) {
					t.Errorf("of %q the value %d is blamed: %v", values, e.Index, e.Err)
				}
			}
		})
	}
}

// A date or an ARN that cannot be read is for lint to find.
func TestNewTestTakesDatesAndARNsThatCannotBeRead(t *testing.T) {
	for op, value := range map[string]string{"DateEquals": "yesterday", "ArnLike": "anyone", "ArnNotEquals": "", "DateLessThan": "2020"} {
		test := newTest(t, op, "x:y", value)
		if got := test.Holds(NewContext(String("x:y", "2020-01-01"))); got != Unknown {
			t.Errorf("%s %q is %v, want unknown", op, value, got)
		}
	}
}

func TestTestKnowsWhatItWasMadeOf(t *testing.T) {
	test := newTest(t, "foranyvalue:stringlikeifexists", "AWS:TagKeys", "a")
	if test.Operator().String() != "ForAnyValue:StringLikeIfExists" || test.Key() != "AWS:TagKeys" {
		t.Errorf("it is of %s for %s", test.Operator(), test.Key())
	}
}

func TestZeroTestIsAlwaysInDoubt(t *testing.T) {
	var zero Test
	for name, ctx := range map[string]Context{
		"without keys":          {},
		"with a key":            NewContext(String("x:y", "a")),
		"with a zero Attr":      NewContext(Attr{}),
		"with one laid over":    Context{}.Overlay([]Attr{{}, String("", "a"), Strings("", "a", "b")}, nil),
		"with one in doubt":     Context{}.Overlay([]Attr{Unrecorded("")}, nil),
		"with one laid beneath": Context{}.Overlay(nil, []Attr{String("", "a")}),
	} {
		if got := zero.Holds(ctx); got != Unknown {
			t.Errorf("%s it is %v, want unknown", name, got)
		}
	}
}

// What a caller does with the slice afterwards must not matter.
func TestTestsKeepTheirValues(t *testing.T) {
	for op, v := range samples {
		values := []string{v.policy, v.policy}
		test := newTest(t, op, "x:y", values...)
		before := test.Holds(NewContext(String("x:y", v.hit)))
		values[0], values[1] = "changed", "changed"
		if after := test.Holds(NewContext(String("x:y", v.hit))); before != after || before == Unknown {
			t.Errorf("%s is %v before and %v after its values changed", op, before, after)
		}
	}
}
