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

// kind checks that a policy, if there is one, belongs in its place.
func (c *checker) kind(field string, k policy.Kind, list ...*policy.Policy) {
	for _, p := range list {
		if misplaced(p, k) {
			c.fault(field, fmt.Errorf("%w: a %v where a %v belongs", ErrPolicyKind, p.Kind(), k))
		}
	}
}

// check tells what is wrong with a setting, nil if nothing is.
func (s *Setting) check() error {
	var c checker
	s.checkBucket(&c)
	s.checkAccessPoint(&c)
	s.checkCaller(&c)
	s.checkAccounts(&c)
	if end := s.Endpoint; end != (EndpointSetting{}) {
		c.unless(strings.HasPrefix(end.ID, "vpce-") && isVPC(end.VPC), "Endpoint", ErrEndpoint)
		c.kind("Endpoint.Policy", policy.VPCEndpoint, end.Policy)
	}
	return errors.Join(c.errs...)
}

func (s *Setting) checkBucket(c *checker) {
	b := &s.Bucket
	c.unless(b.Bucket.IsValid(), "Bucket.Bucket", ErrBucket)
	c.unless(arn.ValidAccount(b.Account), "Bucket.Account", ErrBucketAccount)
	c.kind("Bucket.Policy", policy.Bucket, b.Policy)
	c.unless(!b.Policy.NamesOnlyAccessPoints(), "Bucket.Policy", ErrBucketPolicy)
}

func (s *Setting) checkAccessPoint(c *checker) {
	ap := &s.AccessPoint
	if !ap.AccessPoint.IsValid() {
		c.unless(ap.Origin == NetworkOrigin{} && ap.Policy == nil && ap.BlockPublicAccess == nil && ap.Tags == nil, "AccessPoint", ErrLeftOver)
		return
	}
	c.unless(ap.Origin.IsValid(), "AccessPoint.Origin", ErrOrigin)
	c.unless(ap.AccessPoint.Partition() == s.Bucket.Bucket.Partition(), "AccessPoint.AccessPoint", ErrPartition)
	c.unless(s.Bucket.Region == "" || s.Bucket.Region == ap.AccessPoint.Region(), "AccessPoint.AccessPoint", ErrRegion)
	c.kind("AccessPoint.Policy", policy.AccessPoint, ap.Policy)
	c.unless(!ap.Policy.NamesOnlyBuckets(), "AccessPoint.Policy", ErrAPPolicy)
}

// checkCaller also holds the principal to the policies it can have: users and
// roles have identity-based ones and a boundary, sessions may have been passed
// some, and others have none.
func (s *Setting) checkCaller(c *checker) {
	caller := &s.Caller
	p := caller.Principal
	c.unless(p.IsValid(), "Caller.Principal", ErrPrincipal)
	c.unless(p.Partition() == "" || p.Partition() == s.Bucket.Bucket.Partition(), "Caller.Principal", ErrPartition)
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
