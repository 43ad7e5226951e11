package lint

import (
	"fmt"
	"slices"
	"strings"

	"github.com/s3ap/s3ap/accesspoint/analysis"
	"github.com/s3ap/s3ap/internal/s3key"
	"github.com/s3ap/s3ap/policy"
)

// truthChecks are those of what lists and conditions come to, by meaning.
func truthChecks() []check {
	return []check{
		{Info: Info{"redundant-resource", Suggestion, AnyPolicy, "A resource entry that others of the same list cover."}, run: redundantResource},
		{Info: Info{"redundant-condition-value", Suggestion, AnyPolicy, "A condition value that another one of the same key covers: a text, a number, a network or a pattern."}, run: redundantConditionValue},
		{Info: Info{"condition-never-true", Warning, AnyPolicy, "Conditions that no request meets together: they contradict each other, leave an empty interval, or ask for keys that never occur together."}, run: conditionNeverTrue, reads: conditionElement},
		{Info: Info{"condition-always-true", Suggestion, AnyPolicy, "A condition that every request meets."}, run: conditionAlwaysTrue},
	}
}

// conditionNeverTrue leaves alone what applies to a request, and what other checks have
// found wrong with the keys.
func conditionNeverTrue(p *pass) {
	m := p.ready()
	if m == nil {
		return
	}
	for i := range p.doc.Statements {
		s := &p.doc.Statements[i]
		if m.number[i] < 0 || len(s.Condition) == 0 || m.mayApply(i).Verdict == analysis.Yes {
			continue
		}
		if !m.purse.pay(1) {
			p.stopped(p.check.ID, p.text, p.root(), tooManyQuestions)
			return
		}
		// If that is unknown, so is whether the statement applies, which is told.
		if m.purse.noted(m.policy.ConditionsHold(m.number[i])).Verdict != analysis.No {
			continue
		}
		core := p.contradiction(m, i)
		if slices.ContainsFunc(core, func(c int) bool {
			return p.isFound(s.Condition[c].Key.Pos, Warning) || p.isToldAt(s.Condition[c].Key.Pos)
		}) {
			continue
		}
		p.found(s.Condition[core[len(core)-1]].Key.Pos, contradicts(s, core))
	}
}

func contradicts(s *policy.Statement, core []int) string {
	result := "the statement never applies"
	var names []string
	for _, c := range core {
		names = append(names, fmt.Sprintf("%s of %s", s.Condition[c].Operator.Value, quote(s.Condition[c].Key.Value)))
	}
	if len(core) == 1 {
		return fmt.Sprintf("no request meets %s, so that %s%s", names[0], result, misfit(&s.Condition[core[0]]))
	}
	return fmt.Sprintf("no request meets %s together, so that %s", strings.Join(names, " and "), result)
}

// misfit says what a key holds if no value that it is compared with looks like it.
func misfit(c *policy.Condition) string {
	key, _ := s3key.Lookup(c.Key.Value)
	form, fits := formOf(key.Name)
	if form == "" && len(key.Values) > 0 {
		form, fits = "one of "+strings.Join(key.Values, ", "), func(v string) bool { return slices.Contains(key.Values, v) }
	}
	if op := readOperator(c.Operator.Value); form == "" || op.compares == presence || slices.ContainsFunc(c.Values, func(v policy.Text) bool { return strings.Contains(v.Value, "${") || fits(v.Value) }) {
		return ""
	}
	return "; " + quote(c.Key.Value) + " is " + form
}

// contradiction returns conditions that no request meets together, none of which can
// be left out. All of the statement are such, but for those that are too many to try.
func (p *pass) contradiction(m *meaning, i int) []int {
	const most = 12
	s := p.doc.Statements[i]
	var core []int
	for c := range s.Condition {
		core = append(core, c)
	}
	if len(core) > most {
		return core
	}
	for at := 0; at < len(core) && len(core) > 1; {
		fewer := slices.Delete(slices.Clone(core), at, at+1)
		if m.purse.pay(1) && p.contradict(&s, fewer) {
			core = fewer
		} else {
			at++
		}
	}
	return core
}

// contradict reports whether no request meets some conditions of a statement.
func (p *pass) contradict(s *policy.Statement, conditions []int) bool {
	part := *s
	part.Condition = nil
	for _, c := range conditions {
		part.Condition = append(part.Condition, s.Condition[c])
	}
	doc := *p.doc
	doc.Statements = []policy.Statement{part}
	return analysis.New(&doc, p.place(p.text), p.budget()).ConditionsHold(0).Verdict == analysis.No
}

// isFound reports whether something as bad as that, an error or a warning, is found
// already at a key of a condition or in its values.
func (p *pass) isFound(key policy.Pos, least Severity) bool {
	pointer := p.finding(key).Pointer
	for _, list := range [...][]Finding{p.report.Findings, p.report.Silenced} {
		for i := range list {
			f := &list[i]
			if f.Policy == p.kind && f.Severity >= least && f.Severity != SecurityWarning && within(f.Pointer, pointer) {
				return true
			}
		}
	}
	return false
}

// conditionAlwaysTrue asks only of conditions that could hold in all requests: without
// the key, or the key always comes.
func conditionAlwaysTrue(p *pass) {
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
			l := &blocks[i].lines[c]
			if holds, _ := l.holdsWithout(); !holds && p.canBeAbsent(l) || p.isToldAt(l.Key.Pos) {
				continue
			}
			if !m.purse.pay(1) {
				p.stopped(p.check.ID, p.text, p.root(), tooManyQuestions)
				return
			}
			switch answer := m.purse.noted(m.policy.ConditionFails(m.number[i], c)); answer.Verdict {
			case analysis.Unknown:
				p.stopped(p.check.ID, p.text, l.Key.Pos, answer.Reason)
			case analysis.No:
				p.found(l.Key.Pos, fmt.Sprintf("every request meets %s of %s, so that it says nothing; leave it out, or ask for what was meant", l.Operator.Value, quote(l.Key.Value)))
			}
		}
	}
}

// canBeAbsent reports whether some requests lack the key of l, whatever the statement
// is about.
func (p *pass) canBeAbsent(l *line) bool {
	return l.isKnown() && !p.comesAlways(l)
}

// isToldAt reports whether another check has found that the condition of a key is always
// met, or never.
func (p *pass) isToldAt(key policy.Pos) bool {
	pointer := p.finding(key).Pointer
	for _, list := range [...][]Finding{p.report.Findings, p.report.Silenced} {
		for i := range list {
			switch f := &list[i]; f.Check {
			case "ap-https-condition", "ap-data-access-point-key", "ap-origin-mismatch", "ap-vpc-mismatch", "ap-vpc-source-ip",
				"null-with-set-operator", "bool-both-values":
				if f.Policy == p.kind && within(f.Pointer, pointer) {
					return true
				}
			}
		}
	}
	return false
}
