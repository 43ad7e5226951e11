package alias

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/arn"
)

// parts are all that an Alias tells.
type parts struct {
	Kind      Kind
	Prefix    string
	OutpostID string
	Hardware  byte
}

func partsOf(a Alias) parts { return parts{a.Kind(), a.Prefix(), a.OutpostID(), a.Hardware()} }

// accessPoint makes an access point of the name, whose account and Region no
// alias shows.
func accessPoint(t testing.TB, name string) arn.AccessPoint {
	t.Helper()
	ap, err := arn.NewAccessPoint("aws", "us-west-2", "123456789012", name)
	require.NoError(t, err)
	return ap
}

func TestTheZeroAliasIsNotValid(t *testing.T) {
	var zero Alias
	if zero.IsValid() || zero.String() != "" || zero.Names(arn.AccessPoint{}) || zero.Names(accessPoint(t, "abc")) {
		t.Errorf("the zero Alias is %q, valid: %v, and may name something", zero, zero.IsValid())
	}
	if diff := cmp.Diff(parts{}, partsOf(zero)); diff != "" {
		t.Errorf("the zero Alias (-want +got):\n%s", diff)
	}
}

func TestNames(t *testing.T) {
	const random = "-kjdie1411tt4aw18muc5igu3w5j9guse1b-s3alias"
	const external = "-fhyst3uaibf46uywh5xka84pnz8jaapn1a-ext-s3alias"
	for name, tt := range map[string]struct {
		alias, accessPoint string
		want               bool
	}{
		"a short name is shown whole":                            {"finance" + random, "finance", true},
		"a short name is not the beginning of another":           {"finance" + random, "finances", false},
		"nor the other way round":                                {"finances" + random, "finance", false},
		"another name":                                           {"finance" + random, "tax", false},
		"a name of 20 characters is shown whole":                 {"abcdefghijklmnopqrst" + random, "abcdefghijklmnopqrst", true},
		"of 21 characters the last is cut":                       {"abcdefghijklmnopqrst" + random, "abcdefghijklmnopqrstu", true},
		"of a long name 20 are shown (an observed alias)":        {"test-access-point-4b" + random, "test-access-point-4b2c576e", true},
		"a long name that differs in the 20th":                   {"test-access-point-4b" + random, "test-access-point-4c2c576e", false},
		"no less than 20":                                        {"test-access-point-4" + random, "test-access-point-4b2c576e", false},
		"a cut after a hyphen leaves it":                         {"abcdefghijklmnopqrs-" + random, "abcdefghijklmnopqrs-tuv", true},
		"external access points have such ARNs too":              {"fsxn-eda-s3ap" + external, "fsxn-eda-s3ap", true},
		"of an external one's long name 16 are shown":            {"abcdefghijklmnop" + external, "abcdefghijklmnopq", true},
		"an Object Lambda Access Point has another ARN":          {"finance-1a4n8yjrb3kda96f67zwrwiiuse1a--ol-s3", "finance", false},
		"so has an access point on Outposts":                     {"finance-o01ac5d28a6a232904e8xz5w8ijx1qzlbp3i3kuse10--op-s3", "finance", false},
		"so has a directory bucket's access point":               {"finance--use1-az4--xa-s3", "finance", false},
		"a Multi-Region Access Point's alias shows nothing":      {"finance.mrap", "finance", false},
		"the alias after the name is never the name of a bucket": {"finance" + random, "finance-kjdie1411tt4aw18muc5igu3w5j9guse1b", false},
	} {
		t.Run(name, func(t *testing.T) {
			a, err := Parse(tt.alias)
			require.NoError(t, err)
			if got := a.Names(accessPoint(t, tt.accessPoint)); got != tt.want {
				t.Errorf("%s names %s: %v, want %v", a, tt.accessPoint, got, tt.want)
			}
			if a.Names(arn.AccessPoint{}) {
				t.Errorf("%s names the zero AccessPoint", a)
			}
		})
	}
}

func TestNamesKnowsEachKind(t *testing.T) {
	const (
		home     = ":us-west-2:123456789012:"
		lambda   = "arn:aws:s3-object-lambda" + home + "accesspoint/"
		express  = "arn:aws:s3express" + home + "accesspoint/"
		outposts = "arn:aws:s3-outposts" + home + "outpost/op-01ac5d28a6a232904/accesspoint/"
		rest     = "01ac5d28a6a232904e8xz5w8ijx1qzlbp3i3kuse10--op-s3"
	)
	for name, tt := range map[string]struct {
		alias, accessPoint string
		want               bool
	}{
		"Object Lambda":                                  {"my-object-lambda-acc-1a4n8yjrb3kda96f67zwrwiiuse1a--ol-s3", lambda + "my-object-lambda-access-point", true},
		"Object Lambda of another name":                  {"finance-1a4n8yjrb3kda96f67zwrwiiuse1a--ol-s3", lambda + "sales", false},
		"Object Lambda with the alias of another kind":   {"finance-kjdie1411tt4aw18muc5igu3w5j9guse1b-s3alias", lambda + "finance", false},
		"a directory bucket's access point":              {"finance--use1-az4--xa-s3", express + "finance--use1-az4--xa-s3", true},
		"a directory bucket's access point of elsewhere": {"finance--use1-az4--xa-s3", express + "finance--use1-az6--xa-s3", false},
		"a Multi-Region Access Point":                    {"mfzwi23gnjvgw.mrap", "arn:aws:s3::123456789012:accesspoint/mfzwi23gnjvgw.mrap", true},
		"another Multi-Region Access Point":              {"mfzwi23gnjvgx.mrap", "arn:aws:s3::123456789012:accesspoint/mfzwi23gnjvgw.mrap", false},
		"Outposts":                                       {"my-access-po-o" + rest, outposts + "my-access-point", true},
		"Outposts, another outpost":                      {"my-access-po-o11" + rest[2:], outposts + "my-access-point", false},
		"Outposts on EC2":                                {"finance-e" + rest, "arn:aws:s3-outposts" + home + "outpost/ec2/accesspoint/finance", true},
		"Outposts on EC2 by the id":                      {"finance-e" + rest, outposts + "finance", true},
		"Outposts that are not on EC2":                   {"finance-o" + rest, "arn:aws:s3-outposts" + home + "outpost/ec2/accesspoint/finance", false},
		"Outposts of another name":                       {"finance-o" + rest, outposts + "sales", false},
	} {
		t.Run(name, func(t *testing.T) {
			if got := MustParse(tt.alias).Names(arn.MustParseAccessPoint(tt.accessPoint)); got != tt.want {
				t.Errorf("%s names %s: %v, want %v", tt.alias, tt.accessPoint, got, tt.want)
			}
		})
	}
}

func TestAliasesStandInJSON(t *testing.T) {
	type document struct{ Alias, None Alias }
	const text = `{"Alias":"mfzwi23gnjvgw.mrap","None":""}`
	want := document{Alias: MustParse("mfzwi23gnjvgw.mrap")}

	got := document{None: want.Alias}
	require.NoError(t, json.Unmarshal([]byte(text), &got))
	if got != want {
		t.Errorf("%s is %v, want %v", text, got, want)
	}
	printed, err := json.Marshal(want)
	require.NoError(t, err)
	if diff := cmp.Diff(text, string(printed)); diff != "" {
		t.Errorf("JSON (-want +got):\n%s", diff)
	}

	require.ErrorIs(t, json.Unmarshal([]byte(`{"Alias":"finance"}`), &got), ErrSuffix)
	if got != want {
		t.Errorf("after an error the document is %v, want it unchanged, %v", got, want)
	}
}
