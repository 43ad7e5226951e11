package analysis_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/accesspoint/analysis"
	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/internal/s3action"
	"github.com/s3ap/s3ap/policy"
)

func TestAnswersAboutConditionsAgreeWithTheEvaluator(t *testing.T) {
	n := newTally(t)
	for seed := range rounds(10, 40) {
		u := newUniverse(uint64(3000 + seed))
		u.checkConditions(n, u.document(policy.Bucket, 2))
	}
	n.report()
}

func (u universe) checkConditions(n *tally, doc *policy.Document) {
	n.of = []*policy.Document{doc}
	p := analysis.New(doc, u.place, analysis.Budget{})
	all := u.requests(2000)
	few := all[:min(len(all), 500)]
	for i, s := range doc.Statements {
		s.Principal, s.Action, s.Resource = policy.Principals{Any: true}, policy.Patterns{Items: policy.Texts("*")}, policy.Patterns{Items: policy.Texts("*")}
		meets := func(list []policy.Condition) func(r tried) bool {
			s.Condition = list
			e := compileOne(n, doc, s)
			return func(r tried) bool {
				holds := e.About(0, policy.ConditionElement, &r.bucket)
				return holds == condition.True || s.Effect == policy.Deny && holds != condition.False
			}
		}
		n.holds("ConditionsHold", p.ConditionsHold(i), few, meets(doc.Statements[i].Condition))
		for c := range doc.Statements[i].Condition {
			own := doc.Statements[i].Condition[c : c+1]
			key := condition.Key(own[0].Key.Value)
			var same []policy.Condition
			for _, d := range doc.Statements[i].Condition {
				if condition.Key(d.Key.Value).Fold() == key.Fold() {
					same = append(same, d)
				}
			}
			n.holds("ConditionHolds", p.ConditionHolds(i, c), few, meets(same))
			holds := meets(own)
			n.holds("ConditionFails", p.ConditionFails(i, c), few, func(r tried) bool { return !holds(r) })
			n.holds("ConditionFailsPresent", p.ConditionFailsPresent(i, c), few, func(r tried) bool {
				return !holds(r) && r.bucket.Context.Has(key) != condition.False
			})
			checkValues(n, p, doc, i, c, all)
		}
	}
}

func compileOne(t testing.TB, doc *policy.Document, s policy.Statement) *policy.Policy {
	return one(t, &policy.Document{Kind: doc.Kind, Version: doc.Version, Statements: []policy.Statement{s}}, 0)
}

// checkValues takes out values one by one.
func checkValues(n *tally, p *analysis.Policy, doc *policy.Document, i, c int, all []tried) {
	cond := doc.Statements[i].Condition[c]
	language := condition.Language2008
	if doc.Version.Value != "" {
		language = condition.Language2012
	}
	test := func(values []policy.Text) condition.Test {
		op, err := condition.ParseOperator(cond.Operator.Value)
		require.NoError(n, err)
		var list []string
		for _, v := range values {
			list = append(list, v.Value)
		}
		made, err := condition.NewTest(language, op, condition.Key(cond.Key.Value), list...)
		require.NoError(n, err)
		return made
	}
	full := test(cond.Values)
	for v := range cond.Values {
		a := p.ValueNeeded(i, c, v)
		if a.Verdict == analysis.Unknown {
			n.unknown++
			n.reasons[a.Reason]++
			continue
		}
		without := test(slices.Delete(slices.Clone(cond.Values), v, v+1))
		switch a.Verdict {
		case analysis.Yes:
			n.yes++
			// What the key holds, or nothing.
			holds := condition.NewContext(condition.Strings(condition.Key(cond.Key.Value), strings.Split(a.Value, ", ")...))
			require.True(n, full.Holds(holds) != without.Holds(holds) || a.Value == "" && full.Holds(condition.Context{}) != without.Holds(condition.Context{}),
				"%q of %s", a.Value, n.printed())
		case analysis.No:
			n.no++
			for _, r := range all {
				require.Equal(n, full.Holds(r.bucket.Context), without.Holds(r.bucket.Context), "%s", printed(doc))
			}
		}
	}
}

func TestRedundantEntries(t *testing.T) {
	n := newTally(t)
	for seed := range rounds(20, 100) {
		u := newUniverse(uint64(4000 + seed))
		u.checkEntries(n, u.document(policy.Bucket, 1))
	}
	n.report()
}

func (u universe) checkEntries(n *tally, doc *policy.Document) {
	n.of = []*policy.Document{doc}
	p := analysis.New(doc, u.place, analysis.Budget{})
	s := &doc.Statements[0]
	s.Action.Not, s.Resource.Not = false, false
	for k := range s.Action.Items {
		a := p.ActionNeeded(0, k)
		require.NotEqual(n, analysis.Unknown, a.Verdict)
		others := slices.Delete(slices.Clone(s.Action.Items), k, k+1)
		needed := ""
		for known := range s3action.All() {
			if aboutAction(n, doc, s.Action.Items[k:k+1], known.Name) && !aboutAction(n, doc, others, known.Name) {
				needed = known.Name
				break
			}
		}
		require.Equal(n, needed != "", a.Verdict == analysis.Yes && !a.Future, "%s of %s", needed, printed(doc))
	}
	for k := range s.Resource.Items {
		a := p.ResourceNeeded(0, k)
		others := slices.Delete(slices.Clone(s.Resource.Items), k, k+1)
		needs := func(text string) bool {
			return aboutResource(n, doc, s.Resource.Items, text) != aboutResource(n, doc, others, text)
		}
		switch a.Verdict {
		case analysis.Yes:
			n.yes++
			require.True(n, needs(a.Value), "%s of %s", a.Value, printed(doc))
		case analysis.No:
			n.no++
			for _, key := range universeKeys {
				require.False(n, needs("arn:aws:s3:::b1b/"+key), "%s of %s", key, printed(doc))
			}
			require.False(n, needs("arn:aws:s3:::b1b"))
			require.False(n, needs("arn:aws:sns:us-west-2:111122223333:topic"))
		default:
			n.unknown++
			n.reasons[a.Reason]++
		}
	}
}

func aboutAction(t testing.TB, doc *policy.Document, items []policy.Text, name string) bool {
	if len(items) == 0 {
		return false
	}
	s := doc.Statements[0]
	s.Action.Items = items
	return compileOne(t, doc, s).About(0, policy.ActionElement, &policy.Request{Action: name}) == condition.True
}

func aboutResource(t testing.TB, doc *policy.Document, items []policy.Text, text string) condition.Truth {
	if len(items) == 0 {
		return condition.False
	}
	s := doc.Statements[0]
	s.Resource.Items = items
	return compileOne(t, doc, s).About(0, policy.ResourceElement, &policy.Request{Resource: arn.MustParse(text)})
}
