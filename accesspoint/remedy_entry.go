package accesspoint

import (
	"github.com/s3ap/s3ap/policy"
)

// entries are the candidates that add an action or a resource to an Allow that
// misses the request by that alone, the nearest in each policy of the slot.
func (p *plea) entries(at slot, legs []int) []candidate {
	if !p.takesAction(at) {
		return nil
	}
	var list []candidate
	for at.number = range p.world.list(at) {
		if i, missed := p.nearMiss(at, legs); missed != policy.NoElement {
			if c, ok := p.extended(at, legs, i, missed); ok {
				list = append(list, c)
			}
		}
	}
	return list
}

// nearMiss returns the nearest Allow that misses on each of legs by the same
// element alone, its action or its resource, and that element; NoElement if there
// is none.
func (p *plea) nearMiss(at slot, legs []int) (statement int, missed policy.Element) {
	pol := p.world.list(at)[at.number]
	traces := pol.Explain(p.requests[legs[0]])
	others := traces
	if len(legs) > 1 {
		others = pol.Explain(p.requests[legs[1]])
	}
	for i := range traces {
		t, u := &traces[i], &others[i]
		el := t.Missed()
		if t.Effect == policy.Allow && t.Near() == allElements-1 && u.Near() == allElements-1 && el == u.Missed() &&
			(el == policy.ActionElement || el == policy.ResourceElement) && el > missed {
			statement, missed = i, el
		}
	}
	return statement, missed
}

// allElements is what a trace counts of a statement that applies.
const allElements = 4

// extended is the candidate that adds to an element of a statement.
func (p *plea) extended(at slot, legs []int, i int, missed policy.Element) (candidate, bool) {
	doc := p.document(at)
	s := &doc.Statements[i]
	if missed == policy.ActionElement {
		if s.Action.Not {
			return candidate{}, false // it leaves the action out on purpose
		}
		s.Action.Items = append(s.Action.Items, policy.Text{Value: p.action.Name})
		return p.candidate(at, AddAction, entryWidth, doc, i, p.action.Name)
	}
	if s.Resource.Not {
		return candidate{}, false
	}
	added := ""
	for n, leg := range legs {
		resource := p.legs[leg].resource.String()
		s.Resource.Items = append(s.Resource.Items, policy.Text{Value: literal(resource, doc)})
		if n > 0 {
			added += " and "
		}
		added += resource
	}
	return p.candidate(at, AddResource, entryWidth, doc, i, added)
}
