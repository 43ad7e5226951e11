package s3request

import (
	"bytes"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/internal/s3action"
)

// header makes headers of lines NAME: VALUE.
func header(lines string) map[string][]string {
	h := map[string][]string{}
	for line := range strings.SplitSeq(lines, "\n") {
		if name, value, ok := strings.Cut(line, ": "); ok {
			h[name] = append(h[name], value)
		}
	}
	return h
}

// checkMapped checks what holds of whatever is mapped.
func checkMapped(t *testing.T, s *Server, in HTTP, r *Request) {
	t.Helper()
	switch target := r.Target; target.Place {
	case AccessPoint:
		require.True(t, target.AccessPoint.IsValid())
	case Bucket:
		require.True(t, target.Bucket.IsValid())
	case Account, DirectoryBucket:
	default:
		t.Fatalf("%+v is mapped to %v", in, target.Place)
	}
	require.LessOrEqual(t, len(r.Key), 1024)
	require.NoError(t, s.checkKey(r.Key))
	actions := r.Actions(nil)
	require.NotEmpty(t, actions)
	for _, a := range append(actions, r.SourceActions(nil)...) {
		_, known := s3action.Lookup(a)
		require.True(t, known || !strings.HasPrefix(a, "s3:"), a)
	}
	require.Equal(t, r.HasSource, len(r.SourceActions(nil)) > 0)
	again, err := s.Map(in, testConnection())
	require.NoError(t, err)
	require.Equal(t, actions, again.Actions(nil))
	require.Equal(t, r.Target, again.Target)
	if r.NeedsBody() {
		return
	}
	all, err := r.Questions()
	require.NoError(t, err)
	require.NotEmpty(t, all)
}

// Each request is mapped as if the key in it were written in another way.
func FuzzMap(f *testing.F) {
	for _, in := range requests() {
		lines := ""
		for name, values := range in.Header {
			lines += name + ": " + values[0] + "\n"
		}
		f.Add(in.Method, in.Host, in.Target, lines)
	}
	f.Add("POST", atBucket, "/?delete", "x-amz-content-sha256: UNSIGNED-PAYLOAD")
	f.Add("GET", "[::1]:80", "http://[::1]/"+gpAlias+"/a%2Fb?versionId=v", "Host: [::1]")
	f.Add("GET", "111122223333.s3.localhost", "/v20180820/accesspoint/my-ap/policy", "x-amz-account-id: 111122223333")
	f.Add("POST", "127.0.0.1", "/amzn-s3-demo-bucket", "Content-Type: multipart/form-data; boundary=b")
	f.Add("PUT", "s3.example.com", "/b--use1-az4--x-s3/k?renameObject", "x-amz-rename-source: b--use1-az4--x-s3/a")
	f.Add("GET", atAP, "/a//../b", "Authorization: AWS a:b\nX-Forwarded-For: 1.1.1.1\nX-Forwarded-Host: x")
	s := testServer()
	s.Names = known{accessPoints: names.accessPoints, aliases: names.aliases, buckets: names.buckets}
	f.Fuzz(func(t *testing.T, method, host, target, lines string) {
		in := HTTP{method, host, target, header(lines)}
		r, err := s.Map(in, testConnection())
		if err != nil {
			require.NotEmpty(t, err.Error())
			require.Nil(t, r)
			return
		}
		checkMapped(t, s, in, r)
		if r.Key == "" || r.IsControl() {
			return
		}
		absolute, path, query, err := splitTarget(target)
		require.NoError(t, err)
		if d, err := s.open(firstOf(absolute, host, in.Header), path, &r.Signature); err == nil && d.rest != path {
			bucket, _, _ := strings.Cut(path[1:], "/")
			in.Target = "/" + bucket + "/" + url.PathEscape(r.Key) + "?" + query
		} else {
			in.Target = "/" + url.PathEscape(r.Key) + "?" + query
		}
		in.Host = firstOf(absolute, host, in.Header)
		again, err := s.Map(in, testConnection())
		require.NoError(t, err)
		if diff := cmp.Diff([]string{r.Key, sentence(r, nil)}, []string{again.Key, sentence(again, nil)}); diff != "" {
			t.Errorf("%q and %q (-first +second):\n%s", target, in.Target, diff)
		}
	})
}

// firstOf returns the host that a request is to.
func firstOf(absolute, host string, header map[string][]string) string {
	if absolute != "" {
		return absolute
	}
	if host != "" {
		return host
	}
	f, _ := readHeader(header)
	return f.host
}

// What a source is read as is the same when it is written anew.
func FuzzCopySource(f *testing.F) {
	for _, s := range []string{"src-bucket/dir/a%20b%2Bc.txt", "/src/k?versionId=v", gpAlias + "/k", "arn:aws:s3:us-east-1:111122223333:accesspoint/src-ap/object/a/object/b", "%2Fsrc%2Fa%3Fb", "src/a#b", "src/%00"} {
		f.Add(s)
	}
	s := testServer()
	f.Fuzz(func(t *testing.T, value string) {
		src, err := s.source("x-amz-copy-source", value)
		if err != nil {
			return
		}
		require.NoError(t, s.checkKey(src.Key))
		require.NotEmpty(t, src.Key)
		printed := url.PathEscape(src.text())
		if src.Version != "" {
			printed += "?versionId=" + src.Version
		}
		again, err := s.source("x-amz-copy-source", printed)
		require.NoError(t, err)
		require.Equal(t, src, again)
	})
}

// Bodies give questions or an error, and an error gives no questions.
func FuzzReadBody(f *testing.F) {
	shapes := [...]HTTP{
		in("POST", atAP, "/?delete"), in("PUT", atAP, "/k?tagging"), in("PUT", atAP, "/k?retention"), in("PUT", atAP, "/k?legal-hold"), form(atBucket, "/"),
	}
	f.Add(uint8(0), []byte(object("<Key>a</Key><VersionId>v</VersionId>")))
	f.Add(uint8(1), []byte("<Tagging><TagSet><Tag><Key>a</Key><Value>b</Value></Tag></TagSet></Tagging>"))
	f.Add(uint8(2), []byte("<Retention><Mode>COMPLIANCE</Mode><RetainUntilDate>2026-11-24T15:02:00Z</RetainUntilDate></Retention>"))
	f.Add(uint8(3), []byte("<LegalHold><Status>OFF</Status></LegalHold>"))
	f.Add(uint8(4), []byte(field("key", "u/${filename}")+field("acl", "private")+file(`; filename="a"`)))
	s := testServer()
	f.Fuzz(func(t *testing.T, shape uint8, body []byte) {
		r, err := s.Map(shapes[int(shape)%len(shapes)], testConnection())
		require.NoError(t, err)
		given := bytes.Clone(body)
		err = r.ReadBody(body)
		require.Equal(t, given, body)
		require.Equal(t, err != nil, r.NeedsBody())
		all, questionsErr := r.Questions()
		require.Equal(t, err != nil, questionsErr != nil)
		if err != nil {
			return
		}
		require.NotEmpty(t, all)
		for i := range all {
			require.NoError(t, s.checkKey(all[i].Key))
			require.NotEmpty(t, all[i].Key)
			require.True(t, all[i].Resource().IsValid())
		}
	})
}
