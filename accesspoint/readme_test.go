package accesspoint

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

// The program in the README is the first example, and prints what the example
// prints.
func TestTheReadmeShowsTheExample(t *testing.T) {
	readme, err := os.ReadFile("../README.md")
	require.NoError(t, err)
	example, err := os.ReadFile("example_test.go")
	require.NoError(t, err)

	_, rest, ok := strings.Cut(string(example), "func Example() {\n")
	require.True(t, ok)
	body, rest, ok := strings.Cut(rest, "\t// Output:\n")
	require.True(t, ok)
	output, _, _ := strings.Cut(rest, "}\n")
	output = strings.NewReplacer("\t// ", "", "\t//", "").Replace(output)
	_, output, _ = strings.Cut(output, "\n") // the line before is what Evaluate printed

	_, rest, ok = strings.Cut(string(readme), "func main() {\n")
	require.True(t, ok)
	shown, rest, _ := strings.Cut(rest, "}\n```\n")
	if diff := cmp.Diff(body, shown); diff != "" {
		t.Errorf("the program (-example +README)\n%s", diff)
	}
	_, rest, _ = strings.Cut(rest, "```\n")
	printed, _, _ := strings.Cut(rest, "```\n")
	if diff := cmp.Diff(output, printed); diff != "" {
		t.Errorf("its output (-example +README)\n%s", diff)
	}
}
