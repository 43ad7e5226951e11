package cow

import "slices"

// put is Set.Put in a node that the editor owns. If the node has got too large, its
// right half is returned as a new node.
func (n *node[T]) put(by *Editor, at func(T) int, item T) (right *node[T], added bool) {
	i := n.upTo(at)
	if n.kids == nil {
		if i > 0 && at(n.items[i-1]) == 0 {
			n.items[i-1] = item
			return nil, false
		}
		n.items = slices.Insert(n.items, i, item)
		return n.split(by, i), true
	}
	i = max(i-1, 0)
	kid := n.ownKid(by, i)
	right, added = kid.put(by, at, item)
	n.items[i] = kid.items[0]
	if right == nil {
		return nil, added
	}
	n.items = slices.Insert(n.items, i+1, right.items[0])
	n.kids = slices.Insert(n.kids, i+1, right)
	return n.split(by, i+1), added
}

// split cuts a node that has got too large, and returns what follows the cut.
// Items that come in order leave full nodes behind: after an item that was put at
// the end, it is cut before that.
func (n *node[T]) split(by *Editor, put int) *node[T] {
	if len(n.items) <= most {
		return nil
	}
	cut := len(n.items) / 2
	if put == len(n.items)-1 {
		cut = put
	}
	right := &node[T]{editor: by, items: slices.Clone(n.items[cut:])}
	n.items = slices.Clone(n.items[:cut])
	if n.kids != nil {
		right.kids = slices.Clone(n.kids[cut:])
		n.kids = slices.Clone(n.kids[:cut])
	}
	return right
}

// delete removes the item at the place sought, which is there, from a node that
// the editor owns. It may leave the node empty.
func (n *node[T]) delete(by *Editor, at func(T) int) {
	i := n.upTo(at) - 1
	if n.kids == nil {
		n.items = slices.Delete(n.items, i, i+1)
		return
	}
	kid := n.ownKid(by, i)
	kid.delete(by, at)
	switch {
	case len(kid.items) == 0:
		n.drop(i)
		return
	case len(kid.items) < most/4 && i > 0:
		n.join(by, i-1)
	case len(kid.items) < most/4 && i+1 < len(n.kids):
		n.join(by, i)
	}
	if i < len(n.kids) && n.kids[i] == kid {
		n.items[i] = kid.items[0]
	}
}

// join puts a kid and the next into one, if they fit.
func (n *node[T]) join(by *Editor, i int) {
	next := n.kids[i+1]
	if len(n.kids[i].items)+len(next.items) > most {
		return
	}
	kid := n.ownKid(by, i)
	kid.items = append(kid.items, next.items...)
	kid.kids = append(kid.kids, next.kids...)
	n.items[i] = kid.items[0]
	n.drop(i + 1)
}

// drop removes a kid.
func (n *node[T]) drop(i int) {
	n.items = slices.Delete(n.items, i, i+1)
	n.kids = slices.Delete(n.kids, i, i+1)
}

// trim is Set.Trim. What an editor has made is below what it has made alone.
func (n *node[T]) trim(by *Editor) {
	if n.editor != by {
		return
	}
	n.items = trimmed(n.items)
	n.kids = trimmed(n.kids)
	for _, kid := range n.kids {
		kid.trim(by)
	}
}

// trimmed copies a list that has room for more than an eighth of itself.
func trimmed[E any](list []E) []E {
	if cap(list)-len(list) <= len(list)/8 {
		return list
	}
	return slices.Clone(list)
}
