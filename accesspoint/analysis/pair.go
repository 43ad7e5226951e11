package analysis

import "github.com/s3ap/s3ap/policy"

// A Pair is a bucket policy with the policy of one of its access points, made ready
// for questions. It does not change once made. Questions need the access point and
// the accounts of the [Place]. Statements are counted from 0. Root users of the
// accounts that own the bucket and the access point, who need no policy, are left
// out of all questions.
type Pair struct {
	// Bucket and AccessPoint are the policies by themselves.
	Bucket, AccessPoint *Policy
}

// NewPair makes two documents ready for questions in a place, as [New] does. A nil
// document is a policy that is not attached.
func NewPair(bucket, accessPoint *policy.Document, place Place, budget Budget) *Pair {
	return &Pair{New(bucket, place, budget), New(accessPoint, place, budget)}
}

// A Part is a part of what a statement is about.
type Part uint8

// The parts.
const (
	Whole     Part = iota // all requests
	OnObjects             // those for actions on objects
	OnBucket              // those for actions on the access point, and so on the bucket
)

// Ineffective asks whether there is a request through the access point that the Allow
// i of the access point policy is about and no Deny of the two policies is, and that
// the bucket policy neither allows nor delegates. No: all that i allows is let
// through. Identity-based policies are taken to allow nothing.
func (p *Pair) Ineffective(i int, part Part) Answer { return Answer{Reason: notYet} }

// Effective asks whether there is a request through the access point that the Allow i
// of the access point policy is about and that both policies allow. No: i is of no
// effect. Identity-based policies are taken to allow nothing but what a policy of
// another account leaves to them.
func (p *Pair) Effective(i int, part Part) Answer { return Answer{Reason: notYet} }

// SurvivesBucket asks whether there is a request through the access point that the
// Allow i of the access point policy is about and no Deny of the bucket policy is.
// No: the bucket policy denies all of it.
func (p *Pair) SurvivesBucket(i int) Answer { return Answer{Reason: notYet} }

// Bypass asks whether there is a request sent to the bucket itself that statement j of
// the bucket policy, an Allow, lets in by itself, while the access point policy names
// the caller, the action and the object in an Allow whose conditions the request does
// not meet, and allows it by no other statement. No: nobody gets around the conditions
// of the access point policy by j.
func (p *Pair) Bypass(j int) Answer { return Answer{Reason: notYet} }
