package yaml

import (
	"testing"

	"github.com/s3ap/s3ap/cmd/apcheck/internal/find"
)

// Every byte of a value is where it is said to stand, in each style of scalar.
func TestScalarsAreReadAsTheLibraryReadsThem(t *testing.T) {
	for name, tt := range map[string]struct{ src, want string }{
		"plain":                                 {"a: b c", "b c"},
		"plain over lines":                      {"a: b\n  c\n\n\n  d # not this", "b c\n\nd"},
		"plain on the next line":                {"a:\n  b\n  c\n", "b c"},
		"plain after a tag and a comment":       {"a: !Sub # why\n  # and why\n  b\n", "b"},
		"plain after an anchor":                 {"a: &x b\n", "b"},
		"single quotes":                         {"a: 'it''s  b'", "it's  b"},
		"single quotes over lines":              {"a: 'b  \n\n   c\n  d'", "b\nc d"},
		"nothing in quotes":                     {"a: ''", ""},
		"double quotes":                         {`a: "b\tc\"\\\u00e9\x41\U0001F600\/\_"`, "b\tc\"\\é\x41😀/\u00a0"},
		"double quotes over lines":              {"a: \"b  \\\n    c\\\n  \\ d\n\n  e\"", "b  c d\ne"},
		"tagged quotes":                         {"a: !Sub \"${b}\"", "${b}"},
		"a literal":                             {"a: |\n  b\n   c\n\n  d\n", "b\n c\n\nd\n"},
		"a literal that is stripped":            {"a: |-\n  b\n  c\n\n\nx: 1", "b\nc"},
		"a literal that keeps its end":          {"a: |+\n  b\n\n\nx: 1", "b\n\n\n"},
		"a literal with an indentation":         {"a: |2\n    b\n   c\n", "  b\n c\n"},
		"a literal that begins empty":           {"a: |\n\n\n  b\n", "\n\nb\n"},
		"a literal with a comment":              {"a: !Sub | # why\n  b\n", "b\n"},
		"a literal with blanks at the end":      {"a: |\n  b  \n   \n  c\n", "b  \n \nc\n"},
		"a literal of other line breaks":        {"a: |\r\n  b\r\n  c\r\n", "b\nc\n"},
		"a literal without an end":              {"a: |\n  b", "b"},
		"a folded scalar":                       {"a: >\n  b\n  c\n\n  d\n\n\n  e\n", "b c\nd\n\ne\n"},
		"a folded scalar with indented lines":   {"a: >\n  b\n    c\n    d\n  e\n  f\n", "b\n  c\n  d\ne f\n"},
		"a folded scalar with gaps beside them": {"a: >\n  b\n\n    c\n\n  d\n", "b\n\n  c\n\nd\n"},
		"a folded scalar that is stripped":      {"a: >-\n  b\n  c\n\n", "b c"},
		"a folded scalar that keeps its end":    {"a: >+\n  b\n\n\n", "b\n\n\n"},
		"a folded scalar that begins indented":  {"a: >1\n   b\n  c\n d\n", "  b\n c\nd\n"},
		"a folded scalar before another value":  {"a:\n  b: 0\nc:\n  d: >\n    e\n    f\n  g: 1\n", ""},
		"letters of the world":                  {"é: \"ü\"", "ü"},
		"after a byte order mark":               {"\ufeffé: ü", "ü"},
	} {
		t.Run(name, func(t *testing.T) {
			n, err := Read([]byte(tt.src))
			if err != nil {
				t.Fatal(err)
			}
			v := n.Members[0].Value
			if v.Kind == find.Object { // the value is in the last one
				v, tt.want = n.Members[1].Value.Members[0].Value, "e f\n"
			}
			if v.Kind != find.String {
				t.Fatal("no string")
			}
			if v.Text != tt.want {
				t.Errorf("value %q, want %q", v.Text, tt.want)
			}
			if v.Marks == nil {
				t.Error("it is not known where the value stands")
			}
			if why := misplaced(v, tt.src); why != "" {
				t.Error(why)
			}
		})
	}
}

// misplaced tells of a piece that does not stand where it is said to.
func misplaced(n *find.Node, src string) string {
	for i, m := range n.Marks {
		end := len(n.Text)
		if i+1 < len(n.Marks) {
			end = n.Marks[i+1].Text
		}
		switch {
		case m.Text > end || m.File < n.Offset || m.File > len(src):
			return "a piece of " + n.Text + " stands nowhere"
		case m.Same && (m.File+end-m.Text > len(src) || src[m.File:m.File+end-m.Text] != n.Text[m.Text:end]):
			return "piece " + n.Text[m.Text:end] + " stands elsewhere"
		}
	}
	return ""
}
