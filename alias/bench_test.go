package alias

import "testing"

var sink bool

func BenchmarkHasSuffix(b *testing.B) {
	for name, bucket := range map[string]string{
		"bucket": "amzn-s3-demo-bucket",
		"alias":  "my-access-point-aqfqprnstn7aefdfbarligizwgyfouse1a-s3alias",
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				sink = HasSuffix(bucket)
			}
		})
	}
}

func BenchmarkParse(b *testing.B) {
	for name, alias := range map[string]string{
		"access point": "my-access-point-aqfqprnstn7aefdfbarligizwgyfouse1a-s3alias",
		"Outposts":     "my-access-po-o01ac5d28a6a232904e8xz5w8ijx1qzlbp3i3kuse10--op-s3",
		"directory":    "my-ap--use1-az4--xa-s3",
		"Multi-Region": "mfzwi23gnjvgw.mrap",
		"no alias":     "amzn-s3-demo-bucket",
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				a, _ := Parse(alias)
				sink = a.IsValid()
			}
		})
	}
}

func BenchmarkNames(b *testing.B) {
	a, ap := MustParse("test-access-point-4b-kjdie1411tt4aw18muc5igu3w5j9guse1b-s3alias"), accessPoint(b, "test-access-point-4b2c576e")
	b.ReportAllocs()
	for b.Loop() {
		sink = a.Names(ap)
	}
}

func BenchmarkNew(b *testing.B) {
	ap, random := accessPoint(b, "finance"), chacha()
	b.ReportAllocs()
	for b.Loop() {
		a, _ := New(ap, "usw2a", random)
		sink = a.IsValid()
	}
}

func BenchmarkDerive(b *testing.B) {
	ap, key := accessPoint(b, "finance"), make([]byte, 32)
	b.ReportAllocs()
	for b.Loop() {
		a, _ := Derive(ap, "usw2a", key)
		sink = a.IsValid()
	}
}
