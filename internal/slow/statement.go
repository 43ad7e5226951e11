package slow

import (
	"regexp"
	"slices"
	"strings"

	"github.com/s3ap/s3ap/internal/doubt"
	"github.com/s3ap/s3ap/policy"
)

// A Statement tells of each element of a statement whether it is about the
// request. IAM User Guide, "How AWS enforcement code logic evaluates requests
// to allow or deny access".
type Statement struct {
	Effect                      policy.Effect
	Principal, Action, Resource Truth
	Conditions                  []Truth
	// grants are those of the entries that name the caller for certain, doubted
	// those of the entries that may.
	grants, doubted policy.Grants
}

// Condition tells whether all conditions hold.
func (s Statement) Condition() Truth { return allOf(slices.Clone(s.Conditions)...) }

// Matches tells whether the statement is about the request.
func (s Statement) Matches() Truth {
	return allOf(s.Principal, s.Action, s.Resource, s.Condition())
}

// Applies decides doubt: in favour of deny, it removes an Allow and keeps a
// Deny; in favour of allow, the other way round.
func (s Statement) Applies(f doubt.Favour) bool {
	m := s.Matches()
	return m == Yes || m == Unsure && (s.Effect == policy.Deny) == (f == doubt.Deny)
}

// granted: doubt in favour of allow takes the caller for named as directly as
// can be, since a decision may turn on that as well.
func (s Statement) granted(f doubt.Favour) policy.Grants {
	if f == doubt.Allow {
		return s.grants | s.doubted
	}
	return s.grants
}

// Evaluate puts a request to a policy of a kind.
func Evaluate(kind policy.Kind, doc *policy.Document, req Request) Result {
	var result Result
	for _, s := range doc.Statements {
		result = append(result, match(kind, doc.Version.Value, s, req))
	}
	return result
}

func match(kind policy.Kind, version string, s policy.Statement, req Request) Statement {
	m := Statement{Effect: s.Effect, Principal: Yes}
	if kind.NamesPrincipals() {
		m.Principal, m.grants, m.doubted = matchPrincipal(kind, s, req)
	}
	m.Action = matchAction(s.Action, req.Action)
	m.Resource = matchResource(version, s.Resource, req)
	for _, c := range s.Condition {
		m.Conditions = append(m.Conditions, matchCondition(version, c, req))
	}
	return m
}

// A request does one action, which is named in full.
var actionName = regexp.MustCompile(`^[A-Za-z0-9-]+:[A-Za-z0-9]+$`)

// matchAction: case does not count, and nothing is trimmed. NotAction is about
// the actions of all services that are not listed. IAM User Guide, "IAM JSON
// policy elements: Action" and "NotAction".
func matchAction(p policy.Patterns, action string) Truth {
	if !actionName.MatchString(action) {
		return Unsure
	}
	listed := No
	for _, item := range p.Items {
		pattern := fill("", lowerASCII(item.Value), true, Request{})
		everything := item.Value == "*" || item.Value == "*:*"
		listed = anyOf(listed, truthOf(everything), pattern.matches(lowerASCII(action)))
	}
	if p.Not {
		return not(listed)
	}
	return listed
}

func lowerASCII(s string) string {
	return strings.Map(func(r rune) rune {
		if 'A' <= r && r <= 'Z' {
			return r - 'A' + 'a'
		}
		return r
	}, s)
}

// matchResource: NotResource is about every ARN that no entry matches, those of
// other services and of access points too. IAM User Guide, "IAM JSON policy
// elements: Resource" and "NotResource".
func matchResource(version string, p policy.Patterns, req Request) Truth {
	if req.Resource == "" {
		return Unsure
	}
	listed := No
	for _, item := range p.Items {
		listed = anyOf(listed, matchARN(version, item.Value, req))
	}
	if p.Not {
		return not(listed)
	}
	return listed
}

// matchARN matches the parts of an ARN one by one: the first five by themselves,
// and all that follows the fifth colon as one text. What an identity policy
// leaves out is `*`. IAM User Guide, "Grammar of the IAM JSON policy language".
//
// On a `*` that ends one of the first five parts AWS contradicts itself. IAM
// ("Resource") lets it reach over the colon, S3 ("How Amazon S3 works with IAM")
// does not. So what matches only by IAM's reading is in doubt.
func matchARN(version, pattern string, req Request) Truth {
	if strings.Trim(pattern, "*") == "" {
		return Yes
	}
	parts := sixParts(version, pattern)
	for len(parts) < 6 {
		parts = append(parts, "*")
	}
	partByPart := Yes
	for i, part := range strings.SplitN(req.Resource, ":", 6) {
		partByPart = allOf(partByPart, fill(version, parts[i], true, req).matches(part))
	}
	reaches := slices.ContainsFunc(parts[:5], func(p string) bool { return strings.HasSuffix(p, "*") })
	if partByPart == No && reaches {
		whole := fill(version, strings.Join(parts, ":"), true, req)
		return min(whole.matches(req.Resource), Unsure)
	}
	return partByPart
}
