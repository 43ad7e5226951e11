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
	readme, err := os.ReadFile("../../../../README.md")
	require.NoError(t, err)
	blocks := strings.Split(string(readme), "```\ngo run ./cmd/apcheck ")[1:]
	require.Len(t, blocks, 2, "eval, name")
	for _, block := range blocks {
		command, rest, ok := strings.Cut(block, "\n```\n\n```\n")
		require.True(t, ok, "what is printed follows")
		printed, _, _ := strings.Cut(rest, "```\n")

		args := strings.Fields(strings.ReplaceAll(command, "\\\n", " "))
		got := run(t, os.DirFS("../../../.."), strings.NewReader(""), args...)
		if diff := cmp.Diff(printed, got.stdout); diff != "" {
			t.Errorf("%s (-README +printed)\n%s", args, diff)
		}
	}
}
