package policy

import (
	"fmt"

	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/internal/oneline"
)

// A compiler checks a document and makes its statements ready, element by
// element; the rules of each element stand in the file named for it.
type compiler struct {
	kind     Kind
	doc      *Document // nil if the statements are read from a text one by one
	faults   faults
	language condition.Language
	fresh    bool // a text has just been read
	number   int  // of the statement that is made ready, from 0
	// reported tells that what could not be read of it has been reported already.
	reported bool
	// hasEffect is there if reported is: for each statement, whether it has an
	// Effect, though it may be one that cannot be read.
	hasEffect []bool

	spare   *single // room that may be used, nil if there is none
	begin   int     // of the statements in the text
	room    rooms
	known   [16]action // that were made, by what they hash to
	builder condition.Builder
	values  []string // of one condition
	// raws are the conditions as they stand in the text, from the key on, if they
	// were read from one: those of the statements that are to come. They tell whether
	// two conditions are the same.
	raws []string
	// operators are those of a statement so far, with the keys as they are spelled.
	operators []operatorKey
	shared    sharing
	// spelled are operators of the statements before.
	spelled     [4]spelledOperator
	nextSpelled int
	cursor      cursor
	scope       scope // of the last entry of Resource that was made ready at length
}

func (c *compiler) compile() *Policy {
	p := newPolicy(c.kind)
	if c.fresh {
		p.text = c.faults.source.text
	} else {
		p.doc = c.doc
	}
	c.language = languageOf(c.doc.Version.Value)
	c.header(c.doc)
	c.size()
	c.characters()
	c.reserve()
	p.statements = make([]statement, len(c.doc.Statements))
	for i := range p.statements {
		c.expect(i+1, len(p.statements))
		c.statement(&p.statements[i], &c.doc.Statements[i], i)
	}
	if len(c.faults.list) == 0 {
		p.finish()
	}
	return p
}

func languageOf(version string) condition.Language {
	if version == version2012 {
		return condition.Language2012
	}
	return condition.Language2008
}

// reserve makes room for all entries at once.
func (c *compiler) reserve() {
	var n entries
	for i := range c.doc.Statements {
		s := &c.doc.Statements[i]
		n.actions += len(s.Action.Items)
		n.resources += len(s.Resource.Items)
		p := &s.Principal
		n.principals += len(p.AWS) + len(p.CanonicalUser) + len(p.Service) + len(p.Federated)
		if p.Any {
			n.principals++
		}
		n.tests += len(s.Condition)
	}
	c.room.reserve(n)
}

func (c *compiler) statement(s *statement, src *Statement, i int) {
	at := c.position(src.Pos)
	s.at = packedPosition{uint32(at.Offset), uint32(at.Line), uint32(at.Column)}
	s.sid, s.number, s.effect = src.Sid.Value, uint16(i+1), src.Effect
	c.elements(s, src, i)
}

// elements checks and makes ready what the statement says.
func (c *compiler) elements(s *statement, src *Statement, i int) {
	c.number = i
	c.sid(&src.Sid, i)
	c.effect(src, i)
	c.actions(&s.actions, src)
	c.resources(&s.resources, src)
	s.tests = c.tests(src)
	c.principals(&s.principals, src, s.tests)
}

// here is the path of the statement that is made ready.
func (c *compiler) here() path { return inStatement(c.number) }

// within is the path of an element of it.
func (c *compiler) within(element string) path { return c.here().member(element) }

// position returns the line and column of a place. Places that are asked for in the
// order of the text cost no more than reading it once.
func (c *compiler) position(pos Pos) Position {
	if !c.fresh {
		return c.faults.source.position(pos)
	}
	return c.cursor.position(c.faults.source.text, pos)
}

// sid holds Sids to the rules of IAM in the policies that IAM stores; S3 takes
// any.
//
// IAM User Guide, "IAM JSON policy elements: Sid".
func (c *compiler) sid(sid *Text, i int) {
	if !c.kind.ofIAM() || sid.Value == "" {
		return
	}
	bad := false
	for _, r := range sid.Value {
		bad = bad || !isAlphanumeric(r)
	}
	// At most MaxStatements squared, which is little.
	for _, before := range c.doc.Statements[:i] {
		bad = bad || before.Sid.Value == sid.Value
	}
	if bad {
		c.faults.add(sid.Pos, c.within("Sid"), fmt.Errorf("%w; it is %s", ErrSid, oneline.Quote(sid.Value)))
	}
}

func isAlphanumeric(r rune) bool {
	return '0' <= r && r <= '9' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
}

func (c *compiler) effect(s *Statement, i int) {
	switch {
	case s.Effect == Allow && c.kind == ResourceControl:
		c.faults.add(s.Pos, c.here(), fmt.Errorf("%w: a resource control policy can only deny", ErrNotInKind))
	case s.Effect == Allow || s.Effect == Deny || c.reported && c.hasEffect[i]:
	case s.Effect == 0:
		c.faults.add(s.Pos, c.here(), &MissingError{Element: "Effect"})
	default:
		c.faults.add(s.Pos, c.here(), ErrEffect)
	}
}
