package policy

import (
	"errors"
	"fmt"

	"github.com/s3ap/s3ap/condition"
)

// tests makes the conditions of a statement ready.
//
// IAM User Guide, "IAM JSON policy elements: Condition".
func (c *compiler) tests(s *Statement, path string) []condition.Test {
	var tests []condition.Test
	seen := make(map[operatorKey]bool, len(s.Condition))
	for i := range s.Condition {
		cond := &s.Condition[i]
		operatorPath, path := cond.paths(path)
		op, err := condition.ParseOperator(cond.Operator.Value)
		if err != nil {
			// One error for an operator, however many keys it has.
			if !c.fresh && (i == 0 || s.Condition[i-1].Operator != cond.Operator) {
				c.faults.add(cond.Operator.Pos, operatorPath, err)
			}
			continue
		}
		at := operatorKey{op, condition.Key(cond.Key.Value).Fold()}
		if seen[at] {
			c.faults.add(cond.Key.Pos, path, fmt.Errorf("%w: condition key %s under %v; case does not count", ErrDuplicate, quote(cond.Key.Value), op))
		}
		seen[at] = true
		if test, ok := c.test(op, cond, path); ok {
			tests = append(tests, test)
		}
	}
	return tests
}

// operatorKey is what may stand in a Condition only once.
type operatorKey struct {
	op  condition.Operator
	key string
}

func (c *compiler) test(op condition.Operator, cond *Condition, path string) (condition.Test, bool) {
	if len(cond.Values) == 0 {
		if !c.fresh {
			c.faults.add(cond.Key.Pos, path, fmt.Errorf("%w: condition key %s needs at least one value", ErrEmpty, quote(cond.Key.Value)))
		}
		return condition.Test{}, false
	}
	values := make([]string, len(cond.Values))
	for i, v := range cond.Values {
		values[i] = v.Value
	}
	t, err := condition.NewTest(c.language(), op, condition.Key(cond.Key.Value), values...)
	pos := cond.Key.Pos
	if bad, ok := errors.AsType[*condition.ValueError](err); ok {
		pos, err = cond.Values[bad.Index].Pos, fmt.Errorf("%v: %w", op, bad.Err)
		path = item(path, bad.Index, len(values))
	}
	if err != nil {
		c.faults.add(pos, path, err)
	}
	return t, err == nil
}
