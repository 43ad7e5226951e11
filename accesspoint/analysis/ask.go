package analysis

import (
	"slices"

	"github.com/s3ap/s3ap/internal/box"
)

// disagreement is the reason for an answer that the evaluator has not confirmed though
// everything is modelled. It is a defect of this package.
const disagreement = "the evaluator does not agree (a defect of the analysis)"

// A question asks whether a point of xs is in none of ds, and whether confirm agrees
// that a request there is such as is asked for.
type question struct {
	xs, ds  []box.Box
	confirm func(w *Witness) bool
}

// maxLeaves bounds the parts of which a witness is sought, if those before have none.
const maxLeaves = 64

// ask answers a question.
func (s *space) ask(q question) Answer {
	nodes := s.budget.Nodes
	ds := append(slices.Clone(q.ds), s.facts...)
	var a, future Answer
	for _, x := range q.xs {
		leaves := 0
		outcome := box.Uncovered(s.full(x), ds, &nodes, func(b box.Box) bool {
			found := s.candidates(b, func(w *Witness) bool {
				reason := s.check(q, w)
				switch {
				case reason != "":
					a.Reason = reason
					return false
				case w.isFuture():
					future = Answer{Verdict: Yes, Witness: w, Future: true}
					return false
				}
				a = Answer{Verdict: Yes, Witness: w}
				return true
			})
			leaves++
			return found || leaves >= maxLeaves
		})
		switch {
		case a.Verdict == Yes:
			return a
		case outcome == box.Spent:
			a.Reason = "the budget of boxes is used up"
		case outcome == box.Stopped && a.Reason == "" && future.Verdict != Yes:
			a.Reason = disagreement
		}
	}
	switch {
	case future.Verdict == Yes:
		return future
	case a.Reason == "":
		return Answer{Verdict: No, Assuming: s.assumptions()}
	}
	return a
}

// assumptions are what all answers of No rest on.
func (s *space) assumptions() []string {
	for _, src := range s.sources {
		for i := range src.doc.Statements {
			if src.doc.Statements[i].Principal.Not {
				return []string{"No caller has a permissions boundary. A Deny with NotPrincipal denies all who have one."}
			}
		}
	}
	return nil
}

// check says why a request is no witness; it is empty if it is one.
func (s *space) check(q question, w *Witness) string {
	if reason := implausible(&w.Request); reason != "" {
		return reason
	}
	if len(w.Request.Key) > maxKey {
		return "the key that would show it is longer than a key can be"
	}
	if q.confirm(w) {
		return ""
	}
	for i := range s.coordinates {
		if o := s.coordinates[i].opaque; o != nil {
			return o.reason
		}
	}
	return disagreement
}
