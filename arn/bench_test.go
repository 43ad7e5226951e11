package arn_test

import (
	"testing"

	"github.com/s3ap/s3ap/arn"
)

const (
	finance = "arn:aws:s3:us-west-2:123456789012:accesspoint/finance"
	report  = finance + "/object/2025/11/report.csv"
)

func BenchmarkParse(b *testing.B) {
	for name, text := range map[string]string{"access point": finance, "object": report, "bucket": "arn:aws:s3:::ledger", "no ARN": "finance-1a2b-s3alias"} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				arn.Parse(text)
			}
		})
	}
}

func BenchmarkParseAccessPoint(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		arn.ParseAccessPoint(finance)
	}
}

func BenchmarkParseAddress(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		arn.ParseAddress("arn:aws:s3:us-west-2:123456789012:accesspoint:finance")
	}
}

func BenchmarkObject(b *testing.B) {
	ap := arn.MustParseAccessPoint(finance)
	b.ReportAllocs()
	for b.Loop() {
		ap.Object("2025/11/report.csv")
	}
}

func BenchmarkPatternMatch(b *testing.B) {
	object := arn.MustParse(report)
	for name, text := range map[string]string{
		"the same ARN":            report,
		"a prefix of keys":        finance + "/object/2025/*",
		"stars in every part":     "arn:*:s3:*:*:accesspoint/*/object/*",
		"another access point":    "arn:aws:s3:us-west-2:123456789012:accesspoint/sales/object/*",
		"all buckets and objects": "arn:aws:s3:::*",
	} {
		p, err := arn.ParsePattern(text)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				p.Match(object)
			}
		})
	}
}
