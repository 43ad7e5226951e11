package find

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/s3ap/s3ap/internal/jsondoc"
	"github.com/s3ap/s3ap/policy"
)

// FuzzWrite holds what is written of a tree to the text that it was read from: it is
// the same document, and each of its values stands where that of the text does.
func FuzzWrite(f *testing.F) {
	files, err := filepath.Glob("testdata/*.json")
	if err != nil || len(files) == 0 {
		f.Fatal(err)
	}
	for _, name := range files {
		src, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(src)
	}
	f.Add([]byte(`{"\u0001\"": ["\ud83d\ude00\n\t", {}, [], -1.5e3, true, null]}`))
	f.Fuzz(func(t *testing.T, src []byte) {
		read, err := parseJSON(src)
		if err != nil || len(read.Faults) > 0 || read.Kind(0) == String {
			return
		}
		p, open := policyOf(value{read, 0, true}.node(), policy.Bucket)
		if len(open) > 0 {
			t.Fatalf("open: %v", open)
		}
		written, fault := jsondoc.ParseTree(p.Text, jsondoc.Limits{Size: 1 << 30, Depth: maxDepth})
		if fault != nil || written.Len() != read.Len() {
			t.Fatalf("%v, or another document: %s", fault, p.Text)
		}
		for n := range read.Len() {
			if written.Kind(n) != read.Kind(n) || written.String(n) != read.String(n) || written.Key(n) != read.Key(n) {
				t.Fatalf("value %s is another: %s", read.Pointer(n), p.Text)
			}
			if at := p.Offset(written.Offset(n)); at != read.Offset(n) {
				t.Fatalf("value %s stands at %d, want %d", read.Pointer(n), at, read.Offset(n))
			}
		}
		for i, m := range p.marks {
			end := len(p.Text)
			if i+1 < len(p.marks) {
				end = p.marks[i+1].Text
			}
			if m.Same && string(src[m.File:m.File+end-m.Text]) != string(p.Text[m.Text:end]) {
				t.Fatalf("piece %q does not stand at %d", p.Text[m.Text:end], m.File)
			}
		}
	})
}
