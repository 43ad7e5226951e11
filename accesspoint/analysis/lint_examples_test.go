package analysis_test

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/accesspoint/analysis"
	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/policy"
)

// lintExample is what a lint check finds something in, or nothing.
type lintExample struct {
	Policy, BucketPolicy, AccessPointPolicy json.RawMessage
	Config                                  struct{ Reference json.RawMessage }
}

// The checks of package lint that need this package, each as it asks. They must find
// what its examples say, and nothing else.
func TestTheLintExamplesAreAnsweredRight(t *testing.T) {
	text, err := os.ReadFile("../../testdata/lint/checks.json")
	require.NoError(t, err)
	var data struct {
		Checks []struct {
			ID, On     string
			Fail, Pass lintExample
		}
	}
	require.NoError(t, json.Unmarshal(text, &data))
	seen := map[string]bool{}
	for _, c := range data.Checks {
		finds, ok := lintQuestions[c.ID]
		if !ok {
			continue
		}
		seen[c.ID] = true
		t.Run(c.ID, func(t *testing.T) {
			kind := policy.Bucket
			if c.On == "access-point-policy" {
				kind = policy.AccessPoint
			}
			require.True(t, finds(t, kind, c.Fail), "the example that is wrong")
			require.False(t, finds(t, kind, c.Pass), "the example that is right")
		})
	}
	require.Len(t, seen, len(lintQuestions))
}

var lintPlace = analysis.Place{
	Bucket: arn.MustParseBucket("arn:aws:s3:::doc-bucket"), BucketAccount: "111122223333",
	AccessPoint: arn.MustParseAccessPoint("arn:aws:s3:us-west-2:111122223333:accesspoint/ap1"),
}

func parsed(t *testing.T, k policy.Kind, text json.RawMessage) *policy.Document {
	if len(text) == 0 || string(text) == "null" {
		return nil
	}
	doc, err := policy.Parse(k, text)
	require.NoError(t, err)
	return doc
}

type finder func(t *testing.T, k policy.Kind, e lintExample) bool

// ofStatements makes a finder that asks about each statement.
func ofStatements(find func(p *analysis.Policy, doc *policy.Document, i int) bool) finder {
	return func(t *testing.T, k policy.Kind, e lintExample) bool {
		doc := parsed(t, k, e.Policy)
		p := analysis.New(doc, lintPlace, analysis.Budget{})
		for i := range doc.Statements {
			if find(p, doc, i) {
				return true
			}
		}
		return false
	}
}

// ofPair makes a finder that asks about each Allow of the access point policy.
func ofPair(find func(p *analysis.Pair, i int) bool) finder {
	return func(t *testing.T, _ policy.Kind, e lintExample) bool {
		bucket, ap := parsed(t, policy.Bucket, e.BucketPolicy), parsed(t, policy.AccessPoint, e.AccessPointPolicy)
		p := analysis.NewPair(bucket, ap, lintPlace, analysis.Budget{})
		for i := range ap.Statements {
			if ap.Statements[i].Effect == policy.Allow && find(p, i) {
				return true
			}
		}
		return false
	}
}

func isNo(a analysis.Answer) bool  { return a.Verdict == analysis.No }
func isYes(a analysis.Answer) bool { return a.Verdict == analysis.Yes }

var lintQuestions = map[string]finder{
	"redundant-action": ofStatements(func(p *analysis.Policy, doc *policy.Document, i int) bool {
		for k := range doc.Statements[i].Action.Items {
			if isNo(p.ActionNeeded(i, k)) {
				return true
			}
		}
		return false
	}),
	"redundant-resource": ofStatements(func(p *analysis.Policy, doc *policy.Document, i int) bool {
		for k := range doc.Statements[i].Resource.Items {
			if isNo(p.ResourceNeeded(i, k)) {
				return true
			}
		}
		return false
	}),
	"redundant-condition-value": ofStatements(func(p *analysis.Policy, doc *policy.Document, i int) bool {
		for c := range doc.Statements[i].Condition {
			for v := range doc.Statements[i].Condition[c].Values {
				if isNo(p.ValueNeeded(i, c, v)) {
					return true
				}
			}
		}
		return false
	}),
	"condition-never-true": ofStatements(func(p *analysis.Policy, _ *policy.Document, i int) bool {
		return isNo(p.ConditionsHold(i))
	}),
	"condition-always-true": ofStatements(func(p *analysis.Policy, doc *policy.Document, i int) bool {
		for c := range doc.Statements[i].Condition {
			if isNo(p.ConditionFails(i, c)) {
				return true
			}
		}
		return false
	}),
	"deny-not-resource-ineffective": ofStatements(func(p *analysis.Policy, _ *policy.Document, i int) bool {
		return isNo(p.Matches(i))
	}),
	"duplicate-statement": ofStatements(func(p *analysis.Policy, _ *policy.Document, i int) bool {
		return i > 0 && isNo(p.AddsTo(i, 0)) && isNo(p.AddsTo(0, i))
	}),
	"shadowed-statement": ofStatements(func(p *analysis.Policy, doc *policy.Document, i int) bool {
		return len(doc.Statements) > 1 && isNo(p.Adds(i))
	}),
	"allow-fully-denied": ofStatements(func(p *analysis.Policy, _ *policy.Document, i int) bool {
		return isNo(p.Survives(i))
	}),
	"deny-locks-out-owner": ofStatements(func(p *analysis.Policy, _ *policy.Document, i int) bool {
		return isNo(p.KeepsOwner("s3:PutBucketPolicy")) && isNo(p.KeepsOwner("s3:DeleteBucketPolicy"))
	}),
	"new-access": func(t *testing.T, k policy.Kind, e lintExample) bool {
		return isYes(analysis.New(parsed(t, k, e.Policy), lintPlace, analysis.Budget{}).Beyond(parsed(t, k, e.Config.Reference)))
	},
	"ap-not-delegated": ofPair(func(p *analysis.Pair, i int) bool {
		return isYes(p.Ineffective(i, analysis.Whole)) && isNo(p.Effective(i, analysis.Whole))
	}),
	"delegation-half": ofPair(func(p *analysis.Pair, i int) bool {
		return isYes(p.Ineffective(i, analysis.OnBucket)) && isNo(p.Effective(i, analysis.OnBucket))
	}),
	"ap-allow-cut-by-bucket-deny": ofPair(func(p *analysis.Pair, i int) bool {
		return isNo(p.SurvivesBucket(i))
	}),
	"delegation-bypassed": func(t *testing.T, _ policy.Kind, e lintExample) bool {
		bucket := parsed(t, policy.Bucket, e.BucketPolicy)
		p := analysis.NewPair(bucket, parsed(t, policy.AccessPoint, e.AccessPointPolicy), lintPlace, analysis.Budget{})
		for j := range bucket.Statements {
			if isYes(p.Bypass(j)) {
				return true
			}
		}
		return false
	},
}
