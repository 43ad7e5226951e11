package accesspoint

import (
	"fmt"
	"strings"

	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/policy"
)

// A place is what a policy is put on, as its own resources name it: the bucket or
// access point, which holds objects, and the objects.
type place struct {
	arn     arn.ARN // of the holder
	holder  string  // the sixth part of its ARN
	objects string  // the sixth part of an object's, before the key
}

func placeOf(object, holder arn.ARN) place {
	p := place{arn: holder}
	_, p.holder, _ = holder.Pieces()
	_, p.objects, _ = object.Pieces()
	return p
}

// resources checks Resource or NotResource of a statement and tells whether it
// can be about the holder and about objects. NotResource can be about both, and
// so can a statement with an entry that is out of place: which of the two was
// meant cannot be told.
//
// A policy covers one bucket and what is in it: S3 Developer Guide (retired),
// "Special Information for Amazon S3 Policies". S3 answers "Policy has invalid
// resource".
func (p *put) resources(i int) (holder, objects bool) {
	el := &p.doc.Statements[i].Resource
	anything := el.Not
	for _, t := range el.Items {
		h, o := p.covers(t.Value)
		if !h && !o {
			p.fault(i, t.Pos, fmt.Errorf("%w, %v: %.200q", ErrResourcePlace, p.place.arn, t.Value))
			anything = true
		}
		holder, objects = holder || h, objects || o
	}
	return holder || anything, objects || anything
}

// covers tells whether an entry can be about the holder, and about objects.
// S3 takes no lone `*` for a bucket, though nothing documents that; for access
// points nothing is known of it.
func (p *put) covers(entry string) (holder, objects bool) {
	if strings.Trim(entry, "*") == "" {
		return p.kind == policy.AccessPoint, p.kind == policy.AccessPoint
	}
	parts := strings.SplitN(entry, ":", 6)
	if len(parts) < 6 {
		return false, false // which Parse has said
	}
	scope, err := arn.ParsePattern(strings.Join(parts[:5], ":") + ":*")
	if err != nil || !scope.Match(p.place.arn) {
		return false, false
	}
	rest := p.withoutVariables(parts[5])
	holder, _ = reaches(rest, p.place.holder)
	empty, beyond := reaches(rest, p.place.objects)
	return holder, empty || beyond
}

// withoutVariables returns a pattern with a `*` for each policy variable, since
// nobody knows yet what it will be.
func (p *put) withoutVariables(pattern string) string {
	if p.doc.Version.Value != "2012-10-17" {
		return pattern // then they are plain text
	}
	var b strings.Builder
	for {
		before, after, ok := strings.Cut(pattern, "${")
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		b.WriteByte('*')
		_, pattern, _ = strings.Cut(after, "}")
	}
}

// reaches reports whether a pattern matches a text, and whether it matches one
// that begins with it and goes on. At each character of the text it knows the
// places in the pattern at which the match can stand.
func reaches(pattern, text string) (exact, beyond bool) {
	at := make([]bool, len(pattern)+1)
	at[0] = true
	skipStars(at, pattern)
	for _, c := range []byte(text) {
		next := make([]bool, len(at))
		for i := range len(pattern) {
			switch {
			case !at[i]:
			case pattern[i] == '*':
				next[i] = true
			case pattern[i] == '?' || pattern[i] == c:
				next[i+1] = true
			}
		}
		at = next
		skipStars(at, pattern)
	}
	for i := range len(pattern) {
		beyond = beyond || at[i] // what is left of the pattern matches something
	}
	return at[len(pattern)], beyond
}

// skipStars lets every `*` match nothing.
func skipStars(at []bool, pattern string) {
	for i := range len(pattern) {
		if at[i] && pattern[i] == '*' {
			at[i+1] = true
		}
	}
}
