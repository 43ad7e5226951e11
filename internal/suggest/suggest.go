// Package suggest finds the name that was probably meant.
package suggest

import (
	"iter"
	"strings"
)

// Nearest returns the candidate closest to word: at most two edits away, one
// for words under six letters, where capitals do not count and two neighbours
// swapped are one edit. Of equally close ones it takes the first.
func Nearest(word string, candidates iter.Seq[string]) (string, bool) {
	limit := 2
	if len(word) < 6 {
		limit = 1
	}
	word = strings.ToLower(word)
	best := ""
	for c := range candidates {
		if d := distance(word, strings.ToLower(c)); d <= limit {
			best, limit = c, d-1
		}
	}
	return best, best != ""
}

// maxWord bounds the work: no name of the policy language is longer.
const maxWord = 64

// distance counts insertions, deletions, replacements and swaps of neighbours
// (optimal string alignment). Words over maxWord are far from everything.
func distance(a, b string) int {
	if len(a) > maxWord || len(b) > maxWord {
		return maxWord
	}
	var rows [3][maxWord + 1]int
	before, last, now := &rows[0], &rows[1], &rows[2]
	for j := range len(b) + 1 {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		now[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			now[j] = min(last[j]+1, now[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				now[j] = min(now[j], before[j-2]+1)
			}
		}
		before, last, now = last, now, before
	}
	return last[len(b)]
}
