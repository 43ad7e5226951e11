package jsondoc

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

// roomy limits are no matter of the test.
var roomy = Limits{Size: 1 << 20, Depth: 16}

func TestParseRefusesTextThatIsNotADocument(t *testing.T) {
	for name, tt := range map[string]struct {
		src  string
		want error
		at   string // the text from the place of the fault on
	}{
		"no text at all":                             {"", ErrSyntax, ""},
		"blanks alone":                               {" \t\r\n", ErrSyntax, ""},
		"a byte order mark":                          {"\ufeff{}", ErrBOM, "\ufeff{}"},
		"a byte order mark alone":                    {"\ufeff", ErrBOM, "\ufeff"},
		"a byte order mark after a blank":            {" \ufeff{}", ErrSyntax, "\ufeff{}"},
		"UTF-16":                                     {"\xff\xfe{\x00}\x00", ErrUTF8, "\xff\xfe{\x00}\x00"},
		"an invalid byte in a string":                {`{"a":"` + "\xff" + `"}`, ErrUTF8, "\xff" + `"}`},
		"half a letter":                              {`["é` + "\xc3" + `"]`, ErrUTF8, "\xc3" + `"]`},
		"half of a surrogate pair in bytes":          {"[\"\xed\xa0\x80\"]", ErrUTF8, "\xed\xa0\x80\"]"},
		"an overlong slash":                          {"[\"\xc0\xaf\"]", ErrUTF8, "\xc0\xaf\"]"},
		"a word that JSON does not know":             {`{"a":nul}`, ErrSyntax, `}`},
		"a word in capitals":                         {`{"a":True}`, ErrSyntax, `True}`},
		"a member without quotes":                    {`{a:1}`, ErrSyntax, `a:1}`},
		"single quotes":                              {`{'a':1}`, ErrSyntax, `'a':1}`},
		"a comma after the last member":              {`{"a":1,}`, ErrSyntax, `}`},
		"a comma after the last item":                {`[1,]`, ErrSyntax, `]`},
		"a comma before the first item":              {`[,1]`, ErrSyntax, `,1]`},
		"no comma between members":                   {`{"a":1 "b":2}`, ErrSyntax, `"b":2}`},
		"no colon":                                   {`{"a" 1}`, ErrSyntax, `1}`},
		"an object closed as an array":               {`{"a":1]`, ErrSyntax, `]`},
		"a number with a leading zero":               {`[01]`, ErrSyntax, `1]`},
		"a number with a plus":                       {`[+1]`, ErrSyntax, `+1]`},
		"a number that ends in a point":              {`[1.]`, ErrSyntax, `]`},
		"a number that begins with a point":          {`[.5]`, ErrSyntax, `.5]`},
		"an exponent without digits":                 {`[1e]`, ErrSyntax, `]`},
		"a minus alone":                              {`[-]`, ErrSyntax, `]`},
		"not a number":                               {`[NaN]`, ErrSyntax, `NaN]`},
		"a comment":                                  {`{} // why`, ErrTrailing, `// why`},
		"a comment inside":                           {`{ /* why */ }`, ErrSyntax, `/* why */ }`},
		"a line end in a string":                     {"[\"a\nb\"]", ErrSyntax, "\nb\"]"},
		"a raw NUL in a string":                      {"[\"a\x00b\"]", ErrSyntax, "\x00b\"]"},
		"an escape that JSON does not know":          {`["\x"]`, ErrSyntax, `x"]`},
		"an escape that is too short":                {`["\u12"]`, ErrSyntax, `"]`},
		"a string that does not end":                 {`{"a`, ErrSyntax, ""},
		"a string whose last quote is escaped":       {`["a\"]`, ErrSyntax, ""},
		"an object that does not end":                {`{"a":1`, ErrSyntax, ""},
		"an array that does not end":                 {`[[1]`, ErrSyntax, ""},
		"a value that does not come":                 {`{"a":`, ErrSyntax, ""},
		"a closing bracket alone":                    {`]`, ErrSyntax, `]`},
		"a second document":                          {`{} {}`, ErrTrailing, `{}`},
		"a closing bracket too many":                 {`{}}`, ErrTrailing, `}`},
		"a word after a blank and the document":      {"{}\n x", ErrTrailing, `x`},
		"a NUL after the document":                   {"{}\x00", ErrTrailing, "\x00"},
		"a second document right after a number":     {`1 2`, ErrTrailing, `2`},
		"a no-break space, which JSON has no use of": {"{\u00a0}", ErrSyntax, "\u00a0}"},
	} {
		t.Run(name, func(t *testing.T) {
			doc, fault := Parse([]byte(tt.src), roomy)
			require.NotNil(t, fault)
			require.ErrorIs(t, fault.Err, tt.want)
			if diff := cmp.Diff(tt.at, tt.src[fault.Offset:]); diff != "" {
				t.Errorf("%v: place of the fault (-want +got):\n%s", fault.Err, diff)
			}
			if doc != nil || fault.Node != 0 {
				t.Errorf("document %v, node %d; want neither", doc, fault.Node)
			}
		})
	}
}

func TestParseSaysWhatIsWrongInWords(t *testing.T) {
	for src, want := range map[string]string{
		"":                  "not JSON: there is no text",
		"{":                 "not JSON: the text ends too early",
		"[“a”]":             "not JSON: invalid character '“' looking for beginning of value",
		"[1,]":              "not JSON: invalid character ']' looking for beginning of value",
		"[[[[]]]]":          "document is nested too deeply: at most 3 objects and arrays inside each other",
		`["1234567"]`:       "document is too large: 11 bytes, at most 10 are read",
		"[0,0]\n\n\n\n\n\n": "document is too large: 11 bytes, at most 10 are read",
	} {
		_, fault := Parse([]byte(src), Limits{Size: 10, Depth: 3})
		require.NotNil(t, fault, src)
		if diff := cmp.Diff(want, fault.Err.Error()); diff != "" {
			t.Errorf("message about %q (-want +got):\n%s", src, diff)
		}
	}
}

func TestParseKeepsTheLimits(t *testing.T) {
	for name, tt := range map[string]struct {
		src    string
		limits Limits
		want   error
		at     int
	}{
		"just as large as allowed":                        {`[1,2]`, Limits{5, 1}, nil, 0},
		"a byte too large":                                {`[1,23]`, Limits{5, 1}, ErrTooLarge, 5},
		"too large with blanks":                           {`[1,2]    `, Limits{5, 1}, ErrTooLarge, 5},
		"size is looked at before anything else":          {"\ufeff\xff[[[[", Limits{5, 1}, ErrTooLarge, 5},
		"just as deep as allowed":                         {`[{"a":[]}]`, Limits{99, 3}, nil, 0},
		"a level too deep in arrays":                      {`[{"a":[[]]}]`, Limits{99, 3}, ErrTooDeep, 7},
		"a level too deep in objects":                     {`{"a":{"b":{}}}`, Limits{99, 2}, ErrTooDeep, 10},
		"nothing is nested where no depth is allowed":     {`"text"`, Limits{99, 0}, nil, 0},
		"an empty array is a level":                       {`[]`, Limits{99, 0}, ErrTooDeep, 0},
		"siblings do not add up":                          {`[[],[],[],{}]`, Limits{99, 2}, nil, 0},
		"siblings that are objects do not add up":         {`[{},{},{}]`, Limits{99, 2}, nil, 0},
		"brackets in strings do not count":                {`["[[[[{{{{"]`, Limits{99, 1}, nil, 0},
		"brackets in names do not count":                  {`{"[[[[":1}`, Limits{99, 1}, nil, 0},
		"an escaped quote does not end a string":          {`["\"[[[["]`, Limits{99, 1}, nil, 0},
		"an escaped backslash does not escape a quote":    {`["\\",[[]]]`, Limits{99, 2}, ErrTooDeep, 7},
		"a closing bracket in a string closes nothing":    {`[["]",[]]]`, Limits{99, 2}, ErrTooDeep, 6},
		"depth is looked at before syntax":                {`[[[[!`, Limits{99, 3}, ErrTooDeep, 3},
		"closing brackets too early give no room":         {`]]][[[[`, Limits{99, 3}, ErrSyntax, 0},
		"a backslash outside of strings hides no bracket": {`[\[[`, Limits{99, 2}, ErrTooDeep, 3},
	} {
		t.Run(name, func(t *testing.T) {
			_, fault := Parse([]byte(tt.src), tt.limits)
			if tt.want == nil {
				require.Nil(t, fault)
				return
			}
			require.NotNil(t, fault)
			require.ErrorIs(t, fault.Err, tt.want)
			if fault.Offset != tt.at {
				t.Errorf("fault at %d, want %d", fault.Offset, tt.at)
			}
		})
	}
}

// A parser that recurses as deep as the text tells it to dies of this one, which
// no recover can prevent.
func TestParseRefuses64MiBOfBrackets(t *testing.T) {
	for name, bracket := range map[string]string{"arrays": "[", "objects": `{"":`} {
		t.Run(name, func(t *testing.T) {
			src := bytes.Repeat([]byte(bracket), 64<<20/len(bracket))
			_, fault := Parse(src, Limits{Size: len(src), Depth: 16})
			require.NotNil(t, fault)
			require.ErrorIs(t, fault.Err, ErrTooDeep)
			if want := 16 * len(bracket); fault.Offset != want {
				t.Errorf("fault at %d, want %d, where the 17th begins", fault.Offset, want)
			}
		})
	}
}

// What the tree says of a document, one line a node: kind, text, place.
func describe(d *Document) string {
	var b strings.Builder
	for n := range d.Nodes {
		node := &d.Nodes[n]
		b.WriteString(d.Pointer(n) + " is " + node.Kind.String())
		if node.Text != "" {
			b.WriteString(" " + node.Text)
		}
		b.WriteString("\n")
	}
	return b.String()
}

func TestParseMakesNodesInOrder(t *testing.T) {
	for name, tt := range map[string]struct{ src, want string }{
		"a string":                              {` "a" `, " is a string a\n"},
		"an empty string":                       {`""`, " is a string\n"},
		"null":                                  {`null`, " is null null\n"},
		"true":                                  {`true`, " is a boolean true\n"},
		"false":                                 {"\tfalse\n", " is a boolean false\n"},
		"a number as it is written":             {`-1.50E+03 `, " is a number -1.50E+03\n"},
		"an empty object":                       {`{}`, " is an object\n"},
		"an empty array":                        {` [ ] `, " is an array\n"},
		"members in order":                      {`{"b":1,"a":2}`, " is an object\n/b is a number 1\n/a is a number 2\n"},
		"items in order":                        {`[1,true,null,"x"]`, " is an array\n/0 is a number 1\n/1 is a boolean true\n/2 is null null\n/3 is a string x\n"},
		"children stand before others":          {`{"a":[1],"b":2}`, " is an object\n/a is an array\n/a/0 is a number 1\n/b is a number 2\n"},
		"a name without letters":                {`{"":{"":1}}`, " is an object\n/ is an object\n// is a number 1\n"},
		"a slash in a name":                     {`{"aws:PrincipalTag/a":1}`, " is an object\n/aws:PrincipalTag~1a is a number 1\n"},
		"a tilde in a name":                     {`{"~1/":1}`, " is an object\n/~01~1 is a number 1\n"},
		"a name that looks like an index":       {`{"0":1}`, " is an object\n/0 is a number 1\n"},
		"escapes in names":                      {`{"\u0041\n":1}`, " is an object\n/A\n is a number 1\n"},
		"escapes in strings":                    {`["\u00e9\"\\\/\b\f\n\r\t"]`, " is an array\n/0 is a string é\"\\/\b\f\n\r\t\n"},
		"a pair of surrogates":                  {`["\ud83d\ude00"]`, " is an array\n/0 is a string 😀\n"},
		"letters of the world":                  {`{"é":"😀"}`, " is an object\n/é is a string 😀\n"},
		"a character that JSON need not escape": {"[\"\u2028\x7f\"]", " is an array\n/0 is a string \u2028\x7f\n"},
	} {
		t.Run(name, func(t *testing.T) {
			doc, fault := Parse([]byte(tt.src), roomy)
			require.Nil(t, fault)
			if diff := cmp.Diff(tt.want, describe(doc)); diff != "" {
				t.Errorf("nodes of %s (-want +got):\n%s", tt.src, diff)
			}
			if len(doc.Faults) > 0 {
				t.Errorf("faults %v, want none", doc.Faults)
			}
		})
	}
}
