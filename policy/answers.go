package policy

import "github.com/s3ap/s3ap/condition"

// answers remember what conditions came to for one request. Statements that ask the
// same share the test, so that each is asked once, and the pointer tells which it is.
// There is room for a few; which of many are remembered makes no difference.
type answers struct {
	tests [8]*condition.Test
	holds [8]condition.Truth
	next  uint8
}

// meets is the function of that name of a statement.
func (a *answers) meets(s *statement, ctx *condition.Context) condition.Truth {
	t := condition.True
	for _, test := range s.tests {
		if t = t.And(a.of(test, ctx)); t == condition.False {
			break
		}
	}
	return t
}

func (a *answers) of(t *condition.Test, ctx *condition.Context) condition.Truth {
	for i, asked := range a.tests {
		switch asked {
		case t:
			return a.holds[i]
		case nil:
			return a.ask(t, ctx)
		}
	}
	return a.ask(t, ctx)
}

func (a *answers) ask(t *condition.Test, ctx *condition.Context) condition.Truth {
	at := a.next % uint8(len(a.tests))
	a.tests[at], a.holds[at] = t, t.HoldsIn(ctx)
	a.next++
	return a.holds[at]
}
