package policy

import (
	"strings"
	"unicode/utf8"

	"github.com/s3ap/s3ap/condition"
)

// A Grant is how directly a statement names the caller, which says what else
// must allow the request.
type Grant uint8

// The grants. A statement or policy can hold several: a Grants.
const (
	// Direct: the user, the session or the federated user is named.
	Direct Grant = 1 << iota
	// Wildcard: everybody is.
	Wildcard
	// Role: the role of the session is named.
	Role
	// Issuer: the user is named who vouches for the federated user.
	Issuer
	// Service: the AWS service is named.
	Service
	// Account: the account is named, which leaves it to the account's own
	// policies who of its principals may do what.
	Account
)

// Grants is a set of Grant values.
type Grants = Grant

// Has reports whether g holds one of others.
func (g Grant) Has(others Grants) bool { return g&others != 0 }

// String returns the names of the grants in g.
func (g Grant) String() string {
	var names []string
	for i, name := range [...]string{"direct", "wildcard", "role", "issuer", "service", "account"} {
		if g.Has(1 << i) {
			names = append(names, name)
		}
	}
	return strings.Join(names, "|")
}

// A match is whether principals are about a caller, and by what grants: those
// that are certain, and those that are possible.
type match struct {
	truth         condition.Truth
	sure, perhaps Grants
}

func (m match) or(n match) match {
	return match{m.truth.Or(n.truth), m.sure | n.sure, m.perhaps | n.perhaps}
}

var nobody = match{truth: condition.False}

// matched is a certain match by one grant.
func matched(g Grant) match { return match{condition.True, g, g} }

// exactly matches two names. If they differ only in case, it is in doubt whether
// they name the same: IAM keeps names apart regardless of case, so a Deny must
// hold.
func exactly(a, b string, g Grant) match {
	switch {
	case a == b:
		return matched(g)
	case equalFold(a, b):
		return match{condition.Unknown, 0, g}
	}
	return nobody
}

// equalFold is strings.EqualFold from the end, where names differ if they do: most of
// an ARN is the same for all.
func equalFold(a, b string) bool {
	for i, j := len(a)-1, len(b)-1; ; i, j = i-1, j-1 {
		if i < 0 || j < 0 {
			return i == j
		}
		c, d := a[i], b[j]
		if c >= utf8.RuneSelf || d >= utf8.RuneSelf {
			return strings.EqualFold(a, b)
		}
		if c != d && !(c^d == 0x20 && 'a' <= c|0x20 && c|0x20 <= 'z') {
			return false
		}
	}
}

// perhaps is a match of which nothing is known.
func perhaps(g Grant) match { return match{condition.Unknown, 0, g} }

// about tells whether the element is about the caller of a request.
func (ps *principals) about(req *Asked) match {
	p := req.Principal
	switch {
	case !ps.named:
		return match{truth: condition.True}
	case p.kind == 0:
		return perhaps(Direct)
	case ps.not:
		return match{truth: ps.exempt(req).Not()}
	case len(ps.list) == 1: // as in most
		return ps.entry(&ps.list[0], p)
	}
	m := nobody
	if ps.keys != nil && p.callerKeys.plain {
		for i, key := range ps.keys {
			if key == 0 || p.callerKeys.has(key) {
				m = m.or(ps.entry(&ps.list[i], p))
			}
		}
		return m
	}
	for i := range ps.list {
		m = m.or(ps.entry(&ps.list[i], p))
	}
	return m
}

// entry tells whether one entry of Principal names p.
func (ps *principals) entry(e *principalEntry, p *Principal) match {
	switch e.kind {
	case everyone:
		// Services are not meant by a `*` in an Allow unless the conditions say
		// so. In a Deny they are: AWS documents how to exempt them.
		if p.kind == AWSService && !ps.services {
			return nobody
		}
		return matched(Wildcard)
	case accountEntry, canonicalEntry:
		if ps.rootOnly && p.kind != RootUser {
			return nobody
		}
	}
	return e.names(p)
}

// names tells whether e, which is not `*`, names p.
//
// IAM User Guide, "AWS JSON policy elements: Principal".
func (e *principalEntry) names(p *Principal) match {
	switch e.kind {
	case accountEntry:
		if p.account == e.account() && (e.partition() == "" || e.partition() == p.partition) {
			return matched(Account)
		}
	case canonicalEntry:
		return e.namesAccountOf(p)
	case userEntry:
		return e.namesUser(p)
	case roleEntry:
		if p.kind == RoleSession {
			return e.namesRole(p)
		}
	case sessionEntry:
		return e.namesSession(p)
	case federatedEntry:
		if p.kind == FederatedUser {
			return exactly(e.text, p.arn, Direct)
		}
	case userIDEntry:
		if p.kind == User {
			return e.hasID(p, Direct)
		}
	case roleIDEntry:
		if p.kind == RoleSession {
			return e.hasID(p, Role)
		}
	case serviceEntry:
		if p.kind == AWSService {
			return exactly(e.text, p.name, Service)
		}
	}
	return nobody
}

func (e *principalEntry) namesAccountOf(p *Principal) match {
	switch {
	case p.account == "":
		return nobody
	case p.canonicalID == "":
		return perhaps(Account)
	}
	return exactly(e.text, p.canonicalID, Account)
}

func (e *principalEntry) namesUser(p *Principal) match {
	switch {
	case p.kind == User:
		return exactly(e.text, p.arn, Direct)
	case p.kind != FederatedUser:
		return nobody
	case p.issuer == "" && p.account == e.account() && p.partition == e.partition():
		return perhaps(Issuer)
	}
	return exactly(e.text, p.issuer, Issuer)
}

// namesRole takes roles of the same name for the same where the path of the
// caller's is not known: an account has each name once.
func (e *principalEntry) namesRole(p *Principal) match {
	m := exactly(e.text, p.issuer, Role)
	if m == nobody && p.anyPath && e.sameRole(p) {
		return perhaps(Role)
	}
	return m
}

func (e *principalEntry) sameRole(p *Principal) bool {
	return e.account() == p.account && e.partition() == p.partition && strings.EqualFold(e.name(), p.name)
}

func (e *principalEntry) namesSession(p *Principal) match {
	switch {
	case p.kind != RoleSession:
		return nobody
	case p.session == "" && e.sameRole(p):
		return perhaps(Direct)
	}
	return exactly(e.text, p.arn, Direct)
}

// hasID compares unique ids. A name that was deleted and made anew has another.
func (e *principalEntry) hasID(p *Principal, g Grant) match {
	if p.id == "" {
		return perhaps(g)
	}
	return exactly(e.text, p.id, g)
}

// exempt tells whether NotPrincipal exempts the caller. IAM asks authors to list
// each stage at which it may look at a caller, since it denies at any that is
// missing: the account, and the user or the role and the session. A caller with a
// permissions boundary is never exempt.
//
// IAM User Guide, "AWS JSON policy elements: NotPrincipal".
func (ps *principals) exempt(req *Asked) condition.Truth {
	p := req.Principal
	if req.Bounded {
		return condition.False
	}
	switch p.kind {
	case RootUser:
		return ps.lists(p, accountEntry, canonicalEntry)
	case User:
		return ps.lists(p, accountEntry, canonicalEntry).And(ps.lists(p, userEntry, userIDEntry))
	case RoleSession:
		return ps.lists(p, accountEntry, canonicalEntry).And(ps.lists(p, roleEntry, roleIDEntry)).And(ps.lists(p, sessionEntry))
	case FederatedUser:
		return ps.lists(p, accountEntry, canonicalEntry).And(ps.lists(p, userEntry)).And(ps.lists(p, federatedEntry))
	case AWSService:
		return ps.lists(p, serviceEntry)
	}
	return condition.False
}

// lists tells whether an entry of one of the kinds names p. A `*` stands for
// every stage of a caller that has an account.
func (ps *principals) lists(p *Principal, kinds ...entryKind) condition.Truth {
	m := condition.False
	for i := range ps.list {
		e := &ps.list[i]
		if e.kind == everyone && p.account != "" {
			return condition.True
		}
		for _, k := range kinds {
			if e.kind == k {
				m = m.Or(e.names(p).truth)
			}
		}
	}
	return m
}
