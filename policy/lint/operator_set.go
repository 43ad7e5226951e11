package lint

import (
	"fmt"

	"github.com/s3ap/s3ap/policy"
)

// IAM User Guide, "Single-valued vs. multivalued context keys".
func setOperatorNeeded(p *pass) {
	for l := range p.lines() {
		if l.key.Multivalued && l.op.prefix == "" && l.op.compares != noComparison && l.op.compares != presence {
			p.found(l.Key.Pos, fmt.Sprintf("%s can have several values, and %v compares one; write `%s` before it if one of them has to fit, `%s` if each has to",
				quote(l.Key.Value), l.op, forAnyValue, forAllValues))
		}
	}
}

func setOperatorOnSingleValue(p *pass) {
	for l := range p.lines() {
		if !l.isKnown() || l.key.Multivalued || l.op.prefix == "" {
			continue
		}
		plain := l.op.base
		if l.op.IfExists() {
			plain += ifExists
		}
		message := fmt.Sprintf("%s has one value, so that `%s` is not for it", quote(l.Key.Value), l.op.prefix)
		fix := p.renameOperator(l, plain)
		severity := p.setSeverity(l)
		switch {
		case severity == Suggestion:
			message += "; write " + quote(plain)
		case l.op.IfExists() && !l.op.ForAllValues():
			message += ", and AWS's pages differ on whether requests without the key meet the condition; write " + quote(plain)
		case l.op.ForAllValues():
			message += ", and requests without the key meet the condition; write " + quote(plain)
		case l.block.Effect == policy.Deny:
			message += ", and requests without the key do not meet the condition; write " + quote(plain)
		default:
			message += fmt.Sprintf(", though it keeps out requests without the key; write %s and %s", quote(plain), nullFalse(l))
			fix = nil
		}
		p.found(l.Key.Pos, message, fix...).lower(severity)
	}
}

// setSeverity tells how bad a set operator is on a key with one value: a suggestion
// where it changes nothing, since the key is there, or since the operator answers
// for an absent key as it would without.
func (p *pass) setSeverity(l *line) Severity {
	asWithout := l.op.ForAllValues() == (l.op.Negated() || l.op.IfExists())
	lets := l.op.ForAllValues() == (l.block.Effect == policy.Allow)
	switch {
	case asWithout || p.comesAlways(l) || p.deniedWithout(l.block.Statement, l.name),
		l.op.ForAllValues() && l.block.demands(l.name, &l.key):
		return Suggestion
	case lets && (l.op.ForAllValues() || !l.op.IfExists()):
		return SecurityWarning
	}
	return Warning
}

// A key with one value is for setOperatorOnSingleValue.
func forAllValuesWithoutGuard(p *pass) {
	for l := range p.lines() {
		if l.block.Effect != policy.Allow || !l.op.ForAllValues() || l.isKnown() && !l.key.Multivalued || p.isDemanded(l) {
			continue
		}
		p.found(l.Key.Pos, fmt.Sprintf("%v is met by requests without %s, which are allowed; add %s", l.op, quote(l.Key.Value), nullFalse(l)))
	}
}

// nullFalse shows the condition that demands a key.
func nullFalse(l *line) string {
	return fmt.Sprintf("`\"Null\": {%s: \"false\"}`", quoteJSON(l.Key.Value))
}

// A positive operator denies what a request carries, so that one which carries
// nothing is not meant.
func denyForAnyValueWithoutGuard(p *pass) {
	for l := range p.lines() {
		if l.block.Effect != policy.Deny || l.op.prefix != forAnyValue || !l.op.Negated() || l.op.IfExists() ||
			l.isKnown() && !l.key.Multivalued || p.deniedWithout(l.block.Statement, l.name) {
			continue
		}
		p.found(l.Key.Pos, fmt.Sprintf("%v is not met by requests without %s, which are not denied; add a Deny with `\"Null\": {%s: \"true\"}` if they should be",
			l.op, quote(l.Key.Value), quoteJSON(l.Key.Value)))
	}
}
