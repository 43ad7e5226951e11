package lint

import (
	"fmt"
	"slices"
	"strings"

	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/policy"
)

// isDelegation reports whether a statement lets everybody in that comes through access
// points, so that their policies decide.
//
// S3 User Guide, "Configuring IAM policies for using access points", on delegating
// access control to access points.
func isDelegation(s *policy.Statement) bool {
	return s.Effect == policy.Allow && namesEveryone(&s.Principal) && !limitsCallers(s.Condition)
}

// eachDelegation calls a function for the conditions of delegations that must hold.
func (t *text) eachDelegation(look func(*policy.Statement, *policy.Condition, condition.Operator)) {
	for i := range t.doc.Statements {
		s := &t.doc.Statements[i]
		if !isDelegation(s) {
			continue
		}
		for j := range s.Condition {
			c := &s.Condition[j]
			if op, err := condition.ParseOperator(c.Operator.Value); err == nil && !op.Negated() {
				look(s, c, op)
			}
		}
	}
}

func delegationToForeignAccount(p *pass) {
	p.eachDelegation(func(s *policy.Statement, c *policy.Condition, op condition.Operator) {
		at := allActions(&s.Action)
		if at == 0 || op.String() == "Null" {
			return
		}
		for _, v := range c.Values {
			account, ok := delegatedTo(c, v.Value)
			if !ok || hasWild(account) || account == p.ctx.BucketAccount || slices.Contains(p.ctx.TrustedAccounts, account) {
				continue
			}
			p.found(v.Pos, fmt.Sprintf("whoever makes access points in account %s decides about everything in the bucket, writing and permissions too; name the actions that are meant", quote(account)))
		}
	})
}

// allActions returns where a statement says that it is about every action of S3, or
// about all but some, 0 if it is not.
func allActions(a *policy.Patterns) policy.Pos {
	if a.Not {
		return a.Pos
	}
	for _, t := range a.Items {
		name := strings.ToLower(t.Value)
		if name != "" && strings.Trim(strings.TrimPrefix(name, "s3:"), "*") == "" || name == "*:*" {
			return t.Pos
		}
	}
	return 0
}

// delegatedTo returns the account of the access points that a value of a condition
// names. It may hold wildcards.
func delegatedTo(c *policy.Condition, value string) (string, bool) {
	switch {
	case strings.Contains(value, "${"):
	case isKey(c, condition.S3DataAccessPointAccount):
		return value, arn.ValidAccount(value) || hasWild(value)
	case isKey(c, condition.S3DataAccessPointARN):
		n := splitARN(value)
		// A star may take in all parts that follow.
		if !n.ok && strings.Contains(value, "*") {
			return "*", true
		}
		return n.account, n.ok
	}
	return "", false
}

func delegationToAnyAccount(p *pass) {
	p.eachDelegation(func(s *policy.Statement, c *policy.Condition, op condition.Operator) {
		if !p.admitsAnyAccount(c, op) || p.fixesAccount(s) {
			return
		}
		for _, v := range c.Values {
			if account, ok := delegatedTo(c, v.Value); ok && !hasWild(account) {
				continue
			}
			p.found(v.Pos, "access points of any account come in here, and anybody can make one for the bucket, with a policy that lets anybody in; name the account, as in a condition on s3:DataAccessPointAccount")
			return
		}
	})
}

// admitsAnyAccount reports whether a condition on access points leaves open whose they
// are.
func (t *text) admitsAnyAccount(c *policy.Condition, op condition.Operator) bool {
	switch {
	case isKey(c, condition.S3AccessPointNetworkOrigin):
	case isKey(c, condition.S3DataAccessPointARN), isKey(c, condition.S3DataAccessPointAccount):
		if op.String() != "Null" {
			return takesWildcards(op) && slices.ContainsFunc(c.Values, func(v policy.Text) bool {
				account, ok := delegatedTo(c, v.Value)
				return ok && hasWild(account)
			})
		}
	default:
		return false
	}
	// The key has to be there, or to have a value that access points of all accounts
	// can have.
	test, ok := t.test(c)
	return ok && test.Holds(condition.NewContext()) == condition.False
}

// takesWildcards reports whether a star in a value is a wildcard for the operator.
func takesWildcards(op condition.Operator) bool {
	name := op.String()
	return strings.Contains(name, "Like") || strings.Contains(name, "Arn")
}

// fixesAccount reports whether a condition of a statement says whose access points are
// meant.
func (t *text) fixesAccount(s *policy.Statement) bool {
	return slices.ContainsFunc(s.Condition, func(c policy.Condition) bool {
		op, err := condition.ParseOperator(c.Operator.Value)
		return err == nil && op.NeedsKey() && len(c.Values) > 0 && !slices.ContainsFunc(c.Values, func(v policy.Text) bool {
			account, ok := delegatedTo(&c, v.Value)
			return !ok || account == "" || hasWild(account) && takesWildcards(op)
		})
	})
}
