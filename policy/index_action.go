package policy

import (
	"math/bits"

	"github.com/s3ap/s3ap/internal/s3action"
)

// An actionIndex has for each action in the table the statements that may be about
// it. Actions of the same statements are a class and share a row.
type actionIndex struct {
	class [s3action.Count]uint16
	rows  []row // of the classes
}

func (x *actionIndex) row(action int) row { return x.rows[x.class[action]] }

// build puts all actions into one class and divides classes by one set of actions
// after the other.
func (x *actionIndex) build(r *rows, statements []statement) {
	x.rows = append(make([]row, 0, 16), r.add())
	var room [32]int
	sizes := append(room[:0], s3action.Count)
	var groups [8]actionGroup
	for _, g := range groupByActions(groups[:0], r, statements) {
		sizes = x.divide(r, sizes, &g.set, g.statements)
	}
}

// An actionSet has a bit for each action in the table.
type actionSet [(s3action.Count + 63) / 64]uint64

// set returns the actions that the element may be about. Partly tells that some of
// them may not be, which their names tell.
func (a *actions) set() (set actionSet) {
	for i := range a.list {
		if e := &a.list[i]; e.whole || !a.not {
			for n := e.first; n < e.last; n++ {
				set[n/64] |= 1 << (n % 64)
			}
		}
	}
	if a.not {
		for i, all := range allActions() {
			set[i] ^= all
		}
	}
	return set
}

// allActions returns the set of all of them.
func allActions() (set actionSet) {
	for n := 0; n < s3action.Count; n += 64 {
		set[n/64] = 1<<min(64, s3action.Count-n) - 1
	}
	return set
}

// actionGroup are the statements that have the same set of actions.
type actionGroup struct {
	set        actionSet
	statements row
}

// groupByActions adds the groups of statements to groups.
func groupByActions(groups []actionGroup, r *rows, statements []statement) []actionGroup {
next:
	for i := range statements {
		set := statements[i].actions.set()
		for g := range groups {
			if groups[g].set == set {
				r.put(groups[g].statements, i)
				continue next
			}
		}
		groups = append(groups, actionGroup{set, r.add()})
		r.put(groups[len(groups)-1].statements, i)
	}
	return groups
}

// divide parts each class into the actions in a set, to which statements are added,
// and those that are not. A class that lies within the set stays whole.
func (x *actionIndex) divide(r *rows, sizes []int, set *actionSet, statements row) []int {
	if *set == allActions() {
		for _, class := range x.rows {
			r.join(class, statements)
		}
		return sizes
	}
	var room [16]int
	within := append(room[:0], sizes...)
	clear(within)
	for n := range set.all() {
		within[x.class[n]]++
	}
	classes := len(sizes)
	moved := make([]uint16, classes)
	for c := range classes {
		moved[c] = uint16(c)
		switch {
		case within[c] == 0:
			continue
		case within[c] < sizes[c]:
			moved[c] = uint16(len(x.rows))
			x.rows = append(x.rows, r.clone(x.rows[c]))
			sizes = append(sizes, within[c])
			sizes[c] -= within[c]
		}
		r.join(x.rows[moved[c]], statements)
	}
	for n := range set.all() {
		x.class[n] = moved[x.class[n]]
	}
	return sizes
}

// all iterates over the actions in a set.
func (s *actionSet) all() func(yield func(int) bool) {
	return func(yield func(int) bool) {
		for w, left := range s {
			for ; left != 0; left &= left - 1 {
				if !yield(w*64 + bits.TrailingZeros64(left)) {
					return
				}
			}
		}
	}
}
