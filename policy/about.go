package policy

import "github.com/s3ap/s3ap/condition"

// About tells whether one element of statement i, counted from 0, is about a request,
// by the same code as Evaluate, whatever the other elements say. It is for the other
// packages of this module.
func (p *Policy) About(i int, e Element, req *Request) condition.Truth {
	if !p.isThere() || i < 0 || i >= len(p.statements) {
		return condition.False
	}
	s := &p.statements[i]
	switch e {
	case PrincipalElement:
		asked := Asked{Principal: &req.Principal, Bounded: req.Bounded}
		return s.principals.about(&asked).truth
	case ActionElement:
		return s.actions.covers(req.Action)
	case ResourceElement:
		return s.resources.cover(&req.Context, req.Resource)
	case ConditionElement:
		return s.meets(&req.Context, new(answers))
	}
	return condition.False
}
