package arn

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

const ap = "arn:aws:s3:us-west-2:123456789012:accesspoint/"

// Worked cases 16 to 44 of policy-language.md, section 8.
func TestPatternMatchesAsTheWorkedCasesSay(t *testing.T) {
	for name, tt := range map[string]struct {
		source        int // number of the case
		pattern, name string
		want          bool
	}{
		"objects of a bucket are matched":               {16, "arn:aws:s3:::b/*", "arn:aws:s3:::b/k", true},
		"the bucket is no object of it":                 {17, "arn:aws:s3:::b/*", "arn:aws:s3:::b", false},
		"an object is not the bucket":                   {18, "arn:aws:s3:::b", "arn:aws:s3:::b/k", false},
		"a star after a name reaches other names":       {19, "arn:aws:s3:::b*", "arn:aws:s3:::bucket2/k", true},
		"a key may hold a colon":                        {20, "arn:aws:s3:::b/*", "arn:aws:s3:::b/x:y", true},
		"a folder between two stars":                    {21, "arn:aws:s3:::b/*/test/*", "arn:aws:s3:::b/1/test/object.jpg", true},
		"a folder deeper down":                          {22, "arn:aws:s3:::b/*/test/*", "arn:aws:s3:::b/1/2/test/object.jpg", true},
		"a folder with another below it":                {23, "arn:aws:s3:::b/*/test/*", "arn:aws:s3:::b/1/2/test/3/object.jpg", true},
		"a folder between folders":                      {24, "arn:aws:s3:::b/*/test/*", "arn:aws:s3:::b/1/2/3/test/4/object.jpg", true},
		"slashes in a row are what a star takes":        {25, "arn:aws:s3:::b/*/test/*", "arn:aws:s3:::b/1///test///object.jpg", true},
		"an extension alone is a name":                  {26, "arn:aws:s3:::b/*/test/*", "arn:aws:s3:::b/1/test/.jpg", true},
		"a star may take nothing before the folder":     {27, "arn:aws:s3:::b/*/test/*", "arn:aws:s3:::b//test/object.jpg", true},
		"a star may take nothing after the folder":      {28, "arn:aws:s3:::b/*/test/*", "arn:aws:s3:::b/1/test/", true},
		"a longer folder's name is another":             {29, "arn:aws:s3:::b/*/test/*", "arn:aws:s3:::b/1-test/object.jpg", false},
		"the slash before the folder is wanted":         {30, "arn:aws:s3:::b/*/test/*", "arn:aws:s3:::b/test/object.jpg", false},
		"the slash after the folder is wanted":          {31, "arn:aws:s3:::b/*/test/*", "arn:aws:s3:::b/1/2/test.jpg", false},
		"case counts":                                   {32, "arn:aws:s3:::B/*", "arn:aws:s3:::b/k", false},
		"an access point is matched by its ARN":         {33, ap + "test", ap + "test", true},
		"an object is not its access point":             {34, ap + "test", ap + "test/object/k", false},
		"an object is matched through its access point": {35, ap + "test/object/*", ap + "test/object/unit-01", true},
		"an access point is no object through it":       {36, ap + "test/object/*", ap + "test", false},
		"a prefix of keys":                              {37, ap + "test/object/unit-01/finance/*", ap + "test/object/unit-01/finance/a", true},
		"another prefix of keys":                        {38, ap + "test/object/unit-01/finance/*", ap + "test/object/unit-01/hr/a", false},
		"a star after accesspoint/ reaches the objects": {39, ap + "*", ap + "test/object/k", true},
		"a star after a name reaches others' objects":   {40, ap + "test*", ap + "test2/object/k", true},
		"all buckets are no access point":               {41, "arn:aws:s3:::*", ap + "test", false},
		"a star for the region":                         {42, "arn:aws:s3:*:123456789012:accesspoint/*", ap + "test", true},
		"an empty region is that of no regional name":   {43, "arn:aws:s3::123456789012:accesspoint/*", ap + "test", false},
		"an empty region is that of Multi-Region names": {44, "arn:aws:s3::123456789012:accesspoint/*", "arn:aws:s3::123456789012:accesspoint/mfzwi23gnjvgw.mrap", true},
	} {
		t.Run(name, func(t *testing.T) {
			p, err := ParsePattern(tt.pattern)
			require.NoError(t, err)
			if got := p.Match(MustParse(tt.name)); got != tt.want {
				t.Errorf("policy-language.md case %d: %s matches %s: %v, want %v", tt.source, tt.pattern, tt.name, got, tt.want)
			}
		})
	}
}

func TestPatternMatchesPartByPart(t *testing.T) {
	for name, tt := range map[string]struct {
		pattern, name string
		want          bool
	}{
		"a star alone matches every ARN":             {"*", "arn:aws:iam::123456789012:root", true},
		"two stars alone match every ARN":            {"**", ap + "test/object/k", true},
		"a star for the region also takes no region": {"arn:aws:s3:*:123456789012:accesspoint/*", "arn:aws:s3::123456789012:accesspoint/x", true},
		"a star for the region is not two parts":     {"arn:aws:s3:*::accesspoint/*", ap + "test", false},
		"a star for the account":                     {"arn:aws:s3:us-west-2:*:accesspoint/test", ap + "test", true},
		"a star for the account takes no account":    {"arn:aws:iam::*:x", "arn:aws:iam::aws:x", true},
		"question marks for an account count":        {"arn:aws:s3:us-west-2:????????????:accesspoint/test", ap + "test", true},
		"too few question marks for an account":      {"arn:aws:s3:us-west-2:???????????:accesspoint/test", ap + "test", false},
		"a part of an account":                       {"arn:aws:s3:us-west-2:1234*:accesspoint/test", ap + "test", true},
		"a part of another account":                  {"arn:aws:s3:us-west-2:2345*:accesspoint/test", ap + "test", false},
		"a part of a region":                         {"arn:aws:s3:us-*:123456789012:accesspoint/test", ap + "test", true},
		"a region does not run into the account":     {"arn:aws:s3:us*2::accesspoint/test", ap + "test", false},
		"a star for the partition":                   {"arn:*:s3:::b", "arn:aws-cn:s3:::b", true},
		"a part of a partition":                      {"arn:aws-*:s3:::b", "arn:aws:s3:::b", false},
		"the partition is compared":                  {"arn:aws:s3:::b", "arn:aws-cn:s3:::b", false},
		"the service is compared":                    {"arn:aws:s3:::*", "arn:aws:s3express:::b", false},
		"the region is compared":                     {"arn:aws:s3:us-east-1:123456789012:accesspoint/test", ap + "test", false},
		"the account is compared":                    {"arn:aws:s3:us-west-2:210987654321:accesspoint/test", ap + "test", false},
		"a star in the ARN itself is text":           {ap + "test/object/a", ap + "test/object/*", false},
		"a star in the key is matched by a star":     {ap + "test/object/*", ap + "test/object/*", true},
		"a question mark is a slash too":             {ap + "test?object?k", ap + "test/object/k", true},
		"a question mark is a colon too":             {"arn:aws:s3:::b/x?y", "arn:aws:s3:::b/x:y", true},
		"a question mark is a letter of two bytes":   {"arn:aws:s3:::b/?", "arn:aws:s3:::b/é", true},
		"a question mark is no two letters":          {"arn:aws:s3:::b/?", "arn:aws:s3:::b/ab", false},
		"a pattern may end within the key's prefix":  {ap + "test/obj*", ap + "test/object/k", true},
		"a pattern may cross from name to key":       {ap + "t*k", ap + "test/object/k", true},
		"a variable is plain text":                   {"arn:aws:s3:::b/${aws:username}", "arn:aws:s3:::b/${aws:username}", true},
		"a variable is not filled in":                {"arn:aws:s3:::b/${aws:username}", "arn:aws:s3:::b/jane", false},
		"keys are compared as they are":              {"arn:aws:s3:::b/a/../c", "arn:aws:s3:::b/c", false},
	} {
		t.Run(name, func(t *testing.T) {
			p, err := ParsePattern(tt.pattern)
			require.NoError(t, err)
			if got := p.Match(MustParse(tt.name)); got != tt.want {
				t.Errorf("%s matches %s: %v, want %v", tt.pattern, tt.name, got, tt.want)
			}
			if diff := cmp.Diff(tt.pattern, p.String()); diff != "" {
				t.Errorf("text of the pattern (-want +got):\n%s", diff)
			}
		})
	}
}

// One stands for whatever matching may not care to tell apart.
func TestPatternNeverMatchesTheZeroARN(t *testing.T) {
	for _, text := range []string{"*", "**", "arn:aws:s3:::*", "arn:*:s3:*:*:*"} {
		p, err := ParsePattern(text)
		require.NoError(t, err)
		if p.Match(ARN{}) {
			t.Errorf("%s matches the zero ARN", text)
		}
	}
}

func TestZeroPatternMatchesNothing(t *testing.T) {
	var zero Pattern
	for _, a := range []ARN{{}, MustParse("arn:aws:s3:::b"), MustParse(ap + "test")} {
		if zero.Match(a) {
			t.Errorf("the zero Pattern matches %q", a)
		}
	}
	if zero.String() != "" {
		t.Errorf("the zero Pattern is written as %q", zero.String())
	}
}

func TestParsePatternRefuses(t *testing.T) {
	refuse(t, map[string]refusal{
		"empty text":                             {"", ErrPrefix, ""},
		"a wildcard for the service (case 47)":   {"arn:aws:*:::b/*", ErrWildcard, "*:::b/*"},
		"a wildcard in the service":              {"arn:aws:s?:::b/*", ErrWildcard, "s?:::b/*"},
		"an alias (case 48)":                     {"my-ap-hrzrlukc5m36ft7okagglf3gmwluquse1b-s3alias", ErrPrefix, "my-ap-hrzrlukc5m36ft7okagglf3gmwluquse1b-s3alias"},
		"an alias with a key":                    {"my-ap-hrzrlukc5m36ft7okagglf3gmwluquse1b-s3alias/*", ErrPrefix, "my-ap-hrzrlukc5m36ft7okagglf3gmwluquse1b-s3alias/*"},
		"a wildcard for the prefix":              {"*:aws:s3:::b", ErrPrefix, "*:aws:s3:::b"},
		"a question mark alone":                  {"?", ErrPrefix, "?"},
		"a star and a question mark":             {"*?", ErrPrefix, "*?"},
		"an incomplete ARN":                      {"arn:aws:s3", ErrSections, ""},
		"an incomplete ARN that ends in a star":  {"arn:aws:s3:*", ErrSections, ""},
		"a partition of another cloud":           {"arn:minio:s3:::b", ErrPartition, "minio:s3:::b"},
		"no partition":                           {"arn::s3:::b", ErrPartition, ":s3:::b"},
		"a wildcard in a partition of capitals":  {"arn:A*:s3:::b", ErrPartition, "A*:s3:::b"},
		"no service":                             {"arn:aws::::b", ErrService, ":::b"},
		"a service in capitals":                  {"arn:aws:S3:::b", ErrService, "S3:::b"},
		"a region in capitals":                   {"arn:aws:s3:US-WEST-2:123456789012:accesspoint/x", ErrRegion, "US-WEST-2:123456789012:accesspoint/x"},
		"a variable for the region (case 63)":    {"arn:aws:s3:${aws:RequestedRegion}:123456789012:accesspoint/x", ErrRegion, "${aws:RequestedRegion}:123456789012:accesspoint/x"},
		"a wildcard in a region of capitals":     {"arn:aws:s3:US*:123456789012:accesspoint/x", ErrRegion, "US*:123456789012:accesspoint/x"},
		"an account of 11 digits":                {"arn:aws:s3:us-west-2:12345678901:accesspoint/x", ErrAccount, "12345678901:accesspoint/x"},
		"a wildcard in an account with a slash":  {"arn:aws:s3:us-west-2:1/*:accesspoint/x", ErrAccount, "1/*:accesspoint/x"},
		"no resource":                            {"arn:aws:s3:::", ErrResource, ""},
		"no resource after wildcards":            {"arn:*:s3:*:*:", ErrResource, ""},
		"a byte too long":                        {"arn:aws:s3:::b/" + long[:MaxLength-14], ErrTooLong, "k"},
		"a wildcard for the service comes first": {"arn:AWS:*:::", ErrWildcard, "*:::"},
	}, func(s string) error { _, err := ParsePattern(s); return err })
}

// Whatever Parse takes is also a pattern, and one that matches itself.
func TestAnARNIsAPatternOfItself(t *testing.T) {
	for _, text := range []string{"arn:aws:s3:::b", "arn:aws:s3:::b/", "arn:aws:iam::aws:policy/x", ap + "test/object/a:b", "arn:aws:iam::cloudfront:user/A B"} {
		p, err := ParsePattern(text)
		require.NoError(t, err)
		for _, other := range []string{text, text + "x", strings.Replace(text, "arn:aws:", "arn:aws-cn:", 1)} {
			if got, want := p.Match(MustParse(other)), other == text; got != want {
				t.Errorf("%s matches %s: %v, want %v", text, other, got, want)
			}
		}
	}
}
