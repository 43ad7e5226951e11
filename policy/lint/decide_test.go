package lint

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/policy"
)

// A dice makes requests of the names that occur in policies, so that they often meet a
// statement, and of a few others.
type dice struct {
	*rand.Rand
	statements []names
	others     names
}

// names are what a request may be made of.
type names struct {
	principals, actions, resources []string
	keys                           []string
	values                         map[string][]string
}

func newDice(docs ...*policy.Document) *dice {
	d := &dice{
		Rand: rand.New(rand.NewPCG(7, 7)),
		others: names{
			principals: []string{"anonymous", "arn:aws:iam::999999999999:user/other", "arn:aws:iam::111122223333:role/app", "logging.s3.amazonaws.com"},
			actions:    []string{"s3:GetObject", "s3:PutObject", "s3:ListBucket", "s3:PutBucketPolicy"},
			resources:  []string{"arn:aws:s3:::doc-bucket", "arn:aws:s3:::doc-bucket/a/b", "arn:aws:s3:us-west-2:111122223333:accesspoint/ap1/object/a"},
		},
	}
	for _, doc := range docs {
		for i := range doc.Statements {
			d.statements = append(d.statements, namesIn(&doc.Statements[i]))
		}
	}
	return d
}

func namesIn(s *policy.Statement) names {
	n := names{values: make(map[string][]string)}
	for _, list := range [][]policy.Text{s.Principal.AWS, s.Principal.Service} {
		for _, t := range list {
			if arn.ValidAccount(t.Value) {
				t.Value = "arn:aws:iam::" + t.Value + ":root"
			}
			n.principals = append(n.principals, t.Value)
		}
	}
	for _, t := range s.Action.Items {
		n.actions = append(n.actions, t.Value)
	}
	for _, t := range s.Resource.Items {
		n.resources = append(n.resources, t.Value)
	}
	for _, c := range s.Condition {
		n.keys = append(n.keys, c.Key.Value)
		for _, t := range c.Values {
			n.values[c.Key.Value] = append(n.values[c.Key.Value], t.Value)
		}
	}
	return n
}

// one returns one of the texts with something in the place of its wildcards, rarely
// one of the others.
func (d *dice) one(list, others []string) string {
	if len(list) == 0 || len(others) > 0 && d.IntN(5) == 0 {
		list = others
	}
	s := list[d.IntN(len(list))]
	return strings.NewReplacer("*", []string{"", "Object", "a/b", "x"}[d.IntN(4)], "?", "q", "${aws:userid}", "AIDA").Replace(s)
}

// request returns a request; some are about nothing that there is.
func (d *dice) request() (req policy.Request) {
	n := &d.others
	if len(d.statements) > 0 {
		n = &d.statements[d.IntN(len(d.statements))]
	}
	req.Action = d.one(n.actions, d.others.actions)
	req.Principal, _ = policy.ParsePrincipal(d.one(n.principals, d.others.principals))
	req.Resource, _ = arn.Parse(d.one(n.resources, d.others.resources))
	var attrs []condition.Attr
	for _, k := range n.keys {
		one := func() string { return d.one(n.values[k], []string{"other"}) }
		switch d.IntN(6) {
		case 0:
		case 1:
			attrs = append(attrs, condition.Strings(condition.Key(k), one(), one()))
		default:
			attrs = append(attrs, condition.String(condition.Key(k), one()))
		}
	}
	req.Context = condition.NewContext(attrs...)
	return req
}

// differ returns the first request that two policies of a kind answer differently, and
// whether anything was asked: a policy that does not compile decides nothing.
func differ(k policy.Kind, before, after string) (difference string, asked bool) {
	old, err := policy.Compile(k, []byte(before))
	now, errNow := policy.Compile(k, []byte(after))
	if err != nil || errNow != nil {
		if (err == nil) != (errNow == nil) {
			return fmt.Sprintf("one does not compile: %v, %v", err, errNow), true
		}
		return "", false
	}
	d := newDice(old.Document(), now.Document())
	for range 150 {
		req := d.request()
		if a, b := old.Evaluate(req), now.Evaluate(req); a.Outcome != b.Outcome || a.InDoubt != b.InDoubt || a.Grants != b.Grants {
			return fmt.Sprintf("%s of %v on %v: %v, then %v", req.Action, req.Principal, req.Resource, a, b), true
		}
	}
	return "", true
}

func TestDifferSeesWhatDiffers(t *testing.T) {
	const before = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:user/u"},"Action":"s3:Get*","Resource":"arn:aws:s3:::doc-bucket/*","Condition":{"StringLike":{"aws:UserAgent":"a*"}}}]}`
	for name, edit := range map[string][2]string{
		"the effect":            {"Allow", "Deny"},
		"a principal":           {"user/u", "user/v"},
		"an action":             {"s3:Get*", "s3:Put*"},
		"a narrower action":     {"s3:Get*", "s3:GetObjectTagging"},
		"a resource":            {"bucket/*", "bucket/x"},
		"an operator":           {"StringLike", "StringEquals"},
		"an absent key":         {"StringLike", "StringLikeIfExists"},
		"a value":               {"a*", "x"},
		"what does not compile": {"Allow", "allow"},
	} {
		t.Run(name, func(t *testing.T) {
			difference, _ := differ(policy.Bucket, before, strings.Replace(before, edit[0], edit[1], 1))
			require.NotEmpty(t, difference)
		})
	}
	same, asked := differ(policy.Bucket, before, before)
	require.Empty(t, same)
	require.True(t, asked)
}

// kinds are the policies of a Policies with their kinds.
func (p *Policies) texts() map[policy.Kind]*[]byte {
	return map[policy.Kind]*[]byte{policy.Bucket: &p.Bucket, policy.AccessPoint: &p.AccessPoint}
}

// manyPolicies are all that the tests have, by name.
func manyPolicies(t *testing.T) map[string]kept {
	list := make(map[string]kept)
	for _, s := range samples(t) {
		list[s.ID+" fails"] = kept{s.ID, s.Fail.policies(s.On), s.Fail.context()}
		list[s.ID+" passes"] = kept{s.ID, s.Pass.policies(s.On), s.Pass.context()}
	}
	for i, k := range append(scenarioPolicies(t), printedPolicies(t)...) {
		list[fmt.Sprintf("%s %d", k.file, i)] = k
	}
	for name, tt := range faulty() {
		list[name] = kept{name, Policies{[]byte(tt.src), []byte(tt.src)}, sampleContext()}
	}
	return list
}

func TestSafeFixesChangeNoDecision(t *testing.T) {
	asked := make(map[string]int)
	for name, k := range manyPolicies(t) {
		report := Check(k.Policies, k.Context)
		for kind, src := range k.Policies.texts() {
			for i := range report.Findings {
				f := &report.Findings[i]
				if f.Policy != kind || !f.FixSafe {
					continue
				}
				require.NotEmpty(t, f.Fix, "%s: a fix that is safe, %v", name, f)
				after := Apply(string(*src), f.Fix)
				difference, any := differ(kind, string(*src), after)
				require.Empty(t, difference, "%s: after the fix of %v:\n%s", name, f, after)
				if any {
					asked[f.Check]++
				}
			}
		}
	}
	// Otherwise nothing has been tried.
	for _, id := range []string{"old-version", "missing-version", "duplicate-sid", "sid-characters", "empty-sid", "redundant-action", "redundant-principal", "aws-star-is-everyone", "duplicate-statement", "shadowed-statement", "mergeable-statements", "redundant-resource", "redundant-condition-value"} {
		require.NotZero(t, asked[id], "fixes of %s that were tried", id)
	}
}

// All safe fixes together change no decision either, and after a few rounds there are
// none left: no fix calls for another that undoes it.
func TestSafeFixesComeToAnEnd(t *testing.T) {
	const rounds = 8
	for name, k := range manyPolicies(t) {
		before := k.Policies
		for round := 0; ; round++ {
			require.Less(t, round, rounds, "%s: rounds of fixes; the policies are %s%s", name, k.Policies.Bucket, k.Policies.AccessPoint)
			report, fixed := Check(k.Policies, k.Context), false
			for kind, src := range k.Policies.texts() {
				if fixes := report.SafeFixes(kind); len(fixes) > 0 {
					fixed = true
					*src = []byte(ApplyAll(string(*src), fixes))
				}
			}
			if !fixed {
				break
			}
		}
		for kind, src := range before.texts() {
			after := k.Policies.texts()[kind]
			if string(*src) == string(*after) {
				continue
			}
			difference, _ := differ(kind, string(*src), string(*after))
			require.Empty(t, difference, "%s: after all safe fixes:\n%s\nbefore:\n%s", name, *after, *src)
		}
	}
}

// Every fix, also one that is not safe, leaves a text that is JSON if it was one.
func TestFixesKeepJSON(t *testing.T) {
	for name, k := range manyPolicies(t) {
		report := Check(k.Policies, k.Context)
		for kind, src := range k.Policies.texts() {
			was := newText(kind, *src)
			if was.doc == nil {
				continue
			}
			after := ApplyAll(was.source, report.Fixes(kind))
			require.NotNil(t, newText(kind, []byte(after)).doc, "%s: after all fixes: %s", name, after)
		}
	}
}
