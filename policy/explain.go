package policy

import (
	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/internal/oneline"
)

// An Element is one of the elements of a statement that must be about a request.
type Element uint8

// The elements, in the order in which they are explained.
const (
	NoElement Element = iota
	PrincipalElement
	ActionElement
	ResourceElement
	ConditionElement
)

// String returns the name of the element.
func (e Element) String() string {
	switch e {
	case PrincipalElement:
		return "Principal"
	case ActionElement:
		return "Action"
	case ResourceElement:
		return "Resource"
	case ConditionElement:
		return "Condition"
	}
	return "none"
}

// A Trace tells what became of one statement when a policy was asked.
type Trace struct {
	Statement Ref
	Effect    Effect
	// Whether each element is about the request. Principal is True in policies
	// that name no principals, Condition in statements that have none.
	Principal, Action, Resource, Condition condition.Truth
	// Applies tells that the statement has its effect: an Allow if all elements
	// are True, a Deny unless one is False.
	Applies bool
	// Cause says in words why the first element that is not True is not, for
	// people. It is empty if all are.
	Cause string
}

// Missed returns the first element that is not about the request for certain,
// NoElement if all are.
func (t *Trace) Missed() Element {
	for i, holds := range [...]condition.Truth{t.Principal, t.Action, t.Resource, t.Condition} {
		if holds != condition.True {
			return PrincipalElement + Element(i)
		}
	}
	return NoElement
}

// Near counts the elements that are about the request. Of the statements that
// did not apply, the one with the most is the nearest miss.
func (t *Trace) Near() int {
	n := 0
	for _, holds := range [...]condition.Truth{t.Principal, t.Action, t.Resource, t.Condition} {
		if holds == condition.True {
			n++
		}
	}
	return n
}

// Explain tells for each statement what became of it, in the order of the text.
// It asks the same statements the same way as Evaluate does, but all elements of
// each.
func (p *Policy) Explain(req Request) []Trace {
	if !p.isThere() {
		return nil
	}
	statements := p.unpacked()
	traces := make([]Trace, len(statements))
	doc, asked := p.Document(), req.Asked()
	for i := range statements {
		traces[i] = statements[i].trace(&asked)
		traces[i].Cause = oneline.Visible(statements[i].cause(doc, i, &traces[i], &asked))
	}
	return traces
}

func (s *statement) trace(req *Asked) Trace {
	t := Trace{
		Statement: s.ref(),
		Effect:    s.effect,
		Principal: s.principals.about(req).truth,
		Action:    s.actions.covers(req.Action),
		Resource:  s.resources.cover(req.Context, req.Resource),
		Condition: condition.True,
	}
	for i := range s.tests {
		t.Condition = t.Condition.And(s.tests[i].HoldsIn(req.Context))
	}
	all := t.Principal.And(t.Action).And(t.Resource).And(t.Condition)
	t.Applies = applies(s.effect, all, 0)
	return t
}
