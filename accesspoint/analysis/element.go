package analysis

import (
	"slices"
	"strings"

	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/internal/glob"
	"github.com/s3ap/s3ap/internal/s3action"
	"github.com/s3ap/s3ap/policy"
)

const (
	noEntry  = "there is no such entry"
	onlyOne  = "the list has no other entry"
	tooMuch  = "the patterns of the list tell too many kinds of texts apart"
	variable = "an entry has a policy variable"
)

// ActionNeeded asks whether there is an action, also of other services, that entry k
// of Action or NotAction of statement i matches and no other entry of the list does.
// No: the entry is redundant. The answer has the action in Value. With Future, all
// actions that are known are matched by the others too.
func (p *Policy) ActionNeeded(i, k int) Answer {
	own, others, reason := p.entry(i, k, func(s *policy.Statement) *policy.Patterns { return &s.Action })
	if reason != "" {
		return Answer{Reason: reason}
	}
	needs := func(name string) bool {
		return matchesFold([]string{own}, name) && !matchesFold(others, name)
	}
	for a := range s3action.All() {
		if needs(a.Name) {
			return Answer{Verdict: Yes, Value: a.Name}
		}
	}
	var list []glob.Language
	for _, text := range append([]string{own}, others...) {
		pattern := glob.CompileFold(text)
		l, ok := pattern.Language()
		if !ok {
			return Answer{Reason: tooMuch}
		}
		list = append(list, l)
	}
	states := p.budget.States
	found, ok := glob.Classes(list, actionName, maxKinds, &states)
	if !ok {
		return Answer{Reason: tooMuch}
	}
	for _, name := range found {
		if needs(name) {
			_, known := s3action.Lookup(name)
			return Answer{Verdict: Yes, Value: name, Future: !known}
		}
	}
	return Answer{Verdict: No}
}

// matchesFold reports whether one of the entries matches the name of an action, as the
// evaluator matches them.
func matchesFold(entries []string, name string) bool {
	return slices.ContainsFunc(entries, func(text string) bool {
		p := glob.CompileFold(text)
		return p.Match(name)
	})
}

// actionName is the shape of a service, a colon and the name of an action. The states
// are before the colon, after it, and within the name.
var actionName = glob.Shape{
	Step: func(s uint8, r rune) (uint8, bool) {
		switch {
		case r == ':':
			return 2, s == 1
		case r >= 0x80 || !isAlphanumeric(byte(r)) && (r != '-' || s > 1):
			return s, false
		case s < 2:
			return 1, true
		}
		return 3, true
	},
	Special: ":-",
	Final:   func(s uint8) bool { return s == 3 },
}

// entry returns an entry of a list and the others.
func (p *Policy) entry(i, k int, of func(*policy.Statement) *policy.Patterns) (own string, others []string, reason string) {
	if reason := p.fault(i); reason != "" {
		return "", nil, reason
	}
	list := values(of(&p.src.doc.Statements[i]).Items)
	if k < 0 || k >= len(list) {
		return "", nil, noEntry
	}
	return list[k], slices.Delete(slices.Clone(list), k, k+1), ""
}

// ResourceNeeded asks whether there is a resource that entry k of Resource or
// NotResource of statement i matches and no other entry of the list does, among all
// ARNs and not only those of the place. No: the entry is redundant. The answer has the
// ARN in Value.
func (p *Policy) ResourceNeeded(i, k int) Answer {
	own, others, reason := p.entry(i, k, func(s *policy.Statement) *policy.Patterns { return &s.Resource })
	switch {
	case reason != "":
		return Answer{Reason: reason}
	case slices.Contains(others, own), slices.ContainsFunc(others, func(s string) bool { return strings.Trim(s, "*") == "" }):
		return Answer{Verdict: No}
	}
	wide := own
	if p.src.isVariable(own) {
		if wide = p.src.widened(own); wide == "" {
			return Answer{Reason: variable}
		}
	}
	plain := slices.DeleteFunc(slices.Clone(others), p.src.isVariable)
	list := p.src.entryLanguages(wide)
	for _, text := range plain {
		list = append(list, p.src.entryLanguages(text)...)
	}
	states := p.budget.States
	needed, ok := false, true
	for _, before := range scopes(append([]string{own}, others...)) {
		found, enough := glob.Classes(following(list, before), notEmpty, maxKinds, &states)
		ok = ok && enough
		for _, rest := range found {
			// What is in doubt for the evaluator is told apart as well.
			switch with, without := p.src.covers(append([]string{wide}, plain...), before+rest), p.src.covers(plain, before+rest); {
			case with == without:
			case wide == own && p.src.covers(others, before+rest) != condition.True && isARN(before+rest):
				return Answer{Verdict: Yes, Value: before + rest}
			default:
				needed = true
			}
		}
	}
	switch {
	case !ok:
		return Answer{Reason: tooMuch}
	case needed && (wide != own || len(plain) < len(others)):
		return Answer{Reason: variable}
	case needed:
		return Answer{Reason: "no ARN that shows it was found"}
	}
	return Answer{Verdict: No}
}

func isARN(text string) bool {
	_, err := arn.Parse(text)
	return err == nil
}

// scopes returns the texts up to the fifth colon of entries that have no wildcard there,
// each once, and last the empty text.
func scopes(entries []string) (list []string) {
	for _, text := range entries {
		fields := strings.SplitN(text, ":", 6)
		if len(fields) < 6 {
			continue
		}
		if before := text[:len(text)-len(fields[5])]; !strings.ContainsAny(before, "*?$") && !slices.Contains(list, before) {
			list = append(list, before)
		}
	}
	return append(list, "")
}

// entryLanguages is resourceLanguages with all ARNs for the lone star.
func (src *source) entryLanguages(text string) []glob.Language {
	if strings.Trim(text, "*") == "" {
		p := glob.Compile("*")
		l, _ := p.Language()
		return []glob.Language{l}
	}
	return src.resourceLanguages(text)
}

// widened returns an entry with `*` for each policy variable, which matches all that
// the entry can; empty if it cannot be told.
func (src *source) widened(text string) string {
	var b strings.Builder
	for {
		before, after, found := strings.Cut(text, "${")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		inner, rest, closed := strings.Cut(after, "}")
		switch {
		case !closed || strings.Contains(inner, "'"):
			return ""
		case len(inner) == 1:
			b.WriteString("${" + inner + "}")
		default:
			b.WriteString("*")
		}
		text = rest
	}
}

// covers tells whether one of the entries matches an ARN in a request without keys. It
// asks the evaluator.
func (src *source) covers(entries []string, text string) condition.Truth {
	a, err := arn.Parse(text)
	if err != nil {
		return src.coversText(entries, text)
	}
	return src.withResources(entries).About(0, policy.ResourceElement, &policy.Request{Resource: a})
}

// withResources returns a policy of one statement with these entries of Resource; one
// that is about nothing if there are none.
func (src *source) withResources(entries []string) *policy.Policy {
	doc := &policy.Document{Kind: src.doc.Kind, Version: src.doc.Version, Statements: []policy.Statement{{
		Effect: policy.Deny, Principal: policy.Principals{Any: true},
		Action:   policy.Patterns{Items: policy.Texts("*")},
		Resource: policy.Patterns{Items: policy.Texts(entries...)},
	}}}
	p, _ := doc.Compile()
	return p
}

// coversText is covers for a text that is no ARN. It stands for those that are ARNs and
// belong to the same languages.
func (src *source) coversText(entries []string, text string) condition.Truth {
	m := condition.False
	for _, entry := range entries {
		for i, l := range src.entryLanguages(entry) {
			switch {
			case !l.Has(text):
			case i > 0: // only if a wildcard reaches across colons
				m = m.Or(condition.Unknown)
			default:
				m = condition.True
			}
		}
	}
	return m
}
