package policy

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/internal/ebnfgen"
)

// Sentences of the grammar are policies; printed, they stay the same.
func TestSentencesOfTheGrammarAreBucketPolicies(t *testing.T) {
	g := ebnfgen.Load(t, "../testdata/grammar/policy.ebnf", "policy")
	seen := map[string]int{}
	for range 500 {
		text := g.Sentence()
		if len(text) > Bucket.MaxSize() {
			continue
		}
		doc, err := Parse(Bucket, []byte(text))
		require.NoError(t, err, text)
		if diff := cmp.Diff(doc, parsed(t, Bucket, doc.String()), unplaced); diff != "" {
			t.Fatalf("printed, %s says something else (-want +got):\n%s", text, diff)
		}
		for _, element := range []string{"NotPrincipal", "NotAction", "NotResource", "Condition", "CanonicalUser", "Federated", "AIDA", "ForAnyValue:", "IfExists", "Bool", "Null", "${", "[]", "2008"} {
			if strings.Contains(text, element) {
				seen[element]++
			}
		}
		seen["all"]++
	}
	for element, n := range seen {
		if n < 10 || seen["all"] < 450 {
			t.Errorf("%s is in %d sentences of %d; this test is blind", element, n, seen["all"])
		}
	}
	require.Len(t, seen, 15)
}
