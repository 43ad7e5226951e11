package policy

import (
	"strings"

	"github.com/s3ap/s3ap/arn"
)

// A scope is the first five parts of an ARN, which many entries share.
type scope struct {
	text string // empty if there is none
	s3   bool
}

// usualScope is that of most policies.
const usualScope = "arn:aws:s3:::"

// learn keeps the scope of a sound entry if it holds no wildcard, and reports whether
// it does. In one that is an ARN, only the sixth part can hold some.
func (s *scope) learn(entry string) bool {
	if _, err := arn.Parse(entry); err != nil {
		return false
	}
	text, _ := cutARN(entry)
	*s = scope{text, strings.Contains(text, ":s3:")}
	return true
}

// names tells whose ARN it is that begins with the scope.
func (s *scope) names(rest string) named {
	switch {
	case !s.s3:
		return 0
	case strings.HasSuffix(s.text, ":s3:::"):
		return namesBuckets
	case strings.HasPrefix(rest, "accesspoint/"):
		return namesAccessPoints
	}
	return 0
}

// usual makes an entry ready that has the scope and neither policy variables nor
// escapes, and tells whose ARN it is.
func (s *scope) usual(r *resource, text string) (names named, ok bool) {
	n := len(s.text)
	if n == 0 || len(text) <= n || len(text) > arn.MaxLength || text[:n] != s.text {
		return 0, false
	}
	i := n
	for i < len(text) && text[i] != '*' && text[i] != '?' && text[i] != '$' {
		i++
	}
	switch {
	case i == len(text):
		r.form = textForm
	case onlyStars(text[i:]):
		r.form = openForm
	default:
		return 0, false
	}
	r.prefix = text[:i]
	return s.names(text[n:]), true
}

// namedBy tells whose ARN an entry is, if it is one of S3's.
func namedBy(text string) named {
	head, rest := cutARN(text)
	if rest == "" {
		return 0
	}
	s := scope{head, strings.Contains(head, ":s3:")}
	return s.names(rest)
}
