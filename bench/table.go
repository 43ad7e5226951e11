package main

import (
	"fmt"
	"io"
	"runtime"
	"strings"
	"time"
	"unicode/utf8"
)

// writeTable prints results as a table in Markdown.
func writeTable(out io.Writer, results []*result) {
	rows := [][]string{{
		"workload", "who", "decide", "allocs", "× floor", "× speed of best peer",
		"from strings", "allocs", "parse", "allocs", "× floor", "bytes per access point", "",
	}}
	for _, r := range results {
		rows = append(rows, []string{
			r.Workload, r.Contender,
			duration(r.Decide), count(r.DecideAllocs, r.Decide), ratio(r.OfFloor), ratio(r.FasterThanBest),
			duration(r.Plain), count(r.PlainAllocs, r.Plain),
			duration(r.Parse), count(r.ParseAllocs, r.Parse), ratio(r.ParseOfFloor),
			count(r.Bytes, r.Bytes), r.remark(),
		})
	}
	writeRows(out, 2, rows)
}

func (r *result) remark() string {
	switch {
	case r.Wrong > 0:
		return fmt.Sprintf("decides %d of %d otherwise", r.Wrong, r.Requests)
	case r.AccessPoints > 0:
		return fmt.Sprintf("%d access points", r.AccessPoints)
	}
	return ""
}

// writeRows prints a table whose first row is its head. Columns are numbers, but some
// on the left are text.
func writeRows(out io.Writer, text int, rows [][]string) {
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], utf8.RuneCountInString(cell), 2)
		}
	}
	for n, row := range rows {
		for i, cell := range row {
			space := strings.Repeat(" ", widths[i]-utf8.RuneCountInString(cell))
			if i < text {
				fmt.Fprint(out, "| ", cell, space, " ")
			} else {
				fmt.Fprint(out, "| ", space, cell, " ")
			}
		}
		fmt.Fprintln(out, "|")
		if n > 0 {
			continue
		}
		for i, width := range widths {
			rule := strings.Repeat("-", width)
			if i >= text {
				rule = rule[1:] + ":"
			}
			fmt.Fprint(out, "| ", rule, " ")
		}
		fmt.Fprintln(out, "|")
	}
}

// duration writes nanoseconds with three digits.
func duration(ns float64) string {
	switch {
	case ns == 0:
		return ""
	case ns < 999.5:
		return digits(ns) + " ns"
	case ns < 999.5e3:
		return digits(ns/1e3) + " µs"
	case ns < 999.5e6:
		return digits(ns/1e6) + " ms"
	}
	return digits(ns/1e9) + " s"
}

// digits writes a number with three digits, and whole ones from 100.
func digits(x float64) string {
	switch {
	case x < 9.995:
		return fmt.Sprintf("%.2f", x)
	case x < 99.95:
		return fmt.Sprintf("%.1f", x)
	}
	return fmt.Sprintf("%.0f", x)
}

func ratio(x float64) string {
	if x == 0 {
		return ""
	}
	return digits(x)
}

// count writes a whole number, and nothing if what it belongs to is not measured.
func count(n, of float64) string {
	if of == 0 {
		return ""
	}
	return fmt.Sprintf("%.0f", n)
}

// conditions tells under what results came about, without naming a machine.
func conditions(rounds int) string {
	return fmt.Sprintf("%d cores, %s, %s, medians of %d interleaved rounds", runtime.GOMAXPROCS(0), runtime.Version(), time.Now().Format(time.DateOnly), rounds)
}
