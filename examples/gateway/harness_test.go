package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/smithy-go"
	"github.com/stretchr/testify/require"
)

// All tests share one gateway, as there can be no other in the process. It serves
// the workshop's configuration on ports that were free.
var (
	conf *Config
	logs lines
)

func TestMain(m *testing.M) {
	code, err := withGateway(m.Run)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(code)
}

func withGateway(run func() int) (code int, err error) {
	if conf, err = ReadConfig(workshop, "gateway.json"); err != nil {
		return 0, err
	}
	// versitygw opens its listeners itself and does not tell their ports, so that
	// port 0 is no way. Should another process be faster, others are tried.
	for range 5 {
		if conf.Listen, conf.VPCEndpoints[0].Listen, err = freePorts(); err != nil {
			return 0, err
		}
		code, err = withGatewayOn(conf, run)
		if !errors.Is(err, errNotServing) {
			break
		}
	}
	return code, err
}

var errNotServing = errors.New("the gateway does not serve")

func withGatewayOn(c *Config, run func() int) (code int, err error) {
	dir, err := os.MkdirTemp("", "gateway-test")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(dir)
	g, err := NewGateway(workshop, c, dir, slog.New(slog.NewTextHandler(&logs, nil)))
	if err != nil {
		return 0, err
	}
	ended := make(chan error, 1)
	go func() { ended <- g.Serve() }()
	select {
	case err := <-ended:
		return 0, fmt.Errorf("%w: %w", errNotServing, err)
	case <-g.Ready():
	}
	code = run()
	return code, g.Stop()
}

// freePorts returns two addresses on loopback that were free a moment ago.
func freePorts() (a, b string, err error) {
	var addrs [2]string
	for i := range addrs {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return "", "", err
		}
		defer l.Close()
		addrs[i] = l.Addr().String()
	}
	return addrs[0], addrs[1], nil
}

// lines is a log that tests can look into.
type lines struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

// about returns the lines that have a text, such as the id of a request.
func (l *lines) about(text string) string {
	l.mu.Lock()
	defer l.mu.Unlock()
	var found strings.Builder
	for line := range strings.Lines(l.text.String()) {
		if strings.Contains(line, text) {
			found.WriteString(line)
		}
	}
	return found.String()
}

// What can stand in the place of a bucket's name.
const (
	inboxAP  = "arn:aws:s3:us-west-2:111122223333:accesspoint/inbox"
	boardAP  = "arn:aws:s3:us-west-2:111122223333:accesspoint/board"
	closedAP = "arn:aws:s3:us-west-2:111122223333:accesspoint/closed-board"
	vpcAP    = workshopAP + "-vpc"
)

// credentialsOf returns those of a principal by its name; nobody has none.
func credentialsOf(t *testing.T, name string) aws.CredentialsProvider {
	t.Helper()
	if name == "nobody" {
		return aws.AnonymousCredentials{}
	}
	for _, p := range conf.Principals {
		if nameOf(p) == name {
			return credentials.NewStaticCredentialsProvider(p.AccessKeyID, p.SecretAccessKey, "")
		}
	}
	t.Fatalf("there is no %s", name)
	return nil
}

// dialling returns a client that comes to one listener, whatever the host.
func dialling(listener string) *http.Client {
	transport := &http.Transport{DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, network, listener)
	}}
	return &http.Client{Transport: transport}
}

// as returns a client of a principal, from the internet if no option changes that.
func as(t *testing.T, name string, options ...func(*s3.Options)) *s3.Client {
	t.Helper()
	o := s3.Options{
		Region: conf.Region, BaseEndpoint: aws.String("http://" + conf.Domain),
		Credentials: credentialsOf(t, name), HTTPClient: dialling(conf.Listen), RetryMaxAttempts: 1,
	}
	return s3.New(o, options...)
}

func pathStyle(o *s3.Options) { o.UsePathStyle = true }
func fromVPC(o *s3.Options)   { o.HTTPClient = dialling(conf.VPCEndpoints[0].Listen) }

// forged signs with the right access key and a wrong secret.
func forged(o *s3.Options) {
	right, _ := o.Credentials.Retrieve(context.Background())
	o.Credentials = credentials.NewStaticCredentialsProvider(right.AccessKeyID, "not the secret", "")
}

// put stores an object as the administrator, straight into the bucket.
func put(t *testing.T, key, content string) {
	t.Helper()
	_, err := as(t, "admin").PutObject(t.Context(), &s3.PutObjectInput{
		Bucket: aws.String(bucket), Key: &key, Body: strings.NewReader(content),
	})
	require.NoError(t, err)
}

// get returns the content of an object, or the code of the error.
func get(t *testing.T, c *s3.Client, bucket, key string) string {
	t.Helper()
	out, err := c.GetObject(t.Context(), &s3.GetObjectInput{Bucket: &bucket, Key: &key})
	if err != nil {
		return codeOf(t, err)
	}
	defer out.Body.Close()
	content, err := io.ReadAll(out.Body)
	require.NoError(t, err)
	return string(content)
}

// stored returns what the bucket has under a key, or the code of the error.
func stored(t *testing.T, key string) string {
	t.Helper()
	return get(t, as(t, "admin"), bucket, key)
}

// codeOf returns the code of an error that S3 answered with; empty if there is no
// error.
func codeOf(t *testing.T, err error) string {
	t.Helper()
	if err == nil {
		return ""
	}
	var api smithy.APIError
	require.ErrorAs(t, err, &api)
	return api.ErrorCode()
}
