package policy

import (
	"fmt"
	"strings"

	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/internal/oneline"
)

// cause says why Principal or NotPrincipal is not about the caller for certain,
// by the entry that comes closest.
func (ps *principals) cause(src *Statement, t condition.Truth, req *Asked) string {
	p := req.Principal
	entries := ps.texts(src)
	switch {
	case !p.IsValid():
		return "the request has no principal"
	case ps.not && t == condition.Unknown:
		return fmt.Sprintf("it cannot be told whether %s exempts %s", elementName("Principal", true, entries), oneline.Quote(p.String()))
	case ps.not:
		return fmt.Sprintf("%s exempts %s", elementName("Principal", true, entries), oneline.Quote(p.String()))
	case len(ps.list) == 0:
		return "Principal names nobody"
	case p.kind == AnonymousUser:
		return fmt.Sprintf("%s names no anonymous callers; only `*` does", elementName("Principal", false, entries))
	}
	var best difference
	for i := range ps.list {
		e := &ps.list[i]
		d := ps.difference(e, p)
		if t == condition.Unknown {
			d = difference{}
			if ps.entry(e, p).truth == condition.Unknown {
				d = difference{1, e.doubt(p)}
			}
		}
		if best.text == "" || d.agree > best.agree {
			best = d
		}
	}
	if t == condition.Unknown {
		return best.text
	}
	return best.text + others(len(ps.list))
}

// texts returns the entries as they are written.
func (ps *principals) texts(src *Statement) []string {
	var entries []string
	if src.Principal.Any {
		entries = append(entries, "*")
	}
	for _, texts := range src.Principal.lists() {
		entries = append(entries, values(texts)...)
	}
	return entries
}

// A difference is in what an entry of a policy and the request differ, and how
// far they agree: the further, the nearer the miss.
type difference struct {
	agree int
	text  string
}

// difference tells why an entry does not name p.
func (ps *principals) difference(e *principalEntry, p *Principal) difference {
	switch {
	case e.kind == everyone:
		return difference{4, fmt.Sprintf("Principal `*` in an Allow does not include AWS services such as %s; name the service", oneline.Quote(p.name))}
	case e.kind == accountEntry && e.account() == p.account:
		if ps.rootOnly {
			return difference{3, fmt.Sprintf("Principal names account %s, which in a VPC endpoint policy is its root user alone", oneline.Quote(e.account()))}
		}
		return difference{3, fmt.Sprintf("Principal names account %s of another partition", oneline.Quote(e.account()))}
	case e.kind == accountEntry && p.account != "":
		return difference{1, fmt.Sprintf("Principal names account %s, and the caller is of %s", oneline.Quote(e.account()), oneline.Quote(p.account))}
	case e.kind == providerEntry:
		return difference{0, fmt.Sprintf("Principal names the identity provider %s, which makes no requests to S3", oneline.Quote(e.text))}
	case e.noun() == "" || p.noun() == "":
		return difference{0, fmt.Sprintf("Principal names %s, and the caller is %s", oneline.Quote(e.text), oneline.Quote(p.String()))}
	}
	return e.namedBeside(p)
}

// namedBeside is difference for an entry with a name, and a caller who has one.
func (e *principalEntry) namedBeside(p *Principal) difference {
	sameName, sameAccount := e.name() == p.name, e.account() == p.account
	agree := 0
	for i, same := range [...]bool{sameAccount, e.noun() == p.noun(), sameName} {
		if same {
			agree += 1 + i // an account is mistyped sooner than a name
		}
	}
	switch {
	case e.kind == sessionEntry && sameName && sameAccount && p.kind == RoleSession:
		session := e.text[strings.LastIndexByte(e.text, '/')+1:]
		return difference{agree, fmt.Sprintf("Principal names the session %s of role %s, and the caller is the session %s", oneline.Quote(session), oneline.Quote(e.name()), oneline.Quote(p.session))}
	case e.noun() != p.noun():
		return difference{agree, fmt.Sprintf("Principal names the %s %s, and the caller is %s, %s", e.noun(), oneline.Quote(e.text), oneline.Quote(p.String()), p.what())}
	case sameName && !sameAccount:
		return difference{agree, fmt.Sprintf("Principal names %s %s of account %s, and the caller is of %s", e.noun(), oneline.Quote(e.name()), oneline.Quote(e.account()), oneline.Quote(p.account))}
	case sameName:
		return difference{agree, fmt.Sprintf("Principal names %s, a %s with another path than %s", oneline.Quote(e.text), e.noun(), oneline.Quote(p.ARN()))}
	}
	return difference{agree, fmt.Sprintf("Principal names %s, and the caller is %s", oneline.Quote(e.text), oneline.Quote(p.String()))}
}

// noun says what an entry with a name names.
func (e *principalEntry) noun() string {
	switch e.kind {
	case userEntry:
		return "user"
	case roleEntry, sessionEntry:
		return "role"
	case federatedEntry:
		return "federated user"
	}
	return ""
}

// noun says what a caller with a name is.
func (p *Principal) noun() string {
	switch p.kind {
	case User:
		return "user"
	case RoleSession:
		return "role"
	case FederatedUser:
		return "federated user"
	}
	return ""
}

// what is noun with its article.
func (p *Principal) what() string {
	if p.kind == RoleSession {
		return "a session of a role"
	}
	return "a " + p.noun()
}

// doubt tells why it cannot be told whether an entry names p.
func (e *principalEntry) doubt(p *Principal) string {
	why := "the names differ only in case"
	switch {
	case e.kind == canonicalEntry && p.canonicalID == "":
		why = "the canonical id of its account is not known"
	case (e.kind == userIDEntry || e.kind == roleIDEntry) && p.id == "":
		why = "its unique id is not known"
	case e.kind == roleEntry && p.anyPath && !strings.EqualFold(e.text, p.issuer):
		why = "the path of its role is not known"
	case e.kind == sessionEntry && p.session == "":
		why = "the session is not known"
	case e.kind == userEntry && p.kind == FederatedUser && p.issuer == "":
		why = "the user who vouches for it is not known"
	}
	return fmt.Sprintf("it cannot be told whether Principal %s names %s: %s", oneline.Quote(e.text), oneline.Quote(p.String()), why)
}
