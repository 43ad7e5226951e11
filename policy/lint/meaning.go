package lint

import (
	"strings"

	"github.com/s3ap/s3ap/accesspoint/analysis"
	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/policy"
)

// meaningChecks are those of what whole policies let pass. They ask package analysis,
// and say only what it proves or has a request for. What it cannot tell, not-analyzed
// says, which comes last for that. Statements with values that are not known are left
// out: see meaning.
func meaningChecks() []check {
	return []check{
		{Info: Info{"duplicate-statement", Suggestion, AnyPolicy, "Two statements that allow or deny exactly the same requests."}, run: duplicateStatement, reads: allElements},
		{Info: Info{shadowed, Suggestion, AnyPolicy, "A statement that a wider one of the same effect covers."}, run: shadowedStatement, reads: allElements},
		{Info: Info{"allow-fully-denied", Warning, AnyPolicy, "An Allow that Deny statements take away completely."}, run: allowFullyDenied, reads: allElements},
		{Info: Info{"mergeable-statements", Suggestion, AnyPolicy, "Statements that differ in one list only and can be one."}, run: mergeableStatements, reads: allElements},
		{Info: Info{"deny-locks-out-owner", Warning, BucketPolicy, "A Deny after which nobody of the owner's account but the root user can change the bucket policy, unless perhaps through a VPC endpoint."}, needs: needBucketAccount, run: denyLocksOutOwner, reads: allElements},
		{Info: Info{"new-access", Error, AnyPolicy, "With a reference policy given: the policy allows a request that the reference does not."}, run: newAccess, reads: otherStatements},
		{Info: Info{"forbidden-access", Error, AnyPolicy, "With accesses given that nobody must have: the policy allows one."}, run: forbiddenAccess, reads: otherStatements},
		{Info: Info{"lost-access", Error, AnyPolicy, "With accesses given that must stay: the policy does not allow one."}, run: lostAccess, reads: otherStatements},
		{Info: Info{"not-analyzed", Suggestion, AnyPolicy, "A check that asks for the meaning of statements could not decide, and why, so that silence is not mistaken for safety."}, run: notAnalyzed, pair: pairNotAnalyzed},
	}
}

// A meaning is a policy as package analysis sees it: without the statements that are
// open, which hold a value that is not known. Those could take away nothing that is
// proven here: a Deny the more only denies more. What would need all statements is not
// asked.
type meaning struct {
	policy   *analysis.Policy // nil if there is nothing to ask about
	number   []int            // of each statement in policy, -1 if it is open
	open     []*Unresolved    // that each statement is open for, nil if it is not
	purse    purse
	outlines []outline         // of all statements
	matches  []analysis.Answer // what was answered; asked tells which
	asked    []bool
	covers   []cover // see pass.covers
	covered  bool
}

// usualBudget is how many steps one question may take if the context does not say.
const usualBudget = 2000

// A purse bounds the questions about one policy or pair, since each of them has a
// budget of its own.
type purse struct {
	left   int
	weight int // what one question costs: more if requests differ in many things
}

const (
	fullPurse = 512
	// unknownCosts is what an Unknown costs beside: it took all its steps in vain.
	unknownCosts = 16
)

func newPurse(docs ...*policy.Document) purse {
	keys := map[string]bool{}
	for _, doc := range docs {
		for i := range doc.Statements {
			for j := range doc.Statements[i].Condition {
				keys[doc.Statements[i].Condition[j].Key.Value] = true
			}
			for _, t := range doc.Statements[i].Resource.Items {
				if strings.Contains(t.Value, "${") {
					keys[t.Value] = true
				}
			}
		}
	}
	const light = 8 // so many make no difference
	return purse{fullPurse, 1 + len(keys)/light}
}

// pay reports whether one more question may be asked, of more than the usual weight
// by a factor.
func (p *purse) pay(factor int) bool {
	if cost := factor * p.weight; cost <= p.left {
		p.left -= cost
		return true
	}
	return false
}

// noted returns an answer, which has its price.
func (p *purse) noted(a analysis.Answer) analysis.Answer {
	if a.Verdict == analysis.Unknown {
		p.left -= unknownCosts
	}
	return a
}

// meaning returns what is asked about a text. It is made when it is first needed.
func (l *linter) meaning(t *text) *meaning {
	if t.meaning != nil {
		return t.meaning
	}
	m := &meaning{purse: newPurse(t.doc)}
	t.meaning = m
	n := len(t.doc.Statements)
	m.number, m.open = make([]int, n), make([]*Unresolved, n)
	m.matches, m.asked, m.outlines = make([]analysis.Answer, n), make([]bool, n), make([]outline, n)
	known := *t.doc
	known.Statements = make([]policy.Statement, 0, n)
	for i := range t.doc.Statements {
		if m.open[i] = l.openFor(t, i); m.open[i] != nil {
			m.number[i] = -1
			continue
		}
		m.number[i] = len(known.Statements)
		m.outlines[i] = outlineOf(&t.doc.Statements[i])
		known.Statements = append(known.Statements, t.doc.Statements[i])
	}
	if len(t.errs) == 0 && len(known.Statements) > 0 {
		m.policy = analysis.New(&known, l.place(t), l.budget())
	}
	return m
}

// openFor returns the value for which a statement is open: one in it, or around it. A
// Sid is nothing that a request meets.
func (l *linter) openFor(t *text, i int) *Unresolved {
	if len(l.ctx.Unresolved) == 0 {
		return nil
	}
	pointer := t.finding(t.doc.Statements[i].Pos).Pointer
	for j := range l.ctx.Unresolved {
		u := &l.ctx.Unresolved[j]
		isName := strings.HasSuffix(u.Pointer, "/Sid") || u.Pointer == "/Id"
		if u.Policy == t.kind && !isName && (within(u.Pointer, pointer) || within(pointer, u.Pointer) || u.Pointer == "/Version") {
			return u
		}
	}
	return nil
}

// skipOpen lists a check for the statements that it leaves out, and reports whether
// there are any.
func (l *linter) skipOpen(c *check, t *text) (any bool) {
	for _, u := range l.meaning(t).open {
		if u != nil {
			l.skip(Skip{Check: c.ID, Policy: u.Policy, Needs: u.Why, Pointer: u.Pointer})
			any = true
		}
	}
	return any
}

// ready returns what a check may ask about the policy, nil if it may not ask anything.
func (p *pass) ready() *meaning {
	if len(p.errs) > 0 {
		// What S3 refuses means nothing.
		p.skip(Skip{Check: p.check.ID, Policy: p.kind, Needs: "a policy without errors"})
		return nil
	}
	p.skipOpen(p.check, p.text)
	m := p.linter.meaning(p.text)
	if m.policy == nil {
		return nil
	}
	return m
}

func (l *linter) budget() analysis.Budget {
	n := l.ctx.Budget
	if n <= 0 {
		n = usualBudget
	}
	return analysis.Budget{States: n, Nodes: n}
}

// place is what the context tells of where policies are attached. The partition of the
// bucket is that of the access point, or of the Resource elements.
func (l *linter) place(t *text) analysis.Place {
	place := analysis.Place{BucketAccount: l.ctx.BucketAccount, AccessPoint: l.ctx.AccessPoint, Origin: l.ctx.origin()}
	partition := "aws"
	if l.ctx.AccessPoint.IsValid() {
		partition = l.ctx.AccessPoint.Partition()
	} else if found := firstPartition(t.doc); found != "" {
		partition = found
	}
	place.Bucket, _ = arn.NewBucket(partition, l.ctx.Bucket)
	return place
}

func firstPartition(doc *policy.Document) string {
	for i := range doc.Statements {
		for _, t := range doc.Statements[i].Resource.Items {
			if n := splitARN(t.Value); n.ok && arn.ValidPartition(n.partition) {
				return n.partition
			}
		}
	}
	return ""
}

// mayApply asks whether a statement applies to any request. Of one that is open it is
// not known.
func (m *meaning) mayApply(i int) analysis.Answer {
	if !m.asked[i] && m.policy != nil && m.number[i] >= 0 {
		m.matches[i] = analysis.Answer{Reason: tooManyQuestions}
		if m.purse.pay(1) {
			m.matches[i] = m.purse.noted(m.policy.Matches(m.number[i]))
		}
	}
	m.asked[i] = true
	return m.matches[i]
}

// witness is what a finding shows of an answer. An action that nobody knows yet is
// nothing to show.
func witness(a analysis.Answer) *Witness {
	if a.Witness == nil || a.Future {
		return nil
	}
	return &Witness{Request: a.Witness.Request, Origin: a.Witness.Origin}
}
