package policy

import (
	"strings"

	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/internal/jsondoc"
	"github.com/s3ap/s3ap/internal/room"
)

// compileSound compiles a text in which nothing is wrong, in one pass: each statement
// is read where the one before it was, and made ready. It returns nil if something is
// wrong, which is for parse to tell, and for the policies that IAM stores, which have
// rules about the document as a whole.
func compileSound(k Kind, src []byte) *Policy { return compileSoundIn(nil, k, src) }

// compileSoundIn is compileSound, and may use the room that is given.
func compileSoundIn(spare *single, k Kind, src []byte) *Policy {
	if k.ofIAM() {
		return nil
	}
	text := jsondoc.NewReader(src, k.MaxSize())
	n := statementsIn(text.Text())
	c := compiler{kind: k, fresh: true, scope: scope{usualScope, true}, spare: spare}
	r := c.soundReader(text, n)
	p := c.policyOf(text.Text(), n)
	if !c.sound(p, &r) {
		return nil
	}
	p.finish()
	return p
}

// statementsIn returns how many statements there seem to be in a text: the element
// Effect is in each of them, and seldom elsewhere.
func statementsIn(text string) int {
	const shortest = len(`{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*"}`)
	return min(strings.Count(text, `Effect"`), len(text)/shortest, MaxStatements)
}

// soundReader returns a reader with room for what most statements have. A single one
// seldom has all of it.
func (c *compiler) soundReader(r jsondoc.Reader, statements int) soundReader {
	if statements <= 1 {
		return soundReader{Reader: r, all: make([]Text, 0, 6)}
	}
	made := new(struct {
		texts      [12]Text
		conditions [2]Condition
		raws       [2]string
		values     [2]string
		operators  [2]operatorKey
	})
	c.values, c.operators = made.values[:0], made.operators[:0]
	return soundReader{r, made.texts[:0], made.conditions[:0], made.raws[:0]}
}

// A single is a policy of a single statement, with room for all there is in the usual
// ones.
type single struct {
	Policy
	own       body
	statement [1]statement
	action    [1]action
	resource  [1]resource
	principal [1]principalEntry
}

// policyOf returns a policy of a text, with room for its statements.
func (c *compiler) policyOf(text string, statements int) *Policy {
	if statements > 1 {
		p := newPolicy(c.kind)
		p.text, p.statements = text, make([]statement, 0, statements)
		return p
	}
	made := c.spare
	if made == nil {
		made = new(single)
	}
	*made = single{}
	made.body = &made.own
	made.kind, made.text, made.statements = c.kind, text, made.statement[:0]
	c.room.actions, c.room.resources, c.room.principals = room.Of(made.action[:]), room.Of(made.resource[:]), room.Of(made.principal[:])
	return &made.Policy
}

// sound reads the whole policy and makes its statements ready. It reports whether all
// is sound.
func (c *compiler) sound(p *Policy, r *soundReader) bool {
	d := Document{Kind: c.kind}
	var had elements
	for more := r.Open(jsondoc.Object); more; more = r.More(jsondoc.Object) {
		switch name, _ := r.Name(); name {
		case "Version":
			r.once(&had, versionElement)
			r.text(&d.Version)
		case "Id":
			r.once(&had, idElement)
			r.text(&d.ID)
		case "Statement":
			r.once(&had, statementElement)
			c.language = r.language(&d.Version)
			c.soundStatements(p, r)
		default:
			r.Fail()
		}
	}
	if !r.End() || len(p.statements) == 0 || c.language != languageOf(d.Version.Value) {
		return false
	}
	d.Statements = []Statement{} // as many as there may be
	c.header(&d)
	return len(c.faults.list) == 0
}

// language returns the language of a policy, of which the Version may not have been
// read yet. Then it is a guess: most such policies are written by programs that sort
// the elements by name, so that it stands at the end.
func (r *soundReader) language(v *Text) condition.Language {
	if *v != (Text{}) {
		return languageOf(v.Value)
	}
	const end = 64
	text := r.Text()
	if strings.Contains(text[max(0, len(text)-end):], version2012) {
		return condition.Language2012
	}
	return condition.Language2008
}

// soundStatements makes the statements ready one by one. The reader fails if one of
// them is not sound.
func (c *compiler) soundStatements(p *Policy, r *soundReader) {
	var s Statement
	list := r.Next() == jsondoc.Array
	c.begin = r.Offset()
	if !list {
		c.soundStatement(p, r, &s)
		return
	}
	for more := r.Open(jsondoc.Array); more; more = r.More(jsondoc.Array) {
		c.soundStatement(p, r, &s)
	}
}

// soundStatement makes the next statement ready, which is read into src.
func (c *compiler) soundStatement(p *Policy, r *soundReader, src *Statement) {
	begin := r.place()
	line, column := r.Place()
	if r.statement(src); src.Effect == 0 || r.Failed() || len(p.statements) == MaxStatements {
		r.Fail()
		return
	}
	c.expect(r.Offset()-c.begin, len(r.Text())-c.begin)
	c.raws = r.raws
	p.statements = append(p.statements, statement{})
	i := len(p.statements) - 1
	s := &p.statements[i]
	s.at = packedPosition{uint32(begin - 1), uint32(line), uint32(column)}
	s.sid, s.number, s.effect = src.Sid.Value, uint16(i+1), src.Effect
	if c.elements(s, src, i); len(c.faults.list) > 0 {
		r.Fail()
	}
}
