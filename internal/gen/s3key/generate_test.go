package main

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

const target = "../../s3key/"

func TestTheGeneratedFileIsWhatTheDataSays(t *testing.T) {
	data, err := os.ReadFile(target + dataFile)
	require.NoError(t, err)
	want, err := generate(data, corrections)
	require.NoError(t, err)
	got, err := os.ReadFile(target + tableFile)
	require.NoError(t, err)
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s is stale, run go generate ./internal/s3key (-want +got):\n%s", tableFile, diff)
	}
}

// text returns data with the keys of services and the global ones.
func text(service, global string) []byte {
	return fmt.Appendf(nil, `{"_about": {"sources": [{"name": "x", "as_of": "2026-01-02", "used_for": "primary list"}]}, "service_keys": [%s], "global_keys": [%s]}`, service, global)
}

const listed = `{"key": "s3:x", "scope": "service", "type": "String", "present_when": "always", "actions": ["s3:GetObject"]}`

func TestGenerateWritesOneRowForEachKey(t *testing.T) {
	for name, tt := range map[string]struct{ service, global, row string }{
		"a global key goes with every action": {``, `{"key": "aws:x", "scope": "global", "type": "ARN", "present_when": "signed"}`,
			`{Name: "aws:x", Type: ARN, When: Signed, Global: true, RelevantInResourcePolicy: true, every: true},`},
		"an array is of strings": {``, `{"key": "aws:x", "scope": "global", "type": "ArrayOfString", "multivalued": true, "present_when": "signed"}`,
			`{Name: "aws:x", Type: String, When: Signed, Multivalued: true, Global: true, RelevantInResourcePolicy: true, every: true},`},
		"a family goes by its prefix": {``, `{"key": "aws:x/${TagKey}", "scope": "global", "type": "String", "template": true, "prefix": "aws:x/", "present_when": "signed"}`,
			`{Name: "aws:x/", Type: String, When: Signed, Family: true, Global: true, RelevantInResourcePolicy: true, every: true},`},
		"values may be all there are": {``, `{"key": "aws:x", "scope": "global", "type": "String", "present_when": "signed", "values": ["A"], "values_closed": true}`,
			`{Name: "aws:x", Type: String, When: Signed, Global: true, RelevantInResourcePolicy: true, Closed: true, every: true, Values: []string{"A"}},`},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := generate(text(tt.service, tt.global), nil)
			require.NoError(t, err)
			require.Contains(t, string(got), "\t"+tt.row+"\n")
			require.Contains(t, string(got), `const AsOf = "2026-01-02"`)
		})
	}
}

func TestAKeyOfBothListsIsOne(t *testing.T) {
	got, err := generate(text(listed, `{"key": "s3:x", "scope": "global", "type": "String", "present_when": "always", "spoofable": true}`), nil)
	require.NoError(t, err)
	require.Equal(t, 1, strings.Count(string(got), "Name:"))
	require.Contains(t, string(got), "Spoofable: true")
	require.NotContains(t, string(got), "every")
}

func TestGenerateRefusesDataThatItCannotTell(t *testing.T) {
	replace := func(old, with string) []byte { return text(strings.Replace(listed, old, with, 1), ``) }
	for name, tt := range map[string]struct {
		data []byte
		want string
	}{
		"an action that is not in the table": {replace("s3:GetObject", "s3:X"), "s3:x: unknown action s3:X"},
		"a type that it does not know":       {replace("String", "Colour"), `s3:x: unknown type "Colour"`},
		"a presence that it does not know":   {replace("always", "sometimes"), `s3:x: unknown presence "sometimes"`},
		"a key of no action":                 {replace(`"s3:GetObject"`, ""), "s3:x belongs to no action"},
		"a slash in what is no family":       {replace("s3:x", "s3:x/"), "s3:x/: a family, and only a family, has a name that ends in a slash"},
		"a name twice":                       {text(listed+","+strings.Replace(listed, "s3:x", "s3:X", 1), ``), "two keys of one name: s3:x and s3:X"},
		"no keys":                            {text(``, ``), "0 keys do not fit the table"},
		"no date":                            {[]byte(`{"service_keys": [` + listed + `]}`), "no source is the primary list"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := generate(tt.data, nil)
			require.EqualError(t, err, tt.want)
		})
	}
}

func TestCorrectionsThatNoLongerFitAreRefused(t *testing.T) {
	for name, tt := range map[string]struct {
		correction correction
		want       string
	}{
		"the key is gone":    {correction{key: "s3:y", limitsPublic: true}, "correction of s3:y, which is no key"},
		"it is right by now": {correction{key: "s3:x", irrelevant: true}, "correction of s3:x, which the data has as it should be"},
	} {
		t.Run(name, func(t *testing.T) {
			data := text(strings.Replace(listed, `"actions"`, `"relevant_in_resource_policy": false, "actions"`, 1), ``)
			_, err := generate(data, []correction{tt.correction})
			require.EqualError(t, err, tt.want)
		})
	}
}
