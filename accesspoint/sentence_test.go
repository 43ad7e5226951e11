package accesspoint

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/s3ap/s3ap/policy"
	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func TestDecisionsAreSentences(t *testing.T) {
	bucket, ap := samplePolicies(t)
	deny := compile(t, policy.Bucket, delegation(accountB, "*"), onBucket("Deny", `"*"`, "s3:GetObject", ""))
	who := "arn:aws:iam::111111111111:user/jane"
	object := apARN(accountB) + "/object/jane/a.txt"
	for name, tt := range map[string]struct {
		change     func(*Request)
		bucket, ap *policy.Policy
		origin     NetworkOrigin
		want       string
	}{
		"allowed by both policies":         {func(*Request) {}, bucket, ap, Internet(), who + " is authorized to perform s3:GetObject on " + object + " because access point policy statement 1 allows it and bucket policy statement 1 allows it"},
		"the root user":                    {func(r *Request) { r.Principal = root(accountB) }, nil, nil, Internet(), rootARN(accountB) + " is authorized to perform s3:GetObject on " + object + " because the root user needs no policy (access point leg) and the root user needs no policy (bucket leg)"},
		"an explicit deny":                 {func(*Request) {}, deny, ap, Internet(), who + " is not authorized to perform s3:GetObject on " + bucketARN + "/jane/a.txt with an explicit deny in the bucket policy, statement 2"},
		"an Allow is missing":              {func(*Request) {}, bucket, nil, Internet(), who + " is not authorized to perform s3:GetObject on " + object + " because no access point policy and no identity-based policy allows the s3:GetObject action"},
		"a foreign caller":                 {func(r *Request) { r.Principal = user(accountC) }, bucket, ap, Internet(), userARN(accountC) + " is not authorized to perform s3:GetObject on " + object + " because no access point policy and no identity-based policy allows the s3:GetObject action"},
		"the network origin":               {func(*Request) {}, bucket, ap, VPC(vpcID), who + " is not authorized to perform s3:GetObject on " + object + " with an explicit deny because the access point takes requests from VPC vpc-1a2b3c alone"},
		"an operation that is not offered": {func(r *Request) { r.Action, r.Key = "s3:PutBucketPolicy", "" }, bucket, ap, Internet(), who + " is not authorized to perform s3:PutBucketPolicy on " + apARN(accountB) + " because the operation is not available through an access point"},
		"an anonymous caller":              {func(r *Request) { r.Principal = policy.Anonymous() }, bucket, ap, Internet(), "anonymous is not authorized to perform s3:GetObject on " + object + " because access points take no anonymous requests"},
		"a question that is none":          {func(r *Request) { r.Action = "" }, bucket, ap, Internet(), "denied: " + ErrAction.Error()},
	} {
		t.Run(name, func(t *testing.T) {
			req := sample()
			tt.change(&req)
			if diff := cmp.Diff(tt.want, Evaluate(req, tt.bucket, tt.ap, tt.origin).String()); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// golden compares text with a file, or rewrites the file with -update.
func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		require.NoError(t, os.MkdirAll(filepath.Dir(file), 0o755))
		require.NoError(t, os.WriteFile(file, []byte(got), 0o644))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err)
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got)\n%s", file, diff)
	}
}

func TestExplanationsAreAtMost100ColumnsWideIfTheirWordsAllow(t *testing.T) {
	var tx text
	tx.line("    ", "      ", "a few words that go on and on until the line is full, and then some more of them, so that there is a second one")
	require.Equal(t, 2, strings.Count(tx.String(), "\n"))
	for line := range strings.Lines(tx.String()) {
		if n := utf8.RuneCountInString(strings.TrimSuffix(line, "\n")); n > textWidth {
			t.Errorf("%d columns: %s", n, line)
		}
	}
}
