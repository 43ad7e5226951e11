package policy

import (
	"strconv"

	"github.com/s3ap/s3ap/internal/jsondoc"
)

// A path is a place in a document. It is made into text only where something is
// wrong there. The zero path is the whole document.
type path struct {
	statement int // its number from 1, 0 outside of statements
	names     [3]string
	depth     int // how many of the names there are
	item      int
	items     int // how many there are beside the item, and with it
}

// inStatement is the path of the i-th statement.
func inStatement(i int) path { return path{statement: i + 1} }

// member returns the path of a member.
func (p path) member(name string) path {
	p.names[p.depth] = name
	p.depth++
	return p
}

// entry returns the path of an entry of a list, which is printed without brackets
// if it is the only one.
func (p path) entry(i, n int) path {
	p.item, p.items = i, n
	return p
}

// String returns p as a JSON Pointer.
func (p path) String() string {
	s := ""
	if p.statement > 0 {
		s = "/Statement/" + strconv.Itoa(p.statement-1)
	}
	for _, name := range p.names[:p.depth] {
		s = jsondoc.PointerMember(s, name)
	}
	if p.items > 1 {
		s = jsondoc.PointerItem(s, p.item)
	}
	return s
}
