package policy

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/arn"
)

// workloads are the policies of testdata/workloads and their requests.
var workloads = []struct {
	name             string
	kind             Kind
	policy, requests string
}{
	{"workshop access point", AccessPoint, "w1.ap.json", "w1.requests.json"},
	{"workshop bucket", Bucket, "w1.bucket.json", "w1.requests.json"},
	{"typical", Bucket, "w2.bucket.json", "w2.requests.json"},
	{"20 KB", Bucket, "w3.bucket.json", "w3.requests.json"},
}

// asked returns the requests as the policy of a kind is asked them.
func asked(t testing.TB, k Kind, requests string) []question {
	if k == AccessPoint {
		return questions(t, requests, workshop)
	}
	return questions(t, requests, arn.AccessPoint{})
}

func BenchmarkParse(b *testing.B) {
	for _, w := range workloads {
		b.Run(w.name, func(b *testing.B) {
			src := readWorkload(b, w.policy)
			b.SetBytes(int64(len(src)))
			b.ReportAllocs()
			for b.Loop() {
				_, _ = Parse(w.kind, src)
			}
		})
	}
}

// Compile makes a text ready: it parses too.
func BenchmarkCompile(b *testing.B) {
	for _, w := range workloads {
		b.Run(w.name, func(b *testing.B) {
			src := readWorkload(b, w.policy)
			b.SetBytes(int64(len(src)))
			b.ReportAllocs()
			for b.Loop() {
				_, _ = Compile(w.kind, src)
			}
		})
	}
}

// An operation is one request, each of the workload's in turn.
func BenchmarkEvaluate(b *testing.B) {
	for _, w := range workloads {
		b.Run(w.name, func(b *testing.B) {
			p, err := Compile(w.kind, readWorkload(b, w.policy))
			require.NoError(b, err)
			qs := asked(b, w.kind, w.requests)
			b.ReportAllocs()
			i := 0
			for b.Loop() {
				sink = p.Evaluate(qs[i%len(qs)].req)
				i++
			}
		})
	}
}
