package archtest

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "rewrite testdata/api with the API as it is")

// Every change of the API shows in review as a change of a file in testdata/api.
func TestTheAPIIsAsRecorded(t *testing.T) {
	dir := filepath.Join(root, "testdata/api")
	got := goldens(library(t))
	if *update {
		rewrite(t, dir, got)
	}
	names, err := filepath.Glob(filepath.Join(dir, "*.txt"))
	require.NoError(t, err)
	want := map[string]string{}
	for _, name := range names {
		text, err := os.ReadFile(name)
		require.NoError(t, err)
		want[filepath.Base(name)] = string(text)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the API changed; if it should, record it with go test ./internal/archtest -update (-want +got):\n%s", diff)
	}
}

// rewrite makes dir hold exactly the files given.
func rewrite(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	require.NoError(t, os.RemoveAll(dir))
	require.NoError(t, os.MkdirAll(dir, 0o755))
	for name, text := range files {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644))
	}
}

// goldens returns the API of each package a user can import, sorted, one name a
// line, by the name of its golden file.
func goldens(sources []source) map[string]string {
	lines := map[string][]string{}
	for _, s := range sources {
		if !s.internal() {
			name := strings.ReplaceAll(s.pkg, "/", ".") + ".txt"
			lines[name] = append(lines[name], apiLines(s.file)...)
		}
	}
	files := map[string]string{}
	for name, l := range lines {
		slices.Sort(l)
		files[name] = strings.Join(l, "\n") + "\n"
	}
	return files
}

func TestGoldensAreOneFileForEachPackage(t *testing.T) {
	got := goldens([]source{
		parse(t, "policy/print.go", "package policy\nfunc Print() {}"),
		parse(t, "policy/lint/lint.go", "package lint\nfunc Check() {}"),
		parse(t, "policy/check.go", "package policy\nfunc Check() {}"),
		parse(t, "internal/glob/glob.go", "package glob\nfunc Match() {}"),
	})
	want := map[string]string{
		"policy.txt":      "func Check()\nfunc Print()\n",
		"policy.lint.txt": "func Check()\n",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("goldens (-want +got):\n%s", diff)
	}
}
