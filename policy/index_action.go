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
	var fewGroups [8]actionGroup
	var fewClasses [16]actionSet
	x.rows = append(make([]row, 0, len(fewClasses)), r.add())
	classes := append(fewClasses[:0], allActions())
	groups := groupByActions(fewGroups[:0], r, statements)
	for i := range groups {
		classes = x.divide(r, classes, &groups[i])
	}
	for c := range classes[1:] {
		for n := range classes[c+1].all() {
			x.class[n] = uint16(c + 1)
		}
	}
}

// An actionSet has a bit for each action in the table.
type actionSet [(s3action.Count + 63) / 64]uint64

// set returns the actions that the element may be about. Partly tells that some of
// them may not be, which their names tell.
func (a *actions) set() (set actionSet) {
	for i := range a.list {
		if e := &a.list[i]; e.whole || !a.not {
			set.add(int(e.first), int(e.last))
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
	set.add(0, s3action.Count)
	return set
}

// add adds the actions from first to before last.
func (s *actionSet) add(first, last int) {
	for first < last {
		w := first / 64
		next := min(last, (w+1)*64)
		s[w] |= (1<<(next-first) - 1) << (first % 64)
		first = next
	}
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

// divide parts each class into the actions of a group, to which its statements are
// added, and those that are not. A class that lies within the group stays whole.
func (x *actionIndex) divide(r *rows, classes []actionSet, g *actionGroup) []actionSet {
	for c := range classes {
		within := classes[c]
		some := false
		for w := range within {
			within[w] &= g.set[w]
			some = some || within[w] != 0
		}
		switch {
		case !some:
		case within == classes[c]:
			r.join(x.rows[c], g.statements)
		default:
			for w := range within {
				classes[c][w] &^= within[w]
			}
			x.rows = append(x.rows, r.clone(x.rows[c]))
			r.join(x.rows[len(x.rows)-1], g.statements)
			classes = append(classes, within)
		}
	}
	return classes
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
