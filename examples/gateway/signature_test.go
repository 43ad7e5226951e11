package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/accesspoint/s3request"
)

// The guard decides for whom a request says it is from. This is sound only
// because a signature that is not theirs is refused, whatever was decided.
func TestAForgedSignatureIsRefusedWhateverIsAllowed(t *testing.T) {
	put(t, "jane/report.txt", "report")
	put(t, "inbox/jane/kept", "kept")
	jane := as(t, "jane", forged)
	const want = "SignatureDoesNotMatch"

	require.Equal(t, want, get(t, jane, workshopAP, "jane/report.txt"))
	require.Equal(t, want, get(t, as(t, "jane", forged, pathStyle), workshopName, "jane/report.txt"))
	require.Equal(t, want, get(t, as(t, "jane", forged, fromVPC), vpcAP, "jane/report.txt"))
	require.Equal(t, want, get(t, as(t, "admin", forged), bucket, "jane/report.txt"))

	ctx, in := t.Context(), aws.String(inboxAP)
	_, err := jane.PutObject(ctx, &s3.PutObjectInput{Bucket: in, Key: aws.String("inbox/jane/forged"), Body: strings.NewReader("x")})
	require.Equal(t, want, codeOf(t, err))
	_, err = jane.CopyObject(ctx, &s3.CopyObjectInput{Bucket: in, Key: aws.String("inbox/jane/forged"), CopySource: aws.String(workshopAP + "/object/jane/report.txt")})
	require.Equal(t, want, codeOf(t, err))
	_, err = jane.DeleteObject(ctx, &s3.DeleteObjectInput{Bucket: in, Key: aws.String("inbox/jane/kept")})
	require.Equal(t, want, codeOf(t, err))
	_, err = jane.DeleteObjects(ctx, &s3.DeleteObjectsInput{Bucket: in, Delete: &types.Delete{Objects: []types.ObjectIdentifier{{Key: aws.String("inbox/jane/kept")}}}})
	require.Equal(t, want, codeOf(t, err))

	require.Equal(t, "NoSuchKey", stored(t, "inbox/jane/forged"))
	require.Equal(t, "kept", stored(t, "inbox/jane/kept"))
}

// A signed is a request that is signed as one thing and sent as another.
type signed struct {
	method           string // GET if it is not told
	host, path, body string
	send             func(*http.Request)  // changes it after signing
	received         func(*http.Response) // looks at the answer
}

// do signs the request as jane and sends it.
func (s signed) do(t *testing.T) (status int, body string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), s.method, "http://"+s.host+s.path, strings.NewReader(s.body))
	require.NoError(t, err)
	sum := sha256.Sum256([]byte(s.body))
	hash := hex.EncodeToString(sum[:])
	req.Header.Set("X-Amz-Content-Sha256", hash)
	who, err := credentialsOf(t, "jane").Retrieve(t.Context())
	require.NoError(t, err)
	plain := func(o *v4.SignerOptions) { o.DisableURIPathEscaping = true }
	require.NoError(t, v4.NewSigner(plain).SignHTTP(t.Context(), who, req, hash, "s3", conf.Region, time.Now()))
	if s.send != nil {
		s.send(req)
	}
	res, err := dialling(conf.Listen).Do(req)
	require.NoError(t, err)
	defer res.Body.Close()
	if s.received != nil {
		s.received(res)
	}
	answer, err := io.ReadAll(res.Body)
	require.NoError(t, err)
	return res.StatusCode, string(answer)
}

// The guard writes the path anew for versitygw. The signature is over the path
// that was sent, and versitygw must check that one: this depends on its version.
func TestTheSignatureIsCheckedAgainstWhatWasSent(t *testing.T) {
	put(t, "jane/report.txt", "report")
	put(t, "jane/other.txt", "other")
	const host = "workshop-111122223333.s3.localhost"
	for name, tt := range map[string]struct {
		signed
		want int
	}{
		"as it was sent": {signed{host: host, path: "/jane/report.txt"}, 200},
		"another key": {signed{host: host, path: "/jane/report.txt", send: func(r *http.Request) {
			r.URL.Path = "/jane/other.txt"
		}}, 403},
		"another access point": {signed{host: "board-111122223333.s3.localhost", path: "/jane/report.txt", send: func(r *http.Request) {
			r.Host = host
		}}, 403},
		"the path that the guard writes": {signed{host: host, path: "/" + bucket + "/jane/report.txt", send: func(r *http.Request) {
			r.URL.Path = "/jane/report.txt"
		}}, 403},
		"another query": {signed{host: host, path: "/?list-type=2&prefix=mateo%2F", send: func(r *http.Request) {
			r.URL.RawQuery = "list-type=2&prefix=jane%2F"
		}}, 403},
		"another body than hashed": {signed{method: "POST", host: "inbox-111122223333.s3.localhost", path: "/?delete",
			body: "<Delete><Object><Key>inbox/jane/none</Key></Object></Delete>", send: func(r *http.Request) {
				other := "<Delete><Object><Key>inbox/jane/kept</Key></Object></Delete>"
				r.Body, r.ContentLength = io.NopCloser(strings.NewReader(other)), int64(len(other))
			}}, 403},
		"a header that was not signed": {signed{host: host, path: "/jane/report.txt", send: func(r *http.Request) {
			r.Header.Set("x-amz-expected-bucket-owner", "111122223333")
		}}, 403},
	} {
		t.Run(name, func(t *testing.T) {
			status, body := tt.do(t)
			require.Equal(t, tt.want, status, body)
		})
	}
}

// What a file system takes for the same is not the same to a policy.
func TestKeysThatTheFileSystemWouldStoreUnderOtherNames(t *testing.T) {
	put(t, "mateo/plan.txt", "plan")
	for _, path := range []string{
		"/jane/../mateo/plan.txt", "/jane/%2e%2e/mateo/plan.txt", "/jane/./report.txt", "/jane//report.txt",
		"//jane/report.txt", "/%2f", "/jane/..", "/jane/.", "/..", "/jane/%2e%2e%2fmateo%2fplan.txt",
	} {
		status, body := signed{host: "workshop-111122223333.s3.localhost", path: path}.do(t)
		require.Equal(t, 403, status, "%s: %s", path, body)
		require.Contains(t, body, "<Code>AccessDenied</Code>", path)
	}
}

// The answer to a denied request is the same whether or not there is what it asks
// for, but for the ids of the request.
func TestADeniedAnswerTellsNothingOfWhatThereIs(t *testing.T) {
	put(t, "mateo/plan.txt", "plan")
	answer := func(host, path string) string {
		status, body := signed{host: host, path: path}.do(t)
		require.Equal(t, 403, status, body)
		head, tail, ok := strings.Cut(body, "<RequestId>")
		require.True(t, ok && strings.Contains(tail, "</RequestId>"), "a request has an id: %s", body)
		return head
	}
	want := answer("workshop-111122223333.s3.localhost", "/mateo/plan.txt")
	for _, tt := range [][2]string{
		{"workshop-111122223333.s3.localhost", "/mateo/none.txt"},
		{"none-111122223333.s3.localhost", "/mateo/plan.txt"},
		{"workshop-vpc-111122223333.s3.localhost", "/jane/report.txt"},
		{"s3.localhost", "/" + bucket + "/mateo/plan.txt"},
		{"s3.localhost", "/amzn-s3-demo-none/mateo/plan.txt"},
	} {
		require.Equal(t, want, answer(tt[0], tt[1]), tt)
	}
	for _, name := range []string{"mateo", "workshop", "policy", "user/"} {
		require.False(t, bytes.Contains([]byte(want), []byte(name)), "%s in %s", name, want)
	}
}

// Some targets come past every middleware. No route takes them, and there is no
// bucket for a request that the guard has not seen.
func TestWhatComesPastTheGuardIsNotServed(t *testing.T) {
	for _, path := range []string{"//", "///", "/%2f%2f"} {
		status, body := signed{host: "workshop-111122223333.s3.localhost", path: path}.do(t)
		require.GreaterOrEqual(t, status, 400, "%s: %s", path, body)
	}
	_, err := store{}.GetBucketAcl(t.Context(), &s3.GetBucketAclInput{Bucket: aws.String(bucket)})
	require.ErrorIs(t, err, errDenied)
}

func TestTheLogSaysWhy(t *testing.T) {
	put(t, "jane/report.txt", "report")
	const (
		host  = "workshop-111122223333.s3.localhost"
		inbox = "inbox-111122223333.s3.localhost"
	)
	for want, request := range map[string]signed{
		"msg=allowed": {host: host, path: "/jane/report.txt"},
		"access point policy statement 1 `ReadOwnFolder` allows it": {host: host, path: "/jane/report.txt"},
		"msg=denied": {host: host, path: "/mateo/plan.txt"},
		"because no access point policy and no identity-based policy allows the s3:GetObject action": {host: host, path: "/mateo/plan.txt"},
		"takes requests from VPC vpc-1a2b3c4d alone":                                                 {host: "workshop-vpc-111122223333.s3.localhost", path: "/jane/report.txt"},
		"GetBucketVersioning because the operation is not":                                           {host: host, path: "/?versioning"},
		"GetObjectTorrent because the operation is not":                                              {host: host, path: "/jane/report.txt?torrent"},
		"SelectObjectContent because the operation is not":                                           {host: host, path: "/jane/report.txt?select&select-type=2", method: "POST", body: "<a/>"},
		"which there is not":                                 {host: "none-111122223333.s3.localhost", path: "/jane/report.txt"},
		s3request.ErrSubresource.Error():                     {host: host, path: "/jane/report.txt?annotation"},
		s3request.ErrHost.Error():                            {host: "s3.example.com", path: "/jane/report.txt"},
		"query versionId: " + s3request.ErrValue.Error():     {host: host, path: "/jane/report.txt?versionId=..%2Fx"},
		"query prefix: " + s3request.ErrDotSegment.Error():   {host: host, path: "/?list-type=2&prefix=jane%2F..%2Fmateo%2F"},
		"query prefix: " + s3request.ErrEmptySegment.Error(): {host: host, path: "/?list-type=2&prefix=jane%2F%2Fmateo%2F"},
		"query uploadId: " + s3request.ErrValue.Error():      {host: inbox, path: "/inbox/jane/1?uploadId=..", method: "DELETE"},
		"PutObject by a form":                                {host: inbox, path: "/", method: "POST", body: "--x--", send: asForm},
		"does not serve this operation: ListBuckets":         {host: "s3.localhost", path: "/"},
		"is larger than an operation of this kind takes, or": {host: inbox, path: "/?delete", method: "POST", body: "<Delete/>", send: withoutLength},
	} {
		var id string
		request.received = func(r *http.Response) { id = r.Header.Get("x-amz-request-id") }
		_, body := request.do(t)
		require.NotEmpty(t, id)
		require.Contains(t, logs.about(id), want, body)
	}
}

// asForm sends what a browser sends, with the signature among the fields.
func asForm(r *http.Request) {
	r.Header = http.Header{"Content-Type": {"multipart/form-data; boundary=x"}}
}

func withoutLength(r *http.Request) { r.ContentLength = -1 }
