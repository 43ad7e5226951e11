package lint

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/internal/s3key"
	"github.com/s3ap/s3ap/policy"
)

func TestWhatALeftOutHeaderEscapes(t *testing.T) {
	class := `{"StringEquals":{"s3:x-amz-storage-class":"STANDARD"}}`
	checkKeys(t, "deny-escaped-by-omission", policy.Bucket, Context{}, map[string]keyCase{
		"the class that S3 takes by itself":        {denyKey(`"s3:PutObject"`, class), "warning s3:x-amz-storage-class"},
		"through a pattern":                        {denyKey(`"s3:Put*"`, `{"StringLike":{"s3:x-amz-storage-class":"STANDARD*"}}`), "warning s3:x-amz-storage-class"},
		"another class":                            {denyKey(`"s3:PutObject"`, `{"StringEquals":{"s3:x-amz-storage-class":["GLACIER","DEEP_ARCHIVE"]}}`), ""},
		"requests without it too":                  {denyKey(`"s3:PutObject"`, `{"StringEqualsIfExists":{"s3:x-amz-storage-class":"STANDARD"}}`), ""},
		"a negated operator":                       {denyKey(`"s3:PutObject"`, `{"StringNotEquals":{"s3:x-amz-storage-class":"GLACIER"}}`), ""},
		"requests without it are denied elsewhere": {denyKey(`"s3:PutObject"`, class) + "," + denyKey(`"s3:PutObject"`, `{"Null":{"s3:x-amz-storage-class":"true"}}`), ""},
		"an Allow":                                 {allowKey(`"s3:PutObject"`, class), ""},
		"an ACL that nobody has by itself":         {denyKey(`"s3:PutObject"`, `{"StringEquals":{"s3:x-amz-acl":["public-read","public-read-write"]}}`), ""},
		"encryption with keys of the client":       {denyKey(`"s3:PutObject"`, `{"StringEquals":{"s3:x-amz-server-side-encryption-customer-algorithm":"AES256"}}`), ""},
		"encryption that the bucket may have":      {denyKey(`"s3:PutObject"`, `{"StringEquals":{"s3:x-amz-server-side-encryption":"AES256"}}`), "warning s3:x-amz-server-side-encryption"},
		"the other encryption of buckets, once":    {denyKey(`"s3:PutObject"`, `{"StringLike":{"s3:x-amz-server-side-encryption":"*"}}`), "warning s3:x-amz-server-side-encryption"},
		"long lists, and none is the longest":      {denyKey(`"s3:ListBucket"`, `{"NumericGreaterThan":{"s3:max-keys":"10"}}`), "warning s3:max-keys"},
		"short lists":                              {denyKey(`"s3:ListBucket"`, `{"NumericLessThan":{"s3:max-keys":"10"}}`), ""},
		"a prefix, and none is all":                {denyKey(`"s3:ListBucket"`, `{"StringLike":{"s3:prefix":"secret/*"}}`), "warning s3:prefix"},
		"a prefix with an action without one":      {denyKey(`"s3:GetObject"`, `{"StringLike":{"s3:prefix":"secret/*"}}`), ""},
		"no legal hold":                            {denyKey(`"s3:PutObject"`, `{"StringEquals":{"s3:object-lock-legal-hold":"OFF"}}`), "warning s3:object-lock-legal-hold"},
		"no legal hold by the action for it":       {denyKey(`"s3:PutObjectLegalHold"`, `{"StringEquals":{"s3:object-lock-legal-hold":"OFF"}}`), ""},
		"long retention":                           {denyKey(`["s3:PutObject","s3:PutObjectRetention"]`, `{"NumericGreaterThan":{"s3:object-lock-remaining-retention-days":"100"}}`), ""},
		"a tag of the object":                      {denyKey(`"s3:PutObject"`, `{"StringEquals":{"s3:RequestObjectTag/class":"secret"}}`), ""},
		"old presigned requests":                   {denyKey(`"s3:*"`, `{"NumericGreaterThan":{"s3:signatureAge":"600000"}}`), ""},
		"a program, of which another check says":   {denyKey(`"s3:*"`, `{"StringLike":{"aws:UserAgent":"curl*"}}`), ""},
		"a key that the client does not choose":    {denyKey(`"s3:*"`, `{"StringEquals":{"aws:SourceVpc":"vpc-0a1b2c3d"}}`), ""},
	})
}

// The table of what S3 does without a header must not name keys that there are not.
func TestOmissionsAreOfKeysThatTheClientSends(t *testing.T) {
	for _, o := range omissions {
		k, ok := s3key.Lookup(string(o.key))
		require.True(t, ok, o.key)
		require.True(t, k.When.ByClient(), o.key)
		require.True(t, o.listing || o.stores || o.key == condition.S3MaxKeys, o.key)
	}
}

func TestDenialsUnlessThereIsAnEncryptionHeader(t *testing.T) {
	const header = "s3:x-amz-server-side-encryption"
	checkKeys(t, "encryption-header-deny", policy.Bucket, Context{}, map[string]keyCase{
		"another value, or none":      {denyKey(`"s3:PutObject"`, `{"StringNotEquals":{"`+header+`":"aws:kms"}}`), "warning " + header},
		"no value":                    {denyKey(`"s3:PutObject"`, `{"Null":{"`+header+`":"true"}}`), "warning " + header},
		"another value only":          {denyKey(`"s3:PutObject"`, `{"StringNotEquals":{"`+header+`":"aws:kms"},"Null":{"`+header+`":"false"}}`), ""},
		"a certain value":             {denyKey(`"s3:PutObject"`, `{"StringEquals":{"`+header+`":"AES256"}}`), ""},
		"another key, or none":        {denyKey(`"s3:PutObject"`, `{"ArnNotEqualsIfExists":{"`+header+`-aws-kms-key-id":"arn:aws:kms:us-west-2:111122223333:key/1"}}`), "warning " + header + "-aws-kms-key-id"},
		"keys of the client, or none": {denyKey(`"s3:PutObject"`, `{"Null":{"`+header+`-customer-algorithm":"true"}}`), ""},
		"an Allow":                    {allowKey(`"s3:PutObject"`, `{"StringNotEquals":{"`+header+`":"aws:kms"}}`), ""},
		"a guard in other capitals":   {denyKey(`"s3:PutObject"`, `{"StringNotEquals":{"`+header+`":"aws:kms"},"Null":{"S3:X-AMZ-SERVER-SIDE-ENCRYPTION":"false"}}`), ""},
		"a guard for another key":     {denyKey(`"s3:PutObject"`, `{"StringNotEquals":{"`+header+`":"aws:kms"},"Null":{"s3:x-amz-acl":"false"}}`), "warning " + header},
	})
}
