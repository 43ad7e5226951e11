package policy

import (
	"strings"

	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/internal/jsondoc"
)

// compileSound compiles a text in which nothing is wrong, in one pass: each statement
// is read where the one before it was, and made ready. It returns nil if something is
// wrong, which is for parse to tell, and for the policies that IAM stores, which have
// rules about the document as a whole.
func compileSound(k Kind, src []byte) *Policy {
	if k.ofIAM() {
		return nil
	}
	r := newSoundReader(jsondoc.NewReader(src, k.MaxSize()))
	p := newPolicy(k)
	p.text = r.Text()
	c := compiler{kind: k, fresh: true}
	if !c.sound(p, &r) {
		return nil
	}
	p.finish()
	return p
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
	c.begin = r.Offset()
	if r.Next() == jsondoc.Object {
		p.statements = make([]statement, 1)
		c.soundStatement(&p.statements[0], r, &s, 0)
		return
	}
	// The element Effect is in each of them, and seldom elsewhere.
	p.statements = make([]statement, 0, min(strings.Count(r.Text(), `Effect"`), MaxStatements))
	for more := r.Open(jsondoc.Array); more; more = r.More(jsondoc.Array) {
		n := len(p.statements)
		if n == MaxStatements {
			r.Fail()
			return
		}
		p.statements = append(p.statements, statement{})
		c.soundStatement(&p.statements[n], r, &s, n)
	}
}

// soundStatement makes the next statement ready, which is read into src.
func (c *compiler) soundStatement(s *statement, r *soundReader, src *Statement, i int) {
	begin := r.place()
	line, column := r.Place()
	s.at = packedPosition{uint32(begin - 1), uint32(line), uint32(column)}
	if r.statement(src); src.Effect == 0 || r.Failed() {
		r.Fail()
		return
	}
	c.expect(r.Offset()-c.begin, len(r.Text())-c.begin)
	c.raws = r.raws
	s.sid, s.number, s.effect = src.Sid.Value, uint16(i+1), src.Effect
	if c.elements(s, src, i); len(c.faults.list) > 0 {
		r.Fail()
	}
}
