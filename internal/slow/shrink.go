package slow

import (
	"maps"
	"slices"

	"github.com/s3ap/s3ap/policy"
)

// Shrink makes a case smaller, step by step, for as long as it is still bad.
func Shrink[Case any](c Case, smaller func(Case) []Case, bad func(Case) bool) Case {
	for _, next := range smaller(c) {
		if bad(next) {
			return Shrink(next, smaller, bad)
		}
	}
	return c
}

// SmallerDocuments returns copies of a policy that each lack one thing.
func SmallerDocuments(doc *policy.Document) (docs []*policy.Document) {
	with := func(change func(*policy.Document)) {
		smaller := doc.Clone()
		change(smaller)
		docs = append(docs, smaller)
	}
	for i, s := range doc.Statements {
		with(func(d *policy.Document) { d.Statements = slices.Delete(d.Statements, i, i+1) })
		for j := range s.Condition {
			with(func(d *policy.Document) { s := &d.Statements[i]; s.Condition = slices.Delete(s.Condition, j, j+1) })
		}
		for _, entries := range lists(&s) {
			for j := range *entries(&s) {
				with(func(d *policy.Document) { l := entries(&d.Statements[i]); *l = slices.Delete(*l, j, j+1) })
			}
		}
	}
	return docs
}

// lists returns the places in a statement that hold entries.
func lists(s *policy.Statement) []func(*policy.Statement) *[]policy.Text {
	all := []func(*policy.Statement) *[]policy.Text{
		func(s *policy.Statement) *[]policy.Text { return &s.Principal.AWS },
		func(s *policy.Statement) *[]policy.Text { return &s.Principal.CanonicalUser },
		func(s *policy.Statement) *[]policy.Text { return &s.Principal.Service },
		func(s *policy.Statement) *[]policy.Text { return &s.Action.Items },
		func(s *policy.Statement) *[]policy.Text { return &s.Resource.Items },
	}
	for j := range s.Condition {
		all = append(all, func(s *policy.Statement) *[]policy.Text { return &s.Condition[j].Values })
	}
	return all
}

// Smaller returns facts that each lack one key.
func (f Facts) Smaller() (all []Facts) {
	for _, key := range slices.Concat(slices.Sorted(maps.Keys(f.Known)), slices.Sorted(maps.Keys(f.Unrecorded))) {
		smaller := Facts{maps.Clone(f.Known), maps.Clone(f.Unrecorded)}
		delete(smaller.Known, key)
		delete(smaller.Unrecorded, key)
		all = append(all, smaller)
	}
	return all
}
