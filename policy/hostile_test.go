package policy

import (
	"bytes"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/internal/glob"
)

// numbered joins what format makes of the numbers below n.
func numbered(n int, format string) string {
	parts := make([]string, n)
	for i := range parts {
		parts[i] = fmt.Sprintf(format, i)
	}
	return strings.Join(parts, ",")
}

// The mark «…» in a row is what the first error must point at.
func TestHostileTextEndsInAClearError(t *testing.T) {
	long := strings.Repeat("k", 60_000)
	for name, tt := range map[string]struct {
		text string
		err  error
	}{
		"a byte too much":                     {strings.Repeat("\n", MaxBytes) + "«\n»", ErrTooLarge},
		"arrays in arrays":                    {strings.Repeat("[", MaxNesting) + "«[»" + strings.Repeat("[", 60_000), ErrTooDeep},
		"objects in objects":                  {strings.Repeat(`{"a":`, MaxNesting) + "«{»" + strings.Repeat(`{"a":`, 10_000), ErrTooDeep},
		"arrays that end":                     {strings.Repeat("[", MaxNesting) + "«[»" + strings.Repeat("[", 30_000) + strings.Repeat("]", 30_000), ErrTooDeep},
		"a string that does not end":          {`{"` + long + "«»", ErrSyntax},
		"backslashes to the end":              {`"` + strings.Repeat(`\`, MaxBytes-1) + "«»", ErrSyntax},
		"half an escape at the end":           {`{"Id":"\u00«»`, ErrSyntax},
		"the same member ten thousand times":  {`{"a":1,«"a":1»` + strings.Repeat(`,"a":1`, 9_998) + `}`, ErrDuplicate},
		"thousands of unknown members":        {`{«"k":1»,` + numbered(5_000, `"k%d":1`) + `}`, ErrUnknownElement},
		"a long name with many duplicates":    {`{"` + long + `":{"":1,«"":1»` + strings.Repeat(`,"":1`, 800) + `}}`, ErrDuplicate},
		"a string full of NUL":                {`{"Id":"«\u0000»` + strings.Repeat(`\u0000`, 10_000) + `"}`, ErrNUL},
		"a string full of lone surrogates":    {`{"Id":"«\ud800»` + strings.Repeat(`\ud800`, 10_000) + `"}`, ErrSurrogate},
		"thousands of unknown operators":      {inPolicy(Identity, `{…,"Condition":{«"o"»:{"k":"v"},`+numbered(2_000, `"o%d":{"k":"v"}`)+`}}`), condition.ErrOperator},
		"thousands of actions that are none":  {inPolicy(Identity, `{…,"Action":[«""»,`+numbered(4_000, `"a%d"`)+`]}`), ErrAction},
		"a number beyond all":                 {inPolicy(Identity, `{…,"Condition":{"NumericEquals":{"s3:max-keys":«1e999999999»}}}`), condition.ErrNumber},
		"an account as long as a policy":      {inPolicy(Identity, `{…,"Resource":«"arn:aws:s3::`+strings.Repeat("1", 20_000)+`:b"»}`), arn.ErrTooLong},
		"variables that open and never close": {inPolicy(Identity, `{…,"Resource":«"arn:aws:s3:::`+strings.Repeat("${", 10_000)+`"»}`), glob.ErrUnterminated},
	} {
		t.Run(name, func(t *testing.T) {
			src, marks := unmark(tt.text)
			_, err := Parse(Identity, []byte(src))
			first := errorList(t, err)[0]
			require.ErrorIs(t, first, tt.err)
			if want := place(src, marks[0].begin); first.At != want {
				t.Errorf("first error at %v, want %v: %v", first.At, want, err)
			}
			if n := len(err.Error()); n > 1000 {
				t.Errorf("the message has %d bytes", n)
			}
		})
	}
}

// Of a text that is far too large no more is read than counts its lines.
func TestATextOf64MiBIsTooLarge(t *testing.T) {
	src := bytes.Repeat([]byte("["), 64<<20)
	_, err := Parse(Bucket, src)
	require.ErrorIs(t, err, ErrTooLarge)
	require.Equal(t, Position{Offset: MaxBytes, Line: 1, Column: MaxBytes + 1}, errorList(t, err)[0].At)
	if used := allocated(func() { _, _ = Parse(Bucket, src) }); used > 1<<20 {
		t.Errorf("Parse took %d KiB", used>>10)
	}
}

// allocated returns how many bytes f allocates.
func allocated(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// Of very many errors the list has the first that were found, and says that
// there are more. So it stays small though each error holds a path that may be
// as long as the text.
func TestTheListOfErrorsIsBounded(t *testing.T) {
	long := strings.Repeat("~", 60_000)
	text := []byte(`{"` + long + `":{` + strings.Repeat(`"":1,`, 1_000) + `"":1}}`)
	_, err := Parse(Bucket, text)
	list := errorList(t, err)
	require.Len(t, list, maxErrors+1)
	require.Equal(t, &Error{Err: ErrTooManyErrors}, list[maxErrors])
	require.NotErrorIs(t, list[:maxErrors], ErrTooManyErrors)
	if used := allocated(func() { _, _ = Parse(Bucket, text) }); used > 256<<20 {
		t.Errorf("Parse took %d MiB for a text of %d KiB", used>>20, len(text)>>10)
	}
}

// What is large or odd and allowed all the same.
func TestHostileTextThatIsAPolicy(t *testing.T) {
	keys := numbered(5_000, `"%d":""`)
	stars := strings.Repeat("*", 20_000)
	stops := strings.Repeat("*a", 10_000)
	for name, statement := range map[string]string{
		"five thousand condition keys":  `{…,"Condition":{"StringEquals":{` + keys + `}}}`,
		"a condition key of 60 KB":      `{…,"Condition":{"StringEquals":{"` + strings.Repeat("k", 60_000) + `":"v"}}}`,
		"a pattern of stars":            `{…,"Resource":"arn:aws:s3:::` + stars + `"}`,
		"stars alone":                   `{…,"Action":"` + stars + `","Resource":"` + stars + `"}`,
		"stars and letters":             `{…,"Action":"s3:` + stops + `","Resource":"arn:aws:s3:::` + stops + `"}`,
		"a number of many digits":       `{…,"Condition":{"NumericEquals":{"s3:max-keys":` + strings.Repeat("9", 20_000) + `}}}`,
		"a number beyond all, as text":  `{…,"Condition":{"StringEquals":{"aws:a":1e999999999}}}`,
		"brackets in a string":          `{…,"Condition":{"StringEquals":{"aws:a":"` + strings.Repeat(`[{\"`, 10_000) + `"}}}`,
		"ten thousand policy variables": `{…,"Resource":"arn:aws:s3:::` + strings.Repeat("${a:b}", 10_000) + `"}`,
	} {
		t.Run(name, func(t *testing.T) {
			p, err := Compile(Identity, []byte(inPolicy(Identity, statement)))
			require.NoError(t, err)
			req := Request{
				Principal: Anonymous(), Action: "s3:" + strings.Repeat("a", 2_000),
				Resource: arn.MustParse("arn:aws:s3:::" + strings.Repeat("a", 2_000)),
				Context:  condition.NewContext(condition.String("a:b", "")),
			}
			if got, want := p.Evaluate(req).Outcome == ExplicitDeny, p.Explain(req)[0].Applies; got != want {
				t.Errorf("a Deny applies: %v, and explained: %v", got, want)
			}
		})
	}
}
