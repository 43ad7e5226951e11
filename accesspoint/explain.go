package accesspoint

import (
	"fmt"

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
	// Source explains the read of a copy's source; nil if nothing is copied.
	Source *Explanation
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
	return w.explain(Evaluate(req, bucketPolicy, apPolicy, origin), &req, nil)
}

// ExplainDirect decides as [EvaluateDirect] does and returns the decision with
// the trace.
func ExplainDirect(req Request, bucketPolicy *policy.Policy) Explanation {
	w := req.world(bucketPolicy)
	return w.explain(EvaluateDirect(req, bucketPolicy), &req, nil)
}

// explain traces a request. Keys are those of the world if they are ready.
func (w *world) explain(d Decision, req *Request, keys *[2]legKeys) Explanation {
	e := Explanation{Decision: d}
	if d.err != nil {
		return e
	}
	legs, n := w.legs(req.Key)
	if keys == nil {
		made := w.legKeys(legs[:n])
		keys = &made
	}
	for i := range legs[:n] {
		e.Legs = append(e.Legs, w.traceLeg(&legs[i], w.request(&legs[i], req.Action, req.Context, &keys[i])))
	}
	return e
}

func (w *world) traceLeg(l *leg, req policy.Request) LegTrace {
	t := LegTrace{Leg: l.name, Resource: l.resource, Owner: l.owner}
	trace := func(layer Layer, list ...*policy.Policy) {
		for _, p := range list {
			t.Policies = append(t.Policies, PolicyTrace{
				Layer: layer, Attached: p != nil,
				Result: p.EvaluateFavouring(doubt.Deny, &req), Statements: p.Explain(req),
			})
		}
	}
	for _, level := range w.resourceControl[l.name.index(w)] {
		trace(ResourceControlLayer, level...)
	}
	for _, level := range w.serviceControl {
		trace(ServiceControlLayer, level...)
	}
	if w.endpointPolicy != nil {
		trace(VPCEndpointLayer, w.endpointPolicy)
	}
	trace(l.layer, l.policy)
	trace(IdentityLayer, w.identity...)
	if w.boundary != nil {
		trace(BoundaryLayer, w.boundary)
	}
	trace(SessionLayer, w.sessions...)
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
