package policy

import (
	"fmt"
	"strings"

	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/internal/oneline"
)

// principals are the entries of Principal or NotPrincipal. In policies that do
// not name principals there are none, and every caller is meant.
type principals struct {
	named bool // the kind of policy names principals
	not   bool
	list  []principalEntry
	// services tells whether `*` includes AWS services.
	services bool
	// rootOnly makes an account stand for its root user alone.
	rootOnly bool
}

// A principalEntry is one entry: who it names, and what of the name is compared.
type principalEntry struct {
	text string
	kind entryKind
	// Where in the text its parts are: the partition, which an entry that has only the
	// id of an account lacks, the account, and the name of the user or role.
	partitionEnd, accountAt, accountEnd uint8
	nameAt, nameEnd                     uint16
}

const partitionAt = len("arn:")

func (e *principalEntry) partition() string {
	if e.partitionEnd == 0 {
		return ""
	}
	return e.text[partitionAt:e.partitionEnd]
}

func (e *principalEntry) account() string { return e.text[e.accountAt:e.accountEnd] }
func (e *principalEntry) name() string    { return e.text[e.nameAt:e.nameEnd] }

// newEntry returns an entry that is the ARN of p, written so.
func newEntry(kind entryKind, s string, p *Principal) principalEntry {
	e := principalEntry{kind: kind, text: s, partitionEnd: uint8(partitionAt + len(p.partition))}
	// Between them are the service and the region, which is empty.
	service := strings.IndexByte(s[e.partitionEnd+1:], ':')
	e.accountAt = e.partitionEnd + 1 + uint8(service) + 2
	e.accountEnd = e.accountAt + uint8(len(p.account))
	e.nameEnd = uint16(len(s))
	if kind == sessionEntry {
		e.nameEnd -= uint16(len("/") + len(p.session))
	}
	e.nameAt = e.nameEnd - uint16(len(p.name))
	return e
}

// entryKind says what an entry names.
type entryKind uint8

const (
	everyone       entryKind = iota
	accountEntry             // all principals of an account
	userEntry                // a user, and the federated users it vouches for
	roleEntry                // all sessions of a role
	sessionEntry             // one session of a role
	federatedEntry           // one federated user
	userIDEntry              // a user by its unique id
	roleIDEntry              // a role by its unique id
	canonicalEntry           // an account by its canonical id
	serviceEntry
	providerEntry // an identity provider, which makes no requests to S3
)

// principals checks and makes ready the element Principal or NotPrincipal.
//
// IAM User Guide, "AWS JSON policy elements: Principal" and "… NotPrincipal".
func (c *compiler) principals(s *Statement, in path, tests []*condition.Test) principals {
	el, kind := &s.Principal, c.doc.Kind
	p := principals{named: kind.NamesPrincipals(), not: el.Not}
	at := in.member(el.element())
	switch {
	case !p.named && el.isZero() || !kind.IsValid():
		return p
	case !p.named:
		c.faults.add(el.Pos, at, fmt.Errorf("%w: %s in %v, which is about whoever it is attached to", ErrNotInKind, el.element(), article(kind)))
		return p
	case el.isZero():
		c.faults.add(s.Pos, in, &MissingError{"Principal", article(kind) + " says whom a statement is about"})
		return p
	case el.Not && s.Effect == Allow:
		c.faults.add(el.Pos, at, ErrAllowNot)
	case el.Not && kind == ResourceControl:
		c.faults.add(el.Pos, at, fmt.Errorf("%w: NotPrincipal in a resource control policy", ErrNotInKind))
	}
	p.list = c.entries(el, at)
	if kind == ResourceControl && !el.Not && len(p.list) > 0 && !isEveryone(p.list) {
		c.faults.add(el.Pos, at, fmt.Errorf("%w: a principal other than `*` in a resource control policy", ErrNotInKind))
	}
	if el.Any && len(p.list) > 1 {
		c.faults.add(el.Pos, at, fmt.Errorf("%w: `*` alone, or lists", ErrConflict))
	}
	if len(p.list) == 0 && !c.reported {
		c.faults.add(el.Pos, at, fmt.Errorf("%w: it is about nobody", ErrEmpty))
	}
	p.services = s.Effect == Deny || namesServices(tests)
	p.rootOnly = kind == VPCEndpoint && s.Effect == Allow
	return p
}

func isEveryone(list []principalEntry) bool {
	return len(list) == 1 && list[0].kind == everyone
}

// namesServices reports whether the conditions can only hold for an AWS service,
// so that a `*` in an Allow means services on purpose.
func namesServices(tests []*condition.Test) bool {
	for _, t := range tests {
		switch t.Key().Fold() {
		case condition.PrincipalIsAWSService.Fold(), condition.PrincipalServiceName.Fold():
			if t.Operator().NeedsKey() {
				return true
			}
		}
	}
	return false
}

// entries checks the entries of the element, in the order of the text.
func (c *compiler) entries(el *Principals, at path) []principalEntry {
	n := len(el.AWS) + len(el.CanonicalUser) + len(el.Service) + len(el.Federated)
	if el.Any {
		n++
	}
	list := c.room.principals.take(n, c.room.ahead)[:0]
	if el.Any {
		list = append(list, principalEntry{kind: everyone})
	}
	for _, l := range [...]struct {
		key   string
		texts []Text
		parse func(string) (principalEntry, error)
	}{
		{"AWS", el.AWS, parseAWS},
		{"CanonicalUser", el.CanonicalUser, parseCanonicalUser},
		{"Service", el.Service, parseService},
		{"Federated", el.Federated, parseProvider},
	} {
		for i, t := range l.texts {
			e, err := l.parse(t.Value)
			if err != nil {
				c.faults.add(t.Pos, at.member(l.key).entry(i, len(l.texts)), err)
			}
			list = append(list, e)
		}
	}
	return list
}

// parseAWS reads an entry under AWS.
func parseAWS(s string) (principalEntry, error) {
	if e, ok := parseUsual(s); ok {
		return e, nil
	}
	switch {
	case s == "*":
		return principalEntry{kind: everyone}, nil
	case arn.ValidAccount(s):
		return principalEntry{kind: accountEntry, text: s, accountEnd: uint8(len(s))}, nil
	case isUniqueID(s, "AIDA"):
		return principalEntry{kind: userIDEntry, text: s}, nil
	case isUniqueID(s, "AROA"):
		return principalEntry{kind: roleIDEntry, text: s}, nil
	case hasWild(s):
		return principalEntry{}, fmt.Errorf("%w: %s; a wildcard may only stand alone, as `*`; to mean many, use a condition on aws:PrincipalArn", ErrPrincipal, oneline.Quote(s))
	}
	p, err := ParsePrincipal(s)
	if err != nil || p.arn == "" && p.issuer == "" {
		return principalEntry{}, fmt.Errorf("%w: %s; write an account id of 12 digits or the ARN of a user, role, session or account root", ErrPrincipal, oneline.Quote(s))
	}
	kind := roleEntry
	switch {
	case p.kind == RootUser:
		kind = accountEntry
	case p.kind == User:
		kind = userEntry
	case p.kind == FederatedUser:
		kind = federatedEntry
	case p.session != "":
		kind = sessionEntry
	}
	return newEntry(kind, s, &p), nil
}

// parseUsual reads the ARNs that most policies name, of users and roles, and takes
// of them what ParsePrincipal does.
func parseUsual(s string) (e principalEntry, ok bool) {
	const before = "arn:aws:iam::"
	const end = len(before) + len("123456789012")
	if len(s) <= end || len(s) > arn.MaxLength || s[:len(before)] != before || s[end] != ':' {
		return e, false
	}
	switch rest := s[end+1:]; {
	case strings.HasPrefix(rest, "role/"):
		e.kind = roleEntry
	case strings.HasPrefix(rest, "user/"):
		e.kind = userEntry
	default:
		return e, false
	}
	e.text, e.partitionEnd, e.accountAt, e.accountEnd = s, uint8(len("arn:aws")), uint8(len(before)), uint8(end)
	e.nameAt, e.nameEnd = uint16(strings.LastIndexByte(s, '/')+1), uint16(len(s))
	return e, e.nameAt < e.nameEnd && arn.ValidAccount(e.account()) && !hasWild(s[end:])
}

func isUniqueID(s, prefix string) bool {
	if !strings.HasPrefix(s, prefix) || len(s) == len(prefix) {
		return false
	}
	for _, r := range s {
		if !isAlphanumeric(r) {
			return false
		}
	}
	return true
}

func parseCanonicalUser(s string) (principalEntry, error) {
	if len(s) != 64 || strings.Trim(s, "0123456789abcdefABCDEF") != "" {
		return principalEntry{}, fmt.Errorf("%w: canonical user %s; it has 64 hex digits", ErrPrincipal, oneline.Quote(s))
	}
	return principalEntry{kind: canonicalEntry, text: s}, nil
}

func parseService(s string) (principalEntry, error) {
	if s == "" || strings.ContainsAny(s, "*?") {
		return principalEntry{}, fmt.Errorf("%w: service %s; write its whole name, such as logging.s3.amazonaws.com", ErrPrincipal, oneline.Quote(s))
	}
	return principalEntry{kind: serviceEntry, text: s}, nil
}

func parseProvider(s string) (principalEntry, error) {
	if s == "" || strings.ContainsAny(s, "*?") {
		return principalEntry{}, fmt.Errorf("%w: identity provider %s", ErrPrincipal, oneline.Quote(s))
	}
	return principalEntry{kind: providerEntry, text: s}, nil
}
