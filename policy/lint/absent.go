package lint

import (
	"slices"
	"strings"

	"github.com/s3ap/s3ap/internal/s3key"
	"github.com/s3ap/s3ap/policy"
)

// mayLack reports whether some request that a statement is otherwise about can be
// without a key of the table.
func (p *pass) mayLack(s *policy.Statement, k *s3key.Key) bool {
	switch k.When {
	case s3key.UnknownPresence, s3key.Always, s3key.ActionSpecific:
		return false
	case s3key.Signed:
		// Access point reference: access points refuse what is not signed.
		return p.kind == policy.Bucket && isEverybody(&s.Principal)
	case s3key.AccessPointRequest:
		return p.kind == policy.Bucket
	case s3key.ThroughVPCEndpoint:
		return p.kind == policy.Bucket || p.ctx.NetworkOrigin != "VPC"
	case s3key.TemporaryCredentials:
		return !allAre(&s.Principal, "role/", "assumed-role/", "federated-user/")
	case s3key.IAMUser:
		return !allAre(&s.Principal, "user/")
	case s3key.ServicePrincipal:
		ps := &s.Principal
		return ps.Any || ps.Not || len(ps.AWS)+len(ps.CanonicalUser)+len(ps.Federated) > 0
	}
	return true
}

// comesAlways reports whether every request that a statement is about has the key,
// also those that one AWS service sends to another.
func (p *pass) comesAlways(l *line) bool {
	return l.isKnown() && !l.key.RedactedInServiceCalls && l.key.When != s3key.ActionSpecific && !p.mayLack(l.block.Statement, &l.key)
}

// comesTogether reports whether a request that has one key of a kind has them all.
func comesTogether(when s3key.Presence) bool {
	switch when {
	case s3key.AccessPointRequest, s3key.ThroughVPCEndpoint, s3key.PrincipalInOrganization, s3key.TemporaryCredentials,
		s3key.ServicePrincipal, s3key.EC2Role:
		return true
	}
	return false
}

// demands reports whether no request meets a Condition without a key.
func (b *block) demands(name string, k *s3key.Key) bool {
	return b.demanded[name] || b.together[k.When]
}

// isEverybody reports whether an element is about anonymous callers too.
func isEverybody(ps *policy.Principals) bool { return ps.Not || namesEveryone(ps) }

// allAre reports whether a statement is about nobody else than identities of certain
// kinds, by how the last part of their ARN begins.
func allAre(ps *policy.Principals, kinds ...string) bool {
	if ps.Any || ps.Not || len(ps.AWS) == 0 || len(ps.CanonicalUser)+len(ps.Service)+len(ps.Federated) > 0 {
		return false
	}
	for _, t := range ps.AWS {
		n, ok := splitARN(t.Value), false
		for _, kind := range kinds {
			ok = ok || n.ok && strings.HasPrefix(n.rest, kind)
		}
		if !ok {
			return false
		}
	}
	return true
}

// isDemanded reports whether what l compares must be there all the same: another line
// of the Condition fails without it, or a Deny that does nothing else refuses the
// requests of the statement that lack it.
func (p *pass) isDemanded(l *line) bool {
	return l.block.demands(l.name, &l.key) || p.deniedWithout(l.block.Statement, l.name)
}

// deniedWithout reports whether a Deny refuses all requests of a statement that lack a
// key. It does not look further than it can tell at a glance.
func (p *pass) deniedWithout(s *policy.Statement, key string) bool {
	const most = 8
	for i, guard := range p.guards()[key] {
		if i == most {
			break
		}
		if includes(&guard.Principal, &s.Principal) &&
			takesEach(&guard.Action, &s.Action, true) && takesEach(&guard.Resource, &s.Resource, false) {
			return true
		}
	}
	return false
}

// guards returns, by key, the Deny statements whose Condition asks that it is absent
// and no more.
func (t *text) guards() map[string][]*policy.Statement {
	if t.denied != nil {
		return t.denied
	}
	t.denied = make(map[string][]*policy.Statement)
	blocks := t.blocks()
	for i := range blocks {
		b := &blocks[i]
		if b.Effect == policy.Deny && len(b.lines) == 1 && b.lines[0].asksPresence("true") {
			t.denied[b.lines[0].name] = append(t.denied[b.lines[0].name], b.Statement)
		}
	}
	return t.denied
}

// takesEach reports whether each entry of an element is covered by an entry of
// another.
func takesEach(wide, narrow *policy.Patterns, fold bool) bool {
	const pairs = 256
	if wide.Not || narrow.Not || len(wide.Items)*len(narrow.Items) > pairs {
		return false
	}
	for _, n := range narrow.Items {
		if !slices.ContainsFunc(wide.Items, func(w policy.Text) bool {
			return w.Value == n.Value || !strings.Contains(w.Value, "${") && covers(w.Value, n.Value, fold)
		}) {
			return false
		}
	}
	return true
}

// coversNetwork reports whether a Condition asks, each if it is there, for a key that
// comes through VPC endpoints and for one that comes on any other way. One of the two
// is always there, so that IfExists leaves nothing out.
func (b *block) coversNetwork() bool {
	var through, around bool
	for i := range b.lines {
		l := &b.lines[i]
		if l.op.IfExists() && !l.op.Negated() {
			through = through || l.key.When == s3key.ThroughVPCEndpoint
			around = around || l.key.When == s3key.NotThroughVPCEndpoint
		}
	}
	return through && around
}

// isNetwork reports whether l is about the way that a request comes.
func (l *line) isNetwork() bool {
	return l.key.When == s3key.ThroughVPCEndpoint || l.key.When == s3key.NotThroughVPCEndpoint
}
