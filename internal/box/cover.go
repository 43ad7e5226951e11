package box

import "slices"

// A Box has a set for each dimension. It is empty if one of them is.
type Box []Set

// IsEmpty reports whether b has no point.
func (b Box) IsEmpty() bool { return slices.ContainsFunc(b, Set.IsEmpty) }

// Meets reports whether a point is in both boxes.
func (b Box) Meets(c Box) bool {
	for i := range b {
		if !b[i].Meets(c[i]) {
			return false
		}
	}
	return true
}

// Within reports whether all of b, whose sets are not nil, is in c.
func (b Box) Within(c Box) bool {
	for i := range b {
		if !b[i].Within(c[i]) {
			return false
		}
	}
	return true
}

// And returns the common part of two boxes.
func (b Box) And(c Box) Box {
	made := make(Box, len(b))
	for i := range b {
		made[i] = b[i].And(c[i])
	}
	return made
}

// An Outcome says how a search ended.
type Outcome uint8

// The outcomes.
const (
	Covered Outcome = iota // all has been gone through
	Stopped                // found said so
	Spent                  // the budget is used up
)

// Uncovered calls found with parts of x, whose sets are not nil, that no box of ds
// meets, until all are gone through or found returns true. Each part is a box, and no
// two have a point in common. The box belongs to found. It takes from nodes the parts
// that it looks at, those with many boxes more than once.
//
// It splits off, dimension by dimension, what of x a box of ds does not have; the rest
// is covered.
func Uncovered(x Box, ds []Box, nodes *int, found func(Box) bool) Outcome {
	stack := []part{{x, ds}}
	for len(stack) > 0 {
		p := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if *nodes -= 1 + len(p.ds)/boxesPerNode; *nodes < 0 {
			return Spent
		}
		if p.box.IsEmpty() {
			continue
		}
		ds := meeting(p.box, p.ds)
		if len(ds) == 0 {
			if found(p.box) {
				return Stopped
			}
			continue
		}
		best := fewestSplits(p.box, ds)
		ds[0], ds[best] = ds[best], ds[0]
		stack = split(stack, p.box, ds[0], ds[1:])
	}
	return Covered
}

// boxesPerNode is with how many boxes a part costs one more.
const boxesPerNode = 8

// A part is a box with the boxes that may cover parts of it.
type part struct {
	box Box
	ds  []Box
}

func meeting(x Box, ds []Box) []Box {
	kept := make([]Box, 0, len(ds))
	for _, d := range ds {
		if x.Meets(d) {
			kept = append(kept, d)
		}
	}
	return kept
}

// fewestSplits returns the box that lacks x in the fewest dimensions, which leaves the
// fewest parts to look at. Of equals it takes the one that has the most of x.
func fewestSplits(x Box, ds []Box) (best int) {
	const most = 1 << 30
	splits, lacks := most, most
	for i, d := range ds {
		s, l := 0, 0
		for j := range x {
			if d[j] != nil {
				if n := x[j].Minus(d[j]).Count(); n > 0 {
					s, l = s+1, l+n
				}
			}
		}
		if s < splits || s == splits && l < lacks {
			best, splits, lacks = i, s, l
		}
	}
	return best
}

// split adds to the stack what of x is not in d.
func split(stack []part, x, d Box, ds []Box) []part {
	x = slices.Clone(x)
	for j := range x {
		if x[j].Within(d[j]) {
			continue
		}
		y := slices.Clone(x)
		y[j] = x[j].Minus(d[j])
		stack = append(stack, part{y, ds})
		x[j] = x[j].And(d[j])
	}
	return stack
}
