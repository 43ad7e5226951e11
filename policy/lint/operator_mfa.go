package lint

import (
	"fmt"

	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/policy"
)

// mfaPattern knows two keys. aws:MultiFactorAuthPresent is there with temporary
// credentials, and false if they were made without a device; long-term credentials
// lack it. aws:MultiFactorAuthAge is there only if a device was used, so that Null is
// right for it.
//
// IAM User Guide, "AWS global condition context keys", on both.
func mfaPattern(p *pass) {
	d := p.mfaDenies()
	for l := range p.lines() {
		switch l.name {
		case condition.MultiFactorAuthPresent.Fold():
			p.mfaPresent(l, d)
		case condition.MultiFactorAuthAge.Fold():
			p.mfaAge(l, d)
		}
	}
}

// mfaDenies tells whether some Deny of the policy looks at the value of
// aws:MultiFactorAuthPresent, and whether one takes its absence for false.
type mfaDenies struct{ value, absence bool }

func (p *pass) mfaDenies() (d mfaDenies) {
	for l := range p.lines() {
		if l.block.Effect == policy.Deny && l.name == condition.MultiFactorAuthPresent.Fold() && l.op.compares == booleans && l.asksOnly("false") {
			d.value, d.absence = true, d.absence || l.op.IfExists()
		}
	}
	return d
}

func (p *pass) mfaPresent(l *line, d mfaDenies) {
	deny := l.block.Effect == policy.Deny
	key := quote(l.Key.Value)
	switch {
	case l.op.compares == presence && !l.isMFACompleted(d):
		p.found(l.Key.Pos, fmt.Sprintf("`Null` does not tell whether multi-factor authentication was used: %s is there with all temporary credentials; %s", key, insteadOfNull(deny)))
	case l.op.compares != booleans || p.comesAlways(l):
	case deny && !l.op.IfExists() && l.asksOnly("false") && !p.deniedWithout(l.block.Statement, l.name):
		p.found(l.Key.Pos, fmt.Sprintf("long-term credentials come without %s and are not denied; write `BoolIfExists`", key), p.renameOperator(l, "BoolIfExists")...)
	case !deny && l.op.IfExists() && l.asksOnly("true"):
		p.found(l.Key.Pos, fmt.Sprintf("long-term credentials come without %s and are allowed; write `Bool`", key), p.renameOperator(l, "Bool")...)
	}
}

func insteadOfNull(deny bool) string {
	if deny {
		return "deny where `BoolIfExists` finds it false"
	}
	return "allow where `Bool` finds it true"
}

// isMFACompleted reports whether a Null is one half of a test that is right as a
// whole: the same Condition, or another Deny of the policy, looks at the value.
func (l *line) isMFACompleted(d mfaDenies) bool {
	if l.block.Effect == policy.Allow {
		return l.block.demandsValue(l.name, "true")
	}
	return l.asksPresence("true") && d.value
}

// demandsValue reports whether a Condition holds only if a key is true, or false.
func (b *block) demandsValue(name, value string) bool {
	for i := range b.lines {
		l := &b.lines[i]
		if l.name == name && l.op.compares == booleans && l.op.NeedsKey() && l.asksOnly(value) {
			return true
		}
	}
	return false
}

// mfaAge reports a Deny of old authentications that spares those without any.
func (p *pass) mfaAge(l *line, d mfaDenies) {
	if l.block.Effect == policy.Deny && l.op.compares == numbers && l.op.NeedsKey() && !d.absence && !p.deniedWithout(l.block.Statement, l.name) {
		better := l.op.base + ifExists
		p.found(l.Key.Pos, fmt.Sprintf("requests without multi-factor authentication come without %s and are not denied; write %s", quote(l.Key.Value), quote(better)),
			p.renameOperator(l, better)...)
	}
}
