package lint

import (
	"fmt"
	"slices"

	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/internal/publicgrant"
	"github.com/s3ap/s3ap/policy"
)

// A reach is what the values of a condition tell of whom an Allow for everybody
// reaches.
type reach uint8

const (
	byNothing reach = iota
	byAccount
	byARN // which has an account in it
	byOrganization
	byPath // in an organization
)

// reachOf returns the reach of a condition without which requests fail, and whether
// it is about who calls: else it is about on whose behalf a service does, or through
// whose access point.
func reachOf(c *policy.Condition, list []policy.Condition) (r reach, caller bool) {
	r, caller = reachOfKey(condition.Key(c.Key.Value))
	if r == byNothing {
		return byNothing, false
	}
	op, err := condition.ParseOperator(c.Operator.Value)
	if err != nil || !publicgrant.ComparesText(op) || !publicgrant.DemandsKey(op, c, list) {
		return byNothing, false
	}
	return r, caller
}

func reachOfKey(k condition.Key) (r reach, caller bool) {
	switch k.Fold() {
	case condition.PrincipalAccount.Fold():
		return byAccount, true
	case condition.PrincipalARN.Fold():
		return byARN, true
	case condition.PrincipalOrgID.Fold():
		return byOrganization, true
	case condition.PrincipalOrgPaths.Fold():
		return byPath, true
	case condition.SourceAccount.Fold(), condition.S3DataAccessPointAccount.Fold(), "aws:sourceowner":
		return byAccount, false
	case condition.SourceARN.Fold(), condition.S3DataAccessPointARN.Fold():
		return byARN, false
	case condition.SourceOrgID.Fold():
		return byOrganization, false
	case condition.SourceOrgPaths.Fold():
		return byPath, false
	}
	return byNothing, false
}

// name returns the account or organization that a value tells of, empty if it leaves
// that open.
func (r reach) name(value string) string {
	switch r {
	case byAccount, byOrganization:
		if publicgrant.IsFixed(value) {
			return value
		}
	case byARN:
		if n := splitARN(value); arn.ValidAccount(n.account) {
			return n.account
		}
	case byPath:
		return orgOfPath(value)
	}
	return ""
}

// trusted are the accounts and organizations that may be reached: those of the context,
// and the account that owns what the policy is attached to. They are searched as they
// are given, since most policies name few of many.
type trusted struct {
	owner          string
	accounts, orgs []string
}

func (p *pass) trusts() trusted {
	t := trusted{p.ctx.BucketAccount, p.ctx.TrustedAccounts, p.ctx.TrustedOrganizations}
	if p.kind == policy.AccessPoint {
		t.owner = p.ctx.AccessPoint.Account()
	}
	return t
}

func (t *trusted) account(id string) bool {
	return id != "" && (id == t.owner || slices.Contains(t.accounts, id))
}

// value reports whether whom a value reaches is trusted. A variable for the owner of
// the resource is the owner.
func (t *trusted) value(r reach, value string) bool {
	name := r.name(value)
	if r == byOrganization || r == byPath {
		return name != "" && slices.Contains(t.orgs, name)
	}
	return t.account(name) || r == byAccount && isOwnVariable(value) || r == byARN && splitARN(value).isOwn()
}

// limits reports whether one of the conditions lets in none but whom is trusted, or
// none but services.
func (t *trusted) limits(list []policy.Condition) bool {
	for i := range list {
		c := &list[i]
		if asksForService(c, list) {
			return true
		}
		r, _ := reachOf(c, list)
		if r != byNothing && publicgrant.Every(c.Values, func(v string) bool { return t.value(r, v) }) {
			return true
		}
	}
	return false
}

// asksForService reports whether a condition holds for calls of services alone.
func asksForService(c *policy.Condition, list []policy.Condition) bool {
	key := condition.Key(c.Key.Value).Fold()
	isService := key == condition.PrincipalIsAWSService.Fold()
	if !isService && key != condition.PrincipalServiceName.Fold() && key != condition.PrincipalServiceNamesList.Fold() {
		return false
	}
	op, err := condition.ParseOperator(c.Operator.Value)
	if err != nil || !publicgrant.DemandsKey(op, c, list) {
		return false
	}
	if isService {
		return publicgrant.Every(c.Values, func(v string) bool { return v == "true" })
	}
	return publicgrant.ComparesText(op)
}

func untrustedAccount(p *pass) {
	t := p.trusts()
	for i, s := range p.statements {
		if s.Effect != policy.Allow || p.unread(i) || t.limits(s.Condition) {
			continue
		}
		if !s.Principal.Not {
			p.untrustedEntries(&t, &s.Principal)
		}
		if pos, ok := everyone(&s.Principal); ok && !p.untrustedValues(&t, s.Condition) {
			p.found(pos, "every account is reached, not trusted ones alone; name principals, or compare aws:PrincipalAccount or aws:PrincipalOrgID with fixed values")
		}
	}
}

// untrustedEntries reports entries of accounts that are not trusted. Whether an
// account is in an organization only a condition can tell.
func (p *pass) untrustedEntries(t *trusted, ps *policy.Principals) {
	for _, e := range ps.AWS {
		if account := accountOf(e.Value); account != "" && !t.account(account) {
			p.found(e.Pos, fmt.Sprintf("%s is of the account %s, which is not trusted; if it is in a trusted organization, add a condition on aws:PrincipalOrgID", quote(e.Value), account))
		}
	}
	for _, e := range ps.CanonicalUser {
		if !t.account(e.Value) {
			p.found(e.Pos, fmt.Sprintf("canonical user %s is not trusted; name its account by the account id", quote(e.Value)))
		}
	}
}

// untrustedValues reports the values of the first condition that tells whom it
// reaches, and whether there is one.
func (p *pass) untrustedValues(t *trusted, list []policy.Condition) bool {
	for i := range list {
		c := &list[i]
		r, _ := reachOf(c, list)
		if r == byNothing || !publicgrant.Every(c.Values, func(v string) bool { return r.name(v) != "" }) {
			continue
		}
		for _, v := range c.Values {
			if !t.value(r, v.Value) {
				p.found(v.Pos, fmt.Sprintf("%s is not trusted, and %s lets it in", quote(r.name(v.Value)), quote(c.Key.Value)))
			}
		}
		return true
	}
	return false
}
