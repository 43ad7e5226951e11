package app

import (
	"errors"
	"flag"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/cmd/apcheck/internal/config"
)

// What docs/lint.md shows as a file is one that can be read, and it knows all flags.
func TestTheDocumentKnowsWhatThereIs(t *testing.T) {
	src, err := os.ReadFile("../../../../docs/lint.md")
	require.NoError(t, err)
	document := string(src)
	open := func(string) ([]byte, error) { return nil, errors.New("no file") }

	blocks := strings.Split(document, "```json\n")
	require.Len(t, blocks, 1+2, "a context, a configuration")
	text := func(i int) []byte { s, _, _ := strings.Cut(blocks[i], "```"); return []byte(s) }
	_, err = config.Context("context", text(1), open)
	require.NoError(t, err)
	c, err := config.Read("configuration", text(2), open)
	require.NoError(t, err)
	require.Len(t, c.Silences, 1)

	flags := flag.NewFlagSet("lint", flag.ContinueOnError)
	new(lintFlags).define(flags)
	flags.VisitAll(func(f *flag.Flag) {
		if !regexp.MustCompile("[ `]-" + f.Name + "[ `]").MatchString(document) {
			t.Errorf("docs/lint.md does not tell of -%s", f.Name)
		}
	})
}
