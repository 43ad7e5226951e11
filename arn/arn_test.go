package arn

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

// sections are the parts of an ARN and its two pieces after the scope.
type sections struct{ Partition, Service, Region, Account, Resource, Before, Key string }

func sectionsOf(a ARN) sections {
	_, before, key := a.Pieces()
	return sections{a.Partition(), a.Service(), a.Region(), a.Account(), a.Resource(), before, key}
}

func TestParse(t *testing.T) {
	const account = "123456789012"
	for name, tt := range map[string]struct {
		text string
		want sections
	}{
		"a bucket":                                       {"arn:aws:s3:::b", sections{"aws", "s3", "", "", "b", "b", ""}},
		"an object":                                      {"arn:aws:s3:::b/k", sections{"aws", "s3", "", "", "b/k", "b/", "k"}},
		"a key with slashes":                             {"arn:aws:s3:::b/a//c/", sections{"aws", "s3", "", "", "b/a//c/", "b/", "a//c/"}},
		"a key with colons":                              {"arn:aws:s3:::b/x:y", sections{"aws", "s3", "", "", "b/x:y", "b/", "x:y"}},
		"a key that is a slash":                          {"arn:aws:s3:::b//", sections{"aws", "s3", "", "", "b//", "b/", "/"}},
		"a key with anything in it":                      {"arn:aws:s3:::b/\x00\xff é*?", sections{"aws", "s3", "", "", "b/\x00\xff é*?", "b/", "\x00\xff é*?"}},
		"a bucket with a slash and no key":               {"arn:aws:s3:::b/", sections{"aws", "s3", "", "", "b/", "b/", ""}},
		"a bucket's resource may hold a colon":           {"arn:aws:s3:::b:c", sections{"aws", "s3", "", "", "b:c", "b:c", ""}},
		"an access point":                                {"arn:aws:s3:us-west-2:123456789012:accesspoint/test", sections{"aws", "s3", "us-west-2", account, "accesspoint/test", "accesspoint/test", ""}},
		"an object through an access point":              {"arn:aws:s3:us-west-2:123456789012:accesspoint/test/object/k", sections{"aws", "s3", "us-west-2", account, "accesspoint/test/object/k", "accesspoint/test/object/", "k"}},
		"a key that begins with a slash":                 {"arn:aws:s3:us-west-2:123456789012:accesspoint/test/object//x", sections{"aws", "s3", "us-west-2", account, "accesspoint/test/object//x", "accesspoint/test/object/", "/x"}},
		"the second /object/ is part of the key":         {"arn:aws:s3:us-west-2:123456789012:accesspoint/t/object/a/object/b", sections{"aws", "s3", "us-west-2", account, "accesspoint/t/object/a/object/b", "accesspoint/t/object/", "a/object/b"}},
		"a /object/ that is not right after the name":    {"arn:aws:s3:us-west-2:123456789012:accesspoint/t/x/object/k", sections{"aws", "s3", "us-west-2", account, "accesspoint/t/x/object/k", "accesspoint/t/x/object/k", ""}},
		"a path without /object/ has no key":             {"arn:aws:s3:us-west-2:123456789012:accesspoint/t/k", sections{"aws", "s3", "us-west-2", account, "accesspoint/t/k", "accesspoint/t/k", ""}},
		"an /object/ without a key":                      {"arn:aws:s3:us-west-2:123456789012:accesspoint/t/object/", sections{"aws", "s3", "us-west-2", account, "accesspoint/t/object/", "accesspoint/t/object/", ""}},
		"a Multi-Region Access Point's object":           {"arn:aws:s3::123456789012:accesspoint/mfzwi23gnjvgw.mrap/object/k", sections{"aws", "s3", "", account, "accesspoint/mfzwi23gnjvgw.mrap/object/k", "accesspoint/mfzwi23gnjvgw.mrap/object/", "k"}},
		"a directory bucket's access point's object":     {"arn:aws:s3express:us-west-2:123456789012:accesspoint/a--usw2-az1--xa-s3/object/k", sections{"aws", "s3express", "us-west-2", account, "accesspoint/a--usw2-az1--xa-s3/object/k", "accesspoint/a--usw2-az1--xa-s3/object/", "k"}},
		"an object on Outposts":                          {"arn:aws:s3-outposts:us-west-2:123456789012:outpost/op-1/accesspoint/t/object/k", sections{"aws", "s3-outposts", "us-west-2", account, "outpost/op-1/accesspoint/t/object/k", "outpost/op-1/accesspoint/t/object/", "k"}},
		"an object in a bucket on Outposts":              {"arn:aws:s3-outposts:us-west-2:123456789012:outpost/op-1/bucket/b/object/k", sections{"aws", "s3-outposts", "us-west-2", account, "outpost/op-1/bucket/b/object/k", "outpost/op-1/bucket/b/object/", "k"}},
		"Object Lambda has no objects":                   {"arn:aws:s3-object-lambda:us-west-2:123456789012:accesspoint/t/object/k", sections{"aws", "s3-object-lambda", "us-west-2", account, "accesspoint/t/object/k", "accesspoint/t/object/k", ""}},
		"a bucket's region leaves nothing to take apart": {"arn:aws:s3:us-west-2::b/k", sections{"aws", "s3", "us-west-2", "", "b/k", "b/k", ""}},
		"another service has no buckets":                 {"arn:aws:iam:::b/k", sections{"aws", "iam", "", "", "b/k", "b/k", ""}},
		"a bucket without a name":                        {"arn:aws:s3:::/k", sections{"aws", "s3", "", "", "/k", "/", "k"}},
		"an access point without a name":                 {"arn:aws:s3:us-west-2:123456789012:accesspoint//object/k", sections{"aws", "s3", "us-west-2", account, "accesspoint//object/k", "accesspoint//object/", "k"}},
		"a bucket that is called accesspoint":            {"arn:aws:s3:::accesspoint/t/object/k", sections{"aws", "s3", "", "", "accesspoint/t/object/k", "accesspoint/", "t/object/k"}},
		"a role":                                         {"arn:aws:iam::123456789012:role/a/b", sections{"aws", "iam", "", account, "role/a/b", "role/a/b", ""}},
		"an account":                                     {"arn:aws-cn:iam::123456789012:root", sections{"aws-cn", "iam", "", account, "root", "root", ""}},
		"a policy of AWS":                                {"arn:aws:iam::aws:policy/ReadOnlyAccess", sections{"aws", "iam", "", "aws", "policy/ReadOnlyAccess", "policy/ReadOnlyAccess", ""}},
		"an origin access identity":                      {"arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1", sections{"aws", "iam", "", "cloudfront", "user/CloudFront Origin Access Identity E1", "user/CloudFront Origin Access Identity E1", ""}},
		"colons beyond the fifth belong to the last":     {"arn:aws:sns:us-west-2:123456789012:t:s:u", sections{"aws", "sns", "us-west-2", account, "t:s:u", "t:s:u", ""}},
		"another service's access point is no S3 name":   {"arn:aws:ec2:us-west-2:123456789012:accesspoint/t/object/k", sections{"aws", "ec2", "us-west-2", account, "accesspoint/t/object/k", "accesspoint/t/object/k", ""}},
	} {
		t.Run(name, func(t *testing.T) {
			a, err := Parse(tt.text)
			require.NoError(t, err)
			if diff := cmp.Diff(tt.want, sectionsOf(a)); diff != "" {
				t.Errorf("parts of %s (-want +got):\n%s", tt.text, diff)
			}
			scope, before, key := a.Pieces()
			if got := scope + before + key; got != tt.text || a.String() != tt.text || !a.IsValid() {
				t.Errorf("pieces make %q, text %q, valid %v; want %q twice and true", got, a, a.IsValid(), tt.text)
			}
		})
	}
}

func TestZeroValuesNameNothing(t *testing.T) {
	var a ARN
	if a.IsValid() || a.String() != "" || a.Compare(ARN{}) != 0 {
		t.Errorf("zero ARN: valid %v, text %q", a.IsValid(), a)
	}
	if diff := cmp.Diff(sections{}, sectionsOf(a)); diff != "" {
		t.Errorf("parts of the zero ARN (-want +got):\n%s", diff)
	}
	if b, key, ok := a.Bucket(); b.IsValid() || key != "" || ok {
		t.Errorf("bucket of the zero ARN: %q, %q, %v", b, key, ok)
	}
	if ap, key, ok := a.AccessPoint(); ap.IsValid() || key != "" || ok {
		t.Errorf("access point of the zero ARN: %q, %q, %v", ap, key, ok)
	}
	var ap AccessPoint
	if got := ap.Partition() + ap.Region() + ap.Account() + ap.Name() + ap.String(); got != "" || ap.IsValid() {
		t.Errorf("zero AccessPoint: parts %q, valid %v", got, ap.IsValid())
	}
	if ap.ARN() != (ARN{}) || ap.Object("k") != (ARN{}) {
		t.Errorf("zero AccessPoint: ARN %q, object %q", ap.ARN(), ap.Object("k"))
	}
	var b Bucket
	if got := b.Partition() + b.Name() + b.String(); got != "" || b.IsValid() {
		t.Errorf("zero Bucket: parts %q, valid %v", got, b.IsValid())
	}
	if b.ARN() != (ARN{}) || b.Object("k") != (ARN{}) {
		t.Errorf("zero Bucket: ARN %q, object %q", b.ARN(), b.Object("k"))
	}
}

func TestCompareOrdersByText(t *testing.T) {
	texts := []string{
		"arn:aws-cn:s3:::b", "arn:aws:iam::123456789012:root", "arn:aws:s3:::b", "arn:aws:s3:::b/", "arn:aws:s3:::b/a", "arn:aws:s3:::b/a/b",
		"arn:aws:s3:::b/b", "arn:aws:s3:::ba", "arn:aws:s3:us-west-2:123456789012:accesspoint/test", "arn:aws:s3:us-west-2:123456789012:accesspoint/test/object/a",
	}
	slices.Sort(texts)
	arns := []ARN{{}}
	for _, text := range texts {
		arns = append(arns, MustParse(text))
	}
	for i, a := range arns {
		for j, b := range arns {
			if got, want := a.Compare(b), strings.Compare(a.String(), b.String()); got != want {
				t.Errorf("%d and %d: %q.Compare(%q) = %d, want %d", i, j, a, b, got, want)
			}
		}
	}
}

func TestARNsStandInJSON(t *testing.T) {
	type file struct {
		Name ARN
		Ways map[ARN]int
	}
	want := file{MustParse("arn:aws:s3:::b/x:y"), map[ARN]int{MustParse("arn:aws:s3:::b"): 1}}
	text, err := json.Marshal(want)
	require.NoError(t, err)
	if diff := cmp.Diff(`{"Name":"arn:aws:s3:::b/x:y","Ways":{"arn:aws:s3:::b":1}}`, string(text)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	var got file
	require.NoError(t, json.Unmarshal(text, &got))
	if got.Name != want.Name || got.Ways[MustParse("arn:aws:s3:::b")] != 1 {
		t.Errorf("read back %v, want %v", got, want)
	}
}

func TestUnmarshalText(t *testing.T) {
	before := MustParse("arn:aws:s3:::before")
	a := before
	require.ErrorIs(t, a.UnmarshalText([]byte("arn:")), ErrSections)
	if a != before {
		t.Errorf("after an error it is %q, want it left alone", a)
	}
	require.NoError(t, a.UnmarshalText(nil))
	if a != (ARN{}) {
		t.Errorf("empty text gives %q, want the zero ARN", a)
	}
	text, err := a.MarshalText()
	require.NoError(t, err)
	if len(text) != 0 {
		t.Errorf("the zero ARN is written as %q, want empty text", text)
	}
}

func TestMustFunctionsPanicOnAnError(t *testing.T) {
	for name, must := range map[string]func(string){
		"MustParse":            func(s string) { MustParse(s) },
		"MustParseAccessPoint": func(s string) { MustParseAccessPoint(s) },
		"MustParseBucket":      func(s string) { MustParseBucket(s) },
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				err, _ := recover().(error)
				require.ErrorIs(t, err, ErrPrefix)
			}()
			must("no ARN")
		})
	}
}
