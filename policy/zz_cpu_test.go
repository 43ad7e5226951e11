package policy

import (
	"fmt"
	"os"
	"syscall"
	"testing"
	"runtime"

	"github.com/tidwall/gjson"
)

func cpu() int64 {
	var r syscall.Rusage
	syscall.Getrusage(0, &r)
	return r.Utime.Nano() + r.Stime.Nano()
}

func perOp(n int, f func()) float64 {
	best := 1e18
	for range 7 {
		t := cpu()
		for range n {
			f()
		}
		best = min(best, float64(cpu()-t)/float64(n))
	}
	return best
}

func TestZZ(t *testing.T) {
	if os.Getenv("ZZ") == "" {
		t.Skip()
	}
	for _, w := range workloads {
		src := readWorkload(t, w.policy)
		n := 8_000_000 / len(src)
		valid := perOp(n, func() { gjson.ValidBytes(src) })
		comp := perOp(n/3, func() { Compile(w.kind, src) })
		parse := perOp(n/3, func() { Parse(w.kind, src) })
		p, _ := Compile(w.kind, src)
		var m1, m2 runtime.MemStats
		runtime.ReadMemStats(&m1)
		Compile(w.kind, src)
		runtime.ReadMemStats(&m2)
		qs := asked(t, w.kind, w.requests)
		i := 0
		ev := perOp(200000, func() { sink = p.EvaluateFavouring(0, &qs[i%len(qs)].req); i++ })
		fmt.Printf("%-24s %5d B valid %6.0f compile %7.0f (%.1fx) parse %7.0f (%.1fx) allocs %d bytes %d  evaluate %4.0f stmts %d\n", w.name, len(src), valid, comp, comp/valid, parse, parse/valid, m2.Mallocs-m1.Mallocs, m2.TotalAlloc-m1.TotalAlloc, ev, len(p.statements))
	}
}
