package policy

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// checkSound holds what the short way makes of a text to what the long way does. It
// reports whether the short way took the text.
func checkSound(t *testing.T, k Kind, src []byte) bool {
	t.Helper()
	short := compileSound(k, src)
	_, long, list := parse(k, src)
	if short == nil {
		return false
	}
	require.Empty(t, list, "what the short way takes has no errors")
	require.Equal(t, long.body, short.body)
	return true
}

func TestTheShortWayIsTakenAndEndsWhereTheLongOneDoes(t *testing.T) {
	for _, w := range workloads {
		src := readWorkload(t, w.policy)
		require.True(t, checkSound(t, w.kind, src), w.name)
		var any any
		require.NoError(t, json.Unmarshal(src, &any))
		sorted, err := json.Marshal(any)
		require.NoError(t, err)
		require.True(t, checkSound(t, w.kind, sorted), "%s with sorted members", w.name)
		require.True(t, checkSound(t, w.kind, []byte(strings.Replace(string(src), "\n", "\r\n\t ", 20))), "%s with blanks", w.name)
	}
	const one = `{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::b/${aws:username}"}`
	for name, text := range map[string]string{
		"a statement without a list":           `{"Statement":` + one + `}`,
		"a Version that comes late":            `{"Statement":[` + one + `],"Version":"2012-10-17","Id":"` + strings.Repeat("i", 10) + `"}`,
		"the older Version":                    `{"Statement":` + one + `,"Version":"2008-10-17"}`,
		"characters beyond ASCII on one line":  `{"Id":"é","Statement":[` + one + `,` + one + `,{"Sid":"ü",` + one[1:] + `, ` + one + `]}`,
		"characters beyond ASCII on two lines": "{\"Id\":\"é\",\n\"Statement\":[" + one + `,{"Sid":"ü",` + one[1:] + `,` + one + "\n]}",
		"escapes in a string":                  `{"Id":"\u00e9\/\n\ud83d\ude00","Statement":` + one + `}`,
		"numbers and booleans":                 `{"Statement":{"Condition":{"NumericEquals":{"s3:max-keys":[1,-2.5e3]},"Null":{"aws:a":false}},` + one[1:] + `}`,
		"the opposites":                        `{"Statement":{"Effect":"Deny","NotPrincipal":{"AWS":["123456789012"],"Service":"a.amazonaws.com"},"NotAction":["s3:*"],"NotResource":["*"]}}`,
	} {
		require.True(t, checkSound(t, Bucket, []byte(text)), name)
	}
}

// What is wrong with a text, or odd, is for the long way.
func TestTheShortWayLeavesWhatIsWrong(t *testing.T) {
	const rest = `"Principal":"*","Action":"s3:*","Resource":"*"}`
	const one = `{"Effect":"Deny",` + rest
	many := "[" + strings.Repeat(one+",", MaxStatements) + one + "]"
	for name, text := range map[string]string{
		"a Version that comes too late to be guessed": `{"Statement":` + one + `,"Version":"2012-10-17","Id":"` + strings.Repeat("i", 100) + `"}`,
		"no statement":                       `{"Version":"2012-10-17"}`,
		"an empty list of statements":        `{"Statement":[]}`,
		"too many statements":                `{"Statement":` + many + `}`,
		"text after the end":                 `{"Statement":` + one + `}}`,
		"a comma before the end":             `{"Statement":` + one + `,}`,
		"no comma":                           `{"Statement":[` + one + one + `]}`,
		"a bracket that does not close":      `{"Statement":[` + one + `}`,
		"Statement twice":                    `{"Statement":` + one + `,"Statement":` + one + `}`,
		"an unknown element":                 `{"Statement":{"Sid":"a","sid":"b",` + one[1:] + `}`,
		"an element twice":                   `{"Statement":{"Sid":"a","Sid":"b",` + one[1:] + `}`,
		"an element beside its opposite":     `{"Statement":{"NotAction":"s3:*",` + one[1:] + `}`,
		"a list of principals twice":         `{"Statement":{"Effect":"Deny","Action":"s3:*","Resource":"*","Principal":{"AWS":"*","AWS":"*"}}}`,
		"an unknown list of principals":      `{"Statement":{"Effect":"Deny","Action":"s3:*","Resource":"*","Principal":{"aws":"*"}}}`,
		"nobody":                             `{"Statement":{"Effect":"Deny","Action":"s3:*","Resource":"*","Principal":{}}}`,
		"an empty list":                      `{"Statement":{"Effect":"Deny","Action":[],"Resource":"*","Principal":"*"}}`,
		"a number for a string":              `{"Statement":{"Effect":"Deny","Action":[1],"Resource":"*","Principal":"*"}}`,
		"no Effect":                          `{"Statement":{` + rest + `}`,
		"an Effect in the wrong case":        `{"Statement":{"Effect":"deny",` + rest + `}`,
		"an empty Condition":                 `{"Statement":{"Condition":{},` + one[1:] + `}`,
		"an empty operator":                  `{"Statement":{"Condition":{"StringEquals":{}},` + one[1:] + `}`,
		"an empty list of values":            `{"Statement":{"Condition":{"StringEquals":{"aws:a":[]}},` + one[1:] + `}`,
		"null for a value":                   `{"Statement":{"Condition":{"StringEquals":{"aws:a":null}},` + one[1:] + `}`,
		"an unknown operator":                `{"Statement":{"Condition":{"StringEqual":{"aws:a":"b"}},` + one[1:] + `}`,
		"an operator twice":                  `{"Statement":{"Condition":{"StringEquals":{"aws:a":"b"},"StringEquals":{"aws:b":"b"}},` + one[1:] + `}`,
		"a key twice":                        `{"Statement":{"Condition":{"StringEquals":{"aws:a":"b","aws:a":"c"}},` + one[1:] + `}`,
		"a key twice in another case":        `{"Statement":{"Condition":{"StringEquals":{"aws:a":"b","aws:A":"c"}},` + one[1:] + `}`,
		"a value that cannot be read":        `{"Statement":{"Condition":{"IpAddress":{"aws:SourceIp":"x"}},` + one[1:] + `}`,
		"an escape in a name":                `{"St\u0061tement":` + one + `}`,
		"an escape that is none":             `{"Id":"\x","Statement":` + one + `}`,
		"NUL":                                `{"Id":"\u0000","Statement":` + one + `}`,
		"an escape that the text ends in":    `{"Statement":{"\`,
		"half of a surrogate pair":           `{"Id":"\ud83d","Statement":` + one + `}`,
		"a line feed in a string":            "{\"Id\":\"\n\",\"Statement\":" + one + `}`,
		"what is not UTF-8":                  "{\"Id\":\"\xff\",\"Statement\":" + one + `}`,
		"a byte order mark":                  "\ufeff{\"Statement\":" + one + `}`,
		"an action of no service":            `{"Statement":{"Effect":"Deny","Action":"x","Resource":"*","Principal":"*"}}`,
		"a resource that is none":            `{"Statement":{"Effect":"Deny","Action":"s3:*","Resource":"x","Principal":"*"}}`,
		"a principal that is none":           `{"Statement":{"Effect":"Deny","Action":"s3:*","Resource":"*","Principal":{"AWS":"x"}}}`,
		"an Allow for all but":               `{"Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*","NotPrincipal":{"AWS":"123456789012"}}}`,
		"an unknown Version":                 `{"Version":"2012-10-18","Statement":` + one + `}`,
		"more than a bucket policy may have": `{"Id":"` + strings.Repeat("i", 20<<10) + `","Statement":` + one + `}`,
	} {
		require.False(t, checkSound(t, Bucket, []byte(text)), name)
	}
}
