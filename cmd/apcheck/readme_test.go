package main

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

// The README asks why a request of a scenario was denied, and shows the answer.
func TestTheReadmeShowsWhatEvalPrints(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	require.NoError(t, err)
	_, rest, ok := strings.Cut(string(readme), "```\ngo run ./cmd/apcheck ")
	require.True(t, ok)
	command, rest, _ := strings.Cut(rest, "\n```\n\n```\n")
	printed, _, _ := strings.Cut(rest, "```\n")

	args := strings.Fields(strings.ReplaceAll(command, "\\\n", " "))
	got := run(t, os.DirFS("../.."), strings.NewReader(""), args...)
	if diff := cmp.Diff(printed, got.stdout); diff != "" {
		t.Errorf("(-README +printed)\n%s", diff)
	}
}
