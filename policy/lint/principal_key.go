package lint

import (
	"fmt"
	"strings"

	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/internal/publicgrant"
	"github.com/s3ap/s3ap/policy"
)

// eachPrincipalARN calls look with each condition that compares aws:PrincipalArn as
// text.
func (p *pass) eachPrincipalARN(look func(*policy.Statement, condition.Operator, *policy.Condition)) {
	for _, s := range p.statements {
		for i := range s.Condition {
			c := &s.Condition[i]
			if condition.Key(c.Key.Value).Fold() != condition.PrincipalARN.Fold() {
				continue
			}
			if op, err := condition.ParseOperator(c.Operator.Value); err == nil && publicgrant.ComparesText(op) {
				look(s, op, c)
			}
		}
	}
}

// IAM User Guide, "AWS global condition context keys", aws:PrincipalArn: for a
// session the key holds the ARN of its role.
func principalARNOfSession(p *pass) {
	p.eachPrincipalARN(func(_ *policy.Statement, _ condition.Operator, c *policy.Condition) {
		for _, v := range c.Values {
			n := splitARN(v.Value)
			role, isSession := strings.CutPrefix(n.rest, "assumed-role/")
			if !n.ok || !isSession {
				continue
			}
			role, _, _ = strings.Cut(role, "/")
			meant := "arn:" + n.partition + ":iam::" + n.account + ":role/" + role
			p.found(v.Pos, fmt.Sprintf("%s never matches: aws:PrincipalArn holds the ARN of the role, such as %s, and not that of its session", quote(v.Value), quote(meant)))
		}
	})
}

// To deny the root user, or to exempt it beside others, is no mistake.
//
// IAM User Guide, "AWS global condition context keys", aws:PrincipalArn.
func principalARNOfRoot(p *pass) {
	p.eachPrincipalARN(func(s *policy.Statement, op condition.Operator, c *policy.Condition) {
		roots := 0
		for _, v := range c.Values {
			if splitARN(v.Value).rest == "root" {
				roots++
			}
		}
		if s.Effect == policy.Deny && (!op.Negated() || roots < len(c.Values)) {
			return
		}
		for _, v := range c.Values {
			if n := splitARN(v.Value); n.rest == "root" {
				p.found(v.Pos, fmt.Sprintf("%s is the root user alone in aws:PrincipalArn, not the account; to mean that, compare aws:PrincipalAccount with %s", quote(v.Value), quote(n.account)))
			}
		}
	})
}
