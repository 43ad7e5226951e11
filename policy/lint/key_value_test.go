package lint

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/policy"
)

func TestKMSKeys(t *testing.T) {
	kms := func(op, value string) string {
		return denyKey(`"s3:PutObject"`, `{"`+op+`":{"s3:x-amz-server-side-encryption-aws-kms-key-id":`+value+`}}`)
	}
	const key = `arn:aws:kms:us-west-2:111122223333:key/0a1b2c3d-0000-0000-0000-000000000000`
	const alias = `arn:aws:kms:us-west-2:111122223333:alias/app`
	checkKeys(t, "kms-key-value", policy.Bucket, Context{}, map[string]keyCase{
		"a key":                              {kms("StringNotEquals", `"`+key+`"`), ""},
		"a key of several Regions":           {kms("StringNotEquals", `"arn:aws:kms:us-west-2:111122223333:key/mrk-0a1b2c3d"`), ""},
		"the ARN of an alias":                {kms("ArnNotEquals", `["`+key+`","`+alias+`"]`), "error " + alias},
		"an id":                              {kms("StringEquals", `"0a1b2c3d-0000-0000-0000-000000000000"`), "error 0a1b2c3d-0000-0000-0000-000000000000"},
		"a key of another service":           {kms("StringEquals", `"arn:aws:s3:::doc-bucket"`), "error arn:aws:s3:::doc-bucket"},
		"all keys of an account":             {kms("ArnNotLike", `"arn:aws:kms:*:111122223333:key/*"`), ""},
		"all of KMS of an account":           {kms("StringNotLike", `"arn:aws:kms:us-west-2:111122223333:*"`), ""},
		"any ARN of a form":                  {kms("StringNotLike", `["*:111122223333:*","*","arn:aws:*"]`), ""},
		"any alias":                          {kms("StringNotLike", `"arn:aws:kms:*:111122223333:alias/*"`), "error arn:aws:kms:*:111122223333:alias/*"},
		"a wildcard after an id":             {kms("StringNotLike", `"0a1b*"`), "error 0a1b*"},
		"a variable":                         {kms("StringNotEquals", `"${aws:PrincipalTag/key}"`), ""},
		"whether it is there":                {kms("Null", `"true"`), ""},
		"a key of no id":                     {kms("StringEquals", `""`), "error "},
		"the other header of encryption":     {denyKey(`"s3:PutObject"`, `{"StringEquals":{"s3:x-amz-server-side-encryption":"aws:kms"}}`), ""},
		"in the name of an s3express action": {denyKey(`"s3express:CreateSession"`, `{"StringEquals":{"s3express:x-amz-server-side-encryption-aws-kms-key-id":"alias/app"}}`), "error alias/app"},
	})
}

func TestValuesThatKeysNeverHave(t *testing.T) {
	origin := func(op, value string) string {
		return allowKey(`"s3:GetObject"`, `{"`+op+`":{"s3:AccessPointNetworkOrigin":`+value+`}}`)
	}
	checkKeys(t, "impossible-value", policy.Bucket, Context{}, map[string]keyCase{
		"a value that it has":            {origin("StringEquals", `["VPC","Internet"]`), ""},
		"in other capitals":              {origin("StringNotEquals", `["VPC","internet"]`), "error internet"},
		"where capitals do not count":    {origin("StringEqualsIgnoreCase", `"vpc"`), ""},
		"no value at all":                {origin("StringEquals", `""`), "error "},
		"a pattern of one":               {origin("StringLike", `["V*","Int???et"]`), ""},
		"a pattern of none":              {origin("StringLike", `"vpc*"`), "error vpc*"},
		"a wildcard that is none":        {origin("StringEquals", `"V*"`), ""},
		"a variable":                     {origin("StringEquals", `"${aws:PrincipalTag/origin}"`), ""},
		"whether it is there":            {origin("Null", `"false"`), ""},
		"a canned ACL":                   {denyKey(`"s3:PutObject"`, `{"StringEquals":{"s3:x-amz-acl":["public-read","public-reed"]}}`), "error public-reed"},
		"a set that grows":               {denyKey(`"s3:PutObject"`, `{"StringEquals":{"s3:x-amz-storage-class":"FROZEN"}}`), ""},
		"an old signature, which may be": {denyKey(`"s3:*"`, `{"StringEquals":{"s3:signatureversion":"AWS5"}}`), ""},
		"a key of which nothing is said": {allowKey(`"s3:ListBucket"`, `{"StringEquals":{"s3:delimiter":"x"}}`), ""},
	})
}

func TestValuesThatHaveAnotherForm(t *testing.T) {
	get := func(op, key, value string) string {
		return allowKey(`"s3:GetObject"`, `{"`+op+`":{"`+key+`":`+value+`}}`)
	}
	checkKeys(t, "impossible-value", policy.Bucket, Context{}, map[string]keyCase{
		"an account of 11 digits":              {get("StringEquals", "aws:SourceAccount", `["111122223333","11112222333"]`), "error 11112222333"},
		"one with hyphens":                     {get("StringNotEquals", "s3:DataAccessPointAccount", `"1111-2222-3333"`), "error 1111-2222-3333"},
		"the ARN of an account":                {get("StringEquals", "aws:PrincipalAccount", `"arn:aws:iam::111122223333:root"`), "error arn:aws:iam::111122223333:root"},
		"the account of anonymous callers":     {get("StringNotEquals", "aws:PrincipalAccount", `"anonymous"`), ""},
		"a pattern of accounts":                {get("StringLike", "aws:SourceAccount", `"1111*"`), ""},
		"the account of the request":           {get("StringEquals", "aws:SourceAccount", `"${aws:PrincipalAccount}"`), ""},
		"an organization":                      {get("StringEquals", "aws:PrincipalOrgID", `"o-a1b2c3d4e5"`), ""},
		"the root of one":                      {get("StringEquals", "aws:PrincipalOrgID", `"r-ab12"`), "error r-ab12"},
		"one in capitals":                      {get("StringEquals", "aws:SourceOrgID", `"o-A1B2C3D4E5"`), "error o-A1B2C3D4E5"},
		"where capitals do not count":          {get("StringEqualsIgnoreCase", "aws:SourceOrgID", `"O-A1B2C3D4E5"`), ""},
		"the name of a role":                   {get("ArnEquals", "aws:PrincipalArn", `"app"`), "error app"},
		"a role":                               {get("StringEquals", "aws:PrincipalArn", `"arn:aws:iam::111122223333:role/app"`), ""},
		"a pattern of roles":                   {get("ArnLike", "aws:PrincipalArn", `"arn:aws:iam::*:role/*"`), ""},
		"an ARN with a typing error":           {get("ArnLike", "aws:SourceArn", `"ran:aws:s3:::source"`), "error ran:aws:s3:::source"},
		"one of an account of 11 digits":       {get("ArnLike", "aws:SourceArn", `"arn:aws:logs:us-east-1:11112222333:x"`), "error arn:aws:logs:us-east-1:11112222333:x"},
		"a partition that there cannot be":     {get("ArnLike", "aws:SourceArn", `"arn:amazon:s3:::source"`), "error arn:amazon:s3:::source"},
		"an account with a name":               {get("ArnEquals", "aws:PrincipalArn", `"arn:aws:iam::cloudfront:user/x"`), ""},
		"a bucket that calls":                  {get("ArnLike", "aws:SourceArn", `"arn:aws:s3:::source"`), ""},
		"the access point as SDKs take it":     {get("StringEquals", "s3:DataAccessPointArn", `"arn:aws:s3:us-west-2:111122223333:accesspoint:ap1"`), "error arn:aws:s3:us-west-2:111122223333:accesspoint:ap1"},
		"an object behind it":                  {get("ArnEquals", "s3:DataAccessPointArn", `"arn:aws:s3:us-west-2:111122223333:accesspoint/ap1/object/a"`), "error arn:aws:s3:us-west-2:111122223333:accesspoint/ap1/object/a"},
		"the access point":                     {get("ArnEquals", "s3:DataAccessPointArn", `"arn:aws:s3:us-west-2:111122223333:accesspoint/ap1"`), ""},
		"one of several Regions":               {get("StringEquals", "s3:DataAccessPointArn", `"arn:aws:s3::111122223333:accesspoint/mfzwi23gnjvgw.mrap"`), ""},
		"an alias, of which another says":      {get("StringEquals", "s3:DataAccessPointArn", `"ap1-abcdefghijklmnopqrstuvwxyz012usw2a-s3alias"`), ""},
		"whether it is there":                  {get("Null", "aws:SourceAccount", `"false"`), ""},
		"numbers, of which another check says": {get("NumericEquals", "aws:SourceAccount", `"1"`), ""},
	})
	src := `{"Version":"2012-10-17","Statement":[` + get("StringEquals", "aws:SourceAccount", `" 111122223333"`) + `]}`
	report := Check(Policies{Bucket: []byte(src)}, Context{})
	found := of("impossible-value", report.Findings)
	require.Len(t, found, 1)
	require.Contains(t, Apply(src, found[0].Fix), `"aws:SourceAccount":"111122223333"`)
}

func TestSensitiveKeys(t *testing.T) {
	org := func(op, value string) string {
		return allowKey(`"s3:GetObject"`, `{"`+op+`":{"aws:PrincipalOrgID":`+value+`}}`)
	}
	checkKeys(t, "sensitive-key-wildcard", policy.Bucket, Context{}, map[string]keyCase{
		"a wildcard in one of two":          {org("StringLike", `["o-a1b2c3d4e5","o-a1*"]`), "security-warning o-a1*"},
		"one character of it":               {org("StringLikeIfExists", `"o-a1b2c3d4e?"`), "security-warning o-a1b2c3d4e?"},
		"a wildcard that is none":           {org("StringEquals", `"o-*"`), ""},
		"a star that is meant":              {org("StringLike", `"o-${*}"`), ""},
		"a variable, of which another says": {org("StringLike", `"${aws:PrincipalTag/org}"`), ""},
		"what an Allow leaves out":          {org("StringNotLike", `"o-*"`), ""},
		"what a Deny lets pass":             {denyKey(`"s3:*"`, `{"StringNotLike":{"aws:SourceAccount":"1111*"}}`), "security-warning 1111*"},
		"what a Deny takes":                 {denyKey(`"s3:*"`, `{"StringLike":{"aws:SourceAccount":"1111*"}}`), ""},
		"paths of organizations":            {allowKey(`"s3:GetObject"`, `{"ForAnyValue:StringLike":{"aws:PrincipalOrgPaths":"o-a1b2c3d4e5/*"}}`), ""},
		"ARNs":                              {allowKey(`"s3:GetObject"`, `{"ArnLike":{"aws:SourceArn":"arn:aws:s3:::*"}}`), ""},
	})
	checkKeys(t, "sensitive-key-variable", policy.Bucket, Context{}, map[string]keyCase{
		"a tag of the caller":              {org("StringEquals", `["o-a1b2c3d4e5","${aws:PrincipalTag/org}"]`), "security-warning ${aws:PrincipalTag/org}"},
		"one finding for two in one value": {org("StringLike", `"${aws:PrincipalTag/a}${aws:PrincipalTag/b}"`), "security-warning ${aws:PrincipalTag/a}${aws:PrincipalTag/b}"},
		"the organization of the bucket":   {org("StringEquals", `"${aws:ResourceOrgID}"`), ""},
		"the account of the bucket":        {allowKey(`"s3:GetObject"`, `{"StringEquals":{"aws:SourceAccount":"${aws:ResourceAccount}"}}`), ""},
		"the bucket's with the caller's":   {allowKey(`"s3:GetObject"`, `{"StringEquals":{"aws:ResourceOrgID":"${aws:PrincipalOrgID}"}}`), ""},
		"the bucket's with a tag":          {allowKey(`"s3:GetObject"`, `{"StringEquals":{"aws:ResourceAccount":"${aws:PrincipalTag/a}"}}`), "security-warning ${aws:PrincipalTag/a}"},
		"the caller's with the caller's":   {org("StringEquals", `"${aws:PrincipalOrgID}"`), "security-warning ${aws:PrincipalOrgID}"},
		"an escape":                        {org("StringEquals", `"o-${$}"`), ""},
		"what a Deny lets pass":            {denyKey(`"s3:*"`, `{"StringNotEquals":{"aws:SourceVpc":"${aws:PrincipalTag/vpc}"}}`), "security-warning ${aws:PrincipalTag/vpc}"},
		"what a Deny takes":                {denyKey(`"s3:*"`, `{"StringEquals":{"aws:SourceVpc":"${aws:PrincipalTag/vpc}"}}`), ""},
		"a key that is not sensitive":      {allowKey(`"s3:ListBucket"`, `{"StringLike":{"s3:prefix":"${aws:username}/*"}}`), ""},
	})
}

func TestKeysThatTheClientWrites(t *testing.T) {
	service := `{"Effect":"Allow","Principal":{"Service":"ses.amazonaws.com"},"Action":"s3:PutObject","Resource":"arn:aws:s3:::doc-bucket/*","Condition":{"StringEquals":{"aws:Referer":"111122223333"}}}`
	checkKeys(t, "spoofable-key", policy.Bucket, Context{}, map[string]keyCase{
		"a Deny of other pages":         {denyKey(`"s3:GetObject"`, `{"StringNotLike":{"aws:referer":"https://example.org/*"}}`), "security-warning aws:referer"},
		"a program":                     {allowKey(`"s3:GetObject"`, `{"StringLike":{"aws:UserAgent":"app/*"}}`), "security-warning aws:UserAgent"},
		"whether there is one":          {allowKey(`"s3:GetObject"`, `{"Null":{"aws:Referer":"false"}}`), "security-warning aws:Referer"},
		"a service writes it":           {service, ""},
		"an operator that there is not": {allowKey(`"s3:GetObject"`, `{"Like":{"aws:Referer":"x"}}`), ""},
		"what the client cannot write":  {allowKey(`"s3:GetObject"`, `{"StringEquals":{"aws:userid":"AIDAEXAMPLE"}}`), ""},
	})
}
