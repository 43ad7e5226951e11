package main

import (
	"runtime"
	"slices"
	"testing"
	"time"
)

// A measure is something done again and again, with what it cost in each round.
type measure struct {
	once    func(i int) // does it for request i
	cycle   int         // how many requests there are
	n       int         // how often it is done in a round, a multiple of cycle
	samples []float64   // nanoseconds each, one for each round
	allocs  float64     // allocations each
}

// batch is how long a measure runs in a round, or longer if there are many requests.
const batch = 10 * time.Millisecond

func newMeasure(cycle int, once func(i int)) *measure {
	m := &measure{once: once, cycle: cycle, n: cycle}
	m.run() // a first time does not count
	for m.run() < batch {
		m.n *= 2
	}
	i := 0
	m.allocs = testing.AllocsPerRun(cycle, func() {
		once(i % cycle)
		i++
	})
	return m
}

func (m *measure) run() time.Duration {
	start := time.Now()
	for range m.n / m.cycle {
		for i := range m.cycle {
			m.once(i)
		}
	}
	return time.Since(start)
}

// sample runs one round. A first cycle brings back to the caches what others have
// driven out.
func (m *measure) sample() {
	for i := range m.cycle {
		m.once(i)
	}
	m.samples = append(m.samples, float64(m.run().Nanoseconds())/float64(m.n))
}

// median is what a measure costs, in nanoseconds.
func (m *measure) median() float64 { return median(m.samples) }

// interleave samples measures in rounds, in which they take turns: whatever else
// the machine does then falls on all of them. Who begins changes.
func interleave(measures []*measure, rounds int) {
	for round := range rounds {
		runtime.GC()
		for i := range measures {
			measures[(i+round)%len(measures)].sample()
		}
	}
}

// median returns the middle one of values, or the mean of the two in the middle.
func median(values []float64) float64 {
	if len(values) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(values))
	middle := len(sorted) / 2
	if len(sorted)%2 == 1 {
		return sorted[middle]
	}
	return (sorted[middle-1] + sorted[middle]) / 2
}

// weigh returns how many bytes each of n things takes that load makes.
func weigh(n int, load func(n int) (any, error)) (float64, error) {
	before := heap()
	made, err := load(n)
	if err != nil {
		return 0, err
	}
	after := heap()
	runtime.KeepAlive(made)
	return float64(after-before) / float64(n), nil
}

func heap() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
