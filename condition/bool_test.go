package condition

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestBooleansAreCompared(t *testing.T) {
	checkDecided(t, map[string]decided{
		"true is true":                                 {"Bool x:y = true", "x:y = true", True},
		"false is false":                               {"Bool x:y = false", "x:y = false", True},
		"true is not false":                            {"Bool x:y = true", "x:y = false", False},
		"false is not true":                            {"Bool x:y = false", "x:y = true", False},
		"capitals do not count in the request":         {"Bool x:y = true", "x:y = TRUE", True},
		"capitals do not count in the policy":          {"Bool x:y = FaLsE", "x:y = false", True},
		"both are always one of them":                  {"Bool x:y = true | false", "x:y = false", True},
		"both need a key all the same":                 {"Bool x:y = true | false", "x:z = false", False},
		"a number is no boolean":                       {"Bool x:y = true", "x:y = 1", Unknown},
		"nothing is no boolean":                        {"Bool x:y = true", `x:y = ""`, Unknown},
		"a blank behind is no boolean":                 {"Bool x:y = true", "x:y = true ", Unknown},
		"a long s is no s":                             {"Bool x:y = false", "x:y = falſe", Unknown},
		"one page says that a variable is taken":       {"Bool x:y = ${x:z}", "x:y = true & x:z = true", Unknown},
		"another that it is not":                       {"Bool x:y = ${x:z}", "x:y = true & x:z = false", Unknown},
		"a variable without a value is in doubt":       {"Bool x:y = ${x:z}", "x:y = true", Unknown},
		"a default too":                                {"Bool x:y = ${x:z, 'true'}", "x:y = true", Unknown},
		"a value that matches makes up for a variable": {"Bool x:y = ${x:z} | true", "x:y = true", True},
		"one that does not, does not":                  {"Bool x:y = ${x:z} | true", "x:y = false", Unknown},
		"a variable needs a key all the same":          {"Bool x:y = ${x:z}", "x:z = true", False},
	})
}

func TestWhatIsNoBoolean(t *testing.T) {
	for name, text := range map[string]string{
		"nothing": "", "a number": "1", "a letter": "t", "a word": "yes", "a blank": " true", "a wildcard": "*",
		"a long s": "falſe", "an escape": "${$}true", "text with a variable's beginning": "$true",
	} {
		t.Run(name, func(t *testing.T) {
			for _, op := range []string{"Bool", "BoolIfExists", "Null"} {
				_, err := NewTest(Language2012, operator(t, op), "x:y", "true", text)
				require.ErrorIs(t, err, ErrBool)
			}
		})
	}
}

// Before 2012 a variable was text, and that text is no boolean. Null has never
// known variables.
func TestVariablesAreNoBooleansEverywhere(t *testing.T) {
	_, err := NewTest(Language2008, operator(t, "Bool"), "x:y", "${x:z}")
	require.ErrorIs(t, err, ErrBool)
	_, err = NewTest(Language2012, operator(t, "Null"), "x:y", "${x:z}")
	require.ErrorIs(t, err, ErrBool)
}
