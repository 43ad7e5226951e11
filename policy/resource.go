package policy

import (
	"errors"
	"fmt"
	"strings"

	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/internal/oneline"
)

// resources are the entries of Resource or NotResource.
type resources struct {
	list  []resource
	not   bool
	names named
}

// A resource is one entry: an ARN whose parts may hold wildcards and whose last
// part may hold policy variables.
type resource struct {
	// prefix begins all ARNs of which r may not be False. In an entry that is text, or
	// text that ends in a star, it is all that has to be compared.
	prefix string
	form   resourceForm
	hard   *hardResource // if the form is hard
}

// resourceForm says how an entry goes on after its prefix.
type resourceForm uint8

const (
	hardForm resourceForm = iota // somehow; the zero resource is not valid
	textForm                     // it ends
	openForm                     // with a star in the sixth part, which takes all there is
)

// A hardResource is an entry that must be compared part by part.
type hardResource struct {
	arn  arn.Pattern       // the first five parts, and a `*`
	rest condition.Pattern // the sixth
	// whole is the entry as one pattern, in which a `*` reaches across colons.
	// It is there only if one of the first five parts ends in `*`.
	whole *condition.Pattern
}

// named tells whose ARNs a policy names.
type named uint8

const (
	namesBuckets named = 1 << iota
	namesAccessPoints
)

// arnColons is how many colons set apart the parts of an ARN.
const arnColons = 5

// resources checks and makes ready the element Resource or NotResource.
//
// IAM User Guide, "IAM JSON policy elements: Resource" and "… NotResource".
func (c *compiler) resources(r *resources, s *Statement) {
	el := &s.Resource
	r.not = el.Not
	if !c.hasEntries(s, el, "Resource") {
		return
	}
	r.list = c.room.resources.Take(len(el.Items), c.room.ahead)
	for i := range el.Items {
		t, made := &el.Items[i], &r.list[i]
		names, ok := c.scope.usual(made, t.Value)
		if !ok {
			var err error
			if names, err = c.resource(made, t.Value, s.Effect); err != nil {
				c.faults.add(t.Pos, c.within(el.element("Resource")).entry(i, len(el.Items)), err)
			}
		}
		r.names |= names
	}
}

// resource makes one entry ready and tells whose ARN it is.
func (c *compiler) resource(r *resource, text string, effect Effect) (named, error) {
	if text != "" && onlyStars(text) {
		r.form = openForm
		return 0, nil
	}
	if !strings.HasPrefix(text, "arn:") {
		return 0, fmt.Errorf("%w, not %s", ErrResource, oneline.Quote(text))
	}
	if c.scope.learn(text) {
		if names, ok := c.scope.usual(r, text); ok {
			return names, nil
		}
	}
	scope, rest := cutARN(c.completed(text))
	switch {
	case c.language == condition.Language2012 && strings.Contains(scope, "${"):
		return 0, fmt.Errorf("%w: %s", ErrVariablePlace, oneline.Quote(text))
	case rest == "":
		// Too few parts, or nothing in the last: arn says which.
		_, err := arn.ParsePattern(text)
		return 0, err
	case effect == Allow && hasWild(scope) && hasWild(strings.Split(scope, ":")[1]):
		return 0, fmt.Errorf("%w: wildcard in the partition of %s, which only a Deny may have", ErrResource, oneline.Quote(text))
	}
	var err error
	*r, err = hardEntry(c.language, scope, rest)
	return namedBy(text), err
}

// hardEntry makes an entry ready that is cut after its fifth colon.
func hardEntry(l condition.Language, scope, rest string) (resource, error) {
	h := new(hardResource)
	var err error
	if h.arn, err = arn.ParsePattern(scope + "*"); err != nil {
		if bad, ok := errors.AsType[*arn.Error](err); ok {
			bad.Input = scope + rest // not what was made of it here
		}
		return resource{}, err
	}
	if h.rest, err = condition.ParsePattern(l, rest); err != nil {
		return resource{}, err
	}
	if strings.Contains(scope, "*:") {
		whole, _ := condition.ParsePattern(l, scope+rest)
		h.whole = &whole
	}
	return h.resource(scope, rest), nil
}

// completed adds the parts that an identity-based policy may leave out: they
// stand for anything.
//
// IAM User Guide, "Grammar of the IAM JSON policy language".
func (c *compiler) completed(text string) string {
	if c.kind == Identity || c.kind == Boundary {
		for n := strings.Count(text, ":"); n < arnColons; n++ {
			text += ":*"
		}
	}
	return text
}

// cutARN cuts after the fifth colon. Without five colons, rest is empty.
func cutARN(text string) (scope, rest string) {
	at := 0
	for range arnColons {
		n := strings.IndexByte(text[at:], ':')
		if n < 0 {
			return text, ""
		}
		at += n + 1
	}
	return text[:at], text[at:]
}

// resource returns the entry in its simplest form. The prefix ends at the first
// wildcard or escape. A policy variable that is in doubt puts the whole of its
// pattern in doubt, what stands before it included.
func (h *hardResource) resource(scope, rest string) resource {
	text := scope + rest
	if h.rest.HasVariables() {
		text = scope
		if h.whole != nil {
			text = ""
		}
	}
	i := 0
	for i < len(text) && text[i] != '*' && text[i] != '?' && !strings.HasPrefix(text[i:], "${") {
		i++
	}
	r := resource{prefix: text[:i], hard: h}
	switch {
	case h.whole != nil || h.rest.HasVariables() || i < len(scope):
	case i == len(text):
		return resource{prefix: r.prefix, form: textForm}
	case onlyStars(text[i:]):
		return resource{prefix: r.prefix, form: openForm}
	}
	return r
}

// NamesOnlyBuckets reports whether all the ARNs of S3 in the policy's Resource
// elements are those of buckets and their objects, and there are such. S3 does
// not take such a policy for an access point.
func (p *Policy) NamesOnlyBuckets() bool { return p.isThere() && p.names == namesBuckets }

// NamesOnlyAccessPoints is the same for access points. S3 does not take such a
// policy for a bucket.
func (p *Policy) NamesOnlyAccessPoints() bool { return p.isThere() && p.names == namesAccessPoints }

// cover tells whether the element is about the resource of a request.
func (r *resources) cover(ctx *condition.Context, a arn.ARN) condition.Truth {
	if !a.IsValid() {
		return condition.Unknown
	}
	m := condition.False
	for i := range r.list {
		if e := &r.list[i]; e.begins(a) {
			if m = m.Or(e.match(ctx, a)); m == condition.True {
				break
			}
		}
	}
	if r.not {
		return m.Not()
	}
	return m
}

// begins reports whether a resource begins with the prefix of the entry. If not, the
// entry is not about it.
func (r *resource) begins(a arn.ARN) bool {
	head, key := a.Cut()
	n := len(r.prefix)
	switch {
	case r.form == textForm && n != len(head)+len(key):
		return false // as most do that differ
	case n <= len(head):
		return head[:n] == r.prefix
	case n-len(head) > len(key) || key[:n-len(head)] != r.prefix[len(head):]:
		return false
	}
	return r.prefix[:len(head)] == head
}

// match tells whether the entry is about a resource that begins with its prefix.
func (r *resource) match(ctx *condition.Context, a arn.ARN) condition.Truth {
	if r.form == hardForm {
		return r.hard.match(ctx, a)
	}
	return condition.True
}

// match compares part by part. One page of IAM says that a `*` at the end of a
// part may reach into the next ones, one of S3 that no wildcard does: where the
// first reading matches and the second does not, the answer is in doubt.
func (h *hardResource) match(ctx *condition.Context, a arn.ARN) condition.Truth {
	m := condition.False
	if h.arn.Match(a) {
		_, rest, key := a.Pieces()
		m = h.rest.MatchIn(ctx, rest, key)
	}
	if m == condition.False && h.whole != nil {
		head, key := a.Cut()
		if h.whole.MatchIn(ctx, head, key) != condition.False {
			return condition.Unknown
		}
	}
	return m
}
