package s3request

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/condition"
)

// everything has each header that could become a condition key.
func everything(method, target string) HTTP {
	return in(method, atBucket, target,
		"x-amz-acl", "private", "x-amz-grant-full-control", "id=a", "x-amz-grant-read", "id=b", "x-amz-grant-read-acp", "id=c",
		"x-amz-grant-write", "id=d", "x-amz-grant-write-acp", "id=e", "x-amz-metadata-directive", "REPLACE", "x-amz-tagging-directive", "REPLACE",
		"x-amz-object-lock-legal-hold", "ON", "x-amz-object-lock-mode", "GOVERNANCE", "x-amz-object-lock-retain-until-date", "2026-11-24T15:02:00Z",
		"x-amz-object-ownership", "ObjectWriter", "x-amz-server-side-encryption", "aws:kms", "x-amz-server-side-encryption-aws-kms-key-id", "key",
		"x-amz-server-side-encryption-customer-algorithm", "AES256", "x-amz-storage-class", "GLACIER", "x-amz-website-redirect-location", "/",
		"x-amz-tagging", "project=a+b&team=", "If-Match", `"e"`, "If-None-Match", "*")
}

// allKeys are those that only some requests have, with the values of everything.
var allKeys = map[condition.Key]string{
	"s3:prefix": "p", "s3:delimiter": "/", "s3:max-keys": "5", "s3:versionid": "v1",
	"s3:x-amz-acl": "private", "s3:x-amz-grant-full-control": "id=a", "s3:x-amz-grant-read": "id=b", "s3:x-amz-grant-read-acp": "id=c",
	"s3:x-amz-grant-write": "id=d", "s3:x-amz-grant-write-acp": "id=e", "s3:x-amz-metadata-directive": "REPLACE",
	"s3:object-lock-legal-hold": "ON", "s3:object-lock-mode": "GOVERNANCE", "s3:object-lock-retain-until-date": "2026-11-24T15:02:00Z",
	"s3:object-lock-remaining-retention-days": "1.000000", "s3:x-amz-object-ownership": "ObjectWriter",
	"s3:x-amz-server-side-encryption": "aws:kms", "s3:x-amz-server-side-encryption-aws-kms-key-id": "key",
	"s3:x-amz-server-side-encryption-customer-algorithm": "AES256", "s3:x-amz-storage-class": "GLACIER", "s3:x-amz-website-redirect-location": "/",
	"s3:RequestObjectTag/project": "a b", "s3:RequestObjectTag/team": "", "s3:RequestObjectTagKeys": "several",
	"s3:if-match": `"e"`, "s3:if-none-match": "*", "s3:ObjectCreationOperation": "true", "s3:x-amz-copy-source": "src/k", "s3:locationconstraint": "in doubt",
}

// What a request has no key for, its headers cannot give it.
func TestRequestsHaveTheKeysOfTheirOperationAlone(t *testing.T) {
	acl := []condition.Key{"s3:x-amz-acl", "s3:x-amz-grant-full-control", "s3:x-amz-grant-read", "s3:x-amz-grant-read-acp", "s3:x-amz-grant-write", "s3:x-amz-grant-write-acp"}
	lists := []condition.Key{"s3:prefix", "s3:delimiter", "s3:max-keys"}
	object := append([]condition.Key{"s3:object-lock-legal-hold", "s3:object-lock-mode", "s3:object-lock-retain-until-date", "s3:object-lock-remaining-retention-days",
		"s3:x-amz-server-side-encryption", "s3:x-amz-server-side-encryption-aws-kms-key-id", "s3:x-amz-server-side-encryption-customer-algorithm",
		"s3:x-amz-storage-class", "s3:x-amz-website-redirect-location", "s3:RequestObjectTag/project", "s3:RequestObjectTag/team", "s3:RequestObjectTagKeys",
		"s3:ObjectCreationOperation"}, acl...)
	put := append([]condition.Key{"s3:if-match", "s3:if-none-match"}, object...)
	const q = "prefix=p&delimiter=/&max-keys=5"
	for name, tt := range map[string]struct {
		in      HTTP
		want    []condition.Key
		instead map[condition.Key]string // values other than those of allKeys
	}{
		"ListObjects":             {everything("GET", "/?"+q), lists, nil},
		"ListObjectsV2":           {everything("GET", "/?list-type=2&"+q), lists, nil},
		"ListObjectVersions":      {everything("GET", "/?versions&"+q), lists, nil},
		"a list of all":           {everything("GET", "/"), []condition.Key{"s3:max-keys"}, map[condition.Key]string{"s3:max-keys": "1000"}},
		"a list of no prefix":     {everything("GET", "/?prefix=&max-keys=5"), []condition.Key{"s3:prefix", "s3:max-keys"}, map[condition.Key]string{"s3:prefix": ""}},
		"HeadBucket":              {everything("HEAD", "/?"+q), nil, nil},
		"ListMultipartUploads":    {everything("GET", "/?uploads&"+q), nil, nil},
		"GetObject":               {everything("GET", "/k?"+q), nil, nil},
		"GetObject of a version":  {everything("GET", "/k?versionId=v1"), []condition.Key{"s3:versionid"}, nil},
		"GetObjectRetention":      {everything("GET", "/k?retention&versionId=v1"), nil, nil},
		"PutObject":               {everything("PUT", "/k"), put, nil},
		"CreateMultipartUpload":   {everything("POST", "/k?uploads"), object, map[condition.Key]string{"s3:ObjectCreationOperation": "false"}},
		"UploadPart":              {everything("PUT", "/k?uploadId=u&partNumber=1"), []condition.Key{"s3:x-amz-server-side-encryption-customer-algorithm", "s3:ObjectCreationOperation"}, map[condition.Key]string{"s3:ObjectCreationOperation": "false"}},
		"CompleteMultipartUpload": {everything("POST", "/k?uploadId=u"), []condition.Key{"s3:x-amz-server-side-encryption-customer-algorithm", "s3:ObjectCreationOperation", "s3:if-match", "s3:if-none-match"}, nil},
		"AbortMultipartUpload":    {everything("DELETE", "/k?uploadId=u"), nil, nil},
		"PutObjectAcl":            {everything("PUT", "/k?acl"), append([]condition.Key{"s3:x-amz-storage-class"}, acl...), nil},
		"PutBucketAcl":            {everything("PUT", "/?acl"), acl, nil},
		"PutObjectTagging":        {everything("PUT", "/k?tagging"), nil, nil},
		"PutObjectRetention":      {everything("PUT", "/k?retention"), nil, nil},
		"PutObjectLegalHold":      {everything("PUT", "/k?legal-hold"), nil, nil},
		"DeleteObject":            {everything("DELETE", "/k"), []condition.Key{"s3:if-match"}, nil},
		"DeleteObject, a version": {everything("DELETE", "/k?versionId=v1"), []condition.Key{"s3:versionid"}, nil},
		"DeleteObjects":           {everything("POST", "/?delete"), nil, nil},
		"RestoreObject":           {everything("POST", "/k?restore"), nil, nil},
		"CreateBucket":            {everything("PUT", "/"), append([]condition.Key{"s3:x-amz-object-ownership", "s3:locationconstraint"}, acl...), nil},
		"UpdateObjectEncryption": {everything("PUT", "/k?encryption"), []condition.Key{"s3:x-amz-server-side-encryption", "s3:x-amz-server-side-encryption-aws-kms-key-id"},
			map[condition.Key]string{"s3:x-amz-server-side-encryption": "in doubt", "s3:x-amz-server-side-encryption-aws-kms-key-id": "in doubt"}},
		"PutBucketOwnershipControls": {everything("PUT", "/?ownershipControls"), []condition.Key{"s3:x-amz-object-ownership"}, map[condition.Key]string{"s3:x-amz-object-ownership": "in doubt"}},
	} {
		t.Run(name, func(t *testing.T) {
			c := mapped(t, testServer(), tt.in).Context()
			want := map[condition.Key]string{}
			for _, k := range tt.want {
				if want[k] = allKeys[k]; tt.instead != nil {
					if v, ok := tt.instead[k]; ok {
						want[k] = v
					}
				}
			}
			for k := range allKeys {
				w, ok := want[k]
				if !ok {
					w = "absent"
				}
				if got := value(c, k); got != w {
					t.Errorf("%s is %q, want %q", k, got, w)
				}
			}
		})
	}
}

func TestKeysOfACopy(t *testing.T) {
	r := everything("PUT", "/k")
	r.Header["x-amz-copy-source"] = []string{"/src%2Fk?versionId=v9"}
	delete(r.Header, "x-amz-tagging-directive")
	delete(r.Header, "x-amz-tagging")
	got := mapped(t, testServer(), r)
	require.Equal(t, "src/k", value(got.Context(), condition.S3CopySource))
	require.Equal(t, "REPLACE", value(got.Context(), "s3:x-amz-metadata-directive"))
	require.Equal(t, "absent", value(got.Context(), condition.S3VersionID))
	all, err := got.Questions(condition.String(condition.PrincipalARN, "arn:aws:iam::111122223333:user/jane"))
	require.NoError(t, err)
	last := all[len(all)-1]
	require.True(t, last.OfSource)
	require.Equal(t, "s3:GetObjectVersionTagging", last.Action)
	require.Equal(t, "arn:aws:s3:::src/k", last.Resource().String())
	require.Equal(t, "v9", value(last.Context, condition.S3VersionID))
	require.Equal(t, "arn:aws:iam::111122223333:user/jane", value(last.Context, condition.PrincipalARN))
	for _, k := range []condition.Key{condition.S3ACL, condition.S3CopySource, condition.S3StorageClass, "s3:ObjectCreationOperation"} {
		require.Equal(t, "absent", value(last.Context, k), "what is written is no matter of the source")
	}
	require.Equal(t, "arn:aws:s3:::amzn-s3-demo-bucket/k", all[0].Resource().String())
}

func TestKeysOfAllRequests(t *testing.T) {
	r := in("GET", atAP, "/k", "User-Agent", "curl/8", "Referer", "https://example.com/", "aws-PrincipalArn", "x", "x-amz-source-arn", "y", "x-amz-called-via", "z")
	c := mapped(t, testServer(), r).Context()
	for k, want := range map[condition.Key]string{
		condition.UserAgent: "curl/8", condition.Referer: "https://example.com/", condition.CurrentTime: "2026-11-23T15:02:00Z", condition.EpochTime: "1795446120",
		condition.RequestedRegion: "us-east-1", condition.PrincipalARN: "absent", condition.SourceARN: "absent", condition.CalledVia: "absent",
		condition.S3AuthType: "absent", condition.S3SignatureVersion: "absent", condition.S3SignatureAge: "absent", condition.S3ContentSHA256: "absent",
	} {
		require.Equal(t, want, value(c, k), string(k))
	}
	bare, err := (&Server{}).Map(in("GET", "192.0.2.1", "/bucket/k"), Connection{})
	require.NoError(t, err)
	for k, want := range map[condition.Key]string{
		condition.UserAgent: "absent", condition.Referer: "absent", condition.CurrentTime: "in doubt", condition.EpochTime: "in doubt",
		condition.RequestedRegion: "in doubt", condition.SourceIP: "in doubt", condition.SecureTransport: "false",
	} {
		require.Equal(t, want, value(bare.Context(), k), string(k))
	}
}

// A client that signs for another region than that of the server has not asked there.
func TestTheClientDoesNotTellTheRegionRequested(t *testing.T) {
	signedFor := func(host, path, region string) HTTP {
		return HTTP{"GET", host, path, map[string][]string{"X-Amz-Date": {"20261123T150130Z"}, "Authorization": {signedBy(region+"/s3", "host;x-amz-date")}}}
	}
	anywhere := testServer()
	anywhere.Region = ""
	for name, tt := range map[string]struct {
		server *Server
		in     HTTP
		want   string
	}{
		"a server of one region":    {testServer(), signedFor(atBucket, "/k", "eu-west-1"), "us-east-1"},
		"a server of all regions":   {anywhere, signedFor(atBucket, "/k", "eu-west-1"), "eu-west-1"},
		"an access point elsewhere": {testServer(), signedFor(atAP, "/k", "us-west-2"), "us-west-2"},
		"a host of AWS tells":       {testServer(), in("GET", "b-b.s3.eu-west-1.amazonaws.com", "/k"), "eu-west-1"},
	} {
		require.Equal(t, tt.want, value(mapped(t, tt.server, tt.in).Context(), condition.RequestedRegion), name)
	}
	_, err := testServer().Map(signedFor("b-b.s3.eu-west-1.amazonaws.com", "/k", "us-east-1"), testConnection())
	require.ErrorIs(t, err, ErrScopeRegion)
}

func TestTagsOfNamesThatDifferInCaseAreInDoubt(t *testing.T) {
	c := mapped(t, testServer(), in("PUT", atAP, "/k", "x-amz-tagging", "Project=x&project=y")).Context()
	require.Equal(t, "in doubt", value(c, condition.S3RequestObjectTag("project")))
}

// The Kelvin sign has a small k as its lower case.
func TestNamesOfParametersAreASCII(t *testing.T) {
	target := "/k?x-amz-object-loc%E2%84%AA-mode=GOVERNANCE&" + presigning("us-east-1/s3")
	r := mapped(t, testServer(), in("PUT", atAP, target))
	require.Equal(t, "absent", value(r.Context(), "s3:object-lock-mode"))
	require.False(t, r.Operation.Retention)
}
