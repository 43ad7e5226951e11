package condition

import (
	"errors"
	"fmt"
)

// A Test is one line of a policy's Condition, made ready: an operator, a key and
// the values that the key is compared with. It does not change once made. The
// zero Test is always in doubt.
type Test struct {
	op     Operator
	key    Key
	name   name
	values family
}

// A family is the values of a test, ready for the operators that take them. Its
// methods are reached through a type switch and not through the interface, so
// that what they are given need not live on the heap.
type family interface{ ofOperators() }

// Errors of NewTest, together with those of the values themselves.
var (
	ErrKey      = errors.New("condition key is empty")
	ErrNoValues = errors.New("condition key has no value to compare with")
)

// A ValueError tells which value of a test cannot be read.
type ValueError struct {
	Index int // of the value, from 0
	Err   error
}

// Error names the fault. The place is for the caller to show.
func (e *ValueError) Error() string { return e.Err.Error() }

// Unwrap returns Err.
func (e *ValueError) Unwrap() error { return e.Err }

// NewTest makes a test ready. Values are written as in a policy, where true, 10
// and "10" may stand without quotes. A number, a boolean, an address, base64 or
// a policy variable that cannot be read is an error, a [*ValueError]. A date or
// an ARN that cannot be read is none, as IAM takes it; a test with it is in
// doubt.
func NewTest(l Language, op Operator, k Key, values ...string) (Test, error) {
	t, err := new(Builder).Test(l, op, k, values...)
	if err != nil {
		return Test{}, err
	}
	return *t, nil
}

// newFamily reads the values of an operator, other than those of Bool and IpAddress.
func newFamily(l Language, op Operator, values []string) (family, error) {
	switch op.positive() {
	case stringEquals, stringLike:
		return placed(newTexts(l, values, op.positive() == stringLike))
	case stringEqualsIgnoreCase:
		return placed(newFoldedTexts(l, values))
	case binaryEquals:
		return placed(each[binaries](values, parseBinary))
	case arnEquals, arnLike:
		return placed(newARNs(l, values))
	case null:
		return placed(each[nulls](values, parseNull))
	case dateEquals, dateLessThan, dateLessThanEquals, dateGreaterThan, dateGreaterThanEquals:
		return placed(newDates(values), nil)
	}
	return placed(each[numbers](values, parseNumber))
}

// placed returns values of a seldom used operator as a family.
func placed[F any, P interface {
	*F
	family
}](values F, err error) (family, error) {
	return P(&values), err
}

// each reads values one by one.
func each[F ~[]V, V any](values []string, parse func(string) (V, error)) (F, error) {
	made := make(F, len(values))
	return made, fill(made, values, parse)
}

// fill is each for a slice that is there.
func fill[V any](made []V, values []string, parse func(string) (V, error)) error {
	for i, s := range values {
		v, err := parse(s)
		if err != nil {
			return &ValueError{i, err}
		}
		made[i] = v
	}
	return nil
}

// unreadable is an error about a value, which it quotes.
func unreadable(fault error, value string) error {
	return fmt.Errorf("%w, and `%.64s` is not", fault, value)
}

// Operator returns the operator.
func (t *Test) Operator() Operator { return t.op }

// Key returns the key as the policy spells it.
func (t *Test) Key() Key { return t.key }

// Holds tells whether the request meets t. It does not allocate, but where an
// address is asked for and the request has none that can be read.
func (t *Test) Holds(ctx Context) Truth { return t.HoldsIn(&ctx) }

// HoldsIn is Holds for a context that is not copied.
func (t *Test) HoldsIn(ctx *Context) Truth {
	one, many, state := ctx.look(t.name)
	if state == single && t.op.set == noSet && t.op.base != null && t.op.IsValid() {
		return t.meets(ctx, one) // as most are
	}
	return t.holds(ctx, &held{one, many, state})
}

// holds is Holds for what the request holds under the key.
func (t *Test) holds(ctx *Context, a *held) Truth {
	if t.op.base == null {
		return t.values.(*nulls).holds(a.has())
	}
	switch a.has() {
	case Unknown:
		return Unknown
	case False:
		return t.op.withoutKey()
	}
	switch {
	case !t.op.IsValid():
		return Unknown
	case t.op.set == noSet && a.count() > 1:
		// IAM says to use a set operator and not what happens else.
		return Unknown
	case t.op.set == forAllValues:
		return t.holdsForAll(ctx, a)
	}
	m := False
	for i := range a.count() {
		m = m.Or(t.meets(ctx, a.value(i)))
	}
	return m
}

// holdsForAll is Holds for ForAllValues and a key that has values.
func (t *Test) holdsForAll(ctx *Context, a *held) Truth {
	m := True
	for i := range a.count() {
		m = m.And(t.meets(ctx, a.value(i)))
	}
	// One page says that a key whose only value is empty counts as absent.
	if m == False && a.count() == 1 && a.value(0) == "" {
		return Unknown
	}
	return m
}

// withoutKey is the answer for a key that the request does not have.
//
// IAM User Guide, "Condition operators" on missing keys, and "Single-valued vs.
// multivalued context keys". The pages differ on ForAnyValue with IfExists.
func (op Operator) withoutKey() Truth {
	switch {
	case !op.IsValid() || op.set == forAnyValue && op.ifExists:
		return Unknown
	case op.set == forAnyValue:
		return False
	}
	return truth(op.set == forAllValues || op.ifExists || op.Negated())
}

// meets tells whether one value of the request does what the operator asks: it
// matches one of the values of t, or none if the operator is negated.
func (t *Test) meets(ctx *Context, value string) Truth {
	m, unresolved := t.matches(ctx, value)
	switch {
	case t.op.Negated():
		return m.Not()
	case unresolved && m != False:
		// One page says that the other values count, another that a variable
		// without a value makes the whole statement invalid.
		return Unknown
	}
	return m
}

// matches tells whether a value of the request matches one of the values of t,
// those set aside whose policy variables have no value, and whether there are
// such.
func (t *Test) matches(ctx *Context, value string) (m Truth, unresolved bool) {
	switch f := t.values.(type) {
	case *literals:
		return f.match(value), false
	case *texts:
		return f.match(ctx, value)
	case *arns:
		return f.match(ctx, value)
	case *numbers:
		return f.match(value, t.op.positive()), false
	case *dates:
		return f.match(value, t.op.positive()), false
	case *bools:
		return f.match(value), false
	case *binaries:
		return f.match(value), false
	case *networks:
		return f.match(value), false
	}
	return Unknown, false
}
