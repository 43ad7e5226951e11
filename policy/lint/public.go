package lint

import (
	"fmt"
	"net/netip"
	"strings"

	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/internal/glob"
	"github.com/s3ap/s3ap/internal/publicgrant"
	"github.com/s3ap/s3ap/internal/s3action"
	"github.com/s3ap/s3ap/policy"
)

// isPublic reports whether a statement makes the policy public. An access point that
// takes requests from a VPC alone is never public: S3 User Guide, "Managing public
// access to access points for general purpose buckets".
func (p *pass) isPublic(i int) bool {
	if p.kind == policy.AccessPoint && p.ctx.NetworkOrigin == "VPC" {
		return false
	}
	return publicgrant.Is(&p.doc.Statements[i], p.kind) && !p.unread(i)
}

// unread reports whether policy.Parse found something wrong in the Condition of a
// statement, so that it may limit more than could be read of it.
func (t *text) unread(i int) bool {
	for _, e := range t.errs {
		if in := &t.spans[i]; in.begin <= e.At.Offset && e.At.Offset < in.end && strings.Contains(e.Path, "/Condition") {
			return true
		}
	}
	return false
}

// grantedTo returns where a public statement says whom it is for.
func grantedTo(ps *policy.Principals) policy.Pos {
	if pos, ok := everyone(ps); ok {
		return pos
	}
	if len(ps.Federated) > 0 {
		return ps.Federated[0].Pos
	}
	return ps.Pos
}

func publicGrantFound(p *pass) {
	for i, s := range p.statements {
		if p.isPublic(i) {
			p.found(grantedTo(&s.Principal), "S3 counts this Allow as public: neither a principal nor a condition limits it to fixed accounts, networks or sources; name principals, or compare for instance aws:PrincipalOrgID with a fixed value")
		}
	}
}

func publicWriteGrant(p *pass) {
	for i, s := range p.statements {
		if !p.isPublic(i) {
			continue
		}
		if s.Action.Not {
			if name, ok := p.writesBeside(s.Action.Items); ok {
				p.found(s.Action.Pos, fmt.Sprintf("everybody is allowed %s and whatever else NotAction does not name; write Action with what is to be read", quote(name)))
			}
			continue
		}
		for _, t := range s.Action.Items {
			if name, ok := p.writesBy(t.Value); ok {
				p.found(t.Pos, fmt.Sprintf("everybody is allowed %s, which changes what is in the bucket or who may use it; keep public grants to actions that read", quote(name)))
				break
			}
		}
	}
}

// canWrite reports whether an action changes something, by a policy of this kind. Of
// other services than s3 the table does not tell what policies they go in.
func (p *pass) canWrite(a *s3action.Action) bool {
	here := a.BucketPolicy
	if p.kind == policy.AccessPoint {
		here = a.AccessPointPolicy
	}
	return a.Level >= s3action.Write && (here || !strings.HasPrefix(a.Name, "s3:"))
}

// writesBy returns an action that an entry of Action takes and that writes: of many,
// the one that everybody knows.
func (p *pass) writesBy(entry string) (name string, ok bool) {
	const usual = "s3:PutObject"
	for a := range s3action.Matching(entry) {
		switch {
		case !p.canWrite(&a):
		case a.Name == usual:
			return usual, true
		case name == "":
			name = a.Name
		}
	}
	return name, name != ""
}

// writesBeside returns an action that writes and that no entry of NotAction covers.
func (p *pass) writesBeside(entries []policy.Text) (string, bool) {
	patterns := make([]glob.Pattern, len(entries))
	for i, t := range entries {
		patterns[i] = glob.CompileFold(t.Value)
	}
	for a := range s3action.All() {
		if p.canWrite(&a) && strings.HasPrefix(a.Name, "s3:") && !anyMatches(patterns, a.Name) {
			return a.Name, true
		}
	}
	return "", false
}

func anyMatches(patterns []glob.Pattern, name string) bool {
	for i := range patterns {
		if patterns[i].Match(name) {
			return true
		}
	}
	return false
}

func broadIPRange(p *pass) {
	for i, s := range p.statements {
		if !p.isPublic(i) {
			continue
		}
		for j := range s.Condition {
			c := &s.Condition[j]
			op, err := condition.ParseOperator(c.Operator.Value)
			if err != nil || !op.IsIPAddress() || op.Negated() || condition.Key(c.Key.Value).Fold() != condition.SourceIP.Fold() {
				continue
			}
			for _, v := range c.Values {
				if network, err := netip.ParsePrefix(v.Value); err == nil && !publicgrant.IsNarrow(v.Value) && !isLocal(network) {
					p.found(v.Pos, fmt.Sprintf("%s is wider than /8, or /32 of IPv6, so that S3 counts this Allow as public; write the networks that requests come from", quote(v.Value)))
				}
			}
		}
	}
}

// isLocal reports whether all of a network is the private space of IPv6, fc00::/7. A
// network of IPv4 that is too broad is more than the private ones.
//
// RFC 4193, section 3.1.
func isLocal(network netip.Prefix) bool {
	return network.Addr().Is6() && network.Addr().IsPrivate() && network.Bits() >= 7
}
