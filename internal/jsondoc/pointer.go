package jsondoc

// Pointer returns the place of a value as an RFC 6901 JSON Pointer. It counts the items
// before it; for the places of many values there is [Pointers].
func (t *Tree) Pointer(n int) string { return t.pointer(n, t.place) }

// place counts the items of a list before one of them.
func (t *Tree) place(n int) int {
	place := 0
	for c := t.Child(t.Parent(n)); c != n; c = t.Next(c) {
		place++
	}
	return place
}

func (t *Tree) pointer(n int, place func(n int) int) string {
	if n == 0 {
		return ""
	}
	parent := t.Parent(n)
	if t.Kind(parent) != Array {
		return PointerMember(t.pointer(parent, place), t.Key(n))
	}
	return PointerItem(t.pointer(parent, place), place(n))
}

// Pointers are the places of all values of a tree. They are counted once, so that those
// of all items of a list cost no more than the list is long.
type Pointers struct {
	tree   *Tree
	places []uint32 // of each value among its neighbours
}

// NewPointers counts the places of a tree.
func NewPointers(t *Tree) *Pointers {
	p := &Pointers{t, make([]uint32, t.Len())}
	for n := range p.places {
		if next := t.Next(n); next != 0 {
			// What follows a value stands after it.
			p.places[next] = p.places[n] + 1
		}
	}
	return p
}

// At returns the place of a value as [Tree.Pointer] does.
func (p *Pointers) At(n int) string {
	return p.tree.pointer(n, func(n int) int { return int(p.places[n]) })
}
