package alias_test

import (
	"crypto/rand"
	"errors"
	"fmt"

	"github.com/s3ap/s3ap/alias"
	"github.com/s3ap/s3ap/arn"
)

// A service keeps its aliases in a table, and never takes one for a bucket.
func Example() {
	finance := arn.MustParseAccessPoint("arn:aws:s3:us-west-2:123456789012:accesspoint/finance")
	aliases := map[string]arn.AccessPoint{
		"finance-aqfqprnstn7aefdfbarligizwgyfousw2a-s3alias": finance,
	}
	for _, name := range []string{
		"amzn-s3-demo-bucket",
		"finance-aqfqprnstn7aefdfbarligizwgyfousw2a-s3alias",
		"finance-s3alias",
	} {
		ap, known := aliases[name]
		switch {
		case known:
			fmt.Println("access point", ap)
		case alias.HasSuffix(name):
			fmt.Println("no such access point")
		default:
			fmt.Println("bucket", name)
		}
	}
	// Output:
	// bucket amzn-s3-demo-bucket
	// access point arn:aws:s3:us-west-2:123456789012:accesspoint/finance
	// no such access point
}

func ExampleKindOf() {
	for _, name := range []string{
		"amzn-s3-demo-bucket",
		"my-bucket--use1-az4--x-s3",
		"my-access-point-aqfqprnstn7aefdfbarligizwgyfouse1a-s3alias",
		"mfzwi23gnjvgw.mrap",
	} {
		fmt.Println(alias.KindOf(name))
	}
	// Output:
	// bucket
	// directory bucket
	// access point
	// Multi-Region Access Point
}

func ExampleKind_IsAlias() {
	fmt.Println(alias.DirectoryAccessPoint.IsAlias())
	fmt.Println(alias.DirectoryBucket.IsAlias())
	// Output:
	// true
	// false
}

func ExampleHasSuffix() {
	// No access point has this alias, and no bucket can have it as its name.
	fmt.Println(alias.HasSuffix("made-up-s3alias"))
	fmt.Println(alias.HasSuffix("amzn-s3-demo-bucket"))
	// Output:
	// true
	// false
}

func ExampleIs() {
	fmt.Println(alias.Is("my-access-point-aqfqprnstn7aefdfbarligizwgyfouse1a-s3alias"))
	fmt.Println(alias.Is("made-up-s3alias"))
	// Output:
	// true
	// false
}

func ExampleParse() {
	a, err := alias.Parse("my-access-po-o01ac5d28a6a232904e8xz5w8ijx1qzlbp3i3kuse10--op-s3")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(a.Kind())
	fmt.Println(a.Prefix())
	fmt.Println(a.OutpostID())
	fmt.Printf("%c\n", a.Hardware())
	// Output:
	// Outposts access point
	// my-access-po
	// op-01ac5d28a6a232904
	// o
}

func ExampleParse_error() {
	_, err := alias.Parse("finance-1a2b3c-s3alias")
	if e, ok := errors.AsType[*alias.Error](err); ok && errors.Is(e, alias.ErrMetadata) {
		fmt.Println("what is wrong begins at", e.Input[e.Offset:])
	}
	fmt.Println(err)
	// Output:
	// what is wrong begins at 1a2b3c-s3alias
	// "finance-1a2b3c-s3alias" at offset 8: metadata have the wrong form: must be a hyphen and 34 lower-case letters and digits before the ending (before --ol-s3 29, --op-s3 43)
}

func ExampleMustParse() {
	fmt.Println(alias.MustParse("mfzwi23gnjvgw.mrap").Kind())
	// Output: Multi-Region Access Point
}

func ExampleAlias_Names() {
	a := alias.MustParse("test-access-point-4b-kjdie1411tt4aw18muc5igu3w5j9guse1b-s3alias")
	for _, s := range []string{
		"arn:aws:s3:us-east-1:111122223333:accesspoint/test-access-point-4b2c576e",
		"arn:aws:s3:eu-west-1:444455556666:accesspoint/test-access-point-4b-other",
		"arn:aws:s3:us-east-1:111122223333:accesspoint/finance",
	} {
		ap := arn.MustParseAccessPoint(s)
		fmt.Println(a.Names(ap), ap.Name())
	}
	// Output:
	// true test-access-point-4b2c576e
	// true test-access-point-4b-other
	// false finance
}

func ExampleNew() {
	ap := arn.MustParseAccessPoint("arn:aws:s3:us-west-2:123456789012:accesspoint/finance")
	a, err := alias.New(ap, "usw2a", rand.Reader)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(a.Prefix(), len(a.String()), a.Names(ap))
	// Output: finance 50 true
}

func ExampleDerive() {
	ap := arn.MustParseAccessPoint("arn:aws:s3:us-west-2:123456789012:accesspoint/finance")
	a, err := alias.Derive(ap, "usw2a", []byte("a key from a secret store"))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(a)
	// Output: finance-1hcnio6nlfshcwmuaza64pbnrb7mbusw2a-s3alias
}

func ExampleReserved() {
	fmt.Printf("%q %q\n", alias.Reserved("amzn-s3-demo-bucket"), alias.Reserved("ledger"))
	// Output: "amzn-s3-demo-" ""
}
