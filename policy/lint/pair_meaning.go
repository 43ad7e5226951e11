package lint

import (
	"slices"

	"github.com/s3ap/s3ap/accesspoint/analysis"
	"github.com/s3ap/s3ap/policy"
)

// A pairMeaning is two policies as package analysis sees them together.
type pairMeaning struct {
	pair  *analysis.Pair
	purse purse
	// isHalf tells which statements of the access point policy delegation-half is
	// about, and foreign that the access point is not admitted at all. Others leave
	// them alone.
	isHalf  map[int]bool
	foreign bool
}

// ready returns what a check may ask about the two policies, nil if it may not ask
// anything. All that is asked depends on all statements.
func (p *pair) ready() *pairMeaning {
	for _, t := range [...]*text{p.bucket, p.accessPoint} {
		if len(t.errs) > 0 {
			p.skip(Skip{Check: p.check.ID, Policy: p.accessPoint.kind, Needs: "two policies without errors"})
			return nil
		}
	}
	first, second := p.skipOpen(p.check, p.bucket), p.skipOpen(p.check, p.accessPoint)
	if first || second {
		return nil
	}
	if p.pairs == nil {
		p.pairs = &pairMeaning{
			pair:  analysis.NewPair(p.bucketDoc(), p.accessPoint.doc, p.place(p.bucket), p.budget()),
			purse: newPurse(p.bucket.doc, p.accessPoint.doc), isHalf: make(map[int]bool),
		}
	}
	return p.pairs
}

// bucketDoc returns the bucket policy, nil if there is none.
func (p *pair) bucketDoc() *policy.Document {
	if len(p.bucket.doc.Statements) == 0 {
		return nil
	}
	return p.bucket.doc
}

// eachAllow calls look for the Allows of a policy, as long as questions may be asked.
func (p *pair) eachAllow(m *pairMeaning, t *text, look func(i int, s *policy.Statement)) {
	for i := range t.doc.Statements {
		s := &t.doc.Statements[i]
		if s.Effect != policy.Allow {
			continue
		}
		if !m.purse.pay(1) {
			p.stopped(p.check.ID, t, t.root(), tooManyQuestions)
			return
		}
		look(i, s)
	}
}

// unknown notes why an answer about a statement is Unknown.
func (p *pair) unknown(t *text, s *policy.Statement, a analysis.Answer) {
	p.stopped(p.check.ID, t, culprit(s, a.Reason), a.Reason)
}

// delegates reports whether the bucket policy has a statement that leaves it to the
// policies of access points.
func (p *pair) delegates() bool {
	as := pass{p.bucket, p.linter, p.check}
	return slices.ContainsFunc(p.bucket.doc.Statements, func(s policy.Statement) bool { return as.delegates(&s) })
}

// isInVain asks whether nothing of a part of Allow i of the access point policy gets
// through the bucket policy alone, and returns a request that does not.
func (p *pair) isInVain(m *analysis.Pair, i int, part analysis.Part) (w *Witness, inVain bool) {
	s := &p.accessPoint.doc.Statements[i]
	a := p.pairs.purse.noted(m.Ineffective(i, part))
	if a.Verdict == analysis.Yes {
		b := p.pairs.purse.noted(m.Effective(i, part))
		if b.Verdict == analysis.No {
			return witness(a), !a.Future
		}
		if b.Verdict == analysis.Yes {
			return nil, false
		}
		a = b
	}
	if a.Verdict == analysis.Unknown {
		p.unknown(p.accessPoint, s, a)
	}
	return nil, false
}
