package s3request

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/arn"
)

// Specification of wire requests, section 7.
func TestCopySources(t *testing.T) {
	const ap = "arn:aws:s3:us-east-1:111122223333:accesspoint/src-ap"
	for name, tt := range map[string]struct{ header, target, key, version, text string }{
		"a bucket, by the CLI":                {"src-bucket/dir/a%20b%2Bc.txt", "arn:aws:s3:::src-bucket", "dir/a b+c.txt", "", "src-bucket/dir/a b+c.txt"},
		"a slash in front":                    {"/src-bucket/key", "arn:aws:s3:::src-bucket", "key", "", "src-bucket/key"},
		"a slash in front, encoded":           {"%2Fsrc-bucket%2Fkey", "arn:aws:s3:::src-bucket", "key", "", "src-bucket/key"},
		"an alias":                            {gpAlias + "/k", myAP.String(), "k", "", gpAlias + "/k"},
		"an ARN, by the CLI":                  {"arn%3Aaws%3As3%3Aus-east-1%3A111122223333%3Aaccesspoint/src-ap/object/dir/a%20b%2Bc.txt", ap, "dir/a b+c.txt", "", ap + "/object/dir/a b+c.txt"},
		"an ARN, by PathEscape":               {"arn:aws:s3:us-east-1:111122223333:accesspoint%2Fsrc-ap%2Fobject%2Fdir%2Fa%20b+c.txt", ap, "dir/a b+c.txt", "", ap + "/object/dir/a b+c.txt"},
		"an ARN that is not encoded":          {ap + "/object/dir/a b+c.txt", ap, "dir/a b+c.txt", "", ap + "/object/dir/a b+c.txt"},
		"a key that holds /object/":           {ap + "/object/a/object/b", ap, "a/object/b", "", ap + "/object/a/object/b"},
		"a version":                           {"arn%3Aaws%3As3%3Aus-east-1%3A111122223333%3Aaccesspoint/src-ap/object/k?versionId=v9", ap, "k", "v9", ap + "/object/k"},
		"a key that ends like a version":      {"src-bucket/k%3FversionId=v9", "arn:aws:s3:::src-bucket", "k?versionId=v9", "", "src-bucket/k?versionId=v9"},
		"such a key with a version":           {"src-bucket/k%3FversionId=a?versionId=null", "arn:aws:s3:::src-bucket", "k?versionId=a", "null", "src-bucket/k?versionId=a"},
		"a percent sign that is encoded":      {"src-bucket/100%2525", "arn:aws:s3:::src-bucket", "100%25", "", "src-bucket/100%25"},
		"a bucket named like an access point": {"my-ap-111122223333/k", "arn:aws:s3:::my-ap-111122223333", "k", "", "my-ap-111122223333/k"},
	} {
		t.Run(name, func(t *testing.T) {
			src, err := testServer().source("x-amz-copy-source", tt.header)
			require.NoError(t, err)
			require.Equal(t, []string{tt.target, tt.key, tt.version, tt.text},
				[]string{targetText(&Request{Target: src.Target}), src.Key, src.Version, src.text()})
		})
	}
}

func TestCopySourcesThatAreRefused(t *testing.T) {
	const ap = "arn:aws:s3:us-east-1:111122223333:accesspoint/src-ap"
	for name, tt := range map[string]struct {
		header string
		want   error
	}{
		"nothing":                               {"", ErrCopySource},
		"a bucket":                              {"src-bucket", ErrCopySource},
		"a bucket and a slash":                  {"src-bucket/", ErrCopySource},
		"two slashes in front":                  {"//src-bucket/k", ErrCopySource},
		"an access point":                       {ap, ErrCopySource},
		"an access point and no key":            {ap + "/object/", ErrCopySource},
		"the ARN of an object":                  {"arn:aws:s3:::src-bucket/k", ErrCopySource},
		"half an ARN":                           {"arn:aws", arn.ErrSections},
		"an ARN in capitals":                    {"ARN:aws:s3:::src-bucket/k", ErrBucketName},
		"a name that no bucket has":             {"b/k", ErrBucketName},
		"an alias that nobody has":              {"x-abcdefghij1234567890abcdefghijuse1a-s3alias/k", ErrNoSuchName},
		"an empty version":                      {"src-bucket/k?versionId=", ErrCopySource},
		"a version with more behind it":         {"src-bucket/k?versionId=a&x=y", ErrCopySource},
		"a version that is encoded":             {"src-bucket/k?versionId=%61", ErrCopySource},
		"a version with a plus sign":            {"src-bucket/k?versionId=a+b", ErrCopySource},
		"two versions":                          {"src-bucket/k?versionId=a?versionId=b", ErrCopySource},
		"a version in another case":             {"src-bucket/k?versionid=a", ErrCopySource},
		"a question mark, which may end a path": {"src-bucket/k?x", ErrCopySource},
		"a number sign, which may end a path":   {"src-bucket/k#x", ErrCopySource},
		"half a percent sign":                   {"src-bucket/100%", ErrEncoding},
		"dots":                                  {"src-bucket/../other-bucket/k", ErrDotSegment},
		"dots that are encoded":                 {"src-bucket/a/%2e%2e/k", ErrDotSegment},
		"NUL":                                   {"src-bucket/k%00", ErrNUL},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := testServer().Map(HTTP{"PUT", atAP, "/k", signed("x-amz-copy-source", tt.header)}, testConnection())
			require.ErrorIs(t, err, tt.want)
		})
	}
}

func TestActionsOfSources(t *testing.T) {
	for name, tt := range map[string]struct {
		in   HTTP
		want string
	}{
		"a copy":                         {HTTP{"PUT", atAP, "/k", signed("x-amz-copy-source", "bucket/k", "x-amz-tagging-directive", "REPLACE")}, "s3:GetObject"},
		"a part that is a copy":          {HTTP{"PUT", atAP, "/k?uploadId=u&partNumber=1", signed("x-amz-copy-source", "bucket/k?versionId=v")}, "s3:GetObjectVersion"},
		"a copy by Object Lambda":        {HTTP{"PUT", atAP, "/k", signed("x-amz-copy-source", olAlias+"/k", "x-amz-tagging-directive", "REPLACE")}, "s3-object-lambda:GetObject"},
		"a copy from a directory bucket": {HTTP{"PUT", atAP, "/k", signed("x-amz-copy-source", "b--use1-az4--x-s3/k", "x-amz-tagging-directive", "REPLACE")}, "s3express:CreateSession"},
		"a new name":                     {in("PUT", "s3.example.com", "/b--use1-az4--x-s3/k?renameObject", "x-amz-rename-source", "b--use1-az4--x-s3/a"), "s3express:CreateSession"},
		"a new name in a bucket":         {in("PUT", atBucket, "/k?renameObject", "x-amz-rename-source", "amzn-s3-demo-bucket/a"), "s3express:CreateSession"},
	} {
		r := mapped(t, testServer(), tt.in)
		all, err := r.Questions()
		require.NoError(t, err)
		last := all[len(all)-1]
		require.True(t, last.OfSource, name)
		require.Equal(t, tt.want, last.Action, name)
	}
	r := mapped(t, testServer(), HTTP{"PUT", atAP, "/k?uploadId=u&partNumber=1", signed("x-amz-copy-source", "bucket/k")})
	require.Equal(t, "UploadPartCopy", r.Operation.Name)
	require.False(t, r.Operation.SourceTags)
}
