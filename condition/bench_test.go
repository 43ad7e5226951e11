package condition_test

import (
	"testing"

	"github.com/s3ap/s3ap/condition"
)

func BenchmarkNewTest(b *testing.B) {
	op, err := condition.ParseOperator("StringLike")
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := condition.NewTest(condition.Language2012, op, condition.S3Prefix, "home/", "home/${aws:username}/*"); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkParseOperator(b *testing.B) {
	for _, name := range []string{"StringEquals", "ForAnyValue:ArnNotLikeIfExists", "Null", "StringLikes"} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_, _ = condition.ParseOperator(name)
			}
		})
	}
}

// A request as a gateway makes it.
var request = condition.NewContext(
	condition.String(condition.SourceIP, "203.0.113.7"),
	condition.String(condition.SourceVPC, "vpc-1a2b3c"),
	condition.String(condition.SecureTransport, "true"),
	condition.String(condition.CurrentTime, "2025-11-25T12:00:00Z"),
	condition.String(condition.Username, "jane"),
	condition.String(condition.PrincipalARN, "arn:aws:iam::123456789012:user/jane"),
	condition.String(condition.S3Prefix, "home/jane/2025/11"),
	condition.String(condition.S3MaxKeys, "1000"),
	condition.Strings(condition.TagKeys, "team", "owner", "cost-center"),
)

func BenchmarkHolds(b *testing.B) {
	for name, tt := range map[string]struct {
		op     string
		key    condition.Key
		values []string
	}{
		"the same VPC":           {"StringEquals", condition.SourceVPC, []string{"vpc-1a2b3c"}},
		"one of ten VPCs":        {"StringEquals", condition.SourceVPC, []string{"a", "b", "c", "d", "e", "f", "g", "h", "i", "vpc-1a2b3c"}},
		"a folder of the caller": {"StringLike", condition.S3Prefix, []string{"home/${aws:username}/*"}},
		"a role or user":         {"ArnLike", condition.PrincipalARN, []string{"arn:aws:iam::*:role/*", "arn:aws:iam::*:user/*"}},
		"an address":             {"IpAddress", condition.SourceIP, []string{"10.0.0.0/8", "203.0.113.0/24"}},
		"a number":               {"NumericLessThanEquals", condition.S3MaxKeys, []string{"1000"}},
		"a date":                 {"DateLessThan", condition.CurrentTime, []string{"2026-01-01T00:00:00Z"}},
		"a boolean":              {"Bool", condition.SecureTransport, []string{"true"}},
		"an absent key":          {"StringNotEquals", condition.ResourceAccount, []string{"123456789012"}},
		"all of several values":  {"ForAllValues:StringEquals", condition.TagKeys, []string{"team", "owner", "cost-center"}},
	} {
		op, err := condition.ParseOperator(tt.op)
		if err != nil {
			b.Fatal(err)
		}
		test, err := condition.NewTest(condition.Language2012, op, tt.key, tt.values...)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				test.Holds(request)
			}
		})
	}
}

func BenchmarkNewContext(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		condition.NewContext(
			condition.String(condition.SourceVPC, "vpc-1a2b3c"),
			condition.String(condition.SecureTransport, "true"),
			condition.String(condition.SourceIP, "203.0.113.7"),
		)
	}
}
