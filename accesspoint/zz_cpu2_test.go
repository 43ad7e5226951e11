package accesspoint
import "testing"
func BenchmarkZZ(b *testing.B) {
	w := workloads(b)[2]
	i := 0
	for b.Loop() { w.decide(i); if i++; i == len(w.requests) { i = 0 } }
}
