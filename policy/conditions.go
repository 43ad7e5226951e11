package policy

import (
	"errors"
	"fmt"
	"slices"

	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/internal/oneline"
)

// tests makes the conditions of a statement ready.
//
// IAM User Guide, "IAM JSON policy elements: Condition".
func (c *compiler) tests(s *Statement, in path) []*condition.Test {
	tests := c.room.tests.take(len(s.Condition), c.room.ahead)[:0]
	var seen map[operatorKey]bool
	c.operators = c.operators[:0]
	for i := range s.Condition {
		cond := &s.Condition[i]
		at := in.member("Condition").member(cond.Operator.Value)
		op, err := condition.ParseOperator(cond.Operator.Value)
		if err != nil {
			// One error for an operator, however many keys it has.
			if !c.reported && (i == 0 || s.Condition[i-1].Operator != cond.Operator) {
				c.faults.add(cond.Operator.Pos, at, err)
			}
			continue
		}
		at = at.member(cond.Key.Value)
		if c.twice(op, cond, &seen) {
			c.faults.add(cond.Key.Pos, at, fmt.Errorf("%w: condition key %s under %v; case does not count", ErrDuplicate, oneline.Quote(cond.Key.Value), op))
		}
		if test, ok := c.test(op, cond, at); ok {
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

// twice reports whether a condition before it in the statement has the same operator
// and key.
func (c *compiler) twice(op condition.Operator, cond *Condition, seen *map[operatorKey]bool) bool {
	const few = 16
	key := condition.Key(cond.Key.Value)
	c.operators = append(c.operators, operatorKey{op: op, key: cond.Key.Value})
	if n := len(c.operators) - 1; n < few {
		return slices.ContainsFunc(c.operators[:n], func(o operatorKey) bool {
			return o.op == op && condition.Key(o.key).Fold() == key.Fold()
		})
	}
	if *seen == nil {
		*seen = make(map[operatorKey]bool)
		for _, o := range c.operators[:few] {
			(*seen)[operatorKey{o.op, condition.Key(o.key).Fold()}] = true
		}
	}
	folded := operatorKey{op, key.Fold()}
	had := (*seen)[folded]
	(*seen)[folded] = true
	return had
}

// test makes one test ready. Statements that ask the same share it.
func (c *compiler) test(op condition.Operator, cond *Condition, at path) (*condition.Test, bool) {
	if len(cond.Values) == 0 {
		if !c.reported {
			c.faults.add(cond.Key.Pos, at, fmt.Errorf("%w: condition key %s needs at least one value", ErrEmpty, oneline.Quote(cond.Key.Value)))
		}
		return nil, false
	}
	if t := c.shared.find(op, cond); t != nil {
		return t, true
	}
	c.values = c.values[:0]
	for _, v := range cond.Values {
		c.values = append(c.values, v.Value)
	}
	t, err := c.builder.Test(c.language, op, condition.Key(cond.Key.Value), c.values...)
	pos := cond.Key.Pos
	if bad, ok := errors.AsType[*condition.ValueError](err); ok {
		pos, err = cond.Values[bad.Index].Pos, fmt.Errorf("%v: %w", op, bad.Err)
		at = at.entry(bad.Index, len(cond.Values))
	}
	if err != nil {
		c.faults.add(pos, at, err)
		return nil, false
	}
	made := &c.room.made.take(1, c.room.ahead)[0]
	*made = t
	c.share(op, cond, made)
	return made, true
}

// sharedTests are the tests that were made first, with what they were made of.
type sharedTests struct {
	list [8]sharedTest
	n    int
}

type sharedTest struct {
	op     condition.Operator
	key    string
	values []Text
	test   *condition.Test
}

func (c *compiler) share(op condition.Operator, cond *Condition, t *condition.Test) {
	s := &c.shared
	if s.n == len(s.list) {
		return
	}
	values := c.room.texts.take(len(cond.Values), c.room.ahead)
	copy(values, cond.Values)
	s.list[s.n] = sharedTest{op, cond.Key.Value, values, t}
	s.n++
}

func (s *sharedTests) find(op condition.Operator, cond *Condition) *condition.Test {
	for i := range s.list[:s.n] {
		if t := &s.list[i]; t.op == op && t.key == cond.Key.Value && sameValues(t.values, cond.Values) {
			return t.test
		}
	}
	return nil
}

func sameValues(a, b []Text) bool {
	return slices.EqualFunc(a, b, func(a, b Text) bool { return a.Value == b.Value })
}
