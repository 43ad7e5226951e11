package slow

import (
	"regexp"
	"slices"
	"strings"

	"github.com/s3ap/s3ap/policy"
)

// A naming is how an entry of Principal stands to the caller.
type naming struct {
	grant policy.Grant // as what it would name the caller
	names Truth
}

// matchPrincipal tells whether the statement is about the caller, and by what.
// IAM User Guide, "AWS JSON policy elements: Principal".
func matchPrincipal(kind policy.Kind, s policy.Statement, req Request) (named Truth, grants, doubted policy.Grants) {
	if req.Caller.Kind == 0 {
		return Unsure, 0, policy.Direct
	}
	namings := namingsOf(kind, s, req.Caller)
	if s.Principal.Not {
		return matchNotPrincipal(namings, req), 0, 0
	}
	for _, n := range namings {
		named = anyOf(named, n.names)
		switch n.names {
		case Yes:
			grants |= n.grant
		case Unsure:
			doubted |= n.grant
		}
	}
	return named, grants, doubted
}

// chain lists at which stages a service may check a caller, each of which must
// be named for NotPrincipal to spare the caller.
var chain = map[policy.PrincipalType][]policy.Grant{
	policy.RootUser:      {policy.Account},
	policy.User:          {policy.Account, policy.Direct},
	policy.RoleSession:   {policy.Account, policy.Role, policy.Direct},
	policy.FederatedUser: {policy.Account, policy.Issuer, policy.Direct},
	policy.AWSService:    {policy.Service},
}

// matchNotPrincipal: a caller with a permissions boundary is never spared, nor
// is an anonymous one. `*` stands for every stage of callers with an account.
// IAM User Guide, "AWS JSON policy elements: NotPrincipal".
func matchNotPrincipal(namings []naming, req Request) Truth {
	stages := chain[req.Caller.Kind]
	if req.Bounded || len(stages) == 0 {
		return Yes
	}
	spared := Yes
	for _, stage := range stages {
		reached := No
		for _, n := range namings {
			if n.grant == stage || n.grant == policy.Wildcard && req.Caller.Account != "" {
				reached = anyOf(reached, n.names)
			}
		}
		spared = allOf(spared, reached)
	}
	return not(spared)
}

func namingsOf(kind policy.Kind, s policy.Statement, c Caller) []naming {
	p := s.Principal
	rootOnly := kind == policy.VPCEndpoint && s.Effect == policy.Allow
	var namings []naming
	if p.Any {
		namings = append(namings, naming{policy.Wildcard, everybody(s, c)})
	}
	for _, entry := range p.AWS {
		if entry.Value == "*" {
			namings = append(namings, naming{policy.Wildcard, everybody(s, c)})
			continue
		}
		namings = append(namings, byEntry(entry.Value, c, rootOnly))
	}
	for _, entry := range p.CanonicalUser {
		names := allOf(truthOf(c.Account != ""), sameID(entry.Value, c.CanonicalID), c.asAccount(rootOnly))
		namings = append(namings, naming{policy.Account, names})
	}
	for _, entry := range p.Service {
		names := allOf(truthOf(c.Kind == policy.AWSService), sameName(entry.Value, c.Service))
		namings = append(namings, naming{policy.Service, names})
	}
	return namings // Federated is for trust policies of roles
}

// everybody: `*` in an Allow leaves AWS services out, unless the statement has
// a condition that lets it be about services alone. In a Deny it has them in.
// IAM User Guide, "AWS global condition context keys", aws:PrincipalIsAWSService.
func everybody(s policy.Statement, c Caller) Truth {
	if c.Kind != policy.AWSService || s.Effect == policy.Deny {
		return Yes
	}
	return truthOf(slices.ContainsFunc(s.Condition, func(cond policy.Condition) bool {
		key := strings.ToLower(cond.Key.Value)
		return (key == "aws:principalisawsservice" || key == "aws:principalservicename") &&
			OperatorOf(cond.Operator.Value).needsKey()
	}))
}

// In an Allow of a VPC endpoint policy an account means its root user. VPC
// PrivateLink guide, "Control access to VPC endpoints using endpoint policies".
func (c Caller) asAccount(rootOnly bool) Truth {
	return truthOf(!rootOnly || c.Kind == policy.RootUser)
}

// sameID: an id of the caller that is not known may be any.
func sameID(id, known string) Truth {
	if known == "" {
		return Unsure
	}
	return sameName(id, known)
}

// sameName: IAM knows no two names that differ only in case, yet tells them
// apart in Principal, so that such names are in doubt. IAM User Guide, "IAM and
// AWS STS quotas", "AWS JSON policy elements: Principal".
func sameName(a, b string) Truth {
	switch {
	case a == b:
		return Yes
	case lowerASCII(a) == lowerASCII(b):
		return Unsure
	}
	return No
}

var (
	accountEntry = regexp.MustCompile(`^\d{12}$`)
	arnEntry     = regexp.MustCompile(`^arn:([^:]*):(?:iam|sts)::([^:]*):([^/]*)/?(.*)$`)
)

// byEntry tells how an entry under AWS stands to the caller.
func byEntry(entry string, c Caller, rootOnly bool) naming {
	switch {
	case accountEntry.MatchString(entry):
		return naming{policy.Account, allOf(truthOf(entry == c.Account), c.asAccount(rootOnly))}
	case strings.HasPrefix(entry, "AIDA"):
		return naming{policy.Direct, allOf(truthOf(c.Kind == policy.User), sameID(entry, c.UniqueID))}
	case strings.HasPrefix(entry, "AROA"):
		return naming{policy.Role, allOf(truthOf(c.Kind == policy.RoleSession), sameID(entry, c.UniqueID))}
	}
	m := arnEntry.FindStringSubmatch(entry)
	if m == nil {
		panic("this should not have compiled: " + entry)
	}
	partition, account, resource, name := m[1], m[2], m[3], m[4]
	n := naming{policy.Account, c.asAccount(rootOnly)} // for root
	if resource != "root" {
		n = byName(resource, name, c)
	}
	if partition != c.Partition || account != c.Account {
		n.names = No
	}
	return n
}

// byName tells how an ARN with this resource and name stands to a caller of the
// same account.
func byName(resource, name string, c Caller) naming {
	switch {
	case resource == "user" && c.Kind == policy.User:
		return naming{policy.Direct, sameName(name, c.Owner)}
	case resource == "user" && c.Kind == policy.FederatedUser && c.Owner == "":
		return naming{policy.Issuer, Unsure}
	case resource == "user" && c.Kind == policy.FederatedUser:
		return naming{policy.Issuer, sameName(name, c.Owner)}
	case resource == "role" && c.Kind == policy.RoleSession:
		same := sameName(name, c.Owner)
		if same == No && c.PathUnknown && sameName(base(name), base(c.Owner)) != No {
			same = Unsure
		}
		return naming{policy.Role, same}
	case resource == "assumed-role" && c.Kind == policy.RoleSession && c.Session == "":
		role, _, _ := strings.Cut(name, "/")
		return naming{policy.Direct, min(sameName(role, base(c.Owner)), Unsure)}
	case resource == "assumed-role" && c.Kind == policy.RoleSession:
		return naming{policy.Direct, sameName(name, base(c.Owner)+"/"+c.Session)}
	case resource == "federated-user" && c.Kind == policy.FederatedUser:
		return naming{policy.Direct, sameName(name, c.Session)}
	}
	return naming{policy.Direct, No}
}
