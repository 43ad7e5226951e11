package policy

import "github.com/s3ap/s3ap/internal/jsondoc"

// A soundReader reads the text of a policy in which nothing is wrong, a statement at a
// time, each into the room of the one before it. It fails at whatever it does not
// expect there, if that is a fault or not, and leaves the rules about what the texts
// say to the compiler, as the reader of trees does.
type soundReader struct {
	jsondoc.Reader
	all        []Text
	conditions []Condition
	raws       []string // each of them with its key, as it stands in the text
}

// elements are those that the policy or a statement has had.
type elements uint8

const (
	sidElement elements = 1 << iota
	effectElement
	principalElement
	actionElement
	resourceElement
	conditionElement
	versionElement
	statementElement

	idElement = sidElement
)

// once fails if an element or its opposite has been there.
func (r *soundReader) once(had *elements, e elements) {
	if *had&e != 0 {
		r.Fail()
	}
	*had |= e
}

// place returns the place of the next value.
func (r *soundReader) place() Pos {
	r.Next()
	return Pos(r.Offset() + 1)
}

// statement reads a statement. It is good until the next one is read.
func (r *soundReader) statement(s *Statement) {
	r.all, r.conditions, r.raws = r.all[:0], r.conditions[:0], r.raws[:0]
	*s = Statement{Pos: r.place()}
	var had elements
	for more := r.Open(jsondoc.Object); more; more = r.More(jsondoc.Object) {
		switch name, _ := r.Name(); name {
		case "Sid":
			r.once(&had, sidElement)
			r.text(&s.Sid)
		case "Effect":
			r.once(&had, effectElement)
			s.Effect = r.effect()
		case "Principal", "NotPrincipal":
			r.once(&had, principalElement)
			r.principals(&s.Principal, name == "NotPrincipal")
		case "Action", "NotAction":
			r.once(&had, actionElement)
			r.patterns(&s.Action, name == "NotAction")
		case "Resource", "NotResource":
			r.once(&had, resourceElement)
			r.patterns(&s.Resource, name == "NotResource")
		case "Condition":
			r.once(&had, conditionElement)
			r.condition(s)
		default:
			r.Fail()
		}
	}
}

func (r *soundReader) text(t *Text) {
	t.Pos = r.place()
	t.Value = r.String()
}

func (r *soundReader) effect() Effect {
	switch r.String() {
	case "Allow":
		return Allow
	case "Deny":
		return Deny
	}
	r.Fail()
	return 0
}

func (r *soundReader) patterns(p *Patterns, not bool) {
	p.Pos, p.Not = r.place(), not
	p.Items = r.texts(stringsAlone)
}

// texts reads a scalar of the given types or a list of them.
func (r *soundReader) texts(types scalars) []Text {
	begin := len(r.all)
	if k := r.Next(); k != jsondoc.Array {
		r.gather(k, types)
	} else {
		for more := r.Open(jsondoc.Array); more; more = r.More(jsondoc.Array) {
			r.gather(r.Next(), types)
		}
	}
	if len(r.all) == begin {
		r.Fail()
	}
	return r.all[begin:len(r.all):len(r.all)]
}

// gather adds the next scalar, which is of type k.
func (r *soundReader) gather(k jsondoc.Kind, types scalars) {
	if !types.have(k) {
		r.Fail()
		return
	}
	pos := Pos(r.Offset() + 1)
	r.all = append(r.all, Text{Value: r.Scalar(k), Pos: pos})
}

func (r *soundReader) principals(p *Principals, not bool) {
	k := r.Next()
	p.Pos, p.Not = Pos(r.Offset()+1), not
	if k == jsondoc.String {
		if p.Any = r.String() == "*"; !p.Any {
			r.Fail()
		}
		return
	}
	if !r.Open(jsondoc.Object) {
		r.Fail()
		return
	}
	for more := true; more; more = r.More(jsondoc.Object) {
		name, _ := r.Name()
		list := p.list(name)
		if list == nil || *list != nil {
			r.Fail()
			return
		}
		*list = r.texts(stringsAlone)
	}
}

// list returns the list that has a name, nil if there is none.
func (p *Principals) list(name string) *[]Text {
	switch name {
	case "AWS":
		return &p.AWS
	case "CanonicalUser":
		return &p.CanonicalUser
	case "Service":
		return &p.Service
	case "Federated":
		return &p.Federated
	}
	return nil
}

// condition reads the element Condition, which has something in it.
func (r *soundReader) condition(s *Statement) {
	for more := r.Open(jsondoc.Object); more; more = r.More(jsondoc.Object) {
		operator, at := r.Name()
		if r.hasOperator(operator) || !r.Open(jsondoc.Object) {
			r.Fail()
			return
		}
		for more := true; more; more = r.More(jsondoc.Object) {
			key, keyAt := r.Name()
			r.conditions = append(r.conditions, Condition{})
			c := &r.conditions[len(r.conditions)-1]
			c.Operator.Value, c.Operator.Pos = operator, Pos(at+1)
			c.Key.Value, c.Key.Pos = key, Pos(keyAt+1)
			c.Pos = r.place()
			c.Values = r.texts(anyScalar)
			r.raws = append(r.raws, r.Text()[keyAt:max(keyAt, r.Offset())])
		}
	}
	if s.Condition = r.conditions; len(s.Condition) == 0 {
		r.Fail()
	}
}

// hasOperator reports whether the statement has had a condition with an operator. It
// looks at a few conditions: statements with more are rare.
func (r *soundReader) hasOperator(name string) bool {
	const few = 16
	for i := range r.conditions[:min(len(r.conditions), few)] {
		if r.conditions[i].Operator.Value == name {
			return true
		}
	}
	return len(r.conditions) > few
}
