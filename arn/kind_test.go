package arn

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

const (
	regional = ":us-west-2:123456789012:"
	outpost  = "op-01ac5d28a6a232904"
)

// anyKind has an access point of each kind.
var anyKind = map[Kind]string{
	GeneralPurpose: testAP,
	Directory:      "arn:aws:s3express" + regional + "accesspoint/test--usw2-az1--xa-s3",
	ObjectLambda:   "arn:aws:s3-object-lambda" + regional + "accesspoint/test",
	MultiRegion:    "arn:aws:s3::123456789012:accesspoint/mfzwi23gnjvgw.mrap",
	Outposts:       "arn:aws:s3-outposts" + regional + "outpost/" + outpost + "/accesspoint/test",
}

func TestAccessPointsOfAllKindsKnowTheirParts(t *testing.T) {
	type parts struct{ Partition, Region, Account, Name, OutpostID, Zone, Kind string }
	for name, tt := range map[string]struct {
		text string
		want parts
	}{
		"of a directory bucket":           {anyKind[Directory], parts{"aws", "us-west-2", "123456789012", "test--usw2-az1--xa-s3", "", "usw2-az1", "directory"}},
		"of Object Lambda":                {anyKind[ObjectLambda], parts{"aws", "us-west-2", "123456789012", "test", "", "", "Object Lambda"}},
		"of several regions":              {anyKind[MultiRegion], parts{"aws", "", "123456789012", "mfzwi23gnjvgw.mrap", "", "", "Multi-Region"}},
		"on Outposts":                     {anyKind[Outposts], parts{"aws", "us-west-2", "123456789012", "test", outpost, "", "Outposts"}},
		"on EC2 Outposts, in GovCloud":    {"arn:aws-us-gov:s3-outposts:us-gov-east-1:123456789012:outpost/ec2/accesspoint/test", parts{"aws-us-gov", "us-gov-east-1", "123456789012", "test", "ec2", "", "Outposts"}},
		"a base with two hyphens":         {"arn:aws:s3express" + regional + "accesspoint/a--b--usw2-az1--xa-s3", parts{"aws", "us-west-2", "123456789012", "a--b--usw2-az1--xa-s3", "", "usw2-az1", "directory"}},
		"in the longest names there are":  {"arn:aws-" + long[:59] + ":s3-outposts:" + long[:59] + "-a-1:123456789012:outpost/" + outpost + "/accesspoint/" + long[:50], parts{"aws-" + long[:59], long[:59] + "-a-1", "123456789012", long[:50], outpost, "", "Outposts"}},
		"the longest Multi-Region alias":  {"arn:aws:s3::123456789012:accesspoint/" + long[:58] + ".mrap", parts{"aws", "", "123456789012", long[:58] + ".mrap", "", "", "Multi-Region"}},
		"the longest Object Lambda name":  {"arn:aws-cn:s3-object-lambda:cn-north-1:123456789012:accesspoint/" + long[:45], parts{"aws-cn", "cn-north-1", "123456789012", long[:45], "", "", "Object Lambda"}},
		"general purpose, as it ever was": {testAP, parts{"aws", "us-west-2", "123456789012", "test", "", "", "general purpose"}},
	} {
		t.Run(name, func(t *testing.T) {
			ap, err := ParseAccessPoint(tt.text)
			require.NoError(t, err)
			got := parts{ap.Partition(), ap.Region(), ap.Account(), ap.Name(), ap.OutpostID(), ap.Zone(), ap.Kind().String()}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("parts of %s (-want +got):\n%s", tt.text, diff)
			}
			if ap.String() != tt.text || ap.ARN() != MustParse(tt.text) {
				t.Errorf("%s is printed as %s", tt.text, ap)
			}
		})
	}
}

func TestParseAccessPointRefusesWhatNoKindHas(t *testing.T) {
	var (
		dir    = "arn:aws:s3express" + regional
		lambda = "arn:aws:s3-object-lambda" + regional
		multi  = "arn:aws:s3::123456789012:accesspoint/"
		out    = "arn:aws:s3-outposts" + regional
	)
	refuse(t, map[string]refusal{
		"no zone in a directory access point":       {dir + "accesspoint/test--xa-s3", ErrZone, "test--xa-s3"},
		"a zone too short":                          {dir + "accesspoint/test--az--xa-s3", ErrZone, "az--xa-s3"},
		"a zone of 21 characters":                   {dir + "accesspoint/test--" + long[:21] + "--xa-s3", ErrZone, long[:21] + "--xa-s3"},
		"a zone with a hyphen at the end":           {dir + "accesspoint/test--usw2---xa-s3", ErrZone, "usw2---xa-s3"},
		"a zone with a capital":                     {dir + "accesspoint/test--USW2-az1--xa-s3", ErrZone, "USW2-az1--xa-s3"},
		"the ending of a directory bucket":          {dir + "accesspoint/test--usw2-az1--x-s3", ErrZonal, ""},
		"no ending":                                 {dir + "accesspoint/test", ErrZonal, ""},
		"a base too short":                          {dir + "accesspoint/ab--usw2-az1--xa-s3", ErrName, "ab--usw2-az1--xa-s3"},
		"a base of 51 characters":                   {dir + "accesspoint/" + long[:51] + "--usw2-az1--xa-s3", ErrName, long[:51] + "--usw2-az1--xa-s3"},
		"a base with the ending":                    {dir + "accesspoint/test--xa-s3--usw2-az1--xa-s3", ErrReserved, "test--xa-s3--usw2-az1--xa-s3"},
		"service s3, as some documents have it":     {"arn:aws:s3" + regional + "accesspoint/test--usw2-az1--xa-s3", ErrReserved, "test--usw2-az1--xa-s3"},
		"type access-point, as some documents have": {dir + "access-point/test--usw2-az1--xa-s3", ErrKind, "access-point/test--usw2-az1--xa-s3"},
		"a directory bucket":                        {dir + "bucket/test--usw2-az1--x-s3", ErrKind, "bucket/test--usw2-az1--x-s3"},
		"a directory access point without a region": {"arn:aws:s3express::123456789012:accesspoint/test--usw2-az1--xa-s3", ErrRegion, ":123456789012:accesspoint/test--usw2-az1--xa-s3"},

		"an Object Lambda name of 46 characters":     {lambda + "accesspoint/" + long[:46], ErrLambdaName, long[:46]},
		"an Object Lambda name of 2 characters":      {lambda + "accesspoint/ab", ErrName, "ab"},
		"an object through Object Lambda":            {lambda + "accesspoint/test/object/k", ErrName, "test/object/k"},
		"an Object Lambda alias in the ARN":          {lambda + "accesspoint/test--ol-s3", ErrReserved, "test--ol-s3"},
		"an Object Lambda ARN of another partition":  {"arn:aws-cn:s3-object-lambda" + regional + "accesspoint/test", ErrRegion, "us-west-2:123456789012:accesspoint/test"},
		"Multi-Region with a region":                 {"arn:aws:s3" + regional + "accesspoint/mfzwi23gnjvgw.mrap", ErrName, "mfzwi23gnjvgw.mrap"},
		"Multi-Region by the name that it was given": {multi + "my-mrap", ErrRegion, ":123456789012:accesspoint/my-mrap"},
		"Multi-Region with a digit first":            {multi + "1a.mrap", ErrMultiRegion, "1a.mrap"},
		"Multi-Region with a hyphen":                 {multi + "a-b.mrap", ErrMultiRegion, "a-b.mrap"},
		"Multi-Region with nothing before":           {multi + ".mrap", ErrMultiRegion, ".mrap"},
		"Multi-Region of 64 characters":              {multi + long[:59] + ".mrap", ErrMultiRegion, long[:59] + ".mrap"},
		"Multi-Region after a doubled slash":         {multi + "/a.mrap", ErrMultiRegion, "/a.mrap"},
		"Multi-Region without an account":            {"arn:aws:s3:::accesspoint/a.mrap", ErrAccount, ":accesspoint/a.mrap"},
		"a Multi-Region request, which is none":      {"arn:aws:s3:us-west-2:123456789012:async-request/mrap/CREATE/token", ErrKind, "async-request/mrap/CREATE/token"},

		"no outpost":                        {out + "accesspoint/test", ErrKind, "accesspoint/test"},
		"an outpost without an id":          {out + "outpost/", ErrOutpost, ""},
		"an outpost of 16 digits":           {out + "outpost/op-0123456789abcdef/accesspoint/test", ErrOutpost, "op-0123456789abcdef/accesspoint/test"},
		"an outpost of 18 digits":           {out + "outpost/op-0123456789abcdef01/accesspoint/test", ErrOutpost, "op-0123456789abcdef01/accesspoint/test"},
		"an outpost in capitals":            {out + "outpost/op-01AC5D28A6A232904/accesspoint/test", ErrOutpost, "op-01AC5D28A6A232904/accesspoint/test"},
		"an outpost and nothing more":       {out + "outpost/" + outpost, ErrKind, ""},
		"an Outposts bucket":                {out + "outpost/" + outpost + "/bucket/test", ErrKind, "bucket/test"},
		"an Outposts access point, no name": {out + "outpost/" + outpost + "/accesspoint/", ErrName, ""},
		"an object on Outposts":             {out + "outpost/" + outpost + "/accesspoint/test/object/k", ErrName, "test/object/k"},
		"an Outposts alias in the ARN":      {out + "outpost/" + outpost + "/accesspoint/test--op-s3", ErrReserved, "test--op-s3"},
	}, func(s string) error { _, err := ParseAccessPoint(s); return err })
}

// An object leads back to its access point and key, whatever the kind; but for
// Object Lambda, where the access point itself is the resource.
func TestObjectsOfAllKinds(t *testing.T) {
	for kind, text := range anyKind {
		ap := MustParseAccessPoint(text)
		for _, key := range keys {
			object := ap.Object(key)
			if kind == ObjectLambda {
				require.Equal(t, ap.ARN(), object)
				continue
			}
			read, err := Parse(text + "/object/" + key)
			require.NoError(t, err)
			if got, k, ok := read.AccessPoint(); got != ap || k != key || !ok || object != read {
				t.Errorf("%q leads to %q, %q, %v; made it is %q", read, got, k, ok, object)
			}
		}
	}
	require.Equal(t, ARN{}, MustParseAccessPoint(anyKind[ObjectLambda]).Object(""))
}

func TestNewAccessPointMakesGeneralPurposeOnesAlone(t *testing.T) {
	_, err := NewAccessPoint("aws", "", "123456789012", "mfzwi23gnjvgw.mrap")
	require.ErrorIs(t, err, ErrRegion)
	_, err = NewAccessPoint("aws", "us-west-2", "123456789012", "test--usw2-az1--xa-s3")
	require.ErrorIs(t, err, ErrReserved)
}

func TestKindsAreInWordsAndHaveNames(t *testing.T) {
	for kind, tt := range map[Kind]struct{ words, good, bad string }{
		0:              {"invalid", "", "test"},
		GeneralPurpose: {"general purpose", "test", "a.mrap"},
		Directory:      {"directory", "test--usw2-az1--xa-s3", "test"},
		ObjectLambda:   {"Object Lambda", long[:45], long[:46]},
		MultiRegion:    {"Multi-Region", "a.mrap", "test"},
		Outposts:       {"Outposts", "test", "test--op-s3"},
		Outposts + 1:   {"invalid", "", "test"},
	} {
		if kind.String() != tt.words || kind.ValidName(tt.good) != (tt.good != "") || kind.ValidName(tt.bad) {
			t.Errorf("kind %d is %q; %q is a name: %v, %q: %v", kind, kind, tt.good, kind.ValidName(tt.good), tt.bad, kind.ValidName(tt.bad))
		}
	}
}

func TestBucketsOfOtherKinds(t *testing.T) {
	type parts struct{ Partition, Name, Kind, Object string }
	for name, tt := range map[string]struct {
		text string
		want parts
	}{
		"on Outposts":        {"arn:aws:s3-outposts" + regional + "outpost/" + outpost + "/bucket/ledger", parts{"aws", "ledger", "Outposts", "arn:aws:s3-outposts" + regional + "outpost/" + outpost + "/bucket/ledger/object/a/b"}},
		"a directory bucket": {"arn:aws-cn:s3express:cn-north-1:123456789012:bucket/a--cnn1-az1--x-s3", parts{"aws-cn", "a--cnn1-az1--x-s3", "directory", "arn:aws-cn:s3express:cn-north-1:123456789012:bucket/a--cnn1-az1--x-s3"}},
		"general purpose":    {"arn:aws:s3:::ledger", parts{"aws", "ledger", "general purpose", "arn:aws:s3:::ledger/a/b"}},
	} {
		t.Run(name, func(t *testing.T) {
			b, err := ParseBucket(tt.text)
			require.NoError(t, err)
			if diff := cmp.Diff(tt.want, parts{b.Partition(), b.Name(), b.Kind().String(), b.Object("a/b").String()}); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			got, key, ok := MustParse(b.Object("a/b").String()).Bucket()
			if got != b || !ok || (key == "a/b") == (b.Kind() == Directory) || b.ARN() != MustParse(tt.text) {
				t.Errorf("its object leads to %q, %q, %v; its ARN is %q", got, key, ok, b.ARN())
			}
		})
	}
	refuse(t, map[string]refusal{
		"a directory bucket with no zone":           {"arn:aws:s3express" + regional + "bucket/a--x-s3", ErrZone, "a--x-s3"},
		"a directory bucket with no base":           {"arn:aws:s3express" + regional + "bucket/--usw2-az1--x-s3", ErrDirectoryBucket, "--usw2-az1--x-s3"},
		"a directory bucket of 64 characters":       {"arn:aws:s3express" + regional + "bucket/" + long[:48] + "--usw2-az1--x-s3", ErrDirectoryBucket, long[:48] + "--usw2-az1--x-s3"},
		"a directory bucket with an access point's": {"arn:aws:s3express" + regional + "bucket/a--usw2-az1--xa-s3", ErrZonal, ""},
		"an object in a directory bucket":           {"arn:aws:s3express" + regional + "bucket/a--usw2-az1--x-s3/k", ErrZonal, ""},
		"an access point on Outposts":               {anyKind[Outposts], ErrKind, "accesspoint/test"},
		"a bucket on Outposts without an account":   {"arn:aws:s3-outposts:us-west-2::outpost/" + outpost + "/bucket/ledger", ErrAccount, ":outpost/" + outpost + "/bucket/ledger"},
		"a bucket of Object Lambda":                 {anyKind[ObjectLambda], ErrKind, strings.TrimPrefix(anyKind[ObjectLambda], "arn:aws:")},
	}, func(s string) error { _, err := ParseBucket(s); return err })
}

func TestCutZoneCutsAtTheLastHyphens(t *testing.T) {
	for name, tt := range map[string]struct {
		name, base, zone string
		ok               bool
	}{
		"an access point":   {"test--usw2-az1--xa-s3", "test", "usw2-az1", true},
		"a bucket":          {"test--usw2-az1--x-s3", "test", "usw2-az1", true},
		"a base with two":   {"a--b--usw2-az1--x-s3", "a--b", "usw2-az1", true},
		"three in a row":    {"a---usw2-az1--x-s3", "a-", "usw2-az1", true},
		"no zone":           {"test--xa-s3", "", "", false},
		"another ending":    {"test--usw2-az1--ol-s3", "", "", false},
		"nothing whatever":  {"", "", "", false},
		"nothing but marks": {"----xa-s3", "", "", true},
	} {
		t.Run(name, func(t *testing.T) {
			base, zone, ok := CutZone(tt.name)
			if base != tt.base || zone != tt.zone || ok != tt.ok {
				t.Errorf("CutZone(%q) = %q, %q, %v", tt.name, base, zone, ok)
			}
		})
	}
}
