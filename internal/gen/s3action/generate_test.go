package main

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

const target = "../../s3action/"

func TestTheGeneratedFilesAreWhatTheDataSays(t *testing.T) {
	data, err := os.ReadFile(target + dataFile)
	require.NoError(t, err)
	want, err := generate(data, corrections)
	require.NoError(t, err)
	require.Len(t, want, 3)
	for name := range want {
		got, err := os.ReadFile(target + name)
		require.NoError(t, err)
		if diff := cmp.Diff(string(want[name]), string(got)); diff != "" {
			t.Errorf("%s is stale, run go generate ./internal/s3action (-want +got):\n%s", name, diff)
		}
	}
}

func TestGenerateWritesOneRowForEachAction(t *testing.T) {
	for name, tt := range map[string]struct{ action, row string }{
		"an object's action is known by its resource type": {`"resource_types": [{"type": "object"}]`, `{Name: "s3:X", Resource: ObjectResource},`},
		"so is a bucket's":                                           {`"resource_types": [{"type": "accesspoint"}, {"type": "bucket"}]`, `{Name: "s3:X", Resource: BucketResource},`},
		"an access point alone is neither":                           {`"resource_types": [{"type": "accesspoint"}]`, `{Name: "s3:X", Resource: OtherResource},`},
		"no resource type is neither":                                {`"resource_types": []`, `{Name: "s3:X", Resource: OtherResource},`},
		"an access point stands for its bucket":                      {`"access_point": {"through_access_point": true, "resource_form": "accesspoint"}`, `{Name: "s3:X", Resource: BucketResource, ThroughAccessPoint: true},`},
		"the resource form decides before the types":                 {`"resource_types": [{"type": "bucket"}], "access_point": {"through_access_point": true, "resource_form": "object"}`, `{Name: "s3:X", Resource: ObjectResource, ThroughAccessPoint: true},`},
		"control of an access point is management":                   {`"access_point": {"kind": "control", "resource_form": "accesspoint"}`, `{Name: "s3:X", Resource: OtherResource, Management: true},`},
		"each policy that can name the action is told":               {`"policy_scope": {"bucket_policy": true, "access_point_policy": true}`, `{Name: "s3:X", Resource: OtherResource, BucketPolicy: true, AccessPointPolicy: true},`},
		"a service without access point data has nothing to say":     {`"access_point": null, "policy_scope": null`, `{Name: "s3:X", Resource: OtherResource},`},
		"what the table does not need is passed over without a word": {`"access_level": "Write"`, `{Name: "s3:X", Resource: OtherResource},`},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := generate([]byte(`{"actions": [{"action": "s3:X", `+tt.action+`}]}`), nil)
			require.NoError(t, err)
			if table := string(got[tableFile]); !strings.Contains(table, tt.row) {
				t.Errorf("no row %s in:\n%s", tt.row, table)
			}
		})
	}
}

func TestGenerateRefusesDataThatItCannotTell(t *testing.T) {
	for name, tt := range map[string]struct{ data, want string }{
		"text that is not JSON":               {`{`, "unexpected end of JSON input"},
		"a file without actions":              {`{}`, "no actions"},
		"two actions that differ in capitals": {`{"actions": [{"action": "s3:getX"}, {"action": "s3:GetX"}]}`, "two actions of one name: s3:getX and s3:GetX"},
		"a resource form that it does not know": {`{"actions": [{"action": "s3:X", "access_point": {"through_access_point": true, "resource_form": "bucket"}}]}`,
			`s3:X: unknown resource form "bucket"`},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := generate([]byte(tt.data), nil)
			require.EqualError(t, err, tt.want)
		})
	}
}
