package policy

import (
	"fmt"
	"slices"

	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/internal/jsondoc"
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
	return d, list.err()
}

// parse reads a text and makes it ready in one go. The policy is of no use if
// there are errors.
func parse(k Kind, src []byte) (*Document, *Policy, ErrorList) {
	tree, fault := jsondoc.Parse(src, jsondoc.Limits{Size: MaxBytes, Depth: MaxNesting})
	if fault != nil {
		// Lines of a text that is far too large are not worth counting.
		text := string(src[:min(len(src), MaxBytes)])
		f := faults{source: &source{lines: jsondoc.NewLines(text)}}
		f.add(Pos(fault.Offset+1), "", fault.Err)
		return nil, nil, f.list
	}
	r := reader{tree: tree}
	r.faults.source = &source{size: len(src), lines: jsondoc.NewLines(string(src)), tree: tree}
	for _, fault := range tree.Faults {
		r.faults.add(Pos(fault.Offset+1), "", fault.Err)
	}
	d := r.document(k)
	d.source.unread = slices.Clone(r.faults.list)
	if tree.Nodes[0].Kind != jsondoc.Object {
		return d, nil, r.faults.sorted() // nothing more can be said of it
	}
	c := compiler{doc: d, fresh: true, hasEffect: r.hasEffect, faults: r.faults}
	p := c.compile()
	return d, p, c.faults.sorted()
}

// A reader turns a tree into a document. It reports what is not of the shape of
// a policy; what the texts in it say is for the compiler to check.
type reader struct {
	tree   *jsondoc.Document
	faults faults
	// hasEffect tells for each statement whether it has an Effect, though it may
	// be one that cannot be read.
	hasEffect []bool
}

func (r *reader) node(n int) *jsondoc.Node { return &r.tree.Nodes[n] }

// value returns the place of the value of node n.
func (r *reader) value(n int) Pos { return Pos(r.node(n).Offset + 1) }

// name returns the place of the name of member n.
func (r *reader) name(n int) Pos { return Pos(r.node(n).KeyOffset + 1) }

func (r *reader) document(k Kind) *Document {
	d := &Document{Kind: k, source: r.faults.source}
	if !r.is(0, jsondoc.Object, "policy") {
		return d
	}
	for n := range r.members(0) {
		switch r.node(n).Key {
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

// members iterates over the members of n, the second of a name left out: that is
// reported, and only the first counts for the checks that follow.
func (r *reader) members(n int) func(yield func(int) bool) {
	return func(yield func(int) bool) {
		for c := range r.tree.Children(n) {
			if !r.node(c).Twice && !yield(c) {
				return
			}
		}
	}
}

// is reports whether n has a type, and if not, that it should.
func (r *reader) is(n int, k jsondoc.Kind, what string) bool {
	if r.node(n).Kind == k {
		return true
	}
	r.faults.add(r.value(n), "", fmt.Errorf("%w: %s must be %v, not %v", ErrType, what, k, r.node(n).Kind))
	return false
}

func (r *reader) unknown(n int, known ...string) {
	key := r.node(n).Key
	err := fmt.Errorf("%w %s", ErrUnknownElement, quote(key))
	if near, ok := suggest.Nearest(key, slices.Values(known)); ok {
		err = fmt.Errorf("%w; did you mean `%s`?", err, near)
	}
	r.faults.add(r.name(n), "", err)
}

func (r *reader) text(n int, what string) Text {
	if !r.is(n, jsondoc.String, what) {
		return Text{}
	}
	return Text{Value: r.node(n).Text, Pos: r.value(n)}
}

func (r *reader) statements(n int) []Statement {
	list := []Statement{}
	switch r.node(n).Kind {
	case jsondoc.Object:
		list = append(list, r.statement(n))
	case jsondoc.Array:
		for c := range r.tree.Children(n) {
			if r.is(c, jsondoc.Object, "statement") {
				list = append(list, r.statement(c))
			}
		}
	default:
		r.faults.add(r.value(n), "", fmt.Errorf("%w: Statement must be an object or an array of objects, not %v", ErrType, r.node(n).Kind))
	}
	return list
}

func (r *reader) statement(n int) Statement {
	s := Statement{Pos: r.value(n)}
	hasEffect := false
	for c := range r.members(n) {
		switch key := r.node(c).Key; key {
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
			s.Condition = r.conditions(c)
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
	r.faults.add(r.name(n), "", fmt.Errorf("%w: a statement has either %s or Not%s", ErrConflict, element, element))
	return false
}

func (r *reader) effect(n int) Effect {
	if !r.is(n, jsondoc.String, "Effect") {
		return 0
	}
	switch r.node(n).Text {
	case "Allow":
		return Allow
	case "Deny":
		return Deny
	}
	r.faults.add(r.value(n), "", fmt.Errorf("%w, not %s", ErrEffect, quote(r.node(n).Text)))
	return 0
}

// patterns reads a string or a list of strings.
func (r *reader) patterns(n int, not bool) Patterns {
	return Patterns{Pos: r.value(n), Not: not, Items: r.texts(n, jsondoc.String)}
}

// texts reads one scalar of the given kinds or a list of them. It returns nil if
// there is none that can be read.
func (r *reader) texts(n int, kinds ...jsondoc.Kind) []Text {
	if r.node(n).Kind != jsondoc.Array {
		if !r.scalar(n, kinds, " or a list of such") {
			return nil
		}
		return []Text{{Value: r.node(n).Text, Pos: r.value(n)}}
	}
	if r.node(n).Child == 0 {
		r.faults.add(r.value(n), "", fmt.Errorf("%w: a list needs at least one entry", ErrEmpty))
	}
	var list []Text
	for c := range r.tree.Children(n) {
		if r.scalar(c, kinds, "") {
			list = append(list, Text{Value: r.node(c).Text, Pos: r.value(c)})
		}
	}
	return list
}

func (r *reader) scalar(n int, kinds []jsondoc.Kind, orList string) bool {
	if slices.Contains(kinds, r.node(n).Kind) {
		return true
	}
	what := "a string"
	if len(kinds) > 1 {
		what = "a string, number or boolean"
	}
	r.faults.add(r.value(n), "", fmt.Errorf("%w: must be %s%s, not %v", ErrType, what, orList, r.node(n).Kind))
	return false
}

func (r *reader) principals(n int, not bool) Principals {
	p := Principals{Pos: r.value(n), Not: not}
	switch node := r.node(n); {
	case node.Kind == jsondoc.String && node.Text == "*":
		p.Any = true
		return p
	case node.Kind == jsondoc.String:
		r.faults.add(p.Pos, "", fmt.Errorf("%w: %s; write `*`, or an object such as {\"AWS\": %q}", ErrPrincipal, quote(node.Text), "arn:aws:iam::123456789012:role/NAME"))
		return p
	case node.Kind != jsondoc.Object:
		r.faults.add(p.Pos, "", fmt.Errorf("%w: %s must be `*` or an object, not %v", ErrType, p.element(), node.Kind))
		return p
	case node.Child == 0:
		r.faults.add(p.Pos, "", fmt.Errorf("%w: it is about nobody", ErrEmpty))
	}
	for c := range r.members(n) {
		switch r.node(c).Key {
		case "AWS":
			p.AWS = r.texts(c, jsondoc.String)
		case "CanonicalUser":
			p.CanonicalUser = r.texts(c, jsondoc.String)
		case "Service":
			p.Service = r.texts(c, jsondoc.String)
		case "Federated":
			p.Federated = r.texts(c, jsondoc.String)
		default:
			r.unknown(c, "AWS", "CanonicalUser", "Service", "Federated")
		}
	}
	return p
}

func (r *reader) conditions(n int) []Condition {
	if !r.is(n, jsondoc.Object, "Condition") {
		return nil
	}
	r.notEmpty(n, "Condition")
	var list []Condition
	for op := range r.members(n) {
		if _, err := condition.ParseOperator(r.node(op).Key); err != nil {
			r.faults.add(r.name(op), "", err)
		}
		if !r.is(op, jsondoc.Object, "what stands under a condition operator") {
			continue
		}
		r.notEmpty(op, "condition operator")
		for key := range r.members(op) {
			list = append(list, Condition{
				Pos:      r.value(key),
				Operator: Text{Value: r.node(op).Key, Pos: r.name(op)},
				Key:      Text{Value: r.node(key).Key, Pos: r.name(key)},
				Values:   r.texts(key, jsondoc.String, jsondoc.Number, jsondoc.Bool),
			})
		}
	}
	return list
}

func (r *reader) notEmpty(n int, what string) {
	if r.node(n).Child == 0 {
		r.faults.add(r.value(n), "", fmt.Errorf("%w: %s with nothing in it; AWS's pages differ on what that means", ErrEmpty, what))
	}
}
