package app

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

const (
	ap    = "arn:aws:s3:us-west-2:111122223333:accesspoint/finance"
	jane  = "arn:aws:iam::111122223333:user/jane"
	grant = `{"Version": "2012-10-17", "Statement": [
  {"Sid": "Own", "Effect": "Allow", "Principal": {"AWS": "` + jane + `"}, "Action": "s3:GetObject", "Resource": "` + ap + `/object/jane/*"},
  {"Sid": "List", "Effect": "Allow", "Principal": {"AWS": "` + jane + `"}, "Action": "s3:ListBucket", "Resource": "` + ap + `"}]}`
	delegation = `{"Version": "2012-10-17", "Statement": {"Sid": "Delegate", "Effect": "Allow", "Principal": "*", "Action": "*",
  "Resource": ["arn:aws:s3:::data", "arn:aws:s3:::data/*"], "Condition": {"StringEquals": {"s3:DataAccessPointAccount": "111122223333"}}}}`
)

func scenario(bucketPolicy, requests string) string {
	return `{"buckets": [{"name": "data", "account": "111122223333", "policy": ` + bucketPolicy + `}],
"accessPoints": [{"arn": "` + ap + `", "bucket": "data", "policy": ` + grant + `}],
"requests": [` + requests + `]}`
}

func get(name, key, expect string) string {
	if expect != "" {
		expect = `, "expect": "` + expect + `"`
	}
	return `{"name": "` + name + `", "principal": "` + jane + `", "action": "s3:GetObject", "bucket": "` + ap + `", "key": "` + key + `"` + expect + `}`
}

var (
	passing = scenario(`"file:bucket.json"`, get("her own", "jane/a", "allow")+",\n"+get("another's", "mateo/a", "deny"))
	failing = scenario(`"file:bucket.json"`, get("her own", "jane/a", "allow")+",\n"+get("another's", "mateo/a", "allow"))
	files   = fstest.MapFS{
		"ok/s.json":        {Data: []byte(passing)},
		"ok/bucket.json":   {Data: []byte(delegation)},
		"fail/s.json":      {Data: []byte(failing)},
		"fail/bucket.json": {Data: []byte(delegation)},
		"bad/s.json":       {Data: []byte(`{"requests": [], "rquests": []}`)},
		"open/s.json":      {Data: []byte(scenario(delegation, get("her own", "jane/a", "")))},
		"bucket.json":      {Data: []byte(delegation)},
		"ap.json":          {Data: []byte(grant)},
		"bad.json":         {Data: []byte(`{"Version": "2012-10-17", "Statement": {"Effect": "allow"}}`)},
	}
)

// A want is what a run must come to: the output, or what must be in it where it
// begins and ends with an ellipsis.
type want struct {
	code           int
	stdout, stderr string
}

func run(t *testing.T, fsys fs.FS, stdin io.Reader, args ...string) want {
	t.Helper()
	var stdout, stderr bytes.Buffer
	p := program{files: fsys, stdin: stdin, stdout: &stdout, stderr: &stderr}
	code := p.run(args)
	return want{code, stdout.String(), stderr.String()}
}

func check(t *testing.T, want, got want) {
	t.Helper()
	inside := func(want, got string) string {
		part := strings.TrimSuffix(strings.TrimPrefix(want, "…"), "…")
		if part != want && strings.Contains(got, part) {
			return want
		}
		return got
	}
	got.stdout, got.stderr = inside(want.stdout, got.stdout), inside(want.stderr, got.stderr)
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(want)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestHelpIsNoError(t *testing.T) {
	for _, args := range []string{"help", "-h", "--help", "help help"} {
		check(t, want{0, "…apcheck test PATH...…", ""}, run(t, files, nil, strings.Fields(args)...))
	}
	for _, args := range []string{"help test", "test -h", "test -format json --help"} {
		check(t, want{0, "…apcheck test -coverage scenarios/…", ""}, run(t, files, nil, strings.Fields(args)...))
	}
	for _, args := range []string{"help eval", "eval -help"} {
		check(t, want{0, "…apcheck eval -scenario jane.json…", ""}, run(t, files, nil, strings.Fields(args)...))
	}
}

func TestCommandsThatAreNone(t *testing.T) {
	check(t, want{2, "", usage}, run(t, files, nil))
	check(t, want{2, "", "apcheck: \"frob\" is no command; must be test, eval, name, lint or help\n"}, run(t, files, nil, "frob"))
	check(t, want{2, "", "apcheck: \"frob\" is no command; must be test, eval, name, lint or help\n"}, run(t, files, nil, "help", "frob"))
}

// A full disk, a closed pipe.
type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, errors.New("the pipe broke") }

func TestAnOutputThatBreaksIsAnError(t *testing.T) {
	for _, args := range [][]string{
		{"test", "ok"},
		{"test", "-format", "json", "ok"},
		{"eval", "-scenario", "ok/s.json", "-run", "own"},
	} {
		var stderr bytes.Buffer
		p := program{files: files, stdout: brokenWriter{}, stderr: &stderr}
		require.Equal(t, 2, p.run(args))
		require.Equal(t, "apcheck: the pipe broke\n", stderr.String())
	}
}

func TestTheDiskTakesNamesAsTheyAreTyped(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(dir+"/s.json", []byte(scenario(delegation, get("her own", "jane/a", "allow"))), 0o644))
	check(t, want{0, "1 passed, 0 failed\n", ""}, run(t, disk{}, nil, "test", dir))
	check(t, want{0, "1 passed, 0 failed\n", ""}, run(t, disk{}, nil, "test", dir+"/x/../s.json"))
	t.Chdir(dir)
	check(t, want{0, "1 passed, 0 failed\n", ""}, run(t, disk{}, nil, "test", "./"))
	got := run(t, disk{}, nil, "test", "../no-such-folder")
	require.Equal(t, 2, got.code)
	require.Contains(t, got.stderr, "../no-such-folder: file cannot be read: ")
}
