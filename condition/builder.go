package condition

import (
	"net/netip"
	"slices"

	"github.com/s3ap/s3ap/internal/room"
)

// A Builder makes the tests of one policy in little room and with few allocations:
// they lie side by side, and so do their values. The zero Builder is ready.
type Builder struct {
	// Ahead tells how many tests are to come, in times of those that were made, so
	// that there is room for them. It may be wrong.
	Ahead float64

	literals room.Room[literalTest]
	strings  room.Room[string]
	networks room.Room[networkTest]
	prefixes room.Room[netip.Prefix]
	bools    room.Room[boolTest]
	truths   room.Room[Truth]
	others   room.Room[Test]
	// names are those of the last keys that were folded.
	names [4]keyName
	next  int
}

type keyName struct {
	key  Key
	name name
}

// The tests of the operators that most policies use lie beside what they compare with.
type (
	literalTest struct {
		Test
		list literals
		one  [1]string
	}
	networkTest struct {
		Test
		list networks
	}
	boolTest struct {
		Test
		list bools
		one  [1]Truth
	}
)

// Test is [NewTest]. It does not keep the slice of values.
func (b *Builder) Test(l Language, op Operator, k Key, values ...string) (*Test, error) {
	switch {
	case !op.IsValid():
		return nil, ErrOperator
	case k == "":
		return nil, ErrKey
	case len(values) == 0:
		return nil, ErrNoValues
	}
	t, err := b.place(l, op, values)
	if err != nil {
		return nil, err
	}
	t.op, t.key = op, k
	b.fold(&t.name, k)
	return t, nil
}

// place returns a test that has its values.
func (b *Builder) place(l Language, op Operator, values []string) (*Test, error) {
	switch operator := op.positive(); operator {
	case stringEquals, stringLike:
		if areLiterals(l, values, operator == stringLike) {
			return b.literal(values), nil
		}
	case boolEquals:
		return b.bool(l, values)
	case ipAddress:
		return b.network(values)
	}
	f, err := newFamily(l, op, values)
	if err != nil {
		return nil, err
	}
	t := b.others.One(b.Ahead)
	t.values = f
	return t, nil
}

func (b *Builder) literal(values []string) *Test {
	t := b.literals.One(b.Ahead)
	if t.list = t.one[:]; len(values) > len(t.one) {
		t.list = b.strings.Take(len(values), b.Ahead)
	}
	copy(t.list, values)
	if len(values) > fewLiterals {
		slices.Sort(t.list)
	}
	t.values = &t.list
	return &t.Test
}

func (b *Builder) bool(l Language, values []string) (*Test, error) {
	t := b.bools.One(b.Ahead)
	if t.list = t.one[:]; len(values) > len(t.one) {
		t.list = b.truths.Take(len(values), b.Ahead)
	}
	t.values = &t.list
	return &t.Test, fill(t.list, values, func(s string) (Truth, error) { return parseBool(l, s) })
}

func (b *Builder) network(values []string) (*Test, error) {
	t := b.networks.One(b.Ahead)
	t.list = b.prefixes.Take(len(values), b.Ahead)
	t.values = &t.list
	return &t.Test, fill(t.list, values, parseNetwork)
}

// fold is the function of that name. Policies ask for the same few keys.
func (b *Builder) fold(n *name, k Key) {
	for i := range b.names {
		if b.names[i].key == k {
			*n = b.names[i].name
			return
		}
	}
	at := &b.names[b.next%len(b.names)]
	at.key, at.name = k, fold(k)
	b.next++
	*n = at.name
}
