package policy

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/internal/oneline"
)

// A Policy is a policy that has passed every check, made ready for requests. It
// never changes and all goroutines may use it. A nil Policy stands for a policy
// that is not there: it allows and denies nothing.
type Policy struct {
	*body
	own string // what the body leaves open, in the packed policies of a Pool
}

// A body is a policy made ready. The packed policies of a [Pool] share bodies.
type body struct {
	kind Kind
	// What it was compiled from: a text, which is the room of all its texts, or a
	// document.
	text string
	doc  *Document

	statements []statement
	index      *index // nil if there are too few statements for one
	names      named
	packing    *packing // nil unless it is shared
}

// A statement is a statement made ready.
type statement struct {
	sid    string
	at     packedPosition
	number uint16 // from 1
	effect Effect

	principals principals
	actions    actions
	resources  resources
	tests      []*condition.Test
}

// A Ref tells which statement of a policy is meant. The zero Ref is none.
type Ref struct {
	Number int    // from 1
	Sid    string // empty if it has none
	At     Position
}

// A packedPosition is a Position in little room.
type packedPosition struct{ offset, line, column uint32 }

// ref returns the Ref of the statement.
func (s *statement) ref() Ref {
	return Ref{Number: int(s.number), Sid: s.sid, At: Position{int(s.at.offset), int(s.at.line), int(s.at.column)}}
}

// String returns "statement 2 `Sid`", as far as it has these.
func (r Ref) String() string {
	switch {
	case r.Number == 0:
		return "no statement"
	case r.Sid == "":
		return "statement " + strconv.Itoa(r.Number)
	}
	return "statement " + strconv.Itoa(r.Number) + " " + oneline.Quote(r.Sid)
}

// Compile reads the text of a policy of a kind and makes it ready. The error is
// the [ErrorList] that [Parse] gives.
func Compile(k Kind, src []byte) (*Policy, error) {
	if p := compileSound(k, src); p != nil {
		return p, nil
	}
	_, p, list := parse(k, src)
	if len(list) > 0 {
		return nil, list
	}
	return p, nil
}

// MustCompile is Compile for constants and tests. It panics on an error.
func MustCompile(k Kind, src string) *Policy {
	p, err := Compile(k, []byte(src))
	if err != nil {
		panic(err)
	}
	return p
}

// Compile makes a document ready, after the same checks that Parse does. The
// error is an [ErrorList]. Later changes of d do not reach the policy. A document
// that [Parse] could not read in full is refused with what it could not read,
// even after changes: make a new one of its statements if that is what is meant.
func (d *Document) Compile() (*Policy, error) {
	if d.source != nil && len(d.source.unread) > 0 {
		return nil, slices.Clone(d.source.unread)
	}
	c := compiler{doc: d.Clone()}
	c.faults.source = d.source
	p := c.compile()
	if list := c.faults.sorted(); len(list) > 0 {
		return nil, list
	}
	return p, nil
}

// newPolicy returns a policy with a body of its own.
func newPolicy(k Kind) *Policy {
	made := new(struct {
		Policy
		own body
	})
	made.body = &made.own
	made.kind = k
	return &made.Policy
}

// isThere reports whether there is a policy: nil is none, nor is the zero Policy.
func (p *Policy) isThere() bool { return p != nil && p.body != nil }

// Kind returns what the policy was compiled for; the zero Kind if p is nil.
func (p *Policy) Kind() Kind {
	if !p.isThere() {
		return 0
	}
	return p.kind
}

// Document returns a copy of what the policy was compiled from, nil if p is nil. It
// is read anew from the text, if there was one.
func (p *Policy) Document() *Document {
	switch {
	case !p.isThere():
		return nil
	case p.packing != nil:
		return p.unpackedDocument()
	case p.doc != nil:
		return p.doc.Clone()
	}
	// What has compiled has no errors.
	d, _ := Parse(p.kind, []byte(p.text))
	return d
}

// A compiler checks a document and makes its statements ready, element by
// element; the rules of each element stand in the file named for it.
type compiler struct {
	doc    *Document
	faults faults
	// fresh tells that a text has just been read: then what could not be read of
	// it has been reported already.
	fresh bool
	// hasEffect is there if fresh is: for each statement, whether it has an
	// Effect, though it may be one that cannot be read.
	hasEffect []bool

	room    rooms
	builder condition.Builder
	values  []string // of one condition
	// operators are those of a statement so far, with the keys as they are spelled.
	operators []operatorKey
	shared    sharedTests
	cursor    cursor
	scope     scope // of the last entry of Resource that was made ready at length
}

// rooms have the parts of statements side by side.
type rooms struct {
	actions    room[action]
	resources  room[resource]
	principals room[principalEntry]
	tests      room[*condition.Test]
	made       room[condition.Test]
	texts      room[Text] // of conditions that may come again
}

// A room gives out slices of what it has allocated at once.
type room[T any] struct {
	free []T
	size int // of the last allocation
}

// take returns n places.
func (r *room[T]) take(n int) []T {
	if n > len(r.free) {
		const few, most = 4, 256
		r.size = max(n, min(max(2*r.size, few), most))
		r.free = make([]T, r.size)
	}
	taken := r.free[:n:n]
	r.free = r.free[n:]
	return taken
}

func (c *compiler) compile() *Policy {
	p := newPolicy(c.doc.Kind)
	if c.fresh {
		p.text = c.faults.source.text
	} else {
		p.doc = c.doc
	}
	c.header()
	c.reserve()
	p.statements = make([]statement, len(c.doc.Statements))
	for i := range p.statements {
		c.statement(&p.statements[i], &c.doc.Statements[i], i)
	}
	if len(c.faults.list) == 0 {
		p.finish()
	}
	return p
}

// finish adds what follows from the statements.
func (p *Policy) finish() {
	for i := range p.statements {
		p.names |= p.statements[i].resources.names
	}
	p.index = newIndex(p)
}

func (c *compiler) language() condition.Language {
	if c.doc.Version.Value == version2012 {
		return condition.Language2012
	}
	return condition.Language2008
}

const (
	version2008 = "2008-10-17"
	version2012 = "2012-10-17"
)

// header checks what does not belong to a statement.
//
// IAM User Guide, "IAM JSON policy elements: Version" and "… Id".
func (c *compiler) header() {
	d := c.doc
	switch v := d.Version; {
	case d.Kind == ResourceControl && v == Text{}:
		c.faults.add(c.top(), path{}, &MissingError{"Version", "a resource control policy needs it"})
	case v == Text{} || v.Value == version2012:
	case v.Value == version2008 && (d.Kind == ResourceControl || d.Kind == ServiceControl):
		c.faults.add(v.Pos, path{}.member("Version"), fmt.Errorf("%w: Version %s in %v, which needs %s", ErrNotInKind, v.Value, article(d.Kind), version2012))
	case v.Value != version2008:
		c.faults.add(v.Pos, path{}.member("Version"), fmt.Errorf("%w; it is %s", ErrVersion, oneline.Quote(v.Value)))
	}
	if !d.Kind.IsValid() {
		c.faults.add(c.top(), path{}, ErrKind)
	}
	if d.ID != (Text{}) && d.Kind.IsValid() && !d.Kind.NamesPrincipals() {
		c.faults.add(d.ID.Pos, path{}.member("Id"), fmt.Errorf("%w: Id in %v", ErrNotInKind, article(d.Kind)))
	}
	if d.Statements == nil {
		c.faults.add(c.top(), path{}, &MissingError{Element: "Statement"})
	}
	if len(d.Statements) > MaxStatements {
		c.faults.add(d.Statements[MaxStatements].Pos, inStatement(MaxStatements), fmt.Errorf("%w: %d, at most %d", ErrTooMany, len(d.Statements), MaxStatements))
		d.Statements = d.Statements[:MaxStatements]
	}
	c.size()
	c.characters()
}

// top is the place of the whole document.
func (c *compiler) top() Pos {
	if c.faults.source == nil {
		return 0
	}
	return Pos(c.faults.source.start() + 1)
}

// size holds a text to the limit of its kind, and a document, which may have
// been edited, as it would be printed.
func (c *compiler) size() {
	limit := c.doc.Kind.MaxSize()
	var size int
	if c.fresh {
		size = len(c.faults.source.text)
	} else {
		size = len(c.doc.appendJSON(nil))
	}
	if size > limit {
		c.faults.add(c.top(), path{}, fmt.Errorf("%w: %d bytes, %v has at most %d", ErrTooLarge, size, article(c.doc.Kind), limit))
	}
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

// entries count the entries of elements.
type entries struct{ actions, resources, principals, tests int }

func (r *rooms) reserve(n entries) {
	r.actions.free = make([]action, n.actions)
	r.resources.free = make([]resource, n.resources)
	r.principals.free = make([]principalEntry, n.principals)
	r.tests.free = make([]*condition.Test, n.tests)
}

func (c *compiler) statement(s *statement, src *Statement, i int) {
	at := c.position(src.Pos)
	s.at = packedPosition{uint32(at.Offset), uint32(at.Line), uint32(at.Column)}
	s.sid, s.number, s.effect = src.Sid.Value, uint16(i+1), src.Effect
	c.elements(s, src, i)
}

// elements checks and makes ready what the statement says.
func (c *compiler) elements(s *statement, src *Statement, i int) {
	at := inStatement(i)
	c.sid(src.Sid, i, at)
	c.effect(src, i, at)
	s.actions = c.actions(src, at)
	s.resources = c.resources(src, at)
	s.tests = c.tests(src, at)
	s.principals = c.principals(src, at, s.tests)
}

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
func (c *compiler) sid(sid Text, i int, at path) {
	if !c.doc.Kind.ofIAM() || sid.Value == "" {
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
		c.faults.add(sid.Pos, at.member("Sid"), fmt.Errorf("%w; it is %s", ErrSid, oneline.Quote(sid.Value)))
	}
}

func isAlphanumeric(r rune) bool {
	return '0' <= r && r <= '9' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
}

func (c *compiler) effect(s *Statement, i int, at path) {
	switch {
	case s.Effect == Allow && c.doc.Kind == ResourceControl:
		c.faults.add(s.Pos, at, fmt.Errorf("%w: a resource control policy can only deny", ErrNotInKind))
	case s.Effect == Allow || s.Effect == Deny || c.fresh && c.hasEffect[i]:
	case s.Effect == 0:
		c.faults.add(s.Pos, at, &MissingError{Element: "Effect"})
	default:
		c.faults.add(s.Pos, at, ErrEffect)
	}
}

// article returns the kind of a policy with its article.
func article(k Kind) string {
	if k == AccessPoint || k == Identity {
		return "an " + k.String()
	}
	return "a " + k.String()
}
