package main

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// drawBars draws the time of a decision as bars, a group for each workload, on one
// logarithmic scale.
func drawBars(results []*result, subtitle string) []byte {
	const (
		width, left, right   = 860.0, 130.0, 150.0
		top, bar, gap, group = 74.0, 16.0, 4.0, 34.0
	)
	groups := byWorkload(results)
	low, high := decades(results)
	d := &drawing{width: width, height: top + 30}
	for _, g := range groups {
		d.height += group + float64(len(g))*(bar+gap)
	}
	x := func(ns float64) float64 {
		return left + (width-left-right)*(math.Log10(ns)-low)/(high-low)
	}
	const title = "Time of one decision, on a logarithmic scale"
	d.text(16, 28, begin, ink, 17, true, title)
	d.text(16, 48, begin, faint, 12, false, subtitle)
	for decade := low; decade <= high; decade++ {
		ns := math.Pow(10, decade)
		d.line(x(ns), top, x(ns), d.height-14, rule, 1)
		d.text(x(ns), top-4, middle, faint, 11, false, powerOfTen(ns))
	}
	y := top
	for _, g := range groups {
		d.text(16, y+22, begin, ink, 13, true, g[0].title())
		y += group
		for _, r := range g {
			colour, label := muted, duration(r.Decide)
			if !r.isPeer() {
				colour = accent
			}
			if r.Contender == (floor{}).name() {
				colour = ink
			}
			if r.Wrong > 0 {
				colour, label = rule, label+", partly wrong"
			}
			d.text(left-8, y+bar-4, end, ink, 12, r.Contender == ours{}.name(), r.Contender)
			d.rect(left, y, max(x(r.Decide)-left, 1), bar, colour)
			d.text(x(r.Decide)+6, y+bar-4, begin, ink, 12, r.Contender == ours{}.name(), label)
			y += bar + gap
		}
	}
	return d.bytes(title)
}

// byWorkload groups what was decided, in the order in which it came, the fastest of
// each group first.
func byWorkload(results []*result) (groups [][]*result) {
	for _, r := range results {
		if r.Decide == 0 {
			continue
		}
		at := slices.IndexFunc(groups, func(g []*result) bool { return g[0].Workload == r.Workload })
		if at < 0 {
			groups = append(groups, nil)
			at = len(groups) - 1
		}
		groups[at] = append(groups[at], r)
	}
	for _, g := range groups {
		slices.SortStableFunc(g, func(a, b *result) int { return cmp.Compare(a.Decide, b.Decide) })
	}
	return groups
}

// decades returns the powers of ten around all decisions.
func decades(results []*result) (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	for _, r := range results {
		if r.Decide > 0 {
			low = min(low, math.Floor(math.Log10(r.Decide)))
			high = max(high, math.Ceil(math.Log10(r.Decide)))
		}
	}
	return low, max(high, low+1)
}

// powerOfTen writes nanoseconds that are one.
func powerOfTen(ns float64) string {
	for _, unit := range []string{" ns", " µs", " ms"} {
		if ns < 999 {
			return fmt.Sprintf("%.0f%s", ns, unit)
		}
		ns /= 1e3
	}
	return fmt.Sprintf("%.0f s", ns)
}

// title tells what the workload of a result is.
func (r *result) title() string {
	titles := map[string]string{
		"w1": "W1: an access point and its bucket",
		"w2": "W2: a bucket policy of 8 statements",
		"w3": "W3: a bucket policy of 90 statements, 20 KB",
		"w4": fmt.Sprintf("W4: %d access points of one bucket", r.AccessPoints),
	}
	return cmp.Or(titles[r.Workload], r.Workload)
}
