package lint

import (
	"fmt"

	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/policy"
)

// allowNegatedWithoutGuard leaves to others what is due to a set operator.
func allowNegatedWithoutGuard(p *pass) {
	for l := range p.lines() {
		if l.block.Effect != policy.Allow || !l.op.Negated() || l.op.prefix != "" || !p.mayBeMissing(l) {
			continue
		}
		f := p.found(l.Key.Pos, fmt.Sprintf("%v is met by requests without %s, which are allowed; ask for the values that are allowed, or add %s",
			l.op, quote(l.Key.Value), nullFalse(l)))
		if l.asksForUsual() {
			f.lower(Suggestion)
		}
	}
}

// asksForUsual reports whether a request without the key of l asks for what is usual,
// as one without a header does. One that lists without a prefix or delimiter asks for
// more than any with it.
func (l *line) asksForUsual() bool {
	return l.key.When.ByClient() && l.name != condition.S3Prefix.Fold() && l.name != condition.S3Delimiter.Fold()
}

// mayBeMissing reports whether requests of the statement can lack a key of the table,
// and nothing demands it.
func (p *pass) mayBeMissing(l *line) bool {
	return l.isKnown() && p.mayLack(l.block.Statement, &l.key) && !p.isDemanded(l)
}

func allowIfExists(p *pass) {
	for l := range p.lines() {
		if l.block.Effect != policy.Allow || !l.op.IfExists() || l.op.Negated() || l.op.ForAllValues() || !p.mayBeMissing(l) {
			continue
		}
		if l.name == condition.MultiFactorAuthPresent.Fold() || l.isNetwork() && l.block.coversNetwork() {
			continue
		}
		plain := l.op.prefix + l.op.base
		f := p.found(l.Key.Pos, fmt.Sprintf("%v is met by requests without %s, which are allowed; write %s", l.op, quote(l.Key.Value), quote(plain)), p.renameOperator(l, plain)...)
		if l.asksForUsual() {
			f.lower(Suggestion)
		}
	}
}

// ifExistsNeedless leaves out aws:ViaAWSService: AWS's own guides write
// BoolIfExists there, beside aws:PrincipalIsAWSService, which needs it.
func ifExistsNeedless(p *pass) {
	for l := range p.lines() {
		if !l.op.IfExists() || !p.comesAlways(l) || l.name == condition.ViaAWSService.Fold() {
			continue
		}
		plain := l.op.prefix + l.op.base
		p.found(l.Key.Pos, fmt.Sprintf("every request has %s, so that IfExists says nothing; write %s", quote(l.Key.Value), quote(plain)), p.renameOperator(l, plain)...)
	}
}
