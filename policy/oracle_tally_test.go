package policy_test

import (
	"testing"

	"github.com/s3ap/s3ap/internal/doubt"
	"github.com/s3ap/s3ap/internal/slow"
	"github.com/s3ap/s3ap/policy"
)

// A tally counts what the cases were about, so that a run which tests nothing
// does not pass.
type tally struct {
	outcomes  map[policy.Outcome]int
	operators map[slow.Operator]int
	callers   map[policy.PrincipalType]int
	kinds     map[policy.Kind]int
	grants    map[policy.Grant]int
}

func newTally() tally {
	return tally{
		map[policy.Outcome]int{}, map[slow.Operator]int{}, map[policy.PrincipalType]int{}, map[policy.Kind]int{}, map[policy.Grant]int{},
	}
}

// add counts operators, principals and kinds where they are decisive: with
// another answer of that condition or Principal the outcome would be another.
func (seen tally) add(c oracleCase) {
	result := slow.Evaluate(c.doc.Kind, c.doc, c.req)
	a := result.Answer(doubt.Deny)
	seen.outcomes[a.Outcome]++
	for grant := policy.Direct; grant <= policy.Account; grant <<= 1 {
		if a.Grants.Has(grant) {
			seen.grants[grant]++
		}
	}
	for i, s := range result {
		if c.doc.Kind.NamesPrincipals() && result.TurnsOn(&result[i].Principal) {
			seen.callers[c.req.Caller.Kind]++
		}
		if result.TurnsOn(&result[i].Action) {
			seen.kinds[c.doc.Kind]++
		}
		for j := range s.Conditions {
			if result.TurnsOn(&result[i].Conditions[j]) {
				seen.operators[slow.OperatorOf(c.doc.Statements[i].Condition[j].Operator.Value)]++
			}
		}
	}
}

func (seen tally) check(t *testing.T, cases int) {
	t.Helper()
	for _, o := range []policy.Outcome{policy.ImplicitDeny, policy.ExplicitDeny, policy.Allowed} {
		if seen.outcomes[o] < cases/10 {
			t.Errorf("only %d of %d cases come to %v", seen.outcomes[o], cases, o)
		}
	}
	for _, name := range slow.Operators {
		for _, set := range []string{"", "ForAllValues:", "ForAnyValue:"} {
			for _, suffix := range []string{"", "IfExists"} {
				op := set + name + suffix
				if (name != "Null" || op == name) && seen.operators[slow.OperatorOf(op)] == 0 {
					t.Errorf("%s never decides", op)
				}
			}
		}
	}
	for kind := policy.PrincipalType(0); kind <= policy.AnonymousUser; kind++ {
		if seen.callers[kind] == 0 {
			t.Errorf("a principal of type %q never decides", kind)
		}
	}
	for _, kind := range append(slow.Kinds, policy.Bucket) {
		if seen.kinds[kind] == 0 {
			t.Errorf("a %v never decides", kind)
		}
	}
	for grant := policy.Direct; grant <= policy.Account; grant <<= 1 {
		if seen.grants[grant] == 0 {
			t.Errorf("the grant %v never occurs", grant)
		}
	}
}
