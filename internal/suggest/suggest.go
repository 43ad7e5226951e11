// Package suggest finds the name that was probably meant.
package suggest

import (
	"iter"
	"slices"
	"strings"
	"unicode/utf8"
)

// Nearest returns the candidate closest to word: at most two edits away, one
// for words under six letters, where capitals do not count and two neighbours
// swapped are one edit. Of equally close ones it takes the first.
func Nearest(word string, candidates iter.Seq[string]) (string, bool) {
	if list := nearest(word, candidates, 1); len(list) > 0 {
		return list[0], true
	}
	return "", false
}

// Near returns the up to three candidates closest to word, where [Nearest] returns
// one: the closest first, and equally close ones in their own order.
func Near(word string, candidates iter.Seq[string]) []string {
	const most = 3
	return nearest(word, candidates, most)
}

// Decides reports whether the first of what [Near] returned for a word is closer to it
// than the others, so that it can be written without asking.
func Decides(word string, near []string) bool {
	if len(near) < 2 {
		return len(near) == 1
	}
	word = strings.ToLower(word)
	return distance(word, near[0], maxWord) < distance(word, near[1], maxWord)
}

func nearest(word string, candidates iter.Seq[string], most int) (best []string) {
	limit := 2
	if len(word) < 6 {
		limit = 1
	}
	word = strings.ToLower(word)
	var distances []int // of best
	for c := range candidates {
		if len(c) == 0 {
			continue
		}
		low := c
		if strings.ContainsFunc(c, func(r rune) bool { return r >= utf8.RuneSelf }) {
			low = strings.ToLower(c) // which distance does not do, to need no room for the others
		}
		d := distance(word, low, limit)
		if d > limit {
			continue
		}
		at, _ := slices.BinarySearch(distances, d+1)
		best, distances = slices.Insert(best, at, c), slices.Insert(distances, at, d)
		if len(best) > most {
			best, distances = best[:most], distances[:most]
		}
		if len(best) == most {
			limit = distances[most-1] - 1
		}
	}
	return best
}

// maxWord bounds the work: no name of the policy language is longer.
const maxWord = 64

// distance counts insertions, deletions, replacements and swaps of neighbours
// (optimal string alignment). Words over maxWord are far from everything, and those
// whose lengths tell that they are further apart than limit are not compared.
func distance(a, b string, limit int) int {
	if len(a) > maxWord || len(b) > maxWord || len(a)-len(b) > limit || len(b)-len(a) > limit {
		return maxWord
	}
	var low [2][maxWord]byte
	x, y := lower(&low[0], a), lower(&low[1], b)
	var rows [3][maxWord + 1]int
	before, last, now := &rows[0], &rows[1], &rows[2]
	for j := range len(b) + 1 {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		now[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			now[j] = min(last[j]+1, now[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				now[j] = min(now[j], before[j-2]+1)
			}
		}
		before, last, now = last, now, before
	}
	return last[len(b)]
}

// lower returns a word of at most maxWord bytes without capitals of ASCII.
func lower(room *[maxWord]byte, word string) []byte {
	low := room[:copy(room[:], word)]
	for i, c := range low {
		if 'A' <= c && c <= 'Z' {
			low[i] = c + 'a' - 'A'
		}
	}
	return low
}
