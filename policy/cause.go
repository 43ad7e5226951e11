package policy

import (
	"fmt"
	"strings"

	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/internal/glob"
	"github.com/s3ap/s3ap/internal/oneline"
)

// cause says why the first element that missed did.
func (s *statement) cause(doc *Document, i int, t *Trace, req *Asked) string {
	src := &doc.Statements[i]
	switch t.Missed() {
	case PrincipalElement:
		return s.principals.cause(src, t.Principal, req)
	case ActionElement:
		return actionCause(src, t.Action, req)
	case ResourceElement:
		return resourceCause(doc, src, t.Resource, req)
	case ConditionElement:
		return s.conditionCause(src, req)
	}
	return ""
}

func actionCause(s *Statement, t condition.Truth, req *Asked) string {
	name := elementName("Action", s.Action.Not, values(s.Action.Items))
	if t == condition.Unknown {
		return fmt.Sprintf("%s is no action that %s could be about", oneline.Quote(req.Action), name)
	}
	if s.Action.Not {
		return fmt.Sprintf("%s leaves out %s", name, req.Action)
	}
	return fmt.Sprintf("%s does not cover %s", name, req.Action)
}

// conditionCause says why the first test that does not hold for certain does
// not, and how many others do not either.
func (s *statement) conditionCause(src *Statement, req *Asked) string {
	first, others := "", 0
	for i := range s.tests {
		switch holds := s.tests[i].HoldsIn(req.Context); {
		case holds == condition.True:
		case first == "":
			first = testCause(s.tests[i].Test, values(src.Condition[i].Values), holds, *req.Context)
		default:
			others++
		}
	}
	switch others {
	case 0:
		return first
	case 1:
		return first + "; another condition does not hold either"
	}
	return fmt.Sprintf("%s; %d other conditions do not hold either", first, others)
}

// testCause says why a test with these values does not hold for certain.
func testCause(t *condition.Test, wanted []string, holds condition.Truth, ctx condition.Context) string {
	name := fmt.Sprintf("Condition %v %s %s", t.Operator(), t.Key(), list(wanted))
	given := ctx.Values(t.Key())
	switch has := ctx.Has(t.Key()); {
	case has == condition.Unknown:
		return name + ": it is not known what the request had"
	case has == condition.False:
		return name + ": the request does not have the key"
	case holds == condition.Unknown && len(given) > 1 && !t.Operator().ForAllValues():
		return fmt.Sprintf("%s: the request has several values, %s, for which IAM asks for ForAnyValue or ForAllValues", name, list(given))
	case holds == condition.Unknown:
		return fmt.Sprintf("%s: it cannot be told whether %s meets it", name, list(given))
	case !t.Operator().Negated() && sameButForCase(wanted, given):
		return fmt.Sprintf("%s: the request has %s: case differs", name, list(given))
	}
	return fmt.Sprintf("%s: the request has %s", name, list(given))
}

// sameButForCase reports whether one of the values would be wanted if case did
// not count.
func sameButForCase(wanted, given []string) bool {
	for _, w := range wanted {
		p := glob.CompileFold(w)
		for _, g := range given {
			if p.Match(g) {
				return true
			}
		}
	}
	return false
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
		parts = append(parts, oneline.Quote(s))
	}
	return strings.Join(parts, ", ")
}

// others ends a cause about the nearest of n entries.
func others(n int) string {
	switch n {
	case 1:
		return ""
	case 2:
		return "; the other entry does not match either"
	}
	return fmt.Sprintf("; none of the %d other entries matches either", n-1)
}

func values(texts []Text) []string {
	list := make([]string, len(texts))
	for i, t := range texts {
		list[i] = t.Value
	}
	return list
}
