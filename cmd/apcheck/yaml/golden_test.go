package yaml_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/s3ap/s3ap/cmd/apcheck/internal/find"
	"github.com/s3ap/s3ap/cmd/apcheck/internal/find/findtest"
	"github.com/s3ap/s3ap/cmd/apcheck/yaml"
)

var update = flag.Bool("update", false, "rewrite the files with what is found")

// Each template has beside it what is found in it.
func TestTemplatesAreReadWithThePlaceOfEachValue(t *testing.T) {
	files, err := filepath.Glob("testdata/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatal("no templates", err)
	}
	for _, name := range files {
		t.Run(filepath.Base(name), func(t *testing.T) {
			src, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			f, err := find.Read(name, src, find.Options{YAML: yaml.Read})
			if err != nil {
				t.Fatal(err)
			}
			got := findtest.Print(f, src)
			golden := strings.TrimSuffix(name, ".yaml") + ".want"
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}
