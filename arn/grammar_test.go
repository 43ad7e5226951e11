package arn

import (
	"math/rand/v2"
	"testing"

	"github.com/s3ap/s3ap/internal/ebnfgen"
)

const grammar = "../testdata/grammar/arn.ebnf"

func TestSentencesOfTheGrammarParse(t *testing.T) {
	g := ebnfgen.Load(t, grammar, "arn")
	accessPoints, buckets, keys := 0, 0, 0
	other := g.Sentence()
	for range 5000 {
		s := g.Sentence()
		if _, err := Parse(s); err != nil {
			t.Fatal(err)
		}
		checkParse(t, s, other)
		if _, key, ok := MustParse(s).AccessPoint(); ok {
			accessPoints, keys = accessPoints+1, keys+min(1, len(key))
		}
		if _, key, ok := MustParse(s).Bucket(); ok {
			buckets, keys = buckets+1, keys+min(1, len(key))
		}
		other = s
	}
	// A third each, and of those half with a key.
	if accessPoints < 1000 || buckets < 1000 || keys < 1000 {
		t.Errorf("of 5000 ARNs %d are access points, %d are buckets, %d have keys; the grammar and the parser disagree", accessPoints, buckets, keys)
	}
}

func TestBrokenSentencesAreReadRightOrRefused(t *testing.T) {
	g := ebnfgen.Load(t, grammar, "arn")
	random := rand.New(rand.NewPCG(3, 4))
	accepted := 0
	for range 5000 {
		whole := g.Sentence()
		s := mutate(random, whole, g.Sentence())
		checkParse(t, s, whole)
		checkPattern(t, s, whole)
		if _, err := Parse(s); err == nil {
			accepted++
		}
	}
	if accepted < 500 || accepted > 4500 {
		t.Errorf("%d of 5000 broken sentences are ARNs; these tests are blind", accepted)
	}
}

// mutate changes one to three places of s, with pieces of other or characters
// that mean something.
func mutate(random *rand.Rand, s, other string) string {
	const near = "az09-:/*?A._"
	for range 1 + random.IntN(3) {
		from := random.IntN(len(s) + 1)
		to := min(len(s), from+random.IntN(3))
		i := random.IntN(len(near))
		s = [...]string{
			s[:from] + s[to:],                        // left out
			s[:from] + near[i:i+1] + s[to:],          // put in or replaced
			s[:to] + s[from:],                        // said twice
			s[:from] + other[min(from, len(other)):], // gone on as another
		}[random.IntN(4)]
	}
	return s
}
