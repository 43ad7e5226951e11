package analysis

import (
	"strings"

	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/internal/box"
	"github.com/s3ap/s3ap/policy"
)

// A Policy is one policy of a bucket or an access point, made ready for questions.
// Statements are counted from 0, as in [policy.Document]. It does not change once
// made.
type Policy struct {
	src    *source
	place  Place
	budget Budget
	space  *space
	reason string // why there is no space
}

// New makes a document ready for questions in a place. It never fails: if the
// document does not compile, all answers are Unknown with the reason. Later changes of
// the document do not reach the Policy; to ask about a document without one of its
// statements, make another.
func New(doc *policy.Document, place Place, budget Budget) *Policy {
	p := &Policy{place: place, budget: budget.orDefault()}
	if doc == nil {
		p.reason = "there is no policy"
		return p
	}
	if p.src, p.reason = newSource(doc); p.reason == "" {
		p.space, p.reason = newSpace(place, p.budget, p.src)
	}
	return p
}

// fault says why a question about statements cannot be asked.
func (p *Policy) fault(statements ...int) string {
	if p.reason != "" {
		return p.reason
	}
	for _, i := range statements {
		if i < 0 || i >= len(p.src.doc.Statements) {
			return "there is no such statement"
		}
	}
	return ""
}

// effectFault is fault for a statement that must have an effect.
func (p *Policy) effectFault(i int, e policy.Effect) string {
	if reason := p.fault(i); reason != "" {
		return reason
	}
	if p.src.doc.Statements[i].Effect != e {
		return "the statement is no " + e.String()
	}
	return ""
}

// boxes returns the requests on which statement i has its effect.
func (s *space) boxes(src *source, i int) (list []box.Box) {
	e := src.doc.Statements[i].Effect
	for _, f := range s.forms[src][i] {
		if b := f.of(e); !b.IsEmpty() {
			list = append(list, b)
		}
	}
	return list
}

// boxesOf returns those of all statements with an effect, other than some.
func (s *space) boxesOf(src *source, e policy.Effect, but ...int) (list []box.Box) {
	for i := range src.doc.Statements {
		if src.doc.Statements[i].Effect == e && !contains(but, i) {
			list = append(list, s.boxes(src, i)...)
		}
	}
	return list
}

func contains(list []int, i int) bool {
	for _, j := range list {
		if i == j {
			return true
		}
	}
	return false
}

// asked returns what the policy of a source is asked by a witness.
func (w *Witness) asked(src *source) *policy.Request {
	if src.doc.Kind == policy.AccessPoint {
		return &w.AccessPoint
	}
	return &w.Bucket
}

// applies reports whether statement i has its effect on a witness, as the evaluator
// sees it.
func (src *source) applies(i int, w *Witness) bool {
	req := w.asked(src)
	t := condition.True
	for _, e := range [...]policy.Element{policy.PrincipalElement, policy.ActionElement, policy.ResourceElement, policy.ConditionElement} {
		t = t.And(src.compiled.About(i, e, req))
	}
	if src.doc.Statements[i].Effect == policy.Deny {
		return t != condition.False
	}
	return t == condition.True
}

// appliesAny reports whether a statement with an effect, other than some, has it.
func (src *source) appliesAny(e policy.Effect, w *Witness, but ...int) bool {
	for i := range src.doc.Statements {
		if src.doc.Statements[i].Effect == e && !contains(but, i) && src.applies(i, w) {
			return true
		}
	}
	return false
}

// outcome is what the policy says to a witness.
func (src *source) outcome(w *Witness) policy.Outcome {
	return src.compiled.Evaluate(*w.asked(src)).Outcome
}

// narrowed returns a policy of some of the statements, for a question that was too much
// for all of them together; nil if these are all. But for the budget, the answer of
// that is the answer of this.
func (p *Policy) narrowed(statements ...int) *Policy {
	if len(statements) >= len(p.src.doc.Statements) || p.space == nil {
		return nil
	}
	doc := p.src.doc.Clone()
	doc.Statements = nil
	for _, i := range statements {
		doc.Statements = append(doc.Statements, p.src.doc.Statements[i])
	}
	place := p.place
	spot := p.space.spot
	place.Bucket, place.AccessPoint = spot.bucket, spot.accessPoint
	return New(doc, place, p.budget)
}

// near returns i, and the statements with an effect that have a request in common with
// it as far as is known.
func (p *Policy) near(i int, e policy.Effect) []int {
	list := []int{i}
	for j := range p.src.doc.Statements {
		if j != i && p.src.doc.Statements[j].Effect == e && p.meet(i, j) {
			list = append(list, j)
		}
	}
	return list
}

func (p *Policy) meet(i, j int) bool {
	for _, a := range p.space.boxes(p.src, i) {
		for _, b := range p.space.boxes(p.src, j) {
			if a.Meets(b) {
				return true
			}
		}
	}
	return false
}

// again asks a question anew of fewer statements if the answer is Unknown for want of
// budget.
func (p *Policy) again(a Answer, ask func(q *Policy) Answer, statements ...int) Answer {
	if a.Verdict != Unknown || !strings.Contains(a.Reason, "too many kinds") {
		return a
	}
	if q := p.narrowed(statements...); q != nil {
		return ask(q)
	}
	return a
}
