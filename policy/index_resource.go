package policy

import (
	"slices"
	"strings"

	"github.com/s3ap/s3ap/arn"
)

// A resourceIndex has the statements by the text with which the ARNs in their
// Resource begin, up to the first wildcard or policy variable, as a tree. The root
// is node 0; the children of a node lie together, by their first byte.
type resourceIndex struct {
	nodes []prefixNode
	first []byte // byte of the label of each node
}

// A prefixNode is reached by all ARNs that begin with the labels down to it.
type prefixNode struct {
	label           string
	child, children uint32
	through         found // for ARNs that go on
	end             found // for an ARN that ends here
}

// found are the statements whose Resource may be about an ARN, and those of them
// whose is.
type found struct{ may, sure row }

// A prefixEntry is an entry of Resource.
type prefixEntry struct {
	prefix    string
	statement uint16
	form      resourceForm
}

func (x *resourceIndex) build(r *rows, statements []statement) {
	n := 0
	for i := range statements {
		n += len(statements[i].resources.list)
	}
	var few [16]prefixEntry
	entries := few[:0]
	if n > len(few) {
		entries = make([]prefixEntry, 0, n)
	}
	root := found{r.add(), r.add()}
	for i := range statements {
		s := &statements[i].resources
		for j := range s.list {
			if e := &s.list[j]; !s.not {
				entries = append(entries, prefixEntry{e.prefix, uint16(i), e.form})
			}
		}
		if s.not {
			r.put(root.may, i)
		}
	}
	slices.SortFunc(entries, func(a, b prefixEntry) int { return strings.Compare(a.prefix, b.prefix) })
	x.grow(r, root, entries)
}

// A branch is a node still to be made: its entries, from first to before last, agree
// up to depth.
type branch struct {
	first, last, depth int32
	above              found
}

// grow makes the tree of sorted entries, level by level.
func (x *resourceIndex) grow(r *rows, root found, entries []prefixEntry) {
	var few [24]branch
	todo := append(few[:0], branch{last: int32(len(entries)), above: root})
	x.nodes = make([]prefixNode, 0, len(entries)+2)
	x.first = make([]byte, 0, cap(x.nodes))
	for at := 0; at < len(todo); at++ {
		b := todo[at]
		own := entries[b.first:b.last]
		var node prefixNode
		depth := 0
		if at > 0 {
			depth = commonLength(own)
			node.label = own[0].prefix[b.depth:depth]
		}
		n := 0
		for n < len(own) && len(own[n].prefix) == depth {
			n++
		}
		node.through, node.end = b.above.rows(r, own[:n])
		node.child = uint32(len(todo))
		todo = appendBranches(todo, entries, branch{b.first + int32(n), b.last, int32(depth), node.through})
		node.children = uint32(len(todo)) - node.child
		x.nodes = append(x.nodes, node)
		x.first = append(x.first, firstByte(node.label))
	}
}

func firstByte(s string) byte {
	if s == "" {
		return 0
	}
	return s[0]
}

// commonLength returns how long the text is with which all sorted entries begin.
func commonLength(entries []prefixEntry) int {
	a, b := entries[0].prefix, entries[len(entries)-1].prefix
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

// appendBranches adds a branch for each byte with which the entries of b go on.
func appendBranches(todo []branch, entries []prefixEntry, b branch) []branch {
	for i := b.first; i < b.last; {
		one := branch{i, i, b.depth, b.above}
		for c := entries[i].prefix[b.depth]; i < b.last && entries[i].prefix[b.depth] == c; i++ {
		}
		one.last = i
		todo = append(todo, one)
	}
	return todo
}

// rows returns what a node leads to whose own entries are given; above is what the
// node above it leads to.
func (above found) rows(r *rows, own []prefixEntry) (through, end found) {
	through = above
	for i := range own {
		if e := &own[i]; e.form != textForm {
			if through == above {
				through = found{r.clone(above.may), r.clone(above.sure)}
			}
			r.put(through.may, int(e.statement))
			if e.form == openForm {
				r.put(through.sure, int(e.statement))
			}
		}
	}
	end = through
	for i := range own {
		if e := &own[i]; e.form == textForm {
			if end == through {
				end = found{r.clone(through.may), r.clone(through.sure)}
			}
			r.put(end.may, int(e.statement))
			r.put(end.sure, int(e.statement))
		}
	}
	return through, end
}

// find returns the statements that the text of an ARN leads to.
func (x *resourceIndex) find(a arn.ARN) found {
	head, tail := a.Cut()
	for node := &x.nodes[0]; ; {
		if head == "" {
			head, tail = tail, ""
		}
		if head == "" {
			return node.end
		}
		next := x.child(node, head[0])
		if next == nil {
			return node.through
		}
		if n := len(next.label); n == 1 {
			head = head[1:]
		} else if n <= len(head) {
			if head[:n] != next.label {
				return node.through
			}
			head = head[n:]
		} else {
			var ok bool
			if head, tail, ok = cutPrefix2(head, tail, next.label); !ok {
				return node.through
			}
		}
		node = next
	}
}

// child returns the child whose label begins with a byte.
func (x *resourceIndex) child(n *prefixNode, first byte) *prefixNode {
	lo, hi := n.child, n.child+n.children
	const few = 8
	for hi-lo > few {
		if mid := (lo + hi) / 2; x.first[mid] <= first {
			lo = mid
		} else {
			hi = mid
		}
	}
	for ; lo < hi; lo++ {
		if x.first[lo] == first {
			return &x.nodes[lo]
		}
	}
	return nil
}

// cutPrefix2 is strings.CutPrefix for a text in two pieces.
func cutPrefix2(head, tail, prefix string) (restHead, restTail string, found bool) {
	if len(prefix) <= len(head) {
		rest, ok := strings.CutPrefix(head, prefix)
		return rest, tail, ok
	}
	rest, ok := strings.CutPrefix(prefix, head)
	if !ok {
		return head, tail, false
	}
	tail, ok = strings.CutPrefix(tail, rest)
	return "", tail, ok
}
