package app

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"
)

// written makes a folder with files.
func written(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		require.NoError(t, os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755))
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o640))
	}
	t.Chdir(dir)
	return dir
}

func contentsOf(t *testing.T, name string) string {
	t.Helper()
	src, err := os.ReadFile(name)
	require.NoError(t, err)
	return string(src)
}

func TestLintMendsFiles(t *testing.T) {
	old := strings.Replace(policyOf(statementOf(""), statementOf("b")), "2012-10-17", "2008-10-17", 1)
	written(t, map[string]string{"x.json": old, "sub/y.json": policyOf(statementOf("a"))})
	require.NoError(t, os.Symlink("x.json", "link.json"))

	diff := run(t, disk{}, nil, lintArgs("-diff x.json sub")...)
	check(t, want{1, "…--- a/x.json\n+++ b/x.json\n@@ -1,4 +1,4 @@\n…", ""}, diff)
	require.Equal(t, old, contentsOf(t, "x.json"), "-diff changes nothing")

	check(t, want{0, "…1 file mended…", ""}, run(t, disk{}, nil, lintArgs("-fix -severity error link.json sub")...))
	require.Equal(t, strings.Replace(policyOf(statementOf(""), statementOf("b")), `"Sid": "", `, "", 1), contentsOf(t, "x.json"))
	info, err := os.Lstat("link.json")
	require.NoError(t, err)
	require.Equal(t, fs.ModeSymlink, info.Mode()&fs.ModeSymlink, "the link is still one")
	info, err = os.Stat("x.json")
	require.NoError(t, err)
	require.Equal(t, fs.FileMode(0o640), info.Mode().Perm(), "who may read it stays")
	entries, err := os.ReadDir(".")
	require.NoError(t, err)
	require.Len(t, entries, 3, "nothing else is left behind")

	check(t, want{0, "", ""}, run(t, disk{}, nil, lintArgs("-diff x.json sub")...))
}

func TestUnsafeFixesAreMadeOnRequest(t *testing.T) {
	resource := "arn:aws:s3:::data/${aws:username}/*"
	old := strings.NewReplacer("2012-10-17", "2008-10-17", "arn:aws:s3:::data/*", resource).Replace(policyOf(statementOf("a")))
	written(t, map[string]string{"x.json": old})
	check(t, want{1, "…-unsafe mends 1 of them…", ""}, run(t, disk{}, nil, lintArgs("-fix x.json")...))
	require.Equal(t, old, contentsOf(t, "x.json"))
	check(t, want{0, "1 file, 1 policy: no findings; 1 file mended\n", ""}, run(t, disk{}, nil, lintArgs("-fix -unsafe x.json")...))
	require.Equal(t, strings.Replace(old, "2008", "2012", 1), contentsOf(t, "x.json"))
}

func TestAFileThatCannotBeWrittenIsTold(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("root may write everywhere")
	}
	written(t, map[string]string{"sub/x.json": policyOf(statementOf(""))})
	require.NoError(t, os.Chmod("sub", 0o555))
	t.Cleanup(func() { os.Chmod("sub", 0o755) })
	check(t, want{2, "…sub/x.json: error: cannot be written: permission denied…", ""}, run(t, disk{}, nil, lintArgs("-fix sub")...))
}

func TestLinksInFoldersAreNoTrouble(t *testing.T) {
	written(t, map[string]string{"p/x.json": policyOf(statementOf("a b")), "q/y.json": policyOf(statementOf("a b"))})
	require.NoError(t, os.Symlink("..", "p/up"))
	require.NoError(t, os.Symlink("loop.json", "p/loop.json"))
	require.NoError(t, os.Symlink("../q/y.json", "p/y.json"))
	require.NoError(t, os.Symlink("nowhere.json", "p/dangling.json"))
	check(t, want{0, "…2 files, 2 policies: 2 suggestions; -fix mends 2 of them\n…", ""}, run(t, disk{}, nil, lintArgs("p")...))
	check(t, want{2, "…p/loop.json: error: cannot be read: …", ""}, run(t, disk{}, nil, lintArgs("p/loop.json")...))
}

func TestAFileTooLargeIsRefused(t *testing.T) {
	written(t, map[string]string{"small.json": policyOf(statementOf("a"))})
	f, err := os.Create("large.json")
	require.NoError(t, err)
	require.NoError(t, f.Truncate(maxLintBytes+1))
	require.NoError(t, f.Close())
	check(t, want{2, "…large.json: error: cannot be read: file is too large: at most 67108864 bytes are read\n…", ""}, run(t, disk{}, nil, lintArgs("large.json")...))
	check(t, want{0, "…1 file, 1 policy: no findings; 1 file left out (-v tells why)\n…", ""}, run(t, disk{}, nil, lintArgs(".")...))
	check(t, want{2, "", "…-context: read large.json: file is too large: at most 1048576 bytes are read…"}, run(t, disk{}, nil, lintArgs("-context large.json .")...))
}

func TestABaselineHoldsWhatIsKnown(t *testing.T) {
	written(t, map[string]string{"x.json": policyOf(statementOf("a b"), statementOf("c d")), "empty.json": "{}", "old.json": `{"version": 0, "findings": []}`})
	lintNow := func(args string) want { return run(t, disk{}, nil, lintArgs("-severity suggestion "+args)...) }
	check(t, want{0, "…2 suggestions; -fix mends 2 of them\n…", ""}, lintNow("-write-baseline known.json x.json"))
	check(t, want{0, "1 file, 1 policy: no findings; 2 in the baseline\n", ""}, lintNow("-baseline known.json x.json"))

	require.NoError(t, os.WriteFile("x.json", []byte("\n\n"+policyOf(statementOf("new one"), statementOf("a b"))), 0o644))
	check(t, want{1, "…x.json:4:10: suggestion: Sid `new one`…", ""}, lintNow("-baseline known.json x.json"))
	check(t, want{1, "…1 suggestion; -fix mends 1 of them; 1 in the baseline; 1 of the baseline is gone\n…", ""}, lintNow("-baseline known.json x.json"))

	for name, message := range map[string]string{
		".": "is a directory", "nowhere.json": "no such file", "x.json": "is no baseline", "empty.json": "version 0", "old.json": "version 0",
	} {
		check(t, want{2, "", "…" + message + "…"}, lintNow("-baseline "+name+" x.json"))
	}
	check(t, want{2, "…2 suggestions…", "…apcheck: -write-baseline: …"}, lintNow("-write-baseline . x.json"))
}

func TestAConfigurationIsFoundAboveTheWorkingDirectory(t *testing.T) {
	dir := written(t, map[string]string{
		".apcheck.json":   `{"silences": [{"check": "sid-characters", "file": "a/b/x.json", "sid": "a b", "reason": "kept"}]}`,
		"a/b/x.json":      policyOf(statementOf("a b")),
		"c/.apcheck.json": `[]`,
		"c/x.json":        policyOf(statementOf("a b")),
	})
	t.Chdir("a/b")
	const silenced = "1 file, 1 policy: no findings; 1 silenced\n"
	check(t, want{0, silenced, ""}, run(t, disk{}, nil, lintArgs("x.json")...))
	check(t, want{0, silenced, ""}, run(t, disk{}, nil, lintArgs(dir+"/a")...))
	t.Chdir(dir)
	check(t, want{2, "…c/.apcheck.json:1:1: error: must be an object, not an array\n…", ""}, run(t, disk{}, nil, lintArgs("c/x.json")...))
}

// changing is a file system in which a file changes after it was read.
type changing struct {
	fstest.MapFS
	reads int
}

func (c *changing) Open(name string) (fs.File, error) {
	if name != "x.json" {
		return c.MapFS.Open(name)
	}
	if c.reads++; c.reads > 1 {
		return mapOf(map[string]string{name: "{}"}).Open(name)
	}
	return c.MapFS.Open(name)
}

func (c *changing) WriteFile(string, []byte) error { panic("it was written") }

func TestAFileThatChangedMeanwhileIsNotReplaced(t *testing.T) {
	fsys := &changing{MapFS: mapOf(map[string]string{"x.json": policyOf(statementOf(""))})}
	check(t, want{2, "…x.json: error: cannot be written: it was changed since it was read\n…", ""}, run(t, fsys, nil, lintArgs("-fix x.json")...))
}
