package jsondoc

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"unicode/utf8"
)

func FuzzParse(f *testing.F) {
	for _, src := range []string{
		`{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"*"}}`,
		`{"Condition":{"NumericLessThan":{"s3:TlsVersion":1.2},"Null":{"s3:prefix":false}}}`,
		`{"a":1,"a":2}`, `["\ud83d\ude00\ud83d"]`, `["\u0000"]`, "\ufeff{}", `[1,]`, `[01]`, "{}\x00", `-0.0e-0`, ` 1 `, `"`,
		"[\"\xff\"]", `[[[[[[[[]]]]]]]]`, `{"a":[1,{"b":null}],"c":{}}`, `]`, `1e`, `{"a"}`,
	} {
		f.Add([]byte(src))
	}
	examples, err := filepath.Glob("../../testdata/*/*.json")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range examples {
		src, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(src)
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		const depth = 50
		doc, fault := Parse(src, Limits{Size: 1 << 20, Depth: depth})
		if fault != nil {
			if fault.Offset < 0 || fault.Offset > len(src) {
				t.Fatalf("fault at %d of %d bytes", fault.Offset, len(src))
			}
			if errors.Is(fault.Err, ErrTooDeep) {
				return
			}
			if utf8.Valid(src) && json.Valid(src) {
				t.Fatalf("refused, and it is JSON: %v", fault.Err)
			}
			return
		}
		if !json.Valid(src) || !utf8.Valid(src) {
			t.Fatal("taken, and it is not JSON")
		}
		if hasFault(doc, ErrSurrogate) {
			return // what stands for half a pair is told apart by nobody
		}
		if err := misplaced(string(src), doc); err != nil {
			t.Error(err)
		}
		if got, want := hasFault(doc, ErrDuplicate), repeats(doc); got != want {
			t.Errorf("a member stands twice: %v, want %v", got, want)
		}
	})
}

func hasFault(d *Document, err error) bool {
	for _, f := range d.Faults {
		if f.Err == err {
			return true
		}
	}
	return false
}

// repeats looks for members that stand twice in the same object.
func repeats(d *Document) bool {
	type member struct {
		parent int
		key    string
	}
	seen := map[member]bool{}
	for n, node := range d.Nodes {
		if n == 0 || d.Nodes[node.Parent].Kind != Object {
			continue
		}
		m := member{node.Parent, node.Key}
		if seen[m] {
			return true
		}
		seen[m] = true
	}
	return false
}
