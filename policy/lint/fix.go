package lint

import (
	"cmp"
	"slices"
	"strings"

	"github.com/s3ap/s3ap/internal/jsondoc"
	"github.com/s3ap/s3ap/policy"
)

// An Edit replaces the bytes of a text from Offset to before End. Edits of one
// finding do not overlap and are in the order of the text.
type Edit struct {
	Offset, End int
	Text        string
}

// overlaps reports whether it matters which of two edits is made first.
func (e Edit) overlaps(f Edit) bool {
	return e.Offset < f.End && f.Offset < e.End || e.Offset == f.Offset
}

// Apply returns a text with the edits of one finding made. Edits that do not fit the
// text are left out.
func Apply(text string, fix []Edit) string {
	var b []byte
	done := 0
	for _, e := range fix {
		if e.Offset < done || e.End < e.Offset || e.End > len(text) {
			continue
		}
		b = append(append(b, text[done:e.Offset]...), e.Text...)
		done = e.End
	}
	return string(append(b, text[done:]...))
}

// ApplyAll returns a text with several fixes made. Of two that overlap only the one
// that comes first in the list is made, the other not even in part; to have both,
// check the result again.
func ApplyAll(text string, fixes [][]Edit) string {
	var made []Edit // in the order of the text
	for _, fix := range fixes {
		if slices.ContainsFunc(fix, func(e Edit) bool { return overlapsAny(made, e) }) {
			continue
		}
		for _, e := range fix {
			at, _ := placeOf(made, e)
			made = slices.Insert(made, at, e)
		}
	}
	return Apply(text, made)
}

// placeOf returns where an edit belongs among those that are in order.
func placeOf(made []Edit, e Edit) (int, bool) {
	return slices.BinarySearchFunc(made, e, func(a, b Edit) int {
		return cmp.Or(cmp.Compare(a.Offset, b.Offset), cmp.Compare(a.End, b.End))
	})
}

// overlapsAny reports whether an edit overlaps one of those that are in order and do
// not overlap each other, so that only its neighbours count.
func overlapsAny(made []Edit, e Edit) bool {
	at, _ := placeOf(made, e)
	return at < len(made) && made[at].overlaps(e) || at > 0 && made[at-1].overlaps(e)
}

// Fixes returns the fixes of the findings in a policy, in the order of the report.
func (r *Report) Fixes(k policy.Kind) [][]Edit {
	return r.fixes(func(f *Finding) bool { return f.Policy == k })
}

// SafeFixes returns those that change no decision.
func (r *Report) SafeFixes(k policy.Kind) [][]Edit {
	return r.fixes(func(f *Finding) bool { return f.Policy == k && f.FixSafe })
}

func (r *Report) fixes(want func(*Finding) bool) (list [][]Edit) {
	for i := range r.Findings {
		if f := &r.Findings[i]; len(f.Fix) > 0 && want(f) {
			list = append(list, f.Fix)
		}
	}
	return list
}

// replace returns the edit that puts a string in the place of the one at pos.
func (t *text) replace(pos policy.Pos, value string) Edit {
	begin := int(pos) - 1
	return Edit{begin, t.stringEnd(begin), quoteJSON(value)}
}

// stringEnd returns where the JSON string ends that begins at an offset.
func (t *text) stringEnd(begin int) int {
	for i := begin + 1; i < len(t.source); i++ {
		switch t.source[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return len(t.source)
}

// remove returns the edit that takes the member or item at pos out of the object or
// array that it is in, with the comma before it, or after it if it is the first.
func (t *text) remove(pos policy.Pos) Edit { return t.removeNode(t.tree.At(int(pos) - 1)) }

func (t *text) removeNode(n int) Edit {
	e := Edit{Offset: t.tree.Offset(n), End: t.tree.End(n)}
	if t.tree.Kind(t.tree.Parent(n)) == jsondoc.Object {
		e.Offset = t.tree.KeyOffset(n)
	}
	before, comma := strings.CutSuffix(strings.TrimRight(t.source[:e.Offset], blanks), ",")
	switch next := t.tree.Next(n); {
	case comma:
		e.Offset = len(strings.TrimRight(before, blanks))
	case next != 0:
		e.End += len(t.source[e.End:]) - len(strings.TrimLeft(t.source[e.End:], blanks+","))
	}
	return e
}

// blanks are those of JSON.
const blanks = " \t\r\n"
