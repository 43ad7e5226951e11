package publicgrant

import (
	"net/netip"
	"strings"

	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/policy"
)

// Is reports whether a statement makes a policy of a kind public: it is an
// Allow that is not limited to fixed values, neither by its Principal nor by a
// condition.
func Is(s *policy.Statement, k policy.Kind) bool {
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
		if err == nil && limits(condition.Key(c.Key.Value), op, c.Values, k) && DemandsKey(op, c, list) {
			return true
		}
	}
	return false
}

// DemandsKey reports whether a request without the key fails a condition of a list. A
// negated operator, IfExists and ForAllValues let it pass; ForAllValues does not
// beside a Null that asks for the key.
func DemandsKey(op condition.Operator, c *policy.Condition, list []policy.Condition) bool {
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
		return op.IsIPAddress() && Every(values, IsNarrow)
	case condition.S3DataAccessPointARN.Fold():
		if k == policy.Bucket {
			return ComparesText(op) && Every(values, isOfOneAccount)
		}
		return ComparesText(op) && Every(values, IsFixed)
	case condition.PrincipalARN.Fold(), condition.PrincipalAccount.Fold(), condition.PrincipalOrgID.Fold(),
		condition.PrincipalOrgPaths.Fold(), condition.PrincipalServiceName.Fold(),
		condition.SourceARN.Fold(), condition.SourceVPC.Fold(), condition.SourceVPCE.Fold(),
		"aws:sourceowner", condition.SourceAccount.Fold(), condition.UserID.Fold(),
		condition.S3DataAccessPointAccount.Fold():
		return ComparesText(op) && Every(values, IsFixed)
	}
	return false
}

// Every reports whether there are values, and all of them pass a test.
func Every(values []policy.Text, test func(string) bool) bool {
	for _, v := range values {
		if !test(v.Value) {
			return false
		}
	}
	return len(values) > 0
}

// ComparesText reports whether op compares strings or ARNs, so that it demands a
// certain one: a number, for instance, is also less than another.
func ComparesText(op condition.Operator) bool {
	name := op.String()
	name = name[strings.IndexByte(name, ':')+1:]
	return strings.HasPrefix(name, "String") || strings.HasPrefix(name, "Arn")
}

// IsFixed reports whether a value has no wildcard and no policy variable.
func IsFixed(value string) bool {
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

// IsNarrow reports whether a network is at least as narrow as the page asks. An
// IPv4 network written as one of IPv6 is what it is in IPv4.
func IsNarrow(value string) bool {
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
