package policy

import "slices"

// A Document is a policy as Go values, to be looked at, edited, built and
// printed. Nothing is checked until it is compiled. Only a document that came
// from [Parse] has places in a text; in one built by hand every Pos is 0.
type Document struct {
	Kind       Kind
	Version    Text // empty if it has none
	ID         Text
	Statements []Statement

	source *source
}

// A Statement is one statement of a policy.
type Statement struct {
	Pos       Pos
	Sid       Text
	Effect    Effect
	Principal Principals // zero if it has neither Principal nor NotPrincipal
	Action    Patterns
	Resource  Patterns
	Condition []Condition
}

// Text is a text of a policy with its place.
type Text struct {
	Value string
	Pos   Pos
}

// Texts makes Text of strings, for documents built by hand.
func Texts(values ...string) []Text {
	list := make([]Text, len(values))
	for i, v := range values {
		list[i].Value = v
	}
	return list
}

// Patterns are the entries of Action or Resource, or of NotAction or
// NotResource if Not is true.
type Patterns struct {
	Pos   Pos
	Not   bool
	Items []Text
}

// Principals are the entries of Principal, or of NotPrincipal if Not is true.
// Any is the lone `*`; an entry `*` under AWS means the same.
type Principals struct {
	Pos                                    Pos
	Not, Any                               bool
	AWS, CanonicalUser, Service, Federated []Text
}

// isZero reports whether the element is left out.
func (p *Principals) isZero() bool {
	return p.Pos == 0 && !p.Not && !p.Any &&
		len(p.AWS)+len(p.CanonicalUser)+len(p.Service)+len(p.Federated) == 0
}

// isZero reports whether the element is left out.
func (p *Patterns) isZero() bool { return p.Pos == 0 && !p.Not && len(p.Items) == 0 }

// element returns the name of the element, which is name or its opposite.
func (p *Patterns) element(name string) string { return element(name, p.Not) }

// element returns Principal or NotPrincipal.
func (p *Principals) element() string { return element("Principal", p.Not) }

func element(name string, not bool) string {
	if not {
		return "Not" + name
	}
	return name
}

// A Condition is one key under one operator, with the values to compare with.
// Numbers and booleans of the text stand as text.
type Condition struct {
	Pos           Pos
	Operator, Key Text
	Values        []Text
}

// An Effect is what a statement does when it applies. The zero Effect is not
// valid.
type Effect uint8

// The effects.
const (
	Allow Effect = 1 + iota
	Deny
)

// String returns Allow or Deny.
func (e Effect) String() string {
	switch e {
	case Allow:
		return "Allow"
	case Deny:
		return "Deny"
	}
	return "invalid"
}

// Position returns the line and column of a place in d.
func (d *Document) Position(pos Pos) Position { return d.source.position(pos) }

// Clone returns a copy that shares nothing that can be changed.
func (d *Document) Clone() *Document {
	c := *d
	c.Statements = slices.Clone(d.Statements)
	for i := range c.Statements {
		s := &c.Statements[i]
		s.Action.Items = slices.Clone(s.Action.Items)
		s.Resource.Items = slices.Clone(s.Resource.Items)
		p := &s.Principal
		for _, list := range []*[]Text{&p.AWS, &p.CanonicalUser, &p.Service, &p.Federated} {
			*list = slices.Clone(*list)
		}
		s.Condition = slices.Clone(s.Condition)
		for j := range s.Condition {
			s.Condition[j].Values = slices.Clone(s.Condition[j].Values)
		}
	}
	return &c
}
