package lint

import (
	"fmt"
	"strings"

	"github.com/s3ap/s3ap/internal/s3key"
)

// equivalentToNull leaves out what is always or never true for lack of a key that
// could be absent: StringLikeIfExists and ForAllValues:StringLike with a star.
func equivalentToNull(p *pass) {
	for l := range p.lines() {
		absent, ok := l.testsPresence()
		if !ok || p.comesAlways(l) {
			continue
		}
		for _, v := range l.Values {
			if !l.takesAll(v.Value) {
				continue
			}
			fix := p.renameOperator(l, "Null")
			if fix != nil && len(l.Values) == 1 {
				fix = append(fix, p.put(v, absent))
			} else {
				fix = nil
			}
			p.found(v.Pos, fmt.Sprintf("%v with %s asks only whether %s is %s; write `\"Null\": {%s: \"%s\"}`",
				l.op, quote(v.Value), quote(l.Key.Value), map[string]string{"true": "absent", "false": "there"}[absent], quoteJSON(l.Key.Value), absent), fix...)
			break
		}
	}
}

// testsPresence returns the value that Null would have in the place of l, if a value
// of l takes all that the key can hold.
func (l *line) testsPresence() (absent string, ok bool) {
	if l.op.compares != wildText && (l.op.compares != arns || l.key.Type != s3key.ARN) {
		return "", false
	}
	if l.op.Negated() {
		return "true", l.op.prefix != forAnyValue
	}
	return "false", l.op.NeedsKey()
}

// takesAll reports whether a value matches whatever the key holds.
func (l *line) takesAll(value string) bool {
	if l.op.compares == wildText {
		return onlyStars(value)
	}
	rest, ok := strings.CutPrefix(value, "arn:")
	if !ok {
		rest, ok = strings.CutPrefix(value, "*:")
	}
	return ok && rest == "*:*:*:*:*"
}
