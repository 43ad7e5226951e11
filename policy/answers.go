package policy

import "github.com/s3ap/s3ap/condition"

// A test is one line of a statement's Condition.
type test struct {
	*condition.Test
	// shared is its number among the tests that several statements ask, from 1; 0 if no
	// other asks it.
	shared uint16
}

// maxShared is how many tests can have a number. Policies with more are rare, and there
// the others are asked again.
const maxShared = 256

// answers remember what the shared tests came to for one request, so that each is
// asked once.
type answers struct{ asked, met, failed [maxShared / 64]uint64 }

// of answers a test that is shared, and remembers the answer.
func (a *answers) of(t *test, ctx *condition.Context) condition.Truth {
	w, bit := (t.shared-1)/64%uint16(len(a.asked)), uint64(1)<<((t.shared-1)%64)
	switch {
	case a.met[w]&bit != 0:
		return condition.True
	case a.failed[w]&bit != 0:
		return condition.False
	case a.asked[w]&bit != 0:
		return condition.Unknown
	}
	a.asked[w] |= bit
	holds := t.HoldsIn(ctx)
	switch holds {
	case condition.True:
		a.met[w] |= bit
	case condition.False:
		a.failed[w] |= bit
	}
	return holds
}

// meets tells whether the request meets the conditions of the statement. Known is what
// conditions have been asked before.
func (s *statement) meets(ctx *condition.Context, known *answers) condition.Truth {
	t := condition.True
	for i := range s.tests {
		holds := condition.Unknown
		if test := &s.tests[i]; test.shared == 0 {
			holds = test.HoldsIn(ctx)
		} else {
			holds = known.of(test, ctx)
		}
		if t = t.And(holds); t == condition.False {
			break
		}
	}
	return t
}
