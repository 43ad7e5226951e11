package accesspoint

import (
	"errors"
	"fmt"
	"strings"

	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/policy"
)

// A SettingError is one thing wrong with a [Setting].
type SettingError struct {
	Field string // such as AccessPoint.Origin
	Err   error
}

// Error names the field and the fault.
func (e *SettingError) Error() string { return e.Field + ": " + e.Err.Error() }

// Unwrap returns Err.
func (e *SettingError) Unwrap() error { return e.Err }

// What can be wrong with a setting, beside what can be wrong with a request.
var (
	ErrNoSetting  = errors.New("the evaluator has no setting; make it with NewEvaluator")
	ErrSource     = errors.New("the source of the copy has no evaluator for the same principal")
	ErrSourceName = errors.New("the source of the copy must be named by what its evaluator is for: the name of the bucket, or the ARN or alias of the access point")
	ErrPolicyKind = errors.New("the policy is of another kind than its place")
	ErrRegion     = errors.New("an access point is in the same region as its bucket")
	ErrOwnPolicy  = errors.New("this principal cannot have such a policy")
	ErrEndpoint   = errors.New("a VPC endpoint has an id such as vpce-1a2b3c4d and is in a VPC such as vpc-1a2b3c4d")
	ErrAccount    = errors.New("must be an account id of 12 digits, each account once")
	ErrLeftOver   = errors.New("there is no access point that this could belong to")
)

// A checker collects the faults of a setting.
type checker struct{ errs []error }

func (c *checker) fault(field string, err error) {
	c.errs = append(c.errs, &SettingError{field, err})
}

// unless reports a fault if ok is false.
func (c *checker) unless(ok bool, field string, err error) {
	if !ok {
		c.fault(field, err)
	}
}

// kind checks that policies, as far as there are some, belong in their place, and
// reports whether they do.
func (c *checker) kind(field string, k policy.Kind, list ...*policy.Policy) bool {
	ok := true
	for _, p := range list {
		if misplaced(p, k) {
			c.fault(field, fmt.Errorf("%w: %v instead of %v", ErrPolicyKind, p.Kind(), k))
			ok = false
		}
	}
	return ok
}

// check tells what is wrong with a setting, nil if nothing is.
func (s *Setting) check() error {
	var c checker
	s.checkBucket(&c)
	s.checkAccessPoint(&c)
	s.checkCaller(&c)
	s.checkAccounts(&c)
	if end := s.Endpoint; end != (EndpointSetting{}) {
		c.unless(isEndpoint(end.ID) && isVPC(end.VPC), "Endpoint", ErrEndpoint)
		c.kind("Endpoint.Policy", policy.VPCEndpoint, end.Policy)
	}
	return errors.Join(c.errs...)
}

// isEndpoint reports whether id has the form of a VPC endpoint's id, which is that
// of a VPC's but for its beginning.
func isEndpoint(id string) bool {
	rest, ok := strings.CutPrefix(id, "vpce-")
	return ok && isVPC("vpc-"+rest)
}

// inPartition reports whether the bucket is in a partition. That there is none is
// a fault of its own.
func (s *Setting) inPartition(partition string) bool {
	return !s.Bucket.Bucket.IsValid() || s.Bucket.Bucket.Partition() == partition
}

func (s *Setting) checkBucket(c *checker) {
	b := &s.Bucket
	c.unless(b.Bucket.IsValid(), "Bucket.Bucket", ErrBucket)
	c.unless(isDecided(arn.AccessPoint{}, b.Bucket), "Bucket.Bucket", ErrKind)
	c.unless(arn.ValidAccount(b.Account), "Bucket.Account", ErrBucketAccount)
	if c.kind("Bucket.Policy", policy.Bucket, b.Policy) {
		c.unless(!b.Policy.NamesOnlyAccessPoints(), "Bucket.Policy", ErrBucketPolicy)
	}
}

func (s *Setting) checkAccessPoint(c *checker) {
	ap := &s.AccessPoint
	if !ap.AccessPoint.IsValid() {
		c.unless(ap.Origin == NetworkOrigin{} && ap.Policy == nil && ap.BlockPublicAccess == nil && ap.Tags == nil, "AccessPoint", ErrLeftOver)
		return
	}
	if !isDecided(ap.AccessPoint, arn.Bucket{}) {
		c.fault("AccessPoint.AccessPoint", ErrKind)
		return // the rest is held to rules of another kind
	}
	c.unless(ap.Origin.IsValid(), "AccessPoint.Origin", ErrOrigin)
	c.unless(s.inPartition(ap.AccessPoint.Partition()), "AccessPoint.AccessPoint", ErrPartition)
	c.unless(s.Bucket.Region == "" || s.Bucket.Region == ap.AccessPoint.Region(), "AccessPoint.AccessPoint", ErrRegion)
	if c.kind("AccessPoint.Policy", policy.AccessPoint, ap.Policy) {
		c.unless(!ap.Policy.NamesOnlyBuckets(), "AccessPoint.Policy", ErrAPPolicy)
	}
}

// checkCaller also holds the principal to the policies it can have: users and
// roles have identity-based ones and a boundary, sessions may have been passed
// some, and others have none.
func (s *Setting) checkCaller(c *checker) {
	caller := &s.Caller
	p := caller.Principal
	c.unless(p.IsValid(), "Caller.Principal", ErrPrincipal)
	c.unless(p.Partition() == "" || s.inPartition(p.Partition()), "Caller.Principal", ErrPartition)
	c.kind("Caller.Identity", policy.Identity, caller.Identity...)
	c.kind("Caller.Boundary", policy.Boundary, caller.Boundary)
	c.kind("Caller.Session", policy.Session, caller.Session...)
	hasOwn := p.Type() == policy.User || p.Type() == policy.RoleSession || p.Type() == policy.FederatedUser
	isSession := p.Type() == policy.RoleSession || p.Type() == policy.FederatedUser
	c.unless(hasOwn || len(caller.Identity) == 0, "Caller.Identity", ErrOwnPolicy)
	c.unless(hasOwn || caller.Boundary == nil, "Caller.Boundary", ErrOwnPolicy)
	c.unless(isSession || len(caller.Session) == 0, "Caller.Session", ErrOwnPolicy)
}

func (s *Setting) checkAccounts(c *checker) {
	seen := make(map[string]bool)
	for i, a := range s.Accounts {
		field := fmt.Sprintf("Accounts[%d]", i)
		c.unless(arn.ValidAccount(a.ID) && !seen[a.ID], field+".ID", ErrAccount)
		seen[a.ID] = true
		for _, level := range a.ServiceControl {
			c.kind(field+".ServiceControl", policy.ServiceControl, level...)
		}
		for _, level := range a.ResourceControl {
			c.kind(field+".ResourceControl", policy.ResourceControl, level...)
		}
	}
}
