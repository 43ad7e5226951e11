package policy

import (
	"errors"
	"fmt"
	"strings"

	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/condition"
)

// resources are the entries of Resource or NotResource.
type resources struct {
	not   bool
	list  []resource
	names named
}

// A resource is one entry: an ARN whose parts may hold wildcards and whose last
// part may hold policy variables.
type resource struct {
	any  bool
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
func (c *compiler) resources(s *Statement, path string) resources {
	el := &s.Resource
	r := resources{not: el.Not, list: make([]resource, 0, len(el.Items))}
	path, ok := c.patterns(s, el, path, "Resource")
	if !ok {
		return r
	}
	for i, t := range el.Items {
		entry, err := c.resource(t.Value, s.Effect)
		if err != nil {
			c.faults.add(t.Pos, item(path, i, len(el.Items)), err)
		}
		r.list = append(r.list, entry)
		r.names |= namedBy(t.Value)
	}
	return r
}

// resource makes one entry ready.
func (c *compiler) resource(text string, effect Effect) (resource, error) {
	if text != "" && strings.Trim(text, "*") == "" {
		return resource{any: true}, nil
	}
	if !strings.HasPrefix(text, "arn:") {
		return resource{}, fmt.Errorf("%w, not %s", ErrResource, quote(text))
	}
	language := c.language()
	scope, rest := cutARN(c.completed(text))
	switch {
	case language == condition.Language2012 && strings.Contains(scope, "${"):
		return resource{}, fmt.Errorf("%w: %s", ErrVariablePlace, quote(text))
	case rest == "":
		// Too few parts, or nothing in the last: arn says which.
		_, err := arn.ParsePattern(text)
		return resource{}, err
	case effect == Allow && strings.ContainsAny(strings.Split(scope, ":")[1], "*?"):
		return resource{}, fmt.Errorf("%w: wildcard in the partition of %s, which only a Deny may have", ErrResource, quote(text))
	}
	var r resource
	var err error
	if r.arn, err = arn.ParsePattern(scope + "*"); err != nil {
		if bad, ok := errors.AsType[*arn.Error](err); ok {
			bad.Input = scope + rest // not what was made of it here
		}
		return resource{}, err
	}
	if r.rest, err = condition.ParsePattern(language, rest); err != nil {
		return resource{}, err
	}
	if strings.Contains(scope, "*:") {
		whole, _ := condition.ParsePattern(language, scope+rest)
		r.whole = &whole
	}
	return r, nil
}

// completed adds the parts that an identity-based policy may leave out: they
// stand for anything.
//
// IAM User Guide, "Grammar of the IAM JSON policy language".
func (c *compiler) completed(text string) string {
	if c.doc.Kind == Identity || c.doc.Kind == Boundary {
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

// namedBy tells whose ARN an entry is, if it is one of S3's.
func namedBy(text string) named {
	scope, rest := cutARN(text)
	if rest == "" || !strings.Contains(scope, ":s3:") {
		return 0
	}
	switch {
	case strings.HasSuffix(scope, ":s3:::"):
		return namesBuckets
	case strings.HasPrefix(rest, "accesspoint/"):
		return namesAccessPoints
	}
	return 0
}

// NamesOnlyBuckets reports whether all the ARNs of S3 in the policy's Resource
// elements are those of buckets and their objects, and there are such. S3 does
// not take such a policy for an access point.
func (p *Policy) NamesOnlyBuckets() bool { return p != nil && p.names == namesBuckets }

// NamesOnlyAccessPoints is the same for access points. S3 does not take such a
// policy for a bucket.
func (p *Policy) NamesOnlyAccessPoints() bool { return p != nil && p.names == namesAccessPoints }

// cover tells whether the element is about the resource of a request.
func (r *resources) cover(ctx condition.Context, a arn.ARN) condition.Truth {
	if !a.IsValid() {
		return condition.Unknown
	}
	m := condition.False
	for i := range r.list {
		if m = m.Or(r.list[i].match(ctx, a)); m == condition.True {
			break
		}
	}
	if r.not {
		return m.Not()
	}
	return m
}

// match compares part by part. One page of IAM says that a `*` at the end of a
// part may reach into the next ones, one of S3 that no wildcard does: where the
// first reading matches and the second does not, the answer is in doubt.
func (r *resource) match(ctx condition.Context, a arn.ARN) condition.Truth {
	if r.any {
		return condition.True
	}
	m := condition.False
	if r.arn.Match(a) {
		_, rest, key := a.Pieces()
		m = r.rest.Match(ctx, rest, key)
	}
	if m == condition.False && r.whole != nil {
		head, key := a.Cut()
		if r.whole.Match(ctx, head, key) != condition.False {
			return condition.Unknown
		}
	}
	return m
}
