package arn

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

const testAP = "arn:aws:s3:us-west-2:123456789012:accesspoint/test"

func TestParseAccessPointRefuses(t *testing.T) {
	const scope = "arn:aws:s3:us-west-2:123456789012:"
	refuse(t, map[string]refusal{
		"what is no ARN":                             {"test", ErrPrefix, "test"},
		"what is no ARN of any service":              {"arn:aws:s3:us-west-2:123456789012:", ErrResource, ""},
		"a bucket":                                   {"arn:aws:s3:::b", ErrKind, "b"},
		"a service of no access points":              {"arn:aws:s3tables:us-west-2:123456789012:accesspoint/test", ErrKind, "s3tables:us-west-2:123456789012:accesspoint/test"},
		"no region":                                  {"arn:aws:s3::123456789012:accesspoint/test", ErrRegion, ":123456789012:accesspoint/test"},
		"no account":                                 {"arn:aws:s3:us-west-2::accesspoint/test", ErrAccount, ":accesspoint/test"},
		"AWS for an account":                         {"arn:aws:s3:us-west-2:aws:accesspoint/test", ErrAccount, "aws:accesspoint/test"},
		"CloudFront for an account":                  {"arn:aws:s3:us-west-2:cloudfront:accesspoint/test", ErrAccount, "cloudfront:accesspoint/test"},
		"another type of resource":                   {scope + "job/test", ErrKind, "job/test"},
		"a type of resource in capitals":             {scope + "AccessPoint/test", ErrKind, "AccessPoint/test"},
		"a type of resource with a hyphen":           {scope + "access-point/test", ErrKind, "access-point/test"},
		"a colon after the type, as SDKs write it":   {scope + "accesspoint:test", ErrKind, "accesspoint:test"},
		"no name":                                    {scope + "accesspoint/", ErrName, ""},
		"a name of 2 characters":                     {scope + "accesspoint/ab", ErrName, "ab"},
		"a name of 51 characters":                    {scope + "accesspoint/" + long[:51], ErrName, long[:51]},
		"a name in capitals":                         {scope + "accesspoint/Test", ErrName, "Test"},
		"a name with an underscore":                  {scope + "accesspoint/te_st", ErrName, "te_st"},
		"a name with a period":                       {scope + "accesspoint/te.st", ErrName, "te.st"},
		"a name with a blank":                        {scope + "accesspoint/te st", ErrName, "te st"},
		"a name with a star":                         {scope + "accesspoint/te*", ErrName, "te*"},
		"a name with a letter of the world":          {scope + "accesspoint/tést", ErrName, "tést"},
		"a name that begins with a hyphen":           {scope + "accesspoint/-test", ErrName, "-test"},
		"a name that ends in a hyphen":               {scope + "accesspoint/test-", ErrName, "test-"},
		"a slash after the name":                     {scope + "accesspoint/test/", ErrName, "test/"},
		"an object":                                  {scope + "accesspoint/test/object/k", ErrName, "test/object/k"},
		"an alias' ending":                           {scope + "accesspoint/test-s3alias", ErrReserved, "test-s3alias"},
		"a file system alias' ending":                {scope + "accesspoint/test-ext-s3alias", ErrReserved, "test-ext-s3alias"},
		"a directory access point's ending":          {scope + "accesspoint/test--xa-s3", ErrReserved, "test--xa-s3"},
		"a directory bucket's ending":                {scope + "accesspoint/test--x-s3", ErrReserved, "test--x-s3"},
		"an Object Lambda alias' ending":             {scope + "accesspoint/test--ol-s3", ErrReserved, "test--ol-s3"},
		"an Outposts alias' ending":                  {scope + "accesspoint/test--op-s3", ErrReserved, "test--op-s3"},
		"a table bucket's ending":                    {scope + "accesspoint/test--table-s3", ErrReserved, "test--table-s3"},
		"a fault of the region before the account's": {"arn:aws:s3:us:aws:accesspoint/test", ErrRegion, "us:aws:accesspoint/test"},
	}, func(s string) error { _, err := ParseAccessPoint(s); return err })
}

func TestParseAccessPointTakesNames(t *testing.T) {
	for name, apName := range map[string]string{
		"three characters":                  "abc",
		"fifty characters":                  long[:50],
		"digits alone":                      "123",
		"a digit at the start":              "1-a",
		"a hyphen inside":                   "a-b",
		"two hyphens inside":                "a--b",
		"an ending that is almost an alias": "mys3alias",
		"an ending of a regional bucket":    "test-an",
		"the type's own name":               "accesspoint",
		"object":                            "object",
	} {
		t.Run(name, func(t *testing.T) {
			ap, err := NewAccessPoint("aws", "us-west-2", "123456789012", apName)
			require.NoError(t, err)
			if diff := cmp.Diff(apName, ap.Name()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestAccessPointKnowsItsParts(t *testing.T) {
	type parts struct{ Partition, Region, Account, Name, Text, Kind string }
	for name, tt := range map[string]struct {
		text string
		want parts
	}{
		"in the partition aws":           {testAP, parts{"aws", "us-west-2", "123456789012", "test", testAP, "general purpose"}},
		"in China":                       {"arn:aws-cn:s3:cn-north-1:000000000000:accesspoint/abc", parts{"aws-cn", "cn-north-1", "000000000000", "abc", "arn:aws-cn:s3:cn-north-1:000000000000:accesspoint/abc", "general purpose"}},
		"in the longest names there are": {"arn:aws-" + long[:59] + ":s3:" + long[:59] + "-a-1:123456789012:accesspoint/" + long[:50], parts{"aws-" + long[:59], long[:59] + "-a-1", "123456789012", long[:50], "arn:aws-" + long[:59] + ":s3:" + long[:59] + "-a-1:123456789012:accesspoint/" + long[:50], "general purpose"}},
	} {
		t.Run(name, func(t *testing.T) {
			ap, err := ParseAccessPoint(tt.text)
			require.NoError(t, err)
			got := parts{ap.Partition(), ap.Region(), ap.Account(), ap.Name(), ap.String(), ap.Kind().String()}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("parts of %s (-want +got):\n%s", tt.text, diff)
			}
			made, err := NewAccessPoint(ap.Partition(), ap.Region(), ap.Account(), ap.Name())
			require.NoError(t, err)
			if made != ap || ap.ARN() != MustParse(tt.text) || !ap.IsValid() {
				t.Errorf("made of its parts it is %q, its ARN is %q, valid %v", made, ap.ARN(), ap.IsValid())
			}
		})
	}
}

func TestNewAccessPointPointsIntoTheARN(t *testing.T) {
	_, err := NewAccessPoint("aws", "us-west-2", "12345", "test")
	require.EqualError(t, err, `"arn:aws:s3:us-west-2:12345:accesspoint/test" at offset 21: account must be 12 digits`)
	// Parts with colons must not be taken for other parts.
	_, err = NewAccessPoint("aws:s3", "us-west-2", "123456789012", "test")
	require.Error(t, err)
	_, err = NewAccessPoint("aws", "us-west-2:123456789012:accesspoint/a", "x", "test")
	require.Error(t, err)
}

func TestKindSaysItselfInWords(t *testing.T) {
	if got := (AccessPoint{}).Kind().String() + ", " + GeneralPurpose.String() + ", " + Kind(9).String(); got != "invalid, general purpose, invalid" {
		t.Errorf("kinds are %s", got)
	}
}

func TestARNsOfAccessPoints(t *testing.T) {
	ap := MustParseAccessPoint(testAP)
	for name, tt := range map[string]struct {
		text string
		key  string
		ok   bool
	}{
		"the access point itself":               {testAP, "", true},
		"an object through it":                  {testAP + "/object/a:b/object/c", "a:b/object/c", true},
		"a key that is a slash":                 {testAP + "/object//", "/", true},
		"an object without a key":               {testAP + "/object/", "", false},
		"a path that is no object":              {testAP + "/k", "", false},
		"a slash after the name":                {testAP + "/", "", false},
		"object without a slash":                {testAP + "/object", "", false},
		"an object of a name too short":         {strings.TrimSuffix(testAP, "st") + "/object/k", "", false},
		"an object of no name":                  {strings.TrimSuffix(testAP, "test") + "/object/k", "", false},
		"a bucket":                              {"arn:aws:s3:::test", "", false},
		"a bucket that is called accesspoint":   {"arn:aws:s3:::accesspoint/test/object/k", "", false},
		"an object through Object Lambda":       {"arn:aws:s3-object-lambda:us-west-2:123456789012:accesspoint/test/object/k", "", false},
		"an object through a Multi-Region name": {"arn:aws:s3::123456789012:accesspoint/test/object/k", "", false},
	} {
		t.Run(name, func(t *testing.T) {
			got, key, ok := MustParse(tt.text).AccessPoint()
			if key != tt.key || ok != tt.ok || ok && got != ap || !ok && got != (AccessPoint{}) {
				t.Errorf("AccessPoint of %s is %q, %q, %v; want key %q, %v", tt.text, got, key, ok, tt.key, tt.ok)
			}
		})
	}
}
