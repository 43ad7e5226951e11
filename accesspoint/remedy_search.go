package accesspoint

import (
	"cmp"
	"slices"

	"github.com/s3ap/s3ap/policy"
)

// A candidate is a change that may help, made ready to be tried.
type candidate struct {
	change Change
	slot   slot
	policy *policy.Policy
	width  int // how much it opens beyond the request
	// elsewhere tells that the request is to go through another VPC endpoint.
	elsewhere bool
}

// maxCandidates and maxTrials bound what a setting made to be costly can cost.
// Ordinary ones have and take some ten.
const (
	maxCandidates = 100
	maxTrials     = 1000
)

// search tries changes and what can be combined of them, fewer before more. A
// combination is not tried where one of fewer places has helped.
func (e *Evaluator) search(q *Question) []Remedy {
	candidates := e.candidates(q)
	candidates = candidates[:min(len(candidates), maxCandidates)]
	var found [][]*candidate
	trials := 0
	var try func(chosen []*candidate, from, more int)
	try = func(chosen []*candidate, from, more int) {
		if more == 0 {
			if trials++; e.allowedWith(chosen, q) {
				found = append(found, slices.Clone(chosen))
			}
			return
		}
		for i := from; i < len(candidates) && trials < maxTrials; i++ {
			if next := append(chosen, &candidates[i]); distinctSlots(next) && !helped(found, next) {
				try(next, i+1, more-1)
			}
		}
	}
	for n := 1; n <= maxChanges; n++ {
		try(nil, 0, n)
	}
	slices.SortStableFunc(found, func(a, b []*candidate) int {
		return cmp.Or(cmp.Compare(widest(a), widest(b)), cmp.Compare(len(a), len(b)))
	})
	found = found[:min(len(found), maxRemedies)]
	list := make([]Remedy, len(found))
	for i, chosen := range found {
		for _, c := range chosen {
			list[i].Changes = append(list[i].Changes, c.change)
		}
	}
	return list
}

// distinctSlots reports whether the last of the changes is in a slot of its own.
func distinctSlots(chosen []*candidate) bool {
	last := len(chosen) - 1
	for _, c := range chosen[:last] {
		if c.slot == chosen[last].slot {
			return false
		}
	}
	return true
}

// helped reports whether fewer changes in some of the same places have helped.
func helped(found [][]*candidate, chosen []*candidate) bool {
	for _, f := range found {
		if len(f) < len(chosen) && within(f, chosen) {
			return true
		}
	}
	return false
}

// within reports whether all the places of a are places of b.
func within(a, b []*candidate) bool {
	for _, c := range a {
		if !slices.ContainsFunc(b, func(d *candidate) bool { return d.slot == c.slot }) {
			return false
		}
	}
	return true
}

// widest is the width of the widest change.
func widest(chosen []*candidate) int {
	width := 0
	for _, c := range chosen {
		width = max(width, c.width)
	}
	return width
}

// allowedWith decides the question again with changes made. What Block Public
// Access has found of the policies still holds then: no change makes one public.
func (e *Evaluator) allowedWith(chosen []*candidate, q *Question) bool {
	changed, asked := *e, *q
	if q.Source != nil {
		from, source := *q.Source.Evaluator, *q.Source
		source.Evaluator = &from
		asked.Source = &source
	}
	for _, c := range chosen {
		w := &changed.world
		if c.slot.ofSource {
			w = &asked.Source.Evaluator.world
		}
		switch {
		case c.policy != nil:
			w.put(c.slot, c.policy)
		case c.elsewhere:
			changed.world.leaveEndpoint()
			if asked.Source != nil {
				asked.Source.Evaluator.world.leaveEndpoint()
			}
			fallthrough
		default:
			asked.Context = asked.Context.With(c.change.Context...)
		}
	}
	changed.settle()
	if q.Source != nil {
		asked.Source.Evaluator.settle()
	}
	d := changed.Evaluate(asked)
	return d.Allowed()
}
