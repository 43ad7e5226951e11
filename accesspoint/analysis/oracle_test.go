package analysis_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/accesspoint/analysis"
	"github.com/s3ap/s3ap/policy"
)

// one compiles statements of a document by themselves.
func one(t testing.TB, doc *policy.Document, indices ...int) *policy.Policy {
	d := &policy.Document{Kind: doc.Kind, Version: doc.Version, Statements: []policy.Statement{}}
	for _, i := range indices {
		d.Statements = append(d.Statements, doc.Statements[i])
	}
	p, err := d.Compile()
	require.NoError(t, err)
	return p
}

func applies(p *policy.Policy, req policy.Request) bool {
	return p.Evaluate(req).Outcome != policy.ImplicitDeny
}

// A tally counts answers, and holds them against the requests that were tried.
type tally struct {
	testing.TB
	yes, no, unknown int
	reasons          map[string]int
	of               []*policy.Document // that the questions are about
}

func newTally(t testing.TB) *tally { return &tally{TB: t, reasons: map[string]int{}} }

// report tells how many answers there were of each kind.
func (n *tally) report() {
	n.Logf("%d yes, %d no, %d unknown: %v", n.yes, n.no, n.unknown, n.reasons)
}

func (n *tally) printed() (all string) {
	for _, doc := range n.of {
		all += printed(doc) + "\n"
	}
	return all
}

// holds checks one answer: what shows a Yes must be so, and nothing that was tried may
// show that a No is wrong.
func (n *tally) holds(name string, a analysis.Answer, all []tried, shows func(r tried) bool) {
	n.Helper()
	switch a.Verdict {
	case analysis.Yes:
		n.yes++
		w := tried{a.Witness.Request, a.Witness.Origin, a.Witness.Bucket, a.Witness.AccessPoint}
		if !shows(w) {
			n.Fatalf("%s: the witness %s shows nothing of %s", name, w, n.printed())
		}
	case analysis.No:
		n.no++
		for _, r := range all {
			if shows(r) {
				n.Fatalf("%s: no, but %s shows it of %s", name, r, n.printed())
			}
		}
	default:
		n.unknown++
		n.reasons[a.Reason]++
		if a.Reason == "" || strings.Contains(a.Reason, "defect") {
			n.Fatalf("%s: %q: %s", name, a.Reason, n.printed())
		}
	}
}

func TestAnswersAboutStatementsAgreeWithTheEvaluator(t *testing.T) {
	n := newTally(t)
	policies := 50
	if testing.Short() {
		policies = 10
	}
	for seed := range policies {
		u := newUniverse(uint64(seed))
		kind := []policy.Kind{policy.Bucket, policy.Bucket, policy.AccessPoint}[u.IntN(3)]
		u.checkStatements(n, u.document(kind, 2+u.IntN(3)))
	}
	n.report()
}

func (u universe) checkStatements(n *tally, doc *policy.Document) {
	n.of = []*policy.Document{doc}
	p := analysis.New(doc, u.place, analysis.Budget{})
	var all []tried
	for _, r := range u.requests(2000) {
		if doc.Kind == policy.Bucket || r.req.AccessPoint == u.accessPoint {
			all = append(all, r)
		}
	}
	asked := func(r tried) policy.Request {
		if doc.Kind == policy.Bucket {
			return r.bucket
		}
		return r.accessPoint
	}
	whole, err := doc.Compile()
	require.NoError(n, err)
	for i := range doc.Statements {
		own := one(n, doc, i)
		n.holds("Matches", p.Matches(i), all, func(r tried) bool { return applies(own, asked(r)) })
		var others []int
		for j := range doc.Statements {
			if j != i && doc.Statements[j].Effect == doc.Statements[i].Effect {
				others = append(others, j)
			}
			other := one(n, doc, j)
			n.holds("AddsTo", p.AddsTo(i, j), all, func(r tried) bool { return applies(own, asked(r)) && !applies(other, asked(r)) })
			n.holds("Overlap", p.Overlap(i, j), all, func(r tried) bool { return applies(own, asked(r)) && applies(other, asked(r)) })
		}
		rest := one(n, doc, others...)
		n.holds("Adds", p.Adds(i), all, func(r tried) bool { return applies(own, asked(r)) && !applies(rest, asked(r)) })
		if doc.Statements[i].Effect == policy.Allow {
			n.holds("Survives", p.Survives(i), all, func(r tried) bool {
				return applies(own, asked(r)) && whole.Evaluate(asked(r)).Outcome == policy.Allowed
			})
		}
	}
}

func printed(doc *policy.Document) string {
	text, err := doc.MarshalJSON()
	if err != nil {
		return err.Error()
	}
	return string(text)
}
