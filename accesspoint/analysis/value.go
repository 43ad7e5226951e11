package analysis

import (
	"slices"
	"strings"

	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/internal/box"
	"github.com/s3ap/s3ap/policy"
)

// conditionFault says why a question about condition c of statement i cannot be asked.
func (p *Policy) conditionFault(i, c int) string {
	if reason := p.fault(i); reason != "" {
		return reason
	}
	if c < 0 || c >= len(p.src.tests[i]) {
		return "there is no such condition"
	}
	return ""
}

// ValueNeeded asks whether there is a value of the condition key, or its absence, with
// which condition c of statement i comes out otherwise without its value v. No: the
// value is redundant. The answer has what the key holds in Value.
func (p *Policy) ValueNeeded(i, c, v int) Answer {
	if reason := p.conditionFault(i, c); reason != "" {
		return Answer{Reason: reason}
	}
	t := p.src.tests[i][c]
	switch {
	case v < 0 || v >= len(t.values):
		return Answer{Reason: noEntry}
	case len(t.values) == 1:
		return Answer{Reason: onlyOne}
	}
	others := slices.Delete(slices.Clone(t.values), v, v+1)
	if slices.Contains(others, t.values[v]) {
		return Answer{Verdict: No}
	}
	if t.variable {
		return Answer{Reason: variable}
	}
	without := p.src.newTest(&p.src.doc.Statements[i].Condition[c], others)
	kinds, reason := p.kindsOf(t)
	if reason != "" {
		return Answer{Reason: reason}
	}
	for _, k := range kinds {
		ctx := condition.NewContext(k.attrs...)
		if t.Holds(ctx) != without.Holds(ctx) {
			return Answer{Verdict: Yes, Value: strings.Join(k.values, ", ")}
		}
	}
	return Answer{Verdict: No}
}

// kindsOf returns a kind of each sort of values that one test tells apart, whatever
// the key is.
func (p *Policy) kindsOf(t *test) ([]kind, string) {
	s := &space{budget: p.budget, gaveUp: map[string]string{}, tests: []*test{t}}
	c, reason := s.newCoordinate(t.key)
	return c.kinds, reason
}

// ConditionHolds asks whether there is a request that meets condition c of statement i
// together with the other conditions on the same key. No: the statement never applies.
// The other elements of the statement are not looked at, nor are other keys but those
// without which there is no such request.
func (p *Policy) ConditionHolds(i, c int) Answer {
	if reason := p.conditionFault(i, c); reason != "" {
		return Answer{Reason: reason}
	}
	var list []*test
	for _, t := range p.src.tests[i] {
		if t.key == p.src.tests[i][c].key {
			list = append(list, t)
		}
	}
	return p.meetsAll(i, list)
}

// ConditionsHold asks whether there is a request that meets all conditions of
// statement i, whatever its other elements say. No: they contradict each other.
func (p *Policy) ConditionsHold(i int) Answer {
	if reason := p.fault(i); reason != "" {
		return Answer{Reason: reason}
	}
	return p.meetsAll(i, p.src.tests[i])
}

// meetsAll asks whether there is a request that meets tests of statement i.
func (p *Policy) meetsAll(i int, tests []*test) Answer {
	s, e := p.space, p.src.doc.Statements[i].Effect
	x := s.anyRequest(p.src)
	for _, t := range tests {
		x = x.And(s.testBox(t, p.src, e))
	}
	return s.ask(question{xs: []box.Box{x}, confirm: func(w *Witness) bool {
		return !slices.ContainsFunc(tests, func(t *test) bool { return !t.meets(e, w.asked(p.src)) })
	}})
}

// ConditionFails asks whether there is a request that does not meet condition c of
// statement i. No: the condition is always true.
func (p *Policy) ConditionFails(i, c int) Answer { return p.conditionFails(i, c, false) }

// ConditionFailsPresent is ConditionFails among the requests that have the key.
func (p *Policy) ConditionFailsPresent(i, c int) Answer { return p.conditionFails(i, c, true) }

func (p *Policy) conditionFails(i, c int, present bool) Answer {
	if reason := p.conditionFault(i, c); reason != "" {
		return Answer{Reason: reason}
	}
	s, e, t := p.space, p.src.doc.Statements[i].Effect, p.src.tests[i][c]
	x := s.anyRequest(p.src)
	if present {
		there, ok := s.thereBox(t)
		if !ok {
			return Answer{Reason: s.opaqueReason(t, p.src)}
		}
		x = x.And(there)
	}
	return s.ask(question{xs: []box.Box{x}, ds: []box.Box{s.testBox(t, p.src, e)}, confirm: func(w *Witness) bool {
		asked := w.asked(p.src)
		return !t.meets(e, asked) && (!present || asked.Context.Has(t.Key()) != condition.False)
	}})
}

// meets reports whether a test lets a statement with an effect apply.
func (t *test) meets(e policy.Effect, req *policy.Request) bool {
	holds := t.HoldsIn(&req.Context)
	return holds == condition.True || e == policy.Deny && holds == condition.Unknown
}

// anyRequest returns the requests that a policy is asked about.
func (s *space) anyRequest(src *source) box.Box {
	if src.doc.Kind == policy.AccessPoint {
		return s.some(viaAt, s.isHere)
	}
	return make(box.Box, len(s.sizes))
}

// testBox returns the requests that meet a test of a statement with an effect.
func (s *space) testBox(t *test, src *source, e policy.Effect) box.Box {
	n := len(s.sizes)
	return form{make(box.Box, n), make(box.Box, n)}.and(s.testTruths(t, src)).of(e)
}

// thereBox returns the requests that have the key of a test. It is not ok if the key is
// not modelled.
func (s *space) thereBox(t *test) (box.Box, bool) {
	has := func(req policy.Request) bool { return req.Context.Has(t.Key()) != condition.False }
	switch at := s.coordinateOf(t.key); {
	case isConstant(t.key):
		return make(box.Box, len(s.sizes)), true
	case isCallerKey(t.key):
		return s.some(callerAt, func(c int) bool { return has(s.asked(point{caller: c})) }), true
	case isViaKey(t.key):
		return s.some(viaAt, func(v int) bool { return has(s.asked(point{via: v})) }), true
	case at >= 0:
		return s.some(coordinatesAt+at, func(k int) bool { return s.coordinates[at].context(k).Has(t.Key()) != condition.False }), true
	}
	return nil, false
}
