package lint

import (
	"fmt"
	"slices"
	"strings"

	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/internal/glob"
	"github.com/s3ap/s3ap/internal/s3key"
	"github.com/s3ap/s3ap/policy"
)

// keyValueChecks are those of the values that keys are compared with.
func keyValueChecks() []check {
	return []check{
		{Info: Info{"kms-key-value", Error, AnyPolicy, "A value for the KMS key of an object that is not the ARN of a key, such as an alias."}, run: kmsKeyValue},
		{Info: Info{"impossible-value", Error, AnyPolicy, "A value that a key never has: none of those that it can have, or of another form, as an account id of 11 digits. Capitals count."}, run: impossibleValue},
		{Info: Info{"sensitive-key-wildcard", SecurityWarning, AnyPolicy, "A wildcard in a value of a key that names accounts, organizations or networks."}, run: sensitiveKeyWildcard},
		{Info: Info{"sensitive-key-variable", SecurityWarning, AnyPolicy, "A policy variable as a value of such a key: who chooses what it stands for chooses who gets in."}, run: sensitiveKeyVariable},
		{Info: Info{"spoofable-key", SecurityWarning, AnyPolicy, "A condition on what the client writes as it likes, such as aws:Referer."}, run: spoofableKey, reads: principalElement},
	}
}

// holdsVariable reports whether a value has a policy variable in it, other than the
// escapes ${*}, ${?} and ${$}.
func (p *pass) holdsVariable(v policy.Text) bool {
	return len(p.variablesOf(v.Value)) > 0
}

// variablesOf returns the policy variables of a value.
func (p *pass) variablesOf(value string) []glob.Variable {
	if !p.hasVariables() || !strings.Contains(value, "${") {
		return nil
	}
	pattern, _, err := glob.ParseText(value, true)
	if err != nil {
		return nil
	}
	return pattern.Variables()
}

// kmsKeyValue takes a pattern for what it may be.
//
// S3 User Guide, "Requiring server-side encryption with AWS KMS": the key holds the ARN
// of the KMS key.
func kmsKeyValue(p *pass) {
	for l := range p.lines() {
		if !strings.HasSuffix(l.name, ":x-amz-server-side-encryption-aws-kms-key-id") || !l.op.compares.isText() && l.op.compares != arns {
			continue
		}
		for _, v := range l.Values {
			if what := notKMSKey(v.Value, l.op.compares == arns || l.op.compares == wildText); what != "" && !p.holdsVariable(v) {
				p.found(v.Pos, fmt.Sprintf("%s is %s, and %s holds the ARN of a key, `arn:aws:kms:region:account:key/id`", quote(v.Value), what, quote(l.Key.Value)))
			}
		}
	}
}

// notKMSKey says what a value is that takes no ARN of a KMS key, empty if it does.
func notKMSKey(value string, wild bool) string {
	wild = wild && hasWild(value)
	n := splitARN(value)
	switch {
	case n.ok && strings.HasPrefix(n.rest, "alias/"), strings.HasPrefix(value, "alias/"):
		return "an alias"
	case n.ok && (strings.HasPrefix(n.rest, "key/") || wild && mayMatchFrom(n.rest, "key/")) && (n.service == "kms" || wild && hasWild(n.service)):
		return ""
	case !n.ok && wild && (mayMatchFrom(value, "arn:")):
		return ""
	case !strings.Contains(value, ":"):
		return "an id by itself"
	}
	return "no ARN of a key"
}

// mayMatchFrom reports whether a pattern may take a text that begins with a prefix: up
// to its first wildcard, it does not differ from the prefix.
func mayMatchFrom(pattern, prefix string) bool {
	head := pattern
	if at := strings.IndexAny(pattern, "*?"); at >= 0 {
		head = pattern[:at]
		return strings.HasPrefix(prefix, head) || strings.HasPrefix(head, prefix)
	}
	return strings.HasPrefix(head, prefix)
}

// impossibleValue leaves a wildcard that is none to another check.
func impossibleValue(p *pass) {
	for l := range p.lines() {
		p.impossibleForm(l)
		if !l.key.Closed || !l.op.compares.isText() {
			continue
		}
		for _, v := range l.Values {
			if p.holdsVariable(v) || l.op.compares != wildText && hasWild(v.Value) || slices.ContainsFunc(l.key.Values, p.takesValue(l, v.Value)) {
				continue
			}
			at := slices.IndexFunc(l.key.Values, func(known string) bool { return strings.EqualFold(known, v.Value) })
			if at >= 0 {
				p.found(v.Pos, fmt.Sprintf("%s never has the value %s, where capitals count; write %s", quote(l.Key.Value), quote(v.Value), quote(l.key.Values[at])), p.replace(v.Pos, l.key.Values[at]))
				continue
			}
			p.found(v.Pos, fmt.Sprintf("%s never has the value %s, but one of %s", quote(l.Key.Value), quote(v.Value), strings.Join(l.key.Values, ", ")))
		}
	}
}

// takesValue returns whether a value of l takes one that its key may have.
func (p *pass) takesValue(l *line, value string) func(string) bool {
	switch l.op.compares {
	case foldedText:
		return func(known string) bool { return strings.EqualFold(known, value) }
	case wildText:
		pattern := glob.Compile(value)
		if p.hasVariables() {
			pattern, _, _ = glob.ParseText(value, true)
		}
		return func(known string) bool { return pattern.Match(known) }
	}
	return func(known string) bool { return known == value }
}

// sensitiveKeyWildcard leaves to others what is compared literally.
//
// IAM User Guide, "AWS global condition context keys", "Sensitive single-valued
// condition keys".
func sensitiveKeyWildcard(p *pass) {
	for l := range p.lines() {
		if !l.key.Sensitive || !l.isGrant() || l.op.compares != wildText && l.op.compares != arns {
			continue
		}
		for _, v := range l.Values {
			if hasWild(p.withoutVariables(v.Value)) {
				p.found(v.Pos, fmt.Sprintf("%s takes values of %s that belong to others; write each value in full, under StringEquals", quote(v.Value), quote(l.Key.Value)))
			}
		}
	}
}

// sensitiveKeyVariable lets pass what compares with the owner of the resource, who is
// the same in all requests.
func sensitiveKeyVariable(p *pass) {
	for l := range p.lines() {
		if !l.key.Sensitive || !l.isGrant() || !l.op.compares.isText() && l.op.compares != arns {
			continue
		}
		for _, v := range l.Values {
			for _, variable := range p.variablesOf(v.Value) {
				if k, _ := s3key.Lookup(variable.Key); !isOfOwner(&k) && !(isOfOwner(&l.key) && k.Sensitive) {
					p.found(v.Pos, fmt.Sprintf("%s stands for whatever the request says, so that %s is no limit; write the values in full", quote("${"+variable.Key+"}"), quote(l.Key.Value)))
					break
				}
			}
		}
	}
}

// isOfOwner reports whether a key is about the account that owns the resource.
func isOfOwner(k *s3key.Key) bool {
	switch condition.Key(k.Name) {
	case condition.ResourceAccount, condition.ResourceOrgID, condition.S3ResourceAccount:
		return true
	}
	return false
}

// spoofableKey lets pass what AWS services call with, as SES does with aws:Referer.
//
// IAM User Guide, "AWS global condition context keys", on aws:Referer and
// aws:UserAgent.
func spoofableKey(p *pass) {
	for l := range p.lines() {
		if !l.key.Spoofable || l.op.compares == noComparison || l.block.Effect == policy.Allow && onlyServices(&l.block.Principal) {
			continue
		}
		p.found(l.Key.Pos, quote(l.Key.Value)+" is what the client chose to write, so that whoever knows the value gets past; use a key that AWS fills in, such as `aws:PrincipalArn`, `aws:SourceVpce` or `aws:SourceArn`")
	}
}
