package accesspoint

import (
	"net/netip"
	"strings"

	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/policy"
)

// IsPublic reports whether S3 would call the policy of a bucket or access point
// public: an Allow of it is not limited to fixed values, neither by its Principal
// nor by a condition. A nil policy is not public. An access point that takes
// requests from a VPC alone is never public, whatever its policy; that is for the
// caller to know. Where AWS's page leaves something unsaid, a policy is public.
//
// S3 User Guide, "Blocking public access to your Amazon S3 storage", "The meaning
// of public".
func IsPublic(p *policy.Policy) bool {
	_, public := PublicStatement(p)
	return public
}

// PublicStatement returns the first Allow that makes a policy public.
func PublicStatement(p *policy.Policy) (policy.Ref, bool) {
	doc := p.Document()
	if doc == nil {
		return policy.Ref{}, false
	}
	for i := range doc.Statements {
		if s := &doc.Statements[i]; isPublic(s, p.Kind()) {
			return policy.Ref{Number: i + 1, Sid: s.Sid.Value, At: doc.Position(s.Pos)}, true
		}
	}
	return policy.Ref{}, false
}

// isPublic reports whether a statement makes a policy of a kind public.
func isPublic(s *policy.Statement, k policy.Kind) bool {
	return s.Effect == policy.Allow && !limitsPrincipal(&s.Principal) && !limitsByCondition(s.Condition, k)
}

// limitsPrincipal reports whether the element names everybody it means: accounts,
// users, roles, sessions or services. Who comes by way of an identity provider
// can be anybody.
func limitsPrincipal(p *policy.Principals) bool {
	if p.Any || p.Not || len(p.Federated) > 0 {
		return false
	}
	for _, t := range p.AWS {
		if t.Value == "*" {
			return false
		}
	}
	return true
}

// limitsByCondition reports whether one condition limits the statement to fixed
// values. Conditions on several keys must all hold, so that one is enough.
func limitsByCondition(list []policy.Condition, k policy.Kind) bool {
	for i := range list {
		c := &list[i]
		op, err := condition.ParseOperator(c.Operator.Value)
		if err == nil && demandsKey(op, c, list) && limits(condition.Key(c.Key.Value), op, c.Values, k) {
			return true
		}
	}
	return false
}

// demandsKey reports whether a request without the key fails the condition. A
// negated operator, IfExists and ForAllValues let it pass; ForAllValues does not
// beside a Null that asks for the key.
func demandsKey(op condition.Operator, c *policy.Condition, list []policy.Condition) bool {
	if op.Negated() {
		return false
	}
	if op.NeedsKey() {
		return true
	}
	if !op.ForAllValues() || op.IfExists() {
		return false
	}
	for i := range list {
		other := &list[i]
		if strings.EqualFold(other.Operator.Value, "Null") && len(other.Values) == 1 && strings.EqualFold(other.Values[0].Value, "false") &&
			condition.Key(other.Key.Value).Fold() == condition.Key(c.Key.Value).Fold() {
			return true
		}
	}
	return false
}

// limits reports whether all the values of a key are fixed, for the keys that
// the page lists.
func limits(key condition.Key, op condition.Operator, values []policy.Text, k policy.Kind) bool {
	switch key.Fold() {
	case condition.SourceIP.Fold():
		return op.IsIPAddress() && every(values, isNarrow)
	case condition.S3DataAccessPointARN.Fold():
		if k == policy.Bucket {
			return comparesText(op) && every(values, isOfOneAccount)
		}
		return comparesText(op) && every(values, isFixed)
	case condition.PrincipalARN.Fold(), condition.PrincipalAccount.Fold(), condition.PrincipalOrgID.Fold(),
		condition.PrincipalOrgPaths.Fold(), condition.PrincipalServiceName.Fold(),
		condition.SourceARN.Fold(), condition.SourceVPC.Fold(), condition.SourceVPCE.Fold(),
		"aws:sourceowner", condition.SourceAccount.Fold(), condition.UserID.Fold(),
		condition.S3DataAccessPointAccount.Fold():
		return comparesText(op) && every(values, isFixed)
	}
	return false
}

func every(values []policy.Text, test func(string) bool) bool {
	for _, v := range values {
		if !test(v.Value) {
			return false
		}
	}
	return len(values) > 0
}

// comparesText reports whether op compares strings or ARNs, so that it demands a
// certain one: a number, for instance, is also less than another.
func comparesText(op condition.Operator) bool {
	name := op.String()
	name = name[strings.IndexByte(name, ':')+1:]
	return strings.HasPrefix(name, "String") || strings.HasPrefix(name, "Arn")
}

// isFixed reports whether a value has no wildcard and no policy variable.
func isFixed(value string) bool {
	return value != "" && !strings.ContainsAny(value, "*?") && !strings.Contains(value, "${")
}

// isOfOneAccount reports whether a value is the ARN of access points of which all
// but the name is fixed. In the policy of a bucket, the name need not be. Of
// wildcards in other parts than the name the page says nothing.
func isOfOneAccount(value string) bool {
	parts := strings.SplitN(value, ":", 6)
	return len(parts) == 6 && parts[4] != "" && !strings.ContainsAny(strings.Join(parts[:5], ""), "*?") &&
		strings.HasPrefix(parts[5], "accesspoint/") && !strings.Contains(value, "${")
}

// isNarrow reports whether a network is at least as narrow as the page asks. An
// IPv4 network written as one of IPv6 is what it is in IPv4.
func isNarrow(value string) bool {
	p, err := netip.ParsePrefix(value)
	if err != nil {
		a, err := netip.ParseAddr(value)
		return err == nil && a.IsValid()
	}
	if p.Addr().Is4In6() {
		return p.Bits() >= 96+8
	}
	if p.Addr().Is4() {
		return p.Bits() >= 8
	}
	return p.Bits() >= 32
}
