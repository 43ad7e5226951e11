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
	list []principalEntry
	// keys are those by which the entries of a long list are found, 0 for one that must
	// be asked whoever calls. A short list has none.
	keys  []uint32
	named bool // the kind of policy names principals
	not   bool
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
func (c *compiler) principals(p *principals, s *Statement, tests []test) {
	el, kind := &s.Principal, c.kind
	p.named, p.not = kind.NamesPrincipals(), el.Not
	switch {
	case !p.named && el.isZero() || !kind.IsValid():
		return
	case !p.named:
		c.faults.add(el.Pos, c.within(el.element()), fmt.Errorf("%w: %s in %v, which is about whoever it is attached to", ErrNotInKind, el.element(), article(kind)))
		return
	case el.isZero():
		c.faults.add(s.Pos, c.here(), &MissingError{"Principal", article(kind) + " says whom a statement is about"})
		return
	case el.Not && s.Effect == Allow:
		c.faults.add(el.Pos, c.within(el.element()), ErrAllowNot)
	case el.Not && kind == ResourceControl:
		c.faults.add(el.Pos, c.within(el.element()), fmt.Errorf("%w: NotPrincipal in a resource control policy", ErrNotInKind))
	}
	p.list = c.entries(el)
	if kind == ResourceControl && !el.Not && len(p.list) > 0 && !isEveryone(p.list) {
		c.faults.add(el.Pos, c.within(el.element()), fmt.Errorf("%w: a principal other than `*` in a resource control policy", ErrNotInKind))
	}
	if el.Any && len(p.list) > 1 {
		c.faults.add(el.Pos, c.within(el.element()), fmt.Errorf("%w: `*` alone, or lists", ErrConflict))
	}
	if len(p.list) == 0 && !c.reported {
		c.faults.add(el.Pos, c.within(el.element()), fmt.Errorf("%w: it is about nobody", ErrEmpty))
	}
	p.services = s.Effect == Deny || namesServices(tests)
	p.rootOnly = kind == VPCEndpoint && s.Effect == Allow
}

func isEveryone(list []principalEntry) bool {
	return len(list) == 1 && list[0].kind == everyone
}

// namesServices reports whether the conditions can only hold for an AWS service,
// so that a `*` in an Allow means services on purpose.
func namesServices(tests []test) bool {
	for i := range tests {
		t := tests[i].Test
		key := string(t.Key())
		if strings.EqualFold(key, string(condition.PrincipalIsAWSService)) || strings.EqualFold(key, string(condition.PrincipalServiceName)) {
			if t.Operator().NeedsKey() {
				return true
			}
		}
	}
	return false
}

// entries checks the entries of the element, in the order of the text.
func (c *compiler) entries(el *Principals) []principalEntry {
	n := len(el.AWS) + len(el.CanonicalUser) + len(el.Service) + len(el.Federated)
	if el.Any {
		n++
	}
	list := c.room.principals.Take(n, c.room.ahead)[:0]
	if el.Any {
		list = append(list, principalEntry{kind: everyone})
	}
	list = c.entriesUnder("AWS", el, el.AWS, list, parseAWS)
	list = c.entriesUnder("CanonicalUser", el, el.CanonicalUser, list, parseCanonicalUser)
	list = c.entriesUnder("Service", el, el.Service, list, parseService)
	return c.entriesUnder("Federated", el, el.Federated, list, parseProvider)
}

// entriesUnder adds the entries of one kind, each of which parse fills in.
func (c *compiler) entriesUnder(key string, el *Principals, texts []Text, list []principalEntry, parse func(*principalEntry, string) error) []principalEntry {
	for i := range texts {
		t := &texts[i]
		list = list[:len(list)+1]
		if err := parse(&list[len(list)-1], t.Value); err != nil {
			c.faults.add(t.Pos, c.within(el.element()).member(key).entry(i, len(texts)), err)
		}
	}
	return list
}

// parseAWS reads an entry under AWS.
func parseAWS(e *principalEntry, s string) error {
	if e.parseUsual(s) {
		return nil
	}
	switch {
	case s == "*":
		*e = principalEntry{kind: everyone}
		return nil
	case arn.ValidAccount(s):
		*e = principalEntry{kind: accountEntry, text: s, accountEnd: uint8(len(s))}
		return nil
	case isUniqueID(s, "AIDA"):
		*e = principalEntry{kind: userIDEntry, text: s}
		return nil
	case isUniqueID(s, "AROA"):
		*e = principalEntry{kind: roleIDEntry, text: s}
		return nil
	case hasWild(s):
		return fmt.Errorf("%w: %s; a wildcard may only stand alone, as `*`; to mean many, use a condition on aws:PrincipalArn", ErrPrincipal, oneline.Quote(s))
	}
	p, err := ParsePrincipal(s)
	if err != nil || p.arn == "" && p.issuer == "" {
		return fmt.Errorf("%w: %s; write an account id of 12 digits or the ARN of a user, role, session or account root", ErrPrincipal, oneline.Quote(s))
	}
	*e = newEntry(p.entryKind(), s, &p)
	return nil
}

// entryKind returns what an entry is that is the ARN of p.
func (p *Principal) entryKind() entryKind {
	switch {
	case p.kind == RootUser:
		return accountEntry
	case p.kind == User:
		return userEntry
	case p.kind == FederatedUser:
		return federatedEntry
	case p.session != "":
		return sessionEntry
	}
	return roleEntry
}

// parseUsual reads the ARNs that most policies name, of users and roles, and takes
// of them what ParsePrincipal does. It reports whether s is one.
func (e *principalEntry) parseUsual(s string) bool {
	const before = "arn:aws:iam::"
	const end = len(before) + len("123456789012")
	const kind = len("role/")
	if len(s) <= end+1+kind || len(s) > arn.MaxLength || s[:len(before)] != before || s[end] != ':' {
		return false
	}
	switch s[end+1 : end+1+kind] {
	case "role/":
		e.kind = roleEntry
	case "user/":
		e.kind = userEntry
	default:
		return false
	}
	if !arn.ValidAccount(s[len(before):end]) {
		return false
	}
	name := 0
	for i := end + kind; i < len(s); i++ {
		switch s[i] {
		case '/':
			name = i + 1
		case '*', '?':
			return false
		}
	}
	e.text, e.partitionEnd, e.accountAt, e.accountEnd = s, uint8(len("arn:aws")), uint8(len(before)), uint8(end)
	e.nameAt, e.nameEnd = uint16(name), uint16(len(s))
	return name < len(s)
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

func parseCanonicalUser(e *principalEntry, s string) error {
	if len(s) != 64 || strings.Trim(s, "0123456789abcdefABCDEF") != "" {
		return fmt.Errorf("%w: canonical user %s; it has 64 hex digits", ErrPrincipal, oneline.Quote(s))
	}
	*e = principalEntry{kind: canonicalEntry, text: s}
	return nil
}

func parseService(e *principalEntry, s string) error {
	if s == "" || hasWild(s) {
		return fmt.Errorf("%w: service %s; write its whole name, such as logging.s3.amazonaws.com", ErrPrincipal, oneline.Quote(s))
	}
	*e = principalEntry{kind: serviceEntry, text: s}
	return nil
}

func parseProvider(e *principalEntry, s string) error {
	if s == "" || hasWild(s) {
		return fmt.Errorf("%w: identity provider %s", ErrPrincipal, oneline.Quote(s))
	}
	*e = principalEntry{kind: providerEntry, text: s}
	return nil
}
