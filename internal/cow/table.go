package cow

import "slices"

// A Table finds items by a hash, which must be as good as random. It leaves it to
// the caller to tell items of one hash apart. The zero Table is empty.
//
// It is two levels deep: a change copies a cell, the chunk that the cell is in, and
// the list of chunks.
type Table[T any] struct {
	editor *Editor
	chunks []*chunk[T] // as many as a power of two, or none
	size   int
}

const (
	chunkBits = 7
	chunkSize = 1 << chunkBits
	// A table of more items for each cell than this grows to twice the cells.
	cellSize = 16
)

type chunk[T any] struct {
	editor *Editor
	cells  [chunkSize][]Entry[T] // never changed, but replaced
}

// An Entry is an item and its hash, which stands beside the item so that those of
// other hashes need not be looked at.
type Entry[T any] struct {
	Hash uint64
	Item *T
}

// Len returns how many items t has.
func (t *Table[T]) Len() int { return t.size }

// Cell returns the entries among which are all those that have a hash.
func (t *Table[T]) Cell(hash uint64) []Entry[T] {
	if len(t.chunks) == 0 {
		return nil
	}
	return t.chunks[t.chunk(hash)].cells[hash%chunkSize]
}

// chunk returns the place of the chunk where a hash belongs.
func (t *Table[T]) chunk(hash uint64) int { return int(hash >> chunkBits % uint64(len(t.chunks))) }

// Replace puts an item in the place of another that has the same hash and is in t.
// It only adds if there is no other, nil, and only removes if there is no item.
func (t *Table[T]) Replace(by *Editor, hash uint64, other, item *T) {
	cell := t.own(by, hash)
	n := len(*cell)
	if other != nil {
		n--
	}
	if item != nil {
		n++
	}
	list := make([]Entry[T], 0, n) // no room to spare: there are many cells
	for _, e := range *cell {
		if e.Item != other {
			list = append(list, e)
		}
	}
	if item != nil {
		list = append(list, Entry[T]{hash, item})
	}
	t.size += n - len(*cell)
	*cell = list
	if t.size > cellSize*chunkSize*len(t.chunks) {
		t.grow(by)
	}
}

// own returns a cell for the editor to replace.
func (t *Table[T]) own(by *Editor, hash uint64) *[]Entry[T] {
	switch {
	case t.chunks == nil:
		t.chunks = []*chunk[T]{{editor: by}}
	case t.editor != by:
		t.chunks = slices.Clone(t.chunks)
	}
	t.editor = by
	c := &t.chunks[t.chunk(hash)]
	if (*c).editor != by {
		(*c) = &chunk[T]{by, (*c).cells}
	}
	return &(*c).cells[hash%chunkSize]
}

// grow doubles the chunks: the next bit of the hash tells which entries go to the
// second half. It takes time for every item, and comes so seldom that it is little
// for each.
func (t *Table[T]) grow(by *Editor) {
	n := len(t.chunks)
	chunks := make([]*chunk[T], 2*n)
	for i, old := range t.chunks {
		low, high := &chunk[T]{editor: by}, &chunk[T]{editor: by}
		for j, cell := range old.cells {
			low.cells[j], high.cells[j] = divide(cell, uint64(n)<<chunkBits)
		}
		chunks[i], chunks[i+n] = low, high
	}
	t.chunks = chunks
}

// divide returns the entries whose hash does not have a bit, and those whose has.
func divide[T any](cell []Entry[T], bit uint64) (without, with []Entry[T]) {
	n := 0
	for _, e := range cell {
		if e.Hash&bit != 0 {
			n++
		}
	}
	without, with = make([]Entry[T], 0, len(cell)-n), make([]Entry[T], 0, n)
	for _, e := range cell {
		if e.Hash&bit != 0 {
			with = append(with, e)
		} else {
			without = append(without, e)
		}
	}
	return without, with
}
