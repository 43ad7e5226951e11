package diff

import (
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

func TestUnified(t *testing.T) {
	for name, tt := range map[string]struct{ old, text, want string }{
		"the same text has no diff": {"a\nb\n", "a\nb\n", ""},
		"nothing and nothing":       {"", "", ""},
		"a line is changed":         {"a\nb\nc\n", "a\nB\nc\n", "@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n"},
		"the first line is changed": {"a\nb\n", "A\nb\n", "@@ -1,2 +1,2 @@\n-a\n+A\n b\n"},
		"all of it is new":          {"", "a\n", "@@ -0,0 +1,1 @@\n+a\n"},
		"all of it goes":            {"a\n", "", "@@ -1,1 +0,0 @@\n-a\n"},
		"a line break is added":     {"a", "a\n", "@@ -1,1 +1,1 @@\n-a\n\\ No newline at end of file\n+a\n"},
		"lines that repeat":         {"x\nx\nx\n", "x\nx\n", "@@ -1,3 +1,2 @@\n x\n x\n-x\n"},
		"far changes are two hunks": {"a\n1\n2\n3\n4\n5\n6\n7\nb\n", "A\n1\n2\n3\n4\n5\n6\n7\nB\n",
			"@@ -1,4 +1,4 @@\n-a\n+A\n 1\n 2\n 3\n@@ -6,4 +6,4 @@\n 5\n 6\n 7\n-b\n+B\n"},
		"near changes are one": {"a\n1\n2\n3\n4\n5\n6\nb\n", "A\n1\n2\n3\n4\n5\n6\nB\n",
			"@@ -1,8 +1,8 @@\n-a\n+A\n 1\n 2\n 3\n 4\n 5\n 6\n-b\n+B\n"},
	} {
		t.Run(name, func(t *testing.T) {
			if tt.want != "" {
				tt.want = "--- a/f.json\n+++ b/f.json\n" + tt.want
			}
			if diff := cmp.Diff(tt.want, Unified("f.json", tt.old, tt.text)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
	require.Contains(t, Unified("/tmp/f", "a\n", "b\n"), "--- /tmp/f\n+++ /tmp/f\n")
}

func TestPatchReadsWhatIsPrinted(t *testing.T) {
	patch, err := exec.LookPath("git")
	if err != nil {
		t.Skip("there is no git")
	}
	for _, texts := range [][2]string{
		{"a\nb\nc\nd\n", "a\nc\nd\ne"}, {"x\ny\nx\ny\nx\n", "y\nx\nx\ny\n"}, {"a\nb\nc\n", "c\nb\na\n"}, {"a", "b"},
		{strings.Repeat("same\n", 50) + "a\n" + strings.Repeat("same\n", 50), strings.Repeat("same\n", 49) + "b\n" + strings.Repeat("same\n", 51)},
	} {
		dir := t.TempDir()
		require.NoError(t, os.WriteFile(dir+"/f", []byte(texts[0]), 0o644))
		cmd := exec.Command(patch, "apply", "-")
		cmd.Dir, cmd.Stdin = dir, strings.NewReader(Unified("f", texts[0], texts[1]))
		out, err := cmd.CombinedOutput()
		require.NoError(t, err, string(out))
		got, err := os.ReadFile(dir + "/f")
		require.NoError(t, err)
		require.Equal(t, texts[1], string(got))
	}
}

func TestManyLinesTakeLittleTime(t *testing.T) {
	began := time.Now()
	Unified("f", strings.Repeat("a\nb\n", 200_000), strings.Repeat("b\nc\n", 200_000))
	require.Less(t, time.Since(began), time.Minute)
}

func FuzzUnified(f *testing.F) {
	f.Add("a\nb\n", "b\na\n")
	f.Add("", "x")
	// What a diff keeps and adds is the new text, what it keeps and removes a part of the old one.
	f.Fuzz(func(t *testing.T, old, text string) {
		x, y := withoutEmptyEnd(strings.SplitAfter(old, "\n")), withoutEmptyEnd(strings.SplitAfter(text, "\n"))
		var got strings.Builder
		at := 0
		for _, c := range changes(x, y) {
			got.WriteString(strings.Join(x[at:c.a], "") + strings.Join(y[c.c:c.d], ""))
			at = c.b
		}
		got.WriteString(strings.Join(x[at:], ""))
		require.Equal(t, text, got.String())
	})
}
