package ebnfgen

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

func load(t *testing.T, grammar string) *Generator {
	t.Helper()
	path := filepath.Join(t.TempDir(), "test.ebnf")
	require.NoError(t, os.WriteFile(path, []byte(grammar), 0o600))
	return Load(t, path, "start")
}

func TestSentencesAreOfTheGrammar(t *testing.T) {
	for name, tt := range map[string]struct{ grammar, pattern string }{
		"a token stands for itself":                    {`start = "a\"é" .`, `a"é`},
		"an empty production is the empty sentence":    {`start = .`, ``},
		"one of several":                               {`start = "a" | "b" "c" .`, `a|bc`},
		"one of a range, both ends in it":              {`start = "a" … "c" .`, `[a-c]`},
		"a range beyond ASCII":                         {`start = "α" … "γ" .`, `[α-γ]`},
		"a group binds before a sequence":              {`start = ( "a" | "b" ) "c" .`, `[ab]c`},
		"what is in brackets may be left out":          {`start = "a" [ "b" ] .`, `ab?`},
		"what is in braces comes any number of times":  {`start = { "a" "b" } .`, `(ab)*`},
		"a name stands for its production":             {`start = x x . x = "a" | "b" .`, `[ab][ab]`},
		"recursion ends":                               {`start = "a" | "(" start start start ")" .`, `[a()]+`},
		"recursion through an option ends":             {`start = "a" [ start start start ] .`, `a+`},
		"recursion through a repetition ends":          {`start = "a" { start } .`, `a+`},
		"a choice that never ends is not taken":        {`start = "a" | x . x = "b" x .`, `a`},
		"an option that never ends is not taken":       {`start = "a" [ x ] . x = "b" x .`, `a`},
		"the short way out need not be the first":      {`start = x | y . x = "(" start start ")" . y = "a" .`, `[a()]+`},
		"productions in a ring end where one lets out": {`start = "a" x . x = "b" y . y = "c" start | "d" .`, `(abc)*abd`},
	} {
		t.Run(name, func(t *testing.T) {
			g := load(t, tt.grammar)
			pattern := regexp.MustCompile(`^(?:` + tt.pattern + `)$`)
			for range 200 {
				if s := g.Sentence(); !pattern.MatchString(s) {
					t.Fatalf("%q is no sentence of %s", s, tt.grammar)
				}
			}
		})
	}
}

func TestSentencesDiffer(t *testing.T) {
	g := load(t, `start = "a" … "c" [ "d" | "e" ] .`)
	got := map[string]int{}
	for range 1000 {
		got[g.Sentence()]++
	}
	for s := range got {
		got[s] = 0
	}
	want := map[string]int{"a": 0, "ad": 0, "ae": 0, "b": 0, "bd": 0, "be": 0, "c": 0, "cd": 0, "ce": 0}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("sentences seen (-want +got):\n%s", diff)
	}
}

func TestEachRunHasTheSameSentences(t *testing.T) {
	const grammar = `start = { "a" … "z" | "(" start ")" } .`
	one, other := load(t, grammar), load(t, grammar)
	for range 100 {
		if diff := cmp.Diff(one.Sentence(), other.Sentence()); diff != "" {
			t.Fatalf("sentences of the same grammar (-one +other):\n%s", diff)
		}
	}
}
