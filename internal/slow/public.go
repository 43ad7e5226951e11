package slow

import (
	"net/netip"
	"slices"
	"strings"

	"github.com/s3ap/s3ap/policy"
)

// IsPublic tells whether S3 would call a policy public: it has an Allow that is
// not limited to fixed values, neither by its Principal nor by a condition. S3
// User Guide, "Blocking public access to your Amazon S3 storage", "The meaning
// of public". What that page does not call a limit is none.
func IsPublic(doc *policy.Document) bool {
	if doc == nil {
		return false
	}
	return slices.ContainsFunc(doc.Statements, func(s policy.Statement) bool {
		return s.Effect == policy.Allow && !namesFixedCallers(s.Principal) && !hasLimit(doc.Kind, s.Condition)
	})
}

// namesFixedCallers: accounts, users, roles, sessions, services and canonical ids
// are fixed.
func namesFixedCallers(p policy.Principals) bool {
	everybody := slices.ContainsFunc(p.AWS, func(t policy.Text) bool { return t.Value == "*" })
	return !p.Not && !p.Any && !everybody && len(p.Federated) == 0
}

func hasLimit(kind policy.Kind, conditions []policy.Condition) bool {
	return slices.ContainsFunc(conditions, func(c policy.Condition) bool {
		op := OperatorOf(c.Operator.Value)
		return holdsOnlyOfValues(op, c.Key.Value, conditions) &&
			!slices.ContainsFunc(c.Values, func(v policy.Text) bool { return !limits(kind, op, c.Key.Value, v.Value) })
	})
}

// holdsOnlyOfValues: negated operators hold of a key that is absent, and so do
// those with IfExists or ForAllValues, the latter unless Null asks for the key.
func holdsOnlyOfValues(op Operator, key string, conditions []policy.Condition) bool {
	present := slices.ContainsFunc(conditions, func(c policy.Condition) bool {
		isNull := OperatorOf(c.Operator.Value).base == "null" && strings.EqualFold(c.Key.Value, key)
		return isNull && !slices.ContainsFunc(c.Values, func(v policy.Text) bool { return !strings.EqualFold(v.Value, "false") })
	})
	return !op.negated && !op.ifExists && (op.set != "forallvalues" || present)
}

// fixable are the keys that limit a statement if they have a fixed value.
var fixable = []string{
	"aws:principalarn", "aws:principalaccount", "aws:principalorgid", "aws:principalorgpaths", "aws:principalservicename",
	"aws:sourcearn", "aws:sourcevpc", "aws:sourcevpce", "aws:sourceowner", "aws:sourceaccount",
	"aws:userid", "s3:dataaccesspointarn", "s3:dataaccesspointaccount",
}

// limits tells whether a condition with this value is limited to what is fixed.
func limits(kind policy.Kind, op Operator, key, value string) bool {
	key = strings.ToLower(key)
	switch op.base {
	case "ipaddress":
		return key == "aws:sourceip" && isNarrow(value)
	case "stringequals", "stringequalsignorecase", "stringlike", "arnequals", "arnlike":
		if !slices.Contains(fixable, key) {
			return false
		}
		if key == "s3:dataaccesspointarn" && kind == policy.Bucket {
			return isOfOneAccount(value)
		}
		return isFixed(value)
	}
	return false
}

// isFixed: neither a wildcard nor a policy variable is in it. Nothing is no fixed
// value either.
func isFixed(value string) bool {
	return value != "" && !strings.ContainsAny(value, "*?") && !strings.Contains(value, "${")
}

// isOfOneAccount: in a bucket policy the account of access points must be fixed,
// and their names may have wildcards.
func isOfOneAccount(value string) bool {
	parts := strings.SplitN(value, ":", 6)
	if len(parts) < 6 || !isFixed(strings.Join(parts[:5], ":")) || strings.Contains(value, "${") {
		return false
	}
	return accountEntry.MatchString(parts[4]) && strings.HasPrefix(parts[5], "accesspoint/")
}

// isNarrow: networks are fixed from /8 for IPv4 and from /32 for IPv6. What is
// IPv4 in the clothes of IPv6 is IPv4.
func isNarrow(value string) bool {
	prefix, err := netip.ParsePrefix(value)
	if err != nil {
		return true // one address
	}
	bits, least := prefix.Bits(), 32
	switch {
	case prefix.Addr().Is4():
		least = 8
	case prefix.Addr().Is4In6() && bits >= 96:
		bits, least = bits-96, 8
	}
	return bits >= least
}
