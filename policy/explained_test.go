package policy

import "testing"

// checkExplained holds Explain to Evaluate: the statements that apply are those
// that decide.
func checkExplained(t *testing.T, p *Policy, req Request) {
	t.Helper()
	got, want := p.Evaluate(req), ImplicitDeny
	decided := got.Statement == Ref{}
	traces := p.Explain(req)
	for i := range traces {
		tr := &traces[i]
		all := tr.Principal.And(tr.Action).And(tr.Resource).And(tr.Condition)
		if tr.Applies != (all == yes || all == unsure && tr.Effect == Deny) {
			t.Errorf("%v applies: %v, though the elements come to %v", tr.Statement, tr.Applies, all)
		}
		if (tr.Missed() == NoElement) != (all == yes) || (tr.Cause == "") != (all == yes) || (tr.Near() == 4) != (all == yes) {
			t.Errorf("%v missed %v, cause %q, though the elements come to %v", tr.Statement, tr.Missed(), tr.Cause, all)
		}
		switch {
		case tr.Applies && tr.Effect == Deny:
			want = ExplicitDeny
		case tr.Applies && want == ImplicitDeny:
			want = Allowed
		}
		decided = decided || tr.Applies && tr.Statement == got.Statement && (tr.Effect == Deny) == (got.Outcome == ExplicitDeny)
	}
	if got.Outcome != want || !decided || (got.Statement == Ref{}) != (want == ImplicitDeny) {
		t.Errorf("Evaluate comes to %v by %v, and Explain to %v", got.Outcome, got.Statement, want)
	}
}
