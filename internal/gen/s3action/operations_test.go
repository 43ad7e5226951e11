package main

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

// operationsOf generates from the operations given, and a part of the access
// point operations.
func operationsOf(operations, through string, list ...correction) (map[string][]byte, error) {
	return generate([]byte(`{"actions": [{"action": "s3:X"}], "operations": {`+operations+`}, "access_point_operations": {`+through+`}}`), list)
}

func TestGenerateWritesOneRowForEachOperation(t *testing.T) {
	const always = `{"action": "s3:X", "need": "required"}`
	for name, tt := range map[string]struct{ operations, through, row, line string }{
		"an action that is always needed": {`"s3.X": [` + always + `]`, ``,
			`{Name: "X", Needs: []Need{{Action: "s3:X"}}},`, `| X | s3:X |  |  |`},
		"one of two by the version": {`"s3.X": [{"action": "s3:X", "need": "one-of", "when": "no version id is given"}, {"action": "s3:XV", "need": "one-of", "when": "a version id is given"}]`, ``,
			`{Name: "X", Needs: []Need{{Action: "s3:X", Without: VersionID}, {Action: "s3:XV", With: VersionID}}},`, `| X | s3:X without a version id; s3:XV with a version id |  |  |`},
		"a remark in brackets does not count": {`"s3.X": [{"action": "s3:X", "need": "one-of", "when": "no version id is given (whatever)"}]`, ``,
			`{Name: "X", Needs: []Need{{Action: "s3:X", Without: VersionID}}},`, `| X | s3:X without a version id |  |  |`},
		"what is always needed comes first": {`"s3.X": [{"action": "s3:A", "need": "conditional", "when": "the request sets an ACL"}, ` + always + `]`, ``,
			`{Name: "X", Needs: []Need{{Action: "s3:X"}, {Action: "s3:A", With: ACL}}},`, `| X | s3:X; s3:A if it sets an ACL |  |  |`},
		"the source of a copy is apart": {`"s3.X": [` + always + `, {"action": "s3:R", "need": "one-of", "when": "a version id is given for the copy source"}]`, ``,
			`{Name: "X", Needs: []Need{{Action: "s3:X"}}, Reads: []Need{{Action: "s3:R", With: SourceVersionID}}},`, `| X | s3:X | s3:R with a version id |  |`},
		"access points may take it": {`"s3.X": [` + always + `]`, `"X": {"bucket": true}`,
			`{Name: "X", ThroughAccessPoint: true, Needs: []Need{{Action: "s3:X"}}},`, `| X | s3:X |  | yes |`},
		"or those of other things alone": {`"s3.X": [` + always + `]`, `"X": {"bucket": false, "fsx": true}`,
			`{Name: "X", Needs: []Need{{Action: "s3:X"}}},`, `| X | s3:X |  |  |`},
		"other services are left out": {`"s3.X": [` + always + `, {"action": "kms:Decrypt", "need": "conditional", "when": "who knows"}]`, ``,
			`{Name: "X", Needs: []Need{{Action: "s3:X"}}},`, `| X | s3:X |  |  |`},
		"the control API is there too": {`"s3control.X": [` + always + `]`, ``,
			`{Name: "X", Needs: []Need{{Action: "s3:X"}}},`, `| X | s3:X |  |  |`},
		"and gives way where names are the same": {`"s3control.X": [{"action": "s3:Account", "need": "required"}], "s3.X": [` + always + `]`, ``,
			`{Name: "X", Needs: []Need{{Action: "s3:X"}}},`, `| X | s3:X |  |  |`},
		"but not to one without actions": {`"s3control.X": [` + always + `], "s3.X": []`, ``,
			`{Name: "X", Needs: []Need{{Action: "s3:X"}}},`, `| X | s3:X |  |  |`},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := operationsOf(tt.operations, tt.through)
			require.NoError(t, err)
			if diff := cmp.Diff(tt.row, lastRow(string(got[operationsFile]), "}\n")); diff != "" {
				t.Errorf("row of the table (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.line, lastRow(string(got[documentFile]), "")); diff != "" {
				t.Errorf("row of the document (-want +got):\n%s", diff)
			}
		})
	}
}

// lastRow returns the last line of a text, before its end.
func lastRow(text, end string) string {
	text = strings.TrimSuffix(strings.TrimSuffix(text, end), "\n")
	return strings.TrimSpace(text[strings.LastIndexByte(text, '\n')+1:])
}

func TestOperationsWithoutActionsOfS3AreLeftOut(t *testing.T) {
	got, err := operationsOf(`"s3.X": [{"action": "s3express:CreateSession", "need": "required"}], "s3outposts.Y": [{"action": "s3:Y", "need": "required"}]`, ``)
	require.NoError(t, err)
	if strings.Contains(string(got[operationsFile]), "Name:") {
		t.Errorf("there must be no row in:\n%s", got[operationsFile])
	}
}

func TestGenerateRefusesOperationsThatItCannotTell(t *testing.T) {
	for name, tt := range map[string]struct{ operations, through, want string }{
		"a condition that it does not know":            {`"s3.X": [{"action": "s3:X", "need": "conditional", "when": "the moon is full"}]`, ``, `s3.X: s3:X: unknown condition "the moon is full"`},
		"a need that it does not know":                 {`"s3.X": [{"action": "s3:X", "need": "alternative"}]`, ``, `s3.X: s3:X: need "alternative" does not go with condition ""`},
		"a condition on what is required":              {`"s3.X": [{"action": "s3:X", "need": "required", "when": "the request sets an ACL"}]`, ``, `s3.X: s3:X: need "required" does not go with condition "the request sets an ACL"`},
		"no condition on what is not":                  {`"s3.X": [{"action": "s3:X", "need": "one-of"}]`, ``, `s3.X: s3:X: need "one-of" does not go with condition ""`},
		"an operation that anybody may do":             {`"s3.X": [{"action": "s3:X", "need": "conditional", "when": "the request sets an ACL"}]`, ``, `s3.X: some requests need no action at all`},
		"a copy that writes nothing":                   {`"s3.X": [{"action": "s3:X", "need": "one-of", "when": "a version id is given for the copy source"}]`, ``, `s3.X: some requests need no action at all`},
		"access points that take what is no operation": {`"s3.X": [{"action": "s3:X", "need": "required"}]`, `"Y": {"bucket": true}`, `Y goes through access points and is no operation`},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := operationsOf(tt.operations, tt.through)
			require.EqualError(t, err, tt.want)
		})
	}
}

func TestCorrectionsChangeTheData(t *testing.T) {
	const data = `"s3.X": [{"action": "s3:X", "need": "required"}]`
	for name, tt := range map[string]struct {
		correction correction
		row        string
	}{
		"an action is taken out and another put in": {
			correction{operation: "s3.X", without: []string{"s3:X"}, with: []need{{Action: "s3:Y", Need: "required"}}},
			`{Name: "X", Needs: []Need{{Action: "s3:Y"}}},`},
		"access points take it": {
			correction{operation: "s3.X", through: true},
			`{Name: "X", ThroughAccessPoint: true, Needs: []Need{{Action: "s3:X"}}},`},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := operationsOf(data, ``, tt.correction)
			require.NoError(t, err)
			if diff := cmp.Diff(tt.row, lastRow(string(got[operationsFile]), "}\n")); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
	for name, tt := range map[string]struct {
		correction correction
		want       string
	}{
		"the operation is gone": {correction{operation: "s3.Y"}, "correction of s3.Y, which is no operation"},
		"the action is gone":    {correction{operation: "s3.X", without: []string{"s3:Y"}}, "correction of s3.X takes out s3:Y, which it does not need"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := operationsOf(data, ``, tt.correction)
			require.EqualError(t, err, tt.want)
		})
	}
}
