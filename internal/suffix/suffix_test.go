package suffix

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestOf(t *testing.T) {
	type ending struct {
		Text string
		Kind Kind
	}
	for name, tt := range map[string]struct {
		name string
		want ending
	}{
		"an ordinary bucket":                             {"amzn-s3-demo-bucket", ending{"", None}},
		"no name at all":                                 {"", ending{"", None}},
		"an alias of an access point":                    {"my-ap-hrzrlukc5m36ft7okagglf3gmwluquse1b-s3alias", ending{"-s3alias", AccessPoint}},
		"an alias of an access point on a file system":   {"my-ap-hrzrlukc5m36ft7okagglf3gmwluq-ext-s3alias", ending{"-ext-s3alias", External}},
		"an alias of a Multi-Region Access Point":        {"mfzwi23gnjvgw.mrap", ending{".mrap", MultiRegion}},
		"an Object Lambda alias":                         {"my-olap-1a4n8yjrb3kda96f67zwrwiiuse1a--ol-s3", ending{"--ol-s3", ObjectLambda}},
		"an Outposts alias":                              {"my-ap-o01ac5d28a6a232904e8xz5w8ijx1qzlbp3i3kuse10--op-s3", ending{"--op-s3", Outposts}},
		"a directory bucket":                             {"base--use1-az4--x-s3", ending{"--x-s3", DirectoryBucket}},
		"an access point of a directory bucket":          {"base--use1-az4--xa-s3", ending{"--xa-s3", DirectoryAccessPoint}},
		"a table bucket":                                 {"63a8e430-6e0b-46f5-k833abtwr6s8tmtsycedn8s4yc3xhuse1b--table-s3", ending{"--table-s3", TableBucket}},
		"an ending alone is an ending":                   {"-s3alias", ending{"-s3alias", AccessPoint}},
		"an ending in capitals is none":                  {"my-ap-S3ALIAS", ending{"", None}},
		"an ending elsewhere is none":                    {"my-s3alias-bucket", ending{"", None}},
		"an ending without its hyphen is none":           {"mys3alias", ending{"", None}},
		"an ending with one hyphen for two is none":      {"base-x-s3", ending{"", None}},
		"an account-regional bucket is an ordinary one":  {"my-bucket-111122223333-us-west-2-an", ending{"", None}},
		"the longest ending counts, in whatever it ends": {"a-ext-ext-s3alias", ending{"-ext-s3alias", External}},
	} {
		t.Run(name, func(t *testing.T) {
			text, kind := Of(tt.name)
			if diff := cmp.Diff(tt.want, ending{text, kind}); diff != "" {
				t.Errorf("ending of %q (-want +got):\n%s", tt.name, diff)
			}
		})
	}
}

// A shorter ending that stood first would hide a longer one.
func TestNoReservedEndingHidesALaterOne(t *testing.T) {
	for _, r := range reserved {
		if text, kind := Of("name" + r.text); text != r.text || kind != r.kind {
			t.Errorf("Of(name%s) = %q, %d, want its own ending", r.text, text, kind)
		}
	}
}
