package aptest

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/s3ap/s3ap/accesspoint"
	"github.com/s3ap/s3ap/policy"
)

// A Statement is a statement of a policy that scenarios have.
type Statement struct {
	File   string // in which the policy stands
	At     policy.Position
	Policy policy.Kind
	Ref    policy.Ref // At of which is the place in the policy
}

// String returns where the statement is and which of its policy it is.
func (s Statement) String() string {
	return fmt.Sprintf("%s:%v: %v, %v", printable(s.File), s.At, s.Policy, s.Ref)
}

// Uncovered returns the statements that applied to no request of the scenarios:
// whatever they say, no test would notice if they said nothing.
func Uncovered(scenarios ...*Scenario) []Statement {
	applied := make(map[statementKey]bool)
	for _, s := range scenarios {
		for _, c := range s.Cases {
			c.mark(applied)
		}
	}
	var list []Statement
	places := make(map[*source]*cursor)
	for _, p := range policiesOf(scenarios) {
		for i, st := range p.policy.Document().Statements {
			key := p.key(i + 1)
			if applied[key] {
				continue
			}
			applied[key] = true // so as to tell it once
			list = append(list, p.statement(places, i+1, st))
		}
	}
	return list
}

// A statementKey tells statements apart: by the text that they are part of.
type statementKey struct {
	file   string
	policy int // where it begins
	number int
}

func (p *placed) key(number int) statementKey {
	return statementKey{p.source.file, p.source.offset + p.offset, number}
}

// policiesOf returns the policies of scenarios in the order of their texts.
func policiesOf(scenarios []*Scenario) (list []*placed) {
	for _, s := range scenarios {
		list = append(list, s.policies...)
	}
	slices.SortStableFunc(list, func(a, b *placed) int {
		return cmp.Or(cmp.Compare(a.source.file, b.source.file), cmp.Compare(a.key(0).policy, b.key(0).policy))
	})
	return list
}

func (p *placed) statement(places map[*source]*cursor, number int, s policy.Statement) Statement {
	c := places[p.source]
	if c == nil {
		fresh := p.source.cursor()
		c = &fresh
		places[p.source] = c
	}
	return Statement{
		File: p.source.file, At: c.position(p.offset + int(s.Pos) - 1), Policy: p.policy.Kind(),
		Ref: policy.Ref{Number: number, Sid: s.Sid.Value, At: p.policy.Document().Position(s.Pos)},
	}
}

// mark notes the statements that apply to a request, on either leg, and to the
// read of what it copies.
func (c *Case) mark(applied map[statementKey]bool) {
	x := c.Explain()
	if !asksPolicies(x.Decision) {
		return
	}
	c.world.mark(x, applied)
	if x.Source != nil && asksPolicies(x.Source.Decision) {
		c.source.mark(*x.Source, applied)
	}
}

func asksPolicies(d accesspoint.Decision) bool {
	return d.By != accesspoint.OperationLayer && d.By != accesspoint.NetworkOriginLayer
}

func (w *world) mark(x accesspoint.Explanation, applied map[statementKey]bool) {
	for _, leg := range x.Legs {
		next := w.traced(leg)
		for _, trace := range leg.Policies {
			rest := next[trace.Layer]
			if !trace.Attached || len(rest) == 0 {
				continue
			}
			p := rest[0]
			next[trace.Layer] = rest[1:]
			for _, s := range trace.Statements {
				if s.Applies {
					applied[p.key(s.Statement.Number)] = true
				}
			}
		}
	}
}

// traced returns the policies that are traced on a leg, those of each layer in
// the order of their traces.
func (w *world) traced(leg accesspoint.LegTrace) map[accesspoint.Layer][]*placed {
	m := map[accesspoint.Layer][]*placed{
		accesspoint.BucketPolicyLayer: {w.door.bucket.policy},
		accesspoint.IdentityLayer:     w.caller.identity,
		accesspoint.BoundaryLayer:     {w.caller.boundary},
		accesspoint.SessionLayer:      w.caller.session,
	}
	if w.door.accessPoint != nil {
		m[accesspoint.AccessPointPolicyLayer] = []*placed{w.door.accessPoint.policy}
	}
	if w.endpoint != nil {
		m[accesspoint.VPCEndpointLayer] = []*placed{w.endpoint.policy}
	}
	if a := w.accounts[leg.Owner]; a != nil {
		m[accesspoint.ResourceControlLayer] = slices.Concat(a.resourceControl...)
	}
	if a := w.accounts[w.setting.Caller.Principal.Account()]; a != nil {
		m[accesspoint.ServiceControlLayer] = slices.Concat(a.serviceControl...)
	}
	return m
}
