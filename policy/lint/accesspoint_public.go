package lint

import (
	"fmt"
	"slices"
	"strings"

	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/policy"
)

// eachCondition calls a function for the conditions of statements with an effect.
func (t *text) eachCondition(e policy.Effect, look func(*policy.Statement, *policy.Condition)) {
	for i := range t.doc.Statements {
		s := &t.doc.Statements[i]
		if s.Effect != e {
			continue
		}
		for j := range s.Condition {
			look(s, &s.Condition[j])
		}
	}
}

func anonymousGrant(p *pass) {
	p.eachCondition(policy.Allow, func(_ *policy.Statement, c *policy.Condition) {
		var anonymous, signed condition.Context
		switch {
		case isKey(c, condition.PrincipalType):
			anonymous = condition.NewContext(condition.String(condition.PrincipalType, "Anonymous"))
			// Somebody else would do as well.
			signed = condition.NewContext(condition.String(condition.PrincipalType, "AssumedRole"))
		case isKey(c, condition.UserID):
			anonymous = condition.NewContext(condition.String(condition.UserID, "anonymous"))
			signed = condition.NewContext(condition.String(condition.UserID, "AROA"))
		default:
			return
		}
		test, ok := p.test(c)
		if ok && test.Operator().NeedsKey() && len(c.Values) == 1 && test.Holds(anonymous) == condition.True && test.Holds(signed) == condition.False {
			p.found(c.Values[0].Pos, "access points refuse requests that are not signed, so that the statement allows nothing")
		}
	})
}

func httpsCondition(p *pass) {
	for i := range p.doc.Statements {
		s := &p.doc.Statements[i]
		for j := range s.Condition {
			c := &s.Condition[j]
			if !isKey(c, condition.SecureTransport) {
				continue
			}
			f := p.found(c.Key.Pos, fmt.Sprintf("access points answer over HTTPS only, so that %s is always true", c.Key.Value))
			test, ok := p.test(c)
			// A condition that never holds is not to be left out: the statement would
			// begin to apply.
			if ok && test.Holds(condition.NewContext(condition.Bool(condition.SecureTransport, true))) == condition.True {
				f.Fix = []Edit{p.removeCondition(c)}
			}
		}
	}
}

func constantAccessPointKey(p *pass) {
	own := p.ctx.AccessPoint
	always := condition.NewContext(condition.String(condition.S3DataAccessPointARN, own.String()), condition.String(condition.S3DataAccessPointAccount, own.Account()))
	p.eachCondition(policy.Allow, func(s *policy.Statement, c *policy.Condition) {
		if !isKey(c, condition.S3DataAccessPointARN) && !isKey(c, condition.S3DataAccessPointAccount) {
			return
		}
		key := c.Key.Value
		if test, ok := p.test(c); ok && own.IsValid() && test.Holds(always) == condition.False {
			p.found(c.Key.Pos, fmt.Sprintf("%s is that of this access point for all requests that the policy is asked about, and the condition asks for another, so that the statement allows nothing", key)).Severity = Warning
			return
		}
		f := p.found(c.Key.Pos, fmt.Sprintf("%s is that of this access point for all requests that the policy is asked about: the condition limits nothing, and the statement is open to everybody", key))
		if !namesEveryone(&s.Principal) || limitsCallers(s.Condition) {
			f.Severity = Suggestion
			f.Message = fmt.Sprintf("%s is that of this access point for all requests that the policy is asked about: the condition limits nothing", key)
		}
	})
}

func openToVPC(p *pass) {
	if p.ctx.origin().VPCID() == "" || slices.ContainsFunc(p.doc.Statements, keepsOthersOut) {
		return
	}
	for i := range p.doc.Statements {
		s := &p.doc.Statements[i]
		if s.Effect == policy.Allow && namesEveryone(&s.Principal) && !limitsCallers(s.Condition) {
			at, _ := everyone(&s.Principal)
			p.found(at, "everybody whose request comes from the VPC is allowed, with credentials of any account; name principals, or add a condition such as aws:PrincipalOrgID")
		}
	}
}

// keepsOthersOut reports whether a statement denies everybody but certain callers.
func keepsOthersOut(s policy.Statement) bool {
	if s.Effect != policy.Deny {
		return false
	}
	if s.Principal.Not {
		return true
	}
	return namesEveryone(&s.Principal) && slices.ContainsFunc(s.Condition, func(c policy.Condition) bool {
		op, err := condition.ParseOperator(c.Operator.Value)
		return err == nil && op.Negated() && tellsCaller(c.Key.Value)
	})
}

// blocksAccessPointPolicy reports whether S3 refuses a public policy for the access
// point because of the settings of the access point itself.
func (c *Context) blocksAccessPointPolicy() bool {
	return c.AccessPointBlock.BlockPublicPolicy && strings.EqualFold(c.NetworkOrigin, "Internet")
}

func publicPolicyBlocked(p *pass) {
	if !p.ctx.blocksAccessPointPolicy() {
		return
	}
	for i, s := range p.statements {
		if p.isPublic(i) {
			p.found(grantedTo(&s.Principal), "the policy is public by this statement, and BlockPublicPolicy is on for the access point: S3 refuses the policy, and the setting cannot be changed after the access point is made")
		}
	}
}
