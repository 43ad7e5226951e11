package lint

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/s3ap/s3ap/policy"
)

// keyOf returns the key, or the pattern of keys, of an entry that is about objects.
func keyOf(text string) (key string, ok bool) {
	n := splitARN(text)
	switch {
	case n.isAccessPoint():
		_, object, _ := n.accessPoint()
		return strings.CutPrefix(object, "object/")
	case n.isBucket():
		_, key, ok = n.bucket()
		return key, ok
	}
	return "", false
}

// putKey returns an entry with another key.
func putKey(text, key, other string) string { return text[:len(text)-len(key)] + other }

func objectARNWithoutKey(p *pass) {
	for t, n := range p.ofBuckets() {
		if _, key, ok := n.bucket(); ok && key == "" {
			p.found(t.Pos, fmt.Sprintf("%s matches the empty key, which no object has; write %s for all objects, or leave out the slash for the bucket", quote(t.Value), quote(t.Value+"*")))
		}
	}
}

// prefixWithoutDelimiter looks where a wide pattern gives more away. Everything but
// letters and digits may be meant as a delimiter.
func prefixWithoutDelimiter(p *pass) {
	for s, t := range p.resources() {
		key, ok := keyOf(t.Value)
		prefix := strings.TrimRight(key, "*")
		if !ok || prefix == key || (s.Effect == policy.Deny) != s.Resource.Not || !endsInWord(prefix) || hasWild(replaceVariables(prefix, "")) {
			continue
		}
		meant := putKey(t.Value, key, prefix+"/*")
		p.found(t.Pos, fmt.Sprintf("%s also takes keys in which more letters follow, such as %s; write %s if a folder is meant",
			quote(key), quote(prefix+"2/"), quote(meant)), p.replace(t.Pos, meant))
	}
}

// endsInWord reports whether a key ends in a letter, a digit or a policy variable.
func endsInWord(key string) bool {
	if strings.HasSuffix(key, "}") {
		return !strings.HasSuffix(key, "${*}") && !strings.HasSuffix(key, "${?}") && !strings.HasSuffix(key, "${$}") && strings.Contains(key, "${")
	}
	r, _ := utf8.DecodeLastRuneInString(key)
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

func keyLeadingSlash(p *pass) {
	for _, t := range p.resources() {
		if key, ok := keyOf(t.Value); ok && strings.HasPrefix(key, "/") {
			meant := putKey(t.Value, key, strings.TrimLeft(key, "/"))
			p.found(t.Pos, fmt.Sprintf("the keys that %s takes begin with a slash, which they rarely do; did you mean %s?", quote(t.Value), quote(meant)), p.replace(t.Pos, meant))
		}
	}
}

func allowNotResource(p *pass) {
	for i := range p.doc.Statements {
		s := &p.doc.Statements[i]
		if s.Effect == policy.Allow && s.Resource.Not {
			p.found(s.Resource.Pos, "`NotResource` allows the actions on all there is, but for "+listed(s.Resource.Items)+"; write `Resource` with what is meant")
		}
	}
}

func denyNotResourceIneffective(p *pass) {
	for i := range p.doc.Statements {
		s := &p.doc.Statements[i]
		if s.Effect != policy.Deny || !s.Resource.Not {
			continue
		}
		on := bucketsAndObjects
		if !s.Action.Not {
			on = 0
			for _, t := range s.Action.Items {
				on |= thingsActedOn(t.Value)
			}
		}
		if p.isAllThereIs(&s.Resource, on) {
			p.found(s.Resource.Pos, fmt.Sprintf("`NotResource` leaves out all that the %v can be about, so that the statement denies nothing", p.kind))
		}
	}
}

// isAllThereIs reports whether entries take all that a policy can be about: the
// bucket or access point, its objects, or both.
func (p *pass) isAllThereIs(el *policy.Patterns, on things) bool {
	self, between := p.self(el)
	if self == "" {
		return false
	}
	has := func(whole string) bool {
		for _, t := range el.Items {
			if n := splitARN(t.Value); onlyStars(t.Value) || n.service == "s3" && !strings.Contains(t.Value, "${") && covers(n.rest, whole, false) {
				return true
			}
		}
		return false
	}
	return (on&bucketThing == 0 || has(self)) && (on&objectThing == 0 || has(self+between+"*"))
}

// self returns the sixth part of the ARN of what a policy is attached to, and what
// stands between it and a key. If the context does not tell, it is what the entries
// name: others would not be taken.
func (p *pass) self(el *policy.Patterns) (self, between string) {
	if p.kind == policy.AccessPoint {
		if ap := p.ctx.AccessPoint; ap.IsValid() {
			return "accesspoint/" + ap.Name(), "/object/"
		}
	} else if p.ctx.Bucket != "" {
		return p.ctx.Bucket, "/"
	}
	for _, t := range el.Items {
		n := splitARN(t.Value)
		switch {
		case onlyStars(t.Value):
			return "*", "/"
		case n.isAccessPoint():
			ap, _, _ := n.accessPoint()
			return "accesspoint/" + ap, "/object/"
		case n.isBucket():
			bucket, _, _ := n.bucket()
			return bucket, "/"
		}
	}
	return "", ""
}

// maxResources bounds how many entries are compared with each other.
const maxResources = 32

// includesResources reports whether a Resource takes all that another one does, as far
// as that is certain.
func includesResources(el, other *policy.Patterns) bool {
	if el.Not || other.Not || len(other.Items) > maxResources {
		return false
	}
	for _, o := range other.Items {
		if !includesResource(el.Items[:min(len(el.Items), maxResources)], o.Value) {
			return false
		}
	}
	return true
}

func includesResource(items []policy.Text, other string) bool {
	o := splitARN(other)
	for _, t := range items {
		n := splitARN(t.Value)
		switch {
		case onlyStars(t.Value) || t.Value == other:
			return true
		case !n.ok || !o.ok || strings.Contains(t.Value, "${"):
		case n.partition == o.partition && n.service == o.service && n.region == o.region && n.account == o.account && covers(n.rest, widened(o.rest), false):
			return true
		}
	}
	return false
}
