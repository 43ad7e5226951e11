package middleware

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/smithy-go"
	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"
	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/accesspoint"
	"github.com/s3ap/s3ap/accesspoint/s3request"
	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/policy"
)

const (
	account = "111122223333"
	bucket  = "amzn-s3-demo-bucket"
	reports = "arn:aws:s3:us-west-2:" + account + ":accesspoint/reports"
	alias   = "reports-q7w2e9r4t1y8u3i6o5p0a2s4d6f8gusw2a-s3alias"
	archive = "arn:aws:s3:us-west-2:" + account + ":accesspoint/archive"
	private = "arn:aws:s3:us-west-2:" + account + ":accesspoint/private"
	public  = "arn:aws:s3:us-west-2:" + account + ":accesspoint/public"
)

const bucketPolicy = `{"Version": "2012-10-17", "Statement": [{
	"Sid": "Delegate", "Effect": "Allow", "Principal": "*", "Action": "*",
	"Resource": ["arn:aws:s3:::` + bucket + `", "arn:aws:s3:::` + bucket + `/*"],
	"Condition": {"StringEquals": {"s3:DataAccessPointAccount": "` + account + `"}}}]}`

// accessPointPolicy lets jane do everything with objects under jane/, but delete
// what is sealed, and list them.
func accessPointPolicy(ap, principal string) *policy.Policy {
	return policy.MustCompile(policy.AccessPoint, `{"Version": "2012-10-17", "Statement": [
		{"Effect": "Allow", "Principal": `+principal+`, "Action": "s3:*Object*", "Resource": "`+ap+`/object/jane/*"},
		{"Effect": "Deny", "Principal": "*", "Action": "s3:DeleteObject", "Resource": "`+ap+`/object/jane/sealed/*"},
		{"Effect": "Allow", "Principal": `+principal+`, "Action": "s3:ListBucket", "Resource": "`+ap+`",
		 "Condition": {"StringLike": {"s3:prefix": "jane/*"}}}]}`)
}

// catalogue has one bucket and its access points.
func catalogue(d *accesspoint.Draft) error {
	b := arn.MustParseBucket("arn:aws:s3:::" + bucket)
	open := new(accesspoint.BlockPublicAccess)
	err := d.AddBucket(accesspoint.BucketSetting{
		Bucket: b, Account: account, Region: "us-west-2",
		Policy: policy.MustCompile(policy.Bucket, bucketPolicy), BlockPublicAccess: open,
	})
	const jane = `{"AWS": "arn:aws:iam::` + account + `:user/jane"}`
	add := func(ap, alias, principal string, origin accesspoint.NetworkOrigin) {
		if err == nil {
			err = d.AddAccessPoint(accesspoint.AccessPointEntry{
				AccessPointSetting: accesspoint.AccessPointSetting{
					AccessPoint: arn.MustParseAccessPoint(ap), Origin: origin, Policy: accessPointPolicy(ap, principal),
				},
				Alias: alias, Bucket: b, BucketAccount: account,
			})
		}
	}
	add(reports, alias, jane, accesspoint.Internet())
	add(archive, "", jane, accesspoint.Internet())
	add(private, "", jane, accesspoint.VPC("vpc-1a2b3c4d"))
	add(public, "", `"*"`, accesspoint.Internet()) // where public access is blocked
	return err
}

// callers are known by access keys that are their names.
func callers(key string) accesspoint.CallerSetting {
	switch key {
	case "jane", "mateo":
		return accesspoint.CallerSetting{Principal: policy.MustParsePrincipal("arn:aws:iam::" + account + ":user/" + key)}
	case "zoe": // of another account, whose own policies let her do everything
		all := policy.MustCompile(policy.Identity, `{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}`)
		return accesspoint.CallerSetting{Principal: policy.MustParsePrincipal("arn:aws:iam::444455556666:user/zoe"), Identity: []*policy.Policy{all}}
	}
	return accesspoint.CallerSetting{Principal: policy.Anonymous()}
}

// A server is a fake S3 server with the guard in front.
type server struct {
	address string // of the guard
	fake    *s3.Client
	denied  atomic.Value // why the last request was denied, as text
}

func start(t *testing.T) *server {
	t.Helper()
	fake := gofakes3.New(s3mem.New()).Server()
	behind := httptest.NewServer(fake)
	t.Cleanup(behind.Close)
	c, err := new(accesspoint.Catalogue).Edit(catalogue)
	require.NoError(t, err)
	s := new(server)
	guarded := httptest.NewServer(Guard(fake, &s3request.Server{Domains: []string{"s3.localhost"}, Region: "us-west-2", Names: c},
		&Policies{Catalogue: c, Caller: callers, Denied: func(why error) { s.denied.Store(why.Error()) }}))
	t.Cleanup(guarded.Close)
	s.address = guarded.Listener.Addr().String()
	s.fake = client("anybody", behind.Listener.Addr().String(), func(o *s3.Options) { o.UsePathStyle = true })
	_, err = s.fake.CreateBucket(t.Context(), &s3.CreateBucketInput{Bucket: aws.String(bucket)})
	require.NoError(t, err)
	return s
}

// client returns a client that comes to one address, whatever the host.
func client(key, address string, options ...func(*s3.Options)) *s3.Client {
	return s3.New(s3.Options{
		Region: "us-west-2", BaseEndpoint: aws.String("http://s3.localhost"), RetryMaxAttempts: 1,
		Credentials: credentials.NewStaticCredentialsProvider(key, "secret", ""), HTTPClient: dialling(address),
	}, options...)
}

func dialling(address string) *http.Client {
	return &http.Client{Transport: &http.Transport{DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, network, address)
	}}}
}

func (s *server) put(t *testing.T, key, content string) {
	t.Helper()
	_, err := s.fake.PutObject(t.Context(), &s3.PutObjectInput{Bucket: aws.String(bucket), Key: &key, Body: strings.NewReader(content)})
	require.NoError(t, err)
}

// get returns the content of an object, or the code of the error.
func get(t *testing.T, c *s3.Client, bucket, key string) string {
	t.Helper()
	out, err := c.GetObject(t.Context(), &s3.GetObjectInput{Bucket: &bucket, Key: &key})
	if err != nil {
		return codeOf(t, err)
	}
	content, err := io.ReadAll(out.Body)
	require.NoError(t, err)
	return string(content)
}

func codeOf(t *testing.T, err error) string {
	t.Helper()
	if err == nil {
		return ""
	}
	var api smithy.APIError
	require.ErrorAs(t, err, &api)
	return api.ErrorCode()
}

const denied = "AccessDenied"

func TestWhoReadsWhat(t *testing.T) {
	s := start(t)
	s.put(t, "jane/a b+c&é%25.txt", "report")
	s.put(t, "mateo/plan.txt", "plan")
	for name, tt := range map[string]struct{ who, bucket, key, want string }{
		"jane reads her own by the ARN":               {"jane", reports, "jane/a b+c&é%25.txt", "report"},
		"and by the alias":                            {"jane", alias, "jane/a b+c&é%25.txt", "report"},
		"nothing of mateo's":                          {"jane", reports, "mateo/plan.txt", denied},
		"nor by a detour":                             {"jane", reports, "jane/../mateo/plan.txt", denied},
		"nothing from the bucket":                     {"jane", bucket, "jane/a b+c&é%25.txt", denied},
		"nothing from outside of the VPC":             {"jane", private, "jane/a b+c&é%25.txt", denied},
		"mateo reads nothing":                         {"mateo", reports, "jane/a b+c&é%25.txt", denied},
		"zoe neither, since public access is blocked": {"zoe", public, "jane/a b+c&é%25.txt", denied},
		"mateo is of the account and does":            {"mateo", public, "jane/a b+c&é%25.txt", "report"},
		"nobody knows other keys":                     {"somebody", reports, "jane/a b+c&é%25.txt", denied},
		"nor other access points":                     {"jane", reports + "2", "jane/a b+c&é%25.txt", denied},
	} {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, tt.want, get(t, client(tt.who, s.address), tt.bucket, tt.key))
		})
	}
	require.Equal(t, "report", get(t, client("jane", s.address, func(o *s3.Options) { o.UsePathStyle = true }), alias, "jane/a b+c&é%25.txt"))
}

func TestWhoListsWhat(t *testing.T) {
	s := start(t)
	s.put(t, "jane/1", "1")
	for prefix, want := range map[string]string{"jane/": "", "mateo/": denied, "": denied} {
		out, err := client("jane", s.address).ListObjectsV2(t.Context(), &s3.ListObjectsV2Input{Bucket: aws.String(reports), Prefix: &prefix})
		require.Equal(t, want, codeOf(t, err), prefix)
		if err == nil {
			require.Len(t, out.Contents, 1)
		}
	}
}

func TestCopiesAndDeletes(t *testing.T) {
	s := start(t)
	s.put(t, "jane/1", "1")
	s.put(t, "mateo/1", "1")
	s.put(t, "jane/sealed/1", "1")
	jane := client("jane", s.address)
	duplicate := func(key, source string) string {
		_, err := jane.CopyObject(t.Context(), &s3.CopyObjectInput{Bucket: aws.String(archive), Key: &key, CopySource: &source})
		return codeOf(t, err)
	}
	require.Empty(t, duplicate("jane/a b+c", reports+"/object/jane/1"))
	require.Equal(t, "1", get(t, s.fake, bucket, "jane/a b+c"))
	require.Empty(t, duplicate("jane/2", url.PathEscape(archive+"/object/jane/a b+c")))
	require.Equal(t, denied, duplicate("jane/3", reports+"/object/mateo/1"))
	require.Equal(t, denied, duplicate("mateo/3", reports+"/object/jane/1"))

	remove := func(keys ...string) string {
		var list []types.ObjectIdentifier
		for _, key := range keys {
			list = append(list, types.ObjectIdentifier{Key: aws.String(key)})
		}
		_, err := jane.DeleteObjects(t.Context(), &s3.DeleteObjectsInput{Bucket: aws.String(archive), Delete: &types.Delete{Objects: list}})
		return codeOf(t, err)
	}
	require.Equal(t, denied, remove("jane/1", "jane/sealed/1"), "here one denied key denies all")
	require.Equal(t, "1", get(t, s.fake, bucket, "jane/1"))
	require.Empty(t, remove("jane/1", "jane/2"))
	require.Equal(t, "NoSuchKey", get(t, s.fake, bucket, "jane/1"))
}

func TestPresignedURLs(t *testing.T) {
	s := start(t)
	jane := s3.NewPresignClient(client("jane", s.address))
	send := func(method, url string) int {
		req, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader("written"))
		require.NoError(t, err)
		res, err := dialling(s.address).Do(req)
		require.NoError(t, err)
		res.Body.Close()
		return res.StatusCode
	}
	for key, want := range map[string]int{"jane/new": 200, "mateo/new": 403} {
		write, err := jane.PresignPutObject(t.Context(), &s3.PutObjectInput{Bucket: aws.String(reports), Key: &key})
		require.NoError(t, err)
		require.Equal(t, want, send("PUT", write.URL), key)
		read, err := jane.PresignGetObject(t.Context(), &s3.GetObjectInput{Bucket: aws.String(reports), Key: &key})
		require.NoError(t, err)
		require.Equal(t, want, send("GET", read.URL), key)
	}
	require.Equal(t, "written", get(t, s.fake, bucket, "jane/new"))
}

func TestTheReasonIsToldToTheServerAlone(t *testing.T) {
	s := start(t)
	for name, tt := range map[string]struct{ who, bucket, key, want string }{
		"a policy":         {"mateo", reports, "jane/1", "arn:aws:iam::111122223333:user/mateo is not authorized to perform s3:GetObject on " + reports + "/object/jane/1 because no access point policy"},
		"the network":      {"jane", private, "jane/1", "takes requests from VPC vpc-1a2b3c4d alone"},
		"public access":    {"zoe", public, "jane/1", "because public access is prevented by S3 Block Public Access"},
		"an unknown place": {"jane", reports + "2", "jane/1", "reports2"},
	} {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, denied, get(t, client(tt.who, s.address), tt.bucket, tt.key))
			require.Contains(t, s.denied.Load(), tt.want)
		})
	}
	_, err := client("jane", s.address).GetBucketVersioning(t.Context(), &s3.GetBucketVersioningInput{Bucket: aws.String(reports)})
	require.Equal(t, denied, codeOf(t, err))
	require.Contains(t, s.denied.Load(), "GetBucketVersioning is not offered there")
}

func TestTheAWSCommand(t *testing.T) {
	if out, err := exec.Command("aws", "--version").CombinedOutput(); err != nil {
		t.Skipf("SKIPPED, NOTHING WAS TESTED HERE: the aws command does not run (%v): %s", err, out)
	}
	s := start(t)
	s.put(t, "jane/1", "content of one")
	s.put(t, "mateo/1", "1")
	for args, want := range map[string]string{
		"s3 cp s3://" + reports + "/jane/1 -":                                "content of one",
		"s3 cp s3://" + reports + "/jane/1 s3://" + archive + "/jane/copied": "copy: ",
		"s3api get-object --bucket " + alias + " --key mateo/1 out":          denied,
	} {
		cmd := exec.CommandContext(t.Context(), "aws", append([]string{"--endpoint-url", "http://s3.localhost"}, strings.Fields(args)...)...)
		cmd.Dir = t.TempDir()
		cmd.Env = []string{
			"PATH=" + os.Getenv("PATH"), "HOME=" + os.Getenv("HOME"), "AWS_EC2_METADATA_DISABLED=true", "AWS_MAX_ATTEMPTS=1",
			"AWS_CONFIG_FILE=" + os.DevNull, "AWS_SHARED_CREDENTIALS_FILE=" + os.DevNull, "AWS_DEFAULT_REGION=us-west-2",
			"AWS_ACCESS_KEY_ID=jane", "AWS_SECRET_ACCESS_KEY=secret",
			"http_proxy=http://" + s.address, // so that nobody need resolve the host
		}
		out, _ := cmd.CombinedOutput()
		require.Contains(t, string(out), want, args)
	}
}
