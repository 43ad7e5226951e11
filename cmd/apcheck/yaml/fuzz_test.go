package yaml

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/s3ap/s3ap/cmd/apcheck/internal/find"
)

// FuzzRead holds the tree to the text: every piece of a string that is said to stand
// in the text as it is does.
func FuzzRead(f *testing.F) {
	for _, src := range []string{
		"a: &x !Sub \"b\\n\\u00e9\"\nb: *x\n", "a: >+2\n   b\n\n c\n", "? [a]\n: {b: 'c''d'}\n", "<<: {a: 1}\n", "a: &a [*a]", "- - - 1\n",
		"\ufeffa: b\r\nc: |\r\n d\r\n", "a: b\u2028c: d", "--- !a\n...\n", "a: !Sub\n  # b\n  c\n",
	} {
		f.Add([]byte(src))
	}
	files, _ := filepath.Glob("testdata/*.yaml")
	for _, name := range files {
		src, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(src)
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		root, err := Read(src)
		if err != nil {
			e, ok := errors.AsType[*find.Error](err)
			if !ok || e.Offset < 0 || e.Offset > len(src) {
				t.Fatalf("%v at no place", err)
			}
			return
		}
		seen := map[*find.Node]bool{}
		for waiting := []*find.Node{root}; len(waiting) > 0; {
			n := waiting[len(waiting)-1]
			waiting = waiting[:len(waiting)-1]
			if n == nil || seen[n] {
				continue
			}
			seen[n] = true
			if n.Offset < 0 || n.Offset > len(src) {
				t.Fatalf("%v is nowhere", n)
			}
			if utf8.Valid(src) {
				if why := misplaced(n, string(src)); why != "" {
					t.Fatal(why)
				}
			}
			waiting = append(waiting, n.Items...)
			for _, m := range n.Members {
				waiting = append(waiting, m.Value)
			}
		}
	})
}

// Aliases and merge keys, which make much of little, and what is nested are bounded.
func TestReadRefusesWhatIsTooMuch(t *testing.T) {
	var many strings.Builder
	for i := range 3000 {
		many.WriteString("k" + strings.Repeat("x", i%50) + string(rune('a'+i%26)) + ": 1, ")
	}
	merges := "a: &a {" + many.String() + "}\nb:\n" + strings.Repeat("  - <<: *a\n", 3000)
	for name, tt := range map[string]struct {
		src  string
		want error
	}{
		"a file that is too large":       {strings.Repeat("#", maxSize+1), find.ErrTooLarge},
		"lists inside each other":        {strings.Repeat("[", 1000), find.ErrTooDeep},
		"objects inside each other":      {strings.Repeat("{a: ", 1000), find.ErrTooDeep},
		"dashes inside each other":       {strings.Repeat("- ", 1000) + "a", find.ErrTooDeep},
		"an alias inside its own anchor": {"a: &a [*a]", find.ErrSyntax},
		"an alias without an anchor":     {"a: *b", find.ErrSyntax},
		"merges of merges":               {merges, find.ErrTooLarge},
		"a bracket that is not closed":   {"a: [b", find.ErrSyntax},
		"a control character":            {"a: \x01", find.ErrSyntax},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Read([]byte(tt.src))
			if !errors.Is(err, tt.want) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
		})
	}
}

// A bomb of aliases is a small tree, and find does not write it out.
func TestABombOfAliasesIsRefused(t *testing.T) {
	src := "Resources:\n  P:\n    Type: AWS::S3::BucketPolicy\n    Properties:\n      Bucket: b\n      A0: &a0 [x]\n"
	for i := range 30 {
		src += fmt.Sprintf("      A%d: &a%d [%s]\n", i+1, i+1, strings.Repeat(fmt.Sprintf("*a%d, ", i), 9))
	}
	src += "      PolicyDocument: *a30\n"
	_, err := find.Read("x.yaml", []byte(src), find.Options{YAML: Read})
	if !errors.Is(err, find.ErrTooLarge) {
		t.Errorf("got %v, want %v", err, find.ErrTooLarge)
	}
}
