package policy

import (
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/arn"
)

func TestErrorsPrint(t *testing.T) {
	at := Position{Offset: 30, Line: 7, Column: 19}
	one, other := &Error{At: at, Path: "/Statement/0/Effect", Err: ErrEffect}, &Error{Err: ErrKind}
	for name, tt := range map[string]struct {
		err  error
		want string
	}{
		"place, path and fault":      {one, "7:19: /Statement/0/Effect: " + ErrEffect.Error()},
		"the whole has no path":      {&Error{At: at, Err: ErrEffect}, "7:19: " + ErrEffect.Error()},
		"what was never in a text":   {&Error{Path: "/Id", Err: ErrEffect}, "/Id: " + ErrEffect.Error()},
		"a list of one":              {ErrorList{one}, one.Error()},
		"a list of two":              {ErrorList{one, other}, one.Error() + " (and 1 more error)"},
		"a list of three":            {ErrorList{other, one, one}, other.Error() + " (and 2 more errors)"},
		"a list of none":             {ErrorList{}, "no errors"},
		"a message is one line":      {&Error{Path: "/a\nb", Err: errors.New("x\r\n\x1b[31m\u202e\x00")}, `/a\nb: x\r\n\x1b[31m\u202e\x00`},
		"letters stay as they are":   {&Error{Path: "/größe 日本 😀", Err: errors.New("`x` \"y\" \\z")}, "/größe 日本 😀: `x` \"y\" \\z"},
		"a path too long is cut":     {&Error{Path: "/" + strings.Repeat("a", 300), Err: ErrKind}, "/" + strings.Repeat("a", 255) + "…: " + ErrKind.Error()},
		"between characters":         {&Error{Path: strings.Repeat("é", 200) + "a", Err: ErrKind}, strings.Repeat("é", 128) + "…: " + ErrKind.Error()},
		"a byte that is no UTF-8":    {&Error{Path: "/\xff", Err: ErrKind}, "/\ufffd: " + ErrKind.Error()},
		"a path that is just enough": {&Error{Path: strings.Repeat("a", 256), Err: ErrKind}, strings.Repeat("a", 256) + ": " + ErrKind.Error()},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, tt.err.Error()); diff != "" {
				t.Errorf("message (-want +got):\n%s", diff)
			}
		})
	}
}

func TestMessagesCutTheTextOfThePolicy(t *testing.T) {
	_, err := Parse(Bucket, []byte(inPolicy(Bucket, `{…,"Action":"`+strings.Repeat("é", 41)+`"}`)))
	want := ", not `" + strings.Repeat("é", 40) + "…`"
	if !strings.HasSuffix(err.Error(), want) {
		t.Errorf("error %q, want it to end in %q", err, want)
	}
}

func TestErrorsAreFoundInAList(t *testing.T) {
	_, err := Parse(Bucket, []byte(inPolicy(Bucket, `{…,"Sid":1,"Resource":["x","arn:aws:s3::7:b"]}`)))
	require.ErrorIs(t, err, ErrType)
	require.ErrorIs(t, err, ErrResource)
	require.ErrorIs(t, err, arn.ErrAccount)
	require.NotErrorIs(t, err, ErrAction)

	first, ok := errors.AsType[*Error](err)
	require.True(t, ok)
	require.Equal(t, "/Statement/Sid", first.Path)
	bad, ok := errors.AsType[*arn.Error](err)
	require.True(t, ok)
	require.Equal(t, &arn.Error{Input: "arn:aws:s3::7:b", Offset: 12, Err: arn.ErrAccount}, bad)
}

func TestErrorsTellTheElement(t *testing.T) {
	for name, tt := range map[string]struct{ src, want string }{
		"no Statement": {`{}`, "Statement"},
		"no Effect":    {`{"Statement":{"Principal":"*","Action":"*","Resource":"*"}}`, "Effect"},
		"no Principal": {`{"Statement":{"Effect":"Deny","Action":"*","Resource":"*"}}`, "Principal"},
		"no Action":    {`{"Statement":{"Effect":"Deny","Principal":"*","Resource":"*"}}`, "Action"},
		"no Resource":  {`{"Statement":{"Effect":"Deny","Principal":"*","Action":"*"}}`, "Resource"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Parse(Bucket, []byte(tt.src))
			require.ErrorIs(t, err, ErrMissingElement)
			missing, ok := errors.AsType[*MissingError](err)
			require.True(t, ok)
			require.Equal(t, tt.want, missing.Element)
		})
	}
	_, err := Parse(Bucket, []byte(`{"Statements":[],"Statement":[]}`))
	require.ErrorIs(t, err, ErrUnknownElement)
	unknown, ok := errors.AsType[*UnknownError](err)
	require.True(t, ok)
	require.Equal(t, &UnknownError{"Statements", "Statement"}, unknown)
}

func TestNoErrorIsNil(t *testing.T) {
	_, err := Parse(Bucket, []byte(`{"Statement":[]}`))
	require.True(t, err == nil, "an empty list that is not nil: %#v", err)
	_, err = Compile(Bucket, []byte(`{"Statement":[]}`))
	require.True(t, err == nil, "an empty list that is not nil: %#v", err)
}

func TestCompileGivesTheErrorsOfParse(t *testing.T) {
	src := []byte(`{"Statement":[{"Effect":"allow"}]}`)
	_, want := Parse(Bucket, src)
	p, got := Compile(Bucket, src)
	require.Nil(t, p)
	if diff := cmp.Diff(want.Error(), got.Error()); diff != "" {
		t.Errorf("errors (-Parse +Compile):\n%s", diff)
	}
	require.PanicsWithError(t, want.Error(), func() { MustCompile(Bucket, string(src)) })
}

// A new Err variable must be asked for by a test.
func TestEachErrorIsInATest(t *testing.T) {
	src, err := os.ReadFile("error.go")
	require.NoError(t, err)
	tests, err := filepath.Glob("*_test.go")
	require.NoError(t, err)
	var all strings.Builder
	for _, name := range tests {
		text, err := os.ReadFile(name)
		require.NoError(t, err)
		all.Write(text)
	}
	names := regexp.MustCompile(`(?m)^\t(Err\w+) +=`).FindAllStringSubmatch(string(src), -1)
	require.NotEmpty(t, names)
	for _, m := range names {
		if !regexp.MustCompile(`\b` + m[1] + `\b`).MatchString(all.String()) {
			t.Errorf("no test is about %s", m[1])
		}
	}
}
