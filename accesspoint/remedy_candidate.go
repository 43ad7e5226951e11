package accesspoint

import (
	"slices"

	"github.com/s3ap/s3ap/internal/doubt"
	"github.com/s3ap/s3ap/internal/s3action"
	"github.com/s3ap/s3ap/policy"
)

// The widths of changes, from what opens nothing beyond the request to what opens
// the bucket to all that an access point lets through.
const (
	requestWidth    = iota // nothing is opened
	exactWidth             // for the caller, the action and the resource alone
	entryWidth             // for all whom a statement that stands there is about
	delegationWidth        // for all that the access point lets through
)

// A plea is a request that lacks Allows: what is asked on each leg, and of which
// layers the Allow is missing there.
type plea struct {
	world    *world
	action   s3action.Action
	legs     []leg
	requests []policy.Request
	missing  []Layers
}

// candidates are the changes that may help, of a copy those for both requests.
func (e *Evaluator) candidates(q *Question) []candidate {
	write, read := q.split(e)
	list := e.plea(&write).candidates()
	if q.Source == nil {
		return list
	}
	for _, c := range q.Source.Evaluator.plea(&read).candidates() {
		if c.policy != nil {
			c.slot.ofSource, c.change.OfSource = true, true
		}
		list = append(list, c)
	}
	return list
}

// plea asks each leg what it lacks.
func (e *Evaluator) plea(q *Question) *plea {
	w := &e.world
	legs, n := w.legs(q.Key)
	p := &plea{world: w, legs: legs[:n]}
	var known bool
	if p.action, known = s3action.Lookup(q.Action); !known {
		p.action = s3action.Action{Name: q.Action, BucketPolicy: true}
	}
	for i := range p.legs {
		req := w.request(&p.legs[i], p.action.Name, q.Context, &e.keys[i])
		p.requests = append(p.requests, req)
		p.missing = append(p.missing, w.judge(&p.legs[i], &req, doubt.Deny).implicit)
	}
	return p
}

// candidates are the changes that may help with the one request.
func (p *plea) candidates() []candidate {
	list := p.requestChanges()
	for _, at := range p.places() {
		list = append(list, p.policyChanges(at)...)
	}
	return list
}

// places are where an Allow may be missing, each with the first of its policies.
func (p *plea) places() []slot {
	var list []slot
	for _, l := range [...]Layer{AccessPointPolicyLayer, BucketPolicyLayer, IdentityLayer, BoundaryLayer, SessionLayer, VPCEndpointLayer} {
		list = append(list, slot{layer: l})
	}
	for level := range p.world.serviceControl {
		list = append(list, slot{layer: ServiceControlLayer, level: level})
	}
	return list
}

// policyChanges are the candidates for the policies of a layer, for each leg that
// lacks its Allow and for both at once.
func (p *plea) policyChanges(at slot) []candidate {
	lacking := p.lacking(at)
	groups := [][]int{lacking}
	if len(lacking) == 2 {
		groups = [][]int{lacking, lacking[:1], lacking[1:]}
	}
	var list []candidate
	for _, legs := range groups {
		if len(legs) == 0 {
			continue
		}
		for _, c := range slices.Concat(p.statements(at, legs), p.entries(at, legs)) {
			// To add an action is the same for one leg and for both.
			if !slices.ContainsFunc(list, func(d candidate) bool { return d.slot == c.slot && d.change.String() == c.change.String() }) {
				list = append(list, c)
			}
		}
	}
	return list
}

// lacking are the legs that lack the Allow of the slot's layer or level.
func (p *plea) lacking(at slot) []int {
	var legs []int
	for i := range p.legs {
		allows := func(pol *policy.Policy) bool { return pol.Evaluate(p.requests[i]).Outcome == policy.Allowed }
		// Of the levels of an organization, each has to allow.
		done := at.layer == ServiceControlLayer && slices.ContainsFunc(p.world.list(at), allows)
		if p.missing[i].Has(at.layer) && !done {
			legs = append(legs, i)
		}
	}
	return legs
}

// candidate makes a change of a policy ready, which false tells it cannot be: S3
// or IAM would not store the policy.
func (p *plea) candidate(at slot, kind ChangeKind, width int, doc *policy.Document, statement int, added string) (candidate, bool) {
	compiled, err := doc.Compile()
	if err != nil {
		return candidate{}, false
	}
	s := &doc.Statements[statement]
	c := Change{
		Kind: kind, Layer: at.layer, Policy: doc, added: added,
		Statement: policy.Ref{Number: statement + 1, Sid: s.Sid.Value, At: doc.Position(s.Pos)},
	}
	c.isNew = at.number == len(p.world.list(at))
	if at.layer == ServiceControlLayer {
		c.Level = at.level + 1
	}
	if at.layer == ServiceControlLayer || at.layer == IdentityLayer || at.layer == SessionLayer {
		c.Number = at.number + 1
	}
	return candidate{change: c, slot: at, policy: compiled, width: width}, true
}

// document returns a copy of what is to change: the policy in a slot, or a new
// one.
func (p *plea) document(at slot) *policy.Document {
	if list := p.world.list(at); at.number < len(list) {
		return list[at.number].Document()
	}
	return &policy.Document{Kind: at.kind(), Version: policy.Text{Value: version}}
}

// version is that of the policy language in new policies.
const version = "2012-10-17"
