package alias

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

// Aliases from AWS documentation and public code, and some at the limits.
func TestParseReadsWellFormedAliases(t *testing.T) {
	const (
		meta    = "-kjdie1411tt4aw18muc5igu3w5j9guse1b"
		outpost = "01ac5d28a6a232904e8xz5w8ijx1qzlbp3i3kuse10--op-s3"
	)
	for name, tt := range map[string]struct {
		alias string
		want  parts
	}{
		"the example of the S3 User Guide":       {"my-access-point-aqfqprnstn7aefdfbarligizwgyfouse1a-s3alias", parts{Kind: AccessPoint, Prefix: "my-access-point"}},
		"one of a name that is cut":              {"test-access-point-4b" + meta + "-s3alias", parts{Kind: AccessPoint, Prefix: "test-access-point-4b"}},
		"the shortest name":                      {"abc" + meta + "-s3alias", parts{Kind: AccessPoint, Prefix: "abc"}},
		"a name cut after a hyphen":              {"abcdefghijklmnopqrs-" + meta + "-s3alias", parts{Kind: AccessPoint, Prefix: "abcdefghijklmnopqrs-"}},
		"hyphens in a row, digits first":         {"0--1" + meta + "-s3alias", parts{Kind: AccessPoint, Prefix: "0--1"}},
		"a file system's access point":           {"fsxn-eda-s3ap-fhyst3uaibf46uywh5xka84pnz8jaapn1a-ext-s3alias", parts{Kind: External, Prefix: "fsxn-eda-s3ap"}},
		"the longest of its kind":                {"abcdefghijklmnop" + meta + "-ext-s3alias", parts{Kind: External, Prefix: "abcdefghijklmnop"}},
		"an Object Lambda Access Point":          {"my-object-lambda-acc-1a4n8yjrb3kda96f67zwrwiiuse1a--ol-s3", parts{Kind: ObjectLambda, Prefix: "my-object-lambda-acc"}},
		"an outpost whose host name has its id":  {"my-access-po-o" + outpost, parts{Outposts, "my-access-po", "op-01ac5d28a6a232904", 'o'}},
		"an outpost whose host name has ec2":     {"abc-e" + outpost, parts{Outposts, "abc", "op-01ac5d28a6a232904", 'e'}},
		"a directory bucket's access point":      {"my-ap--use1-az4--xa-s3", parts{Kind: DirectoryAccessPoint, Prefix: "my-ap--use1-az4--xa-s3"}},
		"one in a Local Zone":                    {"my-ap--usw2-lax1-az1--xa-s3", parts{Kind: DirectoryAccessPoint, Prefix: "my-ap--usw2-lax1-az1--xa-s3"}},
		"one with two hyphens in its name":       {"my--ap--use1-az4--xa-s3", parts{Kind: DirectoryAccessPoint, Prefix: "my--ap--use1-az4--xa-s3"}},
		"the longest of its kind, 79 characters": {strings.Repeat("a", 50) + "--" + strings.Repeat("z", 20) + "--xa-s3", parts{Kind: DirectoryAccessPoint, Prefix: strings.Repeat("a", 50) + "--" + strings.Repeat("z", 20) + "--xa-s3"}},
		"a Multi-Region Access Point":            {"mfzwi23gnjvgw.mrap", parts{Kind: MultiRegion}},
		"the shortest of its kind":               {"m.mrap", parts{Kind: MultiRegion}},
		"the longest, 63 characters":             {strings.Repeat("m", 58) + ".mrap", parts{Kind: MultiRegion}},
	} {
		t.Run(name, func(t *testing.T) {
			a, err := Parse(tt.alias)
			require.NoError(t, err)
			if diff := cmp.Diff(tt.want, partsOf(a)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.alias, diff)
			}
			if a.String() != tt.alias || !a.IsValid() || !Is(tt.alias) {
				t.Errorf("%s is %q, valid: %v, Is: %v", tt.alias, a, a.IsValid(), Is(tt.alias))
			}
		})
	}
}

// Each input has ‸ where the error must point.
func TestParseSaysWhatIsWrongAndWhere(t *testing.T) {
	const (
		meta    = "kjdie1411tt4aw18muc5igu3w5j9guse1b"
		olap    = "1a4n8yjrb3kda96f67zwrwiiuse1a"
		outpost = "01ac5d28a6a232904e8xz5w8ijx1qzlbp3i3kuse10"
	)
	for name, tt := range map[string]struct {
		marked string
		want   error
	}{
		"nothing":                             {"‸", ErrSuffix},
		"a bucket":                            {"amzn-s3-demo-bucket‸", ErrSuffix},
		"a directory bucket":                  {"my-bucket--use1-az4‸--x-s3", ErrSuffix},
		"a table bucket":                      {"my-table‸--table-s3", ErrSuffix},
		"an ARN":                              {"arn:aws:s3:us-west-2:123456789012:accesspoint/finance‸", ErrSuffix},
		"an ending alone":                     {"‸-s3alias", ErrMetadata},
		"no hyphen":                           {"‸finance-s3alias", ErrMetadata},
		"metadata alone":                      {"‸" + meta + "-s3alias", ErrName},
		"metadata too short":                  {"finance-‸" + meta[1:] + "-s3alias", ErrMetadata},
		"metadata too long, as in a document": {"my-ap-‸abcdefghij1234567890abcdefghijuse1a-s3alias", ErrMetadata},
		"metadata of 33, as in a document on FSx":   {"my-ap-‸" + meta[1:] + "-ext-s3alias", ErrMetadata},
		"a capital in metadata":                     {"finance-‸K" + meta[1:] + "-s3alias", ErrMetadata},
		"a hyphen in metadata":                      {"finance-" + meta[:17] + "-‸" + meta[18:] + "-s3alias", ErrMetadata},
		"a name too short":                          {"‸ab-" + meta + "-s3alias", ErrName},
		"a prefix of 21":                            {"‸abcdefghijklmnopqrstu-" + meta + "-s3alias", ErrName},
		"a prefix of 22, as in a document":          {"‸abcdefghijklmnopqrstuv-" + meta + "-s3alias", ErrName},
		"a hyphen first":                            {"‸-finance-" + meta + "-s3alias", ErrName},
		"a period in the name":                      {"‸fin.ance-" + meta + "-s3alias", ErrName},
		"a letter beyond ASCII":                     {"‸finänce-" + meta + "-s3alias", ErrName},
		"an external access point's prefix of 17":   {"‸abcdefghijklmnopq-" + meta + "-ext-s3alias", ErrName},
		"a short ending after external metadata":    {"finance-" + meta + "-‸ext2-s3alias", ErrMetadata},
		"Object Lambda with metadata of another":    {"finance-‸" + meta + "--ol-s3", ErrMetadata},
		"Object Lambda with a prefix of 21":         {"‸abcdefghijklmnopqrstu-" + olap + "--ol-s3", ErrName},
		"hardware that is not known":                {"finance-‸x" + outpost + "--op-s3", ErrHardware},
		"no hardware":                               {"finance-‸" + outpost + "--op-s3", ErrMetadata},
		"Outposts with a prefix of 13":              {"‸abcdefghijklm-o" + outpost + "--op-s3", ErrName},
		"a directory access point without a zone":   {"finance‸--xa-s3", ErrZone},
		"an empty zone":                             {"finance--‸--xa-s3", ErrZone},
		"a zone too short":                          {"finance--‸az--xa-s3", ErrZone},
		"a zone of 21":                              {"finance--‸" + strings.Repeat("z", 21) + "--xa-s3", ErrZone},
		"a zone with a hyphen at the end":           {"finance--‸use1---xa-s3", ErrZone},
		"a zone with a capital":                     {"finance--‸USE1-az4--xa-s3", ErrZone},
		"a base too short":                          {"‸ab--use1-az4--xa-s3", ErrName},
		"a base of 51":                              {"‸" + strings.Repeat("a", 51) + "--use1-az4--xa-s3", ErrName},
		"a base with a hyphen at the end":           {"‸abc---use1-az4--xa-s3", ErrName},
		"a base with a reserved ending":             {"‸finance--xa-s3--use1-az4--xa-s3", ErrName},
		"Multi-Region with nothing before":          {"‸.mrap", ErrMultiRegion},
		"Multi-Region with a digit first":           {"‸1abc.mrap", ErrMultiRegion},
		"Multi-Region with a hyphen":                {"‸my-ap.mrap", ErrMultiRegion},
		"Multi-Region of 64 characters":             {"‸" + strings.Repeat("m", 59) + ".mrap", ErrMultiRegion},
		"more than any alias, and nothing slow":     {"‸" + strings.Repeat("-", 1<<20) + meta + "-s3alias", ErrName},
		"a NUL":                                     {"‸fin\x00ance-" + meta + "-s3alias", ErrName},
		"a line feed at the end, which is no alias": {"finance-" + meta + "-s3alias\n‸", ErrSuffix},
	} {
		t.Run(name, func(t *testing.T) {
			offset := strings.Index(tt.marked, "‸")
			input := strings.Replace(tt.marked, "‸", "", 1)
			_, err := Parse(input)
			e, ok := errors.AsType[*Error](err)
			require.True(t, ok, "%v", err)
			require.ErrorIs(t, err, tt.want)
			if diff := cmp.Diff(Error{input, offset, tt.want}, *e, cmp.Comparer(sameError)); diff != "" {
				t.Errorf("error (-want +got):\n%s", diff)
			}
			if Is(input) {
				t.Errorf("Is(%q), which does not parse", input)
			}
		})
	}
}

func sameError(a, b error) bool { return a == b }

func TestAnErrorShowsTheInput(t *testing.T) {
	long := strings.Repeat("a", 100)
	for name, tt := range map[string]struct{ input, want string }{
		"all of it if it is short":    {"finance", `"finance" at offset 7: ending is not that of an alias: must be -s3alias, -ext-s3alias, --ol-s3, --op-s3, --xa-s3 or .mrap`},
		"the beginning if it is long": {long + "b", `"` + long + `…" at offset 101: ending is not that of an alias: must be -s3alias, -ext-s3alias, --ol-s3, --op-s3, --xa-s3 or .mrap`},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Parse(tt.input)
			if diff := cmp.Diff(tt.want, err.Error()); diff != "" {
				t.Errorf("message (-want +got):\n%s", diff)
			}
		})
	}
}

func TestMustParsePanicsOnWhatIsNoAlias(t *testing.T) {
	require.Panics(t, func() { MustParse("finance") })
	require.NotPanics(t, func() { MustParse("mfzwi23gnjvgw.mrap") })
}

// A service asks this of every bucket name in every request.
func TestRecognizingDoesNotAllocate(t *testing.T) {
	for name, bucket := range map[string]string{
		"a bucket":       "amzn-s3-demo-bucket",
		"an alias":       "my-access-point-aqfqprnstn7aefdfbarligizwgyfouse1a-s3alias",
		"a broken alias": "finance-s3alias",
	} {
		t.Run(name, func(t *testing.T) {
			n := testing.AllocsPerRun(100, func() { _, _, _ = KindOf(bucket), HasSuffix(bucket), Is(bucket) })
			if n != 0 {
				t.Errorf("%q takes %v allocations; it must not take any", bucket, n)
			}
		})
	}
}
