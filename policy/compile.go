package policy

import (
	"slices"
	"strconv"

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
	tests      []test
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
	c := compiler{kind: d.Kind, doc: d.Clone()}
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

// finish adds what follows from the statements.
func (p *Policy) finish() {
	for i := range p.statements {
		p.names |= p.statements[i].resources.names
	}
	p.index = newIndex(p)
}
