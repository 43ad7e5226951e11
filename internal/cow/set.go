package cow

import (
	"iter"
	"slices"
)

// A Set is an ordered set of items, a B-tree. The zero Set is empty.
//
// A set does not know its order. Each call brings a function that tells where an
// item lies from what is sought: before it (negative), there (zero) or after it
// (positive). All calls on a set must agree on one order.
type Set[T any] struct {
	root *node[T] // nil if the set is empty
	size int
}

// Len returns how many items s has.
func (s Set[T]) Len() int { return s.size }

// Find returns the item that is at the place sought, of which there is one at most.
func (s Set[T]) Find(at func(T) int) (item T, ok bool) {
	n := s.root
	for n != nil {
		i := n.upTo(at) - 1
		switch {
		case i < 0 || n.kids == nil && at(n.items[i]) != 0:
			return item, false
		case n.kids == nil:
			return n.items[i], true
		}
		n = n.kids[i]
	}
	return item, false
}

// Range returns the items that are at the place sought, in order. Here there may
// be many, side by side.
func (s Set[T]) Range(at func(T) int) iter.Seq[T] {
	return func(yield func(T) bool) {
		if s.root != nil {
			s.root.walk(at, yield)
		}
	}
}

// All returns all items, in order.
func (s Set[T]) All() iter.Seq[T] { return s.Range(func(T) int { return 0 }) }

// Put sets the item at the place sought, be there one or not.
func (s *Set[T]) Put(by *Editor, at func(T) int, item T) {
	if s.root == nil {
		s.root = &node[T]{editor: by}
	}
	left := s.root.own(by)
	right, added := left.put(by, at, item)
	s.root = left
	if right != nil {
		s.root = &node[T]{by, []T{left.items[0], right.items[0]}, []*node[T]{left, right}}
	}
	if added {
		s.size++
	}
}

// Delete removes the item at the place sought, if there is one.
func (s *Set[T]) Delete(by *Editor, at func(T) int) {
	if _, ok := s.Find(at); !ok {
		return
	}
	s.root = s.root.own(by)
	s.root.delete(by, at)
	s.size--
	for len(s.root.kids) == 1 {
		s.root = s.root.kids[0]
	}
	if s.size == 0 {
		s.root = nil
	}
}

// Trim gives back the room that an editor's nodes have to grow. It is worth while
// at the end of the editor's changes.
func (s *Set[T]) Trim(by *Editor) {
	if s.root != nil {
		s.root.trim(by)
	}
}

// most is how many items a node has at most. More make look-ups faster and changes
// slower: a change copies about one node of each level.
const most = 64

// A node is a leaf or has kids. Nodes are not empty, and all leaves are as deep.
type node[T any] struct {
	editor *Editor
	items  []T        // of a node with kids: the first item of each kid
	kids   []*node[T] // nil in a leaf
}

// upTo returns how many items lie before the place sought or there.
func (n *node[T]) upTo(at func(T) int) int {
	low, high := 0, len(n.items)
	for low < high {
		if mid := (low + high) / 2; at(n.items[mid]) <= 0 {
			low = mid + 1
		} else {
			high = mid
		}
	}
	return low
}

// before returns how many items lie before the place sought.
func (n *node[T]) before(at func(T) int) int {
	low, high := 0, len(n.items)
	for low < high {
		if mid := (low + high) / 2; at(n.items[mid]) < 0 {
			low = mid + 1
		} else {
			high = mid
		}
	}
	return low
}

// walk yields the items at the place sought, and reports whether more may follow
// in the next node.
func (n *node[T]) walk(at func(T) int, yield func(T) bool) bool {
	i := n.before(at)
	if n.kids == nil {
		for ; i < len(n.items); i++ {
			if at(n.items[i]) != 0 || !yield(n.items[i]) {
				return false
			}
		}
		return true
	}
	// The kid whose first item lies before the place may have others that do not.
	for i = max(i-1, 0); i < len(n.items) && at(n.items[i]) <= 0; i++ {
		if !n.kids[i].walk(at, yield) {
			return false
		}
	}
	return i == len(n.items)
}

// own returns n as a node that the editor may change: n itself or a copy.
func (n *node[T]) own(by *Editor) *node[T] {
	if n.editor == by {
		return n
	}
	return &node[T]{by, slices.Clone(n.items), slices.Clone(n.kids)}
}

// ownKid is own for a kid, which the copy replaces.
func (n *node[T]) ownKid(by *Editor, i int) *node[T] {
	n.kids[i] = n.kids[i].own(by)
	return n.kids[i]
}
