package policy_test

import (
	"testing"

	"github.com/s3ap/s3ap/internal/slow"
)

// report says what a case is and how the answers differ.
func (c oracleCase) report(t *testing.T) string {
	t.Helper()
	diff, _ := c.disagreement(t)
	return diff + c.String()
}

// shrink leaves out whatever the disagreement does not need.
func (c oracleCase) shrink(t *testing.T) oracleCase {
	t.Helper()
	return slow.Shrink(c, oracleCase.smaller, func(c oracleCase) bool {
		diff, err := c.disagreement(t)
		return err == nil && diff != ""
	})
}

// smaller returns cases with one thing less.
func (c oracleCase) smaller() (cases []oracleCase) {
	for _, doc := range slow.SmallerDocuments(c.doc) {
		cases = append(cases, oracleCase{doc, c.req})
	}
	for _, facts := range c.req.Facts.Smaller() {
		req := c.req
		req.Facts = facts
		cases = append(cases, oracleCase{c.doc, req})
	}
	return cases
}
