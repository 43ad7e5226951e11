package lint

import (
	"fmt"
	"slices"
	"strings"

	"github.com/s3ap/s3ap/internal/jsondoc"
	"github.com/s3ap/s3ap/policy"
)

// write fills in written, which is the same for elements that are written alike but for
// the order of lists.
func (o *outline) write() {
	s := o.Statement
	mark := func(not bool) string {
		if not {
			return "not\x01"
		}
		return ""
	}
	everyone := ""
	if namesEveryone(&s.Principal) {
		everyone = "everyone\x01"
	}
	conditions := make([]string, 1+len(s.Condition))
	conditions[0] = s.Effect.String()
	for i := range s.Condition {
		c := &s.Condition[i]
		conditions[i+1] = c.Operator.Value + "\x00" + strings.ToLower(c.Key.Value) + "\x00" + strings.Join(sortedTexts(c.Values), "\x00")
	}
	slices.Sort(conditions[1:])
	o.written = [...]string{
		mark(s.Principal.Not) + everyone + strings.Join(o.callers, "\x00"),
		mark(s.Action.Not) + strings.Join(sortedTexts(s.Action.Items), "\x00"),
		mark(s.Resource.Not) + strings.Join(sortedTexts(s.Resource.Items), "\x00"),
		strings.Join(conditions, "\x01"),
	}
}

// but returns written without one element.
func (o *outline) but(e elements) [4]string {
	key := o.written
	switch e {
	case principalElement:
		key[0] = ""
	case actionElement:
		key[1] = ""
	case resourceElement:
		key[2] = ""
	}
	return key
}

// alike reports whether two statements are written alike but for their Sid and one
// element.
func (o *outline) alike(other *outline, but elements) bool { return o.but(but) == other.but(but) }

// nothing is no element.
const nothing elements = 0

// mergeable are the elements whose lists can be joined, with their names.
func mergeableElements() [3]elements {
	return [...]elements{actionElement, resourceElement, principalElement}
}

// mergeableStatements finds each statement that could be part of one before it. One
// that another covers is for other checks. A list behind Not cannot be joined: what it
// leaves out would be more.
func mergeableStatements(p *pass) {
	for _, g := range p.groups() {
		p.foundGroup(g)
	}
}

// groups returns the statements that can be one.
func (p *pass) groups() (order []*group) {
	if len(p.errs) > 0 || len(p.doc.Statements) < 2 {
		return nil
	}
	covered := make([]bool, len(p.doc.Statements))
	for _, c := range p.covers() {
		covered[c.statement] = true
	}
	m := p.linter.meaning(p.text)
	type alike struct {
		but  elements
		rest [4]string
	}
	first := make(map[alike]int) // of the statements that are written alike
	groups := make(map[int]*group)
	part := make([]bool, len(p.doc.Statements)) // of a group
	for i := range p.doc.Statements {
		s := &p.doc.Statements[i]
		if covered[i] || m.open[i] != nil {
			continue
		}
		for _, e := range mergeableElements() {
			if !canJoin(s, e) {
				continue
			}
			key := alike{e, m.outlines[i].but(e)}
			head, had := first[key]
			g := groups[head]
			switch {
			case !had:
				first[key] = i
			case part[i] || g != nil && g.element != e || g == nil && part[head]:
			default:
				if g == nil {
					g = &group{head, e, nil}
					groups[head] = g
					order = append(order, g)
				}
				g.others = append(g.others, i)
				part[i], part[head] = true, true
			}
		}
	}
	return order
}

// A group is statements that can be one: others can join head by one element.
type group struct {
	head    int
	element elements
	others  []int
}

func canJoin(s *policy.Statement, e elements) bool {
	switch e {
	case actionElement:
		return !s.Action.Not
	case resourceElement:
		return !s.Resource.Not
	}
	return !s.Principal.Not && !namesEveryone(&s.Principal)
}

func nameOf(e elements) string {
	switch e {
	case actionElement:
		return "Action"
	case resourceElement:
		return "Resource"
	}
	return "Principal"
}

// foundGroup reports the others of a group. The first has the fix of all of them, so
// that none is made by half.
func (p *pass) foundGroup(g *group) {
	for n, i := range g.others {
		s := &p.doc.Statements[i]
		f := p.found(s.Pos, fmt.Sprintf("differs from %v in %s only; the two can be one, with both lists", p.spans[g.head].ref, nameOf(g.element)))
		if n == 0 {
			if f.Fix = p.join(g); f.Fix != nil {
				f.FixSafe = true
			}
		}
	}
}

// join returns the edits that make a group one statement, nil where that is not plain:
// a Sid would be lost that somebody may look for, or principals are of several kinds.
func (p *pass) join(g *group) []Edit {
	head := &p.doc.Statements[g.head]
	list := p.entriesOf(head, g.element)
	if len(list) == 0 {
		return nil
	}
	have := make(map[string]bool)
	for _, t := range list {
		have[t.Value] = true
	}
	var added []string
	var removed []Edit
	for _, i := range g.others {
		s := &p.doc.Statements[i]
		entries := p.entriesOf(s, g.element)
		if s.Sid.Value != "" || len(entries) == 0 {
			return nil
		}
		for _, t := range entries {
			if !have[t.Value] {
				have[t.Value] = true
				added = append(added, quoteJSON(t.Value))
			}
		}
		removed = append(removed, p.remove(s.Pos))
	}
	return slices.Concat(p.appended(list, strings.Join(added, ", ")), removed)
}

func (p *pass) entriesOf(s *policy.Statement, e elements) []policy.Text {
	switch e {
	case actionElement:
		return s.Action.Items
	case resourceElement:
		return s.Resource.Items
	}
	if len(s.Principal.CanonicalUser)+len(s.Principal.Service)+len(s.Principal.Federated) > 0 {
		return nil
	}
	return s.Principal.AWS
}

// appended returns the edits that put JSON texts behind the last entry, which makes a
// list of a single one that stands without.
func (t *text) appended(list []policy.Text, texts string) []Edit {
	if texts == "" {
		return nil
	}
	first, last := int(list[0].Pos)-1, int(list[len(list)-1].Pos)-1
	end := t.stringEnd(last)
	if t.tree.Kind(t.tree.Parent(t.tree.At(last))) == jsondoc.Array {
		return []Edit{{end, end, ", " + texts}}
	}
	return []Edit{{first, first, "["}, {end, end, ", " + texts + "]"}}
}
