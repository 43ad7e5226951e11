package policy_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/internal/doubt"
	"github.com/s3ap/s3ap/internal/slow"
	"github.com/s3ap/s3ap/policy"
)

// An oracleCase is one question put to both evaluators.
type oracleCase struct {
	doc *policy.Document
	req slow.Request
}

func newCase(seed []byte) oracleCase {
	g := slow.NewGenerator(seed)
	req := g.Request()
	return oracleCase{g.Document(req), req}
}

func (c oracleCase) request(t *testing.T) policy.Request {
	t.Helper()
	req, err := c.req.Compiled()
	require.NoError(t, err)
	return req
}

// An answer is all that both evaluators must agree on.
type answer struct {
	Normal, Generous slow.Answer // by whether doubt favours deny or allow
	Statement        int         // that decides
	InDoubt          bool
	Traces           []trace
}

type trace struct {
	Principal, Action, Resource, Condition string
	Applies                                bool
}

func (c oracleCase) reference() answer {
	result := slow.Evaluate(c.doc.Kind, c.doc, c.req)
	a := answer{
		Normal:    result.Answer(doubt.Deny),
		Generous:  result.Answer(doubt.Allow),
		Statement: result.Decider(doubt.Deny),
	}
	a.InDoubt = a.Statement > 0 && result[a.Statement-1].Matches() == slow.Unsure
	for _, s := range result {
		a.Traces = append(a.Traces, trace{
			s.Principal.String(), s.Action.String(), s.Resource.String(), s.Condition().String(), s.Applies(doubt.Deny),
		})
	}
	return a
}

func compiledAnswer(p *policy.Policy, req policy.Request) answer {
	normal, generous := p.Evaluate(req), p.EvaluateFavouring(doubt.Allow, &req)
	a := answer{
		Normal:    slow.Answer{Outcome: normal.Outcome, Grants: normal.Grants},
		Generous:  slow.Answer{Outcome: generous.Outcome, Grants: generous.Grants},
		Statement: normal.Statement.Number,
		InDoubt:   normal.InDoubt,
	}
	word := map[condition.Truth]string{condition.True: "yes", condition.False: "no", condition.Unknown: "unsure"}
	for _, t := range p.Explain(req) {
		a.Traces = append(a.Traces, trace{word[t.Principal], word[t.Action], word[t.Resource], word[t.Condition], t.Applies})
	}
	return a
}

// disagreement compiles the policy as it is, and printed and parsed again, and
// returns what it then says that the reference does not. The error is that of
// a policy that does not compile.
func (c oracleCase) disagreement(t *testing.T) (string, error) {
	t.Helper()
	text, err := c.doc.MarshalJSON()
	require.NoError(t, err)
	asBuilt, errBuilt := c.doc.Compile()
	asPrinted, errPrinted := policy.Compile(c.doc.Kind, text)
	if errBuilt != nil && errPrinted != nil {
		return "", errBuilt
	}
	if errBuilt != nil || errPrinted != nil {
		return fmt.Sprintf("as built the policy has the errors %v, printed and parsed %v\n", errBuilt, errPrinted), nil
	}
	want, req := c.reference(), c.request(t)
	if diff := cmp.Diff(want, compiledAnswer(asBuilt, req)); diff != "" {
		return "(-reference +compiled):\n" + diff, nil
	}
	if diff := cmp.Diff(want, compiledAnswer(asPrinted, req)); diff != "" {
		return "(-reference +printed, parsed and compiled):\n" + diff, nil
	}
	return "", nil
}

func (c oracleCase) String() string {
	return fmt.Sprintf("%v\n%v\n%v", c.doc.Kind, c.doc, c.req)
}

func TestCompiledAgreesWithReference(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long, and shares nothing between goroutines")
	}
	const cases = 24000
	skipped, disagreed := 0, 0
	seen := newTally()
	for n := range cases {
		c := newCase(slow.Seed(n))
		diff, err := c.disagreement(t)
		switch {
		case err != nil:
			skipped++
			continue
		case diff != "":
			disagreed++
			t.Errorf("seed %d: %s", n, c.shrink(t).report(t))
			if disagreed == 25 {
				t.Fatal("too many disagreements; the rest is not looked for")
			}
		}
		seen.add(c)
	}
	if skipped > cases*30/100 {
		t.Errorf("%d of %d policies do not compile; the generator must make better ones", skipped, cases)
	}
	seen.check(t, cases)
	t.Logf("%d policies did not compile, %d answers differ", skipped, disagreed)
}

func FuzzCompiledAgreesWithReference(f *testing.F) {
	for n := range 50 {
		f.Add(slow.Seed(n))
	}
	f.Fuzz(func(t *testing.T, seed []byte) {
		c := newCase(seed)
		diff, err := c.disagreement(t)
		if list := (policy.ErrorList)(nil); err != nil && !errors.As(err, &list) {
			t.Errorf("an error that is no ErrorList: %v\n%v", err, c)
		}
		if diff != "" {
			t.Error(c.shrink(t).report(t))
		}
	})
}

func TestTheOrderOfStatementsMakesNoDifference(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long, and shares nothing between goroutines")
	}
	for n := range 2000 {
		c := newCase(slow.Seed(n))
		p, err := c.doc.Compile()
		if err != nil {
			continue
		}
		reversed := c.doc.Clone()
		slices.Reverse(reversed.Statements)
		q, err := reversed.Compile()
		require.NoError(t, err)
		req := c.request(t)
		for _, f := range []doubt.Favour{doubt.Deny, doubt.Allow} {
			want, got := p.EvaluateFavouring(f, &req), q.EvaluateFavouring(f, &req)
			if want.Outcome != got.Outcome || want.Grants != got.Grants {
				t.Errorf("seed %d: %v %v, in reverse %v %v\n%v", n, want.Outcome, want.Grants, got.Outcome, got.Grants, c)
			}
		}
	}
}

// What Explain says of each statement comes to what Evaluate says of them all.
func TestExplainAgreesWithEvaluate(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long, and shares nothing between goroutines")
	}
	for n := range 2000 {
		c := newCase(slow.Seed(n))
		p, err := c.doc.Compile()
		if err != nil {
			continue
		}
		req := c.request(t)
		want := policy.ImplicitDeny
		for _, trace := range p.Explain(req) {
			switch {
			case trace.Applies && trace.Effect == policy.Deny:
				want = policy.ExplicitDeny
			case trace.Applies && want != policy.ExplicitDeny:
				want = policy.Allowed
			}
		}
		if got := p.Evaluate(req).Outcome; got != want {
			t.Errorf("seed %d: Explain comes to %v, Evaluate to %v\n%v", n, want, got, c)
		}
	}
}
