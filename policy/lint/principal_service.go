package lint

import (
	"fmt"
	"slices"
	"strings"

	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/internal/publicgrant"
	"github.com/s3ap/s3ap/internal/s3key"
	"github.com/s3ap/s3ap/internal/suggest"
	"github.com/s3ap/s3ap/policy"
)

// servicePrincipalFormat leaves to policy.Parse what holds a wildcard or nothing.
func servicePrincipalFormat(p *pass) {
	const proposed = 20 // for how many of them a name is looked for, which takes long
	unknown := 0
	for _, s := range p.statements {
		for _, t := range s.Principal.Service {
			name, inDomain := cutDomain(t.Value)
			if t.Value == "" || hasWild(t.Value) || isAlexa(t.Value) || inDomain && knowsService(name) {
				continue
			}
			meant := ""
			if unknown++; unknown <= proposed {
				meant = meantService(name)
			}
			p.unknownService(t, meant, inDomain && isServiceName(name))
		}
	}
}

// meantService returns the service whose name was probably meant. Short names are
// all close to each other, and one more may be new.
func meantService(name string) string {
	name, _, _ = strings.Cut(strings.ToLower(name), ".amazon")
	if knowsService(name) {
		return name
	}
	const short = 6
	if len(name) < short {
		return ""
	}
	meant, _ := suggest.Nearest(name, slices.Values(serviceNames[:]))
	return meant
}

func (p *pass) unknownService(t policy.Text, meant string, wellFormed bool) {
	switch {
	case meant != "":
		p.found(t.Pos, fmt.Sprintf("%s is no service principal; did you mean %s?", quote(t.Value), quote(meant+serviceDomains[0])))
	case !wellFormed:
		p.found(t.Pos, fmt.Sprintf("%s is no service principal, which looks like `cloudtrail.amazonaws.com`", quote(t.Value)))
	default:
		f := p.found(t.Pos, fmt.Sprintf("%s is not in the table of service principals of %s; it may be newer, or misspelled", quote(t.Value), servicesAsOf))
		f.Severity = min(f.Severity, Warning)
	}
}

func servicePrincipalWithoutSource(p *pass) {
	for i, s := range p.statements {
		list := s.Principal.Service
		if s.Effect != policy.Allow || s.Principal.Not || len(list) == 0 || p.unread(i) {
			continue
		}
		best, nearest := source(s.Condition)
		if best != noSource {
			continue
		}
		why := "nothing limits on whose behalf; add a condition on aws:SourceArn or aws:SourceAccount"
		if nearest != nil {
			why = fmt.Sprintf("the condition %s on %s does not limit on whose behalf; compare it with fixed values", quote(nearest.Operator.Value), quote(nearest.Key.Value))
		}
		p.found(list[0].Pos, fmt.Sprintf("%s%s may call for any customer of AWS: %s", quote(list[0].Value), andMore(len(list)-1), why))
	}
}

// andMore says how many others there are.
func andMore(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf(" (and %d more)", n)
}

func servicePrincipalWeakSource(p *pass) {
	for _, s := range p.statements {
		if s.Effect != policy.Allow || s.Principal.Not || len(s.Principal.Service) == 0 {
			continue
		}
		if best, c := source(s.Condition); best == weakSource {
			p.found(c.Key.Pos, fmt.Sprintf("%s is a weaker limit than the keys made for it; if the service has them, use aws:SourceArn or aws:SourceAccount", quote(c.Key.Value)))
		}
	}
}

func conditionNeverForServicePrincipal(p *pass) {
	for _, s := range p.statements {
		if s.Principal.Not || len(s.Principal.Service) == 0 {
			continue
		}
		for i := range s.Condition {
			c := &s.Condition[i]
			carried := carriedByServices(c.Key.Value)
			if carried == mayCarry || !needsKey(c, s.Condition) {
				continue
			}
			service := quote(s.Principal.Service[0].Value)
			if carried == neverCarries {
				p.found(c.Key.Pos, fmt.Sprintf("the condition never holds for %s: calls of services do not carry %s%s", service, quote(c.Key.Value), instead(c.Key.Value)))
				continue
			}
			f := p.found(c.Key.Pos, fmt.Sprintf("the condition may never hold for %s: S3 removes %s from calls between services", service, quote(c.Key.Value)))
			f.Severity = min(f.Severity, Warning)
		}
	}
}

// instead proposes the key about the source for one about the principal.
func instead(key string) string {
	switch condition.Key(key).Fold() {
	case condition.PrincipalOrgID.Fold():
		return "; use aws:SourceOrgID"
	case condition.PrincipalOrgPaths.Fold():
		return "; use aws:SourceOrgPaths"
	}
	return "; use aws:SourceArn or aws:SourceAccount"
}

// needsKey reports whether a condition can hold only for requests with its key.
func needsKey(c *policy.Condition, list []policy.Condition) bool {
	if strings.EqualFold(c.Operator.Value, "Null") {
		return publicgrant.Every(c.Values, func(v string) bool { return strings.EqualFold(v, "false") })
	}
	op, err := condition.ParseOperator(c.Operator.Value)
	return err == nil && publicgrant.DemandsKey(op, c, list)
}

// carriage says whether calls of services carry a key.
type carriage uint8

const (
	mayCarry carriage = iota
	neverCarries
	mayLose
)

// carriedByServices goes by when requests have a key. What tells of a caller with an
// identity and credentials, or of a customer's network, is not there. Of the other
// keys that AWS removes from calls between services it is not said whether that is so
// where the principal is the service itself.
func carriedByServices(name string) carriage {
	k, ok := s3key.Lookup(name)
	if !ok {
		return mayCarry
	}
	switch k.When {
	case s3key.PrincipalInOrganization, s3key.PrincipalHasTag, s3key.IAMUser,
		s3key.TemporaryCredentials, s3key.MFAUsed, s3key.FederatedSession, s3key.AssumeRootSession,
		s3key.SourceIdentitySet, s3key.AccessGrants, s3key.ChatSession, s3key.EC2Role, s3key.RoleSessionOfService,
		s3key.NotThroughVPCEndpoint, s3key.ThroughVPCEndpoint, s3key.SomeThroughVPCEndpoint, s3key.Forwarded:
		return neverCarries
	}
	if k.RedactedInServiceCalls {
		return mayLose
	}
	return mayCarry
}
