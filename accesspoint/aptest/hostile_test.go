package aptest_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/s3ap/s3ap/accesspoint/aptest"
	"github.com/stretchr/testify/require"
)

// many returns a list of so many entries.
func many(n int, entry func(i int) string) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(entry(i))
	}
	return b.String()
}

// Texts as long as is allowed, made to be read slowly or to cost much memory in
// errors. A test that does not end is the failure; how long one takes is no
// matter of it.
func TestHostileScenariosAreReadInTime(t *testing.T) {
	const n = 10_000
	long := strings.Repeat("x", 1<<18)
	for name, text := range map[string]string{
		"brackets":                      strings.Repeat("[", aptest.MaxBytes),
		"members that are unknown":      `{` + many(n, func(i int) string { return fmt.Sprintf(`"x%d": 1`, i) }) + `}`,
		"a member many times":           `{` + many(6*n, func(int) string { return `"":1` }) + `}`,
		"a long name above many faults": `{"accounts": [{"` + long + `": 1}], "requests": [` + many(n, func(int) string { return `{"` + long[:64] + `": 1}` }) + `]}`,
		"requests on one line, all wrong": `{"requests": [` + many(n, func(i int) string {
			return fmt.Sprintf(`{"principal": "anonymous", "action": "s3:GetObject", "bucket": "b%d", "key": "a"}`, i)
		}) + `]}`,
		"a bucket, a principal and a request for each": `{"buckets": [` +
			many(n, func(i int) string { return fmt.Sprintf(`{"name":"b%05d","account":"111122223333"}`, i) }) +
			`], "requests": [` + many(n, func(i int) string {
			return fmt.Sprintf(`{"principal":"arn:aws:iam::111122223333:user/u%d","action":"s3:GetObject","bucket":"b%05d","key":"a"}`, i, n-1-i)
		}) + `]}`,
		"accounts, and requests of each": `{"accounts": [` +
			many(n, func(i int) string { return fmt.Sprintf(`{"id":"%012d"}`, i) }) + `], "buckets": [{"name": "data", "account": "111122223333"}], "requests": [` +
			many(n, func(i int) string {
				return fmt.Sprintf(`{"principal":"arn:aws:iam::%012d:root","action":"s3:GetObject","bucket":"data","key":"a"}`, i)
			}) + `]}`,
		"policies that are no policies": `{"principals": [{"arn": "anonymous", "identityPolicies": [` + many(3*n, func(int) string { return `{"a":1,"a":1}` }) + `]}], "requests": []}`,
	} {
		t.Run(name, func(t *testing.T) {
			require.LessOrEqual(t, len(text), aptest.MaxBytes)
			s, err := aptest.Read(fstest.MapFS{"s.json": {Data: []byte(text)}}, "s.json")
			if err == nil {
				require.Len(t, s.Cases, n)
				return
			}
			list, ok := errors.AsType[aptest.ErrorList](err)
			require.True(t, ok)
			size := 0
			for _, e := range list {
				size += len(e.Path) + len(e.Error())
			}
			require.Less(t, size, 1<<20, "%d errors", len(list))
		})
	}
}

func TestErrorsEndWithANoteIfThereAreTooMany(t *testing.T) {
	text := `{` + many(1000, func(i int) string { return fmt.Sprintf(`"x%d": 1`, i) }) + `, "requests": [` + request("") + `]}`
	_, err := aptest.Read(fstest.MapFS{"s.json": {Data: []byte(text)}}, "s.json")
	list, ok := errors.AsType[aptest.ErrorList](err)
	require.True(t, ok)
	require.Len(t, list, 257)
	require.Equal(t, "s.json: too many errors; the rest is not shown", list[256].Error())
}

func TestNamesFromScenariosDoNothingToATerminal(t *testing.T) {
	text := strings.Replace(scenario(), `"name"`, `"na\u001b[31m\nme"`, 1)
	_, err := aptest.Read(fstest.MapFS{"s\x1b.json": {Data: []byte(text)}}, "s\x1b.json")
	require.Error(t, err)
	if message := err.Error(); strings.ContainsAny(message, "\x1b\n") {
		t.Errorf("%q", message)
	}
}
