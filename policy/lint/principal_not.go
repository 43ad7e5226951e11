package lint

import (
	"fmt"
	"strings"

	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/policy"
)

func denyNotPrincipalStar(p *pass) {
	for _, s := range p.statements {
		ps := &s.Principal
		if s.Effect != policy.Deny || !ps.Not {
			continue
		}
		pos := ps.Pos
		if !ps.Any {
			i := starAt(ps.AWS)
			if i < 0 {
				continue
			}
			pos = ps.AWS[i].Pos
		}
		p.found(pos, "NotPrincipal `*` exempts everybody who has an account, so that this Deny denies none of them; write Principal")
	}
}

// A chain is what a list of NotPrincipal has of the stages at which IAM looks at a
// caller.
type chain struct {
	accounts, users, roles, sessions map[string]bool // by account, and by account/name
	anyAccount, anySession, anyRole  bool            // named by an id that does not tell of whom
}

// A stage is an entry of a list.
type stage struct {
	kind          string // as in its ARN, such as assumed-role; AIDA or AROA for unique ids
	account, name string
}

func stageOf(entry string) (g stage) {
	switch {
	case arn.ValidAccount(entry):
		return stage{"root", entry, ""}
	case isUniqueID(entry, "AIDA"), isUniqueID(entry, "AROA"):
		return stage{kind: entry[:4]}
	}
	n := splitARN(entry)
	if !n.ok || !arn.ValidAccount(n.account) {
		return g
	}
	kind, path, _ := strings.Cut(n.rest, "/")
	g = stage{kind, n.account, path[strings.LastIndexByte(path, '/')+1:]}
	if kind == "assumed-role" {
		g.name, _, _ = strings.Cut(path, "/")
	}
	return g
}

func (g *stage) key() string { return g.account + "/" + g.name }

func chainOf(ps *policy.Principals) chain {
	c := chain{
		accounts: make(map[string]bool), users: make(map[string]bool),
		roles: make(map[string]bool), sessions: make(map[string]bool),
		anyAccount: len(ps.CanonicalUser) > 0,
	}
	for _, t := range ps.AWS {
		switch g := stageOf(t.Value); g.kind {
		case "root":
			c.accounts[g.account] = true
		case "user":
			c.users[g.account] = true
		case "role":
			c.roles[g.key()] = true
		case "assumed-role":
			c.sessions[g.key()], c.anySession = true, true
		case "AROA":
			c.anyRole = true
		}
	}
	return c
}

// lacks says in words which stages of a caller are not in the list.
//
// IAM User Guide, "AWS JSON policy elements: NotPrincipal": the account, the user or
// role, and the session have to be named, since IAM may deny at each.
func (c *chain) lacks(g *stage) string {
	var missing []string
	account := c.anyAccount || c.accounts[g.account]
	switch g.kind {
	case "AIDA", "AROA":
		account = c.anyAccount || len(c.accounts) > 0
	case "user", "role", "assumed-role", "federated-user":
	default:
		return ""
	}
	if !account {
		missing = append(missing, "its account")
	}
	switch {
	case g.kind == "role" && !c.sessions[g.key()], g.kind == "AROA" && !c.anySession:
		missing = append(missing, "a session of it")
	case g.kind == "assumed-role" && !c.roles[g.key()] && !c.anyRole:
		missing = append(missing, "its role")
	case g.kind == "federated-user" && !c.users[g.account]:
		missing = append(missing, "its user")
	}
	return strings.Join(missing, " and ")
}

func denyNotPrincipalIncomplete(p *pass) {
	for _, s := range p.statements {
		ps := &s.Principal
		if s.Effect != policy.Deny || !ps.Not || len(ps.AWS) == 0 || starAt(ps.AWS) >= 0 {
			continue
		}
		c := chainOf(ps)
		for _, t := range ps.AWS {
			g := stageOf(t.Value)
			if missing := c.lacks(&g); missing != "" {
				p.found(t.Pos, fmt.Sprintf("%s is denied as well, since NotPrincipal does not name %s; write Principal `*` and a condition ArnNotEquals on aws:PrincipalArn", quote(t.Value), missing))
			}
		}
	}
}
