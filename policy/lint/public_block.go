package lint

import (
	"fmt"

	"github.com/s3ap/s3ap/policy"
)

// block returns the settings of Block Public Access that count for the policy. Those
// of a bucket count for its access points in the same account too.
//
// S3 User Guide, "Managing public access to access points for general purpose
// buckets".
func (p *pass) block() BlockPublicAccess {
	if p.kind == policy.Bucket {
		return *p.ctx.BucketBlock
	}
	b := *p.ctx.AccessPointBlock
	if bucket := p.ctx.BucketBlock; bucket != nil {
		b.RestrictPublicBuckets = b.RestrictPublicBuckets || bucket.RestrictPublicBuckets
		b.BlockPublicPolicy = b.BlockPublicPolicy || bucket.BlockPublicPolicy && p.ctx.BucketAccount == p.ctx.AccessPoint.Account()
	}
	return b
}

// publicGrantBlocked leaves to the check of access points what that one says.
func publicGrantBlocked(p *pass) {
	if p.kind == policy.AccessPoint && p.ctx.blocksAccessPointPolicy() && p.ctx.makes("ap-public-policy-blocked") {
		return
	}
	b := p.block()
	message := "S3 refuses the policy for this public Allow, since BlockPublicPolicy is on; limit it to fixed principals, networks or sources"
	switch {
	case b.BlockPublicPolicy:
	case b.RestrictPublicBuckets:
		message = "this public Allow reaches nobody outside the owner's account but AWS services, since RestrictPublicBuckets is on; limit it to fixed principals, networks or sources"
	default:
		return
	}
	for i, s := range p.statements {
		if p.isPublic(i) {
			p.found(grantedTo(&s.Principal), message)
		}
	}
}

// S3 User Guide, "Blocking public access to your Amazon S3 storage", on
// RestrictPublicBuckets: with it a public policy serves AWS services and the owner's
// account alone, whatever its other statements say.
func publicStatementCutsCrossAccount(p *pass) {
	if !p.block().RestrictPublicBuckets {
		return
	}
	first := -1
	cut, statement := "", 0
	others := 0
	for i, s := range p.statements {
		if p.isPublic(i) {
			if first < 0 {
				first = i
			}
			continue
		}
		name, ok := p.otherAccount(s)
		switch {
		case !ok:
		case cut == "":
			cut, statement = name, i+1
		default:
			others++
		}
	}
	if first >= 0 && cut != "" {
		p.found(grantedTo(&p.doc.Statements[first].Principal), fmt.Sprintf("this Allow is public, so that RestrictPublicBuckets takes the grants to other accounts away as well, such as that of statement %d to %s%s", statement, quote(cut), andMore(others)))
	}
}

// otherAccount returns what in an Allow is about another account than those of the
// bucket and the access point.
func (p *pass) otherAccount(s *policy.Statement) (string, bool) {
	if s.Effect != policy.Allow || s.Principal.Not {
		return "", false
	}
	own := func(account string) bool {
		return account == p.ctx.BucketAccount || p.kind == policy.AccessPoint && account == p.ctx.AccessPoint.Account()
	}
	for _, t := range s.Principal.AWS {
		if account := accountOf(t.Value); account != "" && !own(account) {
			return t.Value, true
		}
	}
	if _, ok := everyone(&s.Principal); !ok {
		return "", false
	}
	for i := range s.Condition {
		c := &s.Condition[i]
		r, caller := reachOf(c, s.Condition)
		if !caller {
			continue
		}
		for _, v := range c.Values {
			name := r.name(v.Value)
			if name != "" && (r == byOrganization || r == byPath || !own(name)) {
				return v.Value, true
			}
		}
	}
	return "", false
}
