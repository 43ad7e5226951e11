package main

import (
	"fmt"
	"os"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/s3ap/s3ap/accesspoint"
)

// scaled is everything that runScaling measures.
type scaled struct {
	Statements   []series `json:"by_statements"`
	AccessPoints []series `json:"by_access_points"`
	Cores        []series `json:"by_cores"`
	Updates      []spread `json:"with_updates"`
}

// A series is how a cost or a rate grows with something.
type series struct {
	Name   string  `json:"name"`
	Points []point `json:"points"`
}

type point struct {
	X float64 `json:"x"`
	Y float64 `json:"y"`
}

func runScaling(o *options) error {
	contenders, err := o.contenders()
	if err != nil {
		return err
	}
	var s scaled
	progress("statements …")
	if s.Statements, err = byStatements(contenders, o.rounds); err != nil {
		return err
	}
	progress("access points …")
	largest, requests, err := s.byAccessPoints(o.rounds)
	if err != nil {
		return err
	}
	progress("cores …")
	s.byCores(largest, requests, o.rounds)
	progress("updates …")
	if s.Updates, err = withUpdates(largest, requests); err != nil {
		return err
	}
	about := conditions(o.rounds)
	fmt.Printf("%s\n", about)
	printSeries("Time of a decision by statements of the policy", "statements", s.Statements, duration)
	printSeries("Time of a decision by access points in the catalogue", "access points", s.AccessPoints, duration)
	printSeries("Times the decisions of one core, by cores", "cores", s.Cores, ratio)
	printSpreads(s.Updates)
	return o.write(s, func() []byte { return drawScaling(&s, about) })
}

// byStatements measures policies that grow by statements about others.
func byStatements(contenders []contender, rounds int) ([]series, error) {
	sizes := []int{1, 3, 10, 30, 90}
	var workloads []*workload
	for _, n := range sizes {
		workloads = append(workloads, makeTenants(n))
	}
	results, err := compare(workloads, contenders, rounds)
	if err != nil {
		return nil, err
	}
	all := make([]series, len(contenders))
	for k, r := range results {
		s := &all[k%len(all)]
		s.Name = r.Contender
		if r.Wrong > 0 {
			s.Name += " (partly wrong)"
		}
		s.Points = append(s.Points, point{float64(sizes[k/len(all)]), r.Decide})
	}
	return all, nil
}

// byAccessPoints measures catalogues that grow, and returns the largest with
// requests to it. Requests are many, so that caches cannot hold what they touch.
func (s *scaled) byAccessPoints(rounds int) (*accesspoint.Catalogue, []accesspoint.Request, error) {
	var sizes []float64
	var prepared, plain []*measure
	var largest inCatalogue
	var last []accesspoint.Request
	var f accesspoint.Former
	for n := 10; n <= million; n *= 10 {
		loaded, err := ours{}.load(n)
		if err != nil {
			return nil, nil, err
		}
		c, raw := inCatalogue{loaded.(*accesspoint.Catalogue)}, teamRequests(n, 1<<15)
		requests, err := prepareAll(c, raw)
		if err != nil {
			return nil, nil, err
		}
		largest, last, sizes = c, requests, append(sizes, float64(n))
		prepared = append(prepared, newMeasure(len(raw), func(i int) { c.decide(&requests[i]) }))
		plain = append(plain, newMeasure(len(raw), func(i int) {
			if r, err := c.form(&f, &raw[i]); err == nil {
				c.decide(&r)
			}
		}))
	}
	interleave(slices.Concat(prepared, plain), rounds)
	s.AccessPoints = []series{{Name: "prepared"}, {Name: "from strings"}}
	for i, n := range sizes {
		for k, m := range []*measure{prepared[i], plain[i]} {
			s.AccessPoints[k].Points = append(s.AccessPoints[k].Points, point{n, m.median()})
		}
	}
	return largest.Catalogue, last, nil
}

// byCores measures how many more decisions more cores come to, beside a loop that
// shares nothing: what that lacks the machine lacks. The best round of each counts,
// since a core that others use is none.
func (s *scaled) byCores(c *accesspoint.Catalogue, requests []accesspoint.Request, rounds int) {
	loops := []struct {
		name string
		work func(i int)
	}{
		{"decisions", func(i int) { inCatalogue{c}.decide(&requests[i%len(requests)]) }},
		{"a loop that shares nothing", func(i int) { spin(i) }},
	}
	cores := runtime.GOMAXPROCS(0)
	best := make([][]float64, len(loops)) // by loop and cores
	for range rounds {
		for i, l := range loops {
			best[i] = append(best[i], make([]float64, cores+1-len(best[i]))...)
			for k := 1; k <= cores; k++ {
				best[i][k] = max(best[i][k], inParallel(k, 100*time.Millisecond, l.work))
			}
		}
	}
	for i, l := range loops {
		line := series{Name: l.name}
		for k := 1; k <= cores; k++ {
			line.Points = append(line.Points, point{float64(k), best[i][k] / best[i][1]})
		}
		s.Cores = append(s.Cores, line)
	}
}

// spin computes for about as long as a decision takes.
func spin(i int) {
	x := uint64(i) | 1
	for range 200 {
		x ^= x << 13
		x ^= x >> 7
		x ^= x << 17
	}
	if x == 0 { // never; the loop must not be optimised away
		panic("xorshift came to zero")
	}
}

// inParallel does work on k goroutines for a while and returns how often a second.
func inParallel(k int, long time.Duration, work func(i int)) float64 {
	var stop atomic.Bool
	var done atomic.Int64
	var wg sync.WaitGroup
	start := time.Now()
	for g := range k {
		wg.Go(func() {
			n := 0
			for ; !stop.Load(); n += 64 {
				for j := range 64 {
					work(n + j + g*7919)
				}
			}
			done.Add(int64(n))
		})
	}
	time.Sleep(long)
	stop.Store(true)
	wg.Wait()
	return float64(done.Load()) / time.Since(start).Seconds()
}

// printSeries prints series as a table, a column each.
func printSeries(title, x string, all []series, format func(float64) string) {
	rows := [][]string{{x}}
	for _, s := range all {
		rows[0] = append(rows[0], s.Name)
	}
	for i := range all[0].Points {
		row := []string{fmt.Sprintf("%.0f", all[0].Points[i].X)}
		for _, s := range all {
			row = append(row, format(s.Points[i].Y))
		}
		rows = append(rows, row)
	}
	fmt.Printf("\n%s\n\n", title)
	writeRows(os.Stdout, 0, rows)
}
