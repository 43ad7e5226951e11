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
func (c *compiler) tests(s *Statement) []test {
	tests := c.room.tests.Take(len(s.Condition), c.room.ahead)[:0]
	var seen map[operatorKey]bool
	c.operators = c.operators[:0]
	for i := range s.Condition {
		cond := &s.Condition[i]
		raw := c.nextRaw(cond)
		op, err := c.operator(cond.Operator.Value)
		if err != nil {
			// One error for an operator, however many keys it has.
			if !c.reported && (i == 0 || s.Condition[i-1].Operator != cond.Operator) {
				c.faults.add(cond.Operator.Pos, c.within("Condition").member(cond.Operator.Value), err)
			}
			continue
		}
		if len(s.Condition) > 1 && c.twice(op, cond, &seen) {
			c.faults.add(cond.Key.Pos, c.underKey(cond), fmt.Errorf("%w: condition key %s under %v; case does not count", ErrDuplicate, oneline.Quote(cond.Key.Value), op))
		}
		tests = tests[:len(tests)+1]
		if !c.test(&tests[len(tests)-1], op, cond, raw) {
			tests = tests[:len(tests)-1]
		}
	}
	return tests
}

// underKey is the path of what a condition compares with.
func (c *compiler) underKey(cond *Condition) path {
	return c.within("Condition").member(cond.Operator.Value).member(cond.Key.Value)
}

// operator reads the name of an operator, which is most often that of one before it.
func (c *compiler) operator(name string) (condition.Operator, error) {
	for i := range c.spelled {
		if s := &c.spelled[i]; s.name == name && name != "" {
			return s.op, nil
		}
	}
	op, err := condition.ParseOperator(name)
	if err == nil {
		c.spelled[c.nextSpelled%len(c.spelled)] = spelledOperator{name, op}
		c.nextSpelled++
	}
	return op, err
}

// A spelledOperator is an operator as a policy spells it.
type spelledOperator struct {
	name string
	op   condition.Operator
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

// test makes one test ready, unless something is wrong with it. Statements that ask
// the same share it.
func (c *compiler) test(made *test, op condition.Operator, cond *Condition, raw string) bool {
	if len(cond.Values) == 0 {
		if !c.reported {
			c.faults.add(cond.Key.Pos, c.underKey(cond), fmt.Errorf("%w: condition key %s needs at least one value", ErrEmpty, oneline.Quote(cond.Key.Value)))
		}
		return false
	}
	slot := c.shared.slot(op, raw)
	if c.shared.share(made, slot) {
		return true
	}
	c.values = c.values[:0]
	for i := range cond.Values {
		c.values = append(c.values, cond.Values[i].Value)
	}
	var err error
	if made.Test, err = c.builder.Test(c.language, op, condition.Key(cond.Key.Value), c.values...); err != nil {
		c.testFault(op, cond, err)
		return false
	}
	c.shared.put(slot, sharedTest{op, raw, made})
	return true
}

// testFault adds what is wrong with a test.
func (c *compiler) testFault(op condition.Operator, cond *Condition, err error) {
	pos, at := cond.Key.Pos, c.underKey(cond)
	if bad, ok := errors.AsType[*condition.ValueError](err); ok {
		pos, err = cond.Values[bad.Index].Pos, fmt.Errorf("%v: %w", op, bad.Err)
		at = at.entry(bad.Index, len(cond.Values))
	}
	c.faults.add(pos, at, err)
}

// nextRaw returns the next condition as it stands in the text, or as if it stood in one.
func (c *compiler) nextRaw(cond *Condition) (raw string) {
	if len(c.raws) == 0 {
		return rawOf(cond)
	}
	raw, c.raws = c.raws[0], c.raws[1:]
	return raw
}
