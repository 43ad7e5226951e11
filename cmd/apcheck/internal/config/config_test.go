package config

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/policy/lint"
)

var errNoFile = errors.New("there is no such file")

// open knows one file.
func open(name string) ([]byte, error) {
	if name == "reference.json" {
		return []byte(`{"Statement": []}`), nil
	}
	return nil, errNoFile
}

func TestReadSaysWhatIsWrongAndWhere(t *testing.T) {
	for name, tt := range map[string]struct{ src, want string }{
		"what is no JSON":                      {`{"disabled": [}`, "1:15: "},
		"a list":                               {`[]`, "1:1: must be an object, not an array"},
		"an unknown member":                    {`{"disable": []}`, "1:2: /disable: unknown member `disable`; did you mean `disabled`?"},
		"a member twice":                       {`{"disabled": [], "disabled": []}`, "1:18: /disabled: "},
		"an unknown check":                     {"{\"disabled\": [\n\"old-verson\"]}", "2:1: /disabled/0: there is no check `old-verson`; did you mean `old-version`?"},
		"a family of none":                     {`{"disabled": ["nothing-*"]}`, "1:15: /disabled/0: no check has an id that begins with `nothing-`"},
		"a check that is no text":              {`{"disabled": [1]}`, "1:15: /disabled/0: must be a string, not a number"},
		"a severity that is none":              {`{"severities": {"old-version": "eror"}}`, "1:32: /severities/old-version: must be off, suggestion, warning, security-warning or error, not `eror`; did you mean `error`?"},
		"a severity of no check":               {`{"severities": {"old": "error"}}`, "1:17: /severities/old: there is no check `old`"},
		"a silence without a check":            {`{"silences": [{"sid": "a", "reason": "b"}]}`, "1:15: /silences/0: a silence must name a `check`"},
		"a silence without a place":            {`{"silences": [{"check": "old-version", "reason": "b"}]}`, "1:15: /silences/0: a silence must name a `sid` or a `pointer`"},
		"a silence without a reason":           {`{"silences": [{"check": "old-version", "sid": "a", "reason": " "}]}`, "1:15: /silences/0: a silence must give a `reason`"},
		"a silence until a day that is none":   {`{"silences": [{"check": "old-version", "sid": "a", "reason": "b", "until": "2026-02-30"}]}`, "1:76: /silences/0/until: must be a time such as 2026-12-31 or 2026-12-31T15:04:05Z, not `2026-02-30`"},
		"a pointer that is none":               {`{"silences": [{"check": "old-version", "pointer": "Version", "reason": "b"}]}`, "1:51: /silences/0/pointer: a JSON Pointer begins with a slash, as /Statement/0"},
		"a pattern of files that is none":      {`{"silences": [{"check": "old-version", "sid": "a", "file": "[", "reason": "b"}]}`, "1:60: /silences/0/file: syntax error in pattern"},
		"a trusted account that is none":       {`{"trustedAccounts": ["12"]}`, "1:22: /trustedAccounts/0: account must be 12 digits, not `12`"},
		"an unknown member of the context":     {`{"context": {"bucketname": "x"}}`, "1:14: /context/bucketname: unknown member `bucketname`"},
		"a bucket that is none":                {`{"context": {"bucket": "X"}}`, "1:24: /context/bucket: "},
		"an access point that is none":         {`{"context": {"accessPoint": "door"}}`, "1:29: /context/accessPoint: "},
		"a VPC origin without a VPC":           {`{"context": {"networkOrigin": "VPC"}}`, "1:13: /context: "},
		"a data source that is none":           {`{"context": {"dataSource": "EFS"}}`, "1:28: /context/dataSource: must be S3, FSx or Backup, not `EFS`"},
		"a reference that is not there":        {`{"context": {"reference": "x.json"}}`, "1:27: /context/reference: there is no such file"},
		"what must be allowed without actions": {`{"context": {"mustAllow": [{"principals": ["*"], "resources": ["*"]}]}}`, "1:28: /context/mustAllow/0: must have `actions` and `resources`"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Read("f.json", []byte(tt.src), open)
			require.Error(t, err)
			first, _, _ := strings.Cut(err.Error(), "\n")
			require.Contains(t, first, "f.json:"+tt.want)
		})
	}
}

func TestReadReportsAllThatIsWrong(t *testing.T) {
	_, err := Read("f.json", []byte(`{"disabled": ["x"], "trustedAccounts": [1], "x": 1}`), open)
	require.Len(t, strings.Split(err.Error(), "\n"), 3)
	e, ok := errors.AsType[*Error](err)
	require.True(t, ok)
	require.Equal(t, "/trustedAccounts/0", e.Pointer)
	require.Equal(t, 1, e.Line)
}

func TestReadTakesWhatIsRight(t *testing.T) {
	c, err := Read("f.json", []byte(`{
		"severities": {"old-version": "error", "old-*": "suggestion", "*": "warning", "empty-list": "security-warning"},
		"disabled": ["empty-*"],
		"silences": [
			{"check": "old-version", "sid": "a", "reason": "b", "until": "2027-01-31"},
			{"check": "duplicate-sid", "pointer": "/Statement/0", "file": "legacy/*.json", "reason": "b"}],
		"trustedAccounts": [],
		"context": {
			"bucket": "data", "bucketAccount": "111122223333", "vpcId": "vpc-1a2b3c4d",
			"accessPoint": "arn:aws:s3:us-west-2:111122223333:accesspoint/finance",
			"bucketBlock": {"blockPublicPolicy": true},
			"now": "2026-11-25T10:00:00Z", "dataSource": "FSx", "attributeBasedAccess": false,
			"moreActions": ["s3:New"], "moreConditionKeys": ["s3:New/"],
			"reference": "reference.json",
			"mustNotAllow": [{"actions": ["s3:DeleteObject"], "resources": ["arn:aws:s3:::data/*"]}]}}`), open)
	require.NoError(t, err)
	require.Equal(t, lint.Error, c.Grades["old-version"], "a check by its id goes before its family")
	require.Equal(t, lint.Warning, c.Grades["json-syntax"])
	require.Equal(t, lint.Off, c.Grades["empty-list"], "what is disabled has no severity")

	context := c.For("legacy/old.json")
	require.Len(t, context.Silences, 2)
	require.Len(t, c.For("new/old.json").Silences, 1)
	context.Grades, context.Silences = nil, nil
	want := lint.Context{
		Bucket: "data", BucketAccount: "111122223333", NetworkOrigin: "VPC", VPC: "vpc-1a2b3c4d",
		AccessPoint:          arn.MustParseAccessPoint("arn:aws:s3:us-west-2:111122223333:accesspoint/finance"),
		BucketBlock:          &lint.BlockPublicAccess{BlockPublicPolicy: true},
		Now:                  time.Date(2026, 11, 25, 10, 0, 0, 0, time.UTC),
		DataSource:           "FSx",
		MoreActions:          []string{"s3:New"},
		MoreKeys:             []string{"s3:New/"},
		AttributeBasedAccess: new(bool),
		TrustedAccounts:      []string{},
		Reference:            []byte(`{"Statement": []}`),
		MustNotAllow:         []lint.Access{{Actions: []string{"s3:DeleteObject"}, Resources: []string{"arn:aws:s3:::data/*"}}},
	}
	if diff := cmp.Diff(want, context, cmp.Comparer(func(a, b arn.AccessPoint) bool { return a == b })); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestOverKeepsWhatTheOtherDoesNotKnow(t *testing.T) {
	under := lint.Context{Bucket: "a", BucketAccount: "111122223333", NetworkOrigin: "VPC", VPC: "vpc-1", TrustedAccounts: []string{"111122223333"}}
	got := Over(under, lint.Context{Bucket: "b", NetworkOrigin: "Internet", TrustedAccounts: []string{}})
	require.Equal(t, lint.Context{Bucket: "b", BucketAccount: "111122223333", NetworkOrigin: "Internet", TrustedAccounts: []string{}}, got)
}

func FuzzRead(f *testing.F) {
	f.Add(`{"severities": {"*": "error"}, "silences": [{"check": "a", "sid": "b", "reason": "c"}], "context": {"vpcId": "vpc-1"}}`)
	f.Add(`{"context": {"mustAllow": [{}], "bucketBlock": {}}, "disabled": "*"}`)
	f.Fuzz(func(t *testing.T, src string) {
		c, err := Read("f", []byte(src), open)
		if err != nil {
			return
		}
		for _, s := range c.Silences {
			if s.Reason == "" || s.Sid == "" && s.Pointer == "" {
				t.Errorf("a silence that is none was taken: %+v", s)
			}
		}
	})
}
