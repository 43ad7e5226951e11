package slow

import (
	"slices"

	"github.com/s3ap/s3ap/internal/doubt"
	"github.com/s3ap/s3ap/policy"
)

// A Result is what becomes of each statement of a policy.
type Result []Statement

// An Answer is what the statements come to.
type Answer struct {
	Outcome policy.Outcome
	Grants  policy.Grants // empty unless allowed
}

// Answer puts the statements together.
func (r Result) Answer(f doubt.Favour) Answer {
	var a Answer
	for _, s := range r {
		if !s.Applies(f) {
			continue
		}
		if s.Effect == policy.Deny {
			return Answer{Outcome: policy.ExplicitDeny}
		}
		a.Outcome = policy.Allowed
		a.Grants |= s.granted(f)
	}
	return a
}

// directness ranks grants by what else must allow the request: nothing, for a
// role or issuer also its boundary and session policies, for an account its own
// policies. IAM User Guide, "Policy evaluation for requests within a single
// account".
func directness(g policy.Grants) int {
	switch {
	case g == 0:
		return 3
	case g.Has(policy.Direct | policy.Wildcard | policy.Service):
		return 0
	case g.Has(policy.Role | policy.Issuer):
		return 1
	}
	return 2
}

// Decider returns the number of the statement that decides, 0 if none does:
// the first Deny that applies, or of the Allows the first that names the caller
// most directly.
func (r Result) Decider(f doubt.Favour) int {
	best := 0
	for i, s := range r {
		if !s.Applies(f) {
			continue
		}
		if s.Effect == policy.Deny {
			return 1 + slices.IndexFunc(r, func(s Statement) bool { return s.Effect == policy.Deny && s.Applies(f) })
		}
		if best == 0 || directness(s.granted(f)) < directness(r[best-1].granted(f)) {
			best = i + 1
		}
	}
	return best
}

// TurnsOn tells whether another truth of one element of a statement in r makes
// another outcome.
func (r Result) TurnsOn(element *Truth) bool {
	was, outcome := *element, r.Answer(doubt.Deny).Outcome
	defer func() { *element = was }()
	return slices.ContainsFunc(opposite[was], func(t Truth) bool {
		*element = t
		return r.Answer(doubt.Deny).Outcome != outcome
	})
}
