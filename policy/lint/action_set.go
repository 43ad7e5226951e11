package lint

import (
	"iter"

	"github.com/s3ap/s3ap/internal/s3action"
	"github.com/s3ap/s3ap/policy"
)

// An actionSet has a bit for each known action, by its number.
type actionSet [(s3action.Count + 63) / 64]uint64

func (s *actionSet) add(number int)      { s[number/64] |= 1 << (number % 64) }
func (s *actionSet) has(number int) bool { return s[number/64]&(1<<(number%64)) != 0 }

// numbers yields the numbers in s.
func (s actionSet) numbers() iter.Seq[int] {
	return func(yield func(int) bool) {
		for n := range s3action.Count {
			if s.has(n) && !yield(n) {
				return
			}
		}
	}
}

// hasName reports whether s has a known action of that name.
func (s *actionSet) hasName(action string) bool {
	n := s3action.Number(action)
	return n != s3action.NoNumber && s.has(n)
}

// actionsOf returns the known actions that an Action or NotAction is about.
func actionsOf(el *policy.Patterns) (set actionSet) {
	for _, t := range el.Items {
		for n := range s3action.MatchingNumbers(t.Value) {
			set.add(n)
		}
	}
	if el.Not {
		for i := range set {
			set[i] = ^set[i]
		}
	}
	return set
}

// A denial is a Deny with the known actions that it is about.
type denial struct {
	*policy.Statement
	number  int // of the statement, from 1
	actions actionSet
}

// maxDenies bounds how many statements of a policy one is compared with.
const maxDenies = 32

// denials returns the first Deny statements that are wanted.
func (p *pass) denials(wanted func(*policy.Statement) bool) (list []denial) {
	for i := range p.doc.Statements {
		s := &p.doc.Statements[i]
		if s.Effect == policy.Deny && len(list) < maxDenies && wanted(s) {
			list = append(list, denial{s, i + 1, actionsOf(&s.Action)})
		}
	}
	return list
}

// outright returns the Deny statements that keep everyone from something, whatever the
// request.
func (p *pass) outright() []denial {
	return p.denials(func(s *policy.Statement) bool {
		return len(s.Condition) == 0 && namesEveryone(&s.Principal)
	})
}

// isTakenAway reports whether one of the denials is about an action, on all that an
// Allow is about.
func isTakenAway(action string, s *policy.Statement, denials []denial) bool {
	for i := range denials {
		d := &denials[i]
		if d.actions.hasName(action) && includesResources(&d.Resource, &s.Resource) {
			return true
		}
	}
	return false
}

// allows yields the statements that allow listed actions, other than those that leave
// the decision to access points.
func (p *pass) allows() iter.Seq[*policy.Statement] {
	return func(yield func(*policy.Statement) bool) {
		for i := range p.doc.Statements {
			s := &p.doc.Statements[i]
			if s.Effect == policy.Allow && !s.Action.Not && !p.delegates(s) && !yield(s) {
				return
			}
		}
	}
}
