package accesspoint

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/policy"
)

// statements are the candidates that add a statement: one for just what the legs
// ask and, to a bucket policy, a delegation of the action to the access point.
func (p *plea) statements(at slot, legs []int) []candidate {
	if p.world.principal.Type() == policy.AnonymousUser || !p.takesAction(at) {
		return nil // nobody is let in whom one cannot name
	}
	var list []candidate
	add := func(width int, s policy.Statement, added string) {
		doc := p.document(at)
		doc.Statements = append(doc.Statements, s)
		if c, ok := p.candidate(at, AddStatement, width, doc, len(doc.Statements)-1, added); ok {
			list = append(list, c)
		}
	}
	s, added := p.exact(at, legs)
	add(exactWidth, s, added)
	if at.layer == BucketPolicyLayer && p.world.through() {
		s, added := p.delegation()
		add(delegationWidth, s, added)
	}
	return list
}

// caller is how policies name the caller: a session by its role, since the next
// one has another name, and a service by its own.
func (p *plea) caller() string {
	if arn := p.world.principal.ARN(); arn != "" {
		return arn
	}
	return p.world.principal.String()
}

// takesAction reports whether a statement about the action can have an effect in
// the policy of a slot.
func (p *plea) takesAction(at slot) bool {
	switch at.layer {
	case AccessPointPolicyLayer:
		return p.action.AccessPointPolicy
	case BucketPolicyLayer:
		return p.action.BucketPolicy
	}
	return true
}

// exact returns the narrowest statement that allows what legs ask, and what it
// allows in words. In a bucket policy it is for requests through the access point
// alone. In the policy of a VPC endpoint, which may have to be about everybody, a
// condition names the caller.
//
// S3 User Guide, "Configuring IAM policies for using access points"; VPC User
// Guide, "Control access to VPC endpoints using endpoint policies".
func (p *plea) exact(at slot, legs []int) (policy.Statement, string) {
	s := policy.Statement{Effect: policy.Allow, Action: entries(p.action.Name)}
	var names []string
	doc := p.document(at)
	for _, i := range legs {
		resource := p.legs[i].resource.String()
		names = append(names, resource)
		s.Resource.Items = append(s.Resource.Items, policy.Text{Value: literal(resource, doc)})
	}
	added := fmt.Sprintf("%s on %s", p.action.Name, strings.Join(names, " and "))
	switch at.layer {
	case IdentityLayer:
		added = p.caller() + " " + added
	case AccessPointPolicyLayer, BucketPolicyLayer:
		added = p.caller() + " " + added
		s.Principal = p.named()
	case VPCEndpointLayer:
		s.Principal.Any = true
		s.Condition = append(s.Condition, equals(condition.PrincipalARN, p.caller()))
	}
	if at.layer == BucketPolicyLayer && p.world.through() {
		s.Condition = append(s.Condition, p.throughAccessPoint())
		added += ", through this access point alone"
	}
	if prefix, ok := p.requests[legs[0]].Context.Value(condition.S3Prefix); ok && p.legs[legs[0]].isContainer() {
		s.Condition = append(s.Condition, equals(condition.S3Prefix, literalValue(prefix, doc)))
		added += fmt.Sprintf(", with the prefix `%s` alone", prefix)
	}
	return s, added
}

// isContainer reports whether a leg is about a bucket or access point itself.
func (l *leg) isContainer() bool {
	_, key := l.resource.Cut()
	return key == ""
}

// named returns a Principal element of the caller alone.
func (p *plea) named() policy.Principals {
	if p.world.principal.Type() == policy.AWSService {
		return policy.Principals{Service: policy.Texts(p.caller())}
	}
	return policy.Principals{AWS: policy.Texts(p.caller())}
}

// delegation returns the statement by which the bucket leaves the action to the
// access point, and what it allows in words.
//
// S3 User Guide, "Configuring IAM policies for using access points", on delegating
// access control to access points.
func (p *plea) delegation() (policy.Statement, string) {
	resource := p.world.bucket.String()
	if l := &p.legs[len(p.legs)-1]; !l.isContainer() {
		resource += "/*"
	}
	s := policy.Statement{
		Effect: policy.Allow, Principal: policy.Principals{Any: true},
		Action: entries(p.action.Name), Resource: entries(resource),
		Condition: []policy.Condition{p.throughAccessPoint()},
	}
	return s, fmt.Sprintf("everybody %s on %s, through this access point alone, and leaves it to the access point policy whom that is", p.action.Name, resource)
}

// throughAccessPoint is the condition that a request comes through the access
// point.
func (p *plea) throughAccessPoint() policy.Condition {
	return equals(condition.S3DataAccessPointARN, p.world.accessPoint.String())
}

func equals(key condition.Key, value string) policy.Condition {
	return policy.Condition{
		Operator: policy.Text{Value: "StringEquals"}, Key: policy.Text{Value: string(key)}, Values: policy.Texts(value),
	}
}

func entries(values ...string) policy.Patterns {
	return policy.Patterns{Items: policy.Texts(values...)}
}

// literal returns an entry of Resource that matches just the text, or as little
// else as can be written: where a character cannot be, a `?` stands for it.
//
// IAM User Guide, "IAM policy elements: Variables and tags", on `${*}`, `${?}` and
// `${$}`.
func literal(text string, doc *policy.Document) string {
	var b strings.Builder
	for i, r := range text {
		switch {
		case r == '*' || r == '?' || r == '$' && strings.HasPrefix(text[i:], "${"):
			b.WriteString(escaped(r, doc))
		case r == utf8.RuneError || r == 0 || !stores(doc.Kind, r):
			b.WriteByte('?')
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// escaped writes a character that means something in a policy.
func escaped(r rune, doc *policy.Document) string {
	switch {
	case doc.Version.Value == version:
		return "${" + string(r) + "}"
	case r == '*':
		return "?" // which is narrower
	}
	return string(r)
}

// literalValue returns a value of StringEquals for just the text.
func literalValue(text string, doc *policy.Document) string {
	if doc.Version.Value == version {
		return strings.ReplaceAll(text, "${", "${$}{")
	}
	return text
}

// stores reports whether policies of a kind may hold a character.
//
// IAM User Guide, "IAM and AWS STS quotas".
func stores(k policy.Kind, r rune) bool {
	switch k {
	case policy.Identity, policy.Boundary, policy.Session:
		return r <= 0xFF && (r >= ' ' || r == '\t' || r == '\n' || r == '\r')
	}
	return true
}
