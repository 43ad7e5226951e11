package alias

import (
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/internal/ebnfgen"
)

const grammar = "../testdata/grammar/alias.ebnf"

func TestSentencesOfTheGrammarParse(t *testing.T) {
	g := ebnfgen.Load(t, grammar, "alias")
	seen := map[Kind]bool{}
	for range 5000 {
		s := g.Sentence()
		a, err := Parse(s)
		require.NoError(t, err)
		seen[a.Kind()] = true
		checkParse(t, s)
	}
	want := map[Kind]bool{}
	for _, f := range slowForms {
		want[f.kind] = true
	}
	if diff := cmp.Diff(want, seen); diff != "" {
		t.Errorf("kinds of the sentences (-want +got):\n%s", diff)
	}
}

func TestBrokenSentencesAreReadRightOrRefused(t *testing.T) {
	g := ebnfgen.Load(t, grammar, "alias")
	random := rand.New(rand.NewPCG(3, 4))
	accepted := 0
	for range 5000 {
		s := mutate(random, g.Sentence(), g.Sentence())
		checkParse(t, s)
		if Is(s) {
			accepted++
		}
	}
	if accepted == 0 || accepted == 5000 {
		t.Errorf("%d of 5000 broken sentences are aliases; these tests are blind", accepted)
	}
}

// mutate changes one to three places of s, with pieces of other or characters
// that are near the rules.
func mutate(random *rand.Rand, s, other string) string {
	const near = "az09-o.eA_\x00é"
	for range 1 + random.IntN(3) {
		from := random.IntN(len(s) + 1)
		to := min(len(s), from+random.IntN(3))
		switch random.IntN(4) {
		case 0: // leave out
			s = s[:from] + s[to:]
		case 1: // put in or replace
			i := random.IntN(len(near))
			s = s[:from] + near[i:i+1] + s[to:]
		case 2: // say twice
			s = s[:to] + s[from:]
		case 3: // go on as another
			s = s[:from] + other[min(from, len(other)):]
		}
	}
	return s
}
