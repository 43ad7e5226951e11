package accesspoint

import (
	"slices"

	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/internal/doubt"
	"github.com/s3ap/s3ap/internal/s3action"
	"github.com/s3ap/s3ap/policy"
)

// An Evaluator decides requests by all the policies of a setting. It does not
// change once made, and all goroutines may use it.
type Evaluator struct {
	world  world
	region string // of the bucket, empty if it is not known
	keys   [2]legKeys
	// network has aws:SourceVpc if it follows from the VPC endpoint, for the rule
	// on the network origin, which no policy is asked about.
	network *condition.Layer
	valid   bool // the zero Evaluator is not
}

// A Question is what an [Evaluator] is asked: may the principal do this action?
type Question struct {
	Action  string // one IAM action, such as s3:GetObject; case does not count
	Key     string // of the object, as it is stored; empty for actions on the bucket
	Context condition.Context
	// Source is what a copy reads, for the action that writes it.
	Source *Source
}

// NewEvaluator checks a setting and makes it ready. The error tells all that is
// wrong with it, each fault as a [*SettingError].
func NewEvaluator(s Setting) (*Evaluator, error) {
	if err := s.check(); err != nil {
		return nil, err
	}
	e := &Evaluator{world: s.world(), region: s.region(), valid: true}
	legs, n := e.world.legs("")
	e.keys = e.world.legKeys(legs[:n])
	if s.Endpoint.ID != "" {
		e.network = condition.NewLayer([]condition.Attr{condition.String(condition.SourceVPC, s.Endpoint.VPC)}, nil)
	}
	return e, nil
}

// Evaluate decides a request. It never fails: a question that cannot be decided
// is denied, and the decision tells why. It does not allocate, but for copies.
func (e *Evaluator) Evaluate(q Question) Decision { return e.evaluate(doubt.Deny, &q) }

// Determined reports whether no doubt bears on the outcome that Evaluate comes
// to: letting every doubt fall the other way comes to the same.
func (e *Evaluator) Determined(q Question) bool {
	a, b := e.evaluate(doubt.Deny, &q), e.evaluate(doubt.Allow, &q)
	return a.Allowed() == b.Allowed()
}

// Explain decides as Evaluate does and returns the decision with the trace.
func (e *Evaluator) Explain(q Question) Explanation {
	d := e.Evaluate(q)
	if d.err != nil {
		return Explanation{Decision: d}
	}
	write, read := q.split(e)
	x := e.world.explain(e.evaluateOne(doubt.Deny, &write), e.request(&write), &e.keys)
	if q.Source != nil {
		source := q.Source.Evaluator.Explain(read)
		x.Source = &source
	}
	x.Decision = d
	return x
}

func (e *Evaluator) evaluate(f doubt.Favour, q *Question) Decision {
	if !e.valid {
		return refused(ErrNoSetting)
	}
	if q.Source != nil {
		return e.evaluateCopy(f, q)
	}
	return e.evaluateOne(f, q)
}

// evaluateOne decides a question without its source.
func (e *Evaluator) evaluateOne(f doubt.Favour, q *Question) Decision {
	if err := e.fault(q); err != nil {
		return e.refused(q, err)
	}
	ctx := q.Context
	if e.network != nil && ctx.Has(condition.SourceVPC) != condition.True {
		ctx = ctx.OverlayAll(e.network) // a context that tells another is refused
	}
	return e.world.decide(f, q.Action, q.Key, ctx, &e.keys)
}

// fault tells why a question cannot be decided, nil if it can. The setting has been
// checked.
func (e *Evaluator) fault(q *Question) error {
	on, err := actionFault(s3action.Number(q.Action), q.Action, e.world.through())
	if err != nil {
		return err
	}
	return keyFault(on, q.Key)
}

// refused is the decision on a question that cannot be decided.
func (e *Evaluator) refused(q *Question, err error) Decision {
	d := Decision{principal: e.world.principal.String(), action: q.Action}
	d.refuse(err)
	return d
}

// notOffered denies what S3 does not do whatever the policies say.
func (e *Evaluator) notOffered(q *Question) Decision {
	w := &e.world
	legs, _ := w.legs(q.Key)
	var d Decision
	w.describe(&d, q.Action, legs[0].resource)
	d.by(OperationLayer, legs[0].name)
	return d
}

// request returns a question as a request.
func (e *Evaluator) request(q *Question) *Request {
	w := &e.world
	return &Request{
		Principal: w.principal, Action: q.Action, AccessPoint: w.accessPoint,
		Bucket: w.bucket, BucketAccount: w.bucketAccount, Key: q.Key, Context: q.Context,
	}
}

// AccessPoint returns the access point that requests go through, zero if they are
// made to the bucket itself.
func (e *Evaluator) AccessPoint() arn.AccessPoint { return e.world.accessPoint }

// region returns the region of the bucket. Its access points are there too, and
// their ARNs tell it.
func (s *Setting) region() string {
	if s.Bucket.Region == "" {
		return s.AccessPoint.AccessPoint.Region()
	}
	return s.Bucket.Region
}

// world returns the setting in the form in which requests are decided. It shares
// no list with the setting, which may change later.
func (s *Setting) world() world {
	ap := &s.AccessPoint
	w := world{
		bucket: s.Bucket.Bucket, bucketAccount: s.Bucket.Account, bucketPolicy: s.Bucket.Policy,
		accessPoint: ap.AccessPoint, accessPointPolicy: ap.Policy, origin: ap.Origin,
		further: &further{
			principal: s.Caller.Principal,
			identity:  slices.Clone(s.Caller.Identity), boundary: s.Caller.Boundary,
			sessions: slices.Clone(s.Caller.Session), endpointPolicy: s.Endpoint.Policy,
		},
	}
	w.who.of(&s.Caller.Principal)
	s.organizations(&w)
	s.blockPublicAccess(&w)
	s.facts(&w)
	return w
}

// account returns what belongs to an account, nothing if it is not listed.
func (s *Setting) account(id string) Account {
	for _, a := range s.Accounts {
		if a.ID == id {
			return a
		}
	}
	return Account{ID: id}
}

// organizations keeps the policies that apply. Those about callers do not bind
// services, anonymous callers and service-linked roles; none bind the management
// account; those about resources do not bind service-linked roles.
//
// Organizations User Guide, "Service control policies" and "Resource control
// policies".
func (s *Setting) organizations(w *world) {
	if w.principal.ServiceLinked() {
		return
	}
	if own := s.account(w.principal.Account()); w.principal.Account() != "" && !own.Management {
		w.serviceControl = cloneLevels(own.ServiceControl)
	}
	legs, n := w.legs("")
	for i := range legs[:n] {
		if owner := s.account(legs[i].owner); !owner.Management {
			w.resourceControl[i] = cloneLevels(owner.ResourceControl)
		}
	}
}

func cloneLevels(levels [][]*policy.Policy) [][]*policy.Policy {
	levels = slices.Clone(levels)
	for i := range levels {
		levels[i] = slices.Clone(levels[i])
	}
	return levels
}

// blockPublicAccess puts the levels together: a setting that is on at the access
// point, the bucket or the account of either is on.
//
// S3 User Guide, "Managing public access to access points for general purpose
// buckets".
func (s *Setting) blockPublicAccess(w *world) {
	all := s.account(w.bucketAccount).BlockPublicAccess.or(orBlockAll(s.Bucket.BlockPublicAccess))
	if w.through() {
		all = all.or(s.account(w.accessPoint.Account()).BlockPublicAccess).or(orBlockAll(s.AccessPoint.BlockPublicAccess))
	}
	w.blocksPublicACLs = all.BlockPublicACLs
	w.restricted = all.RestrictPublicBuckets && w.restricts()
}

// orBlockAll is what S3 does where nothing is said.
func orBlockAll(b *BlockPublicAccess) BlockPublicAccess {
	if b == nil {
		return BlockAll()
	}
	return *b
}
