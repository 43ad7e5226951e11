package policy

import (
	"encoding/json"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A span is a value in a JSON text, and where the name begins that it has in an
// object; that of an item, and of the whole, is its beginning.
type span struct{ name, begin, end int }

// resolve returns what an RFC 6901 JSON Pointer means in a text: nothing, one
// value, or several if an object has a member twice.
func resolve(text, pointer string) []span {
	begin := len(text) - len(strings.TrimLeft(text, " \t\r\n"))
	spans := []span{{begin, begin, len(strings.TrimRight(text, " \t\r\n"))}}
	for _, token := range strings.Split(pointer, "/")[1:] {
		token = strings.ReplaceAll(strings.ReplaceAll(token, "~1", "/"), "~0", "~")
		var next []span
		for _, s := range spans {
			next = append(next, members(text, s)[token]...)
		}
		spans = next
	}
	return spans
}

// members returns what stands in the object or array s of a text, by name or
// number.
func members(text string, s span) map[string][]span {
	all := map[string][]span{}
	dec := json.NewDecoder(strings.NewReader(text[s.begin:s.end]))
	open, err := dec.Token()
	if _, ok := open.(json.Delim); err != nil || !ok {
		return all
	}
	for i := 0; dec.More(); i++ {
		token, name := any(strconv.Itoa(i)), -1
		if open == json.Delim('{') {
			before := s.begin + int(dec.InputOffset())
			name = before + strings.IndexByte(text[before:], '"')
			token, _ = dec.Token()
		}
		var raw json.RawMessage
		if dec.Decode(&raw) != nil {
			return all
		}
		end := s.begin + int(dec.InputOffset())
		m := span{name, end - len(raw), end}
		if name < 0 {
			m.name = m.begin
		}
		all[token.(string)] = append(all[token.(string)], m)
	}
	return all
}

func TestResolve(t *testing.T) {
	const text = ` {"a": [5, {"b/c~d": true}], "é" : "x", "a":null} `
	for name, tt := range map[string]struct {
		pointer string
		want    []string // from name to end
	}{
		"no token is the whole":                {"", []string{strings.TrimSpace(text)}},
		"a member that stands twice":           {"/a", []string{`"a": [5, {"b/c~d": true}]`, `"a":null`}},
		"an item":                              {"/a/0", []string{`5`}},
		"a slash and a tilde are escaped":      {"/a/1/b~1c~0d", []string{`"b/c~d": true`}},
		"letters beyond ASCII":                 {"/é", []string{`"é" : "x"`}},
		"a member that is not there":           {"/b", nil},
		"an item that is not there":            {"/a/2", nil},
		"nothing stands in a string":           {"/é/0", nil},
		"an empty token is a name like others": {"/", nil},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, s := range resolve(text, tt.pointer) {
				got = append(got, text[s.name:s.end])
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("resolve(%q) (-want +got):\n%s", tt.pointer, diff)
			}
		})
	}
}
