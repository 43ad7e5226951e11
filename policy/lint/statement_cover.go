package lint

import (
	"fmt"
	"slices"
	"strings"

	"github.com/s3ap/s3ap/accesspoint/analysis"
	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/policy"
)

// A cover is a statement that another one of the same effect covers.
type cover struct {
	statement, by int
	same          bool // they are about the same requests
}

func duplicateStatement(p *pass) {
	for _, c := range p.covers() {
		if c.same {
			p.foundCover(c, "%s %s exactly what this one does; leave this one out", map[policy.Effect]string{policy.Allow: "allows", policy.Deny: "denies"})
		}
	}
}

func shadowedStatement(p *pass) {
	for _, c := range p.covers() {
		if !c.same {
			p.foundCover(c, "%s %s all that this one does, and more; leave this one out", map[policy.Effect]string{policy.Allow: "allows", policy.Deny: "denies"})
		}
	}
}

func (p *pass) foundCover(c cover, format string, verbs map[policy.Effect]string) {
	s, by := &p.doc.Statements[c.statement], &p.doc.Statements[c.by]
	f := p.found(s.Pos, fmt.Sprintf(format, p.spans[c.by].ref, verbs[s.Effect]), p.remove(s.Pos))
	f.FixSafe = isPlainlyCovered(s, by)
}

// shadowed is the check that speaks where it could not be told what covers what.
const shadowed = "shadowed-statement"

// covers returns the statements that another one covers, each with one that is covered
// by none itself. Of two that are the same, the later one is covered. Statements that
// apply to nothing are for other checks.
func (p *pass) covers() []cover {
	m := p.ready()
	switch {
	case m == nil || len(p.doc.Statements) < 2:
		return nil
	case m.covered:
		return m.covers
	}
	m.covered = true
	is := make([]bool, len(p.doc.Statements)) // covered
	outlines := m.outlines
	for i := range p.doc.Statements {
		if m.number[i] < 0 {
			continue
		}
		for j := range p.doc.Statements {
			if i == j || is[j] || m.number[j] < 0 || !outlines[j].mayCover(&outlines[i]) {
				continue
			}
			same, ok := p.coversOne(m, i, j, &outlines[i], &outlines[j])
			if ok && (!same || j < i) && m.mayApply(i).Verdict != analysis.No {
				is[i] = true
				m.covers = append(m.covers, cover{i, j, same})
				break
			}
		}
	}
	return m.covers
}

// coversOne reports whether statement j covers i, and whether they are the same.
func (p *pass) coversOne(m *meaning, i, j int, outline, by *outline) (same, ok bool) {
	if outline.alike(by, nothing) {
		return true, true
	}
	if !m.purse.pay(1) {
		p.stopped(shadowed, p.text, p.root(), tooManyQuestions)
		return false, false
	}
	s := &p.doc.Statements[i]
	a := m.purse.noted(m.policy.AddsTo(m.number[i], m.number[j]))
	if a.Verdict != analysis.No {
		if a.Verdict == analysis.Unknown && m.mayApply(i).Verdict == analysis.Yes {
			p.stopped(shadowed, p.text, culprit(s, a.Reason), a.Reason)
		}
		return false, false
	}
	back := outline.mayCover(by) && m.policy.AddsTo(m.number[j], m.number[i]).Verdict == analysis.No
	return back, true
}

// An outline is what of a statement tells at a glance that it cannot cover another, or
// is written like it.
type outline struct {
	*policy.Statement
	actions   actionSet
	callers   []string // of Principal, an account in one spelling
	resources []affix
	written   [4]string // Principal, Action, Resource, and Effect with Condition
}

// An affix is the text before the first wildcard or variable of a resource entry, and
// that behind the last one.
type affix struct {
	before, after string
	wild          bool
}

func outlineOf(s *policy.Statement) outline {
	o := outline{Statement: s, actions: actionsOf(&s.Action), callers: callers(&s.Principal)}
	for _, t := range s.Resource.Items {
		o.resources = append(o.resources, affixOf(t.Value))
	}
	o.write()
	return o
}

func affixOf(text string) affix {
	text = widened(text)
	first, last := strings.IndexAny(text, "*?"), strings.LastIndexAny(text, "*?")
	if first < 0 {
		return affix{text, text, false}
	}
	return affix{text[:first], text[last+1:], true}
}

// mayCover reports whether o could be about all that another statement is about. To
// name an account allows less than to name its users and roles: their own policies
// must allow it as well. So that an Allow covers those only whom it names.
//
// IAM User Guide, "Policy evaluation logic for requests within a single account".
func (o *outline) mayCover(other *outline) bool {
	if o.Effect != other.Effect || !other.actions.isWithin(&o.actions) || other.actions == (actionSet{}) {
		return false
	}
	if o.Effect == policy.Allow && !o.names(other) {
		return false
	}
	if o.Resource.Not || other.Resource.Not {
		return true
	}
	for _, r := range other.resources {
		if !slices.ContainsFunc(o.resources, func(wide affix) bool { return wide.mayCover(r) }) {
			return false
		}
	}
	return true
}

// names reports whether o names all callers whom another statement names.
func (o *outline) names(other *outline) bool {
	if namesEveryone(&o.Principal) || o.Principal.Not {
		return true
	}
	if other.Principal.Not || namesEveryone(&other.Principal) {
		return false
	}
	for _, c := range other.callers {
		if !slices.Contains(o.callers, c) {
			return false
		}
	}
	return true
}

// mayCover reports whether a pattern could take all texts that another one takes. One
// of several patterns must, since no few of them share out what follows a prefix.
func (a affix) mayCover(other affix) bool {
	if !a.wild {
		return a.before == other.before && !other.wild
	}
	return strings.HasPrefix(other.before, a.before) && strings.HasSuffix(other.after, a.after)
}

func (s *actionSet) isWithin(other *actionSet) bool {
	for i := range s {
		if s[i]&^other[i] != 0 {
			return false
		}
	}
	return true
}

// callers returns the entries of Principal, sorted, with the root user of an account
// for the account.
func callers(el *policy.Principals) []string {
	if len(el.AWS)+len(el.CanonicalUser)+len(el.Service)+len(el.Federated) == 0 {
		return nil
	}
	var list []string
	for kind, entries := range [...][]policy.Text{el.AWS, el.CanonicalUser, el.Service, el.Federated} {
		for _, t := range entries {
			value := t.Value
			if n := splitARN(value); kind == 0 && n.service == "iam" && n.rest == "root" && arn.ValidAccount(n.account) {
				value = n.account
			}
			list = append(list, string(rune('0'+kind))+value)
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// isPlainlyCovered reports whether each element of a statement is covered by the same
// of another one, whatever a request is like and wherever the policy is attached. Then
// nothing changes without it.
func isPlainlyCovered(s, by *policy.Statement) bool {
	if s.Principal.Not != by.Principal.Not || s.Action.Not != by.Action.Not || s.Resource.Not != by.Resource.Not {
		return false
	}
	mine, others := callers(&s.Principal), callers(&by.Principal)
	if s.Effect == policy.Deny && namesEveryone(&by.Principal) {
		others = mine
	}
	if s.Principal.Any && !namesEveryone(&by.Principal) || by.Principal.Any && len(mine) > 0 && s.Effect == policy.Allow {
		return false // to name a caller is told apart from naming everyone
	}
	if s.Principal.Not && !slices.Equal(mine, others) || s.Action.Not && !sameTexts(s.Action.Items, by.Action.Items) || s.Resource.Not && !sameTexts(s.Resource.Items, by.Resource.Items) {
		return false
	}
	for _, c := range mine {
		if !slices.Contains(others, c) {
			return false
		}
	}
	return allCovered(s.Action.Items, by.Action.Items, func(wide, text string) bool { return covers(wide, text, true) }) &&
		allCovered(s.Resource.Items, by.Resource.Items, coversResource) &&
		asksNoMore(by.Condition, s.Condition)
}

func allCovered(list, by []policy.Text, covers func(wide, text string) bool) bool {
	for _, t := range list {
		if !slices.ContainsFunc(by, func(wide policy.Text) bool { return wide.Value == t.Value || covers(wide.Value, t.Value) }) {
			return false
		}
	}
	return true
}

// coversResource reports whether a resource entry takes all that another one takes. The
// parts of an ARN are matched one by one, so that a wildcard before the fifth colon is
// left to others, but for the lone star.
func coversResource(wide, text string) bool {
	if onlyStars(wide) {
		return true
	}
	w, t := splitARN(wide), splitARN(text)
	before := wide[:len(wide)-len(w.rest)]
	if !w.ok || !t.ok || hasWild(before) || before != text[:len(text)-len(t.rest)] {
		return false
	}
	if strings.Contains(wide, "${") {
		pattern, ok := withMarks(w.rest)
		other, ok2 := withMarks(t.rest)
		return ok && ok2 && covers(pattern, other, false)
	}
	return covers(w.rest, widened(t.rest), false)
}

// withMarks returns a text with a mark in the place of each policy variable, which is the
// same for the same variable and no text otherwise. It is not ok if the text has
// escapes, defaults or a `?`, which could take a part of a mark.
func withMarks(text string) (string, bool) {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(text, "${")
		b.WriteString(before)
		if !found {
			return b.String(), !strings.Contains(b.String(), "?")
		}
		inner, after, closed := strings.Cut(rest, "}")
		if !closed || len(inner) < 2 || strings.Contains(inner, "'") {
			return "", false
		}
		b.WriteString("\x00" + strings.ToLower(inner) + "\x00")
		text = after
	}
}

// asksNoMore reports whether all conditions of one list are in another.
func asksNoMore(list, of []policy.Condition) bool {
	for i := range list {
		if !slices.ContainsFunc(of, func(c policy.Condition) bool {
			return c.Operator.Value == list[i].Operator.Value && strings.EqualFold(c.Key.Value, list[i].Key.Value) && sameTexts(c.Values, list[i].Values)
		}) {
			return false
		}
	}
	return true
}

// sameTexts reports whether two lists have the same texts, in whatever order.
func sameTexts(a, b []policy.Text) bool { return slices.Equal(sortedTexts(a), sortedTexts(b)) }

func sortedTexts(list []policy.Text) []string {
	texts := make([]string, len(list))
	for i, t := range list {
		texts[i] = t.Value
	}
	slices.Sort(texts)
	return slices.Compact(texts)
}
