package lint

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/policy"
)

const (
	listPrefix = `{"StringLike":{"s3:prefix":"home/*"}}`
	publicRead = `{"StringEquals":{"s3:x-amz-acl":"public-read"}}`
)

func TestKeysThatDoNotComeWithTheActions(t *testing.T) {
	checkKeys(t, "condition-key-not-for-action", policy.Bucket, Context{}, map[string]keyCase{
		"a key of lists with a read":                      {allowKey(`"s3:GetObject"`, listPrefix), "error s3:prefix"},
		"the list of versions has it as well":             {allowKey(`["s3:ListBucket","s3:ListBucketVersions"]`, listPrefix), ""},
		"a read beside the list is never allowed":         {allowKey(`["s3:ListBucket","s3:GetObject"]`, listPrefix), "error s3:prefix"},
		"unless IfExists says that it is":                 {allowKey(`["s3:ListBucket","s3:GetObject"]`, `{"StringLikeIfExists":{"s3:prefix":"home/*"}}`), ""},
		"IfExists on what no action has says nothing":     {allowKey(`"s3:GetObject"`, `{"StringLikeIfExists":{"s3:prefix":"home/*"}}`), "error s3:prefix"},
		"not that value, or no such request":              {allowKey(`["s3:ListBucket","s3:GetObject"]`, `{"StringNotLike":{"s3:prefix":"home/*"}}`), ""},
		"all actions":                                     {allowKey(`"s3:*"`, listPrefix), ""},
		"all actions of all services":                     {allowKey(`"*"`, listPrefix), ""},
		"a pattern that takes one that has it":            {allowKey(`"s3:List*"`, listPrefix), ""},
		"a pattern that takes none":                       {allowKey(`"s3:Get*"`, listPrefix), "error s3:prefix"},
		"a pattern of none beside one that has it":        {allowKey(`["s3:List*","s3:Get*"]`, listPrefix), "error s3:prefix"},
		"an action that nobody knows":                     {allowKey(`"s3:FrobnicateObject"`, listPrefix), ""},
		"a known one beside an unknown one":               {allowKey(`["s3:FrobnicateObject","s3:GetObject"]`, listPrefix), "error s3:prefix"},
		"a pattern that takes nothing that is known":      {allowKey(`"s3:Frobnicate*"`, listPrefix), ""},
		"an action of another service":                    {allowKey(`"s3-outposts:GetObject"`, listPrefix), ""},
		"NotAction":                                       {`{"Effect":"Deny","Principal":"*","NotAction":"s3:GetObject","Resource":"arn:aws:s3:::doc-bucket","Condition":` + listPrefix + `}`, ""},
		"a global key":                                    {allowKey(`"s3:GetObject"`, `{"StringEquals":{"aws:SourceVpc":"vpc-0a1b2c3d"}}`), ""},
		"a key that is not known":                         {allowKey(`"s3:GetObject"`, `{"StringEquals":{"s3:colour":"blue"}}`), ""},
		"an operator that is not known":                   {allowKey(`"s3:GetObject"`, `{"StringSimilar":{"s3:prefix":"x"}}`), ""},
		"a Deny that never applies":                       {denyKey(`"s3:GetObject"`, publicRead), "error s3:x-amz-acl"},
		"the actions that set ACLs":                       {denyKey(`["s3:PutObject","s3:PutObjectAcl","s3:PutObjectVersionAcl","s3:PutBucketAcl"]`, publicRead), ""},
		"a deletion beside them is not denied":            {denyKey(`["s3:PutObject","s3:DeleteObject"]`, publicRead), "error s3:x-amz-acl"},
		"a Deny of all reads by a negated operator":       {denyKey(`["s3:PutObject","s3:GetObject"]`, `{"StringNotEquals":{"s3:x-amz-acl":"private"}}`), "error s3:x-amz-acl"},
		"a Deny of all reads by Null":                     {denyKey(`["s3:PutObject","s3:GetObject"]`, `{"Null":{"s3:x-amz-acl":"true"}}`), "error s3:x-amz-acl"},
		"Null that fails for reads":                       {denyKey(`["s3:PutObject","s3:GetObject"]`, `{"Null":{"s3:x-amz-acl":"false"}}`), "error s3:x-amz-acl"},
		"a Deny of all but through access points":         {denyKey(`["s3:GetObject","s3:PutBucketPolicy"]`, `{"StringNotEquals":{"s3:DataAccessPointAccount":"111122223333"}}`), ""},
		"a Deny of direct requests for everything":        {denyKey(`"s3:*"`, `{"StringNotEquals":{"s3:DataAccessPointAccount":"111122223333"}}`), ""},
		"a wide Deny with a key of writes":                {denyKey(`"s3:*"`, `{"StringNotEquals":{"s3:x-amz-server-side-encryption":"aws:kms"}}`), ""},
		"tags of the request, which an upload has not":    {allowKey(`"s3:PutObject"`, `{"StringEquals":{"aws:RequestTag/team":"x"}}`), "error aws:RequestTag/team"},
		"tags of the object that is to be":                {allowKey(`"s3:PutObject"`, `{"StringEquals":{"s3:ExistingObjectTag/team":"x"}}`), "error s3:ExistingObjectTag/team"},
		"tags of the bucket have a check of their own":    {allowKey(`"s3:GetObject"`, `{"StringEquals":{"s3:BucketTag/team":"x"}}`), ""},
		"a family without tag has a check of its own":     {allowKey(`"s3:PutObject"`, `{"StringEquals":{"s3:ExistingObjectTag":"x"}}`), ""},
		"set operators that pass over a missing key":      {allowKey(`["s3:PutObject","s3:GetObject"]`, `{"ForAllValues:StringEquals":{"s3:RequestObjectTagKeys":["a"]}}`), ""},
		"set operators that do not":                       {allowKey(`["s3:PutObject","s3:GetObject"]`, `{"ForAnyValue:StringEquals":{"s3:RequestObjectTagKeys":["a"]}}`), "error s3:RequestObjectTagKeys"},
		"the version of TLS, which every request can say": {denyKey(`"s3:*"`, `{"NumericLessThan":{"s3:TlsVersion":"1.2"}}`), ""},
		"capitals of actions do not count":                {allowKey(`"S3:LISTBUCKET"`, listPrefix), ""},
		"each of two keys":                                {allowKey(`"s3:GetObject"`, `{"StringEquals":{"s3:prefix":"a","s3:delimiter":"/"}}`), "error s3:prefix, error s3:delimiter"},
		"no action":                                       {allowKey(`[]`, listPrefix), ""},
	})
}

func TestTagsOfBuckets(t *testing.T) {
	on, off := true, false
	tag := func(effect func(string, string) string, action, key string) string {
		return effect(action, `{"StringEquals":{"`+key+`":"x"}}`)
	}
	checkKeys(t, "tag-condition-unsupported", policy.Bucket, Context{AttributeBasedAccess: &off}, map[string]keyCase{
		"a Deny that never applies":      {tag(denyKey, `"s3:GetObject"`, "s3:BucketTag/a"), "security-warning s3:BucketTag/a"},
		"an Allow that never does":       {tag(allowKey, `"s3:GetObject"`, "aws:ResourceTag/a"), "security-warning aws:ResourceTag/a"},
		"tags of the object":             {tag(denyKey, `"s3:GetObject"`, "s3:ExistingObjectTag/a"), ""},
		"tags of the access point":       {tag(denyKey, `"s3:GetObject"`, "s3:AccessPointTag/a"), ""},
		"tags of the caller":             {tag(denyKey, `"s3:GetObject"`, "aws:PrincipalTag/a"), ""},
		"no tag":                         {tag(denyKey, `"s3:GetObject"`, "aws:ResourceTag"), ""},
		"an operator that there is not":  {denyKey(`"s3:GetObject"`, `{"Equals":{"s3:BucketTag/a":"x"}}`), ""},
		"one that holds without the key": {denyKey(`"s3:GetObject"`, `{"StringNotEquals":{"s3:BucketTag/a":"x"}}`), "security-warning s3:BucketTag/a"},
	})
	checkKeys(t, "tag-condition-unsupported", policy.Bucket, Context{}, map[string]keyCase{
		"it is not known whether tags count": {tag(denyKey, `"s3:GetObject"`, "s3:BucketTag/a"), "suggestion s3:BucketTag/a"},
	})
	checkKeys(t, "tag-condition-unsupported", policy.Bucket, Context{AttributeBasedAccess: &on}, map[string]keyCase{
		"tags count": {tag(denyKey, `"s3:GetObject"`, "s3:BucketTag/a"), ""},
	})
	checkKeys(t, "tag-condition-unsupported", policy.AccessPoint, Context{AttributeBasedAccess: &off}, map[string]keyCase{
		"an access point has tags of its own": {tag(denyKey, `"s3:GetObject"`, "aws:ResourceTag/a"), ""},
		"but not those of the bucket":         {tag(denyKey, `"s3:GetObject"`, "s3:BucketTag/a"), "security-warning s3:BucketTag/a"},
	})
}

func TestACLHeadersWithoutTheActionForACLs(t *testing.T) {
	full := `{"StringEquals":{"s3:x-amz-acl":"bucket-owner-full-control"}}`
	service := `{"Effect":"Allow","Principal":{"Service":"cloudtrail.amazonaws.com"},"Action":"s3:PutObject","Resource":"arn:aws:s3:::doc-bucket/*","Condition":` + full + `}`
	checkKeys(t, "acl-key-without-acl-action", policy.Bucket, Context{BucketAccount: "111122223333"}, map[string]keyCase{
		"a role needs no policy of its own":         {allowKey(`"s3:PutObject"`, full), "error s3:x-amz-acl"},
		"another header that sets ACLs":             {allowKey(`"s3:PutObject"`, `{"StringEquals":{"s3:x-amz-grant-full-control":"id=x"}}`), "error s3:x-amz-grant-full-control"},
		"policies of the account can allow it":      {strings.Replace(allowKey(`"s3:PutObject"`, full), ":role/app", ":root", 1), "warning s3:x-amz-acl"},
		"those of the callers too":                  {strings.Replace(denyKey(`"s3:PutObject"`, full), "Deny", "Allow", 1), "warning s3:x-amz-acl"},
		"the action is there":                       {allowKey(`["s3:PutObject","s3:PutObjectAcl"]`, full), ""},
		"a pattern takes it":                        {allowKey(`"s3:Put*"`, full), ""},
		"another statement allows it":               {allowKey(`"s3:PutObject"`, full) + "," + allowKey(`"s3:PutObjectAcl"`, `{}`), ""},
		"a header that sets none":                   {allowKey(`"s3:PutObject"`, `{"StringEquals":{"s3:x-amz-storage-class":"STANDARD"}}`), ""},
		"a request without the header passes":       {allowKey(`"s3:PutObject"`, `{"StringNotEquals":{"s3:x-amz-acl":"public-read"}}`), ""},
		"AWS services need no other action":         {service, ""},
		"a Deny of ACLs, which are set afterwards":  {denyKey(`"s3:PutObject"`, publicRead), "warning s3:x-amz-acl"},
		"another Deny has the action":               {denyKey(`"s3:PutObject"`, publicRead) + "," + denyKey(`"s3:PutObjectAcl"`, publicRead), ""},
		"a Deny unless the owner has control":       {denyKey(`"s3:PutObject"`, `{"StringNotEquals":{"s3:x-amz-acl":"bucket-owner-full-control"}}`), ""},
		"the action without the upload":             {allowKey(`"s3:PutObjectAcl"`, full), ""},
		"a read, of which another check has to say": {allowKey(`"s3:GetObject"`, full), ""},
	})
	checkKeys(t, "acl-key-without-acl-action", policy.Bucket, Context{BucketAccount: "444455556666"}, map[string]keyCase{
		"a caller of another account needs both from here": {allowKey(`"s3:PutObject"`, full), "error s3:x-amz-acl"},
		"and another account":                              {strings.Replace(allowKey(`"s3:PutObject"`, full), ":role/app", ":root", 1), "error s3:x-amz-acl"},
	})
	checkKeys(t, "acl-key-without-acl-action", policy.Bucket, Context{}, map[string]keyCase{
		"it is not known whose the bucket is": {allowKey(`"s3:PutObject"`, full), "warning s3:x-amz-acl"},
	})
}

// What is said of requests without a key is what the evaluator decides of them.
func TestWhatHoldsWithoutTheKey(t *testing.T) {
	values := map[comparison][]string{
		literalText: {"x"}, foldedText: {"x"}, wildText: {"*"}, arns: {"arn:aws:s3:::doc-bucket"}, numbers: {"1"},
		dates: {"2027-07-01T00:00:00Z"}, booleans: {"true", "false"}, binaries: {"QQ=="}, addresses: {"10.0.0.1"}, presence: {"true", "false"},
	}
	for _, base := range []string{
		"StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", "StringLike", "StringNotLike",
		"NumericEquals", "NumericNotEquals", "NumericLessThan", "NumericGreaterThanEquals", "DateEquals", "DateNotEquals", "DateLessThan",
		"Bool", "BinaryEquals", "IpAddress", "NotIpAddress", "ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike", "Null",
	} {
		names := []string{base}
		if base != "Null" {
			names = append(names, base+ifExists, forAllValues+base, forAnyValue+base, forAnyValue+base+ifExists)
		}
		for _, name := range names {
			op := readOperator(name)
			require.NotEmpty(t, values[op.compares], name)
			for _, value := range values[op.compares] {
				test, err := condition.NewTest(condition.Language2012, op.Operator, "s3:prefix", value)
				require.NoError(t, err, name)
				l := line{Condition: &policy.Condition{Values: policy.Texts(value)}, op: op}
				holds, fails := l.holdsWithout()
				want := test.Holds(condition.Context{})
				require.Equal(t, want == condition.True, holds, "%s %s holds", name, value)
				require.Equal(t, want == condition.False, fails, "%s %s fails", name, value)
			}
		}
	}
}
