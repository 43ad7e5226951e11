package lint

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/policy"
)

// Tables age, so that a caller may name what they do not have.
func TestNamesBesideTheTables(t *testing.T) {
	for name, tt := range map[string]struct {
		id, statement string
		actions, keys []string
	}{
		"an action":                  {"unknown-action", `"Action":"s3:GetObjct","Resource":"arn:aws:s3:::doc-bucket/*"`, []string{"s3:getobjct"}, nil},
		"a pattern of actions":       {"action-pattern-matches-nothing", `"Action":"s3:Read*","Resource":"arn:aws:s3:::doc-bucket/*"`, []string{"s3:ReadAll"}, nil},
		"a condition key":            {"unknown-condition-key", `…,"Condition":{"StringEquals":{"s3:NewKey":"x"}}`, nil, []string{"S3:newkey"}},
		"a family of condition keys": {"unknown-condition-key", `…,"Condition":{"StringEquals":{"s3:NewTag/team":"x"}}`, nil, []string{"s3:NewTag/"}},
		"a variable":                 {"unknown-variable", `"Action":"s3:GetObject","Resource":"arn:aws:s3:::doc-bucket/${s3:NewKey}/*"`, nil, []string{"s3:NewKey"}},
	} {
		t.Run(name, func(t *testing.T) {
			src, _ := marked(policy.Bucket, `{"Effect":"Allow","Principal":{"AWS":"111122223333"},`+tt.statement+`}`)
			p := Policies{Bucket: []byte(src)}
			require.NotEmpty(t, of(tt.id, Check(p, place()).Findings), "without the names")
			c := place()
			c.MoreActions, c.MoreKeys = []string{"s3:Other"}, []string{"s3:Other", "s3:Other/"}
			require.NotEmpty(t, of(tt.id, Check(p, c).Findings), "with other names")
			c.MoreActions, c.MoreKeys = tt.actions, tt.keys
			require.Empty(t, of(tt.id, Check(p, c).Findings), "with the names")
		})
	}
}

// Several names may have been meant.
func TestUpToThreeNamesAreProposed(t *testing.T) {
	for name, tt := range map[string]struct{ id, statement, says string }{
		"one action":    {"unknown-action", `"Action":"s3:DeleteObjct","Resource":"arn:aws:s3:::doc-bucket/*"`, "did you mean `s3:DeleteObject`?"},
		"two actions":   {"unknown-action", `"Action":"s3:GetBucketAc","Resource":"arn:aws:s3:::doc-bucket"`, "did you mean `s3:GetBucketAcl` or `s3:GetBucketAbac`?"},
		"three keys":    {"unknown-condition-key", `…,"Condition":{"StringEquals":{"aws:SourceVpx":"x"}}`, "did you mean `aws:SourceVpc`, `aws:SourceIp` or `aws:SourceVpce`?"},
		"two variables": {"unknown-variable", `"Action":"s3:GetObject","Resource":"arn:aws:s3:::doc-bucket/${aws:SourceOrg}/*"`, "did you mean `${aws:SourceArn}` or `${aws:SourceOrgID}`?"},
	} {
		t.Run(name, func(t *testing.T) {
			src, _ := marked(policy.Bucket, `{"Effect":"Allow","Principal":{"AWS":"111122223333"},`+tt.statement+`}`)
			found := of(tt.id, Check(Policies{Bucket: []byte(src)}, place()).Findings)
			require.Len(t, found, 1)
			require.Contains(t, found[0].Message, tt.says)
		})
	}
}
