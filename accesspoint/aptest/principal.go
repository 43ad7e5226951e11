package aptest

import "github.com/s3ap/s3ap/policy"

// A principal is one that the scenario lists.
type principal struct {
	node              int
	arn               policy.Principal
	identity, session []*placed
	boundary          *placed
	tags              map[string]string // nil if nothing is said of them
	uniqueID, issuer  string
	serviceLinked     bool
	broken            bool
}

// A roleName is the name of a role, which an account has once, whatever its path.
type roleName struct{ partition, account, name string }

func nameOfRole(p policy.Principal) roleName {
	return roleName{p.Partition(), p.Account(), p.Name()}
}

// isRole reports whether p is known by the ARN of a role, and isSession whether it
// is known by that of a session.
func isRole(p policy.Principal) bool {
	return p.Type() == policy.RoleSession && p.String() == p.ARN()
}

func isSession(p policy.Principal) bool {
	return p.Type() == policy.RoleSession && p.String() != p.ARN()
}

func (r *reader) readPrincipals(section int) {
	r.principals = make(map[string]*principal)
	r.roles = make(map[roleName][]*principal)
	r.callers = make(map[string]*caller)
	for n := range r.section(section) {
		p, name, linked, before := &principal{node: n}, 0, 0, r.told()
		for m := range r.members(n) {
			switch r.name(m) {
			case "arn":
				p.arn, name = r.readPrincipalARN(m), m
			case "identityPolicies":
				p.identity = r.policies(m, policy.Identity)
			case "permissionsBoundary":
				p.boundary = r.policy(m, policy.Boundary)
			case "sessionPolicies":
				p.session = r.policies(m, policy.Session)
			case "tags":
				p.tags = r.readTags(m)
			case "uniqueId":
				p.uniqueID = r.textOf(m)
			case "issuer":
				p.issuer = r.textOf(m)
			case "serviceLinked":
				p.serviceLinked, linked = r.boolOf(m), m
			default:
				r.unknown(m, "arn", "identityPolicies", "permissionsBoundary", "sessionPolicies", "tags", "uniqueId", "issuer", "serviceLinked")
			}
		}
		if p.serviceLinked && p.arn.Type() != policy.RoleSession {
			r.wrong(linked, "only a role can be a service-linked role")
		}
		p.broken = r.told() > before
		if r.has(n, name, "arn") && p.arn.IsValid() && once(r, r.principals, r.node(name).Text, name) {
			r.principals[r.node(name).Text] = p
			if isRole(p.arn) {
				r.roles[nameOfRole(p.arn)] = append(r.roles[nameOfRole(p.arn)], p)
			}
		}
	}
}

func (r *reader) readPrincipalARN(n int) policy.Principal {
	text := r.textOf(n)
	p, err := policy.ParsePrincipal(text)
	if err != nil && text != "" {
		r.fault(n, err)
	}
	return p
}
