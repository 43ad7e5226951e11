package archtest

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

const (
	module = "github.com/s3ap/s3ap"
	root   = "../.."
)

// programs are the folders of the module that are not the library.
var programs = []string{"cmd", "docs", "examples", "tools", "internal/archtest", "internal/ebnfgen", "internal/gen", "internal/slow"}

// A source is one file of a package of the library, never a test.
type source struct {
	pkg  string // its package's path in the module, such as policy/lint
	file *ast.File
	fset *token.FileSet
}

// at begins a complaint with the place of n.
func (s source) at(n ast.Node, format string, args ...any) string {
	return fmt.Sprintf("%v: ", s.fset.Position(n.Pos())) + fmt.Sprintf(format, args...)
}

// library parses the sources of the library, ordered by path.
func library(t *testing.T) []source {
	t.Helper()
	var sources []source
	fsys := os.DirFS(root)
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && outside(fsys, name):
			return fs.SkipDir
		case d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go"):
			return nil
		}
		text, err := fs.ReadFile(fsys, name)
		require.NoError(t, err)
		sources = append(sources, parse(t, name, string(text)))
		return nil
	})
	require.NoError(t, err)
	require.NotEmpty(t, sources)
	return sources
}

// outside reports whether a folder holds no package of the library.
func outside(fsys fs.FS, dir string) bool {
	if dir == "." {
		return false
	}
	base := path.Base(dir)
	_, err := fs.Stat(fsys, path.Join(dir, "go.mod"))
	return err == nil || base == "testdata" || strings.ContainsAny(base[:1], "._") || slices.Contains(programs, dir)
}

// parse makes a source of text as if it stood in the named file of the module.
func parse(t *testing.T, name, text string) source {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, name, text, parser.ParseComments|parser.SkipObjectResolution)
	require.NoError(t, err)
	return source{pkg: path.Dir(name), file: file, fset: fset}
}

// A finding is a snippet and the complaints about it: none, if it is good.
type finding struct {
	src  string
	want []string
}

// checkFindings holds a rule to what it must say of each snippet, which stands
// in the file x.go of pkg, from its second line on.
func checkFindings(t *testing.T, complaints rule, pkg string, findings map[string]finding) {
	t.Helper()
	for name, f := range findings {
		t.Run(name, func(t *testing.T) {
			got := complaints(parse(t, pkg+"/x.go", "package x\n"+f.src))
			if diff := cmp.Diff(f.want, got); diff != "" {
				t.Errorf("complaints (-want +got):\n%s", diff)
			}
		})
	}
}

func TestTheLibraryIsWhatTheRulesAreHeldTo(t *testing.T) {
	found := map[string]bool{}
	for _, s := range library(t) {
		found[s.pkg] = true
	}
	for pkg, want := range map[string]bool{
		"arn":                   true,
		"internal/s3action":     true,
		"internal/gen/s3action": false,
		"internal/s3key":        true,
		"internal/gen/s3key":    false,
		"internal/s3resource":   true,
		"internal/archtest":     false,
		"examples/workshop":     false,
	} {
		if found[pkg] != want {
			t.Errorf("%s is taken for a package of the library: %v, want %v", pkg, found[pkg], want)
		}
	}
}
