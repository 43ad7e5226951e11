package app

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	examples "github.com/s3ap/s3ap/testdata/lint"
)

var update = flag.Bool("update", false, "rewrite the files with what apcheck lint prints")

// settled are checks that need no context and will not be more: what they find is in
// goldens.
const settled = "-disable=* -enable=json-syntax,old-version,sid-characters,empty-sid,missing-effect,unknown-element"

func lintArgs(args string) []string {
	return append([]string{"lint"}, strings.Fields(strings.TrimSpace(settled+" "+args))...)
}

// statementOf is a statement with nothing wrong but its Sid.
func statementOf(sid string) string {
	return `{"Sid": "` + sid + `", "Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::data/*"}`
}

func policyOf(statements ...string) string {
	return `{"Version": "2012-10-17", "Statement": [` + "\n\t" + strings.Join(statements, ",\n\t") + "\n]}\n"
}

func mapOf(files map[string]string) fstest.MapFS {
	m := make(fstest.MapFS)
	for name, text := range files {
		m[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return m
}

// workspace has something of everything.
func workspace() fstest.MapFS {
	return mapOf(map[string]string{
		"p/clean.json":        policyOf(statementOf("Read")),
		"p/sids.json":         policyOf(statementOf("read it"), statementOf(""), statementOf("日本 語"), statementOf("known one")),
		"p/old.json":          strings.Replace(policyOf(statementOf("a")), "2012-10-17", "2008-10-17", 1),
		"p/broken.json":       `{"Statement": [}`,
		"p/other.json":        `{"name": "not a policy"}`,
		"p/notes.txt":         policyOf(statementOf("not looked at")),
		"p/.hidden/x.json":    policyOf(statementOf("not looked at")),
		"p/sub/answer.json":   `{"Policy": "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"\",\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::data/*\"}]}"}`,
		"p/.apcheck.json":     `{"severities": {"old-version": "security-warning"}, "silences": [{"check": "sid-characters", "sid": "known one", "reason": "a tool writes it"}]}`,
		"p/sub/package.json":  `{"name": `,
		"state.tfstate":       `{"terraform_version": "1.9", "resources": []}`,
		"s/a.json":            scenario(`"file:shared.json"`, get("x", "a", "allow")),
		"s/b.json":            scenario(`"file:shared.json"`, get("x", "a", "allow")),
		"s/shared.json":       policyOf(statementOf("a b")),
		"p/sub/template.yaml": "Resources:\n  A:\n    Type: AWS::S3::BucketPolicy\n",
	})
}

func TestLintPrintsInEachFormat(t *testing.T) {
	for _, format := range []string{"text", "json", "jsonl", "sarif", "github", "junit"} {
		t.Run(format, func(t *testing.T) {
			got := run(t, workspace(), nil, lintArgs("-v -format "+format+" p")...)
			require.Equal(t, 1, got.code, got.stderr)
			require.Empty(t, got.stderr)
			printed := got.stdout
			if format == "sarif" {
				printed = withoutRules(t, printed)
			}
			holdToGolden(t, "testdata/lint."+format+".want", printed)
		})
	}
}

func holdToGolden(t *testing.T, name, got string) {
	t.Helper()
	if *update {
		require.NoError(t, os.WriteFile(name, []byte(got), 0o644))
	}
	want, err := os.ReadFile(name)
	require.NoError(t, err)
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got)\n%s", name, diff)
	}
}

// withoutRules takes out of a log what grows with each check that there is.
func withoutRules(t *testing.T, log string) string {
	t.Helper()
	var whole map[string]any
	require.NoError(t, json.Unmarshal([]byte(log), &whole))
	run := whole["runs"].([]any)[0].(map[string]any)
	delete(run["tool"].(map[string]any)["driver"].(map[string]any), "rules")
	for _, r := range run["results"].([]any) {
		delete(r.(map[string]any), "ruleIndex")
	}
	text, err := json.MarshalIndent(whole, "", "  ")
	require.NoError(t, err)
	return string(text) + "\n"
}

func TestLintFindsFilesAndTellsWhatCannotBeUsed(t *testing.T) {
	for name, tt := range map[string]struct {
		args string
		want want
	}{
		"a clean file":                       {"p/clean.json", want{0, "1 file, 1 policy: no findings\n", ""}},
		"a file with suggestions":            {"p/sids.json", want{0, "…p/sids.json:2:10: suggestion: Sid…", ""}},
		"suggestions that count":             {"-severity suggestion p/sids.json", want{1, "…3 suggestions…", ""}},
		"warnings that do not count":         {"-severity error p/old.json", want{0, "…1 security warning…", ""}},
		"errors do":                          {"-severity error p/broken.json", want{1, "…p/broken.json:1:16: error: not JSON…", ""}},
		"a path twice":                       {"p/clean.json p p/../p/clean.json -severity", want{2, "", "apcheck: flag -severity must stand before the paths\n"}},
		"a folder and a file in it":          {"p/clean.json ./p", want{1, "…5 files, 5 policies…", ""}},
		"a file without a policy":            {"p/other.json", want{2, "p/other.json: error: no policy of a bucket or access point was found in it; -kind tells what a policy by itself is\n\n1 file, 0 policies: no findings; 1 file cannot be used\n", ""}},
		"a file that is not there":           {"p/x.json p/clean.json", want{2, "p/x.json: error: cannot be read: file does not exist\n\n2 files, 1 policy: no findings; 1 file cannot be used\n", ""}},
		"a state of Terraform, named":        {"state.tfstate", want{2, "…state.tfstate:1:1: error: a state as Terraform stores it is not read…", ""}},
		"a policy that scenarios share":      {"-severity suggestion s", want{1, "…3 files, 5 policies: 1 suggestion; …", ""}},
		"YAML, named":                        {"p/sub/template.yaml", want{2, "…p/sub/template.yaml: error: file is YAML…", ""}},
		"what is no JSON, named":             {"p/sub/package.json", want{2, "…p/sub/package.json:1:10: error: …", ""}},
		"findings are printed all the same":  {"p/x.json p/broken.json", want{2, "…p/broken.json:1:16: error: not JSON…", ""}},
		"a folder without policies":          {"p/.hidden/y", want{2, "…cannot be read…", ""}},
		"a hidden folder, named":             {"p/.hidden", want{0, "…p/.hidden/x.json:2:10: suggestion: Sid…", ""}},
		"checks disabled":                    {"-disable *-* p/sids.json", want{2, "", "apcheck: -disable: no check has an id that begins with `*-`\n"}},
		"a check that there is not":          {"-disable old-verson p", want{2, "", "apcheck: -disable: there is no check `old-verson`; did you mean `old-version`?\n"}},
		"a family":                           {"-enable sid-* p/old.json", want{0, "1 file, 1 policy: no findings\n", ""}},
		"a severity that is none":            {"-severity eror p", want{2, "", "apcheck: -severity: must be off, suggestion, warning, security-warning or error, not `eror`; did you mean `error`?\n"}},
		"no severity":                        {"-severity off p", want{2, "", "apcheck: -severity must not be off; nothing would fail\n"}},
		"a format that there is not":         {"-format xml p", want{2, "", "apcheck: -format must be one of github, json, jsonl, junit, sarif, text, not \"xml\"\n"}},
		"a kind that there is not":           {"-kind role p", want{2, "", "apcheck: -kind must be bucket or access-point, not \"role\"\n"}},
		"no path":                            {"", want{2, "", "apcheck: nothing to lint; name files or folders, or - for standard input\n"}},
		"paths beside a pair":                {"-bucket a p", want{2, "", "apcheck: -bucket and -access-point name what is checked; paths cannot stand beside them\n"}},
		"unsafe alone":                       {"-unsafe p", want{2, "", "apcheck: -unsafe needs -fix or -diff\n"}},
		"a diff in JSON":                     {"-diff -format json p", want{2, "", "apcheck: -diff prints a diff, which has no other -format\n"}},
		"standard input mended":              {"-fix -", want{2, "", "apcheck: -fix writes files; use -diff for standard input\n"}},
		"a file system that is read alone":   {"-fix p/sids.json", want{2, "…p/sids.json: error: cannot be written: …", ""}},
		"a file of the context that is none": {"-context p/old.json p", want{2, "", "…p/old.json:1:2: /Version: unknown member `Version`…"}},
		"a folder as the context":            {"-context p p", want{2, "", "apcheck: -context: read p: is a directory\n"}},
		"flags of the context that are none": {"-bucket-account 1 -vpc x -access-point-arn x p", want{2, "", "…apcheck: -bucket-account: account must be 12 digits, not `1`\n…"}},
		"a time that is none":                {"-now yesterday p", want{2, "", "apcheck: -now: must be a time such as 2026-12-31 or 2026-12-31T15:04:05Z, not `yesterday`\n"}},
		"help":                               {"-h", want{0, "…apcheck lint policies/…", ""}},
	} {
		t.Run(name, func(t *testing.T) {
			check(t, tt.want, run(t, workspace(), nil, lintArgs(tt.args)...))
		})
	}
}

func TestLintReadsStandardInput(t *testing.T) {
	for name, tt := range map[string]struct {
		stdin, args string
		want        want
	}{
		"a policy":            {policyOf(statementOf("a b")), "-", want{0, "…-:2:10: suggestion: Sid …", ""}},
		"a diff of it":        {policyOf(statementOf("")), "-diff -", want{1, "…+\t{\"Effect\"…", ""}},
		"nothing":             {"", "-", want{2, "…-: error: …", ""}},
		"nothing of one kind": {"", "-kind bucket -", want{1, "…(json-syntax)…", ""}},
		"half of a pair":      {policyOf(statementOf("a b")), "-bucket - -access-point ap.json", want{0, "…-:2:10: suggestion: Sid …", ""}},
		"what is no UTF-8":    {"{\"Statement\": \"\xff\"}", "-kind bucket -enable json-trailing-data -", want{1, "…(json-trailing-data)…", ""}},
	} {
		t.Run(name, func(t *testing.T) {
			check(t, tt.want, run(t, files, strings.NewReader(tt.stdin), lintArgs(tt.args)...))
		})
	}
	check(t, want{2, "", "apcheck: the pipe broke\n"}, run(t, files, brokenReader{}, lintArgs("-")...))
}

// A terminal that was closed.
type brokenReader struct{}

func (brokenReader) Read([]byte) (int, error) { return 0, fmt.Errorf("the pipe broke") }

func TestLintChecksAPairFromTwoFiles(t *testing.T) {
	fsys := mapOf(map[string]string{
		"bucket.json": policyOf(statementOf("of bucket")),
		"ap.json":     strings.ReplaceAll(policyOf(statementOf("of ap")), "arn:aws:s3:::data/*", ap+"/object/*"),
	})
	got := run(t, fsys, nil, lintArgs("-format jsonl -bucket bucket.json -access-point ap.json")...)
	require.Equal(t, 0, got.code, got.stderr)
	require.Contains(t, got.stdout, `{"file":"bucket.json","policy":"bucket policy","check":"sid-characters"`)
	require.Contains(t, got.stdout, `{"file":"ap.json","policy":"access point policy","check":"sid-characters"`)
	require.Contains(t, got.stdout, `{"summary":{"files":2,"policies":2`)

	check(t, want{2, "…x.json: error: cannot be read: …", ""}, run(t, fsys, nil, lintArgs("-bucket bucket.json -access-point x.json")...))
	check(t, want{0, "…bucket.json:2:10: suggestion: …", ""}, run(t, fsys, nil, lintArgs("-bucket bucket.json")...))
	check(t, want{0, "…ap.json:2:10: suggestion: …", ""}, run(t, fsys, nil, lintArgs("-access-point ap.json")...))
}

func TestLintTakesTheNearestConfiguration(t *testing.T) {
	const off = `{"disabled": ["sid-characters"]}`
	fsys := mapOf(map[string]string{
		".apcheck.json":         off,
		"a/b/x.json":            policyOf(statementOf("a b")),
		"near/.apcheck.json":    `{}`,
		"near/deep/x.json":      policyOf(statementOf("a b")),
		"repo/.git/HEAD":        "",
		"repo/deep/x.json":      policyOf(statementOf("a b")),
		"wrong/.apcheck.json":   "{\n\"disable\": [], \"trustedAccounts\": 1}",
		"wrong/x.json":          policyOf(statementOf("a b")),
		"folder/.apcheck.json/": "",
	})
	lintOne := func(args string) want { return run(t, fsys, nil, append([]string{"lint"}, strings.Fields(args)...)...) }
	found := want{0, "…(sid-characters)…", ""}
	require.NotContains(t, lintOne("a/b/x.json").stdout, "sid-characters", "two folders above")
	check(t, found, lintOne("-severity error near/deep/x.json"))
	check(t, found, lintOne("-severity error repo/deep"))
	check(t, found, lintOne("-severity error -enable sid-characters a"))
	got := lintOne("wrong")
	check(t, want{2, "…wrong/.apcheck.json:2:1: error: /disable: unknown member `disable`; did you mean `disabled`?\n…", ""}, got)
	require.Contains(t, got.stdout, "wrong/.apcheck.json:2:35: error: /trustedAccounts: must be an array, not a number")
	require.Contains(t, got.stdout, "(sid-characters)", "files are checked all the same")
}

func TestSilencesEndByTheClock(t *testing.T) {
	fsys := mapOf(map[string]string{
		".apcheck.json": `{"silences": [{"check": "sid-characters", "sid": "a b", "reason": "until it is renamed", "until": "2026-06-01", "file": "x.json"}]}`,
		"x.json":        policyOf(statementOf("a b")),
		"y.json":        policyOf(statementOf("a b")),
	})
	lintAt := func(now time.Time, args string) string {
		var stdout bytes.Buffer
		p := program{files: fsys, stdout: &stdout, now: func() time.Time { return now }}
		require.Equal(t, 0, p.run(lintArgs(args)))
		return stdout.String()
	}
	before, after := time.Date(2026, 5, 31, 23, 0, 0, 0, time.UTC), time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)
	require.Contains(t, lintAt(before, "x.json"), "no findings; 1 silenced")
	require.Contains(t, lintAt(before, "y.json"), "1 suggestion", "of another file")
	require.Contains(t, lintAt(after, "x.json"), "1 suggestion")
	require.Contains(t, lintAt(after, "-now 2026-01-01 x.json"), "1 silenced")
}

func TestLintReadsTheContext(t *testing.T) {
	fsys := mapOf(map[string]string{
		"context.json": `{"bucket": "data", "reference": "ref.json", "networkOrigin": "Internet"}`,
		"ref.json":     policyOf(statementOf("x")),
	})
	l := &lintRun{program: &program{files: fsys}, contents: contents{files: fsys}}
	l.flags.contextFile, l.flags.bucketAccount, l.flags.vpc = "context.json", "111122223333", "vpc-1a2b3c4d"
	l.flags.trustedAccounts, l.flags.now = "111122223333, 444455556666", "2026-01-01"
	c, err := l.givenContext()
	require.NoError(t, err)
	require.Equal(t, "data", c.Bucket)
	require.Equal(t, "111122223333", c.BucketAccount)
	require.Equal(t, "VPC", c.NetworkOrigin, "the flag wins")
	require.Equal(t, policyOf(statementOf("x")), string(c.Reference))
	require.Equal(t, []string{"111122223333", "444455556666"}, c.TrustedAccounts)
	require.Equal(t, 2026, c.Now.Year())
}

func TestAnOutputThatBreaksIsAnErrorOfLint(t *testing.T) {
	for _, args := range []string{"p/clean.json", "-format sarif p", "-explain=old-version", "-diff p"} {
		var stderr bytes.Buffer
		p := program{files: workspace(), stdout: brokenWriter{}, stderr: &stderr}
		require.Equal(t, 2, p.run(lintArgs(args)), args)
		require.Equal(t, "apcheck: the pipe broke\n", stderr.String(), args)
	}
}

func TestLintExplainsChecks(t *testing.T) {
	got := run(t, files, nil, "lint", "-explain", "empty-sid")
	require.Equal(t, 0, got.code)
	holdToGolden(t, "testdata/lint.explain.want", got.stdout)
	check(t, want{0, "…\nempty-list: warning, any policy: …", ""}, run(t, files, nil, "lint", "-explain", "empty-*"))
	check(t, want{2, "", "apcheck: -explain: there is no check `emtpy-sid`; did you mean `empty-sid`?\n"}, run(t, files, nil, "lint", "-explain", "emtpy-sid"))
}

func TestEachCheckHasExamplesThatCanBeShown(t *testing.T) {
	require.True(t, json.Valid([]byte(examples.Examples())))
	got := run(t, files, nil, "lint", "-explain", "*")
	for line := range strings.SplitSeq(strings.TrimSpace(got.stdout), "\n") {
		id, _, _ := strings.Cut(line, ":")
		require.Contains(t, run(t, files, nil, "lint", "-explain", id).stdout, "\nIt complains of this:\n", id)
	}
}

func TestAnUnreadableFileDoesNotHideOthers(t *testing.T) {
	fsys := unreadable{mapOf(map[string]string{"p/a.json": "{}", "p/b.json": policyOf(statementOf("a b"))})}
	got := run(t, fsys, nil, lintArgs("p")...)
	require.Equal(t, 2, got.code)
	require.Contains(t, got.stdout, "p/a.json: error: cannot be read: permission denied")
	require.Contains(t, got.stdout, "p/b.json:2:10: suggestion: ")
}

// unreadable has files of which one may not be read.
type unreadable struct{ fstest.MapFS }

func (u unreadable) Open(name string) (fs.File, error) {
	if name == "p/a.json" {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return u.MapFS.Open(name)
}

func TestLintPrintsTheSameEachTime(t *testing.T) {
	many := make(map[string]string)
	for i := range 200 {
		many[fmt.Sprintf("p/%d/x%d.json", i%7, i)] = policyOf(statementOf("a b"), statementOf(""))
	}
	fsys := mapOf(many)
	first := run(t, fsys, nil, lintArgs("-format jsonl p")...)
	require.Equal(t, 1+2*200, strings.Count(first.stdout, "\n"))
	for range 5 {
		require.Equal(t, first, run(t, fsys, nil, lintArgs("-format jsonl p")...))
	}
}

func TestWorkspaceIsNotChanged(t *testing.T) {
	fsys := workspace()
	before := maps.Clone(fsys)
	run(t, fsys, nil, lintArgs("-fix -unsafe p")...)
	require.Equal(t, before, fsys)
}

func BenchmarkLintAThousandPolicies(b *testing.B) {
	many := make(map[string]string)
	for i := range 1000 {
		many[fmt.Sprintf("p/%d.json", i)] = strings.Replace(grant, "Own", fmt.Sprint("Own", i), 1)
	}
	p := program{files: mapOf(many), stdout: new(bytes.Buffer), stderr: new(bytes.Buffer)}
	for b.Loop() {
		p.run([]string{"lint", "p"})
	}
}
