package main

import (
	"fmt"
	"math/bits"
	"os"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"github.com/s3ap/s3ap/accesspoint"
	"github.com/s3ap/s3ap/policy"
)

// A spread is how long decisions took while policies were replaced, in nanoseconds.
type spread struct {
	Updates  string  `json:"updates"` // how they came
	Rate     float64 `json:"updates_per_second"`
	Update   float64 `json:"update_median_ns,omitempty"`
	Decided  int64   `json:"decisions"`
	P50      float64 `json:"p50_ns"`
	P99      float64 `json:"p99_ns"`
	P999     float64 `json:"p99.9_ns"`
	Allocate float64 `json:"bytes_allocated_per_update,omitempty"`
}

// Each way of updating is watched for a while in each of some rounds.
const (
	watchTime   = time.Second
	watchRounds = 3
)

// withUpdates times decisions one by one on all cores, while the policy of one access
// point after the other is replaced: never, a thousand times a second, and as often
// as can be. An interval that holds nothing is timed too, since a clock has a cost.
func withUpdates(c *accesspoint.Catalogue, requests []accesspoint.Request) ([]spread, error) {
	var current atomic.Pointer[accesspoint.Catalogue]
	current.Store(c)
	decide := func(i int) { inCatalogue{current.Load()}.decide(&requests[i%len(requests)]) }
	replacement, err := policy.Compile(policy.AccessPoint, teamPolicy(0))
	if err != nil {
		return nil, err
	}
	updater := func(wait time.Duration) *updater {
		return &updater{current: &current, requests: requests, policy: replacement, wait: wait}
	}
	ways := []*way{
		{name: "the clock alone", decide: func(int) {}},
		{name: "none", decide: decide},
		{name: "1,000 a second", decide: decide, updater: updater(time.Millisecond)},
		{name: "without pause", decide: decide, updater: updater(0)},
	}
	ways[1].watch() // what a first time costs does not count
	ways[1].times = histogram{}
	for range watchRounds {
		for _, w := range ways {
			w.watch()
		}
	}
	var all []spread
	for _, w := range ways {
		if w.updater != nil && w.updater.err != nil {
			return nil, w.updater.err
		}
		all = append(all, w.spread())
	}
	return all, nil
}

// A way of deciding and updating at once, and what was seen of it.
type way struct {
	name      string
	decide    func(i int)
	updater   *updater // nil if nothing is updated
	times     histogram
	allocated uint64
}

// watch times decisions on all cores for a while.
func (w *way) watch() {
	var stop atomic.Bool
	var wg sync.WaitGroup
	runtime.GC()
	times := make([]histogram, runtime.GOMAXPROCS(0))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for g := range times {
		wg.Go(func() {
			for i := g * 7919; !stop.Load(); i++ {
				start := time.Now()
				w.decide(i)
				times[g].add(time.Since(start))
			}
		})
	}
	if w.updater != nil {
		wg.Go(func() { w.updater.run(&stop) })
	}
	time.Sleep(watchTime)
	stop.Store(true)
	wg.Wait()
	runtime.ReadMemStats(&after)
	w.allocated += after.TotalAlloc - before.TotalAlloc
	for g := range times {
		w.times.merge(&times[g])
	}
}

func (w *way) spread() spread {
	t := &w.times
	s := spread{Updates: w.name, Decided: t.count, P50: t.quantile(0.5), P99: t.quantile(0.99), P999: t.quantile(0.999)}
	if w.updater != nil {
		u := &w.updater.times
		s.Rate, s.Update = float64(u.count)/(watchRounds*watchTime).Seconds(), u.quantile(0.5)
		s.Allocate = float64(w.allocated) / float64(u.count)
	}
	return s
}

// An updater replaces policies in the current catalogue. It compiles nothing, so
// that what is seen is the catalogue's part.
type updater struct {
	current  *atomic.Pointer[accesspoint.Catalogue]
	requests []accesspoint.Request
	policy   *policy.Policy
	wait     time.Duration
	times    histogram
	err      error
}

func (u *updater) run(stop *atomic.Bool) {
	next := time.Now()
	for i := 0; !stop.Load() && u.err == nil; i++ {
		start := time.Now()
		u.err = u.replace(&u.requests[(i*7919)%len(u.requests)])
		u.times.add(time.Since(start))
		if next = next.Add(u.wait); u.wait > 0 {
			time.Sleep(time.Until(next))
		}
	}
}

// replace gives an access point another policy, and back when it comes again.
func (u *updater) replace(r *accesspoint.Request) error {
	c := u.current.Load()
	entry, _ := c.AccessPoint(r.AccessPoint)
	entry.Policy, u.policy = u.policy, entry.Policy
	next, err := c.Edit(func(d *accesspoint.Draft) error { return d.ReplaceAccessPoint(entry) })
	u.current.Store(next)
	return err
}

// A histogram counts durations in steps of 1/64 of their size.
type histogram struct {
	counts [64 * 64]int64
	count  int64
}

const steps = 64

func (h *histogram) add(d time.Duration) {
	h.counts[step(uint64(max(d, 0)))]++
	h.count++
}

// step returns the step that a duration is in: exact up to 64 ns, then 64 steps to
// each power of two.
func step(ns uint64) int {
	if ns < steps {
		return int(ns)
	}
	power := bits.Len64(ns) - 7
	return (power+1)*steps + int(ns>>power) - steps
}

// least returns the least duration of a step.
func least(step int) float64 {
	if step < steps {
		return float64(step)
	}
	power := step/steps - 1
	return float64(uint64(step%steps+steps) << power)
}

func (h *histogram) merge(other *histogram) {
	for i, n := range other.counts {
		h.counts[i] += n
	}
	h.count += other.count
}

// quantile returns the duration that a share of all do not exceed, to a step.
func (h *histogram) quantile(share float64) float64 {
	left := int64(share * float64(h.count))
	for i, n := range h.counts {
		if left -= n; left < 0 {
			return least(i)
		}
	}
	return 0
}

func printSpreads(all []spread) {
	rows := [][]string{{"updates", "a second", "each takes", "bytes each", "decisions", "p50", "p99", "p99.9"}}
	for _, s := range all {
		rows = append(rows, []string{
			s.Updates, count(s.Rate, s.Rate), duration(s.Update), count(s.Allocate, s.Rate),
			fmt.Sprint(s.Decided), duration(s.P50), duration(s.P99), duration(s.P999),
		})
	}
	fmt.Printf("\nTime of a decision on all cores, timed one by one, while policies are replaced among a million access points\n\n")
	writeRows(os.Stdout, 1, rows)
}
