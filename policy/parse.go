package policy

import (
	"fmt"
	"slices"

	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/internal/jsondoc"
	"github.com/s3ap/s3ap/internal/oneline"
	"github.com/s3ap/s3ap/internal/suggest"
)

// Bounds of what Parse reads, whatever the kind. The largest policies that AWS
// stores have 20,480 bytes, blanks included.
const (
	MaxBytes      = 64 << 10
	MaxNesting    = 16
	MaxStatements = 1000
)

// Parse reads the text of a policy of a kind and checks it. The error is an
// [ErrorList] of everything that is wrong with it. A text that is JSON gives a
// document even then, as far as it could be understood, for tools that look at
// faulty policies; a document is nil only if the text is no JSON. What was left
// out of a document may have been a condition, so that one with faults of this
// kind does not compile either, whatever is done to it.
func Parse(k Kind, src []byte) (*Document, error) {
	d, _, list := parse(k, src)
	if d != nil {
		d.source.lines = jsondoc.NewLines(d.source.text)
	}
	return d, list.err()
}

// parse reads a text and makes it ready in one go. The policy is of no use if
// there are errors.
func parse(k Kind, src []byte) (*Document, *Policy, ErrorList) {
	tree, fault := jsondoc.ParseTree(src, jsondoc.Limits{Size: MaxBytes, Depth: MaxNesting})
	if fault != nil {
		// Lines of a text that is far too large are not worth counting.
		f := faults{source: &source{text: string(src[:min(len(src), MaxBytes)])}}
		f.add(Pos(fault.Offset+1), path{}, fault.Err)
		return nil, nil, f.list
	}
	r := reader{tree: tree}
	r.faults.source = &source{text: tree.Text, tree: tree}
	for _, fault := range tree.Faults {
		r.faults.add(Pos(fault.Offset+1), path{}, fault.Err)
	}
	d := r.document(k)
	d.source.unread = slices.Clone(r.faults.list)
	if tree.Kind(0) != jsondoc.Object {
		return d, nil, r.faults.sorted() // nothing more can be said of it
	}
	c := compiler{kind: k, doc: d, fresh: true, reported: true, hasEffect: r.hasEffect, faults: r.faults, raws: r.raws}
	p := c.compile()
	return d, p, c.faults.sorted()
}

// A reader turns a tree into a document. It reports what is not of the shape of
// a policy; what the texts in it say is for the compiler to check.
type reader struct {
	tree   *jsondoc.Tree
	faults faults
	// hasEffect tells for each statement whether it has an Effect, though it may
	// be one that cannot be read.
	hasEffect []bool
	// What the document holds, each kind of thing side by side.
	all        []Text
	conditions []Condition
	raws       []string // each of them with its key, as it stands in the text
}

// value returns the place of the value of node n.
func (r *reader) value(n int) Pos { return Pos(r.tree.Offset(n) + 1) }

// name returns the place of the name of member n.
func (r *reader) name(n int) Pos { return Pos(r.tree.KeyOffset(n) + 1) }

func (r *reader) document(k Kind) *Document {
	d := &Document{Kind: k, source: r.faults.source}
	if !r.is(0, jsondoc.Object, "policy") {
		return d
	}
	for n := r.tree.Child(0); n != 0; n = r.tree.Next(n) {
		if r.tree.Twice(n) {
			continue // reported; only the first counts for the checks that follow
		}
		switch r.tree.Key(n) {
		case "Version":
			d.Version = r.text(n, "Version")
		case "Id":
			d.ID = r.text(n, "Id")
		case "Statement":
			d.Statements = r.statements(n)
		default:
			r.unknown(n, "Version", "Id", "Statement")
		}
	}
	return d
}

// is reports whether n has a type, and if not, that it should.
func (r *reader) is(n int, k jsondoc.Kind, what string) bool {
	if r.tree.Kind(n) == k {
		return true
	}
	r.fault(r.value(n), fmt.Errorf("%w: %s must be %v, not %v", ErrType, what, k, r.tree.Kind(n)))
	return false
}

func (r *reader) fault(pos Pos, err error) { r.faults.add(pos, path{}, err) }

func (r *reader) unknown(n int, known ...string) {
	err := &UnknownError{Name: r.tree.Key(n)}
	err.Near, _ = suggest.Nearest(err.Name, slices.Values(known))
	r.fault(r.name(n), err)
}

func (r *reader) text(n int, what string) Text {
	if !r.is(n, jsondoc.String, what) {
		return Text{}
	}
	return Text{Value: r.tree.String(n), Pos: r.value(n)}
}

func (r *reader) statements(n int) []Statement {
	r.all = make([]Text, 0, r.tree.Len())
	count := r.count(n)
	list := make([]Statement, 0, count)
	switch r.tree.Kind(n) {
	case jsondoc.Object:
		list = append(list, r.statement(n))
	case jsondoc.Array:
		r.hasEffect = make([]bool, 0, count)
		r.conditions = make([]Condition, 0, count)
		r.raws = make([]string, 0, count)
		for c := r.tree.Child(n); c != 0; c = r.tree.Next(c) {
			if r.is(c, jsondoc.Object, "statement") {
				list = append(list, r.statement(c))
			}
		}
	default:
		r.fault(r.value(n), fmt.Errorf("%w: Statement must be an object or an array of objects, not %v", ErrType, r.tree.Kind(n)))
	}
	return list
}

func (r *reader) statement(n int) Statement {
	s := Statement{Pos: r.value(n)}
	hasEffect := false
	for c := r.tree.Child(n); c != 0; c = r.tree.Next(c) {
		if r.tree.Twice(c) {
			continue
		}
		switch key := r.tree.Key(c); key {
		case "Sid":
			s.Sid = r.text(c, "Sid")
		case "Effect":
			s.Effect, hasEffect = r.effect(c), true
		case "Principal", "NotPrincipal":
			if r.first(c, s.Principal.Pos, "Principal") {
				s.Principal = r.principals(c, key == "NotPrincipal")
			}
		case "Action", "NotAction":
			if r.first(c, s.Action.Pos, "Action") {
				s.Action = r.patterns(c, key == "NotAction")
			}
		case "Resource", "NotResource":
			if r.first(c, s.Resource.Pos, "Resource") {
				s.Resource = r.patterns(c, key == "NotResource")
			}
		case "Condition":
			s.Condition = r.condition(c)
		default:
			r.unknown(c, "Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition")
		}
	}
	r.hasEffect = append(r.hasEffect, hasEffect)
	return s
}

// first reports whether an element that has an opposite is the first of the two,
// and if not, that there must be only one.
func (r *reader) first(n int, before Pos, element string) bool {
	if before == 0 {
		return true
	}
	r.fault(r.name(n), fmt.Errorf("%w: a statement has either %s or Not%s", ErrConflict, element, element))
	return false
}

func (r *reader) effect(n int) Effect {
	if !r.is(n, jsondoc.String, "Effect") {
		return 0
	}
	switch r.tree.String(n) {
	case "Allow":
		return Allow
	case "Deny":
		return Deny
	}
	r.fault(r.value(n), fmt.Errorf("%w, not %s", ErrEffect, oneline.Quote(r.tree.String(n))))
	return 0
}

func (r *reader) principals(n int, not bool) Principals {
	p := Principals{Pos: r.value(n), Not: not}
	switch kind := r.tree.Kind(n); {
	case kind == jsondoc.String && r.tree.String(n) == "*":
		p.Any = true
		return p
	case kind == jsondoc.String:
		r.fault(p.Pos, fmt.Errorf("%w: %s; write `*`, or an object such as {\"AWS\": %q}", ErrPrincipal, oneline.Quote(r.tree.String(n)), "arn:aws:iam::123456789012:role/NAME"))
		return p
	case kind != jsondoc.Object:
		r.fault(p.Pos, fmt.Errorf("%w: %s must be `*` or an object, not %v", ErrType, p.element(), kind))
		return p
	case r.tree.Child(n) == 0:
		r.fault(p.Pos, fmt.Errorf("%w: it is about nobody", ErrEmpty))
	}
	for c := r.tree.Child(n); c != 0; c = r.tree.Next(c) {
		if r.tree.Twice(c) {
			continue
		}
		switch r.tree.Key(c) {
		case "AWS":
			p.AWS = r.texts(c, stringsAlone)
		case "CanonicalUser":
			p.CanonicalUser = r.texts(c, stringsAlone)
		case "Service":
			p.Service = r.texts(c, stringsAlone)
		case "Federated":
			p.Federated = r.texts(c, stringsAlone)
		default:
			r.unknown(c, "AWS", "CanonicalUser", "Service", "Federated")
		}
	}
	return p
}

func (r *reader) condition(n int) []Condition {
	if !r.is(n, jsondoc.Object, "Condition") {
		return nil
	}
	r.notEmpty(n, "Condition")
	begin := len(r.conditions)
	for op := r.tree.Child(n); op != 0; op = r.tree.Next(op) {
		if r.tree.Twice(op) {
			continue
		}
		if _, err := condition.ParseOperator(r.tree.Key(op)); err != nil {
			r.fault(r.name(op), err)
		}
		if !r.is(op, jsondoc.Object, "what stands under a condition operator") {
			continue
		}
		r.notEmpty(op, "condition operator")
		for key := r.tree.Child(op); key != 0; key = r.tree.Next(key) {
			if r.tree.Twice(key) {
				continue
			}
			r.raws = append(r.raws, r.tree.Text[r.tree.KeyOffset(key):r.tree.End(key)])
			r.conditions = append(r.conditions, Condition{
				Pos:      r.value(key),
				Operator: Text{Value: r.tree.Key(op), Pos: r.name(op)},
				Key:      Text{Value: r.tree.Key(key), Pos: r.name(key)},
				Values:   r.texts(key, anyScalar),
			})
		}
	}
	if len(r.conditions) == begin {
		return nil
	}
	return r.conditions[begin:len(r.conditions):len(r.conditions)]
}

func (r *reader) notEmpty(n int, what string) {
	if r.tree.Child(n) == 0 {
		r.fault(r.value(n), fmt.Errorf("%w: %s with nothing in it; AWS's pages differ on what that means", ErrEmpty, what))
	}
}
