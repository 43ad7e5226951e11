package s3name

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/alias"
	"github.com/s3ap/s3ap/arn"
)

// What the two pages of our notes show, and what each means in words.
func TestParseTellsWhatAStringNames(t *testing.T) {
	const owner = " of account 111122223333 in us-west-2"
	const lookup = "; which one takes a look-up, since an alias tells neither account nor region"
	for text, want := range map[string]struct {
		form Form
		says string
	}{
		gpARN:                      {ARN, "access point my-ap" + owner},
		gpARN + "/object/a/b":      {ARN, `object "a/b" through the access point my-ap` + owner},
		gpARN + "/object//x":       {ARN, `object "/x" through the access point my-ap` + owner},
		gpARN + "/object/a/object": {ARN, `object "a/object" through the access point my-ap` + owner},
		gpARN + "/object/a:b\x1b":  {ARN, `object "a:b\x1b" through the access point my-ap` + owner},
		cnARN:                      {ARN, "access point my-ap of account 111122223333 in cn-north-1 (aws-cn)"},
		dirARN:                     {ARN, "access point " + dirAP + " for a directory bucket in zone usw2-az1, of account 111122223333 in us-west-2"},
		dirARN + "/object/k":       {ARN, `object "k" through the access point ` + dirAP + " for a directory bucket in zone usw2-az1, of account 111122223333 in us-west-2"},
		olARN:                      {ARN, "Object Lambda Access Point my-ap" + owner},
		mrARN:                      {ARN, "Multi-Region Access Point with the alias " + mrap + " of account 111122223333, in no single region"},
		mrARN + "/object/k":        {ARN, `object "k" through the Multi-Region Access Point with the alias ` + mrap + " of account 111122223333, in no single region"},
		opARN:                      {ARN, "access point my-ap on outpost " + outpost + "," + owner},
		opARN + "/object/k":        {ARN, `object "k" through the access point my-ap on outpost ` + outpost + "," + owner},
		"arn:aws:s3:::ledger":      {ARN, "bucket ledger"},
		"arn:aws:s3:::ledger/a:b":  {ARN, `object "a:b" in the bucket ledger`},
		"arn:aws:s3express" + home + "bucket/" + dirB:                                     {ARN, "directory bucket " + dirB + " in zone usw2-az1," + owner},
		"arn:aws:s3-outposts" + home + "outpost/" + outpost + "/bucket/ledger":            {ARN, "bucket ledger on Outposts," + owner},
		"arn:aws:s3-outposts" + home + "outpost/" + outpost + "/bucket/ledger/object/a/b": {ARN, `object "a/b" in the bucket ledger on Outposts,` + owner},

		"arn:aws:s3" + home + "accesspoint:my-ap":                                  {Address, "access point my-ap" + owner + ", as AWS SDKs take it; in policies it is " + gpARN},
		"arn:aws:s3-object-lambda" + home + "accesspoint:my-ap":                    {Address, "Object Lambda Access Point my-ap" + owner + ", as AWS SDKs take it; in policies it is " + olARN},
		"arn:aws:s3::" + account + ":accesspoint:" + mrap:                          {Address, "Multi-Region Access Point with the alias " + mrap + " of account 111122223333, in no single region, as AWS SDKs take it; in policies it is " + mrARN},
		"arn:aws:s3-outposts" + home + "outpost/" + outpost + ":accesspoint:my-ap": {Address, "access point my-ap on outpost " + outpost + "," + owner + ", as AWS SDKs take it; in policies it is " + opARN},

		gpAlias: {Alias, "alias of an access point whose name begins with my-access-point" + lookup},
		exAlias: {Alias, "alias of an access point for a file system or recovery point whose name begins with fsxn-eda-s3ap" + lookup},
		olAlias: {Alias, "alias of an Object Lambda Access Point whose name begins with my-object-lambda-acc" + lookup},
		opAlias: {Alias, "alias of an access point on outpost " + outpost + " whose name begins with my-access-po" + lookup},
		op2:     {Alias, "alias of an access point on outpost ec2 whose name begins with my-access-po" + lookup},
		mrap:    {Alias, "alias " + mrap + " of a Multi-Region Access Point; which one takes a look-up, since an alias does not tell the account"},
		dirAP:   {Alias, "access point " + dirAP + " for a directory bucket in zone usw2-az1: the name is the alias; which account it is of takes a look-up"},
		"test-access-point-4b-kjdie1411tt4aw18muc5igu3w5j9guse1b-s3alias": {Alias, "alias of an access point whose name begins with test-access-point-4b" + lookup},

		dirB:                          {Bare, "directory bucket " + dirB + " in zone usw2-az1"},
		"ledger":                      {Bare, "bucket ledger"},
		"amzn-s3-demo-bucket":         {Bare, "bucket amzn-s3-demo-bucket (S3 takes no new names that begin with amzn-s3-demo-)"},
		"xn--bcher-kva":               {Bare, "bucket xn--bcher-kva (S3 takes no new names that begin with xn--)"},
		"sthree-x":                    {Bare, "bucket sthree-x (S3 takes no new names that begin with sthree-)"},
		"my.bucket.example":           {Bare, "bucket my.bucket.example, or a host that is none of AWS"},
		"My_Bucket":                   {Bare, "bucket My_Bucket (only a bucket from before March 2018 can have the name)"},
		strings.Repeat("b", 64):       {Bare, "bucket " + strings.Repeat("b", 64) + " (only a bucket from before March 2018 can have the name)"},
		"foo-111122223333":            {Bare, "bucket foo-111122223333, or before the host of an endpoint of one's own access point foo of account 111122223333"},
		"my-ap-11112222333":           {Bare, "bucket my-ap-11112222333"},
		"b-111122223333-us-west-2-an": {Bare, "bucket b-111122223333-us-west-2-an (-an at the end is for the namespace of an account and region)"},

		"my-ap-111122223333.s3-accesspoint-fips.dualstack.us-gov-east-1.amazonaws.com": {HostName, "host of S3 access points in us-gov-east-1 (aws-us-gov), FIPS, dual-stack: access point my-ap of account 111122223333 in us-gov-east-1 (aws-us-gov)"},
		example + ".s3.us-east-1.amazonaws.com":                                        {HostName, "host of S3 in us-east-1: alias " + example + " of an access point, in a form that S3 is not known to give out" + lookup},
		"ledger.s3-accelerate.amazonaws.com:443":                                       {HostName, "host of S3 in a region that it does not tell, accelerated: bucket ledger"},
		"bucket." + vpce + ".s3.us-west-2.vpce.amazonaws.com":                          {HostName, "host of S3 in us-west-2, by VPC endpoint " + vpce + ": the path of a request begins with the bucket or alias"},
		"111122223333.s3-control.us-west-2.amazonaws.com":                              {HostName, "host of the S3 control plane in us-west-2: management of access points and buckets of account 111122223333"},
		"s3-outposts.us-west-2.api.aws":                                                {HostName, "host of the control plane of S3 on Outposts in us-west-2, dual-stack: management of access points and buckets, of an account that the request tells"},
		mrap + ".accesspoint.s3-global.amazonaws.com":                                  {HostName, "host of S3 Multi-Region Access Points in no single region: alias " + mrap + " of a Multi-Region Access Point; which one takes a look-up, since an alias does not tell the account"},
	} {
		t.Run(text, func(t *testing.T) {
			n, err := Parse(text)
			require.NoError(t, err)
			if diff := cmp.Diff([]string{want.form.String(), want.says, text}, []string{n.Form.String(), n.Describe(), n.String()}); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if (n.AccessPoint.IsValid() || n.Bucket.IsValid()) != (n.Form <= Address || n.Host.AccessPoint.IsValid()) {
				t.Errorf("access point %v, bucket %v", n.AccessPoint, n.Bucket)
			}
		})
	}
	require.Equal(t, "nothing, nothing, invalid", Name{}.Describe()+", "+Host{}.Describe()+", "+Form(0).String())
}

func TestParseTellsEachRuleThatIsBroken(t *testing.T) {
	// ‸ is where each fault is.
	for name, tt := range map[string]struct {
		marked string
		want   []error
	}{
		"nothing":                        {"‸", []error{ErrEmpty}},
		"too much":                       {strings.Repeat("k", 2048) + "‸k", []error{ErrTooLong}},
		"a name too short, and wrong":    {"‸a‸!", []error{ErrLength, ErrNameCharacter}},
		"a name with a blank":            {"my‸ bucket", []error{ErrNameCharacter}},
		"a name with a NUL":              {"my‸\x00bucket", []error{ErrNameCharacter}},
		"a host of others with a port":   {"‸my-ap-111122223333.127.0.0.1:9000", []error{ErrNotAWS}},
		"an IPv6 host":                   {"‸[::1]:9000", []error{ErrNotAWS}},
		"a URL":                          {"s3‸://ledger/a", []error{ErrNameCharacter}},
		"an alias that is not well":      {"my-ap-‸abcdefghij1234567890abcdefghijuse1a-s3alias", []error{alias.ErrMetadata}},
		"a Multi-Region alias, not well": {"‸my-mrap.mrap", []error{alias.ErrMultiRegion}},
		"a directory bucket, not well":   {"‸my-bucket--x-s3", []error{ErrDirectory}},
		"a table bucket":                 {"a‸--table-s3", []error{ErrNoBucket}},
		"a host of AWS, not well":        {"ledger.s3.‸cn-north-1.amazonaws.com", []error{ErrRegion}},
		"a host of AWS, a port":          {"‸ab.s3.us-west-2.amazonaws.com:443", []error{ErrBucket}},

		"an ARN of another service":         {"arn:aws:‸iam::111122223333:user/jane", []error{ErrService}},
		"an ARN of a request":               {"arn:aws:s3:us-west-2:111122223333:‸async-request/mrap/CREATE/token", []error{arn.ErrKind}},
		"an ARN with too few parts":         {"arn:aws:s3:::‸", []error{arn.ErrResource}},
		"an ARN of four parts":              {"arn:aws:s3:‸", []error{arn.ErrSections}},
		"all parts wrong":                   {"arn:‸AWS:s3:‸US:‸12:accesspoint/‸A", []error{arn.ErrPartition, arn.ErrRegion, arn.ErrAccount, arn.ErrName}},
		"all parts wrong, and an object":    {"arn:‸AWS:s3:‸US:‸12:accesspoint/‸A‸/object/", []error{arn.ErrPartition, arn.ErrRegion, arn.ErrAccount, arn.ErrName, ErrNoKey}},
		"a partition wrong in China":        {"arn:‸cn:s3:cn-north-1:‸1:accesspoint/my-ap", []error{arn.ErrPartition, arn.ErrAccount}},
		"a region of elsewhere, and a name": {"arn:aws:s3:‸cn-north-1:111122223333:accesspoint/‸my_ap", []error{arn.ErrRegion, arn.ErrName}},
		"a bucket that is none":             {"arn:‸AWS:s3:::‸b/k", []error{arn.ErrPartition, arn.ErrBucket}},
		"a bucket and an empty key":         {"arn:aws:s3:::ledger‸/", []error{ErrNoKey}},
		"a bucket with an alias":            {"arn:aws:s3:::‸" + gpAlias + "/k", []error{arn.ErrReserved}},
		"an object through Object Lambda":   {olARN + "‸/object/k", []error{ErrNoObjects}},
		"an object with no key":             {gpARN + "‸/object/", []error{ErrNoKey}},
		"a path that is no object":          {"arn:aws:s3" + home + "accesspoint/‸my-ap/k", []error{arn.ErrName}},
		"a pattern":                         {"arn:aws:s3" + home + "accesspoint/‸*", []error{arn.ErrName}},
		"an SDK's ARN of an object":         {"arn:aws:s3" + home + "accesspoint:my-ap‸:object:k", []error{arn.ErrDeeper}},
		"an SDK's ARN with all wrong":       {"arn:aws:s3:‸us:‸12:accesspoint:‸A", []error{arn.ErrRegion, arn.ErrAccount, arn.ErrName}},
		"an SDK's ARN of a directory":       {"arn:aws:‸s3express" + home + "accesspoint:" + dirAP, []error{arn.ErrByName}},
		"an outpost that is none":           {"arn:aws:s3-outposts" + home + "outpost/‸op-1/accesspoint/my-ap/object/k", []error{arn.ErrOutpost}},
		"an Outposts bucket that is none":   {"arn:aws:s3-outposts" + home + "outpost/" + outpost + "/bucket/‸B!", []error{arn.ErrBucket}},
		"an object in a directory bucket":   {"arn:aws:s3express" + home + "bucket/" + dirB + "‸/object/k", []error{ErrNoObjects}},
		"service s3 for a directory's":      {"arn:aws:s3" + home + "accesspoint/‸" + dirAP, []error{arn.ErrReserved}},
		"type access-point":                 {"arn:aws:s3express" + home + "‸access-point/" + dirAP, []error{arn.ErrKind}},
		"Multi-Region, a doubled slash":     {"arn:aws:s3::111122223333:accesspoint/‸/" + mrap, []error{arn.ErrMultiRegion}},
	} {
		t.Run(name, func(t *testing.T) {
			text := strings.ReplaceAll(tt.marked, "‸", "")
			n, err := Parse(text)
			require.Error(t, err)
			require.Equal(t, Name{}, n)
			list, ok := errors.AsType[ErrorList](err)
			require.True(t, ok, "%T", err)
			var faults []error
			marked, last := "", 0
			for _, e := range list {
				require.ErrorIs(t, err, e.Err)
				faults = append(faults, e.Err)
				marked += text[last:e.Offset] + "‸"
				last = e.Offset
			}
			require.Equal(t, tt.want, faults)
			require.Equal(t, tt.marked, marked+text[last:])
		})
	}
}
