package accesspoint

import (
	"fmt"
	"slices"

	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/internal/doubt"
	"github.com/s3ap/s3ap/policy"
)

// An Explanation is a decision with everything that led to it.
type Explanation struct {
	Decision Decision
	// Legs has what was asked on each leg. It is empty for a question that could
	// not be decided, and what it has did not count where a rule decides that
	// needs no policy, such as the network origin.
	Legs []LegTrace
}

// A LegTrace tells what was asked on one leg, and what the policies answered.
type LegTrace struct {
	Leg      Leg
	Resource arn.ARN
	Owner    string // account that owns the resource
	Policies []PolicyTrace
}

// A PolicyTrace tells what one policy answered.
type PolicyTrace struct {
	Layer      Layer
	Attached   bool // whether there is such a policy
	Result     policy.Result
	Statements []policy.Trace
}

// Explain decides as [Evaluate] does and returns the decision with the trace.
func Explain(req Request, bucketPolicy, apPolicy *policy.Policy, origin NetworkOrigin) Explanation {
	w := req.world(bucketPolicy)
	w.accessPointPolicy, w.origin = apPolicy, origin
	return w.explain(Evaluate(req, bucketPolicy, apPolicy, origin), &req)
}

// ExplainDirect decides as [EvaluateDirect] does and returns the decision with
// the trace.
func ExplainDirect(req Request, bucketPolicy *policy.Policy) Explanation {
	w := req.world(bucketPolicy)
	return w.explain(EvaluateDirect(req, bucketPolicy), &req)
}

func (w *world) explain(d Decision, req *Request) Explanation {
	e := Explanation{Decision: d}
	var keys derived
	if d.err != nil || !keys.derive(w, req.Context) {
		return e
	}
	legs, n := w.legs(req.Key)
	for i := range legs[:n] {
		l := &legs[i]
		// The keys of the next leg are written over those of this one.
		ctx := req.Context.Overlay(slices.Clone(keys.onLeg(l.owner)))
		e.Legs = append(e.Legs, w.traceLeg(l, w.request(l, req.Action, ctx)))
	}
	return e
}

func (w *world) traceLeg(l *leg, req policy.Request) LegTrace {
	t := LegTrace{Leg: l.name, Resource: l.resource, Owner: l.owner}
	trace := func(layer Layer, p *policy.Policy) {
		t.Policies = append(t.Policies, PolicyTrace{
			Layer: layer, Attached: p != nil,
			Result: p.EvaluateFavouring(doubt.Deny, &req), Statements: p.Explain(req),
		})
	}
	trace(l.layer, l.policy)
	for _, p := range w.identity {
		trace(IdentityLayer, p)
	}
	if w.boundary != nil {
		trace(BoundaryLayer, w.boundary)
	}
	for _, p := range w.sessions {
		trace(SessionLayer, p)
	}
	return t
}

// NearestMiss returns the Allow that came closest to the request without
// applying, the first of equals, and false if there is none.
func (t *PolicyTrace) NearestMiss() (miss policy.Trace, ok bool) {
	for i := range t.Statements {
		s := &t.Statements[i]
		if s.Effect == policy.Allow && !s.Applies && (!ok || s.Near() > miss.Near()) {
			miss, ok = *s, true
		}
	}
	return miss, ok
}

// Reason tells why, without who asked for what: for a missing Allow also which
// statement came closest and what it lacks.
func (e Explanation) Reason() string {
	reason := e.Decision.Reason()
	if e.Decision.missing == 0 {
		return reason
	}
	for i := range e.Legs {
		if e.Legs[i].Leg == e.Decision.Leg {
			return reason + e.Legs[i].nearest(e.Decision.missing)
		}
	}
	return reason
}

// nearest tells which Allow of the layers that lack one came closest.
func (t *LegTrace) nearest(missing Layers) string {
	var best policy.Trace
	var of Layer
	for i := range t.Policies {
		p := &t.Policies[i]
		if !missing.Has(p.Layer) {
			continue
		}
		if miss, ok := p.NearestMiss(); ok && (of == NoLayer || miss.Near() > best.Near()) {
			best, of = miss, p.Layer
		}
	}
	if of == NoLayer {
		return fmt.Sprintf("; there is no statement that could, on the %v", t.Leg)
	}
	return fmt.Sprintf("; %s %v comes closest, but %s", of.words(), best.Statement, best.Cause)
}
