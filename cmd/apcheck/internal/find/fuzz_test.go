package find_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/s3ap/s3ap/cmd/apcheck/internal/find"
)

// FuzzRead holds what is found to the file: every byte of a policy has a place in
// it, a policy that is told to stand there does, and what is open is in the policy.
func FuzzRead(f *testing.F) {
	for _, pattern := range []string{"testdata/*.json", "../../../../testdata/*/*.json"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			f.Fatal(pattern, err)
		}
		for _, name := range files {
			src, err := os.ReadFile(name)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(name, src)
		}
	}
	f.Add("x.json", []byte(`{"Policy": "{\"Sid\": \"\\ud83d\ud83d\"}"}`))
	f.Fuzz(func(t *testing.T, name string, src []byte) {
		file, err := find.Read(name, src, find.Options{Open: beside})
		if err != nil {
			e, ok := errors.AsType[*find.Error](err)
			if !ok || e.Offset < 0 || e.Offset > len(src) {
				t.Fatalf("%v at no place", err)
			}
			return
		}
		for _, u := range file.Units {
			if u.Bucket == nil && u.AccessPoint == nil {
				t.Fatal("a unit without a policy")
			}
			checkPolicy(t, u.Bucket)
			checkPolicy(t, u.AccessPoint)
		}
		for _, n := range file.Notes {
			if n.Offset < 0 || n.Offset > len(src) || n.Text == "" {
				t.Fatalf("note %q at %d", n.Text, n.Offset)
			}
		}
	})
}

func checkPolicy(t *testing.T, p *find.Policy) {
	if p == nil {
		return
	}
	for i := range len(p.Text) + 1 {
		if at := p.Offset(i); at < 0 || at > len(p.Source) {
			t.Fatalf("byte %d of %q stands at %d of %d", i, p.Text, at, len(p.Source))
		}
	}
	begin := p.Offset(0)
	if p.Verbatim && string(p.Source[begin:begin+len(p.Text)]) != string(p.Text) {
		t.Fatalf("%q does not stand at %d", p.Text, begin)
	}
}
