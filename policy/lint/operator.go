package lint

import (
	"fmt"
	"slices"
	"strings"

	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/internal/s3key"
	"github.com/s3ap/s3ap/policy"
)

// operatorChecks are those of how conditions compare.
func operatorChecks() []check {
	return []check{
		{Info: Info{"invalid-operator", Error, AnyPolicy, "A condition operator that does not exist."}},
		{Info: Info{"operator-type-mismatch", Warning, AnyPolicy, "An operator that cannot read what the condition key holds, such as a string operator on a number."}, run: operatorTypeMismatch},
		{Info: Info{"string-operator-on-arn", SecurityWarning, AnyPolicy, "StringLike on a key that holds an ARN, with a wildcard before the last part: it runs over the colons."}, run: stringOperatorOnARN},
		{Info: Info{"wildcard-without-like", Warning, AnyPolicy, "A * or ? in a value that is compared literally."}, run: wildcardWithoutLike},
		{Info: Info{"bool-value", Error, AnyPolicy, "A value of Bool other than true and false."}},
		{Info: Info{"bool-both-values", Error, AnyPolicy, "Bool or Null with both true and false, which asks nothing of the value."}, run: boolBothValues},
		{Info: Info{"numeric-value", Error, AnyPolicy, "A value of a numeric operator that is no number."}},
		{Info: Info{"date-value", Error, AnyPolicy, "A value of a date operator that is no date of ISO 8601; a warning if it is seconds since 1970, or lacks a time zone."}, run: dateValue},
		{Info: Info{"ip-value", Error, AnyPolicy, "A value of an IP address operator that is neither an address nor a network."}},
		{Info: Info{"ip-host-bits", Suggestion, AnyPolicy, "A network with bits set after the mask, which are ignored."}, run: ipHostBits},
		{Info: Info{"null-value", Error, AnyPolicy, "A value of Null other than true and false."}},
		{Info: Info{"null-with-if-exists", Error, AnyPolicy, "Null with IfExists, which it does not take."}},
		{Info: Info{"null-with-set-operator", Suggestion, AnyPolicy, "Null with ForAllValues, which is always true, or with ForAnyValue, which is always false."}},
		{Info: Info{"equivalent-to-null", Suggestion, AnyPolicy, "A pattern that asks no more than whether the key is there, which Null says plainly."}, run: equivalentToNull},
		{Info: Info{"set-operator-needed", Error, AnyPolicy, "A key with several values without ForAllValues or ForAnyValue."}, run: setOperatorNeeded},
		{Info: Info{"set-operator-on-single-value", SecurityWarning, AnyPolicy, "ForAllValues or ForAnyValue on a key with one value. With ForAllValues, a request without the key passes. A suggestion where the prefix changes nothing."}, run: setOperatorOnSingleValue, reads: otherStatements},
		{Info: Info{"for-all-values-without-guard", SecurityWarning, AnyPolicy, "An Allow with ForAllValues on a key that nothing demands: a request without the key is allowed."}, run: forAllValuesWithoutGuard, reads: otherStatements},
		{Info: Info{"deny-for-any-value-without-guard", Warning, AnyPolicy, "A Deny with ForAnyValue and a negated operator on a key that nothing demands: a request without the key is not denied."}, run: denyForAnyValueWithoutGuard, reads: otherStatements},
		{Info: Info{"allow-negated-without-guard", SecurityWarning, AnyPolicy, "An Allow with a negated operator on a key that can be absent: a request without the key passes. A suggestion if it is a header or parameter of the request."}, run: allowNegatedWithoutGuard, reads: otherStatements},
		{Info: Info{"allow-if-exists", SecurityWarning, AnyPolicy, "An Allow with IfExists on a key that the caller can leave out. A suggestion if it is a header or parameter of the request."}, run: allowIfExists, reads: otherStatements},
		{Info: Info{"if-exists-needless", Suggestion, AnyPolicy, "IfExists on a key that every request has."}, run: ifExistsNeedless},
		{Info: Info{"mfa-pattern", Warning, AnyPolicy, "A test of multi-factor authentication that lets requests without it pass, or does not look at it at all."}, run: mfaPattern, reads: otherStatements},
		{Info: Info{"window-expired", Warning, AnyPolicy, "A condition on the time that no request can meet any more."}, needs: needNow, run: windowExpired},
	}
}

func operatorTypeMismatch(p *pass) {
	for l := range p.lines() {
		if !l.isKnown() || l.op.compares == noComparison || l.op.compares == presence || l.op.fits(&l.key) {
			continue
		}
		if l.op.compares.isText() && len(l.Values) > 0 && !slices.ContainsFunc(l.Values, func(v policy.Text) bool { return !p.holdsVariable(v) }) {
			continue // no other operator takes variables
		}
		if l.op.compares == binaries && !l.isReadable(l.op.String()) {
			continue // policy.Parse has said so
		}
		how := "cannot read"
		if l.op.compares.isText() {
			how = "compares as text"
		}
		message := fmt.Sprintf("%s holds %s, which %v %s", quote(l.Key.Value), article(l.key.Type), l.op, how)
		better := l.op.forType(l.key.Type)
		if better == "" {
			p.found(l.Key.Pos, message+"; use an operator for that")
			continue
		}
		var fix []Edit
		if l.isReadable(better) {
			fix = p.renameOperator(l, better)
		}
		p.found(l.Key.Pos, message+"; use "+quote(better), fix...)
	}
}

func article(t s3key.Type) string {
	if t == s3key.ARN || t == s3key.IP {
		return "an " + t.String()
	}
	return "a " + t.String()
}

// isReadable reports whether an operator can read all the values of l.
func (l *line) isReadable(name string) bool {
	op := readOperator(name)
	for _, v := range l.Values {
		_, err := condition.NewTest(condition.Language2012, op.Operator, condition.Key(l.Key.Value), v.Value)
		if err != nil || op.compares == dates && !isDate(v.Value) {
			return false
		}
	}
	return true
}

// A wide pattern is a wide grant in an Allow, and a hole in a Deny if it says what is
// not denied.
//
// IAM User Guide, "Condition operators", on ARN operators: each of the six parts is
// compared by itself.
func stringOperatorOnARN(p *pass) {
	for l := range p.lines() {
		if l.key.Type != s3key.ARN || l.op.compares != wildText || (l.block.Effect == policy.Deny) != l.op.Negated() {
			continue
		}
		better := l.op.forType(s3key.ARN)
		for _, v := range l.Values {
			n := splitARN(p.withoutVariables(v.Value))
			head, _ := strings.CutSuffix(p.withoutVariables(v.Value), n.rest)
			if !hasWild(head) || onlyStars(v.Value) {
				continue
			}
			var fix []Edit
			if n.ok {
				fix = p.renameOperator(l, better)
			}
			p.found(v.Pos, fmt.Sprintf("under %v a wildcard of %s runs over the colons, so that more ARNs match than it looks; use %s, which compares part by part", l.op, quote(v.Value), quote(better)), fix...)
		}
	}
}

func wildcardWithoutLike(p *pass) {
	for l := range p.lines() {
		if l.op.compares != literalText && l.op.compares != foldedText || l.isKnown() && !l.op.fits(&l.key) {
			continue
		}
		better := "StringLike"
		switch {
		case l.key.Type == s3key.ARN:
			better = "ArnLike"
		case l.op.compares == foldedText:
			better = ""
		}
		if l.op.Negated() {
			better = strings.Replace(better, "Like", "NotLike", 1)
		}
		for _, v := range l.Values {
			if p.hasWildcard(l, v.Value) {
				p.wildcardFound(l, v, better)
			}
		}
	}
}

// hasWildcard leaves out the `?` of the address of a page, which stands before its
// query.
func (p *pass) hasWildcard(l *line, value string) bool {
	plain := p.withoutVariables(value)
	if l.name == condition.Referer.Fold() {
		return strings.Contains(plain, "*")
	}
	return hasWild(plain)
}

func (p *pass) wildcardFound(l *line, v policy.Text, better string) {
	message := fmt.Sprintf("%v takes the wildcard in %s for the character itself", l.op, quote(v.Value))
	if better == "" {
		p.found(v.Pos, message+"; no operator that ignores case takes wildcards")
		return
	}
	better = l.op.with(better)
	p.found(v.Pos, fmt.Sprintf("%s; use %s, or `${*}` and `${?}` if the characters are meant", message, quote(better)), p.renameOperator(l, better)...)
}
