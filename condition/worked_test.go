package condition

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// A decided case is conditions, a context, and what becomes of them, under the
// language version 2012-10-17. Conditions and keys are separated by ` & `, values
// by ` | `; `""` is empty text.
type decided struct {
	condition string
	context   string
	want      Truth
}

func checkDecided(t *testing.T, cases map[string]decided) {
	t.Helper()
	for name, tt := range cases {
		t.Run(name, func(t *testing.T) {
			if got := holds(tests(t, tt.condition), request(t, tt.context)); got != tt.want {
				t.Errorf("%s with %q is %v, want %v", tt.condition, tt.context, got, tt.want)
			}
		})
	}
}

// A worked case is the one of policy-language.md, section 8, with this number.
type worked struct {
	number    int
	condition string
	context   string
	want      Truth
}

func checkWorked(t *testing.T, cases map[string]worked) {
	t.Helper()
	for name, tt := range cases {
		t.Run(name, func(t *testing.T) {
			if got := holds(tests(t, tt.condition), request(t, tt.context)); got != tt.want {
				t.Errorf("policy-language.md case %d: %s with %q is %v, want %v", tt.number, tt.condition, tt.context, got, tt.want)
			}
		})
	}
}

// holds is how a policy takes the conditions of a statement together.
func holds(tests []Test, ctx Context) Truth {
	all := True
	for i := range tests {
		all = all.And(tests[i].Holds(ctx))
	}
	return all
}

// tests reads conditions such as `StringLike s3:prefix = a/* | "" & Null x:y = true`.
func tests(t testing.TB, text string) (list []Test) {
	t.Helper()
	for _, line := range strings.Split(text, " & ") {
		op, rest, ok := strings.Cut(line, " ")
		require.True(t, ok, "condition %q", line)
		key, values := pair(t, rest)
		list = append(list, newTest(t, op, key, values...))
	}
	return list
}

// request reads a context such as `aws:username = jane & aws:TagKeys = a | b`.
func request(t testing.TB, text string) Context {
	t.Helper()
	if text == "" {
		return Context{}
	}
	var attrs []Attr
	for _, line := range strings.Split(text, " & ") {
		key, values := pair(t, line)
		attrs = append(attrs, Strings(key, values...))
	}
	return NewContext(attrs...)
}

func pair(t testing.TB, text string) (key Key, values []string) {
	t.Helper()
	name, rest, ok := strings.Cut(text, " = ")
	require.True(t, ok, "no values in %q", text)
	for _, v := range strings.Split(rest, " | ") {
		if v == `""` {
			v = ""
		}
		values = append(values, v)
	}
	return Key(name), values
}

// newTest makes a test of the language version 2012-10-17.
func newTest(t testing.TB, op string, k Key, values ...string) Test {
	t.Helper()
	operator, err := ParseOperator(op)
	require.NoError(t, err)
	test, err := NewTest(Language2012, operator, k, values...)
	require.NoError(t, err)
	return test
}
