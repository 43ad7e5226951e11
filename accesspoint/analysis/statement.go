package analysis

import (
	"github.com/s3ap/s3ap/internal/box"
	"github.com/s3ap/s3ap/policy"
)

// Matches asks whether there is a request that statement i is about. No: it never has
// an effect.
func (p *Policy) Matches(i int) Answer {
	if reason := p.fault(i); reason != "" {
		return Answer{Reason: reason}
	}
	a := p.space.ask(question{
		xs:      p.space.boxes(p.src, i),
		confirm: func(w *Witness) bool { return p.src.applies(i, w) },
	})
	return p.again(a, func(q *Policy) Answer { return q.Matches(0) }, i)
}

// Adds asks whether there is a request that statement i is about and no other
// statement with the same effect is. No: it could be left out, since the others cover
// it together; of two that are about the same requests, that is so for both. A statement
// is not weighed against those of the other effect.
func (p *Policy) Adds(i int) Answer {
	if reason := p.fault(i); reason != "" {
		return Answer{Reason: reason}
	}
	e := p.src.doc.Statements[i].Effect
	a := p.space.ask(question{
		xs: p.space.boxes(p.src, i), ds: p.space.boxesOf(p.src, e, i),
		confirm: func(w *Witness) bool { return p.src.applies(i, w) && !p.src.appliesAny(e, w, i) },
	})
	return p.again(a, func(q *Policy) Answer { return q.Adds(0) }, p.near(i, e)...)
}

// AddsTo asks whether there is a request that statement i is about and statement j is
// not. No: j covers i. If the answer is No both ways round, the statements are about
// the same requests. Their effects do not count.
func (p *Policy) AddsTo(i, j int) Answer {
	if reason := p.fault(i, j); reason != "" {
		return Answer{Reason: reason}
	}
	a := p.space.ask(question{
		xs: p.space.boxes(p.src, i), ds: p.space.boxes(p.src, j),
		confirm: func(w *Witness) bool { return p.src.applies(i, w) && !p.src.applies(j, w) },
	})
	if i == j {
		return a
	}
	return p.again(a, func(q *Policy) Answer { return q.AddsTo(0, 1) }, i, j)
}

// Overlap asks whether there is a request that both statements are about.
func (p *Policy) Overlap(i, j int) Answer {
	if reason := p.fault(i, j); reason != "" {
		return Answer{Reason: reason}
	}
	a := p.space.ask(question{
		xs:      meets(p.space.boxes(p.src, i), p.space.boxes(p.src, j)),
		confirm: func(w *Witness) bool { return p.src.applies(i, w) && p.src.applies(j, w) },
	})
	if i == j {
		return a
	}
	return p.again(a, func(q *Policy) Answer { return q.Overlap(0, 1) }, i, j)
}

// meets returns the common parts of two lists of boxes.
func meets(as, bs []box.Box) (list []box.Box) {
	for _, a := range as {
		for _, b := range bs {
			if a.Meets(b) {
				list = append(list, a.And(b))
			}
		}
	}
	return list
}

// Survives asks whether there is a request that statement i, an Allow, is about and no
// Deny of the policy is. No: the Denies take all of it away.
func (p *Policy) Survives(i int) Answer {
	if reason := p.effectFault(i, policy.Allow); reason != "" {
		return Answer{Reason: reason}
	}
	a := p.space.ask(question{
		xs: p.space.boxes(p.src, i), ds: p.space.boxesOf(p.src, policy.Deny),
		confirm: func(w *Witness) bool { return p.src.applies(i, w) && p.src.outcome(w) == policy.Allowed },
	})
	return p.again(a, func(q *Policy) Answer { return q.Survives(0) }, p.near(i, policy.Deny)...)
}

// SurvivesOne asks whether there is a request that statement i, an Allow, is about and
// statement j, a Deny, is not. No: the Deny j alone takes all of it away.
func (p *Policy) SurvivesOne(i, j int) Answer {
	if reason := p.effectFault(i, policy.Allow); reason != "" {
		return Answer{Reason: reason}
	}
	if reason := p.effectFault(j, policy.Deny); reason != "" {
		return Answer{Reason: reason}
	}
	return p.AddsTo(i, j)
}
