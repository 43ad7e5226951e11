package policy

import (
	"github.com/s3ap/s3ap/internal/jsondoc"
)

// compileSound compiles a text in which nothing is wrong, without making a document
// of it: each statement is read where the one before it was. It returns nil if
// something is wrong, which is for parse to tell, and for the policies that IAM
// stores, which have rules about the document as a whole.
func compileSound(k Kind, src []byte) *Policy {
	if k.ofIAM() {
		return nil
	}
	tree, fault := jsondoc.ParseTree(src, jsondoc.Limits{Size: MaxBytes, Depth: MaxNesting})
	if fault != nil || len(tree.Faults) > 0 || tree.Kind(0) != jsondoc.Object {
		return nil
	}
	r := reader{tree: tree}
	r.faults.source = &source{text: tree.Text, tree: tree}
	d, list := r.header(k)
	c := compiler{doc: d, fresh: true, faults: r.faults}
	c.header()
	if list == 0 || len(c.faults.list) > 0 {
		return nil
	}
	p := newPolicy(k)
	p.text = tree.Text
	if !c.stream(p, &r, list) {
		return nil
	}
	p.finish()
	return p
}

// header reads what stands beside the statements and returns the node that has them,
// 0 if there is none. The document has a list of statements that is empty.
func (r *reader) header(k Kind) (d *Document, list int) {
	d = &Document{Kind: k, Statements: []Statement{}}
	for n := r.tree.Child(0); n != 0; n = r.tree.Next(n) {
		switch r.tree.Key(n) {
		case "Version":
			d.Version = r.text(n, "Version")
		case "Id":
			d.ID = r.text(n, "Id")
		case "Statement":
			list = n
		default:
			return d, 0
		}
	}
	return d, list
}

// stream makes the statements of a list ready one by one. It reports whether all are
// sound.
func (c *compiler) stream(p *Policy, r *reader, list int) bool {
	n, first := 1, list
	switch r.tree.Kind(list) {
	case jsondoc.Array:
		n, first = r.count(list), r.tree.Child(list)
	case jsondoc.Object:
	default:
		return false
	}
	if n > MaxStatements {
		return false
	}
	c.room.reserve(r.entries(list))
	c.values, c.operators = make([]string, 0, 8), make([]operatorKey, 0, 4)
	p.statements = make([]statement, n)
	r.all, r.conditions, r.hasEffect = make([]Text, 0, 16), make([]Condition, 0, 4), make([]bool, 0, 1)
	for i, at := 0, first; i < n; i, at = i+1, r.tree.Next(at) {
		if r.tree.Kind(at) != jsondoc.Object {
			return false
		}
		r.all, r.conditions, r.hasEffect = r.all[:0], r.conditions[:0], r.hasEffect[:0]
		src := r.statement(at)
		c.hasEffect = nil
		if src.Effect == 0 || len(r.faults.list) > 0 {
			return false
		}
		if c.statement(&p.statements[i], &src, i); len(c.faults.list) > 0 {
			return false
		}
	}
	return true
}

// count returns how many members or items a node has.
func (r *reader) count(n int) (count int) {
	for c := r.tree.Child(n); c != 0; c = r.tree.Next(c) {
		count++
	}
	return count
}

// entries counts those of all elements below a node, which is a statement or a list
// of such, if these are sound.
func (r *reader) entries(list int) (n entries) {
	if r.tree.Kind(list) == jsondoc.Object {
		r.entriesOf(list, &n)
		return n
	}
	for s := r.tree.Child(list); s != 0; s = r.tree.Next(s) {
		r.entriesOf(s, &n)
	}
	return n
}

func (r *reader) entriesOf(statement int, n *entries) {
	for c := r.tree.Child(statement); c != 0; c = r.tree.Next(c) {
		switch r.tree.Key(c) {
		case "Action", "NotAction":
			n.actions += max(1, r.count(c))
		case "Resource", "NotResource":
			n.resources += max(1, r.count(c))
		case "Principal", "NotPrincipal":
			if r.tree.Kind(c) != jsondoc.Object {
				n.principals++
			}
			for l := r.tree.Child(c); l != 0; l = r.tree.Next(l) {
				n.principals += max(1, r.count(l))
			}
		case "Condition":
			for op := r.tree.Child(c); op != 0; op = r.tree.Next(op) {
				n.tests += r.count(op)
			}
		}
	}
}
