package lint

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// policyNearSizeLimit tells what would make the policy smaller.
func policyNearSizeLimit(p *pass) {
	limit, size := p.kind.MaxSize(), len(p.source)
	if size > limit || size <= limit-limit/10 {
		return
	}
	p.found(p.root(), fmt.Sprintf("policy has %d bytes, S3 takes %d%s%s", size, limit, p.sizeWords(), p.savings()))
}

// sizeWords tells of a policy that is large what it is without white space, and which
// statements are the biggest. What S3 counts is not documented.
func (t *text) sizeWords() string {
	if t.tree == nil {
		return ""
	}
	words := ""
	var compact bytes.Buffer
	if err := json.Compact(&compact, []byte(t.source)); err == nil && compact.Len() < len(t.source) {
		words = fmt.Sprintf("; without white space it has %d, and it is not documented whether S3 counts that", compact.Len())
	}
	spans := slices.Clone(t.spans)
	slices.SortStableFunc(spans, func(a, b span) int { return cmp.Compare(t.length(b), t.length(a)) })
	const shown = 3
	var biggest []string
	for _, s := range spans[:min(len(spans), shown)] {
		biggest = append(biggest, fmt.Sprintf("%v (%d bytes)", s.ref, t.length(s)))
	}
	if len(spans) > 1 {
		words += "; the biggest are " + joined(biggest, "and")
	}
	return words
}

// length returns how many bytes a statement has.
func (t *text) length(s span) int { return t.tree.End(t.tree.At(s.begin)) - s.begin }

// savings lists what would save most: statements that others cover, and those that can
// be part of another.
func (p *pass) savings() string {
	if len(p.errs) > 0 || slices.ContainsFunc(p.linter.meaning(p.text).open, func(u *Unresolved) bool { return u != nil }) {
		return ""
	}
	type saving struct {
		bytes int
		words string
	}
	var list []saving
	covered := 0
	for _, c := range p.covers() {
		covered += p.length(p.spans[c.statement])
	}
	if n := len(p.covers()); n > 0 {
		list = append(list, saving{covered, fmt.Sprintf("leaving out those that others cover (%d of them)", n)})
	}
	for _, g := range p.groups() {
		n := 0
		for _, i := range g.others {
			n += p.length(p.spans[i])
			for _, t := range p.entriesOf(&p.doc.Statements[i], g.element) {
				n -= len(t.Value) + len(`,""`)
			}
		}
		list = append(list, saving{n, fmt.Sprintf("making one of %v and %d more", p.spans[g.head].ref, len(g.others))})
	}
	slices.SortStableFunc(list, func(a, b saving) int { return cmp.Compare(b.bytes, a.bytes) })
	const shown = 3
	var words []string
	for _, s := range list[:min(len(list), shown)] {
		words = append(words, fmt.Sprintf("%s saves about %d", s.words, s.bytes))
	}
	if len(words) == 0 {
		return ""
	}
	return "; " + strings.Join(words, ", ")
}
