package lint

import (
	"fmt"

	"github.com/s3ap/s3ap/accesspoint/analysis"
	"github.com/s3ap/s3ap/policy"
)

// delegationBypassed looks at what a bucket policy that delegates allows beside that.
//
// S3 User Guide, "Configuring IAM policies for using access points", "Delegating
// access control to access points".
func delegationBypassed(p *pair) {
	if !p.delegates() || !hasConditions(p.accessPoint.doc) {
		return
	}
	m := p.ready()
	if m == nil {
		return
	}
	as := pass{p.bucket, p.linter, p.check}
	p.eachAllow(m, p.bucket, func(j int, s *policy.Statement) {
		if as.delegates(s) {
			return
		}
		switch a := m.purse.noted(m.pair.Bypass(j)); {
		case a.Verdict == analysis.Unknown:
			p.unknown(p.bucket, s, a)
		case a.Verdict == analysis.Yes && !a.Future:
			p.found(p.bucket, s.Pos, fmt.Sprintf("this allows requests to the bucket itself that the access point policy would not allow: %s; leave it to the access point, or ask for the same here", asked(a.Witness))).Witness = witness(a)
		}
	})
}

// hasConditions reports whether a policy has an Allow with conditions, which is what
// can be walked around.
func hasConditions(doc *policy.Document) bool {
	for i := range doc.Statements {
		if s := &doc.Statements[i]; s.Effect == policy.Allow && len(s.Condition) > 0 {
			return true
		}
	}
	return false
}
