package aptest

import (
	"os"
	"path"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/s3ap/s3ap/accesspoint"
	"github.com/stretchr/testify/require"
)

const scenarioDir = "../../testdata/scenarios"

func TestTheScenariosOfThisModule(t *testing.T) {
	Test(t, os.DirFS(scenarioDir))
}

// readScenarios returns the scenarios of this module, and makes sure that they are
// there: a test of none would pass.
func readScenarios(t testing.TB) []*Scenario {
	t.Helper()
	scenarios, err := ReadAll(os.DirFS(scenarioDir))
	require.NoError(t, err)
	require.Greater(t, len(scenarios), 50)
	return scenarios
}

func TestScenariosSayWhatTheyRelyOn(t *testing.T) {
	for _, s := range readScenarios(t) {
		if s.Description == "" || s.Source == "" {
			t.Errorf("%s: a scenario says what it shows and from which document it is", s.File)
		}
		for _, c := range s.Cases {
			if c.Expect == "" || c.Expect == Deny && (len(c.BlockedBy) == 0 || c.Explicit == nil) {
				t.Errorf("%s:%v: a request says what it must come to, and a denied one by what", c.File, c.At)
			}
		}
	}
}

func TestExplainComesToTheDecision(t *testing.T) {
	for _, s := range readScenarios(t) {
		for _, c := range s.Cases {
			if got := c.Explain().Decision; got != c.Decision() {
				t.Errorf("%s:%v: explained as %v, decided as %v", c.File, c.At, got, c.Decision())
			}
		}
	}
}

// The four-argument functions and the evaluator are two ways to ask the same,
// where the question is one that four arguments can carry.
func TestFourArgumentsComeToTheSame(t *testing.T) {
	n := 0
	for _, s := range readScenarios(t) {
		for _, c := range s.Cases {
			if !c.fitsFourArguments() {
				continue
			}
			n++
			if diff := cmp.Diff(outcome(c.Decision()), outcome(c.fourArguments())); diff != "" {
				t.Errorf("%s:%v: %s (-evaluator +four arguments)\n%s", c.File, c.At, c.Name, diff)
			}
		}
	}
	require.Greater(t, n, 100)
}

// fitsFourArguments reports whether nothing but the two policies, the network
// origin and the context bears on the request.
func (c *Case) fitsFourArguments() bool {
	s := c.Setting()
	off := accesspoint.BlockPublicAccess{}
	open := *s.Bucket.BlockPublicAccess == off
	if s.AccessPoint.BlockPublicAccess != nil {
		open = open && *s.AccessPoint.BlockPublicAccess == off
	}
	for _, a := range s.Accounts {
		open = open && a.BlockPublicAccess == off && a.ServiceControl == nil && a.ResourceControl == nil
	}
	caller := s.Caller
	return open && c.Source == nil && s.Endpoint.ID == "" &&
		caller.Identity == nil && caller.Boundary == nil && caller.Session == nil && caller.Tags == nil &&
		s.Bucket.Tags == nil && s.AccessPoint.Tags == nil
}

func (c *Case) fourArguments() accesspoint.Decision {
	s, q := c.Setting(), c.Question()
	req := accesspoint.Request{
		Principal: s.Caller.Principal, Action: q.Action, AccessPoint: s.AccessPoint.AccessPoint,
		Bucket: s.Bucket.Bucket, BucketAccount: s.Bucket.Account, Key: q.Key, Context: q.Context,
	}
	if !req.AccessPoint.IsValid() {
		return accesspoint.EvaluateDirect(req, s.Bucket.Policy)
	}
	return accesspoint.Evaluate(req, s.Bucket.Policy, s.AccessPoint.Policy, s.AccessPoint.Origin)
}

// outcome is what a decision comes to, as far as it can be compared.
func outcome(d accesspoint.Decision) map[string]string {
	return map[string]string{
		"outcome": d.Outcome.String(), "by": d.By.String(), "leg": d.Leg.String(), "statement": d.Statement.String(),
		"blocked": d.Blocked.String(), "allowed by": d.AllowedBy.String(), "sentence": d.String(),
	}
}

func TestTheWorkshopHasThePoliciesOfTheExample(t *testing.T) {
	for _, name := range []string{"bucket-policy.json", "access-point-policy.json", "vpc-access-point-policy.json"} {
		want, err := os.ReadFile(path.Join("../../examples/workshop", name))
		require.NoError(t, err)
		got, err := os.ReadFile(path.Join(scenarioDir, "workshop", name))
		require.NoError(t, err)
		if diff := cmp.Diff(string(want), string(got)); diff != "" {
			t.Errorf("%s (-example +scenario)\n%s", name, diff)
		}
	}
}
