package policy

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/s3ap/s3ap/condition"
)

// A Policy is a policy that has passed every check, made ready for requests. It
// never changes and all goroutines may use it. A nil Policy stands for a policy
// that is not there: it allows and denies nothing.
type Policy struct {
	kind       Kind
	doc        *Document
	statements []statement
	names      named
}

// A statement is a statement made ready. It is in match.go that it is asked.
type statement struct {
	ref        Ref
	effect     Effect
	principals principals
	actions    actions
	resources  resources
	tests      []condition.Test
}

// A Ref tells which statement of a policy is meant. The zero Ref is none.
type Ref struct {
	Number int    // from 1
	Sid    string // empty if it has none
	At     Position
}

// String returns "statement 2 `Sid`", as far as it has these.
func (r Ref) String() string {
	switch {
	case r.Number == 0:
		return "no statement"
	case r.Sid == "":
		return "statement " + strconv.Itoa(r.Number)
	}
	return "statement " + strconv.Itoa(r.Number) + " " + quote(r.Sid)
}

// Compile reads the text of a policy of a kind and makes it ready. The error is
// the [ErrorList] that [Parse] gives.
func Compile(k Kind, src []byte) (*Policy, error) {
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

// Kind returns what the policy was compiled for; the zero Kind if p is nil.
func (p *Policy) Kind() Kind {
	if p == nil {
		return 0
	}
	return p.kind
}

// Document returns a copy of what the policy was compiled from, nil if p is nil.
func (p *Policy) Document() *Document {
	if p == nil {
		return nil
	}
	return p.doc.Clone()
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
}

func (c *compiler) compile() *Policy {
	p := &Policy{kind: c.doc.Kind, doc: c.doc}
	c.header()
	for i := range c.doc.Statements {
		s := c.statement(i)
		p.statements = append(p.statements, s)
		p.names |= s.resources.names
	}
	return p
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
		c.faults.add(c.top(), "", fmt.Errorf("%w `Version`: a resource control policy needs it", ErrMissingElement))
	case v == Text{} || v.Value == version2012:
	case v.Value == version2008 && (d.Kind == ResourceControl || d.Kind == ServiceControl):
		c.faults.add(v.Pos, "/Version", fmt.Errorf("%w: Version %s in %v, which needs %s", ErrNotInKind, v.Value, article(d.Kind), version2012))
	case v.Value != version2008:
		c.faults.add(v.Pos, "/Version", fmt.Errorf("%w; it is %s", ErrVersion, quote(v.Value)))
	}
	if !d.Kind.IsValid() {
		c.faults.add(c.top(), "", ErrKind)
	}
	if d.ID != (Text{}) && d.Kind.IsValid() && !d.Kind.NamesPrincipals() {
		c.faults.add(d.ID.Pos, "/Id", fmt.Errorf("%w: Id in %v", ErrNotInKind, article(d.Kind)))
	}
	if d.Statements == nil {
		c.faults.add(c.top(), "", fmt.Errorf("%w `Statement`", ErrMissingElement))
	}
	if len(d.Statements) > MaxStatements {
		first := "/Statement/" + strconv.Itoa(MaxStatements)
		c.faults.add(d.Statements[MaxStatements].Pos, first, fmt.Errorf("%w: %d, at most %d", ErrTooMany, len(d.Statements), MaxStatements))
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
	return Pos(c.faults.source.tree.Nodes[0].Offset + 1)
}

// size holds a text to the limit of its kind, and a document, which may have
// been edited, as it would be printed.
func (c *compiler) size() {
	limit := c.doc.Kind.MaxSize()
	var size int
	if c.fresh {
		size = c.faults.source.size
	} else {
		size = len(c.doc.appendJSON(nil))
	}
	if size > limit {
		c.faults.add(c.top(), "", fmt.Errorf("%w: %d bytes, %v has at most %d", ErrTooLarge, size, article(c.doc.Kind), limit))
	}
}

func (c *compiler) statement(i int) statement {
	src := &c.doc.Statements[i]
	path := "/Statement/" + strconv.Itoa(i)
	s := statement{
		ref:    Ref{Number: i + 1, Sid: src.Sid.Value, At: c.faults.source.position(src.Pos)},
		effect: src.Effect,
	}
	c.sid(i, path)
	c.effect(i, path)
	s.actions = c.actions(src, path)
	s.resources = c.resources(src, path)
	s.tests = c.tests(src, path)
	s.principals = c.principals(src, path, s.tests)
	return s
}

// sid holds Sids to the rules of IAM in the policies that IAM stores; S3 takes
// any.
//
// IAM User Guide, "IAM JSON policy elements: Sid".
func (c *compiler) sid(i int, path string) {
	sid := c.doc.Statements[i].Sid
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
		c.faults.add(sid.Pos, path+"/Sid", fmt.Errorf("%w; it is %s", ErrSid, quote(sid.Value)))
	}
}

func isAlphanumeric(r rune) bool {
	return '0' <= r && r <= '9' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
}

func (c *compiler) effect(i int, path string) {
	s := &c.doc.Statements[i]
	switch {
	case s.Effect == Allow && c.doc.Kind == ResourceControl:
		c.faults.add(s.Pos, path, fmt.Errorf("%w: a resource control policy can only deny", ErrNotInKind))
	case s.Effect == Allow || s.Effect == Deny || c.fresh && c.hasEffect[i]:
	case s.Effect == 0:
		c.faults.add(s.Pos, path, fmt.Errorf("%w `Effect`", ErrMissingElement))
	default:
		c.faults.add(s.Pos, path, ErrEffect)
	}
}

// item returns the path of an entry of a list, which is printed without brackets
// if it is the only one.
func item(path string, i, n int) string {
	if n == 1 {
		return path
	}
	return path + "/" + strconv.Itoa(i)
}

// article returns the kind of a policy with its article.
func article(k Kind) string {
	if k == AccessPoint || k == Identity {
		return "an " + k.String()
	}
	return "a " + k.String()
}
