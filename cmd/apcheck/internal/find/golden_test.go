package find_test

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/cmd/apcheck/internal/find"
	"github.com/s3ap/s3ap/cmd/apcheck/internal/find/findtest"
)

var update = flag.Bool("update", false, "rewrite the files with what is found")

// beside opens the files that scenarios here refer to.
func beside(name string) ([]byte, error) {
	if name == "policies/beside.json" {
		return []byte("\n" + `{"Statement": [{"Sid": "Beside"}]}`), nil
	}
	return nil, errors.New("there is none")
}

// Each file has beside it what is found in it.
func TestReadFindsWhatIsInTheFiles(t *testing.T) {
	files, err := filepath.Glob("testdata/*.json")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, name := range files {
		t.Run(filepath.Base(name), func(t *testing.T) {
			src, err := os.ReadFile(name)
			require.NoError(t, err)
			f, err := find.Read(name, src, find.Options{Open: beside})
			require.NoError(t, err)
			got := findtest.Print(f, src)
			golden := strings.TrimSuffix(name, ".json") + ".want"
			if *update {
				require.NoError(t, os.WriteFile(golden, []byte(got), 0o666))
			}
			want, err := os.ReadFile(golden)
			require.NoError(t, err)
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
