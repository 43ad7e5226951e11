package accesspoint

import (
	"testing"

	"github.com/s3ap/s3ap/condition"
)

// The workshop's request: both legs are decided.
func BenchmarkEvaluateWorkshop(b *testing.B) {
	bucket, ap := samplePolicies(b)
	req := sample()
	req.Context = condition.NewContext(condition.Bool(condition.SecureTransport, true))
	b.ReportAllocs()
	for b.Loop() {
		Evaluate(req, bucket, ap, Internet())
	}
}

func BenchmarkEvaluateWorkshopInParallel(b *testing.B) {
	bucket, ap := samplePolicies(b)
	b.ReportAllocs()
	b.RunParallel(func(pb *testing.PB) {
		req := sample()
		for pb.Next() {
			Evaluate(req, bucket, ap, Internet())
		}
	})
}

func BenchmarkEvaluateDenied(b *testing.B) {
	bucket, ap := samplePolicies(b)
	req := sample()
	req.Key = "mateo/a.txt"
	b.ReportAllocs()
	for b.Loop() {
		Evaluate(req, bucket, ap, Internet())
	}
}

func BenchmarkExplainDenied(b *testing.B) {
	bucket, ap := samplePolicies(b)
	req := sample()
	req.Key = "mateo/a.txt"
	for b.Loop() {
		_ = Explain(req, bucket, ap, Internet()).String()
	}
}
