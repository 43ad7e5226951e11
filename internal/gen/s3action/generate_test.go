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
		"an object's action is known by its resource type": {`"resource_types": [{"type": "object"}]`, `{Name: "s3:X", Level: UnknownLevel, Resource: ObjectResource},`},
		"so is a bucket's":                                           {`"resource_types": [{"type": "accesspoint"}, {"type": "bucket"}]`, `{Name: "s3:X", Level: UnknownLevel, Resource: BucketResource},`},
		"an access point alone is neither":                           {`"resource_types": [{"type": "accesspoint"}]`, `{Name: "s3:X", Level: UnknownLevel, Resource: OtherResource},`},
		"no resource type is neither":                                {`"resource_types": []`, `{Name: "s3:X", Level: UnknownLevel, Resource: OtherResource},`},
		"an access point stands for its bucket":                      {`"access_point": {"through_access_point": true, "resource_form": "accesspoint"}`, `{Name: "s3:X", Level: UnknownLevel, Resource: BucketResource, ThroughAccessPoint: true},`},
		"the resource form decides before the types":                 {`"resource_types": [{"type": "bucket"}], "access_point": {"through_access_point": true, "resource_form": "object"}`, `{Name: "s3:X", Level: UnknownLevel, Resource: ObjectResource, ThroughAccessPoint: true},`},
		"control of an access point is management":                   {`"access_point": {"kind": "control", "resource_form": "accesspoint"}`, `{Name: "s3:X", Level: UnknownLevel, Resource: OtherResource, Management: true},`},
		"each policy that can name the action is told":               {`"policy_scope": {"bucket_policy": true, "access_point_policy": true}`, `{Name: "s3:X", Level: UnknownLevel, Resource: OtherResource, BucketPolicy: true, AccessPointPolicy: true},`},
		"a service without access point data has nothing to say":     {`"access_point": null, "policy_scope": null`, `{Name: "s3:X", Level: UnknownLevel, Resource: OtherResource},`},
		"the access level is told":                                   {`"access_level": "Write"`, `{Name: "s3:X", Level: Write, Resource: OtherResource},`},
		"that of permissions by a shorter name":                      {`"access_level": "Permissions management"`, `{Name: "s3:X", Level: Permissions, Resource: OtherResource},`},
		"what the table does not need is passed over without a word": {`"permission_only": true`, `{Name: "s3:X", Level: UnknownLevel, Resource: OtherResource},`},
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
		"text that is not JSON":                 {`{`, "unexpected end of JSON input"},
		"a file without actions":                {`{}`, "no actions"},
		"two actions that differ in capitals":   {`{"actions": [{"action": "s3:getX"}, {"action": "s3:GetX"}]}`, "two actions of one name: s3:getX and s3:GetX"},
		"an access level that it does not know": {`{"actions": [{"action": "s3:X", "access_level": "Destroy"}]}`, `s3:X: unknown access level "Destroy"`},
		"a resource form that it does not know": {`{"actions": [{"action": "s3:X", "access_point": {"through_access_point": true, "resource_form": "bucket"}}]}`,
			`s3:X: unknown resource form "bucket"`},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := generate([]byte(tt.data), nil)
			require.EqualError(t, err, tt.want)
		})
	}
}

func TestGenerateTellsTheDateOfTheActions(t *testing.T) {
	got, err := generate([]byte(`{"_about": {"sources": [{"name": "a", "as_of": "2026-01-02"}, {"name": "b", "as_of": "2025"}]}, "actions": [{"action": "s3:X"}]}`), nil)
	require.NoError(t, err)
	require.Contains(t, string(got[tableFile]), `const AsOf = "2026-01-02"`)
}
