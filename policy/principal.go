package policy

import (
	"errors"
	"fmt"
	"strings"

	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/internal/oneline"
)

// A PrincipalType says what a principal is. The zero type is that of the zero
// Principal.
type PrincipalType uint8

// The types of principals that make requests.
const (
	RootUser PrincipalType = 1 + iota
	User
	RoleSession
	FederatedUser
	AWSService
	AnonymousUser
)

// String returns the value that aws:PrincipalType has for the type, as far as
// AWS documents one.
//
// IAM User Guide, "IAM policy elements: Variables and tags", table of principal
// key values.
func (t PrincipalType) String() string {
	switch t {
	case RootUser:
		return "Account"
	case User:
		return "User"
	case RoleSession:
		return "AssumedRole"
	case FederatedUser:
		return "FederatedUser"
	case AWSService:
		return "Service"
	case AnonymousUser:
		return "Anonymous"
	}
	return "invalid"
}

// A Principal is who makes a request. Principals compare with ==. The zero
// Principal is nobody: every policy that must look at the caller is in doubt
// about it.
type Principal struct {
	kind               PrincipalType
	partition, account string
	arn                string // of the user, session or root user; empty if not known
	issuer             string // ARN of a session's role, or of a federated user's user
	name               string // of the user, role or federated user; of the service
	session            string
	id, canonicalID    string
	userID             string
	// anyPath is there if only the session's ARN is known, which does not tell
	// the path of its role.
	anyPath       bool
	serviceLinked bool
	callerKeys    callerKeys
}

// ErrNotPrincipal is about a text that names nobody who can make requests.
var ErrNotPrincipal = errors.New("must be the ARN of a user, role, assumed-role session, federated user or account root, a service such as logging.s3.amazonaws.com, or `anonymous`")

// Anonymous returns the principal of a request that is not signed.
func Anonymous() Principal {
	return Principal{kind: AnonymousUser, userID: "anonymous"}.withKeys()
}

// ParsePrincipal reads the name of a principal: the ARN of a user, a role (some
// session of it), an assumed-role session, a federated user or an account's root
// user, the name of a service, or `anonymous`.
//
// The ARN of a session does not tell the path of its role. Without it the role
// is taken to have none; a policy that names a role of the same name with a path is
// in doubt, and so is what aws:PrincipalArn holds. Use [AssumedRole] where the
// role's ARN is known.
func ParsePrincipal(s string) (p Principal, err error) {
	err = ReadPrincipal(&p, s)
	return p, err
}

// ReadPrincipal makes p what ParsePrincipal returns. It is for the other packages of
// this module: principals are large.
func ReadPrincipal(p *Principal, s string) error {
	*p = Principal{}
	switch {
	case p.isUsual(s):
	case s == "anonymous":
		*p = Anonymous()
	case isService(s):
		p.kind, p.name = AWSService, s
	default:
		a, err := arn.Parse(s)
		ok := false
		if err == nil {
			*p, ok = principalOf(a)
		}
		if !ok {
			*p = Principal{}
			return fmt.Errorf("principal %s %w", oneline.Quote(s), ErrNotPrincipal)
		}
	}
	p.setKeys()
	return nil
}

// MustParsePrincipal is ParsePrincipal for constants and tests. It panics on an
// error.
func MustParsePrincipal(s string) Principal {
	p, err := ParsePrincipal(s)
	if err != nil {
		panic(err)
	}
	return p
}

// isUsual reads the ARNs that most requests come with, of users and roles, and takes of
// them what principalOf does. It reports whether s is one. P is zero, and stays so if not.
func (p *Principal) isUsual(s string) bool {
	var e principalEntry
	if !e.parseUsual(s) {
		return false
	}
	p.partition, p.account, p.name = e.partition(), e.account(), e.name()
	if e.kind == userEntry {
		p.kind, p.arn = User, s
	} else {
		p.kind, p.issuer = RoleSession, s
	}
	return true
}

// principalOf reads the ARN of a principal.
//
// IAM User Guide, "AWS JSON policy elements: Principal" and "IAM identifiers".
func principalOf(a arn.ARN) (Principal, bool) {
	p := Principal{partition: a.Partition(), account: a.Account(), arn: a.String()}
	resource := a.Resource()
	kind, path, _ := strings.Cut(resource, "/")
	name := path[strings.LastIndexByte(path, '/')+1:]
	if a.Region() != "" || strings.ContainsAny(resource, "*?") {
		return Principal{}, false
	}
	// The pseudo account of CloudFront has users, and nothing else.
	if !arn.ValidAccount(p.account) && (p.account != "cloudfront" || kind != "user") {
		return Principal{}, false
	}
	switch a.Service() + ":" + kind {
	case "iam:root":
		p.kind, p.userID = RootUser, p.account
		return p, resource == "root"
	case "iam:user":
		p.kind, p.name = User, name
		return p, name != ""
	case "iam:role":
		p.kind, p.name = RoleSession, name
		p.arn, p.issuer = "", p.arn
		return p, name != ""
	case "sts:assumed-role":
		role, session, _ := strings.Cut(path, "/")
		p.kind, p.name, p.session, p.anyPath = RoleSession, role, session, true
		p.issuer = "arn:" + p.partition + ":iam::" + p.account + ":role/" + role
		return p, role != "" && session != "" && !strings.Contains(session, "/")
	case "sts:federated-user":
		p.kind, p.name = FederatedUser, path
		p.userID = p.account + ":" + path
		return p, path != "" && !strings.Contains(path, "/")
	}
	return Principal{}, false
}

// AssumedRole returns the principal of a session of a role, given the role's ARN
// with its path and the name of the session.
func AssumedRole(role, session string) (Principal, error) {
	p, err := ParsePrincipal(role)
	if err != nil {
		return Principal{}, err
	}
	if p.kind != RoleSession || p.anyPath || session == "" || strings.ContainsAny(session, "/*?") {
		return Principal{}, fmt.Errorf("session %s of %s: must be the ARN of a role and the name of a session", oneline.Quote(session), oneline.Quote(role))
	}
	p.session = session
	p.arn = "arn:" + p.partition + ":sts::" + p.account + ":assumed-role/" + p.name + "/" + session
	return p.withKeys(), nil
}

// Federated returns the principal of a session that a user got for somebody else
// with GetFederationToken, given the user's ARN and the name of the session.
func Federated(user, name string) (Principal, error) {
	u, err := ParsePrincipal(user)
	if err != nil {
		return Principal{}, err
	}
	p, err := ParsePrincipal("arn:" + u.partition + ":sts::" + u.account + ":federated-user/" + name)
	if err != nil || u.kind != User {
		return Principal{}, fmt.Errorf("federated user %s of %s: must be the ARN of a user and the name of a session", oneline.Quote(name), oneline.Quote(user))
	}
	p.issuer = user
	return p, nil
}

// WithUniqueID returns p with the unique id of the user (AIDA…) or role (AROA…),
// which policies may name instead of the ARN. Others have none and stay as they
// are.
func (p Principal) WithUniqueID(id string) Principal {
	switch {
	case p.kind == User:
		p.id, p.userID = id, id
	case p.kind == RoleSession && p.session != "":
		p.id, p.userID = id, id+":"+p.session
	case p.kind == RoleSession:
		p.id = id
	}
	return p
}

// WithCanonicalID returns p with the canonical id of its account, 64 hex digits,
// by which policies of S3 may name the account.
func (p Principal) WithCanonicalID(id string) Principal {
	p.canonicalID = id
	return p
}

// AsServiceLinked returns p as a session of a service-linked role, to which
// policies of organizations do not apply.
func (p Principal) AsServiceLinked() Principal {
	p.serviceLinked = p.kind == RoleSession
	return p
}

// IsValid reports whether p is somebody.
func (p Principal) IsValid() bool { return p.kind != 0 }

// Type returns what p is.
func (p Principal) Type() PrincipalType { return p.kind }

// Partition returns the partition of the account, such as aws; empty for
// services and anonymous callers.
func (p Principal) Partition() string { return p.partition }

// Account returns the account that p belongs to; empty for services and
// anonymous callers.
func (p Principal) Account() string { return p.account }

// ARN returns the value that aws:PrincipalArn has: the role's ARN for a session.
// It is empty for services and anonymous callers.
//
// IAM User Guide, "AWS global condition context keys".
func (p Principal) ARN() string {
	if p.kind == RoleSession {
		return p.issuer
	}
	return p.arn
}

// KnowsARN reports whether [Principal.ARN] is certain. It is not for a session of
// which only its own ARN is known: that does not tell the path of the role.
func (p Principal) KnowsARN() bool { return p.ARN() != "" && !p.anyPath }

// UserID returns the value that aws:userid has, empty if it does not follow from
// what is known of p.
func (p Principal) UserID() string { return p.userID }

// Name returns the name of the user, role, federated user or service.
func (p Principal) Name() string { return p.name }

// ServiceLinked reports whether p is a session of a service-linked role.
func (p Principal) ServiceLinked() bool { return p.serviceLinked }

// String returns the ARN of p, for a session that of the session; the name of a
// service; or `anonymous`.
func (p Principal) String() string { return p.text() }

// isService reports whether s has the form of the name of a service:
// name.amazonaws.com, with the suffix of any partition.
func isService(s string) bool {
	if strings.HasPrefix(s, "arn:") || !strings.Contains(s, ".amazonaws.") || strings.HasPrefix(s, ".") {
		return false
	}
	for i := range len(s) {
		if c := s[i]; !isAlphanumeric(rune(c)) && c != '-' && c != '.' {
			return false
		}
	}
	return true
}
