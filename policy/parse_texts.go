package policy

import (
	"fmt"

	"github.com/s3ap/s3ap/internal/jsondoc"
)

// patterns reads a string or a list of strings.
func (r *reader) patterns(n int, not bool) Patterns {
	return Patterns{Pos: r.value(n), Not: not, Items: r.texts(n, stringsAlone)}
}

// scalars are types that stand for text.
type scalars bool

const (
	stringsAlone scalars = false
	anyScalar    scalars = true // strings, numbers and booleans
)

func (s scalars) have(k jsondoc.Kind) bool {
	return k == jsondoc.String || s == anyScalar && (k == jsondoc.Number || k == jsondoc.Bool)
}

// texts reads one scalar of the given types or a list of them. It returns nil if
// there is none that can be read.
func (r *reader) texts(n int, types scalars) []Text {
	if r.tree.Kind(n) != jsondoc.Array {
		if !r.scalar(n, types, " or a list of such") {
			return nil
		}
		return r.gather(len(r.all), n)
	}
	if r.tree.Child(n) == 0 {
		r.fault(r.value(n), fmt.Errorf("%w: a list needs at least one entry", ErrEmpty))
	}
	var list []Text
	begin := len(r.all)
	for c := r.tree.Child(n); c != 0; c = r.tree.Next(c) {
		if r.scalar(c, types, "") {
			list = r.gather(begin, c)
		}
	}
	return list
}

// gather adds the text of n to those from begin on and returns them.
func (r *reader) gather(begin, n int) []Text {
	r.all = append(r.all, Text{Value: r.tree.String(n), Pos: r.value(n)})
	return r.all[begin:len(r.all):len(r.all)]
}

func (r *reader) scalar(n int, types scalars, orList string) bool {
	if types.have(r.tree.Kind(n)) {
		return true
	}
	what := "a string"
	if types == anyScalar {
		what = "a string, number or boolean"
	}
	r.fault(r.value(n), fmt.Errorf("%w: must be %s%s, not %v", ErrType, what, orList, r.tree.Kind(n)))
	return false
}

// count returns how many members or items a node has.
func (r *reader) count(n int) (count int) {
	for c := r.tree.Child(n); c != 0; c = r.tree.Next(c) {
		count++
	}
	return count
}
