package s3name

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/alias"
	"github.com/s3ap/s3ap/arn"
)

const (
	home   = ":us-west-2:" + account + ":"
	gpARN  = "arn:aws:s3" + home + "accesspoint/my-ap"
	olARN  = "arn:aws:s3-object-lambda" + home + "accesspoint/my-ap"
	dirARN = "arn:aws:s3express" + home + "accesspoint/" + dirAP
	mrARN  = "arn:aws:s3::" + account + ":accesspoint/" + mrap
	opARN  = "arn:aws:s3-outposts" + home + "outpost/" + outpost + "/accesspoint/my-ap"
	cnARN  = "arn:aws-cn:s3:cn-north-1:" + account + ":accesspoint/my-ap"
)

var (
	fips      = Options{FIPS: true}
	dual      = Options{DualStack: true}
	both      = Options{FIPS: true, DualStack: true}
	fast      = Options{Accelerate: true}
	byVPC     = Options{VPCEndpoint: vpce}
	byVPCDual = Options{VPCEndpoint: vpce, DualStack: true}
)

func TestHostOfAnAccessPoint(t *testing.T) {
	for name, tt := range map[string]struct {
		ap   string
		o    Options
		want string
		err  error
	}{
		"general purpose":                      {gpARN, Options{}, "my-ap-111122223333.s3-accesspoint.us-west-2.amazonaws.com", nil},
		"general purpose, FIPS and dual-stack": {gpARN, both, "my-ap-111122223333.s3-accesspoint-fips.dualstack.us-west-2.amazonaws.com", nil},
		"general purpose, by a VPC endpoint":   {gpARN, byVPC, "my-ap-111122223333.accesspoint." + vpce + ".s3.us-west-2.vpce.amazonaws.com", nil},
		"general purpose, accelerated":         {gpARN, fast, "", ErrOptions},
		"general purpose, VPC and dual-stack":  {gpARN, byVPCDual, "", ErrOptions},
		"general purpose, VPC endpoint's id":   {gpARN, Options{VPCEndpoint: "vpce-1a2b3c4d"}, "", ErrEndpoint},
		"general purpose, a forged endpoint":   {gpARN, Options{VPCEndpoint: "x.example.com"}, "", ErrEndpoint},
		"in China":                             {cnARN, dual, "my-ap-111122223333.s3-accesspoint.dualstack.cn-north-1.amazonaws.com.cn", nil},
		"in China, FIPS":                       {cnARN, fips, "", ErrOptions},
		"Object Lambda":                        {olARN, fips, "my-ap-111122223333.s3-object-lambda-fips.us-west-2.amazonaws.com", nil},
		"Object Lambda, dual-stack":            {olARN, dual, "", ErrOptions},
		"Object Lambda, by a VPC endpoint":     {olARN, byVPC, "", ErrOptions},
		"a directory bucket's":                 {dirARN, both, dirAP + ".s3express-fips-usw2-az1.dualstack.us-west-2.amazonaws.com", nil},
		"a directory bucket's, accelerated":    {dirARN, fast, "", ErrOptions},
		"Multi-Region":                         {mrARN, Options{}, mrap + ".accesspoint.s3-global.amazonaws.com", nil},
		"Multi-Region, FIPS":                   {mrARN, fips, "", ErrOptions},
		"Multi-Region, dual-stack":             {mrARN, dual, "", ErrOptions},
		"Multi-Region, by a VPC endpoint":      {mrARN, byVPC, "", ErrOptions},
		"Multi-Region in GovCloud":             {"arn:aws-us-gov:s3::" + account + ":accesspoint/" + mrap, Options{}, "", ErrMismatch},
		"Outposts":                             {opARN, Options{}, "my-ap-111122223333." + outpost + ".s3-outposts.us-west-2.amazonaws.com", nil},
		"Outposts, FIPS":                       {opARN, fips, "", ErrOptions},
		"Outposts, dual-stack":                 {opARN, dual, "", ErrOptions},
		"a partition yet unknown":              {"arn:aws-new:s3" + home + "accesspoint/my-ap", Options{}, "", ErrPartition},
	} {
		t.Run(name, func(t *testing.T) {
			checkText(t, HostOf(arn.MustParseAccessPoint(tt.ap), tt.o), tt.want, tt.err)
		})
	}
	checkText(t, HostOf(arn.AccessPoint{}, Options{}), "", ErrPartition)
}

func TestHostOfAnAlias(t *testing.T) {
	for name, tt := range map[string]struct {
		alias string
		o     Options
		want  string
		err   error
	}{
		"an access point's":              {gpAlias, both, gpAlias + ".s3-fips.dualstack.us-west-2.amazonaws.com", nil},
		"an access point's, accelerated": {gpAlias, fast, gpAlias + ".s3-accelerate.amazonaws.com", nil},
		"an access point's, by a VPC":    {gpAlias, byVPC, gpAlias + ".bucket." + vpce + ".s3.us-west-2.vpce.amazonaws.com", nil},
		"a file system's":                {exAlias, Options{}, exAlias + ".s3.us-west-2.amazonaws.com", nil},
		"Object Lambda's":                {olAlias, Options{}, olAlias + ".s3.us-west-2.amazonaws.com", nil},
		"a directory bucket's":           {dirAP, Options{}, dirAP + ".s3express-usw2-az1.us-west-2.amazonaws.com", nil},
		"Multi-Region":                   {mrap, Options{}, mrap + ".accesspoint.s3-global.amazonaws.com", nil},
		"Multi-Region, dual-stack":       {mrap, dual, "", ErrOptions},
		"on Outposts":                    {opAlias, Options{}, opAlias + "." + outpost + ".s3-outposts.us-west-2.amazonaws.com", nil},
		"on Outposts on EC2":             {op2, Options{}, op2 + ".ec2.s3-outposts.us-west-2.amazonaws.com", nil},
		"on Outposts, FIPS":              {opAlias, fips, "", ErrOptions},
	} {
		t.Run(name, func(t *testing.T) {
			checkText(t, HostOfAlias(alias.MustParse(tt.alias), "aws", "us-west-2", tt.o), tt.want, tt.err)
		})
	}
	checkText(t, HostOfAlias(alias.Alias{}, "aws", "us-west-2", Options{}), "", ErrPartition)
	checkText(t, HostOfAlias(alias.MustParse(gpAlias), "aws", "cn-north-1", Options{}), "", ErrRegion)
}

func TestPartsThatMakeNoHost(t *testing.T) {
	ap := arn.MustParseAccessPoint(gpARN)
	for name, tt := range map[string]struct {
		h    Host
		want error
	}{
		"nothing":                      {Host{}, ErrPartition},
		"a label that is two":          {Host{Service: Control, Partition: "aws", Region: "us-west-2", Label: "x"}, ErrMismatch},
		"another region than its own":  {Host{Service: AccessPoints, AccessPoint: ap, Account: account, Partition: "aws", Region: "us-east-1"}, ErrMismatch},
		"no service":                   {Host{Partition: "aws", Region: "us-west-2", Label: "ledger"}, ErrMismatch},
		"global in GovCloud":           {Host{Service: S3, Label: "ledger", Partition: "aws-us-gov"}, ErrMismatch},
		"a service for a region":       {Host{Service: S3, Label: "ledger", Partition: "aws", Region: "s3"}, ErrMismatch},
		"a host for a bucket":          {Host{Service: S3, Label: "evil.example.com/", Partition: "aws", Region: "us-west-2"}, ErrCharacter},
		"an account for another":       {Host{Service: AccessPoints, AccessPoint: ap, Account: "444455556666", Partition: "aws", Region: "us-west-2"}, ErrMismatch},
		"accelerated and FIPS":         {Host{Service: S3, Label: "ledger", Partition: "aws", Options: Options{FIPS: true, Accelerate: true}}, ErrOptions},
		"accelerated in a region":      {Host{Service: S3, Label: "ledger", Partition: "aws", Region: "us-west-2", Options: fast}, ErrMismatch},
		"an option where there is one": {Host{Service: DirectoryControl, Partition: "aws", Region: "us-west-2", Options: fips}, ErrOptions},
	} {
		t.Run(name, func(t *testing.T) { checkText(t, tt.h, "", tt.want) })
	}
}

// checkText holds a host to its text, or to the error, and the text to the host.
func checkText(t *testing.T, h Host, want string, wantErr error) {
	t.Helper()
	got, err := h.Text()
	require.ErrorIs(t, err, wantErr, "%+v", h)
	require.Equal(t, want, got)
	require.Equal(t, want, h.String())
	if err == nil {
		back, err := ParseHost(got)
		require.NoError(t, err)
		require.True(t, back == h, "%s is read as %+v, want %+v", got, back, h)
	}
}
