package policy

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "rewrite the .want files of testdata/parse and testdata/print")

// kindOfFolder has the folders below testdata/parse and testdata/print.
var kindOfFolder = map[string]Kind{
	"bucket":           Bucket,
	"access-point":     AccessPoint,
	"identity":         Identity,
	"boundary":         Boundary,
	"session":          Session,
	"service-control":  ServiceControl,
	"resource-control": ResourceControl,
	"vpc-endpoint":     VPCEndpoint,
}

// A policyFile is a file testdata/…/FOLDER/NAME.json.
type policyFile struct {
	path string
	kind Kind
	src  []byte
}

// policyFiles reads the policies below a folder of testdata.
func policyFiles(t testing.TB, dir string) []policyFile {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join("..", "testdata", dir, "*", "*.json"))
	require.NoError(t, err)
	require.NotEmpty(t, paths, "policies below testdata/%s", dir)
	var files []policyFile
	for _, path := range paths {
		src, err := os.ReadFile(path)
		require.NoError(t, err)
		kind := kindOfFolder[filepath.Base(filepath.Dir(path))]
		require.True(t, kind.IsValid(), "%s is in no folder of a kind", path)
		files = append(files, policyFile{path, kind, src})
	}
	return files
}

func (f *policyFile) base() string { return filepath.Base(f.path) }

// checkWant compares got with what stands beside the policy in NAME.want.
func (f *policyFile) checkWant(t *testing.T, got string) {
	t.Helper()
	path := strings.TrimSuffix(f.path, ".json") + ".want"
	if *update {
		require.NoError(t, os.WriteFile(path, []byte(got), 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s; if it should be so, go test ./policy -update (-want +got):\n%s", f.path, diff)
	}
}

// Errors look as they would on a terminal, below the name of the file.
func TestBrokenPoliciesAreReportedAsRecorded(t *testing.T) {
	for _, f := range policyFiles(t, "parse") {
		t.Run(f.base(), func(t *testing.T) {
			_, err := Parse(f.kind, f.src)
			checkPlaces(t, string(f.src), err)
			var got strings.Builder
			for _, e := range errorList(t, err) {
				fmt.Fprintf(&got, "%s:%v\n", f.base(), e)
			}
			f.checkWant(t, got.String())
		})
	}
}
