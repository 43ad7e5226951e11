package policy

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/condition"
)

const soundText = `{
  "Version": "2012-10-17",
  "Statement": [
    {"Effect": "Allow", "Principal": "*", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "*"}
  ]
}`

// What was changed is at the place of what it was; what was added has no place,
// and the path that it will have when printed.
func TestAnEditedDocumentIsCheckedAgain(t *testing.T) {
	for name, tt := range map[string]struct {
		edit func(d *Document, s *Statement)
		at   string // the text there
		path string
		err  error
	}{
		"a value is changed":         {func(d *Document, s *Statement) { s.Action.Items[1].Value = "x" }, `"s3:PutObject"`, "/Statement/0/Action/1", ErrAction},
		"an entry is replaced":       {func(d *Document, s *Statement) { s.Action.Items[1] = Text{Value: "x"} }, "", "/Statement/0/Action/1", ErrAction},
		"a list is emptied":          {func(d *Document, s *Statement) { s.Action.Items = nil }, `["s3:GetObject"`, "/Statement/0/Action", ErrEmpty},
		"an element is removed":      {func(d *Document, s *Statement) { s.Resource = Patterns{} }, `{"Effect"`, "/Statement/0", ErrMissingElement},
		"an element is turned about": {func(d *Document, s *Statement) { s.Principal.Not = true }, `"*", "Action"`, "/Statement/0/Principal", ErrAllowNot},
		"a statement is added": {func(d *Document, s *Statement) {
			d.Statements = append(d.Statements, Statement{Effect: Deny, Principal: s.Principal, Action: s.Action})
		}, "", "/Statement/1", ErrMissingElement},
		"a condition is added":         {func(d *Document, s *Statement) { s.Condition = when("Bool", "aws:a", "no") }, "", "/Statement/0/Condition/Bool/aws:a", condition.ErrBool},
		"an Id of another kind":        {func(d *Document, s *Statement) { d.Kind, s.Principal = Identity, Principals{}; d.ID.Value = "x" }, "", "/Id", ErrNotInKind},
		"another kind":                 {func(d *Document, s *Statement) { d.Kind = Identity }, `"*", "Action"`, "/Statement/0/Principal", ErrNotInKind},
		"no kind":                      {func(d *Document, s *Statement) { d.Kind = 0 }, soundText, "", ErrKind},
		"it is too large when printed": {func(d *Document, s *Statement) { s.Sid.Value = strings.Repeat("a", Bucket.MaxSize()) }, soundText, "", ErrTooLarge},
	} {
		t.Run(name, func(t *testing.T) {
			d := parsed(t, Bucket, soundText)
			tt.edit(d, &d.Statements[0])
			_, err := d.Compile()
			list := errorList(t, err)
			require.Len(t, list, 1, "%v", list.Unwrap())
			require.ErrorIs(t, err, tt.err)
			got := list[0]
			if got.Path != tt.path || got.At.IsValid() != (tt.at != "") || !strings.HasPrefix(soundText[got.At.Offset:], tt.at) {
				t.Errorf("reported at %v, %q, want at %s, %q", got.At, got.Path, tt.at, tt.path)
			}
		})
	}
}

func TestASoundTextCompilesAsADocument(t *testing.T) {
	for _, f := range policyFiles(t, "print") {
		p, err := parsed(t, f.kind, string(f.src)).Compile()
		require.NoError(t, err, f.path)
		require.Equal(t, f.kind, p.Kind())
	}
}

// A document is as large as it is printed, whatever text it came from.
func TestADocumentCanBeCutToSize(t *testing.T) {
	padding := strings.Repeat(" ", Bucket.MaxSize())
	d, err := Parse(Bucket, []byte(soundText[:1]+padding+soundText[1:]))
	require.ErrorIs(t, err, ErrTooLarge)
	_, err = d.Compile()
	require.NoError(t, err)
}
