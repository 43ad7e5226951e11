package accesspoint

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

// explainDir is where explanations are golden, in each form.
var explainDir = filepath.Join("testdata", "explain")

func TestExplanationsArePrinted(t *testing.T) {
	for name, e := range explained(t) {
		t.Run(name, func(t *testing.T) {
			golden(t, filepath.Join(explainDir, name+".txt"), e.String())
			golden(t, filepath.Join(explainDir, name+".mmd"), e.Mermaid())
			golden(t, filepath.Join(explainDir, name+".json"), indented(t, e))
		})
	}
}

func indented(t *testing.T, e Explanation) string {
	t.Helper()
	src, err := e.MarshalJSON()
	require.NoError(t, err)
	var b bytes.Buffer
	require.NoError(t, json.Indent(&b, src, "", "  "))
	return b.String() + "\n"
}

func TestTextIsATreeOfOneLineEachThatFits(t *testing.T) {
	for name, e := range explained(t) {
		for line := range strings.Lines(e.String()) {
			line = strings.TrimSuffix(line, "\n")
			words := strings.Trim(line, " │├└─")
			if n := utf8.RuneCountInString(line); n > textWidth && strings.Contains(words, " ") {
				t.Errorf("%s: %d columns: %s", name, n, line)
			}
			if strings.ContainsFunc(line, func(r rune) bool { return r < ' ' || r == 0x7f }) {
				t.Errorf("%s: a control character in %q", name, line)
			}
		}
	}
}

func TestAnARNIsShownOnceAsAWhole(t *testing.T) {
	for name, e := range explained(t) {
		text := strings.Join(strings.Fields(e.String()), " ")
		for _, arn := range e.names() {
			if n := strings.Count(text, arn); n > 1 && strings.HasPrefix(arn, "arn:") {
				t.Errorf("%s: %s is shown %d times", name, arn, n)
			}
		}
	}
}

// The page shows real output: a comment names the golden file of the block that
// follows it.
func TestThePageShowsTheGoldenFiles(t *testing.T) {
	const page = "../docs/explanation.md"
	src, err := os.ReadFile(page)
	require.NoError(t, err)
	var got strings.Builder
	rest, shown := string(src), 0
	for {
		before, after, ok := strings.Cut(rest, "<!-- accesspoint/testdata/explain/")
		got.WriteString(before)
		if !ok {
			break
		}
		name, after, _ := strings.Cut(after, " -->\n")
		fence, after, _ := strings.Cut(after, "\n")
		_, rest, _ = strings.Cut(after, "```\n")
		want, err := os.ReadFile(filepath.Join(explainDir, name))
		require.NoError(t, err)
		got.WriteString("<!-- accesspoint/testdata/explain/" + name + " -->\n" + fence + "\n" + string(want) + "```\n")
		shown++
	}
	require.Greater(t, shown, 2)
	if *update {
		require.NoError(t, os.WriteFile(page, []byte(got.String()), 0o644))
		return
	}
	if diff := cmp.Diff(got.String(), string(src)); diff != "" {
		t.Errorf("%s (-golden +page)\n%s", page, diff)
	}
}
