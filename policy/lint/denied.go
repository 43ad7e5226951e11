package lint

import (
	"fmt"

	"github.com/s3ap/s3ap/accesspoint/analysis"
	"github.com/s3ap/s3ap/policy"
)

// allowFullyDenied asks only of Allows whose actions are all denied somewhere, and
// names the Deny that suffices, if one does.
func allowFullyDenied(p *pass) {
	m := p.ready()
	if m == nil {
		return
	}
	var denied actionSet
	var denies []int
	for i := range p.doc.Statements {
		if p.doc.Statements[i].Effect == policy.Deny && m.number[i] >= 0 {
			denies = append(denies, i)
			denied.join(&m.outlines[i].actions)
		}
	}
	for i := range p.doc.Statements {
		s := &p.doc.Statements[i]
		if s.Effect != policy.Allow || m.number[i] < 0 || m.outlines[i].actions == (actionSet{}) || !m.outlines[i].actions.isWithin(&denied) {
			continue
		}
		if !m.purse.pay(1) {
			p.stopped(p.check.ID, p.text, p.root(), tooManyQuestions)
			return
		}
		switch a := m.purse.noted(m.policy.Survives(m.number[i])); {
		case a.Verdict == analysis.Unknown && m.mayApply(i).Verdict == analysis.Yes:
			p.unknown(s, a)
		case a.Verdict == analysis.No && m.mayApply(i).Verdict == analysis.Yes:
			p.found(s.Pos, p.whoDenies(m, i, denies)+" what this statement allows, so that it has no effect")
		}
	}
}

func (p *pass) whoDenies(m *meaning, i int, denies []int) string {
	for _, j := range denies {
		if m.outlines[i].actions.isWithin(&m.outlines[j].actions) && m.purse.pay(1) && m.policy.SurvivesOne(m.number[i], m.number[j]).Verdict == analysis.No {
			return fmt.Sprintf("%v denies all of", p.spans[j].ref)
		}
	}
	return "the Deny statements together deny all of"
}

func (s *actionSet) join(other *actionSet) {
	for i := range s {
		s[i] |= other[i]
	}
}

// denyLocksOutOwner looks for the Deny that does it among those of the actions that
// could mend it.
//
// S3 User Guide, "Bucket policies", on the root user of the bucket's owner: no bucket
// policy can deny it to remove the policy.
func denyLocksOutOwner(p *pass) {
	m := p.ready()
	if m == nil {
		return
	}
	const put, remove = "s3:PutBucketPolicy", "s3:DeleteBucketPolicy"
	last := -1
	for i := range p.doc.Statements {
		if p.doc.Statements[i].Effect == policy.Deny && m.number[i] >= 0 && m.outlines[i].actions.hasName(put) {
			last = i
		}
	}
	if last < 0 {
		return
	}
	s := &p.doc.Statements[last]
	for _, action := range [...]string{put, remove} {
		switch a := m.policy.KeepsOwner(action); a.Verdict {
		case analysis.Unknown:
			p.unknown(s, a)
			return
		case analysis.Yes:
			return
		}
	}
	p.found(s.Pos, "nobody in the account of the bucket but its root user can change or delete the bucket policy any more, from outside of the VPC endpoints that it may except; except an administrator, by `aws:PrincipalArn`, or leave "+quote(put)+" and "+quote(remove)+" out")
}
