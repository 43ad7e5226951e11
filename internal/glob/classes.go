package glob

import (
	"encoding/binary"
	"slices"
)

// A Shape says which texts there are. The zero Shape is that of all texts.
type Shape struct {
	// Step tells what becomes of a state when a character follows, and whether it
	// may. A text begins in state 0. All characters but those of Special must be
	// treated alike, as far as they may follow. Nil takes all characters.
	Step    func(state uint8, r rune) (uint8, bool)
	Special string
	// Final tells whether a text may end in a state. Nil is any.
	Final func(state uint8) bool
	// Suffix ends all texts. It is no part of those that Step sees and that are
	// returned.
	Suffix string
}

// Classes divides the texts of a shape by which of the languages they belong to, and
// returns a text of each class, the shortest. A text may be in several languages. It
// takes from budget the states that it goes through, those from which much can follow
// more than once, and is not ok if that is used up, or
// if there are more classes than the most that are wanted.
//
// A state is where matching stands in each language. Characters that no language tells
// apart in a state are taken once.
func Classes(languages []Language, shape Shape, most int, budget *int) (texts []string, ok bool) {
	s := search{languages: languages, shape: shape, seen: map[string]struct{}{}, classes: map[string]struct{}{}}
	s.begin()
	for at := 0; at < len(s.nodes); at++ {
		if *budget--; *budget < 0 {
			return nil, false
		}
		if s.finish(at); len(s.texts) > most {
			return nil, false
		}
		runes := s.alphabet(at)
		*budget -= len(runes) * len(s.nodes[at].items) / stepsPerState
		for _, r := range runes {
			s.follow(at, r)
		}
	}
	return s.texts, true
}

// stepsPerState is after how many steps of languages a state costs one more.
const stepsPerState = 16

// A search goes through states, those of shorter texts first.
type search struct {
	languages []Language
	shape     Shape
	nodes     []node
	seen      map[string]struct{} // states
	classes   map[string]struct{}
	texts     []string

	key   []byte
	runes []rune
	steps []uint16
	// room is where positions and items are put, as they are never given back.
	positions []uint16
	items     []item
}

// A node is a state with the shortest text that leads to it.
type node struct {
	items  []item   // of the languages that the text may yet belong to
	full   []uint16 // those that it belongs to whatever follows, sorted
	shape  uint8
	parent int32
	r      rune
}

// An item is where matching stands in one language.
type item struct {
	language  uint16
	positions []uint16
}

func (s *search) begin() {
	first := node{parent: -1}
	for i := range s.languages {
		s.place(&first, i, s.languages[i].start)
	}
	first.items = slices.Clone(s.items)
	s.add(first)
}

// place adds an item to the end of s.items, or the language to those that are full.
func (s *search) place(n *node, language int, positions []uint16) {
	switch {
	case len(positions) == 0:
	case s.languages[language].isFull(positions):
		at, _ := slices.BinarySearch(n.full, uint16(language))
		n.full = slices.Insert(slices.Clip(n.full), at, uint16(language))
	default:
		s.items = append(s.items, item{uint16(language), positions})
	}
}

// add keeps a node if its state is new, and reports whether it is.
func (s *search) add(n node) bool {
	key := append(s.key[:0], n.shape)
	key = binary.AppendUvarint(key, uint64(len(n.full)))
	for _, l := range n.full {
		key = binary.AppendUvarint(key, uint64(l))
	}
	for _, it := range n.items {
		key = binary.AppendUvarint(key, uint64(it.language))
		key = binary.AppendUvarint(key, uint64(len(it.positions)))
		for _, p := range it.positions {
			key = binary.AppendUvarint(key, uint64(p))
		}
	}
	s.key = key
	if _, had := s.seen[string(key)]; had {
		return false
	}
	s.seen[string(key)] = struct{}{}
	s.nodes = append(s.nodes, n)
	return true
}

// finish notes the class of the text of a node, if the text may end there.
func (s *search) finish(at int) {
	n := &s.nodes[at]
	if s.shape.Final != nil && !s.shape.Final(n.shape) {
		return
	}
	key := s.key[:0]
	full := n.full
	for i := range n.items {
		it := &n.items[i]
		if !s.languages[it.language].acceptsAfter(it.positions, s.shape.Suffix) {
			continue
		}
		for len(full) > 0 && full[0] < it.language {
			key, full = binary.AppendUvarint(key, uint64(full[0])), full[1:]
		}
		key = binary.AppendUvarint(key, uint64(it.language))
	}
	for _, l := range full {
		key = binary.AppendUvarint(key, uint64(l))
	}
	s.key = key
	if _, had := s.classes[string(key)]; !had {
		s.classes[string(key)] = struct{}{}
		s.texts = append(s.texts, s.text(at))
	}
}

// text returns the text that leads to a node.
func (s *search) text(at int) string {
	var runes []rune
	for n := &s.nodes[at]; n.parent >= 0; n = &s.nodes[n.parent] {
		runes = append(runes, n.r)
	}
	slices.Reverse(runes)
	return string(runes)
}

// alphabet returns the characters that are told apart at a node, sorted, and then one
// that stands for all others.
func (s *search) alphabet(at int) []rune {
	runes := append(s.runes[:0], []rune(s.shape.Special)...)
	for i := range s.nodes[at].items {
		it := &s.nodes[at].items[i]
		runes = s.languages[it.language].tells(runes, it.positions)
	}
	slices.Sort(runes)
	runes = slices.Compact(runes)
	if r, ok := s.other(runes, s.nodes[at].shape); ok {
		runes = append(runes, r)
	}
	s.runes = runes
	return runes
}

// usual are the characters that texts are made of where they are free.
const usual = "xyzabcdefghijklmnopqrstuvw0123456789-_.XYZABCDEFGHIJKLMNOPQRSTUVW"

// other returns a character that is none of those given and may follow.
func (s *search) other(told []rune, state uint8) (rune, bool) {
	may := func(r rune) bool {
		if _, is := slices.BinarySearch(told, r); is {
			return false
		}
		if s.shape.Step == nil {
			return true
		}
		_, ok := s.shape.Step(state, r)
		return ok
	}
	for _, r := range usual {
		if may(r) {
			return r, true
		}
	}
	// One of as many others must be free, unless the shape takes none of them.
	for r := rune(' '); r <= rune(0x250+len(told)); r++ {
		if r != 0x7f && may(r) {
			return r, true
		}
	}
	return 0, false
}

// follow adds the node that a character leads to.
func (s *search) follow(at int, r rune) {
	from := s.nodes[at]
	next := node{full: from.full, shape: from.shape, parent: int32(at), r: r}
	if s.shape.Step != nil {
		var ok bool
		if next.shape, ok = s.shape.Step(from.shape, r); !ok {
			return
		}
	}
	s.items, s.positions = roomFor(s.items, len(from.items)), roomFor(s.positions, 2*len(from.items))
	begin, beginPositions := len(s.items), len(s.positions)
	for i := range from.items {
		it := &from.items[i]
		l := &s.languages[it.language]
		s.steps = l.step(s.steps[:0], it.positions, r)
		if len(s.steps) == 0 {
			continue
		}
		first := len(s.positions)
		s.positions = l.closed(s.positions, s.steps)
		s.place(&next, int(it.language), s.positions[first:len(s.positions):len(s.positions)])
	}
	next.items = s.items[begin:len(s.items):len(s.items)]
	if !s.add(next) {
		s.items, s.positions = s.items[:begin], s.positions[:beginPositions]
	}
}

// roomFor returns list, or an empty list in its place if n more hardly fit: what is in
// it is in use, and not to be copied. Most searches are short, so that it is small at
// first.
func roomFor[T any](list []T, n int) []T {
	const least, most = 32, 4096
	if len(list)+n <= cap(list) {
		return list
	}
	return make([]T, 0, max(least, 2*n, min(2*cap(list), most)))
}
