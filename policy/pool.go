package policy

import "github.com/s3ap/s3ap/internal/doubt"

// A Pool compiles many policies that are much alike, such as those of the access
// points of an account, into little room. Policies that differ only in whom they name
// and in their resources share all else, and the same policy is made once. What
// they decide is the same as without a pool; their statements keep number and Sid and
// forget where they stood in the text. The zero Pool is ready; one goroutine at a
// time may use it. The policies do not need it once they are made, and it keeps all
// that it has made: where policies come and go for long, begin a new one now and then.
type Pool struct {
	bodies   map[string]*body // by emptied document
	shapes   map[string]*body
	policies map[Policy]*Policy
	shape    shape
	spare    *single // for what is packed next
}

// Compile is the function [Compile].
func (l *Pool) Compile(k Kind, src []byte) (*Policy, error) {
	if l.spare == nil {
		l.spare = new(single)
	}
	p := compileSoundIn(l.spare, k, src)
	if p == nil {
		var err error
		if p, err = Compile(k, src); err != nil {
			return nil, err
		}
	}
	if !p.packs() {
		l.spare = nil // p may be in it
		return p, nil
	}
	if l.policies == nil {
		l.bodies, l.shapes, l.policies = make(map[string]*body), make(map[string]*body), make(map[Policy]*Policy)
	}
	packed := Policy{own: string(p.appendOwn(nil))}
	if !l.shape.of(src, p, packed.own) {
		packed.body = l.bodyOf(p)
	} else if packed.body = l.shapes[string(l.shape.key)]; packed.body == nil {
		packed.body = l.bodyOf(p)
		if len(l.shapes) < maxShapes {
			l.shapes[string(l.shape.key)] = packed.body
		}
	}
	if same := l.policies[packed]; same != nil {
		return same, nil
	}
	made := new(Policy)
	*made = packed
	l.policies[packed] = made
	return made, nil
}

// maxShapes is how many shapes a pool remembers. Policies that are made from a few
// templates have as few.
const maxShapes = 1 << 12

// bodyOf returns the body that p shares with policies of the same document but for the
// texts of its own.
func (l *Pool) bodyOf(p *Policy) *body {
	d := p.Document()
	emptied(d)
	// Whose ARNs they name does not show in what is left of the texts.
	key := string(d.appendJSON([]byte{byte(p.kind), byte(p.names)}))
	b := l.bodies[key]
	if b == nil {
		b = p.shared(d)
		l.bodies[key] = b
	}
	return b
}

// A packing tells that the texts of some entries are missing in a body. They stand in
// the policy's own text one after the other, each after a byte with its length: for
// each statement those of Principal, then those of Resource.
type packing struct{ doc *Document }

// The most that policies which are packed may have.
const (
	packedStatements = 4
	packedEntries    = 4 // of one element
	packedLength     = 255
)

// packs reports whether p can be packed: all its entries of Principal and Resource
// are of the usual forms, and few.
func (p *Policy) packs() bool {
	// ARNs of IAM's policies may stand for longer ones.
	if p.kind.ofIAM() || len(p.statements) > packedStatements {
		return false
	}
	for i := range p.statements {
		s := &p.statements[i]
		if len(s.principals.list) > packedEntries || len(s.resources.list) > packedEntries {
			return false
		}
		for _, e := range s.principals.list {
			var usual principalEntry
			if e.kind != everyone && (!usual.parseUsual(e.text) || usual != e || len(e.text) > packedLength) {
				return false
			}
		}
		for _, r := range s.resources.list {
			if r.form == hardForm || len(r.prefix) > packedLength {
				return false
			}
		}
	}
	return true
}

// appendOwn adds the texts that are missing in the body.
func (p *Policy) appendOwn(b []byte) []byte {
	for i := range p.statements {
		s := &p.statements[i]
		for _, e := range s.principals.list {
			if e.kind != everyone {
				b = append(append(b, byte(len(e.text))), e.text...)
			}
		}
		for _, r := range s.resources.list {
			b = append(append(b, byte(len(r.prefix))), r.prefix...)
		}
	}
	return b
}

// missing stands in a document for the beginning of a text that is in the policy's own.
// No policy has such a character.
const missing = "\x00"

// emptied takes the texts out of a document that are in the policy's own, and the
// places.
func emptied(d *Document) {
	d.source = nil
	d.Version.Pos, d.ID.Pos = 0, 0
	for i := range d.Statements {
		s := &d.Statements[i]
		s.Pos, s.Sid.Pos, s.Principal.Pos, s.Action.Pos, s.Resource.Pos = 0, 0, 0, 0, 0
		for j, t := range s.Principal.AWS {
			if t.Value != "*" {
				s.Principal.AWS[j].Value = missing
			}
			s.Principal.AWS[j].Pos = 0
		}
		for j, t := range s.Resource.Items {
			n := firstWild(t.Value)
			s.Resource.Items[j] = Text{Value: missing + t.Value[n:]}
		}
		forget(s.Action.Items)
		for j := range s.Condition {
			c := &s.Condition[j]
			c.Pos, c.Operator.Pos, c.Key.Pos = 0, 0, 0
			forget(c.Values)
		}
	}
}

// forget takes the places out of texts.
func forget(texts []Text) {
	for i := range texts {
		texts[i].Pos = 0
	}
}

// shared returns the body of p, whose document is d, without the texts of its own.
func (p *Policy) shared(d *Document) *body {
	fresh, _ := Compile(p.kind, []byte(p.text))
	b := *fresh.body
	b.index, b.packing = nil, &packing{d}
	for i := range b.statements {
		s := &b.statements[i]
		s.at = packedPosition{}
		for j := range s.principals.list {
			if e := &s.principals.list[j]; e.kind != everyone {
				*e = principalEntry{kind: e.kind}
			}
		}
		for j := range s.resources.list {
			s.resources.list[j].prefix = ""
		}
	}
	return &b
}

// take cuts the next text from a policy's own.
func take(own string) (text, rest string) {
	n := int(own[0]) + 1
	return own[1:n], own[n:]
}

// evaluatePacked is evaluate for a packed policy. The entries of a statement are put
// together where they need not be allocated.
func (p *Policy) evaluatePacked(f doubt.Favour, req *Asked) (a Answer) {
	own := p.own
	var known answers
	for i := range p.statements {
		s := p.statements[i]
		var principals [packedEntries]principalEntry
		var resources [packedEntries]resource
		own = s.fill(principals[:], resources[:], own)
		s.principals.list = principals[:len(s.principals.list)]
		s.resources.list = resources[:len(s.resources.list)]
		if holds, m := s.holds(req, &known); a.add(&p.statements[i], f, holds, m) {
			break
		}
	}
	return a
}

// fill makes the entries of a statement of texts of the policy's own, and returns
// what is left of them.
func (s *statement) fill(principals []principalEntry, resources []resource, own string) string {
	var text string
	for j, e := range s.principals.list {
		if principals[j] = e; e.kind != everyone {
			text, own = take(own)
			principals[j].parseUsual(text)
		}
	}
	for j, r := range s.resources.list {
		resources[j] = r
		resources[j].prefix, own = take(own)
	}
	return own
}

// unpacked returns the statements with all their entries.
func (p *Policy) unpacked() []statement {
	if p.packing == nil {
		return p.statements
	}
	own := p.own
	list := make([]statement, len(p.statements))
	for i := range list {
		s := p.statements[i]
		principals, resources := make([]principalEntry, len(s.principals.list)), make([]resource, len(s.resources.list))
		own = s.fill(principals, resources, own)
		s.principals.list, s.resources.list = principals, resources
		list[i] = s
	}
	return list
}

// unpackedDocument returns the document without its places.
func (p *Policy) unpackedDocument() *Document {
	d := p.packing.doc.Clone()
	own, text := p.own, ""
	for i := range d.Statements {
		s := &d.Statements[i]
		for j := range s.Principal.AWS {
			if t := &s.Principal.AWS[j]; t.Value != "*" {
				t.Value, own = take(own)
			}
		}
		for j := range s.Resource.Items {
			t := &s.Resource.Items[j]
			text, own = take(own)
			t.Value = text + t.Value[len(missing):]
		}
	}
	return d
}
