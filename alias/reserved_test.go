package alias

import "testing"

func TestReservedFindsWhatS3KeepsForItself(t *testing.T) {
	for name, tt := range map[string]struct{ name, want string }{
		"an ordinary bucket":              {"ledger", ""},
		"nothing":                         {"", ""},
		"an access point's alias":         {"finance-1a2b-s3alias", "-s3alias"},
		"a file system's alias":           {"finance-1a2b-ext-s3alias", "-ext-s3alias"},
		"an Object Lambda alias":          {"finance-1a2b--ol-s3", "--ol-s3"},
		"an Outposts alias":               {"finance-1a2b--op-s3", "--op-s3"},
		"a Multi-Region alias":            {"mfzwi23gnjvgw.mrap", ".mrap"},
		"a directory bucket":              {"a--usw2-az1--x-s3", "--x-s3"},
		"a directory access point":        {"abc--usw2-az1--xa-s3", "--xa-s3"},
		"a table bucket":                  {"a--table-s3", "--table-s3"},
		"a bucket of a regional account":  {"ledger-111122223333-us-west-2-an", "-an"},
		"an ending without its hyphen":    {"pecan", ""},
		"an internationalized name":       {"xn--bcher-kva", "xn--"},
		"a name of S3's own":              {"sthree-configurator", "sthree-"},
		"an example":                      {"amzn-s3-demo-bucket", "amzn-s3-demo-"},
		"a beginning elsewhere":           {"my-xn--bucket", ""},
		"the ending before the beginning": {"amzn-s3-demo-1a2b-s3alias", "-s3alias"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := Reserved(tt.name); got != tt.want {
				t.Errorf("Reserved(%q) = %q, want %q", tt.name, got, tt.want)
			}
		})
	}
}
