package lint

import (
	"fmt"

	"github.com/s3ap/s3ap/accesspoint/analysis"
	"github.com/s3ap/s3ap/policy"
)

// foreignOwnerNotAuthorized asks whether the bucket policy allows anything through the
// access point, whatever the policy of this says.
//
// S3 User Guide, "Configuring IAM policies for using access points", on access points
// for buckets of other accounts.
func foreignOwnerNotAuthorized(p *pair) {
	if p.ctx.AccessPoint.Account() == p.ctx.BucketAccount {
		return
	}
	m := p.ready()
	if m == nil {
		return
	}
	var first *policy.Statement
	for i := range p.accessPoint.doc.Statements {
		if s := &p.accessPoint.doc.Statements[i]; s.Effect == policy.Allow {
			first = s
			break
		}
	}
	if first == nil {
		return
	}
	open := analysis.NewPair(p.allowsOfBucket(), p.allowsAll(), p.place(p.bucket), p.budget())
	w, inVain := p.isInVain(open, 0, analysis.Whole)
	if !inVain {
		return
	}
	m.foreign = true
	account := p.ctx.AccessPoint.Account()
	p.found(p.accessPoint, first.Pos, fmt.Sprintf("the access point belongs to account %s, and no statement of the bucket policy admits requests through it: none is served; allow them there with `s3:DataAccessPointAccount` %s", account, quote(account))).Witness = w
}

// allowsOfBucket returns the bucket policy without what it denies.
func (p *pair) allowsOfBucket() *policy.Document {
	doc := *p.bucket.doc
	doc.Statements = nil
	for _, s := range p.bucket.doc.Statements {
		if s.Effect == policy.Allow {
			doc.Statements = append(doc.Statements, s)
		}
	}
	if len(doc.Statements) == 0 {
		return nil
	}
	return &doc
}

// allowsAll returns a policy that allows everything through the access point.
func (p *pair) allowsAll() *policy.Document {
	return &policy.Document{Kind: policy.AccessPoint, Statements: []policy.Statement{{
		Effect: policy.Allow, Principal: policy.Principals{Any: true}, Action: policy.Patterns{Items: policy.Texts("s3:*")},
		Resource: policy.Patterns{Items: policy.Texts(p.ctx.AccessPoint.String(), p.ctx.AccessPoint.String()+"/object/*")},
	}}}
}

// delegationHalf is about grants of the access point policy on the things that no
// delegation of the bucket policy names.
func delegationHalf(p *pair) {
	delegated := p.delegatedThings()
	if delegated == 0 || delegated == bucketsAndObjects {
		return
	}
	m := p.ready()
	if m == nil || m.foreign {
		return
	}
	part, missing := analysis.OnBucket, "the bucket itself"
	if delegated == bucketThing {
		part, missing = analysis.OnObjects, "the objects"
	}
	p.eachAllow(m, p.accessPoint, func(i int, s *policy.Statement) {
		if thingsNamed(&s.Resource)&^delegated == 0 {
			return
		}
		if w, inVain := p.isInVain(m.pair, i, part); inVain {
			m.isHalf[i] = true
			p.found(p.accessPoint, s.Pos, fmt.Sprintf("the bucket policy delegates to access points for %v alone, and this allows actions on %s too, which has no effect; name both in the delegation", delegated, missing)).Witness = w
		}
	})
}

// delegatedThings returns what the delegations of the bucket policy are about.
func (p *pair) delegatedThings() (all things) {
	as := pass{p.bucket, p.linter, p.check}
	for i := range p.bucket.doc.Statements {
		if s := &p.bucket.doc.Statements[i]; as.delegates(s) {
			all |= thingsNamed(&s.Resource)
		}
	}
	return all & bucketsAndObjects
}

// notDelegated asks about callers of other accounts than the bucket's. Its own may be
// allowed by their identity-based policies what the bucket policy does not allow.
//
// S3 User Guide, "Configuring IAM policies for using access points".
func notDelegated(p *pair) {
	m := p.ready()
	if m == nil || m.foreign {
		return
	}
	var strangers *analysis.Pair
	p.eachAllow(m, p.accessPoint, func(i int, s *policy.Statement) {
		if m.isHalf[i] || onlyOf(&s.Principal, p.ctx.BucketAccount) {
			return
		}
		if strangers == nil {
			strangers = analysis.NewPair(p.bucketDoc(), p.forStrangers(), p.place(p.bucket), p.budget())
		}
		if w, inVain := p.isInVain(strangers, i, analysis.Whole); inVain {
			p.found(p.accessPoint, s.Pos, "the bucket policy neither allows nor delegates what this allows to callers of other accounts, so that it has no effect for them; delegate to the access point there, with `s3:DataAccessPointArn` or `s3:DataAccessPointAccount`").Witness = w
		}
	})
}

// forStrangers returns the access point policy with what it allows kept from the
// account of the bucket.
func (p *pair) forStrangers() *policy.Document {
	doc := p.accessPoint.doc.Clone()
	for i := range doc.Statements {
		if s := &doc.Statements[i]; s.Effect == policy.Allow {
			s.Condition = append(s.Condition, policy.Condition{
				Operator: policy.Text{Value: "StringNotEqualsIgnoreCase"}, Key: policy.Text{Value: "aws:PrincipalAccount"}, Values: policy.Texts(p.ctx.BucketAccount),
			})
		}
	}
	return doc
}

// onlyOf reports whether an element names principals of one account alone.
func onlyOf(el *policy.Principals, account string) bool {
	if el.Not || namesEveryone(el) || len(el.CanonicalUser)+len(el.Service)+len(el.Federated) > 0 {
		return false
	}
	for _, t := range el.AWS {
		if accountOf(t.Value) != account {
			return false
		}
	}
	return true
}

// allowCutByBucketDeny names the Deny that suffices, if one does.
func allowCutByBucketDeny(p *pair) {
	var denies []int
	for j := range p.bucket.doc.Statements {
		if p.bucket.doc.Statements[j].Effect == policy.Deny {
			denies = append(denies, j)
		}
	}
	if len(denies) == 0 {
		return
	}
	m := p.ready()
	if m == nil {
		return
	}
	single := p.meaning(p.accessPoint)
	p.eachAllow(m, p.accessPoint, func(i int, s *policy.Statement) {
		if single.policy == nil || single.mayApply(i).Verdict == analysis.No {
			return
		}
		switch a := m.purse.noted(m.pair.SurvivesBucket(i)); a.Verdict {
		case analysis.No:
			p.found(p.accessPoint, s.Pos, p.whoCuts(m, i, denies)+" all that this allows, so that it has no effect")
		case analysis.Unknown:
			p.unknown(p.accessPoint, s, a)
		}
	})
}

func (p *pair) whoCuts(m *pairMeaning, i int, denies []int) string {
	for _, j := range denies {
		if m.purse.pay(1) && m.pair.SurvivesBucketOne(i, j).Verdict == analysis.No {
			return fmt.Sprintf("%v of the bucket policy denies", p.bucket.spans[j].ref)
		}
	}
	return "the Deny statements of the bucket policy together deny"
}
