package accesspoint_test

import (
	"strings"
	"testing"

	"github.com/s3ap/s3ap/internal/slow"
)

// report says what a case is and how the answers differ.
func (c oracleCase) report(t *testing.T) string {
	t.Helper()
	return c.disagreement(t) + c.String()
}

// shrink leaves out whatever the disagreement does not need.
func (c oracleCase) shrink(t *testing.T) oracleCase {
	t.Helper()
	what := kindOf(c.disagreement(t))
	return slow.Shrink(c, oracleCase.smaller, func(c oracleCase) bool { return kindOf(c.disagreement(t)) == what })
}

// kindOf returns the beginning of the lines of a disagreement, which tell whose
// answer differs and in what.
func kindOf(disagreement string) (kinds string) {
	for line := range strings.Lines(disagreement) {
		kind, _, _ := strings.Cut(line, ": reference ")
		kinds += kind + "\n"
	}
	return kinds
}

// smaller returns cases with one thing less, but none of which it cannot be told
// whether there can be such.
func (c oracleCase) smaller() (cases []oracleCase) {
	for _, w := range c.world.Smaller() {
		if w.Compiles() && w.Misplaced() != slow.Unsure {
			cases = append(cases, oracleCase{w, c.ask})
		}
	}
	for _, ask := range c.ask.Smaller() {
		if s := ask.Source; s == nil || s.World.Compiles() && s.World.Misplaced() != slow.Unsure {
			cases = append(cases, oracleCase{c.world, ask})
		}
	}
	return cases
}
