package app

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

// Where the README shows a command and what it prints, it prints that.
func TestTheReadmeShowsWhatCommandsPrint(t *testing.T) {
	const name = "../../../../README.md"
	readme, err := os.ReadFile(name)
	require.NoError(t, err)
	parts := strings.Split(string(readme), "```\ngo run ./cmd/apcheck ")
	require.Len(t, parts, 1+3, "eval, lint, name")
	for i, block := range parts[1:] {
		command, rest, ok := strings.Cut(block, "\n```\n\n```\n")
		require.True(t, ok, "what is printed follows")
		printed, after, _ := strings.Cut(rest, "```\n")

		args := strings.Fields(strings.ReplaceAll(command, "\\\n", " "))
		got := run(t, os.DirFS("../../../.."), strings.NewReader(""), args...)
		parts[1+i] = command + "\n```\n\n```\n" + got.stdout + "```\n" + after
		if diff := cmp.Diff(printed, got.stdout); diff != "" && !*update {
			t.Errorf("%s (-README +printed)\n%s", args, diff)
		}
	}
	if *update {
		require.NoError(t, os.WriteFile(name, []byte(strings.Join(parts, "```\ngo run ./cmd/apcheck ")), 0o644))
	}
}
