package policy

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

func TestDocumentsPrintAsRecorded(t *testing.T) {
	for _, f := range policyFiles(t, "print") {
		t.Run(f.base(), func(t *testing.T) {
			doc := parsed(t, f.kind, string(f.src))
			line, err := doc.MarshalJSON()
			require.NoError(t, err)
			f.checkWant(t, doc.String()+"\n"+string(line)+"\n")
		})
	}
}

// What is printed says the same, and is printed the same.
func TestPrintedDocumentsParseToTheSame(t *testing.T) {
	for _, f := range policyFiles(t, "print") {
		t.Run(f.base(), func(t *testing.T) {
			doc := parsed(t, f.kind, string(f.src))
			line, err := doc.MarshalJSON()
			require.NoError(t, err)
			for _, text := range []string{string(line), doc.String()} {
				again := parsed(t, f.kind, text)
				if diff := cmp.Diff(doc, again, unplaced); diff != "" {
					t.Errorf("printed as %s (-want +got):\n%s", text, diff)
				}
				if diff := cmp.Diff(doc.String(), again.String()); diff != "" {
					t.Errorf("printed twice (-first +second):\n%s", diff)
				}
			}
		})
	}
}

func TestPrintLeavesOutWhatIsNotThere(t *testing.T) {
	for name, tt := range map[string]struct {
		doc  Document
		want string
	}{
		"the zero document":                     {Document{}, `{"Statement":[]}`},
		"an empty Id is not there":              {Document{ID: Text{}}, `{"Statement":[]}`},
		"but was, if it came from a text":       {Document{ID: Text{Pos: 1}}, `{"Id":"","Statement":[]}`},
		"the zero statement":                    {Document{Statements: []Statement{{}}}, `{"Statement":[{"Effect":"invalid","Action":[],"Resource":[]}]}`},
		"the star hides the lists beside it":    {Document{Statements: []Statement{{Effect: Deny, Principal: Principals{Any: true, AWS: Texts("x")}}}}, `{"Statement":[{"Effect":"Deny","Principal":"*","Action":[],"Resource":[]}]}`},
		"nobody":                                {Document{Statements: []Statement{{Effect: Deny, Principal: Principals{Not: true}}}}, `{"Statement":[{"Effect":"Deny","NotPrincipal":{},"Action":[],"Resource":[]}]}`},
		"an operator stands once":               {Document{Statements: []Statement{{Effect: Deny, Condition: slices.Concat(when("A", "k"), when("B", ""), when("A", "l", "v"))}}}, `{"Statement":[{"Effect":"Deny","Action":[],"Resource":[],"Condition":{"A":{"k":[],"l":"v"},"B":{"":[]}}}]}`},
		"what HTML escapes stands as it is":     {Document{ID: Text{Value: "<&>'"}}, `{"Id":"<&>'","Statement":[]}`},
		"control characters and quotes are not": {Document{ID: Text{Value: "\x00\n\"\\\u2028"}}, `{"Id":"\u0000\n\"\\\u2028","Statement":[]}`},
		"a byte that is no UTF-8 is replaced":   {Document{ID: Text{Value: "\xff"}}, `{"Id":"\ufffd","Statement":[]}`},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := tt.doc.MarshalJSON()
			require.NoError(t, err)
			if diff := cmp.Diff(tt.want, string(got)); diff != "" {
				t.Errorf("printed (-want +got):\n%s", diff)
			}
		})
	}
}

// Encoders that escape HTML escape it here too: that is theirs to decide.
func TestDocumentsStandInOtherJSON(t *testing.T) {
	doc := parsed(t, Bucket, `{"Id":"<&>","Statement":[]}`)
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	require.NoError(t, enc.Encode(map[string]any{"policy": doc}))
	if got, want := b.String(), `{"policy":{"Id":"<&>","Statement":[]}}`+"\n"; got != want {
		t.Errorf("encoded as %s, want %s", got, want)
	}
}
