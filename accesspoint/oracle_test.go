package accesspoint_test

import (
	"fmt"
	"sync"
	"testing"

	"github.com/s3ap/s3ap/accesspoint"
	"github.com/s3ap/s3ap/internal/slow"
	"github.com/s3ap/s3ap/policy"
)

// An oracleCase is one request that the reference evaluator and ours decide.
type oracleCase struct {
	world slow.World
	ask   slow.Ask
}

func newCase(seed []byte) oracleCase {
	w, ask := slow.NewGenerator(seed).World()
	return oracleCase{w, ask}
}

// bare is the case as far as four arguments can tell it.
func (c oracleCase) bare() oracleCase {
	c.world, c.ask.Source = c.world.Bare(), nil
	return c
}

func (c oracleCase) String() string { return c.world.String() + c.ask.String() }

// An answer is what one of our functions says to a case.
type answer struct {
	how                 string
	decision, explained accesspoint.Decision
	determined          bool
}

// disagreement returns what is said of the case that the reference does not say.
func (c oracleCase) disagreement(t *testing.T) string {
	t.Helper()
	s := setting(t, c.world)
	bare := c.bare()
	diff := bare.compare(bare.answerBare(s))
	e, err := accesspoint.NewEvaluator(s)
	switch {
	case (err != nil) != c.world.IsFaulty():
		diff += fmt.Sprintf("faulty: reference %v, ours %v\n", c.world.IsFaulty(), err)
	case err == nil:
		diff += c.compare(c.answer(t, e))
	}
	return diff
}

// answer puts the case to an Evaluator.
func (c oracleCase) answer(t *testing.T, e *accesspoint.Evaluator) answer {
	t.Helper()
	q := question(t, c.ask)
	return answer{"Evaluator", e.Evaluate(q), e.Explain(q).Decision, e.Determined(q)}
}

// answerBare puts the case to the functions of four arguments.
func (c oracleCase) answerBare(s accesspoint.Setting) answer {
	req, bucket, ap, origin := request(c.ask, s), s.Bucket.Policy, s.AccessPoint.Policy, s.AccessPoint.Origin
	if c.world.AccessPoint == nil {
		return answer{"EvaluateDirect", accesspoint.EvaluateDirect(req, bucket), accesspoint.ExplainDirect(req, bucket).Decision, false}
	}
	return answer{
		"Evaluate", accesspoint.Evaluate(req, bucket, ap, origin), accesspoint.Explain(req, bucket, ap, origin).Decision,
		accesspoint.Determined(req, bucket, ap, origin),
	}
}

// compare returns what an answer has that the reference has not. Nothing says
// which of two denied requests a copy is denied for, nor what to name where a
// caller is limited by its own policies and the resource's could have been more
// direct: the layers in Perhaps may be named or not.
func (c oracleCase) compare(got answer) (diff string) {
	want, generous := c.world.Decide(c.ask)
	complain := func(what string, reference, ours any) {
		diff += fmt.Sprintf("%s: %s: reference %v, ours %v\n", got.how, what, reference, ours)
	}
	d := got.decision
	blocked, by := layers(d), slow.Layer(d.By.String())
	byStatement := d.Outcome == policy.ExplicitDeny && d.Statement != policy.Ref{}
	switch {
	case want.Allowed() != d.Allowed():
		complain("outcome", want, d)
	case !want.Blocked.In(blocked) || !blocked.In(want.Blocked.With(want.Perhaps)):
		complain("blocked", want, blocked)
	case byStatement != (len(want.Denied) > 0) && !want.Both:
		complain("denied by a statement", want, d)
	case byStatement && !want.Denied[by] && !want.Both, !d.Allowed() && !blocked[by]:
		complain("by", want, by)
	}
	if got.how != "EvaluateDirect" && got.determined != (want.Allowed() == generous.Allowed()) {
		complain("determined", generous, got.determined)
	}
	if got.explained != d {
		complain("explained", d, got.explained)
	}
	return diff
}

func layers(d accesspoint.Decision) slow.Layers {
	set := slow.Layers{}
	for l := range d.Blocked.All() {
		set[slow.Layer(l.String())] = true
	}
	return set
}

func TestEvaluatorAgreesWithReference(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long, and shares nothing between goroutines")
	}
	const cases, shards, reported = 5000, 4, 20
	seen, disagreed := newTally(), 0
	var mu sync.Mutex
	try := func(t *testing.T, n int) {
		c := newCase(slow.Seed(n))
		diff, sight := c.disagreement(t), c.sight()
		mu.Lock()
		defer mu.Unlock()
		seen.add(sight)
		if diff == "" {
			return
		}
		if disagreed++; disagreed <= reported {
			t.Errorf("seed %d: %s", n, c.shrink(t).report(t))
		}
	}
	t.Run("shards", func(t *testing.T) {
		for shard := range shards {
			t.Run(fmt.Sprint(shard), func(t *testing.T) {
				t.Parallel()
				for n := shard; n < cases; n += shards {
					try(t, n)
				}
			})
		}
	})
	seen.check(t, cases)
	if disagreed > reported {
		t.Errorf("%d answers differ in all", disagreed)
	}
}

func FuzzEvaluatorAgreesWithReference(f *testing.F) {
	for n := range 50 {
		f.Add(slow.Seed(n))
	}
	f.Fuzz(func(t *testing.T, seed []byte) {
		c := newCase(seed)
		if diff := c.disagreement(t); diff != "" {
			t.Error(c.shrink(t).report(t))
		}
	})
}
