package app

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// asked are flags for a request that is allowed.
const asked = "-bucket-policy bucket.json -ap-policy ap.json -principal " + jane + " -action s3:GetObject -key jane/a -access-point " + ap + " -bucket data -bucket-account 111122223333"

func TestEvalDecidesTheRequestOfTheFlags(t *testing.T) {
	without := func(flag string) string {
		before, after, _ := strings.Cut(asked, flag+" ")
		_, after, _ = strings.Cut(after, " ")
		return before + after
	}
	for name, tt := range map[string]struct {
		args string
		want want
	}{
		"allowed":                    {asked, want{0, "…ALLOW: " + jane + " is authorized to perform s3:GetObject on " + ap + "/object/jane/a because…", ""}},
		"denied":                     {strings.Replace(asked, "jane/a", "mateo/a", 1), want{1, "…DENY: " + jane + " is not authorized…", ""}},
		"to the bucket itself":       {strings.Replace(without("-ap-policy"), "-access-point "+ap+" ", "", 1), want{1, "…on arn:aws:s3:::data/jane/a because no bucket policy…", ""}},
		"without a bucket policy":    {without("-bucket-policy"), want{1, "…because no bucket policy…", ""}},
		"from outside of the VPC":    {asked + " -vpc vpc-1a", want{1, "…with an explicit deny because the access point takes requests from VPC vpc-1a alone…", ""}},
		"from the VPC":               {asked + " -vpc vpc-1a -context aws:SourceVpc=vpc-1a", want{0, "…ALLOW…", ""}},
		"explained":                  {asked + " -explain", want{0, "…bucket policy: allowed by statement 1 `Delegate`…", ""}},
		"as a diagram":               {asked + " -format mermaid", want{0, "…flowchart…", ""}},
		"a key that S3 sets":         {asked + " -context s3:DataAccessPointAccount=444455556666", want{2, "", "…another value than the request has…"}},
		"no key for an object":       {without("-key"), want{2, "", "…the request has no key…"}},
		"nothing":                    {"", want{2, "", "apcheck: -principal is missing\napcheck: -action is missing\napcheck: -bucket is missing\napcheck: -bucket-account is missing\n"}},
		"a VPC of no access point":   {strings.Replace(without("-ap-policy"), "-access-point "+ap+" ", "", 1) + " -vpc vpc-1a", want{2, "", "apcheck: -vpc needs -access-point\n"}},
		"names that are none":        {strings.NewReplacer(jane, "jane", ap, "finance", "data ", "D ").Replace(asked) + " -vpc x", want{2, "", "…apcheck: -principal: principal `jane` must be…"}},
		"a policy that is not well":  {strings.Replace(asked, "bucket.json", "bad.json", 1), want{2, "", "…bad.json:1:51: /Statement/Effect: …"}},
		"a policy that is not there": {strings.Replace(asked, "bucket.json", "x.json", 1), want{2, "", "apcheck: open x.json: file does not exist\n"}},
		"policies in each other's place": {strings.NewReplacer("bucket.json", "ap.json", "ap.json", "bucket.json").Replace(asked),
			want{2, "", "apcheck: what is given as the bucket policy is a policy of another kind, or names access points alone\n"}},
		"a condition key that is none": {asked + " -context SourceIp=1", want{2, "", "…invalid value \"SourceIp=1\" for flag -context: must be written as aws:SourceIp=203.0.113.7…"}},
		"an argument too many":         {asked + " extra", want{2, "", "apcheck: \"extra\" is no flag; eval takes flags alone\n"}},
		"a format that there is not":   {asked + " -format xml", want{2, "", "apcheck: -format must be text, json or mermaid, not \"xml\"\n"}},
	} {
		t.Run(name, func(t *testing.T) {
			check(t, tt.want, run(t, files, nil, append([]string{"eval"}, strings.Fields(tt.args)...)...))
		})
	}
}

func TestEvalTakesSeveralValuesOfAKey(t *testing.T) {
	var c contextFlag
	for _, s := range []string{"aws:TagKeys=a", "AWS:tagkeys=b=c", "s3:prefix="} {
		require.NoError(t, c.Set(s))
	}
	ctx := c.context()
	require.Equal(t, []string{"a", "b=c"}, ctx.Values("aws:TagKeys"))
	require.Equal(t, []string{""}, ctx.Values("s3:prefix"))
}

func TestEvalPrintsJSON(t *testing.T) {
	got := run(t, files, nil, append([]string{"eval", "-format", "json"}, strings.Fields(asked)...)...)
	require.Equal(t, 0, got.code, got.stderr)
	var x struct{ Allowed bool }
	require.NoError(t, json.Unmarshal([]byte(got.stdout), &x))
	require.True(t, x.Allowed)
}

func TestEvalTakesTheRequestFromAScenario(t *testing.T) {
	for name, tt := range map[string]struct {
		args string
		want want
	}{
		"by the whole name":          {"-scenario ok/s.json -run another's", want{1, "…DENY: …", ""}},
		"by a part of it":            {"-scenario ok/s.json -run own", want{0, "…ALLOW: …", ""}},
		"the only one there is":      {"-scenario open/s.json", want{0, "…ALLOW: …", ""}},
		"explained":                  {"-scenario ok/s.json -run own -explain", want{0, "…access point leg…", ""}},
		"one of several":             {"-scenario ok/s.json", want{2, "", "apcheck: choose one request by -run, which matches\n\ther own\n\tanother's\n"}},
		"none":                       {"-scenario ok/s.json -run x", want{2, "", "apcheck: no request of ok/s.json has a name that matches \"x\"; it has\n\ther own\n\tanother's\n"}},
		"a pattern that is none":     {"-scenario ok/s.json -run (", want{2, "", "…apcheck: -run: error parsing regexp…"}},
		"without a scenario":         {"-run own", want{2, "", "apcheck: -run needs -scenario, whose requests have names\n"}},
		"beside other flags":         {"-scenario ok/s.json -key a", want{2, "", "apcheck: -key cannot stand beside -scenario, which has the request\n"}},
		"a file that cannot be used": {"-scenario bad/s.json", want{2, "", "…bad/s.json:1:14: /requests: requests must not be empty\n…"}},
	} {
		t.Run(name, func(t *testing.T) {
			check(t, tt.want, run(t, files, nil, append([]string{"eval"}, strings.Fields(tt.args)...)...))
		})
	}
}
