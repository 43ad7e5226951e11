package s3name_test

import (
	"errors"
	"fmt"

	"github.com/s3ap/s3ap/accesspoint/s3name"
	"github.com/s3ap/s3ap/alias"
	"github.com/s3ap/s3ap/arn"
)

// Anything that could be a name is told in words.
func Example() {
	for _, s := range []string{
		"arn:aws:s3:us-west-2:111122223333:accesspoint:finance",
		"finance-111122223333.s3-accesspoint.us-west-2.amazonaws.com",
		"mfzwi23gnjvgw.mrap",
	} {
		n, err := s3name.Parse(s)
		fmt.Println(n.Describe(), err)
	}
	// Output:
	// access point finance of account 111122223333 in us-west-2, as AWS SDKs take it; in policies it is arn:aws:s3:us-west-2:111122223333:accesspoint/finance <nil>
	// host of S3 access points in us-west-2: access point finance of account 111122223333 in us-west-2 <nil>
	// alias mfzwi23gnjvgw.mrap of a Multi-Region Access Point; which one takes a look-up, since an alias does not tell the account <nil>
}

func ExampleParse() {
	n, err := s3name.Parse("arn:aws:s3:us-west-2:111122223333:accesspoint/finance/object/2025/report.csv")
	fmt.Println(n.Form, n.AccessPoint.Name(), n.Key, err)
	// Output: arn finance 2025/report.csv <nil>
}

// All that is wrong is told at once.
func ExampleParse_error() {
	_, err := s3name.Parse("arn:aws:s3:us-west:1234:accesspoint/Finance")
	fmt.Println(err)
	// Output:
	// "arn:aws:s3:us-west:1234:accesspoint/Finance" at offset 11: region must be a region of the partition, such as us-west-2
	// "arn:aws:s3:us-west:1234:accesspoint/Finance" at offset 19: account must be 12 digits
	// "arn:aws:s3:us-west:1234:accesspoint/Finance" at offset 36: access point name must be 3 to 50 lower-case letters, digits and hyphens, with no hyphen at either end
}

// A server asks AWS's hosts first, and goes on with its own.
func ExampleParseHost() {
	for _, host := range []string{"finance-111122223333.s3-accesspoint.us-west-2.amazonaws.com", "finance-111122223333.s3.example.com:9000"} {
		h, err := s3name.ParseHost(host)
		if errors.Is(err, s3name.ErrNotAWS) {
			fmt.Println(s3name.SplitLabel("finance-111122223333"))
			continue
		}
		fmt.Println(h.AccessPoint, err)
	}
	// Output:
	// arn:aws:s3:us-west-2:111122223333:accesspoint/finance <nil>
	// finance 111122223333 true
}

func ExampleSplitLabel() {
	fmt.Println(s3name.SplitLabel("finance-eu-111122223333"))
	fmt.Println(s3name.SplitLabel("finance-eu"))
	// Output:
	// finance-eu 111122223333 true
	//   false
}

func ExampleHostOf() {
	ap := arn.MustParseAccessPoint("arn:aws-cn:s3:cn-north-1:111122223333:accesspoint/finance")
	fmt.Println(s3name.HostOf(ap, s3name.Options{DualStack: true}).Text())
	_, err := s3name.HostOf(ap, s3name.Options{FIPS: true}).Text()
	fmt.Println(errors.Is(err, s3name.ErrOptions))
	// Output:
	// finance-111122223333.s3-accesspoint.dualstack.cn-north-1.amazonaws.com.cn <nil>
	// true
}

func ExampleHostOfAlias() {
	a := alias.MustParse("my-access-po-o01ac5d28a6a232904e8xz5w8ijx1qzlbp3i3kuse10--op-s3")
	fmt.Println(s3name.HostOfAlias(a, "aws", "us-east-1", s3name.Options{}).Text())
	// Output: my-access-po-o01ac5d28a6a232904e8xz5w8ijx1qzlbp3i3kuse10--op-s3.op-01ac5d28a6a232904.s3-outposts.us-east-1.amazonaws.com <nil>
}

func ExampleOptions_EndpointID() {
	h, err := s3name.ParseHost("bucket.vpce-1a2b3c4d-5e6f7g8h-us-east-1a.s3.us-east-1.vpce.amazonaws.com")
	fmt.Println(h.EndpointID(), err)
	// Output: vpce-1a2b3c4d <nil>
}
