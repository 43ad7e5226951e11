package s3request

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/condition"
)

func TestSignatures(t *testing.T) {
	const sig = "0a0a"
	v4a := func(regions string) HTTP {
		h := map[string][]string{"X-Amz-Date": {"20261123T150130Z"}, "X-Amz-Region-Set": {regions},
			"Authorization": {"AWS4-ECDSA-P256-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20261123/s3/aws4_request, SignedHeaders=host;x-amz-date;x-amz-region-set, Signature=" + sig}}
		return HTTP{"GET", atAP, "/k", h}
	}
	dated := in("GET", atAP, "/k", "Date", "Mon, 23 Nov 2026 15:01:30 GMT", "Authorization", signedBy("us-east-1/s3", "date;host"))
	early := testConnection()
	early.Time = time.Date(2026, 11, 23, 15, 0, 0, 0, time.UTC)
	untimed := testConnection()
	untimed.Time = time.Time{}
	for name, tt := range map[string]struct {
		in         HTTP
		connection Connection
		// version, access key, signatureversion, authType, signatureAge
		want [5]string
	}{
		"in a header":               {HTTP{"GET", atAP, "/k", signed()}, testConnection(), [5]string{"4", "AKIAIOSFODNN7EXAMPLE", "AWS4-HMAC-SHA256", "REST-HEADER", "30000"}},
		"by the header Date":        {dated, testConnection(), [5]string{"4", "AKIAIOSFODNN7EXAMPLE", "AWS4-HMAC-SHA256", "REST-HEADER", "30000"}},
		"in the query":              {in("GET", atAP, "/k?"+presigning("us-east-1/s3")), testConnection(), [5]string{"4", "AKIAIOSFODNN7EXAMPLE", "AWS4-HMAC-SHA256", "REST-QUERY-STRING", "30000"}},
		"of tomorrow":               {HTTP{"GET", atAP, "/k", signed()}, early, [5]string{"4", "AKIAIOSFODNN7EXAMPLE", "AWS4-HMAC-SHA256", "REST-HEADER", "0"}},
		"at a time that is unknown": {HTTP{"GET", atAP, "/k", signed()}, untimed, [5]string{"4", "AKIAIOSFODNN7EXAMPLE", "AWS4-HMAC-SHA256", "REST-HEADER", "in doubt"}},
		"version 2 in a header":     {in("GET", atAP, "/k", "Authorization", "AWS AKID:c2ln"), testConnection(), [5]string{"2", "AKID", "AWS", "REST-HEADER", "0"}},
		"version 2 in the query":    {in("GET", atAP, "/k?AWSAccessKeyId=AKID&Signature=c2ln&Expires=1"), testConnection(), [5]string{"2", "AKID", "AWS", "REST-QUERY-STRING", "0"}},
		"version 4A":                {v4a("*"), testConnection(), [5]string{"4A", "AKIAIOSFODNN7EXAMPLE", "in doubt", "REST-HEADER", "30000"}},
		"version 4A, some regions":  {v4a("eu-west-1, us-*"), testConnection(), [5]string{"4A", "AKIAIOSFODNN7EXAMPLE", "in doubt", "REST-HEADER", "30000"}},
		"none":                      {in("GET", atAP, "/k"), testConnection(), [5]string{"none", "", "absent", "absent", "absent"}},
	} {
		t.Run(name, func(t *testing.T) {
			r, err := testServer().Map(tt.in, tt.connection)
			require.NoError(t, err)
			c := r.Context()
			require.Equal(t, tt.want, [5]string{r.Signature.Version.String(), r.Signature.AccessKeyID,
				value(c, condition.S3SignatureVersion), value(c, condition.S3AuthType), value(c, condition.S3SignatureAge)})
		})
	}
	_, err := testServer().Map(v4a("eu-west-1"), testConnection())
	require.ErrorIs(t, err, ErrScopeRegion)
}

func TestSignaturesThatAreRefused(t *testing.T) {
	good := presigning("us-east-1/s3")
	header := func(authorization string, more ...string) HTTP {
		return in("GET", atAP, "/k", append([]string{"X-Amz-Date", "20261123T150130Z", "Authorization", authorization}, more...)...)
	}
	plain := signedBy("us-east-1/s3", "host;x-amz-date")
	without := func(name string) HTTP {
		var kept []string
		for p := range strings.SplitSeq(good, "&") {
			if !strings.HasPrefix(p, name+"=") {
				kept = append(kept, p)
			}
		}
		return in("GET", atAP, "/k?"+strings.Join(kept, "&"))
	}
	for name, tt := range map[string]struct {
		in   HTTP
		want error
	}{
		"in header and query":                 {in("GET", atAP, "/k?"+good, "Authorization", plain), ErrTwoSignatures},
		"in header and, by its key, in query": {in("GET", atAP, "/k?X-Amz-Credential=A/20261123/us-east-1/s3/aws4_request", "Authorization", plain), ErrTwoSignatures},
		"of two versions in the query":        {in("GET", atAP, "/k?"+good+"&Signature=s&AWSAccessKeyId=A"), ErrTwoSignatures},
		"version 2 in header and query":       {in("GET", atAP, "/k?Signature=s&AWSAccessKeyId=A", "Authorization", "AWS A:s"), ErrTwoSignatures},
		"the query's in a header":             {in("GET", atAP, "/k", "X-Amz-Signature", "s", "X-Amz-Algorithm", algorithmV4), ErrAuthorization},
		"version 2 without a signature":       {in("GET", atAP, "/k?AWSAccessKeyId=A"), ErrAuthorization},
		"version 2 without a key":             {in("GET", atAP, "/k", "Authorization", "AWS :s"), ErrAuthorization},
		"without its signature":               {without("X-Amz-Signature"), ErrAuthorization},
		"without its algorithm":               {without("X-Amz-Algorithm"), ErrAuthorization},
		"without its credential":              {without("X-Amz-Credential"), ErrAuthorization},
		"without its date":                    {without("X-Amz-Date"), ErrSigningDate},
		"without its signed headers":          {without("X-Amz-SignedHeaders"), ErrUnsigned},
		"by a token":                          {header("Bearer abc"), ErrAuthorization},
		"by a password":                       {header("Basic YTpi"), ErrAuthorization},
		"by an algorithm that S3 has not":     {header(strings.Replace(plain, algorithmV4, "AWS4-HMAC-SHA1", 1)), ErrAuthorization},
		"with a part that it has not":         {header(plain + ", X=y"), ErrAuthorization},
		"with a part twice":                   {header(plain + ", Credential=B/20261123/us-east-1/s3/aws4_request"), ErrTwice},
		"without a region":                    {header(signedBy("s3", "host;x-amz-date")), ErrAuthorization},
		"without a service":                   {header(signedBy("us-east-1/", "host;x-amz-date")), ErrAuthorization},
		"of a short scope":                    {header("AWS4-HMAC-SHA256 Credential=aws4_request, SignedHeaders=host;x-amz-date, Signature=s"), ErrAuthorization},
		"of another day than its scope":       {header(plain, "x", "y"), nil},
		"for another service":                 {header(signedBy("us-east-1/iam", "host;x-amz-date")), ErrScopeService},
		"of an ACL that it does not cover":    {header(plain, "x-amz-acl", "private"), ErrUnsigned},
		"of metadata that it does not cover":  {header(plain, "x-amz-meta-a", "b"), ErrUnsigned},
		"that does not cover the host":        {header(signedBy("us-east-1/s3", "x-amz-date")), ErrUnsigned},
		"to which the bearer adds a header":   {in("PUT", atAP, "/k?"+good, "x-amz-acl", "public-read"), ErrUnsigned},
		"to which the bearer adds a source":   {in("PUT", atAP, "/k?"+good, "x-amz-copy-source", "b/k"), ErrUnsigned},
		"of more headers than there are":      {header(signedBy("us-east-1/s3", strings.Repeat("x;", 5000))), ErrParametersSize},
		"with encryption in the query":        {in("PUT", atAP, "/k?x-amz-server-side-encryption=AES256&"+good), ErrInQuery},
		"in a header, with an ACL in a query": {in("PUT", atAP, "/k?x-amz-acl=private", "X-Amz-Date", "20261123T150130Z", "Authorization", plain), ErrUnsigned},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := testServer().Map(tt.in, testConnection())
			require.ErrorIs(t, err, tt.want)
		})
	}
	for name, date := range map[string]string{"another day": "20261124T000000Z", "no date": "yesterday", "an empty one": ""} {
		r := header(plain)
		r.Header["X-Amz-Date"] = []string{date}
		_, err := testServer().Map(r, testConnection())
		require.ErrorIs(t, err, ErrSigningDate, name)
	}
	_, err := testServer().Map(in("GET", atAP, "/k", "Date", "today", "Authorization", signedBy("us-east-1/s3", "host")), testConnection())
	require.ErrorIs(t, err, ErrSigningDate)
}

// A server that looks for headers alone would not see what the query says.
func TestHeadersOnly(t *testing.T) {
	s := testServer()
	s.HeadersOnly = true
	for name, refused := range map[string]bool{
		"x-amz-acl=private": true, "x-amz-tagging=a%3Db": true, "x-amz-copy-source=bucket%2Fk": true, "x-amz-storage-class=GLACIER": true,
		"x-amz-object-lock-mode=GOVERNANCE": true, "x-amz-grant-read=id%3Da": true, "x-amz-bypass-governance-retention=true": true,
		"x-amz-checksum-mode=ENABLED": false, "x-amz-content-sha256=UNSIGNED-PAYLOAD": false, "x-amz-security-token=T": false, "x-amz-meta-a=b": false, "x-id=PutObject": false,
	} {
		_, err := s.Map(in("PUT", atAP, "/k?"+name+"&"+presigning("us-east-1/s3")), testConnection())
		if refused {
			require.ErrorIs(t, err, ErrInQuery, name)
		} else {
			require.NoError(t, err, name)
		}
	}
}

func TestTooManyHeadersAreRefused(t *testing.T) {
	r := in("PUT", atAP, "/k")
	for i := range 300 {
		r.Header["x-amz-meta-"+strings.Repeat("a", i+1)] = []string{"v"}
	}
	_, err := testServer().Map(r, testConnection())
	require.ErrorIs(t, err, ErrTooMany)
	r.Header = map[string][]string{"x-amz-acl": {}, "x-amz-meta-a": {strings.Repeat("a", 1<<20)}}
	require.False(t, mapped(t, testServer(), r).Operation.ACL, "a header without a value is not there")
}
