package condition_test

import (
	"errors"
	"fmt"
	"net/netip"
	"time"

	"github.com/s3ap/s3ap/condition"
)

// A test is made once, of a policy, and asked for each request.
func Example() {
	op, err := condition.ParseOperator("StringLike")
	if err != nil {
		fmt.Println(err)
		return
	}
	test, err := condition.NewTest(condition.Language2012, op, condition.S3Prefix, "home/${aws:username}/*")
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, prefix := range []string{"home/jane/2025", "home/mary/2025"} {
		ctx := condition.NewContext(
			condition.String(condition.Username, "jane"),
			condition.String(condition.S3Prefix, prefix))
		fmt.Println(prefix, test.Holds(ctx))
	}
	// Output:
	// home/jane/2025 true
	// home/mary/2025 false
}

func ExampleParseOperator() {
	op, err := condition.ParseOperator("foranyvalue:stringlikeifexists")
	fmt.Println(op, op.IsValid(), err)
	_, err = condition.ParseOperator("StringLikes")
	fmt.Println(errors.Is(err, condition.ErrOperator), err)
	// Output:
	// ForAnyValue:StringLikeIfExists true <nil>
	// true unknown condition operator `StringLikes`; did you mean `StringLike`?
}

// A negated operator holds for a key that the request does not have.
func ExampleOperator_Negated() {
	op, _ := condition.ParseOperator("StringNotEquals")
	test, _ := condition.NewTest(condition.Language2012, op, condition.SourceVPC, "vpc-1a2b3c")
	fmt.Println(op.Negated(), op.NeedsKey(), test.Holds(condition.Context{}))
	// Output: true false true
}

// The error tells which of the values cannot be read.
func ExampleNewTest() {
	op, _ := condition.ParseOperator("IpAddress")
	_, err := condition.NewTest(condition.Language2012, op, condition.SourceIP, "203.0.113.0/24", "10.0.0.0/33")
	if e, ok := errors.AsType[*condition.ValueError](err); ok && errors.Is(e, condition.ErrIP) {
		fmt.Printf("value %d: %v\n", e.Index, e)
	}
	// Output: value 1: value must be an IPv4 or IPv6 address, or a network such as 203.0.113.0/24, and `10.0.0.0/33` is not
}

// Two values of a key that a policy takes for one: IAM does not say what that
// comes to.
func ExampleTest_Holds() {
	op, _ := condition.ParseOperator("StringEquals")
	test, _ := condition.NewTest(condition.Language2012, op, condition.TagKeys, "team")
	one := condition.NewContext(condition.Strings(condition.TagKeys, "team"))
	two := condition.NewContext(condition.Strings(condition.TagKeys, "team", "owner"))
	fmt.Println(test.Holds(one), test.Holds(two), test.Holds(condition.Context{}))
	// Output: true unknown false
}

func ExampleNewContext() {
	ctx := condition.NewContext(
		condition.IP(condition.SourceIP, netip.MustParseAddr("203.0.113.7")),
		condition.Bool(condition.SecureTransport, true),
		condition.Int(condition.S3MaxKeys, 10),
		condition.Time(condition.CurrentTime, time.Date(2025, 11, 25, 12, 0, 0, 0, time.UTC)),
		condition.Strings(condition.TagKeys, "team", "owner"))
	for _, k := range ctx.Keys() {
		fmt.Println(k, ctx.Values(k))
	}
	// Output:
	// aws:CurrentTime [2025-11-25T12:00:00Z]
	// aws:SecureTransport [true]
	// aws:SourceIp [203.0.113.7]
	// aws:TagKeys [team owner]
	// s3:max-keys [10]
}

func ExampleContext_With() {
	ctx := condition.NewContext(condition.String(condition.SourceVPC, "vpc-1"))
	other := ctx.With(condition.String("AWS:SOURCEVPC", "vpc-2"))
	fmt.Println(ctx.Values(condition.SourceVPC), other.Values(condition.SourceVPC))
	// Output: [vpc-1] [vpc-2]
}

func ExampleContext_Has() {
	ctx := condition.NewContext(condition.String(condition.SourceVPC, "vpc-1"), condition.Unrecorded(condition.SourceIP))
	fmt.Println(ctx.Has(condition.SourceVPC), ctx.Has(condition.SourceIP), ctx.Has(condition.Username))
	// Output: true unknown false
}

func ExampleContext_Value() {
	ctx := condition.NewContext(condition.String(condition.SourceVPC, "vpc-1"), condition.Strings(condition.TagKeys, "a", "b"))
	vpc, ok := ctx.Value(condition.SourceVPC)
	fmt.Println(vpc, ok)
	_, ok = ctx.Value(condition.TagKeys)
	fmt.Println(ok)
	// Output:
	// vpc-1 true
	// false
}

// Without the record of a key, each condition on it is in doubt.
func ExampleUnrecorded() {
	op, _ := condition.ParseOperator("Bool")
	test, _ := condition.NewTest(condition.Language2012, op, condition.SecureTransport, "true")
	fmt.Println(test.Holds(condition.NewContext(condition.Unrecorded(condition.SecureTransport))))
	// Output: unknown
}

// Case does not count, not even in a tag's key.
func ExamplePrincipalTag() {
	ctx := condition.NewContext(condition.String(condition.PrincipalTag("Team"), "ledger"))
	fmt.Println(ctx.Values("aws:principaltag/TEAM"))
	// Output: [ledger]
}

// What a variable stands for is never a wildcard.
func ExampleParsePattern() {
	p, err := condition.ParsePattern(condition.Language2012, "b/${aws:username}/*")
	if err != nil {
		fmt.Println(err)
		return
	}
	jane := condition.NewContext(condition.String(condition.Username, "jane"))
	star := condition.NewContext(condition.String(condition.Username, "*"))
	fmt.Println(p.Match(jane, "b/", "jane/a"), p.Match(star, "b/", "jane/a"), p.Match(condition.Context{}, "b/", "jane/a"))
	// Output: true false false
}

func ExampleTruth_And() {
	fmt.Println(condition.True.And(condition.Unknown), condition.False.And(condition.Unknown), condition.Unknown.Not())
	// Output: unknown false unknown
}

func ExampleMaker() {
	var m condition.Maker
	for _, address := range []string{"192.0.2.1", "192.0.2.2"} {
		m.Add(condition.SourceIP, address)
		ctx := m.Context() // in the memory of the one before
		fmt.Println(ctx.Values(condition.SourceIP))
	}
	// Output:
	// [192.0.2.1]
	// [192.0.2.2]
}
