package lint

import (
	"slices"

	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/policy"
)

// namesEveryone reports whether an element is about all callers.
func namesEveryone(el *policy.Principals) bool {
	return !el.Not && (el.Any || slices.ContainsFunc(el.AWS, func(t policy.Text) bool { return t.Value == "*" }))
}

// accountOf returns the account that an entry under AWS belongs to, empty if that
// cannot be told, as of a unique id.
func accountOf(entry string) string {
	account := entry
	if n := splitARN(entry); n.ok {
		account = n.account
	}
	if !arn.ValidAccount(account) {
		return ""
	}
	return account
}

// owners are the accounts that a policy is at home in, none if the context does not
// tell.
func (p *pass) owners() (list []string) {
	if p.ctx.BucketAccount != "" {
		list = append(list, p.ctx.BucketAccount)
	}
	if p.kind == policy.AccessPoint && p.ctx.AccessPoint.Account() != "" {
		list = append(list, p.ctx.AccessPoint.Account())
	}
	return list
}

// outsider says whom an Allow reaches beside principals of the owner's accounts and
// AWS services: everyone, or an account. It is empty if there is nobody. It is not
// known if that would take to know who the owner is.
func (p *pass) outsider(s *policy.Statement) (who string, known bool) {
	owners := p.owners()
	if s.Principal.Not || namesEveryone(&s.Principal) {
		return limited(s.Condition, owners)
	}
	known = true
	for _, t := range s.Principal.AWS {
		account := accountOf(t.Value)
		switch {
		case account == "" || slices.Contains(owners, account):
		case len(owners) == 0:
			known = false
		default:
			return "account " + account, true
		}
	}
	return "", known
}

// limited says whom conditions leave of everyone.
func limited(list []policy.Condition, owners []string) (who string, known bool) {
	for i := range list {
		c := &list[i]
		if !demands(c, list) {
			continue
		}
		switch condition.Key(c.Key.Value).Fold() {
		case condition.PrincipalServiceName.Fold(), condition.SourceAccount.Fold(), condition.SourceARN.Fold():
			return "", true // a service calls
		case condition.PrincipalAccount.Fold(), condition.PrincipalARN.Fold():
			if who, known := ofAccounts(c.Values, owners); who != "everyone" {
				return who, known
			}
		}
	}
	return "everyone", true
}

// ofAccounts says whom the accounts of values are, everyone if one of them has a
// wildcard in it.
func ofAccounts(values []policy.Text, owners []string) (who string, known bool) {
	known = true
	for _, v := range values {
		account := accountOf(v.Value)
		switch {
		case account == "":
			return "everyone", true
		case slices.Contains(owners, account):
		case len(owners) == 0:
			known = false
		default:
			who = "account " + account
		}
	}
	return who, known
}

// includes reports whether one element is about all whom another is about, as far as
// the entries tell by themselves.
func includes(el, other *policy.Principals) bool {
	if namesEveryone(el) {
		return true
	}
	if el.Not || other.Not || namesEveryone(other) {
		return false
	}
	for _, pair := range [...]struct{ in, of []policy.Text }{
		{el.AWS, other.AWS}, {el.CanonicalUser, other.CanonicalUser}, {el.Service, other.Service}, {el.Federated, other.Federated},
	} {
		have := make(map[string]bool, len(pair.in))
		for _, t := range pair.in {
			have[t.Value] = true
		}
		for _, t := range pair.of {
			if !have[t.Value] {
				return false
			}
		}
	}
	return true
}
