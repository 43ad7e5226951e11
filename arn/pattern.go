package arn

import (
	"strings"

	"github.com/s3ap/s3ap/internal/glob"
)

// A Pattern is an ARN in which `*` stands for any run of characters and `?` for
// one. The wildcards of one part never reach into the next, so that
// arn:aws:s3:::* is every bucket and object and no access point; in the last
// part they also stand for `:` and `/`. A `*` by itself matches every ARN.
// Patterns know case. The zero Pattern matches nothing.
//
// IAM User Guide, "IAM JSON policy elements: Resource"; S3 User Guide, "How
// Amazon S3 works with IAM".
type Pattern struct {
	text string
	any  bool
	// fixed is the text of the first five parts if they hold no wildcard; else
	// parts has a pattern for each of them.
	fixed    string
	parts    *[5]glob.Pattern
	resource glob.Pattern
}

// ParsePattern reads a pattern. It takes no policy variables: what looks like
// one is plain text. The error is an [*Error].
func ParsePattern(s string) (Pattern, error) {
	if s != "" && strings.Trim(s, "*") == "" {
		return Pattern{text: s, any: true}, nil
	}
	p, err := split(s)
	if err != nil {
		return Pattern{}, err
	}
	if strings.ContainsAny(p.part(2), "*?") {
		return Pattern{}, p.fault(2, ErrWildcard)
	}
	if err := p.checkPattern(); err != nil {
		return Pattern{}, err
	}
	pattern := Pattern{text: s, resource: glob.Compile(p.part(5))}
	if scope := s[:p.offset[5]]; !strings.ContainsAny(scope, "*?") {
		pattern.fixed = scope
		return pattern, nil
	}
	pattern.parts = new([5]glob.Pattern)
	for i := range pattern.parts {
		pattern.parts[i] = glob.Compile(p.part(i))
	}
	return pattern, nil
}

// checkPattern is check for parts that may hold wildcards. A part with one may
// be anything made of the right characters.
func (p *parts) checkPattern() error {
	wild := func(n int) bool {
		return strings.ContainsAny(p.part(n), "*?") && isLabel(strings.NewReplacer("*", "", "?", "").Replace(p.part(n)))
	}
	switch {
	case !ValidPartition(p.part(1)) && !wild(1):
		return p.fault(1, ErrPartition)
	case p.part(2) == "" || !isLabel(p.part(2)):
		return p.fault(2, ErrService)
	case !isLabel(p.part(3)) && !wild(3):
		return p.fault(3, ErrRegion)
	case !validOwner(p.part(4)) && !wild(4):
		return p.fault(4, ErrAccount)
	case p.part(5) == "":
		return p.fault(5, ErrResource)
	}
	return nil
}

// Match reports whether p matches the whole of a. The zero ARN matches nothing.
func (p *Pattern) Match(a ARN) bool {
	if !a.IsValid() || p.any {
		return a.IsValid()
	}
	scope, resource, key := a.Pieces()
	return p.matchScope(scope) && p.resource.Match2(resource, key, nil)
}

// matchScope matches the first five parts, which end in a colon each.
func (p *Pattern) matchScope(scope string) bool {
	if p.parts == nil {
		return p.fixed != "" && scope == p.fixed
	}
	for i := range p.parts {
		part, rest, _ := strings.Cut(scope, ":")
		if !p.parts[i].Match2(part, "", nil) {
			return false
		}
		scope = rest
	}
	return true
}

// String returns the text that p was parsed from.
func (p *Pattern) String() string { return p.text }
