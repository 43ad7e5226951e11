package main

import (
	"fmt"
	"slices"
)

// A result is what one contender needs for one workload. Times are medians in
// nanoseconds; zero is not measured.
type result struct {
	Workload       string  `json:"workload"`
	Contender      string  `json:"contender"`
	Decide         float64 `json:"decide_ns,omitempty"`
	DecideAllocs   float64 `json:"decide_allocs"`
	Plain          float64 `json:"from_strings_ns,omitempty"`
	PlainAllocs    float64 `json:"from_strings_allocs,omitempty"`
	Parse          float64 `json:"parse_ns,omitempty"`
	ParseAllocs    float64 `json:"parse_allocs,omitempty"`
	AccessPoints   int     `json:"access_points,omitempty"`
	Bytes          float64 `json:"bytes_per_access_point,omitempty"`
	Wrong          int     `json:"decided_otherwise,omitempty"` // requests
	Requests       int     `json:"requests,omitempty"`
	OfFloor        float64 `json:"times_the_floor,omitempty"`
	ParseOfFloor   float64 `json:"parse_times_the_floor,omitempty"`
	FasterThanBest float64 `json:"times_the_speed_of_the_best_peer,omitempty"`
}

func (r *result) isPeer() bool { return r.Contender != ours{}.name() && r.Contender != floor{}.name() }

// compare measures contenders on workloads, all in the same rounds.
func compare(workloads []*workload, contenders []contender, rounds int) ([]*result, error) {
	var c comparison
	for _, w := range workloads {
		for _, who := range contenders {
			if err := c.add(w, who); err != nil {
				return nil, fmt.Errorf("%s, %s: %w", w.name, who.name(), err)
			}
		}
	}
	interleave(c.measures, rounds)
	for _, fill := range c.fill {
		fill()
	}
	for group := range slices.Chunk(c.results, len(contenders)) {
		setRatios(group)
	}
	return c.results, nil
}

// A comparison is what is to be measured, and where it is to be written.
type comparison struct {
	results  []*result
	measures []*measure
	fill     []func()
}

// add makes a contender ready for a workload. It is asked every request first.
func (c *comparison) add(w *workload, who contender) error {
	in, err := who.setUp(w)
	if err != nil {
		return err
	}
	r := &result{Workload: w.name, Contender: who.name(), Requests: len(w.requests), Wrong: len(in.wrong(w))}
	c.results = append(c.results, r)
	c.measure(len(w.requests), func(i int) { in.decide(i) }, &r.Decide, &r.DecideAllocs)
	if in.plain != nil {
		c.measure(len(w.requests), func(i int) { in.plain(i) }, &r.Plain, &r.PlainAllocs)
	}
	if in.parse != nil {
		c.measure(1, func(int) { _ = in.parse() }, &r.Parse, &r.ParseAllocs)
	}
	return nil
}

func (c *comparison) measure(cycle int, once func(int), ns, allocs *float64) {
	m := newMeasure(cycle, once)
	c.measures = append(c.measures, m)
	c.fill = append(c.fill, func() { *ns, *allocs = m.median(), m.allocs })
}

// wrong returns the requests that an instance decides otherwise than the workload
// says. Only those who tell the two kinds of deny apart are held to them.
func (in *instance) wrong(w *workload) (list []int) {
	for i := range w.requests {
		r := &w.requests[i]
		if in.decide(i) != r.allowed() ||
			in.plain != nil && in.plain(i) != r.allowed() ||
			in.outcome != nil && in.outcome(i) != r.expect {
			list = append(list, i)
		}
	}
	return list
}

// setRatios sets what follows from the results of one workload. Who decides wrong is
// not the best, however fast.
func setRatios(results []*result) {
	var best float64
	for _, r := range results {
		if r.isPeer() && r.Wrong == 0 && (best == 0 || r.Decide < best) {
			best = r.Decide
		}
	}
	at := slices.IndexFunc(results, func(r *result) bool { return r.Contender == floor{}.name() })
	for _, r := range results {
		if at >= 0 {
			r.OfFloor = r.Decide / results[at].Decide
			if r.Parse > 0 {
				r.ParseOfFloor = r.Parse / results[at].Parse
			}
		}
		if best > 0 {
			r.FasterThanBest = best / r.Decide
		}
	}
}

// weighAll measures the memory of catalogues, and adds it to the results of W4. This
// library is weighed with a million access points too.
func weighAll(results []*result, contenders []contender, accessPoints int) ([]*result, error) {
	for _, c := range contenders {
		bytes, err := weigh(accessPoints, c.load)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", c.name(), err)
		}
		for _, r := range results {
			if r.Workload == catalogueName && r.Contender == c.name() {
				r.AccessPoints, r.Bytes = accessPoints, bytes
			}
		}
		if (c != ours{}) {
			continue
		}
		bytes, err = weigh(million, c.load)
		if err != nil {
			return nil, err
		}
		results = append(results, &result{Workload: catalogueName, Contender: c.name(), AccessPoints: million, Bytes: bytes})
	}
	return results, nil
}

const million = 1_000_000
