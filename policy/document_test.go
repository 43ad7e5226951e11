package policy

import (
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/stretchr/testify/require"
)

// full is a document in which every slice has something.
const full = `{
  "Version": "2012-10-17",
  "Id": "x",
  "Statement": [{
    "Sid": "a",
    "Effect": "Deny",
    "NotPrincipal": {"AWS": "123456789012", "CanonicalUser": "` + canonical + `", "Service": "s.amazonaws.com", "Federated": "f"},
    "Action": "s3:*",
    "Resource": "*",
    "Condition": {"StringLike": {"aws:a": "x"}}
  }]
}`

// change sets everything that v holds and that can be reached without a copy to
// its zero value, and returns how many strings there were.
func change(v reflect.Value) (n int) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				n += change(v.Field(i))
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			n += change(v.Index(i))
		}
	case reflect.String:
		n++
		v.SetZero()
	default:
		v.SetZero()
	}
	return n
}

// A slice added to the document and forgotten in Clone fails here.
func TestCloneSharesNothing(t *testing.T) {
	doc, again := parsed(t, Bucket, full), parsed(t, Bucket, full)
	clone := doc.Clone()
	placed := cmpopts.IgnoreUnexported(Document{})
	if diff := cmp.Diff(doc, clone, placed); diff != "" {
		t.Errorf("clone (-want +got):\n%s", diff)
	}
	if n := change(reflect.ValueOf(clone).Elem()); n != 12 {
		t.Fatalf("changed %d strings, want 12", n)
	}
	if diff := cmp.Diff(again, doc, placed); diff != "" {
		t.Errorf("changing the clone changed the document (-want +got):\n%s", diff)
	}
}

func TestCloneKeepsWhatIsMissingApartFromWhatIsEmpty(t *testing.T) {
	if got := (&Document{}).Clone().Statements; got != nil {
		t.Errorf("the clone has statements: %v", got)
	}
	if got := (&Document{Statements: []Statement{}}).Clone().Statements; got == nil {
		t.Error("the clone has no statements")
	}
}

func TestAPolicyKeepsItsDocument(t *testing.T) {
	doc := parsed(t, Bucket, full)
	p, err := doc.Compile()
	require.NoError(t, err)
	change(reflect.ValueOf(doc).Elem())
	change(reflect.ValueOf(p.Document()).Elem())
	if diff := cmp.Diff(parsed(t, Bucket, full), p.Document(), unplaced); diff != "" {
		t.Errorf("document of the policy (-want +got):\n%s", diff)
	}
	require.Equal(t, Bucket, p.Kind())
}

// Each Pos leads to the text that it is the place of.
func TestPositionLeadsToTheText(t *testing.T) {
	doc := parsed(t, Bucket, full)
	s := doc.Statements[0]
	for name, tt := range map[string]struct {
		pos  Pos
		text string
		want string
	}{
		"Version":         {doc.Version.Pos, `"2012-10-17"`, "2:14"},
		"Id":              {doc.ID.Pos, `"x"`, "3:9"},
		"a statement":     {s.Pos, `{`, "4:17"},
		"Sid":             {s.Sid.Pos, `"a"`, "5:12"},
		"NotPrincipal":    {s.Principal.Pos, `{"AWS"`, "7:21"},
		"AWS":             {s.Principal.AWS[0].Pos, `"123456789012"`, "7:29"},
		"Action":          {s.Action.Pos, `"s3:*"`, "8:15"},
		"an action":       {s.Action.Items[0].Pos, `"s3:*"`, "8:15"},
		"a resource":      {s.Resource.Items[0].Pos, `"*"`, "9:17"},
		"an operator":     {s.Condition[0].Operator.Pos, `"StringLike"`, "10:19"},
		"a condition key": {s.Condition[0].Key.Pos, `"aws:a"`, "10:34"},
		"its values":      {s.Condition[0].Pos, `"x"`, "10:43"},
		"a value":         {s.Condition[0].Values[0].Pos, `"x"`, "10:43"},
	} {
		t.Run(name, func(t *testing.T) {
			got := doc.Position(tt.pos)
			if got.String() != tt.want || !strings.HasPrefix(full[got.Offset:], tt.text) {
				t.Errorf("Position(%d) = %v, want %v, at %s", tt.pos, got, tt.want, tt.text)
			}
		})
	}
}

func TestPositionOfWhatIsNowhere(t *testing.T) {
	doc := parsed(t, Bucket, full)
	for name, got := range map[string]Position{
		"what was never in a text":           doc.Position(0),
		"a negative place":                   doc.Position(-1),
		"any place in a document by hand":    (&Document{}).Position(7),
		"the zero position":                  {},
		"a document that was made of pieces": (&Document{Statements: doc.Statements}).Position(doc.Statements[0].Pos),
	} {
		if got.IsValid() || got.String() != "-" {
			t.Errorf("%s is at %v", name, got)
		}
	}
	end := doc.Position(Pos(len(full) + 100))
	if end.Line != 12 || end.Column != 2 {
		t.Errorf("a place beyond the end is at %v, want the end", end)
	}
}

func TestEffectsAndRefsPrint(t *testing.T) {
	for got, want := range map[string]string{
		Allow.String():                    "Allow",
		Deny.String():                     "Deny",
		Effect(0).String():                "invalid",
		Effect(3).String():                "invalid",
		Ref{}.String():                    "no statement",
		Ref{Number: 2}.String():           "statement 2",
		Ref{Number: 2, Sid: "a"}.String(): "statement 2 `a`",
	} {
		if got != want {
			t.Errorf("printed as %q, want %q", got, want)
		}
	}
}
