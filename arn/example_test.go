package arn_test

import (
	"errors"
	"fmt"
	"slices"

	"github.com/s3ap/s3ap/arn"
)

// What a name stands for is asked of the ARN.
func Example() {
	name, err := arn.Parse("arn:aws:s3:us-west-2:123456789012:accesspoint/finance/object/2025/11/report.csv")
	if err != nil {
		fmt.Println(err)
		return
	}
	if ap, key, ok := name.AccessPoint(); ok {
		fmt.Printf("%s through %s of %s\n", key, ap.Name(), ap.Account())
	}
	if _, _, ok := name.Bucket(); !ok {
		fmt.Println("no bucket")
	}
	// Output:
	// 2025/11/report.csv through finance of 123456789012
	// no bucket
}

func ExampleParse() {
	a, err := arn.Parse("arn:aws:s3:::ledger/2025:q4/report.csv")
	fmt.Println(a.Partition(), a.Service(), a.Resource(), err)
	// Output: aws s3 ledger/2025:q4/report.csv <nil>
}

func ExampleParse_error() {
	_, err := arn.Parse("arn:aws:s3:us-west-2:1234:accesspoint/finance")
	if e, ok := errors.AsType[*arn.Error](err); ok && errors.Is(e, arn.ErrAccount) {
		fmt.Println(e.Input[e.Offset:])
	}
	fmt.Println(err)
	// Output:
	// 1234:accesspoint/finance
	// "arn:aws:s3:us-west-2:1234:accesspoint/finance" at offset 21: account must be 12 digits
}

func ExampleMustParse() {
	fmt.Println(arn.MustParse("arn:aws:iam::123456789012:role/app").Resource())
	// Output: role/app
}

// ARNs can be compared and be keys of maps.
func ExampleARN() {
	a := arn.MustParse("arn:aws:s3:::ledger/report.csv")
	b := arn.MustParseBucket("arn:aws:s3:::ledger").Object("report.csv")
	seen := map[arn.ARN]bool{a: true}
	fmt.Println(a == b, seen[b], arn.ARN{}.IsValid())
	// Output: true true false
}

func ExampleARN_AccessPoint() {
	a := arn.MustParse("arn:aws:s3:us-west-2:123456789012:accesspoint/finance/object/a/object/b")
	ap, key, ok := a.AccessPoint()
	fmt.Println(ap, key, ok)
	// Output: arn:aws:s3:us-west-2:123456789012:accesspoint/finance a/object/b true
}

func ExampleARN_Bucket() {
	b, key, ok := arn.MustParse("arn:aws:s3:::ledger/report.csv").Bucket()
	fmt.Println(b.Name(), key, ok)
	// Output: ledger report.csv true
}

func ExampleARN_Pieces() {
	scope, resource, key := arn.MustParse("arn:aws:s3:::ledger/report.csv").Pieces()
	fmt.Printf("%q %q %q\n", scope, resource, key)
	// Output: "arn:aws:s3:::" "ledger/" "report.csv"
}

func ExampleARN_Compare() {
	list := []arn.ARN{arn.MustParse("arn:aws:s3:::b"), arn.MustParse("arn:aws:s3:::a/k"), arn.MustParse("arn:aws:s3:::a")}
	slices.SortFunc(list, arn.ARN.Compare)
	fmt.Println(list)
	// Output: [arn:aws:s3:::a arn:aws:s3:::a/k arn:aws:s3:::b]
}

func ExampleNewAccessPoint() {
	ap, err := arn.NewAccessPoint("aws", "us-west-2", "123456789012", "finance")
	fmt.Println(ap, err)
	_, err = arn.NewAccessPoint("aws", "us-west-2", "123456789012", "Finance")
	fmt.Println(errors.Is(err, arn.ErrName))
	// Output:
	// arn:aws:s3:us-west-2:123456789012:accesspoint/finance <nil>
	// true
}

func ExampleParseAccessPoint() {
	ap, err := arn.ParseAccessPoint("arn:aws-cn:s3:cn-north-1:123456789012:accesspoint/finance")
	fmt.Println(ap.Partition(), ap.Region(), ap.Account(), ap.Name(), err)
	// Output: aws-cn cn-north-1 123456789012 finance <nil>
}

// What is special about a kind has an accessor of its own.
func ExampleParseAccessPoint_kinds() {
	for _, text := range []string{
		"arn:aws:s3-outposts:us-west-2:123456789012:outpost/op-01ac5d28a6a232904/accesspoint/finance",
		"arn:aws:s3express:us-west-2:123456789012:accesspoint/finance--usw2-az1--xa-s3",
		"arn:aws:s3::123456789012:accesspoint/mfzwi23gnjvgw.mrap",
	} {
		ap, err := arn.ParseAccessPoint(text)
		fmt.Println(ap.Kind(), ap.Name(), ap.OutpostID(), ap.Zone(), err)
	}
	// Output:
	// Outposts finance op-01ac5d28a6a232904  <nil>
	// directory finance--usw2-az1--xa-s3  usw2-az1 <nil>
	// Multi-Region mfzwi23gnjvgw.mrap   <nil>
}

// Through Object Lambda, the access point itself is the resource.
func ExampleAccessPoint_Object_objectLambda() {
	ap := arn.MustParseAccessPoint("arn:aws:s3-object-lambda:us-west-2:123456789012:accesspoint/finance")
	fmt.Println(ap.Object("report.csv"))
	// Output: arn:aws:s3-object-lambda:us-west-2:123456789012:accesspoint/finance
}

func ExampleParseAddress() {
	ap, err := arn.ParseAddress("arn:aws:s3:us-west-2:123456789012:accesspoint:finance")
	fmt.Println(ap, err)
	_, err = arn.ParseAddress("arn:aws:s3:us-west-2:123456789012:accesspoint:finance:object:report.csv")
	fmt.Println(errors.Is(err, arn.ErrDeeper))
	// Output:
	// arn:aws:s3:us-west-2:123456789012:accesspoint/finance <nil>
	// true
}

func ExampleCutZone() {
	fmt.Println(arn.CutZone("finance--usw2-az1--xa-s3"))
	// Output: finance usw2-az1 true
}

func ExampleMustParseAccessPoint() {
	fmt.Println(arn.MustParseAccessPoint("arn:aws:s3:us-west-2:123456789012:accesspoint/finance").Name())
	// Output: finance
}

// The key is taken as it is: its own slashes follow the one of /object/.
func ExampleAccessPoint_Object() {
	ap := arn.MustParseAccessPoint("arn:aws:s3:us-west-2:123456789012:accesspoint/finance")
	fmt.Println(ap.Object("/x"))
	// Output: arn:aws:s3:us-west-2:123456789012:accesspoint/finance/object//x
}

func ExampleAccessPoint_ARN() {
	ap := arn.MustParseAccessPoint("arn:aws:s3:us-west-2:123456789012:accesspoint/finance")
	fmt.Println(ap.ARN() == arn.MustParse(ap.String()))
	// Output: true
}

func ExampleNewBucket() {
	b, err := arn.NewBucket("aws", "ledger")
	fmt.Println(b, err)
	_, err = arn.NewBucket("aws", "finance-1a2b3c-s3alias")
	fmt.Println(errors.Is(err, arn.ErrReserved))
	// Output:
	// arn:aws:s3:::ledger <nil>
	// true
}

func ExampleParseBucket() {
	b, err := arn.ParseBucket("arn:aws:s3:::ledger")
	fmt.Println(b.Name(), err)
	// Output: ledger <nil>
}

func ExampleMustParseBucket() {
	fmt.Println(arn.MustParseBucket("arn:aws:s3:::ledger").Object("report.csv"))
	// Output: arn:aws:s3:::ledger/report.csv
}

// A star takes slashes and colons, but no wildcard reaches into the next part.
func ExampleParsePattern() {
	p, err := arn.ParsePattern("arn:aws:s3:*:123456789012:accesspoint/*")
	if err != nil {
		fmt.Println(err)
		return
	}
	ap := arn.MustParseAccessPoint("arn:aws:s3:us-west-2:123456789012:accesspoint/finance")
	fmt.Println(p.Match(ap.ARN()), p.Match(ap.Object("2025/a:b")), p.Match(arn.MustParse("arn:aws:s3:::ledger")))
	// Output: true true false
}
