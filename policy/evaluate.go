package policy

import (
	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/internal/doubt"
	"github.com/s3ap/s3ap/internal/s3action"
)

// A Request is what one policy is asked: may the principal do the action on the
// resource.
type Request struct {
	Principal Principal
	// Bounded tells that the principal has a permissions boundary, which a Deny
	// with NotPrincipal always denies.
	Bounded  bool
	Action   string // one action, such as s3:GetObject; case does not count
	Resource arn.ARN
	Context  condition.Context
}

// An Outcome is what a policy says to a request. The zero Outcome allows nothing.
type Outcome uint8

// The outcomes.
const (
	ImplicitDeny Outcome = iota // no statement applies
	ExplicitDeny                // a Deny applies, whatever else does
	Allowed                     // an Allow applies and no Deny does
)

// String returns the outcome in words.
func (o Outcome) String() string {
	switch o {
	case ExplicitDeny:
		return "explicit deny"
	case Allowed:
		return "allowed"
	}
	return "implicit deny"
}

// A Result is the answer of one policy. The zero Result allows nothing.
type Result struct {
	Outcome Outcome
	// Statement is the one that decided: the first Deny that applies, or of the
	// Allows the first after which the least else must allow the request. To
	// name the caller, the service or everybody is all the same there.
	Statement Ref
	// Grants tells by what the caller is meant in the Allows that apply. It is
	// empty for policies that name no principals.
	Grants Grants
	// InDoubt tells that the statement applies only because it cannot be told
	// whether it does.
	InDoubt bool
}

// Evaluate answers a request. It does not allocate, and the order of statements
// makes no difference. A nil Policy answers with the zero Result.
//
// IAM User Guide, "How AWS enforcement code logic evaluates requests to allow or
// deny access".
func (p *Policy) Evaluate(req Request) Result {
	return p.EvaluateFavouring(doubt.Deny, &req)
}

// EvaluateFavouring is Evaluate with the choice of what doubt does. It is for
// the other packages of this module.
func (p *Policy) EvaluateFavouring(f doubt.Favour, req *Request) Result {
	if !p.isThere() {
		return Result{}
	}
	asked := req.Asked()
	return p.Answer(f, &asked).Result()
}

// Answer is EvaluateFavouring for the other packages of this module.
func (p *Policy) Answer(f doubt.Favour, req *Asked) (a Answer) {
	switch {
	case !p.isThere():
		return a
	case p.packing != nil:
		return p.evaluatePacked(f, req)
	case p.index != nil && p.index.serves(req):
		return p.index.evaluate(p, f, req)
	}
	var known answers
	for i := range p.statements {
		s := &p.statements[i]
		if holds, m := s.holds(req, &known); a.add(s, f, holds, m) {
			break
		}
	}
	return a
}

// evaluateEach is what Evaluate means: all statements are asked, each element by
// what it says. It is the judge of the faster ways.
func (p *Policy) evaluateEach(f doubt.Favour, req *Request) Result {
	statements := p.unpacked()
	asked := req.Asked()
	asked.Number = s3action.NoNumber
	var a Answer
	for i := range statements {
		s := &statements[i]
		if s.principals.keys != nil { // each entry is to be asked
			plain := *s
			plain.principals.keys = nil
			s = &plain
		}
		if holds, m := s.holds(&asked, new(answers)); a.add(s, f, holds, m) {
			break
		}
	}
	return a.Result()
}

// add adds what one statement says, and reports whether that decides.
func (a *Answer) add(s *statement, f doubt.Favour, holds condition.Truth, m match) (decides bool) {
	switch {
	case !applies(s.effect, holds, f):
		return false
	case s.effect == Deny:
		*a = Answer{s, ExplicitDeny, 0, holds == condition.Unknown}
		return true
	}
	grants := m.sure
	if f == doubt.Allow {
		grants = m.perhaps
	}
	if a.Outcome != Allowed || strength(grants) > strength(a.Grants) {
		a.statement, a.InDoubt = s, holds == condition.Unknown
	}
	a.Outcome = Allowed
	a.Grants |= grants
	return false
}

// applies tells whether a statement has its effect.
func applies(e Effect, holds condition.Truth, f doubt.Favour) bool {
	if holds == condition.Unknown {
		return (e == Deny) == (f == doubt.Deny)
	}
	return holds == condition.True
}

// strength orders grants by how little else must allow the request.
func strength(g Grants) int {
	switch {
	case g.Has(Direct | Wildcard | Service):
		return 3
	case g.Has(Role | Issuer):
		return 2
	case g.Has(Account):
		return 1
	}
	return 0
}

// holds tells whether all elements of the statement are about the request. Known is
// what conditions have been asked before.
func (s *statement) holds(req *Asked, known *answers) (condition.Truth, match) {
	t := s.actions.coversNumber(req.Number, req.Action)
	if t == condition.False {
		return t, match{}
	}
	m := s.principals.about(req)
	if t = t.And(m.truth); t == condition.False {
		return t, m
	}
	if t = t.And(s.resources.cover(req.Context, req.Resource)); t == condition.False {
		return t, m
	}
	return t.And(s.meets(req.Context, known)), m
}
