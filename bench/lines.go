package main

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// drawScaling draws what runScaling measured, one chart below the other.
func drawScaling(s *scaled, subtitle string) []byte {
	const title = "How the time of a decision grows"
	d := &drawing{width: 860, height: 1230}
	d.text(16, 28, begin, ink, 17, true, title)
	d.text(16, 48, begin, faint, 12, false, subtitle)
	logs := axis{log: true, format: powerOfTen}
	d.chart(chart{78, "with the statements of the policy that are about others", axis{log: true, format: whole}, logs, duration, s.Statements})
	d.chart(chart{370, "with the access points in the catalogue", axis{log: true, format: whole}, axis{format: duration}, duration, s.AccessPoints})
	d.chart(chart{662, "decisions on several cores, in times of those on one", axis{format: whole}, axis{format: digits}, digits, s.Cores})
	d.chart(chart{954, "on all cores while policies are replaced: share of decisions that take no longer", axis{format: share}, logs, duration, spreads(s.Updates)})
	return d.bytes(title)
}

// spreads turns spreads into series over p50, p99 and p99.9.
func spreads(all []spread) (list []series) {
	for _, s := range all {
		list = append(list, series{s.Updates, []point{{0, s.P50}, {1, s.P99}, {2, s.P999}}})
	}
	return list
}

func share(x float64) string { return []string{"p50", "p99", "p99.9"}[int(x)] }

func whole(x float64) string { return fmt.Sprintf("%.0f", x) }

// An axis maps values to 0 to 1.
type axis struct {
	log       bool
	low, high float64
	format    func(float64) string
}

func (a *axis) span(values []float64, fromZero bool) {
	a.low, a.high = slices.Min(values), slices.Max(values)
	switch {
	case a.log:
		a.low, a.high = math.Log10(a.low), math.Log10(a.high)
	case fromZero:
		a.low = 0
	}
	if a.high <= a.low {
		a.high = a.low + 1
	}
}

func (a *axis) at(x float64) float64 {
	if a.log {
		x = math.Log10(x)
	}
	return (x - a.low) / (a.high - a.low)
}

// A chart is series below a title, at a height of the drawing.
type chart struct {
	top    float64
	title  string
	x, y   axis
	exact  func(float64) string // writes values, where the axis writes round ones
	series []series
}

var colours = []string{accent, "#bc4c00", "#1a7f37", "#8250df", "#bf3989", "#9a6700", "#57606a", ink}

func (d *drawing) chart(c chart) {
	const left, width, height, gap = 90.0, 560.0, 190.0, 44.0
	var xs, ys []float64
	for _, s := range c.series {
		for _, p := range s.Points {
			xs, ys = append(xs, p.X), append(ys, p.Y)
		}
	}
	c.x.span(xs, false)
	c.y.span(ys, true)
	px := func(x float64) float64 { return left + width*c.x.at(x) }
	py := func(y float64) float64 { return c.top + gap + height*(1-c.y.at(y)) }
	d.text(16, c.top+20, begin, ink, 13, true, c.title)
	slices.Sort(xs)
	for _, x := range slices.Compact(xs) {
		d.line(px(x), c.top+gap, px(x), c.top+gap+height, rule, 1)
		d.text(px(x), c.top+gap+height+16, middle, faint, 11, false, c.x.format(x))
	}
	for _, y := range c.y.ticks() {
		d.line(left, py(y), left+width, py(y), rule, 1)
		d.text(left-8, py(y)+4, end, faint, 11, false, c.y.format(y))
	}
	labels := c.labels(py)
	for i, s := range c.series {
		colour := colours[i%len(colours)]
		for k := 1; k < len(s.Points); k++ {
			a, b := s.Points[k-1], s.Points[k]
			d.line(px(a.X), py(a.Y), px(b.X), py(b.Y), colour, 2)
		}
		for _, p := range s.Points {
			d.rect(px(p.X)-2, py(p.Y)-2, 4, 4, colour)
		}
		last := s.Points[len(s.Points)-1]
		d.text(left+width+10, labels[i]+4, begin, colour, 12, false, s.Name+" "+c.exact(last.Y))
	}
}

// ticks are the powers of ten of an axis, or round steps from zero.
func (a *axis) ticks() (list []float64) {
	if a.log {
		for e := math.Ceil(a.low); e <= a.high; e++ {
			list = append(list, math.Pow(10, e))
		}
		return list
	}
	unit := math.Pow(10, math.Floor(math.Log10(a.high)))
	for _, part := range []float64{0.2, 0.5, 1} {
		if step := part * unit; a.high/step <= 5 || part == 1 {
			for y := 0.0; y <= a.high; y += step {
				list = append(list, y)
			}
			break
		}
	}
	return list
}

// labels returns where the names of the series stand: at their ends, but not on each
// other.
func (c *chart) labels(py func(float64) float64) []float64 {
	order := make([]int, len(c.series))
	places := make([]float64, len(c.series))
	for i, s := range c.series {
		order[i], places[i] = i, py(s.Points[len(s.Points)-1].Y)
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(places[a], places[b]) })
	for k := 1; k < len(order); k++ {
		places[order[k]] = max(places[order[k]], places[order[k-1]]+15)
	}
	return places
}
