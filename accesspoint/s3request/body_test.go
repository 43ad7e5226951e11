package s3request

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/condition"
)

func object(s string) string { return "<Delete><Object>" + s + "</Object></Delete>" }

func TestDeletes(t *testing.T) {
	for name, tt := range map[string]struct {
		body string
		want []Delete
		err  error
	}{
		"two keys, one with a version": {`<?xml version="1.0" encoding="UTF-8"?>
			<Delete xmlns="http://s3.amazonaws.com/doc/2006-03-01/">
				<Object><Key>a</Key></Object>
				<Object><Key>b</Key><VersionId>v1</VersionId></Object>
				<Quiet>true</Quiet>
			</Delete>`, []Delete{{Key: "a"}, {Key: "b", Version: "v1"}}, nil},
		"a key that is escaped":           {object("<Key>a&amp;b&#47;c</Key><ETag>e</ETag><Size>1</Size><LastModifiedTime>x</LastModifiedTime>"), []Delete{{Key: "a&b/c", ETag: "e"}}, nil},
		"a key that is quoted":            {object("<Key><![CDATA[a<b]]></Key>"), []Delete{{Key: "a<b"}}, nil},
		"a key that looks encoded":        {object("<Key>a%2Fb</Key>"), []Delete{{Key: "a%2Fb"}}, nil},
		"blanks of a key are of it":       {object("<Key> a </Key>"), []Delete{{Key: " a "}}, nil},
		"nothing":                         {"", nil, ErrBody},
		"no objects":                      {"<Delete></Delete>", nil, ErrBody},
		"another root":                    {"<Remove><Object><Key>a</Key></Object></Remove>", nil, ErrBody},
		"two roots":                       {object("<Key>a</Key>") + object("<Key>b</Key>"), nil, ErrBody},
		"text behind the root":            {object("<Key>a</Key>") + "x", nil, ErrBody},
		"an end that is missing":          {"<Delete><Object><Key>a</Key></Object>", nil, ErrBody},
		"an end that is of another":       {"<Delete><Object><Key>a</Object></Key></Delete>", nil, ErrBody},
		"an end too many":                 {object("<Key>a</Key>") + "</Delete>", nil, ErrBody},
		"no key":                          {object("<VersionId>v</VersionId>"), nil, ErrBody},
		"an empty key":                    {object("<Key></Key>"), nil, ErrBody},
		"two keys in one":                 {object("<Key>a</Key><Key>b</Key>"), nil, ErrBody},
		"an empty version":                {object("<Key>a</Key><VersionId></VersionId>"), nil, ErrBody},
		"a version that is a path":        {object("<Key>a</Key><VersionId>../v</VersionId>"), nil, ErrValue},
		"an element that is not known":    {object("<Key>a</Key><Force>true</Force>"), nil, ErrBody},
		"a comment in a key":              {object("<Key>a<!-- x -->b</Key>"), nil, ErrBody},
		"an instruction in a key":         {object("<Key>a<?x?>b</Key>"), nil, ErrBody},
		"a key in two pieces":             {object("<Key>a<![CDATA[b]]></Key>"), nil, ErrBody},
		"text beside elements":            {object("a<Key>b</Key>"), nil, ErrBody},
		"text behind elements":            {object("<Key>b</Key>a"), nil, ErrBody},
		"an element in a key":             {object("<Key>a<b/></Key>"), nil, ErrBody},
		"a type of its own":               {`<!DOCTYPE Delete [<!ENTITY e "x">]>` + object("<Key>&e;</Key>"), nil, ErrBody},
		"an entity of nobody":             {object("<Key>&nbsp;</Key>"), nil, ErrBody},
		"an attribute":                    {object(`<Key nil="true">a</Key>`), nil, ErrBody},
		"a version of another namespace":  {object(`<Key>a</Key><x:VersionId xmlns:x="y">v</x:VersionId>`), nil, ErrBody},
		"a namespace that S3 has not":     {`<Delete xmlns="x"><Object><Key>a</Key></Object></Delete>`, nil, ErrBody},
		"another encoding":                {`<?xml version="1.0" encoding="UTF-16"?>` + object("<Key>a</Key>"), nil, ErrBody},
		"deeper than any document":        {strings.Repeat("<Delete>", 100000), nil, ErrBody},
		"JSON":                            {`{"Objects": []}`, nil, ErrBody},
		"dots":                            {object("<Key>a/../b</Key>"), nil, ErrDotSegment},
		"two slashes":                     {object("<Key>a//b</Key>"), nil, ErrEmptySegment},
		"a key that is too long":          {object("<Key>" + strings.Repeat("k", 1025) + "</Key>"), nil, ErrKeyTooLong},
		"a thousand and one keys":         {string(deletes(1001)), nil, ErrTooMany},
		"more bytes than a thousand keys": {strings.Repeat(" ", MaxBody+1), nil, ErrBodySize},
		"many pieces":                     {object("<Key>" + strings.Repeat("<![CDATA[]]>", 500000) + "</Key>"), nil, ErrBody},
	} {
		t.Run(name, func(t *testing.T) {
			r := mapped(t, testServer(), in("POST", atAP, "/?delete"))
			require.True(t, r.NeedsBody())
			_, err := r.Questions()
			require.ErrorIs(t, err, ErrNeedBody)
			require.ErrorIs(t, r.ReadBody([]byte(tt.body)), tt.err)
			if diff := cmp.Diff(tt.want, r.Deletes); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			require.Equal(t, tt.err != nil, r.NeedsBody(), "there are no questions before a body has been read")
		})
	}
}

func TestQuestionsOfDeletes(t *testing.T) {
	r := mapped(t, testServer(), in("POST", atAP, "/?delete", "x-amz-bypass-governance-retention", "true"))
	require.NoError(t, r.ReadBody([]byte(`<Delete><Object><Key>a</Key></Object><Object><Key>b</Key><VersionId>v1</VersionId><ETag>e</ETag></Object><Object><Key>c</Key><ETag>e</ETag></Object></Delete>`)))
	jane := condition.String(condition.PrincipalARN, "arn:aws:iam::111122223333:user/jane")
	all, err := r.Questions(jane)
	require.NoError(t, err)
	var got []string
	for i := range all {
		q := &all[i]
		require.Equal(t, "arn:aws:iam::111122223333:user/jane", value(q.Context, condition.PrincipalARN))
		got = append(got, strings.Join([]string{q.Action, q.Resource().String(), value(q.Context, condition.S3VersionID), value(q.Context, "s3:if-match")}, " "))
	}
	ap := myAP.String()
	require.Equal(t, []string{
		"s3:DeleteObject " + ap + "/object/a absent absent", "s3:BypassGovernanceRetention " + ap + "/object/a absent absent",
		"s3:DeleteObjectVersion " + ap + "/object/b v1 absent", "s3:BypassGovernanceRetention " + ap + "/object/b v1 absent",
		"s3:DeleteObject " + ap + "/object/c absent e", "s3:BypassGovernanceRetention " + ap + "/object/c absent e",
	}, got)
	require.Len(t, r.DeleteQuestions(1, jane), 2)
	require.ErrorIs(t, r.ReadBody(nil), ErrNoBody, "a body is read once")
}

func TestBodiesAreHeldToTheirHash(t *testing.T) {
	body := []byte(object("<Key>a</Key>"))
	sum := sha256.Sum256(body)
	for hash, want := range map[string]error{
		hex.EncodeToString(sum[:]): nil, "UNSIGNED-PAYLOAD": nil, strings.Repeat("0", 64): ErrBodyHash, "": nil, "none": ErrBodyHash,
	} {
		r := mapped(t, testServer(), HTTP{"POST", atAP, "/?delete", signed("x-amz-content-sha256", hash)})
		require.ErrorIs(t, r.ReadBody(body), want, hash)
	}
	for _, headers := range [][]string{{"x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER"}, {"Content-Encoding", "AWS-Chunked"}} {
		_, err := testServer().Map(HTTP{"POST", atAP, "/?delete", signed(headers...)}, testConnection())
		require.ErrorIs(t, err, ErrBody)
		require.NoError(t, func() error {
			_, err := testServer().Map(HTTP{"PUT", atAP, "/k", signed(headers...)}, testConnection())
			return err
		}(), "of objects it is no matter")
	}
}

func TestBodiesWithKeys(t *testing.T) {
	tag := func(s string) string { return "<Tagging><TagSet>" + s + "</TagSet></Tagging>" }
	for name, tt := range map[string]struct {
		sub, body string
		want      map[condition.Key]string
		err       error
	}{
		"tags": {"tagging", tag("<Tag><Key>project</Key><Value>x;y</Value></Tag><Tag><Key>team</Key><Value></Value></Tag>"),
			map[condition.Key]string{"s3:RequestObjectTag/project": "x;y", "s3:RequestObjectTag/team": "", "s3:RequestObjectTagKeys": "several"}, nil},
		"no tags":                   {"tagging", tag(""), map[condition.Key]string{"s3:RequestObjectTagKeys": "absent"}, nil},
		"a tag twice":               {"tagging", tag("<Tag><Key>a</Key><Value>x</Value></Tag><Tag><Key>a</Key><Value>y</Value></Tag>"), nil, ErrTagging},
		"a tag without a name":      {"tagging", tag("<Tag><Value>x</Value></Tag>"), nil, ErrTagging},
		"a name twice in one":       {"tagging", tag("<Tag><Key>a</Key><Key>b</Key></Tag>"), nil, ErrBody},
		"a value twice in one":      {"tagging", tag("<Tag><Key>a</Key><Value></Value><Value>y</Value></Tag>"), nil, ErrBody},
		"two sets":                  {"tagging", "<Tagging><TagSet/><TagSet/></Tagging>", nil, ErrBody},
		"eleven tags":               {"tagging", tag(strings.Repeat("<Tag><Key>a</Key></Tag>", 11)), nil, ErrTooMany},
		"an element not known":      {"tagging", tag("<Tag><Name>a</Name></Tag>"), nil, ErrBody},
		"a retention":               {"retention", "<Retention><Mode>COMPLIANCE</Mode><RetainUntilDate>2026-11-24T15:02:00Z</RetainUntilDate></Retention>", map[condition.Key]string{"s3:object-lock-mode": "COMPLIANCE", "s3:object-lock-retain-until-date": "2026-11-24T15:02:00Z", "s3:object-lock-remaining-retention-days": "1.000000"}, nil},
		"the end of a retention":    {"retention", "<Retention/>", map[condition.Key]string{"s3:object-lock-mode": "absent"}, nil},
		"a mode without a date":     {"retention", "<Retention><Mode>COMPLIANCE</Mode></Retention>", nil, ErrValue},
		"a date without a mode":     {"retention", "<Retention><RetainUntilDate>2026-11-24T15:02:00Z</RetainUntilDate></Retention>", nil, ErrBody},
		"a mode that is none":       {"retention", "<Retention><Mode>Compliance</Mode><RetainUntilDate>2026-11-24T15:02:00Z</RetainUntilDate></Retention>", nil, ErrBody},
		"two modes, the first none": {"retention", "<Retention><Mode></Mode><Mode>COMPLIANCE</Mode></Retention>", nil, ErrBody},
		"something below a mode":    {"retention", "<Retention><Mode><Mode>COMPLIANCE</Mode></Mode></Retention>", nil, ErrBody},
		"another document":          {"retention", "<Tagging/>", nil, ErrBody},
		"a hold":                    {"legal-hold", "<LegalHold><Status>OFF</Status></LegalHold>", map[condition.Key]string{"s3:object-lock-legal-hold": "OFF"}, nil},
		"a hold without a status":   {"legal-hold", "<LegalHold/>", nil, ErrBody},
		"a status that is none":     {"legal-hold", "<LegalHold><Status>off</Status></LegalHold>", nil, ErrBody},
	} {
		t.Run(name, func(t *testing.T) {
			r := mapped(t, testServer(), everything("PUT", "/k?"+tt.sub))
			before := len(r.attrs)
			require.ErrorIs(t, r.ReadBody([]byte(tt.body)), tt.err)
			if tt.err != nil {
				require.Len(t, r.attrs, before, "of a body that is refused nothing is kept")
			}
			for k, want := range tt.want {
				require.Equal(t, want, value(r.Context(), k), string(k))
			}
		})
	}
	r, err := testServer().Map(in("PUT", atAP, "/k?retention"), Connection{})
	require.NoError(t, err)
	require.NoError(t, r.ReadBody([]byte("<Retention><Mode>GOVERNANCE</Mode><RetainUntilDate>2026-11-24T15:02:00Z</RetainUntilDate></Retention>")))
	require.Equal(t, "in doubt", value(r.Context(), "s3:object-lock-remaining-retention-days"))
}

// A field of a form, or the part of it that is the file.
func field(name, value string, more ...string) string {
	return "--b\r\nContent-Disposition: form-data; name=\"" + name + "\"" + strings.Join(more, "") + "\r\n\r\n" + value + "\r\n"
}

func file(disposition string) string {
	return field("file", "content", disposition) + "--b--\r\n"
}

func form(host, path string) HTTP {
	return in("POST", host, path, "Content-Type", "multipart/form-data; boundary=b")
}

func TestForms(t *testing.T) {
	v4 := field("x-amz-algorithm", algorithmV4) + field("X-Amz-Credential", "AKID/20261123/us-east-1/s3/aws4_request") + field("x-amz-date", "20261123T150130Z") + field("x-amz-signature", "s")
	v2 := field("AWSAccessKeyId", "AKID") + field("signature", "s")
	tags := "<Tagging><TagSet><Tag><Key>a;b</Key><Value>c&amp;d=e+f%</Value></Tag></TagSet></Tagging>"
	for name, tt := range map[string]struct {
		body, want string
		keys       map[condition.Key]string
	}{
		"a key":                {field("key", "a/b") + file(""), "PutObject s3:PutObject on arn:aws:s3:::amzn-s3-demo-bucket a/b", map[condition.Key]string{"s3:ObjectCreationOperation": "true", "s3:authType": "absent"}},
		"the name of the file": {field("key", "u/${filename}") + file(`; filename="x.txt"`), "PutObject s3:PutObject on arn:aws:s3:::amzn-s3-demo-bucket u/x.txt", nil},
		"its path":             {field("key", "u/${filename}") + file(`; filename="/etc/x.txt"`), "PutObject s3:PutObject on arn:aws:s3:::amzn-s3-demo-bucket u/x.txt", nil},
		"its path in Windows":  {field("key", "u/${filename}") + file(`; filename="C:\\dir\\x.txt"`), "PutObject s3:PutObject on arn:aws:s3:::amzn-s3-demo-bucket u/x.txt", nil},
		"an ACL":               {field("Key", "a") + field("acl", "private") + file(""), "PutObject s3:PutObject+s3:PutObjectAcl on arn:aws:s3:::amzn-s3-demo-bucket a", map[condition.Key]string{"s3:x-amz-acl": "private"}},
		"tags":                 {field("key", "a") + field("tagging", tags) + file(""), "PutObject s3:PutObject+s3:PutObjectTagging on arn:aws:s3:::amzn-s3-demo-bucket a", map[condition.Key]string{"s3:RequestObjectTag/a;b": "c&d=e+f%"}},
		"version 4":            {field("key", "a") + v4 + file(""), "PutObject s3:PutObject on arn:aws:s3:::amzn-s3-demo-bucket a", map[condition.Key]string{"s3:authType": "POST", "s3:signatureversion": algorithmV4, "s3:signatureAge": "30000"}},
		"version 2":            {field("key", "a") + v2 + file(""), "PutObject s3:PutObject on arn:aws:s3:::amzn-s3-demo-bucket a", map[condition.Key]string{"s3:authType": "POST", "s3:signatureversion": "AWS"}},
		"what follows the file counts for nothing": {strings.TrimSuffix(field("key", "a")+file(""), "--b--\r\n") + field("acl", "public-read"), "PutObject s3:PutObject on arn:aws:s3:::amzn-s3-demo-bucket a", nil},
		"a header of HTTP is no field":             {field("key", "a") + file(""), "PutObject s3:PutObject on arn:aws:s3:::amzn-s3-demo-bucket a", map[condition.Key]string{"s3:if-none-match": "absent"}},
	} {
		t.Run(name, func(t *testing.T) {
			request := form(atBucket, "/")
			request.Header["If-None-Match"] = []string{"*"}
			r := mapped(t, testServer(), request)
			require.NoError(t, r.ReadBody([]byte(tt.body)))
			require.Equal(t, tt.want, sentence(r, nil))
			for k, want := range tt.keys {
				require.Equal(t, want, value(r.Context(), k), string(k))
			}
		})
	}
	r := mapped(t, testServer(), form(atAP, "/"))
	require.NoError(t, r.ReadBody([]byte(field("key", "a")+strings.ReplaceAll(v4, "us-east-1", "us-west-2")+file(""))))
	require.Equal(t, westAP, r.Target.AccessPoint, "the region that the form is signed for tells which access point")
}

func TestFormsThatAreRefused(t *testing.T) {
	key := field("key", "a")
	v4 := func(credential, date string) string {
		return field("x-amz-algorithm", algorithmV4) + field("x-amz-credential", credential) + field("x-amz-date", date) + field("x-amz-signature", "s")
	}
	good := v4("AKID/20261123/us-east-1/s3/aws4_request", "20261123T150130Z")
	for name, tt := range map[string]struct {
		body string
		want error
	}{
		"nothing":                        {"", ErrBody},
		"no file":                        {key + "--b--\r\n", ErrBody},
		"no key":                         {file(""), ErrBody},
		"an empty key":                   {field("key", "") + file(""), ErrBody},
		"two keys":                       {key + field("KEY", "b") + file(""), ErrTwice},
		"an ACL in two ways":             {key + field("acl", "private") + field("x-amz-acl", "public-read") + file(""), ErrTwice},
		"a field without a name":         {field("", "x") + key + file(""), ErrBody},
		"a key that is encoded":          {"--b\r\nContent-Disposition: form-data; name=\"key\"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\na=2Fb\r\n" + file(""), ErrBody},
		"two names of a field":           {"--b\r\nContent-Disposition: form-data; name=\"key\"\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\na\r\n" + file(""), ErrBody},
		"a file's name in two ways":      {field("key", "${filename}") + file(`; filename="a"; filename*=UTF-8''b`), ErrBody},
		"dots as the name of the file":   {field("key", "u/${filename}") + file(`; filename=".."`), ErrDotSegment},
		"a name that would be long":      {field("key", strings.Repeat("${filename}", 50)) + file(`; filename="`+strings.Repeat("x", 100)+`"`), ErrKeyTooLong},
		"a file's name that is too long": {field("key", "${filename}") + file(`; filename="`+strings.Repeat("x", 2000)+`"`), ErrKeyTooLong},
		"a source to copy":               {key + field("x-amz-copy-source", "bucket/k") + file(""), ErrNoOperation},
		"tags that are no XML":           {key + field("tagging", "a=b") + file(""), ErrBody},
		"an ACL that is none":            {key + field("acl", "public") + file(""), ErrValue},
		"more fields than there are": {key + strings.Repeat("--b\r\n", 1) + func() (s string) {
			for i := range 130 {
				s += field("f"+strings.Repeat("x", i), "")
			}
			return s[len("--b\r\n"):]
		}() + file(""), ErrTooMany},
		"fields that are too long":      {field("policy", strings.Repeat("x", 40<<10)) + key + file(""), ErrTooMany},
		"signed in two ways":            {key + good + field("signature", "s") + file(""), ErrTwoSignatures},
		"signed without a signature":    {key + field("x-amz-credential", "A") + file(""), ErrAuthorization},
		"signed without a scope":        {key + v4("AKID", "20261123T150130Z") + file(""), ErrAuthorization},
		"signed on another day":         {key + v4("AKID/20261124/us-east-1/s3/aws4_request", "20261123T150130Z") + file(""), ErrSigningDate},
		"signed for another service":    {key + v4("AKID/20261123/us-east-1/iam/aws4_request", "20261123T150130Z") + file(""), ErrScopeService},
		"version 2 without a key":       {key + field("signature", "s") + file(""), ErrAuthorization},
		"version 2 without a signature": {key + field("AWSAccessKeyId", "A") + file(""), ErrAuthorization},
	} {
		t.Run(name, func(t *testing.T) {
			r := mapped(t, testServer(), form(atBucket, "/"))
			require.ErrorIs(t, r.ReadBody([]byte(tt.body)), tt.want)
			require.True(t, r.NeedsBody())
			require.NoError(t, r.ReadBody([]byte(key+file(""))), "and nothing of it is kept")
			require.Equal(t, "a", r.Key)
			require.False(t, r.Operation.ACL)
		})
	}
	for name, tt := range map[string]struct {
		in   HTTP
		want error
	}{
		"no form":                    {in("POST", atBucket, "/"), ErrNoOperation},
		"a form of another kind":     {in("POST", atBucket, "/", "Content-Type", "application/x-www-form-urlencoded"), ErrNoOperation},
		"a form without a boundary":  {in("POST", atBucket, "/", "Content-Type", "multipart/form-data"), ErrNoOperation},
		"a header beside the form":   {in("POST", atBucket, "/", "Content-Type", "multipart/form-data; boundary=b", "x-amz-acl", "private"), ErrUnsigned},
		"a subresource with a form":  {form(atBucket, "/?acl"), ErrNoOperation},
		"a key in the query as well": {form(atBucket, "/?key=x"), ErrSubresource},
	} {
		_, err := testServer().Map(tt.in, testConnection())
		require.ErrorIs(t, err, tt.want, name)
	}
	r := mapped(t, testServer(), in("POST", atBucket, "/", "Content-Type", "multipart/form-data; boundary=b", "Authorization", "AWS A:s"))
	require.ErrorIs(t, r.ReadBody([]byte(key+file(""))), ErrTwoSignatures)
	require.ErrorIs(t, r.ReadBody(bytes.Repeat([]byte("x"), MaxBody+1)), ErrBodySize)
}
