package policy

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/condition"
)

// built is a sound document as one would build it.
func built(k Kind) *Document {
	d := &Document{
		Kind:    k,
		Version: Text{Value: "2012-10-17"},
		Statements: []Statement{
			{Effect: Allow, Action: Patterns{Items: Texts("s3:GetObject")}, Resource: Patterns{Items: Texts("*")}},
			{Effect: Deny, Action: Patterns{Items: Texts("s3:*")}, Resource: Patterns{Items: Texts("*")}},
		},
	}
	if k.NamesPrincipals() {
		d.Statements[0].Principal.Any, d.Statements[1].Principal.Any = true, true
	}
	return d
}

func when(operator, key string, values ...string) []Condition {
	return []Condition{{Operator: Text{Value: operator}, Key: Text{Value: key}, Values: Texts(values...)}}
}

// The paths are those that the printed document would have.
func TestABuiltDocumentIsHeldToTheSameRules(t *testing.T) {
	for name, tt := range map[string]struct {
		kind Kind
		edit func(d *Document, s *Statement) // s is the second
		path string
		err  error
	}{
		"a kind must be given":             {0, func(d *Document, s *Statement) {}, "", ErrKind},
		"statements must be there":         {Bucket, func(d *Document, s *Statement) { d.Statements = nil }, "", ErrMissingElement},
		"there are not too many":           {Identity, func(d *Document, s *Statement) { d.Statements = slices.Repeat(d.Statements[:1], MaxStatements+1) }, "/Statement/1000", ErrTooMany},
		"Version is one that there is":     {Bucket, func(d *Document, s *Statement) { d.Version.Value = "2012" }, "/Version", ErrVersion},
		"a kind may need the new Version":  {ServiceControl, func(d *Document, s *Statement) { d.Version.Value = "2008-10-17" }, "/Version", ErrNotInKind},
		"Id stands where it may":           {Identity, func(d *Document, s *Statement) { d.ID.Value = "x" }, "/Id", ErrNotInKind},
		"Sid is what IAM takes":            {Identity, func(d *Document, s *Statement) { s.Sid.Value = "a b" }, "/Statement/1/Sid", ErrSid},
		"Effect is there":                  {Bucket, func(d *Document, s *Statement) { s.Effect = 0 }, "/Statement/1", ErrMissingElement},
		"Effect is one that there is":      {Bucket, func(d *Document, s *Statement) { s.Effect = 3 }, "/Statement/1", ErrEffect},
		"Principal is there":               {Bucket, func(d *Document, s *Statement) { s.Principal = Principals{} }, "/Statement/1", ErrMissingElement},
		"Principal names somebody":         {Bucket, func(d *Document, s *Statement) { s.Principal = Principals{Pos: 1} }, "/Statement/1/Principal", ErrEmpty},
		"NotPrincipal names somebody":      {Bucket, func(d *Document, s *Statement) { s.Principal = Principals{Not: true} }, "/Statement/1/NotPrincipal", ErrEmpty},
		"Principal stands where it may":    {Identity, func(d *Document, s *Statement) { s.Principal.Any = true }, "/Statement/1/Principal", ErrNotInKind},
		"NotPrincipal stands where it may": {Identity, func(d *Document, s *Statement) { s.Principal.Not = true }, "/Statement/1/NotPrincipal", ErrNotInKind},
		"NotPrincipal stands under Deny":   {Bucket, func(d *Document, s *Statement) { d.Statements[0].Principal.Not = true }, "/Statement/0/NotPrincipal", ErrAllowNot},
		"a star stands alone":              {Bucket, func(d *Document, s *Statement) { s.Principal.AWS = Texts("123456789012") }, "/Statement/1/Principal", ErrConflict},
		"a principal can be one":           {Bucket, func(d *Document, s *Statement) { s.Principal = Principals{AWS: Texts("bob")} }, "/Statement/1/Principal/AWS", ErrPrincipal},
		"a principal of a list":            {Bucket, func(d *Document, s *Statement) { s.Principal = Principals{Not: true, Service: Texts("a", "*")} }, "/Statement/1/NotPrincipal/Service/1", ErrPrincipal},
		"Action is there":                  {Bucket, func(d *Document, s *Statement) { s.Action = Patterns{} }, "/Statement/1", ErrMissingElement},
		"NotAction has entries":            {Bucket, func(d *Document, s *Statement) { s.Action = Patterns{Not: true} }, "/Statement/1/NotAction", ErrEmpty},
		"an action has a service":          {Bucket, func(d *Document, s *Statement) { s.Action.Items = Texts("s3:*", "x") }, "/Statement/1/Action/1", ErrAction},
		"Resource is there":                {Bucket, func(d *Document, s *Statement) { s.Resource = Patterns{} }, "/Statement/1", ErrMissingElement},
		"Resource has entries":             {Bucket, func(d *Document, s *Statement) { s.Resource = Patterns{Pos: 1} }, "/Statement/1/Resource", ErrEmpty},
		"a resource is an ARN":             {Bucket, func(d *Document, s *Statement) { s.Resource = Patterns{Not: true, Items: Texts("arn:aws:s3:b")} }, "/Statement/1/NotResource", arn.ErrSections},
		"an operator is one that there is": {Bucket, func(d *Document, s *Statement) { s.Condition = when("A/~", "aws:a", "x") }, "/Statement/1/Condition/A~1~0", condition.ErrOperator},
		"an operator with many keys once": {Bucket, func(d *Document, s *Statement) {
			s.Condition = append(when("A", "aws:a", "x"), when("A", "aws:b", "x")...)
		}, "/Statement/1/Condition/A", condition.ErrOperator},
		"a condition key is there":   {Bucket, func(d *Document, s *Statement) { s.Condition = when("StringLike", "", "x") }, "/Statement/1/Condition/StringLike/", condition.ErrKey},
		"a condition key has values": {Bucket, func(d *Document, s *Statement) { s.Condition = when("StringLike", "aws:PrincipalTag/a~") }, "/Statement/1/Condition/StringLike/aws:PrincipalTag~1a~0", ErrEmpty},
		"a condition key stands once": {Bucket, func(d *Document, s *Statement) {
			s.Condition = append(when("Bool", "aws:a", "true"), when("bool", "AWS:a", "true")...)
		}, "/Statement/1/Condition/bool/AWS:a", ErrDuplicate},
		"a value can be read":                 {Bucket, func(d *Document, s *Statement) { s.Condition = when("Bool", "aws:a", "yes") }, "/Statement/1/Condition/Bool/aws:a", condition.ErrBool},
		"a value of a list can be read":       {Bucket, func(d *Document, s *Statement) { s.Condition = when("Bool", "aws:a", "true", "yes") }, "/Statement/1/Condition/Bool/aws:a/1", condition.ErrBool},
		"IAM's characters in a value":         {Identity, func(d *Document, s *Statement) { s.Condition = when("StringLike", "aws:a", "x", "日") }, "/Statement/1/Condition/StringLike/aws:a/1", ErrCharacter},
		"IAM's characters in a condition key": {Identity, func(d *Document, s *Statement) { s.Condition = when("StringLike", "aws:日", "x", "y") }, "/Statement/1/Condition/StringLike/aws:日", ErrCharacter},
		"IAM's characters in NotResource":     {Identity, func(d *Document, s *Statement) { s.Resource = Patterns{Not: true, Items: Texts("arn:aws:s3:::日")} }, "/Statement/1/NotResource", ErrCharacter},
		"text is UTF-8":                       {Bucket, func(d *Document, s *Statement) { s.Sid.Value = "\xff" }, "/Statement/1/Sid", ErrUTF8},
		"text has no NUL":                     {Bucket, func(d *Document, s *Statement) { s.Principal = Principals{Not: true, Federated: Texts("a", "b\x00")} }, "/Statement/1/NotPrincipal/Federated/1", ErrNUL},
		"it is not too large when printed":    {Bucket, func(d *Document, s *Statement) { s.Sid.Value = strings.Repeat("a", Bucket.MaxSize()) }, "", ErrTooLarge},
		"nor beyond all limits":               {Identity, func(d *Document, s *Statement) { s.Sid.Value = strings.Repeat("a", MaxBytes) }, "", ErrTooLarge},
	} {
		t.Run(name, func(t *testing.T) {
			d := built(tt.kind)
			tt.edit(d, &d.Statements[1])
			p, err := d.Compile()
			require.Nil(t, p)
			list := errorList(t, err)
			require.Len(t, list, 1, "%v", list.Unwrap())
			require.ErrorIs(t, err, tt.err)
			if got := list[0]; got.Path != tt.path || got.At != (Position{}) {
				t.Errorf("reported at %v, %q, want no place, %q", got.At, got.Path, tt.path)
			}
		})
	}
}

func TestASoundDocumentCompiles(t *testing.T) {
	for _, k := range allKinds {
		d := built(k)
		if k == ResourceControl {
			d.Statements = d.Statements[1:]
		}
		_, err := d.Compile()
		require.NoError(t, err, "%v", k)
	}
}
