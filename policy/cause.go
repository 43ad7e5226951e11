package policy

import (
	"fmt"
	"strings"

	"github.com/s3ap/s3ap/condition"
)

// cause says why the first element that missed did.
func (p *Policy) cause(i int, t *Trace, req *Request) string {
	s := &p.doc.Statements[i]
	switch t.Missed() {
	case PrincipalElement:
		return principalCause(s, t.Principal, req)
	case ActionElement:
		return actionCause(s, t.Action, req)
	case ResourceElement:
		return resourceCause(s, t.Resource, req)
	case ConditionElement:
		return p.statements[i].conditionCause(s, req)
	}
	return ""
}

func principalCause(s *Statement, t condition.Truth, req *Request) string {
	el := &s.Principal
	var entries []string
	if el.Any {
		entries = append(entries, "*")
	}
	for _, texts := range el.lists() {
		for _, text := range texts {
			entries = append(entries, text.Value)
		}
	}
	who := quote(req.Principal.String())
	if !req.Principal.IsValid() {
		return "the request has no principal"
	}
	switch {
	case t == condition.Unknown:
		return fmt.Sprintf("it cannot be told whether %s names %s", elementName("Principal", el.Not, entries), who)
	case el.Not:
		return fmt.Sprintf("%s exempts %s", elementName("Principal", true, entries), who)
	case req.Principal.Type() == AWSService && (el.Any || len(el.AWS) > 0 && el.AWS[0].Value == "*"):
		return fmt.Sprintf("Principal `*` in an Allow does not include AWS services such as %s; name the service", who)
	}
	return fmt.Sprintf("%s is not %s", elementName("Principal", false, entries), who)
}

func actionCause(s *Statement, t condition.Truth, req *Request) string {
	name := elementName("Action", s.Action.Not, values(s.Action.Items))
	if t == condition.Unknown {
		return fmt.Sprintf("%s is no action that %s could be about", quote(req.Action), name)
	}
	if s.Action.Not {
		return fmt.Sprintf("%s leaves out %s", name, req.Action)
	}
	return fmt.Sprintf("%s does not cover %s", name, req.Action)
}

func resourceCause(s *Statement, t condition.Truth, req *Request) string {
	entries := values(s.Resource.Items)
	resource := req.Resource.String()
	switch {
	case resource == "":
		return "the request has no resource"
	case t == condition.Unknown:
		return fmt.Sprintf("it cannot be told whether %s matches %s", elementName("Resource", s.Resource.Not, entries), quote(resource))
	case s.Resource.Not:
		return fmt.Sprintf("%s leaves out %s", elementName("Resource", true, entries), quote(resource))
	}
	nearest := entries[nearestText(entries, resource)]
	cause := fmt.Sprintf("%s does not match %s", elementName("Resource", false, []string{nearest}), quote(resource))
	switch {
	case strings.TrimSuffix(nearest, "/*") == resource:
		cause += ", which is no object"
	case strings.HasPrefix(resource, nearest+"/"):
		cause += ", which is an object in it"
	case differsInCase(nearest, resource):
		cause += ": only case differs"
	}
	if len(entries) > 1 {
		cause += fmt.Sprintf(", nor does any of the %d other entries", len(entries)-1)
	}
	return cause
}

// differsInCase reports whether pattern would match text if case did not count.
func differsInCase(pattern, text string) bool {
	p, err := condition.ParsePattern(condition.Language2008, strings.ToLower(pattern))
	return err == nil && p.Match(condition.Context{}, strings.ToLower(text), "") == condition.True
}

// nearestText returns which of the patterns shares the longest beginning with
// text.
func nearestText(patterns []string, text string) int {
	best, most := 0, -1
	for i, p := range patterns {
		n := 0
		for n < len(p) && n < len(text) && p[n] == text[n] {
			n++
		}
		if n > most {
			best, most = i, n
		}
	}
	return best
}

// conditionCause says why the first test that does not hold for certain does
// not.
func (s *statement) conditionCause(src *Statement, req *Request) string {
	for i := range s.tests {
		t := &s.tests[i]
		holds := t.Holds(req.Context)
		if holds == condition.True {
			continue
		}
		name := fmt.Sprintf("Condition %v %s %s", t.Operator(), t.Key(), list(values(src.Condition[i].Values)))
		switch has := req.Context.Has(t.Key()); {
		case has == condition.Unknown:
			return name + ": it is not known what the request had"
		case has == condition.False:
			return name + ": the request does not have the key"
		case holds == condition.Unknown:
			return fmt.Sprintf("%s: it cannot be told whether %s meets it", name, list(req.Context.Values(t.Key())))
		default:
			return fmt.Sprintf("%s: the request has %s", name, list(req.Context.Values(t.Key())))
		}
	}
	return ""
}

// elementName returns the element with its entries.
func elementName(name string, not bool, entries []string) string {
	return element(name, not) + " " + list(entries)
}

// list shows a few texts.
func list(texts []string) string {
	const shown = 3
	var parts []string
	for i, s := range texts {
		if i == shown {
			parts = append(parts, fmt.Sprintf("and %d more", len(texts)-shown))
			break
		}
		parts = append(parts, quote(s))
	}
	return strings.Join(parts, ", ")
}

func values(texts []Text) []string {
	list := make([]string, len(texts))
	for i, t := range texts {
		list[i] = t.Value
	}
	return list
}
