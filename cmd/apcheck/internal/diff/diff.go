// Package diff shows how two texts of a file differ, in the form that patch and
// git apply read.
package diff

import (
	"fmt"
	"slices"
	"strings"
)

// around is how many lines that stay are shown before and after those that change.
const around = 3

// A change is lines of the old text, from a to before b, in whose place the new text
// has those from c to before d.
type change struct{ a, b, c, d int }

// Unified returns the unified diff of two texts of a file, empty if they are the same.
func Unified(name, old, text string) string {
	x, y := strings.SplitAfter(old, "\n"), strings.SplitAfter(text, "\n")
	x, y = withoutEmptyEnd(x), withoutEmptyEnd(y)
	list := changes(x, y)
	if len(list) == 0 {
		return ""
	}
	var b strings.Builder
	if strings.HasPrefix(name, "/") {
		fmt.Fprintf(&b, "--- %s\n+++ %s\n", name, name)
	} else {
		fmt.Fprintf(&b, "--- a/%s\n+++ b/%s\n", name, name)
	}
	for len(list) > 0 {
		n := 1
		for n < len(list) && list[n].a-list[n-1].b <= 2*around {
			n++
		}
		hunk(&b, x, y, list[:n])
		list = list[n:]
	}
	return b.String()
}

// withoutEmptyEnd takes away what follows the last line break, if that is nothing.
func withoutEmptyEnd(lines []string) []string {
	if n := len(lines) - 1; lines[n] == "" {
		return lines[:n]
	}
	return lines
}

// hunk prints changes that stand near each other.
func hunk(b *strings.Builder, x, y []string, list []change) {
	first, last := list[0], list[len(list)-1]
	from, to := max(first.a-around, 0), min(last.b+around, len(x))
	begin := first.c - (first.a - from)
	end := last.d + (to - last.b)
	fmt.Fprintf(b, "@@ -%s +%s @@\n", lineRange(from, to), lineRange(begin, end))
	at := from
	for _, c := range list {
		lines(b, ' ', x[at:c.a])
		lines(b, '-', x[c.a:c.b])
		lines(b, '+', y[c.c:c.d])
		at = c.b
	}
	lines(b, ' ', x[at:to])
}

// lineRange returns where lines begin and how many they are. Of none, it returns the
// line that they would follow.
func lineRange(from, to int) string {
	n := to - from
	if n > 0 {
		from++
	}
	return fmt.Sprintf("%d,%d", from, n)
}

func lines(b *strings.Builder, sign byte, list []string) {
	for _, line := range list {
		b.WriteByte(sign)
		b.WriteString(line)
		if !strings.HasSuffix(line, "\n") {
			b.WriteString("\n\\ No newline at end of file\n")
		}
	}
}

// changes returns where the lines of x and y differ. Lines that each has once hold
// the texts together, as many of them as stand in the same order, and the same lines
// around these: so it takes little more time than reading, whatever the texts are.
func changes(x, y []string) (list []change) {
	var i, j int // all before is the same, or in the list
	for _, p := range append(inOrder(once(x, y)), pair{len(x), len(y)}) {
		if p.x < i || p.y < j {
			continue // in a part that is the same already
		}
		for p.x > i && p.y > j && x[p.x-1] == y[p.y-1] {
			p.x, p.y = p.x-1, p.y-1
		}
		if p.x > i || p.y > j {
			list = append(list, change{i, p.x, j, p.y})
		}
		for i, j = p.x, p.y; i < len(x) && j < len(y) && x[i] == y[j]; {
			i, j = i+1, j+1
		}
	}
	return list
}

// A pair is a line of x and the same line of y.
type pair struct{ x, y int }

// once returns the lines that both texts have just once, in the order of x. What both
// begin with counts as well.
func once(x, y []string) (list []pair) {
	type places struct{ inX, inY, at int }
	seen := make(map[string]places, len(y))
	for j, line := range y {
		p := seen[line]
		seen[line] = places{p.inX, p.inY + 1, j}
	}
	for _, line := range x {
		p := seen[line]
		p.inX++
		seen[line] = p
	}
	if len(x) > 0 && len(y) > 0 && x[0] == y[0] {
		list = append(list, pair{0, 0})
	}
	for i, line := range x {
		if p := seen[line]; p.inX == 1 && p.inY == 1 && (len(list) == 0 || list[len(list)-1].x != i) {
			list = append(list, pair{i, p.at})
		}
	}
	return list
}

// inOrder returns the longest part of a list, sorted by x, in which y grows too.
func inOrder(list []pair) []pair {
	var ends []int // of the best part of each length, the place of its last pair
	before := make([]int, len(list))
	for i, p := range list {
		n, _ := slices.BinarySearchFunc(ends, p.y, func(e, y int) int { return list[e].y - y })
		before[i] = -1
		if n > 0 {
			before[i] = ends[n-1]
		}
		if n == len(ends) {
			ends = append(ends, i)
		} else {
			ends[n] = i
		}
	}
	if len(ends) == 0 {
		return nil
	}
	var longest []pair
	for i := ends[len(ends)-1]; i >= 0; i = before[i] {
		longest = append(longest, list[i])
	}
	slices.Reverse(longest)
	return longest
}
