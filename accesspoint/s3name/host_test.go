package s3name

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/arn"
)

const (
	account = "111122223333"
	gpAlias = "my-access-point-aqfqprnstn7aefdfbarligizwgyfouse1a-s3alias"
	example = "my-ap-abcdefghij1234567890abcdefghijuse1a-s3alias" // of a document, and not well-formed
	exAlias = "fsxn-eda-s3ap-fhyst3uaibf46uywh5xka84pnz8jaapn1a-ext-s3alias"
	olAlias = "my-object-lambda-acc-1a4n8yjrb3kda96f67zwrwiiuse1a--ol-s3"
	opAlias = "my-access-po-o01ac5d28a6a232904e8xz5w8ijx1qzlbp3i3kuse10--op-s3"
	op2     = "my-access-po-e01ac5d28a6a232904e8xz5w8ijx1qzlbp3i3kuse10--op-s3"
	outpost = "op-01ac5d28a6a232904"
	dirAP   = "my-ap--usw2-az1--xa-s3"
	dirB    = "my-bucket--usw2-az1--x-s3"
	mrap    = "mfzwi23gnjvgw.mrap"
	vpce    = "vpce-1a2b3c4d-5e6f7g8h"
	zonal   = vpce + "-us-west-2a"
)

// homes are the partitions, with a region and what hosts in it end in.
var homes = []struct{ partition, region, suffix, api string }{
	{"aws", "us-west-2", "amazonaws.com", "api.aws"},
	{"aws", "mx-central-1", "amazonaws.com", "api.aws"},
	{"aws-us-gov", "us-gov-east-1", "amazonaws.com", "api.aws"},
	{"aws-cn", "cn-north-1", "amazonaws.com.cn", "api.amazonwebservices.com.cn"},
	{"aws-eusc", "eusc-de-east-1", "amazonaws.eu", "api.amazonwebservices.eu"},
	{"aws-iso", "us-iso-east-1", "c2s.ic.gov", "api.aws.ic.gov"},
	{"aws-iso-b", "us-isob-east-1", "sc2s.sgov.gov", "api.aws.scloud"},
	{"aws-iso-e", "eu-isoe-west-1", "cloud.adc-e.uk", "api.cloud-aws.adc-e.uk"},
	{"aws-iso-f", "us-isof-south-1", "csp.hci.ic.gov", "api.aws.hci.ic.gov"},
}

// A form is a host with R for the region, S for what it ends in and API for what api
// hosts end in, and what it says but for partition and region.
type form struct {
	host   string
	want   Host
	global bool   // the host does not tell the region
	ap     string // the access point's service and resource
}

// forms are those of access-points.md, section 5, and wire-requests.md, section 2.
var forms = map[string]form{
	"an access point":                       {"my-ap-" + account + ".s3-accesspoint.R.S", Host{Service: AccessPoints}, false, "s3 accesspoint/my-ap"},
	"an access point, dual-stack":           {"my-ap-" + account + ".s3-accesspoint.dualstack.R.S", Host{Service: AccessPoints, Options: Options{DualStack: true}}, false, "s3 accesspoint/my-ap"},
	"an access point, FIPS":                 {"my-ap-" + account + ".s3-accesspoint-fips.R.S", Host{Service: AccessPoints, Options: Options{FIPS: true}}, false, "s3 accesspoint/my-ap"},
	"an access point, FIPS and dual-stack":  {"my-ap-" + account + ".s3-accesspoint-fips.dualstack.R.S", Host{Service: AccessPoints, Options: Options{FIPS: true, DualStack: true}}, false, "s3 accesspoint/my-ap"},
	"a name that ends like an account":      {"my-123456789012-" + account + ".s3-accesspoint.R.S", Host{Service: AccessPoints}, false, "s3 accesspoint/my-123456789012"},
	"an alias as a bucket":                  {gpAlias + ".s3.R.S", Host{Service: S3, Label: gpAlias}, false, ""},
	"an alias as a bucket, dual-stack":      {gpAlias + ".s3.dualstack.R.S", Host{Service: S3, Label: gpAlias, Options: Options{DualStack: true}}, false, ""},
	"an alias of an example":                {example + ".s3.R.S", Host{Service: S3, Label: example}, false, ""},
	"an alias of a file system":             {exAlias + ".s3.R.S", Host{Service: S3, Label: exAlias}, false, ""},
	"an alias of Object Lambda":             {olAlias + ".s3.R.S", Host{Service: S3, Label: olAlias}, false, ""},
	"an alias without a region":             {gpAlias + ".s3.S", Host{Service: S3, Label: gpAlias}, true, ""},
	"an alias, accelerated":                 {gpAlias + ".s3-accelerate.S", Host{Service: S3, Label: gpAlias, Options: Options{Accelerate: true}}, true, ""},
	"an alias where access points are":      {gpAlias + ".s3-accesspoint.R.S", Host{Service: AccessPoints, Label: gpAlias}, false, ""},
	"an Object Lambda Access Point":         {"my-ap-" + account + ".s3-object-lambda.R.S", Host{Service: ObjectLambda}, false, "s3-object-lambda accesspoint/my-ap"},
	"an Object Lambda Access Point, FIPS":   {"my-ap-" + account + ".s3-object-lambda-fips.R.S", Host{Service: ObjectLambda, Options: Options{FIPS: true}}, false, "s3-object-lambda accesspoint/my-ap"},
	"Outposts":                              {"my-ap-" + account + "." + outpost + ".s3-outposts.R.S", Host{Service: Outposts, OutpostID: outpost}, false, "s3-outposts outpost/" + outpost + "/accesspoint/my-ap"},
	"Outposts on EC2":                       {"my-ap-" + account + ".ec2.s3-outposts.R.S", Host{Service: Outposts, OutpostID: "ec2"}, false, "s3-outposts outpost/ec2/accesspoint/my-ap"},
	"an Outposts alias":                     {opAlias + "." + outpost + ".s3-outposts.R.S", Host{Service: Outposts, Label: opAlias, OutpostID: outpost}, false, ""},
	"an Outposts alias on EC2":              {op2 + ".ec2.s3-outposts.R.S", Host{Service: Outposts, Label: op2, OutpostID: "ec2"}, false, ""},
	"Outposts' control plane":               {"s3-outposts.R.S", Host{Service: OutpostsControl}, false, ""},
	"Outposts' control plane, dual-stack":   {"s3-outposts.R.API", Host{Service: OutpostsControl, Options: Options{DualStack: true}}, false, ""},
	"Outposts' control plane, both":         {"s3-outposts-fips.R.API", Host{Service: OutpostsControl, Options: Options{FIPS: true, DualStack: true}}, false, ""},
	"a bucket":                              {"ledger.s3.R.S", Host{Service: S3, Label: "ledger"}, false, ""},
	"a bucket with periods":                 {"www.example.com.s3.R.S", Host{Service: S3, Label: "www.example.com"}, false, ""},
	"a bucket like NAME-ACCOUNT":            {"foo-" + account + ".s3.R.S", Host{Service: S3, Label: "foo-" + account}, false, ""},
	"a bucket, FIPS":                        {"ledger.s3-fips.R.S", Host{Service: S3, Label: "ledger", Options: Options{FIPS: true}}, false, ""},
	"a bucket, FIPS and dual-stack":         {"ledger.s3-fips.dualstack.R.S", Host{Service: S3, Label: "ledger", Options: Options{FIPS: true, DualStack: true}}, false, ""},
	"a bucket without a region":             {"ledger.s3.S", Host{Service: S3, Label: "ledger"}, true, ""},
	"a bucket called like a service":        {"s3-accesspoint.s3.R.S", Host{Service: S3, Label: "s3-accesspoint"}, false, ""},
	"a bucket called like another host":     {"ledger.s3.us-east-1.s3.R.S", Host{Service: S3, Label: "ledger.s3.us-east-1"}, false, ""},
	"a bucket, accelerated":                 {"ledger.s3-accelerate.S", Host{Service: S3, Label: "ledger", Options: Options{Accelerate: true}}, true, ""},
	"a bucket, accelerated and dual-stack":  {"ledger.s3-accelerate.dualstack.S", Host{Service: S3, Label: "ledger", Options: Options{Accelerate: true, DualStack: true}}, true, ""},
	"path style":                            {"s3.R.S", Host{Service: S3}, false, ""},
	"path style, dual-stack":                {"s3.dualstack.R.S", Host{Service: S3, Options: Options{DualStack: true}}, false, ""},
	"path style without a region":           {"s3.S", Host{Service: S3}, true, ""},
	"a Multi-Region Access Point":           {mrap + ".accesspoint.s3-global.S", Host{Service: MultiRegion, Label: mrap}, true, ""},
	"a directory bucket":                    {dirB + ".s3express-usw2-az1.R.S", Host{Service: Directory, Label: dirB, Zone: "usw2-az1"}, false, ""},
	"a directory access point":              {dirAP + ".s3express-usw2-az1.R.S", Host{Service: Directory, Label: dirAP, Zone: "usw2-az1"}, false, ""},
	"a directory access point, FIPS":        {dirAP + ".s3express-fips-usw2-az1.R.S", Host{Service: Directory, Label: dirAP, Zone: "usw2-az1", Options: Options{FIPS: true}}, false, ""},
	"a directory access point, dual-stack":  {dirAP + ".s3express-usw2-az1.dualstack.R.S", Host{Service: Directory, Label: dirAP, Zone: "usw2-az1", Options: Options{DualStack: true}}, false, ""},
	"a directory access point, both":        {dirAP + ".s3express-fips-usw2-az1.dualstack.R.S", Host{Service: Directory, Label: dirAP, Zone: "usw2-az1", Options: Options{FIPS: true, DualStack: true}}, false, ""},
	"directory buckets' control plane":      {"s3express-control.R.S", Host{Service: DirectoryControl}, false, ""},
	"the control plane":                     {account + ".s3-control.R.S", Host{Service: Control, Account: account}, false, ""},
	"the control plane, FIPS":               {account + ".s3-control-fips.R.S", Host{Service: Control, Account: account, Options: Options{FIPS: true}}, false, ""},
	"the control plane, dual-stack":         {account + ".s3-control.dualstack.R.S", Host{Service: Control, Account: account, Options: Options{DualStack: true}}, false, ""},
	"the control plane, both":               {account + ".s3-control-fips.dualstack.R.S", Host{Service: Control, Account: account, Options: Options{FIPS: true, DualStack: true}}, false, ""},
	"the control plane without an account":  {"s3-control.R.S", Host{Service: Control}, false, ""},
	"PrivateLink, an access point":          {"my-ap-" + account + ".accesspoint." + vpce + ".s3.R.vpce.S", Host{Service: AccessPoints, Options: Options{VPCEndpoint: vpce}}, false, "s3 accesspoint/my-ap"},
	"PrivateLink, an access point's base":   {"accesspoint." + vpce + ".s3.R.vpce.S", Host{Service: AccessPoints, Options: Options{VPCEndpoint: vpce}}, false, ""},
	"PrivateLink, an alias as access point": {gpAlias + ".accesspoint." + vpce + ".s3.R.vpce.S", Host{Service: AccessPoints, Label: gpAlias, Options: Options{VPCEndpoint: vpce}}, false, ""},
	"PrivateLink, an alias as bucket":       {gpAlias + ".bucket." + vpce + ".s3.R.vpce.S", Host{Service: S3, Label: gpAlias, Options: Options{VPCEndpoint: vpce}}, false, ""},
	"PrivateLink, a bucket":                 {"ledger.bucket." + vpce + ".s3.R.vpce.S", Host{Service: S3, Label: "ledger", Options: Options{VPCEndpoint: vpce}}, false, ""},
	"PrivateLink, buckets' base":            {"bucket." + vpce + ".s3.R.vpce.S", Host{Service: S3, Options: Options{VPCEndpoint: vpce}}, false, ""},
	"PrivateLink, the control plane":        {account + ".control." + vpce + ".s3.R.vpce.S", Host{Service: Control, Account: account, Options: Options{VPCEndpoint: vpce}}, false, ""},
	"PrivateLink, the control plane's base": {"control." + vpce + ".s3.R.vpce.S", Host{Service: Control, Options: Options{VPCEndpoint: vpce}}, false, ""},
	"PrivateLink, in one zone":              {"my-ap-" + account + ".accesspoint." + vpce + "-Ra.s3.R.vpce.S", Host{Service: AccessPoints, Options: Options{VPCEndpoint: vpce + "-Ra"}}, false, "s3 accesspoint/my-ap"},
	"PrivateLink, in a Local Zone":          {"bucket." + vpce + "-R-lax-1a.s3.R.vpce.S", Host{Service: S3, Options: Options{VPCEndpoint: vpce + "-R-lax-1a"}}, false, ""},
}

func TestParseHostReadsEachFormInEachPartition(t *testing.T) {
	for name, tt := range forms {
		t.Run(name, func(t *testing.T) {
			for _, home := range homes {
				fill := strings.NewReplacer("API", home.api, "S", home.suffix, "R", home.region).Replace
				host, want := fill(tt.host), tt.want
				want.Partition, want.Region = home.partition, home.region
				want.VPCEndpoint = fill(want.VPCEndpoint)
				if tt.global {
					want.Region = ""
				}
				if tt.global && home.partition == "aws-us-gov" {
					want.Partition = "aws" // whose ends the hosts share
				}
				if service, resource, ok := strings.Cut(tt.ap, " "); ok {
					want.AccessPoint = arn.MustParseAccessPoint("arn:" + home.partition + ":" + service + ":" + home.region + ":" + account + ":" + resource)
					want.Account = account
				}
				if (want.FIPS || want.Accelerate) && home.partition == "aws-cn" {
					_, err := ParseHost(host)
					require.ErrorIs(t, err, ErrOptions, host)
					_, err = want.Text()
					require.ErrorIs(t, err, ErrOptions, host)
					continue
				}
				checkHost(t, host, want)
			}
		})
	}
}

// checkHost holds a host to what it must say, however it is written, and to being
// printed as it is.
func checkHost(t *testing.T, host string, want Host) {
	t.Helper()
	for _, written := range []string{host, strings.ToUpper(host), host + ".", host + ":443", host + ".:65535", host + ":"} {
		got, err := ParseHost(written)
		require.NoError(t, err)
		if got != want {
			t.Errorf("%s (-want +got):\n%s", written, cmp.Diff(want, got, cmp.Comparer(func(a, b arn.AccessPoint) bool { return a == b })))
		}
	}
	text, err := want.Text()
	require.NoError(t, err, host)
	if text != host || want.String() != host {
		t.Errorf("%s is printed as %s", host, text)
	}
}

func TestParseHostLeavesOtherHostsToOthers(t *testing.T) {
	for name, host := range map[string]string{
		"a domain of one's own":            "my-ap-111122223333.s3.example.com",
		"localhost":                        "localhost:9000",
		"a bare name":                      "gateway",
		"a name with an underscore":        "my_gateway:9000",
		"an IP address":                    "my-ap-111122223333.127.0.0.1:9000",
		"an IPv6 address":                  "[::1]:9000",
		"the end alone":                    "amazonaws.com",
		"an end that is only like it":      "ledger.s3.notamazonaws.com",
		"an end grown on":                  "ledger.s3.us-west-2.amazonaws.com.example.com",
		"another service of AWS":           "sqs.us-west-2.amazonaws.com",
		"another service by PrivateLink":   vpce + ".sqs.us-west-2.vpce.amazonaws.com",
		"a load balancer":                  "my-lb-1234.us-west-2.elb.amazonaws.com",
		"a machine":                        "ec2-1-2-3-4.us-west-2.compute.amazonaws.com",
		"a website":                        "ledger.s3-website.us-west-2.amazonaws.com",
		"the old form with a hyphen":       "ledger.s3-us-west-2.amazonaws.com",
		"what begins like s3express":       "ledger.s3express.us-west-2.amazonaws.com",
		"global, and no access point":      "ledger.s3-global.amazonaws.com",
		"Multi-Region with FIPS":           mrap + ".accesspoint-fips.s3-global.amazonaws.com",
		"dual-stack of nothing":            "dualstack.us-west-2.amazonaws.com",
		"dual-stack without a region":      "ledger.s3.dualstack.amazonaws.com",
		"an api host of another service":   "ledger.s3.us-west-2.api.aws",
		"Multi-Region by a raw endpoint":   "accesspoint.s3-global.vpce.amazonaws.com",
		"a service in the place of region": "my-ap-111122223333.s3-accesspoint.amazonaws.com",
	} {
		t.Run(name, func(t *testing.T) {
			h, err := ParseHost(host)
			if err != ErrNotAWS || h != (Host{}) {
				t.Errorf("ParseHost(%q) = %+v, %v", host, h, err)
			}
		})
	}
}

func TestParseHostRefuses(t *testing.T) {
	long := strings.Repeat("k", 64)
	// ‸ is where the fault is.
	for name, tt := range map[string]struct {
		marked string
		want   error
	}{
		"nothing":                            {"‸", ErrHost},
		"a period alone":                     {"‸.", ErrHost},
		"a port alone":                       {"‸:80", ErrHost},
		"an empty label at first":            {"‸.s3.us-west-2.amazonaws.com", ErrHost},
		"an empty label inside":              {"ledger.‸.s3.us-west-2.amazonaws.com", ErrHost},
		"two periods at the end":             {"ledger.s3.us-west-2.amazonaws.com.‸.", ErrHost},
		"a label of 64 characters":           {"‸" + long + ".s3.us-west-2.amazonaws.com", ErrHost},
		"a host too long":                    {strings.Repeat("ab.", 84) + "c‸om", ErrHost},
		"a NUL":                              {"led‸\x00ger.s3.us-west-2.amazonaws.com", ErrCharacter},
		"a blank":                            {"‸ ledger.s3.us-west-2.amazonaws.com", ErrCharacter},
		"a line end":                         {"ledger.s3.us-west-2.amazonaws.com‸\n", ErrCharacter},
		"a slash":                            {"s3.us-west-2.amazonaws.com‸/ledger", ErrCharacter},
		"a star":                             {"‸*.s3.us-west-2.amazonaws.com", ErrCharacter},
		"a letter of the world":              {"b‸ücher.example.com", ErrCharacter},
		"a user":                             {"jane‸@s3.us-west-2.amazonaws.com", ErrCharacter},
		"a port that is none":                {"s3.us-west-2.amazonaws.com:‸http", ErrPort},
		"a port too long":                    {"s3.us-west-2.amazonaws.com:‸443443", ErrPort},
		"two ports":                          {"s3.us-west-2.amazonaws.com‸:80:80", ErrCharacter},
		"an account of 11 digits":            {"‸my-ap-11112222333.s3-accesspoint.us-west-2.amazonaws.com", ErrLabel},
		"an account of 13 digits":            {"‸my-ap-1111222233334.s3-accesspoint.us-west-2.amazonaws.com", ErrLabel},
		"no name before the account":         {"‸-111122223333.s3-accesspoint.us-west-2.amazonaws.com", ErrLabel},
		"a name too short":                   {"‸ab-111122223333.s3-accesspoint.us-west-2.amazonaws.com", ErrLabel},
		"a label of 64 with the account":     {"‸" + long[:51] + "-111122223333.s3-accesspoint.us-west-2.amazonaws.com", ErrHost},
		"a name with a period":               {"‸my.ap-111122223333.s3-accesspoint.us-west-2.amazonaws.com", ErrLabel},
		"a name with an underscore":          {"‸my_ap-111122223333.s3-accesspoint.us-west-2.amazonaws.com", ErrLabel},
		"a name with a reserved ending":      {"‸my--x-s3-111122223333.s3-accesspoint.us-west-2.amazonaws.com", ErrLabel},
		"no access point":                    {"‸s3-accesspoint.us-west-2.amazonaws.com", ErrLabel},
		"an Object Lambda alias there":       {"‸" + olAlias + ".s3-accesspoint.us-west-2.amazonaws.com", ErrLabel},
		"an alias before a label":            {"‸x." + gpAlias + ".s3-accesspoint.us-west-2.amazonaws.com", ErrLabel},
		"an alias in a dotted bucket":        {"‸x." + gpAlias + ".s3.us-west-2.amazonaws.com", ErrBucket},
		"a bucket too short":                 {"‸ab.s3.us-west-2.amazonaws.com", ErrBucket},
		"a table bucket":                     {"‸a--table-s3.s3.us-west-2.amazonaws.com", ErrBucket},
		"a directory bucket with S3":         {"‸" + dirB + ".s3.us-west-2.amazonaws.com", ErrElsewhere},
		"a directory access point with S3":   {"‸" + dirAP + ".s3.us-west-2.amazonaws.com", ErrElsewhere},
		"a Multi-Region alias with S3":       {"‸" + mrap + ".s3.us-west-2.amazonaws.com", ErrElsewhere},
		"an Outposts alias with S3":          {"‸" + opAlias + ".s3.us-west-2.amazonaws.com", ErrElsewhere},
		"a region of China at amazonaws.com": {"ledger.s3.‸cn-north-1.amazonaws.com", ErrRegion},
		"a region of aws in China":           {"ledger.s3.‸us-west-2.amazonaws.com.cn", ErrRegion},
		"a region of no partition":           {"ledger.s3.‸uswest2.amazonaws.com", ErrRegion},
		"a zone for a region":                {"my-ap-111122223333.s3-accesspoint.‸us-west-2a.amazonaws.com", ErrRegion},
		"FIPS in China":                      {"ledger.‸s3-fips.cn-north-1.amazonaws.com.cn", ErrOptions},
		"acceleration in China":              {"ledger.‸s3-accelerate.amazonaws.com.cn", ErrOptions},
		"Object Lambda, dual-stack":          {"‸my-ap-111122223333.s3-object-lambda.dualstack.us-west-2.amazonaws.com", ErrOptions},
		"Object Lambda without an account":   {"‸my-ap.s3-object-lambda.us-west-2.amazonaws.com", ErrLabel},
		"Object Lambda, a name too long":     {"‸" + long[:46] + "-111122223333.s3-object-lambda.us-west-2.amazonaws.com", ErrLabel},
		"Outposts, dual-stack":               {"‸my-ap-111122223333." + outpost + ".s3-outposts.dualstack.us-west-2.amazonaws.com", ErrOptions},
		"Outposts, FIPS":                     {"‸my-ap-111122223333." + outpost + ".s3-outposts-fips.us-west-2.amazonaws.com", ErrOptions},
		"Outposts without an outpost":        {"‸my-ap-111122223333.s3-outposts.us-west-2.amazonaws.com", ErrOutpost},
		"Outposts, an outpost that is none":  {"‸my-ap-111122223333.op-1.s3-outposts.us-west-2.amazonaws.com", ErrOutpost},
		"Outposts, an alias of another":      {opAlias + ".‸op-11ac5d28a6a232904.s3-outposts.us-west-2.amazonaws.com", ErrOutpost},
		"Outposts, an alias that is not EC2": {opAlias + ".‸ec2.s3-outposts.us-west-2.amazonaws.com", ErrOutpost},
		"Outposts, an alias of another kind": {"‸" + gpAlias + "." + outpost + ".s3-outposts.us-west-2.amazonaws.com", ErrOutpost},
		"Outposts' api host with a label":    {"‸x.s3-outposts.us-west-2.api.aws", ErrOptions},
		"Multi-Region, no alias":             {"‸accesspoint.s3-global.amazonaws.com", ErrAlias},
		"Multi-Region, NAME-ACCOUNT":         {"‸my-ap-111122223333.accesspoint.s3-global.amazonaws.com", ErrAlias},
		"a directory bucket, another zone":   {dirB + ".‸s3express-usw2-az3.us-west-2.amazonaws.com", ErrZone},
		"a directory host without a bucket":  {"‸s3express-usw2-az1.us-west-2.amazonaws.com", ErrZone},
		"a directory host, an alias":         {"‸" + gpAlias + ".s3express-usw2-az1.us-west-2.amazonaws.com", ErrZone},
		"acceleration of nothing":            {"‸s3-accelerate.amazonaws.com", ErrBucket},
		"acceleration, a directory bucket":   {"‸" + dirB + ".s3-accelerate.amazonaws.com", ErrElsewhere},
		"a control plane of a name":          {"‸my-ap.s3-control.us-west-2.amazonaws.com", ErrAccount},
		"an express control plane, account":  {"‸111122223333.s3express-control.us-west-2.amazonaws.com", ErrAccount},
		"PrivateLink, a base that is none":   {"‸objects." + vpce + ".s3.us-west-2.vpce.amazonaws.com", ErrEndpoint},
		"PrivateLink, no base":               {"" + "‸" + vpce + ".s3.us-west-2.vpce.amazonaws.com", ErrEndpoint},
		"PrivateLink, no endpoint":           {"‸bucket.s3.us-west-2.vpce.amazonaws.com", ErrEndpoint},
		"PrivateLink, an id and no more":     {"bucket.‸vpce-1a2b3c4d.s3.us-west-2.vpce.amazonaws.com", ErrEndpoint},
		"PrivateLink, an id that is none":    {"bucket.‸vpce-xyz-5e6f.s3.us-west-2.vpce.amazonaws.com", ErrEndpoint},
		"PrivateLink, zone of elsewhere":     {"bucket.‸" + vpce + "-us-east-1a.s3.us-west-2.vpce.amazonaws.com", ErrEndpoint},
		"PrivateLink, region for a zone":     {"bucket.‸" + vpce + "-us-west-2.s3.us-west-2.vpce.amazonaws.com", ErrEndpoint},
		"PrivateLink, a region of elsewhere": {"bucket." + vpce + ".s3.‸cn-north-1.vpce.amazonaws.com", ErrRegion},
	} {
		t.Run(name, func(t *testing.T) {
			host := strings.Replace(tt.marked, "‸", "", 1)
			h, err := ParseHost(host)
			require.ErrorIs(t, err, tt.want)
			e, ok := errors.AsType[*Error](err)
			require.True(t, ok, "%v", err)
			if e.Input != host || h != (Host{}) {
				t.Errorf("ParseHost(%q) = %+v, %#v", host, h, e)
			}
			mark := host[:e.Offset] + "‸" + host[e.Offset:]
			require.Equal(t, tt.marked, mark)
		})
	}
}

func TestServicesAreInWords(t *testing.T) {
	seen := map[string]bool{"": true}
	for s := range DirectoryControl + 1 {
		if seen[s.String()] {
			t.Errorf("service %d is %q, as another", s, s)
		}
		seen[s.String()] = true
	}
	require.Equal(t, "nothing", Service(99).String())
}

func TestEndpointIDIsWhatPoliciesHave(t *testing.T) {
	for endpoint, want := range map[string]string{"": "", vpce: "vpce-1a2b3c4d", zonal: "vpce-1a2b3c4d", "vpce": ""} {
		require.Equal(t, want, Options{VPCEndpoint: endpoint}.EndpointID())
	}
}
