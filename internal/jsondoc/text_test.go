package jsondoc

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

// blamed lists the faults of a document, one a line: the first characters of the
// text under the mark, the pointer of the node, and the error.
func blamed(src string, d *Document) (lines []string) {
	for _, f := range d.Faults {
		under := src[f.Offset:]
		if strings.HasPrefix(under, `"`) {
			under = under[:1+strings.IndexByte(under[1:], '"')+1]
		} else {
			under = under[:len(`\u0000`)]
		}
		lines = append(lines, fmt.Sprintf("%s of %s: %v", under, d.Pointer(f.Node), f.Err))
	}
	return lines
}

func TestParseFindsFaultsOfStrings(t *testing.T) {
	nul, half := ErrNUL.Error(), ErrSurrogate.Error()
	for name, tt := range map[string]struct {
		src  string
		want []string
	}{
		"a NUL by escape": {`["a\u0000"]`, []string{`\u0000 of /0: ` + nul}},
		"a NUL in a name": {`{"a\u0000":1}`, []string{`\u0000 of /a` + "\x00: " + nul}},
		"an escaped backslash before a u is no NUL": {`["\\u0000"]`, nil},
		"three backslashes before a u are a NUL":    {`["\\\u0000"]`, []string{`\u0000 of /0: ` + nul}},
		"a NUL that is the document":                {` "\u0000"`, []string{`\u0000 of : ` + nul}},
		"other controls are allowed":                {`["\u0001\u001f"]`, nil},
		"a high half alone":                         {`["\ud83d"]`, []string{`\ud83d of /0: ` + half}},
		"a high half in capitals":                   {`["\uD83D"]`, []string{`\uD83D of /0: ` + half}},
		"a low half alone":                          {`["\ude00"]`, []string{`\ude00 of /0: ` + half}},
		"two halves in the wrong order":             {`["\ude00\ud83d"]`, []string{`\ude00 of /0: ` + half, `\ud83d of /0: ` + half}},
		"two high halves and a low one":             {`["\ud83d\ud83d\ude00"]`, []string{`\ud83d of /0: ` + half}},
		"a pair and a low half":                     {`["\ud83d\ude00\ude00"]`, []string{`\ude00 of /0: ` + half}},
		"two pairs":                                 {`["\ud83d\ude00\ud83d\ude00"]`, nil},
		"the first and the last pair":               {`["\ud800\udc00\udbff\udfff"]`, nil},
		"the neighbours of the halves":              {`["\ud7ff\ue000"]`, nil},
		"a high half before a letter":               {`["\ud83dx"]`, []string{`\ud83d of /0: ` + half}},
		"a high half before another escape":         {`["\ud83d\n\ude00"]`, []string{`\ud83d of /0: ` + half, `\ude00 of /0: ` + half}},
		"a high half before an escaped letter":      {`["\ud83d\u0041"]`, []string{`\ud83d of /0: ` + half}},
		"a high half before a NUL":                  {`["\ud83d\u0000"]`, []string{`\ud83d of /0: ` + half, `\u0000 of /0: ` + nul}},
		"a half in a name":                          {`{"x":{"\ud83d":1}}`, []string{`\ud83d of /x/` + "\ufffd: " + half}},
		"a half in two strings is no pair":          {`["\ud83d","\ude00"]`, []string{`\ud83d of /0: ` + half, `\ude00 of /1: ` + half}},
		"the replacement character is a character":  {`["\ufffd"]`, nil},
		"escapes of one letter":                     {`["\"\\\/\b\f\n\r\t"]`, nil},
	} {
		t.Run(name, func(t *testing.T) {
			doc, fault := Parse([]byte(tt.src), roomy)
			require.Nil(t, fault)
			if diff := cmp.Diff(tt.want, blamed(tt.src, doc)); diff != "" {
				t.Errorf("faults of %s (-want +got):\n%s", tt.src, diff)
			}
		})
	}
}

func TestPointersEscapeWhatRFC6901SaysTo(t *testing.T) {
	for name, tt := range map[string]struct{ got, want string }{
		"a member":                  {PointerMember("", "Statement"), "/Statement"},
		"a member of a member":      {PointerMember("/a", "b"), "/a/b"},
		"an item":                   {PointerItem("/Statement", 10), "/Statement/10"},
		"a member without a name":   {PointerMember("/a", ""), "/a/"},
		"a slash":                   {PointerMember("", "a/b"), "/a~1b"},
		"a tilde":                   {PointerMember("", "m~n"), "/m~0n"},
		"what looks like an escape": {PointerMember("", "~1"), "/~01"},
		"what looks like a slash's": {PointerMember("", "~01/"), "/~001~1"},
		"the parent is left alone":  {PointerMember("/a~1b", "c/d"), "/a~1b/c~1d"},
		"nothing else is escaped":   {PointerMember("", `c%d "e\f`), `/c%d "e\f`},
		"letters of several bytes":  {PointerMember("", "é"), "/é"},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, tt.got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
