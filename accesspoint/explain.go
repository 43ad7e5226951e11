package accesspoint

import (
	"fmt"

	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/internal/doubt"
	"github.com/s3ap/s3ap/policy"
)

// An Explanation is a decision with everything that led to it, and for a denied
// request with what would let it pass.
type Explanation struct {
	Decision Decision
	// Rules has what the layers answered that are no policies, in the order in
	// which they were asked.
	Rules []RuleTrace
	// Legs has what was asked on each leg. It is empty for a question that could
	// not be decided.
	Legs []LegTrace
	// Source explains the read of a copy's source; nil if nothing is copied. Then
	// the rules, legs and remedies of this explanation are those of the write.
	Source *Explanation
	// Remedies are the smallest changes that would let a denied request pass, or
	// the one request of a copy: see [Evaluator.Remedies].
	Remedies []Remedy

	principal policy.Principal
}

// A RuleTrace tells what a layer answered that is no policy: what access points
// offer, the network origin, or Block Public Access where a setting is on.
type RuleTrace struct {
	Layer  Layer
	Denies bool
	Answer string // in words
}

// A LegTrace tells what was asked on one leg, and what came of it.
type LegTrace struct {
	Leg      Leg
	Resource arn.ARN
	Owner    string // account that owns the resource
	// Asked tells whether the policies were asked. They are not where a rule
	// denies that needs no policy; what they would have said is told all the same.
	Asked   bool
	Outcome policy.Outcome
	// Missing has the layers whose Allow is missing where nothing else denies. Where
	// one of two would be enough, it has both.
	Missing  Layers
	Policies []PolicyTrace
}

// A PolicyTrace tells what one policy answered.
type PolicyTrace struct {
	Layer Layer
	// Level is that of an organization to which the policy is attached, from 1 at
	// the root; 0 for policies of no organization.
	Level int
	// Attached tells whether there is such a policy. One that is not is listed if
	// it could have allowed the request.
	Attached bool
	// Exempt tells that the policy does not bind this caller for this action.
	Exempt     bool
	Result     policy.Result
	Statements []policy.Trace
	// short says why the Allow of the policy is not enough, empty if it is.
	short string
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
	if d.err != nil {
		return Explanation{Decision: d}
	}
	e := Explanation{Decision: d, principal: w.principal}
	legs, n := w.legs(req.Key)
	if keys == nil {
		made := w.legKeys(legs[:n])
		keys = &made
	}
	first := w.request(&legs[0], req.Action, req.Context, &keys[0])
	e.Rules = w.traceRules(d.By, &first)
	for i := range legs[:n] {
		t := w.traceLeg(&legs[i], w.request(&legs[i], req.Action, req.Context, &keys[i]))
		t.Asked = d.By != OperationLayer && d.By != NetworkOriginLayer
		e.Legs = append(e.Legs, t)
	}
	e.Remedies = w.remedies(&d, req)
	return e
}

// traceRules tells what the layers answered that are no policies, of which by may
// be the one that denies before any policy is asked.
func (w *world) traceRules(by Layer, req *policy.Request) []RuleTrace {
	var list []RuleTrace
	add := func(l Layer, denies bool, format string, args ...any) {
		list = append(list, RuleTrace{l, denies, fmt.Sprintf(format, args...)})
	}
	switch {
	case !w.through():
	case by == OperationLayer && w.who.Type == policy.AnonymousUser:
		add(OperationLayer, true, "access points take no anonymous requests")
	case by == OperationLayer:
		add(OperationLayer, true, "access points do not offer %s", req.Action)
	default:
		add(OperationLayer, false, "access points offer %s", req.Action)
		switch {
		case by == NetworkOriginLayer:
			add(NetworkOriginLayer, true, "only %v may ask, and %s", w.origin, fromWhere(req.Context))
		case w.origin.VPCID() == "":
			add(NetworkOriginLayer, false, "%v, from anywhere", w.origin)
		default:
			add(NetworkOriginLayer, false, "the request comes from %v", w.origin)
		}
	}
	switch {
	case by == OperationLayer || by == NetworkOriginLayer:
	case w.restricted:
		add(BlockPublicAccessLayer, true, "public access is prevented by the RestrictPublicBuckets setting in S3 Block Public Access: %s", w.whatIsPublic())
	case w.blocksPublicACLs && setsPublicACL(doubt.Deny, req.Action, req.Context):
		add(BlockPublicAccessLayer, true, "public ACLs are prevented by the BlockPublicAcls setting in S3 Block Public Access")
	case w.blocksPublicACLs:
		add(BlockPublicAccessLayer, false, "the request sets no public ACL, and no public policy is in its way")
	}
	return list
}

// fromWhere tells from which VPC a request comes, as far as it shows.
func fromWhere(ctx condition.Context) string {
	vpc, ok := ctx.Value(condition.SourceVPC)
	switch {
	case ok:
		return fmt.Sprintf("the request has %s `%s`", condition.SourceVPC, vpc)
	case ctx.Has(condition.SourceVPC) == condition.Unknown:
		return "it is not known from which VPC the request comes"
	}
	return fmt.Sprintf("the request does not have %s", condition.SourceVPC)
}

// whatIsPublic names the statement that makes a policy public.
func (w *world) whatIsPublic() string {
	if ref, ok := PublicStatement(w.accessPointPolicy); ok && w.origin.VPCID() == "" {
		return fmt.Sprintf("%v makes the access point policy public", ref)
	}
	ref, _ := PublicStatement(w.bucketPolicy)
	return fmt.Sprintf("%v makes the bucket policy public", ref)
}

// traceLeg asks the policies of a leg in the order in which layers are reported.
func (w *world) traceLeg(l *leg, req policy.Request) LegTrace {
	v := w.judge(l, &req, doubt.Deny)
	t := LegTrace{Leg: l.name, Resource: l.resource, Owner: l.owner, Outcome: v.outcome()}
	if t.Outcome == policy.ImplicitDeny {
		t.Missing = v.implicit
	}
	trace := func(layer Layer, level int, list ...*policy.Policy) {
		if len(list) == 0 && t.Missing.Has(layer) {
			list = []*policy.Policy{nil} // which could have allowed it
		}
		for _, p := range list {
			t.Policies = append(t.Policies, PolicyTrace{
				Layer: layer, Level: level, Attached: p != nil,
				Result: p.EvaluateFavouring(doubt.Deny, &req), Statements: p.Explain(req),
			})
		}
	}
	for i, level := range w.resourceControl[l.name.index(w)] {
		trace(ResourceControlLayer, i+1, level...)
	}
	for i, level := range w.serviceControl {
		trace(ServiceControlLayer, i+1, level...)
	}
	if w.endpointPolicy != nil {
		trace(VPCEndpointLayer, 0, w.endpointPolicy)
	}
	trace(l.layer, 0, l.policy)
	own := &t.Policies[len(t.Policies)-1]
	asked := req.Asked()
	if answer := v.resource(w, l, &asked, doubt.Deny).Result(); answer != own.Result {
		own.Exempt, own.Result = true, answer
	}
	trace(IdentityLayer, 0, w.identity...)
	if w.boundary != nil {
		trace(BoundaryLayer, 0, w.boundary)
	}
	trace(SessionLayer, 0, w.sessions...)
	for i := range t.Policies {
		t.Policies[i].short = w.shortcoming(&t, &t.Policies[i])
	}
	return t
}

// outcome is what a leg comes to.
func (v *verdict) outcome() policy.Outcome {
	switch {
	case v.explicit != 0:
		return policy.ExplicitDeny
	case v.implicit != 0:
		return policy.ImplicitDeny
	}
	return policy.Allowed
}
