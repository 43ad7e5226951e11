package arn

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

func TestParseBucketRefuses(t *testing.T) {
	refuse(t, map[string]refusal{
		"what is no ARN":                          {"bucket", ErrPrefix, "bucket"},
		"an ARN without a resource":               {"arn:aws:s3:::", ErrResource, ""},
		"an access point":                         {testAP, ErrKind, "us-west-2:123456789012:accesspoint/test"},
		"a bucket with a region":                  {"arn:aws:s3:us-west-2::bucket", ErrKind, "us-west-2::bucket"},
		"a bucket with an account":                {"arn:aws:s3::123456789012:bucket", ErrKind, "123456789012:bucket"},
		"an object":                               {"arn:aws:s3:::bucket/k", ErrBucket, "bucket/k"},
		"a slash after the name":                  {"arn:aws:s3:::bucket/", ErrBucket, "bucket/"},
		"a name of 2 characters":                  {"arn:aws:s3:::ab", ErrBucket, "ab"},
		"a name of 256 characters":                {"arn:aws:s3:::" + long[:256], ErrBucket, long[:256]},
		"a star":                                  {"arn:aws:s3:::bucket*", ErrBucket, "bucket*"},
		"a colon":                                 {"arn:aws:s3:::bu:cket", ErrBucket, "bu:cket"},
		"a blank":                                 {"arn:aws:s3:::bu cket", ErrBucket, "bu cket"},
		"a bracket":                               {"arn:aws:s3:::bu[cket", ErrBucket, "bu[cket"},
		"an at sign":                              {"arn:aws:s3:::bu@cket", ErrBucket, "bu@cket"},
		"a letter of the world":                   {"arn:aws:s3:::bückt", ErrBucket, "bückt"},
		"an alias of an access point":             {"arn:aws:s3:::test-1a2b-s3alias", ErrReserved, "test-1a2b-s3alias"},
		"an alias of a Multi-Region Access Point": {"arn:aws:s3:::mfzwi23gnjvgw.mrap", ErrReserved, "mfzwi23gnjvgw.mrap"},
		"a directory bucket's name":               {"arn:aws:s3:::a--usw2-az1--x-s3", ErrReserved, "a--usw2-az1--x-s3"},
	}, func(s string) error { _, err := ParseBucket(s); return err })
}

func TestParseBucketTakesNames(t *testing.T) {
	for name, bucket := range map[string]string{
		"three characters":                      "abc",
		"63 characters":                         long[:63],
		"an old name of 255 characters":         long[:255],
		"an old name with capitals":             "MyBucket",
		"an old name with an underscore":        "my_bucket",
		"periods":                               "www.example.com",
		"hyphens and digits":                    "a-1",
		"a bucket of an account-regional space": "my-bucket-111122223333-us-west-2-an",
		"the name of a type":                    "accesspoint",
	} {
		t.Run(name, func(t *testing.T) {
			b, err := NewBucket("aws", bucket)
			require.NoError(t, err)
			got := []string{b.Partition(), b.Name(), b.String()}
			if diff := cmp.Diff([]string{"aws", bucket, "arn:aws:s3:::" + bucket}, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if !b.IsValid() || b != MustParseBucket(b.String()) || b.ARN() != MustParse(b.String()) {
				t.Errorf("%q: valid %v, ARN %q", b, b.IsValid(), b.ARN())
			}
		})
	}
}

func TestBucketKnowsAnyPartition(t *testing.T) {
	b, err := NewBucket("aws-us-gov", "bucket")
	require.NoError(t, err)
	if b.Partition() != "aws-us-gov" || b.Name() != "bucket" {
		t.Errorf("partition %q, name %q", b.Partition(), b.Name())
	}
	_, err = NewBucket("AWS", "bucket")
	require.EqualError(t, err, `"arn:AWS:s3:::bucket" at offset 4: `+ErrPartition.Error())
}

func TestARNsOfBuckets(t *testing.T) {
	bucket := MustParseBucket("arn:aws:s3:::bucket")
	for name, tt := range map[string]struct {
		text string
		key  string
		ok   bool
	}{
		"the bucket itself":                  {"arn:aws:s3:::bucket", "", true},
		"an object in it":                    {"arn:aws:s3:::bucket/a:b/c", "a:b/c", true},
		"a key that is a slash":              {"arn:aws:s3:::bucket//", "/", true},
		"a slash without a key":              {"arn:aws:s3:::bucket/", "", false},
		"no name":                            {"arn:aws:s3:::/k", "", false},
		"a name that no bucket can have":     {"arn:aws:s3:::bu:cket", "", false},
		"an object of such a name":           {"arn:aws:s3:::bu:cket/k", "", false},
		"an alias":                           {"arn:aws:s3:::test-1a2b-s3alias/k", "", false},
		"an access point":                    {testAP, "", false},
		"an access point's object":           {testAP + "/object/k", "", false},
		"a bucket's ARN with an account":     {"arn:aws:s3::123456789012:bucket", "", false},
		"a bucket's ARN with a region":       {"arn:aws:s3:us-west-2::bucket", "", false},
		"what looks like one of S3 Outposts": {"arn:aws:s3-outposts:::bucket/k", "", false},
	} {
		t.Run(name, func(t *testing.T) {
			got, key, ok := MustParse(tt.text).Bucket()
			if key != tt.key || ok != tt.ok || ok && got != bucket || !ok && got != (Bucket{}) {
				t.Errorf("Bucket of %s is %q, %q, %v; want key %q, %v", tt.text, got, key, ok, tt.key, tt.ok)
			}
		})
	}
}
