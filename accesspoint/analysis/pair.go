package analysis

import (
	"github.com/s3ap/s3ap/accesspoint"
	"github.com/s3ap/s3ap/internal/box"
	"github.com/s3ap/s3ap/policy"
)

// A Pair is a bucket policy with the policy of one of its access points, made ready
// for questions. It does not change once made. Questions need the access point and
// the accounts of the [Place]. Statements are counted from 0. Root users of the
// accounts that own the bucket and the access point, who need no policy there, are left
// out of all questions.
type Pair struct {
	bucket, accessPoint *source
	space               *space
	reason              string
}

// NewPair makes two documents ready for questions in a place, as [New] does. A nil
// document is a policy that is not attached.
func NewPair(bucket, accessPoint *policy.Document, place Place, budget Budget) *Pair {
	p := new(Pair)
	if p.bucket, p.reason = attached(bucket, policy.Bucket); p.reason != "" {
		return p
	}
	if p.accessPoint, p.reason = attached(accessPoint, policy.AccessPoint); p.reason != "" {
		return p
	}
	switch p.space, p.reason = newSpace(place, budget.orDefault(), p.bucket, p.accessPoint); {
	case p.reason != "":
	case p.space.spot.ownerMadeUp:
		p.reason = "the account of the bucket is not known"
	case p.bucket.compiled.NamesOnlyAccessPoints():
		p.reason = accesspoint.ErrBucketPolicy.Error()
	case p.accessPoint.compiled.NamesOnlyBuckets():
		p.reason = accesspoint.ErrAPPolicy.Error()
	}
	return p
}

// attached makes a document ready that must be of a kind. One that is nil has no
// statements.
func attached(doc *policy.Document, k policy.Kind) (*source, string) {
	if doc == nil {
		doc = &policy.Document{Kind: k, Statements: []policy.Statement{}}
	}
	if doc.Kind != k {
		return nil, "the policy is no " + k.String()
	}
	return newSource(doc)
}

// A Part is a part of what a statement is about.
type Part uint8

// The parts.
const (
	Whole     Part = iota // all requests
	OnObjects             // those for actions on objects
	OnBucket              // those for actions on the access point, and so on the bucket
)

// box returns the requests of a part that go through the access point of the place.
func (p *Pair) box(part Part) box.Box {
	s := p.space
	x := s.and(p.withoutOwners(), viaAt, s.isHere)
	switch part {
	case OnObjects:
		return s.and(x, keyAt, func(k int) bool { return k > 0 })
	case OnBucket:
		return s.and(x, keyAt, func(k int) bool { return k == 0 })
	}
	return x
}

func (p *Pair) withoutOwners() box.Box {
	s := p.space
	return s.some(callerAt, func(c int) bool {
		a := s.callers[c].Account()
		return s.callers[c].Type() != policy.RootUser || a != s.spot.bucketAccount && a != s.spot.accessPoint.Account()
	})
}

// fault says why a question about an Allow of one of the policies cannot be asked.
func (p *Pair) fault(src func() *source, i int) string {
	switch {
	case p.reason != "":
		return p.reason
	case i < 0 || i >= len(src().doc.Statements):
		return "there is no such statement"
	case src().doc.Statements[i].Effect != policy.Allow:
		return "the statement is no Allow"
	}
	return ""
}

func (p *Pair) theAccessPoint() *source { return p.accessPoint }
func (p *Pair) theBucket() *source      { return p.bucket }

// denies returns the requests that a Deny of one of the policies is about.
func (p *Pair) denies() []box.Box {
	return append(p.space.boxesOf(p.bucket, policy.Deny), p.space.boxesOf(p.accessPoint, policy.Deny)...)
}

// Ineffective asks whether there is a request through the access point that the Allow
// i of the access point policy is about and no Deny of the two policies is, and that
// the bucket policy neither allows nor delegates. No: all that i allows is let
// through. Identity-based policies are taken to allow nothing.
func (p *Pair) Ineffective(i int, part Part) Answer {
	if reason := p.fault(p.theAccessPoint, i); reason != "" {
		return Answer{Reason: reason}
	}
	return p.space.ask(question{
		xs: meets(p.space.boxes(p.accessPoint, i), []box.Box{p.box(part)}),
		ds: append(p.denies(), p.space.boxesOf(p.bucket, policy.Allow)...),
		confirm: func(w *Witness) bool {
			d := p.decide(w)
			return p.accessPoint.applies(i, w) && p.accessPoint.outcome(w) == policy.Allowed &&
				p.bucket.outcome(w) == policy.ImplicitDeny &&
				!d.Allowed() && d.Blocked.Has(accesspoint.BucketPolicyLayer)
		},
	})
}

// decide asks the evaluator about a witness, with the two policies alone.
func (p *Pair) decide(w *Witness) accesspoint.Decision {
	return accesspoint.Evaluate(w.Request, p.bucket.compiled, p.accessPoint.compiled, w.Origin)
}

// Effective asks whether there is a request through the access point that the Allow i
// of the access point policy is about and that both policies allow. No: i is of no
// effect. Identity-based policies are taken to allow everything, for the callers who
// need them beside the two policies.
func (p *Pair) Effective(i int, part Part) Answer {
	if reason := p.fault(p.theAccessPoint, i); reason != "" {
		return Answer{Reason: reason}
	}
	xs := meets(p.space.boxes(p.accessPoint, i), []box.Box{p.box(part)})
	return p.space.ask(question{
		xs: meets(xs, p.space.boxesOf(p.bucket, policy.Allow)), ds: p.denies(),
		confirm: func(w *Witness) bool {
			return p.accessPoint.applies(i, w) && p.accessPoint.outcome(w) == policy.Allowed &&
				p.bucket.outcome(w) == policy.Allowed && p.letsPass(w)
		},
	})
}

// letsPass asks the evaluator about a witness whose identity-based policies allow
// everything. Tags of the bucket take part, as the request has them.
func (p *Pair) letsPass(w *Witness) bool {
	identity := []*policy.Policy{everything(policy.Identity)}
	open := accesspoint.BlockPublicAccess{}
	set := accesspoint.Setting{
		Bucket: accesspoint.BucketSetting{Bucket: w.Request.Bucket, Account: w.Request.BucketAccount, Policy: p.bucket.compiled, BlockPublicAccess: &open, ABAC: true},
		Caller: accesspoint.CallerSetting{Principal: w.Request.Principal},
	}
	switch w.Request.Principal.Type() {
	case policy.User, policy.RoleSession:
		set.Caller.Identity = identity
	case policy.FederatedUser:
		set.Caller.Identity, set.Caller.Session = identity, []*policy.Policy{everything(policy.Session)}
	}
	if w.Through() {
		set.AccessPoint = accesspoint.AccessPointSetting{AccessPoint: w.Request.AccessPoint, Origin: w.Origin, Policy: p.accessPoint.compiled, BlockPublicAccess: &open}
	}
	e, err := accesspoint.NewEvaluator(set)
	if err != nil {
		return false
	}
	return e.Evaluate(accesspoint.Question{Action: w.Request.Action, Key: w.Request.Key, Context: w.Request.Context}).Allowed()
}

// everything returns a policy of a kind that allows everything.
func everything(k policy.Kind) *policy.Policy {
	p, _ := policy.Compile(k, []byte(`{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}`))
	return p
}

// SurvivesBucket asks whether there is a request through the access point that the
// Allow i of the access point policy is about and no Deny of the bucket policy is.
// No: the bucket policy denies all of it.
func (p *Pair) SurvivesBucket(i int) Answer {
	return p.survives(i, -1)
}

// SurvivesBucketOne is [Pair.SurvivesBucket] for statement j of the bucket policy, a
// Deny. No: j alone denies all of it.
func (p *Pair) SurvivesBucketOne(i, j int) Answer {
	if p.reason == "" && (j < 0 || j >= len(p.bucket.doc.Statements) || p.bucket.doc.Statements[j].Effect != policy.Deny) {
		return Answer{Reason: "the statement is no Deny"}
	}
	return p.survives(i, j)
}

// survives asks about one Deny of the bucket policy, or all if j is negative.
func (p *Pair) survives(i, j int) Answer {
	if reason := p.fault(p.theAccessPoint, i); reason != "" {
		return Answer{Reason: reason}
	}
	q := question{xs: meets(p.space.boxes(p.accessPoint, i), []box.Box{p.box(Whole)})}
	if j < 0 {
		q.ds = p.space.boxesOf(p.bucket, policy.Deny)
		q.confirm = func(w *Witness) bool {
			return p.accessPoint.applies(i, w) && p.bucket.outcome(w) != policy.ExplicitDeny
		}
		return p.space.ask(q)
	}
	q.ds = p.space.boxes(p.bucket, j)
	q.confirm = func(w *Witness) bool { return p.accessPoint.applies(i, w) && !p.bucket.applies(j, w) }
	return p.space.ask(q)
}
