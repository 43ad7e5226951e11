package lint

import (
	"fmt"
	"strings"

	"github.com/s3ap/s3ap/arn"
)

// invalidPrincipalFormat finds what policy.Parse takes: an ARN of the right form whose
// name has characters that names in IAM do not have. Origin access identities, which
// have blanks, are of no account.
//
// IAM User Guide, "IAM and AWS STS quotas", on names.
func invalidPrincipalFormat(p *pass) {
	for _, s := range p.statements {
		for _, t := range s.Principal.AWS {
			n := splitARN(t.Value)
			if !n.ok || !arn.ValidAccount(n.account) || hasWild(t.Value) || strings.Contains(t.Value, "${") {
				continue
			}
			if bad, ok := badInName(n.rest); ok {
				p.found(t.Pos, fmt.Sprintf("cannot be a principal: %s; names of users, roles and sessions have no %s", quote(t.Value), quote(bad)), p.trimmed(t.Value, int(t.Pos)-1)...)
			}
		}
	}
}

// badInName returns the first character that the parts of a principal's ARN after the
// account do not have. Paths may hold more than names.
func badInName(rest string) (bad string, ok bool) {
	path := strings.LastIndexByte(rest, '/')
	for i, r := range rest {
		isLetter := 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
		if i < path && '!' <= r && r <= '~' || i == path || isLetter || strings.ContainsRune("_+=,.@-", r) {
			continue
		}
		return string(r), true
	}
	return "", false
}

// trimmed returns the edit that takes blanks from both ends of a principal, nil if that
// does not mend its name.
func (p *pass) trimmed(value string, begin int) []Edit {
	meant := strings.TrimSpace(value)
	if _, bad := badInName(splitARN(meant).rest); bad {
		return nil
	}
	return []Edit{{begin, p.stringEnd(begin), quoteJSON(meant)}}
}
