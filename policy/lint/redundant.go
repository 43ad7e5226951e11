package lint

import (
	"fmt"
	"net/netip"
	"strings"

	"github.com/s3ap/s3ap/accesspoint/analysis"
	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/policy"
)

// redundantResource asks of the entries that another one could cover by what they begin
// and end with. Of two that are the same, the later one is redundant.
func redundantResource(p *pass) {
	m := p.ready()
	if m == nil {
		return
	}
	for i := range p.doc.Statements {
		if m.number[i] >= 0 && len(p.doc.Statements[i].Resource.Items) > 1 {
			p.redundantResources(m, i)
		}
	}
}

func (p *pass) redundantResources(m *meaning, i int) {
	items := p.doc.Statements[i].Resource.Items
	affixes := make([]affix, len(items))
	var wild []int
	first := make(map[string]int, len(items))
	for k, t := range items {
		if affixes[k] = affixOf(t.Value); affixes[k].wild && len(wild) < maxPatterns {
			wild = append(wild, k)
		}
		if _, ok := first[t.Value]; !ok {
			first[t.Value] = k
		}
	}
	gone := make([]bool, len(items))
	for k, t := range items {
		by := first[t.Value]
		for _, w := range wild {
			if by == k && w != k && !gone[w] && affixes[w].mayCover(affixes[k]) {
				by = p.resourceCover(m, i, k, w)
			}
		}
		if by != k {
			gone[k] = true
			p.found(t.Pos, fmt.Sprintf("%s is covered by %s of the same list", quote(t.Value), quote(items[by].Value)), p.remove(t.Pos)).FixSafe = true
		}
	}
}

// resourceCover returns w if entry w covers entry k, and else k. Where their texts do
// not tell, the two alone are asked about.
func (p *pass) resourceCover(m *meaning, i, k, w int) int {
	items := p.doc.Statements[i].Resource.Items
	back := coversResource(items[k].Value, items[w].Value)
	if coversResource(items[w].Value, items[k].Value) {
		if back && w > k {
			return k
		}
		return w
	}
	if strings.Contains(items[w].Value, "${") {
		return k // what a variable stands for is only known to be the same
	}
	if !m.purse.pay(2) {
		p.stopped(p.check.ID, p.text, p.root(), tooManyQuestions)
		return k
	}
	part := p.doc.Statements[i]
	part.Condition, part.Resource.Items = nil, []policy.Text{items[k], items[w]}
	doc := *p.doc
	doc.Statements = []policy.Statement{part}
	two := analysis.New(&doc, p.place(p.text), p.budget())
	switch a := m.purse.noted(two.ResourceNeeded(0, 0)); {
	case a.Verdict == analysis.Unknown:
		p.stopped(p.check.ID, p.text, items[k].Pos, a.Reason)
		return k
	case a.Verdict == analysis.Yes, w > k && two.ResourceNeeded(0, 1).Verdict != analysis.Yes:
		return k
	}
	return w
}

// redundantConditionValue looks for a value that could cover another one by what they
// are, and asks whether it does.
func redundantConditionValue(p *pass) {
	m := p.ready()
	if m == nil {
		return
	}
	blocks := p.blocks()
	for i := range blocks {
		if m.number[i] < 0 {
			continue
		}
		for c := range blocks[i].lines {
			if l := &blocks[i].lines[c]; len(l.Values) > 1 && l.op.compares != noComparison && l.op.compares != presence && l.op.compares != booleans {
				p.redundantValues(m, m.number[i], c, l)
			}
		}
	}
}

func (p *pass) redundantValues(m *meaning, i, c int, l *line) {
	by := l.coverers()
	for v, t := range l.Values {
		w := by[v]
		if w == v {
			continue
		}
		// The values are compared with each other. One that is written twice needs no proof.
		const few = 64
		if l.Values[w].Value != t.Value && !m.purse.pay(1+len(l.Values)*len(l.Values)/(few*few)) {
			p.stopped(p.check.ID, p.text, p.root(), tooManyQuestions)
			return
		}
		switch a := m.purse.noted(m.policy.ValueNeeded(i, c, v)); a.Verdict {
		case analysis.No:
			p.found(t.Pos, fmt.Sprintf("%s is covered by %s of the same key", quote(t.Value), quote(l.Values[w].Value)), p.remove(t.Pos)).FixSafe = true
		case analysis.Unknown:
			p.stopped(p.check.ID, p.text, t.Pos, a.Reason)
		}
	}
}

// coverers returns for each value another one that could cover it, and that is covered
// by none itself; the value itself if there is none. Of two that are the same, the
// first one covers.
func (l *line) coverers() []int {
	list := make([]int, len(l.Values))
	first := make(map[string]int, len(l.Values))
	wide := l.wideValues()
	for v, t := range l.Values {
		list[v] = v
		key := t.Value
		if l.op.compares == foldedText {
			key = strings.ToLower(key)
		}
		if at, ok := first[key]; ok {
			list[v] = at
			continue
		}
		first[key] = v
	}
	for v := range l.Values {
		if list[v] != v {
			continue
		}
		for _, w := range wide {
			if w != v && list[w] == w && l.mayCover(w, v) && (w < v || !l.mayCover(v, w)) {
				list[v] = w
				break
			}
		}
	}
	// What covers one may have turned out to be covered.
	for v := range list {
		for n := 0; list[list[v]] != list[v] && n < len(list); n++ {
			list[v] = list[list[v]]
		}
	}
	return list
}

// wideValues returns the values that could cover others, no more than a few of them.
func (l *line) wideValues() (list []int) {
	for v, t := range l.Values {
		is := false
		switch l.op.compares {
		case addresses:
			network, err := netip.ParsePrefix(t.Value)
			is = err == nil && !network.IsSingleIP()
		case numbers, dates:
			is = true
		case wildText, arns:
			is = hasWild(t.Value)
		}
		if is && len(list) < maxPatterns {
			list = append(list, v)
		}
	}
	return list
}

// mayCover reports whether value w could cover value v.
func (l *line) mayCover(w, v int) bool {
	wide, text := l.Values[w].Value, l.Values[v].Value
	switch l.op.compares {
	case addresses:
		network, err := netip.ParsePrefix(wide)
		other, ok := networkOf(text)
		return err == nil && ok && network.Bits() <= other.Bits() && network.Contains(other.Addr())
	case wildText, arns:
		return covers(wide, widened(text), false) && !strings.Contains(wide, "${")
	case numbers, dates:
		return l.coversEnd(wide, text)
	}
	return false
}

func networkOf(text string) (netip.Prefix, bool) {
	if network, err := netip.ParsePrefix(text); err == nil {
		return network, true
	}
	a, err := netip.ParseAddr(text)
	return netip.PrefixFrom(a, a.BitLen()), err == nil
}

// coversEnd reports whether the end of an interval lies in that of another value, so
// that this says all.
func (l *line) coversEnd(wide, text string) bool {
	t, err := condition.NewTest(condition.Language2008, readOperator(strings.Replace(l.op.base, "Than", "ThanEquals", 1)).Operator, "aws:x", wide)
	if strings.HasSuffix(l.op.base, "Equals") {
		t, err = condition.NewTest(condition.Language2008, readOperator(l.op.base).Operator, "aws:x", wide)
	}
	return err == nil && !t.Operator().Negated() && t.Holds(condition.NewContext(condition.String("aws:x", text))) == condition.True
}
