package slow

import (
	"crypto/sha256"
	"encoding/binary"
	"hash/fnv"
	"math/rand/v2"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/s3ap/s3ap/policy"
)

// A Generator makes policies and requests about few, similar things, so that
// they often have to do with each other, and nearly match where they do not.
type Generator struct{ *rand.Rand }

// A source lets each byte of a seed decide one choice, so that a fuzzer which
// changes a byte changes little. After them it is random.
type source struct {
	seed []byte
	rest *rand.PCG
}

// NewGenerator makes a generator of what follows from a seed.
func NewGenerator(seed []byte) Generator {
	hash := fnv.New64a()
	hash.Write(seed)
	return Generator{rand.New(&source{seed, rand.NewPCG(hash.Sum64(), 0)})}
}

// Seed makes seeds that have nothing in common.
func Seed(n int) []byte {
	seed := sha256.Sum256(binary.BigEndian.AppendUint64(nil, uint64(n)))
	return seed[:]
}

// Uint64 puts the byte first, where rand looks for small choices.
func (s *source) Uint64() uint64 {
	n := s.rest.Uint64()
	if len(s.seed) > 0 {
		n = n>>8 | uint64(s.seed[0])<<56
		s.seed = s.seed[1:]
	}
	return n
}

func pick[T any](g Generator, items ...T) T { return items[g.IntN(len(items))] }

func (g Generator) percent(n int) bool { return g.IntN(100) < n }

// Kinds are those of policies, other than bucket policies.
var Kinds = []policy.Kind{
	policy.Identity, policy.Boundary, policy.Session, policy.AccessPoint,
	policy.ServiceControl, policy.ResourceControl, policy.VPCEndpoint,
}

// Document makes a policy that has something to do with req.
func (g Generator) Document(req Request) *policy.Document {
	doc := &policy.Document{Kind: policy.Bucket}
	if g.percent(50) {
		doc.Kind = pick(g, Kinds...)
	}
	doc.Version.Value = pick(g, "2012-10-17", "2012-10-17", "2012-10-17", "2008-10-17", "")
	if doc.Kind == policy.ResourceControl || doc.Kind == policy.ServiceControl {
		doc.Version.Value = "2012-10-17"
	}
	for range 1 + g.IntN(3) {
		doc.Statements = append(doc.Statements, g.statement(doc, req))
	}
	return doc
}

func (g Generator) statement(doc *policy.Document, req Request) policy.Statement {
	s := policy.Statement{Effect: pick(g, policy.Allow, policy.Allow, policy.Deny)}
	if doc.Kind == policy.ResourceControl {
		s.Effect = policy.Deny
	}
	if doc.Kind.NamesPrincipals() {
		s.Principal = g.principals(doc.Kind, s.Effect, req.Caller)
	}
	s.Action = g.actions(doc.Kind, req.Action)
	s.Resource = g.resources(doc, s.Effect, req)
	for range g.IntN(3) {
		c := g.condition(doc, req)
		// Printed, the keys of an operator stand together, and each but once.
		if !slices.ContainsFunc(s.Condition, func(d policy.Condition) bool {
			return strings.EqualFold(c.Operator.Value, d.Operator.Value)
		}) {
			s.Condition = append(s.Condition, c)
		}
	}
	return s
}

func (g Generator) principals(kind policy.Kind, effect policy.Effect, c Caller) policy.Principals {
	switch {
	case kind == policy.ResourceControl, g.percent(15):
		return policy.Principals{Any: true}
	case g.percent(10):
		return policy.Principals{AWS: policy.Texts("*")}
	}
	p := policy.Principals{Not: effect == policy.Deny && g.percent(50)}
	var entries []string
	if p.Not && g.percent(60) {
		entries = g.names(c) // the whole chain, for once
	}
	for range 1 + g.IntN(2) {
		whose := c
		if g.percent(35) {
			whose = g.caller()
		}
		entries = append(entries, pick(g, append(g.names(whose), "*")...))
	}
	for _, entry := range entries {
		text := policy.Text{Value: entry}
		switch {
		case len(entry) == 64:
			p.CanonicalUser = append(p.CanonicalUser, text)
		case strings.HasSuffix(entry, ".amazonaws.com"):
			p.Service = append(p.Service, text)
		default:
			p.AWS = append(p.AWS, text)
		}
	}
	if g.percent(5) {
		p.Federated = policy.Texts("cognito-identity.amazonaws.com")
	}
	return p
}

func (g Generator) actions(kind policy.Kind, action string) policy.Patterns {
	p := policy.Patterns{Not: kind != policy.ResourceControl && g.percent(15)}
	for range 1 + g.IntN(2) {
		service, name, ok := strings.Cut(action, ":")
		if !ok || strings.ContainsAny(service, "*?") || service == "" || g.percent(25) {
			service, name, _ = strings.Cut(pick(g, actions...), ":")
		}
		item := service + ":" + g.blur(name)
		switch {
		case g.percent(5) && kind != policy.ResourceControl:
			item = pick(g, "*", "*:*")
		case g.percent(20):
			item = service + ":*"
		case g.percent(10):
			item = strings.ToUpper(item)
		}
		if kind == policy.ResourceControl {
			service, name, _ := strings.Cut(item, ":")
			item = strings.ToLower(service) + ":" + name
		}
		p.Items = append(p.Items, policy.Text{Value: item})
	}
	return p
}

// resources: what has a wildcard in its partition is for Deny, what has too few
// parts for identity policies.
func (g Generator) resources(doc *policy.Document, effect policy.Effect, req Request) policy.Patterns {
	p := policy.Patterns{Not: g.percent(15)}
	for range 1 + g.IntN(2) {
		resource := req.Resource
		if resource == "" || g.percent(20) {
			resource = g.resource()
		}
		parts := strings.SplitN(resource, ":", 6)
		if effect == policy.Deny && !p.Not && g.percent(5) {
			parts[1] = pick(g, "*", "a*", "aws?")
		}
		for _, i := range []int{3, 4} {
			if g.percent(20) {
				parts[i] = pick(g, "*", parts[i]+"*", g.blur(parts[i]))
			}
		}
		parts[5] = g.vary(g.blur(parts[5]), req, doc)
		if (doc.Kind == policy.Identity || doc.Kind == policy.Boundary) && g.percent(15) {
			parts = parts[:3+g.IntN(3)]
		}
		item := strings.Join(parts, ":")
		if g.percent(15) {
			item = pick(g, "*", "*", "**", "arn:aws:s3:::*", "arn:aws:s3:*:*:*", "arn:aws:s3:::led*")
		}
		p.Items = append(p.Items, policy.Text{Value: item})
	}
	return p
}

// blur puts wildcards in place of some characters, or changes the case of one.
func (g Generator) blur(text string) string {
	chars := strings.Split(text, "")
	if len(chars) == 0 {
		return pick(g, "", "", "*")
	}
	i := g.IntN(len(chars))
	j := i + g.IntN(len(chars)-i+1)
	switch g.IntN(8) {
	case 0, 1:
		return strings.Join(chars[:i], "") + "*" + strings.Join(chars[j:], "")
	case 2:
		return strings.Join(chars[:i], "") + "?" + strings.Join(chars[i+1:], "")
	case 3:
		return strings.Join(chars[:i], "") + swapCase(chars[i]) + strings.Join(chars[i+1:], "")
	case 4:
		return g.blur(strings.Join(chars[:i], "") + "*" + strings.Join(chars[j:], ""))
	}
	return text
}

// vary puts policy variables in place of what they stand for, or anywhere.
func (g Generator) vary(text string, req Request, doc *policy.Document) string {
	if g.percent(60) {
		return valid(doc, text)
	}
	pool := pick(g, pools...)
	name := "${" + g.recase(pool.key) + "}"
	if g.percent(30) {
		name = "${" + g.recase(pool.key) + ", '" + pick(g, "", "a", "*", "led", "é", "a:b") + "'}"
	}
	if g.percent(15) {
		name = pick(g, "${*}", "${?}", "${$}")
	}
	values := req.Known[pool.key]
	if len(values) > 0 && values[0] != "" && strings.Contains(text, values[0]) {
		text = strings.Replace(text, values[0], name, 1)
	} else if i := g.IntN(len(text) + 1); i == len(text) || utf8.RuneStart(text[i]) {
		text = text[:i] + name + text[i:]
	}
	return valid(doc, text)
}

// valid makes text such as a policy can hold: IAM stores no characters after
// U+00FF, and what begins like a variable must be one.
func valid(doc *policy.Document, text string) string {
	text = strings.ToValidUTF8(text, "\uFFFD")
	if slices.Contains([]policy.Kind{policy.Identity, policy.Boundary, policy.Session}, doc.Kind) {
		text = strings.Map(func(r rune) rune { return min(r, '\u00FF') }, text)
	}
	for i := range text {
		all, _, _, _, _ := variableAt(doc.Version.Value, text[i:])
		if is2012(doc.Version.Value) && strings.HasPrefix(text[i:], "${") && all == "" {
			return text[:i] + valid(doc, text[i+1:])
		}
	}
	return text
}

func swapCase(text string) string {
	if upper := strings.ToUpper(text); upper != text {
		return upper
	}
	return strings.ToLower(text)
}

// recase writes a name that has no case in another one, at times.
func (g Generator) recase(name string) string {
	if g.percent(80) {
		return name
	}
	return pick(g, strings.ToUpper(name), strings.ToLower(name))
}
