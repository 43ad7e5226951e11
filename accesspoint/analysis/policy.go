package analysis

import "github.com/s3ap/s3ap/policy"

// A Policy is one policy of a bucket or an access point, made ready for questions.
// Statements are counted from 0, as in [policy.Document]. It does not change once
// made.
type Policy struct{ reason string }

// New makes a document ready for questions in a place. It never fails: if the
// document does not compile, all answers are Unknown with the reason. Later changes of
// the document do not reach the Policy; to ask about a document without one of its
// statements, make another.
func New(doc *policy.Document, place Place, budget Budget) *Policy {
	return &Policy{reason: notYet}
}

const notYet = "the question is not modelled yet"

func (p *Policy) unknown() Answer { return Answer{Reason: p.reason} }

// Matches asks whether there is a request that statement i is about. No: it never has
// an effect.
func (p *Policy) Matches(i int) Answer { return p.unknown() }

// Adds asks whether there is a request that statement i is about and no other
// statement with the same effect is. No: it could be left out, since the others cover
// it together. A statement is not weighed against those of the other effect.
func (p *Policy) Adds(i int) Answer { return p.unknown() }

// AddsTo asks whether there is a request that statement i is about and statement j is
// not. No: j covers i. If the answer is No both ways round, the statements are about
// the same requests.
func (p *Policy) AddsTo(i, j int) Answer { return p.unknown() }

// Overlap asks whether there is a request that both statements are about.
func (p *Policy) Overlap(i, j int) Answer { return p.unknown() }

// Survives asks whether there is a request that statement i, an Allow, is about and no
// Deny of the policy is. No: the Denies take all of it away.
func (p *Policy) Survives(i int) Answer { return p.unknown() }

// SurvivesOne asks whether there is a request that statement i, an Allow, is about and
// statement j, a Deny, is not. No: the Deny j alone takes all of it away.
func (p *Policy) SurvivesOne(i, j int) Answer { return p.unknown() }

// KeepsOwner asks whether there is a request for an action on the bucket, such as
// s3:PutBucketPolicy, by another role of the bucket's account than those that the
// policy names, that no Deny of the policy denies. No: whoever is not named is locked
// out of the action, and only the root user of the account is left to it, for
// identity-based policies cannot overrule a Deny.
func (p *Policy) KeepsOwner(action string) Answer { return p.unknown() }
