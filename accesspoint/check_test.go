package accesspoint

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/policy"
	"github.com/stretchr/testify/require"
)

// fields returns the fields that a setting is faulted for.
func fields(err error) (list []string) {
	all, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return nil
	}
	for _, err := range all.Unwrap() {
		if fault, ok := errors.AsType[*SettingError](err); ok {
			list = append(list, fault.Field)
		}
	}
	return list
}

func TestSettingsThatCannotBeAreRefused(t *testing.T) {
	t.Parallel()
	china := "arn:aws-cn:iam::111111111111:user/jane"
	ofKind := map[policy.Kind]*policy.Policy{
		policy.Bucket:          compile(t, policy.Bucket, onBucket("Allow", `"*"`, "s3:*", "")),
		policy.AccessPoint:     compile(t, policy.AccessPoint, onAP(accountB, "Allow", `"*"`, "s3:*")),
		policy.Identity:        compile(t, policy.Identity, fullAccess),
		policy.Boundary:        compile(t, policy.Boundary, fullAccess),
		policy.Session:         compile(t, policy.Session, fullAccess),
		policy.ServiceControl:  compile(t, policy.ServiceControl, fullAccess),
		policy.ResourceControl: compile(t, policy.ResourceControl, rcpDeny),
		policy.VPCEndpoint:     compile(t, policy.VPCEndpoint, statement("Allow", `"*"`, "*", "*", "*", "")),
	}
	one := func(k policy.Kind) []*policy.Policy { return []*policy.Policy{ofKind[k]} }
	onlyAP := compile(t, policy.Bucket, onAP(accountB, "Allow", `"*"`, "s3:*"))
	onlyBucket := compile(t, policy.AccessPoint, onBucket("Deny", `"*"`, "s3:*", ""))
	for name, tt := range map[string]struct {
		change func(*Setting)
		field  string
		want   error
	}{
		"no bucket":                        {func(s *Setting) { s.Bucket.Bucket = arn.Bucket{} }, "Bucket.Bucket", ErrBucket},
		"no owner of the bucket":           {func(s *Setting) { s.Bucket.Account = "" }, "Bucket.Account", ErrBucketAccount},
		"an owner that is no account":      {func(s *Setting) { s.Bucket.Account = "11111111111x" }, "Bucket.Account", ErrBucketAccount},
		"another kind as bucket policy":    {func(s *Setting) { s.Bucket.Policy = ofKind[policy.Identity] }, "Bucket.Policy", ErrPolicyKind},
		"a bucket policy on access points": {func(s *Setting) { s.Bucket.Policy = onlyAP }, "Bucket.Policy", ErrBucketPolicy},
		"no network origin":                {func(s *Setting) { s.AccessPoint.Origin = NetworkOrigin{} }, "AccessPoint.Origin", ErrOrigin},
		"another partition": {func(s *Setting) {
			s.AccessPoint.AccessPoint = arn.MustParseAccessPoint("arn:aws-cn:s3:cn-north-1:111111111111:accesspoint/ap1")
		}, "AccessPoint.AccessPoint", ErrPartition},
		"another region than the bucket":     {func(s *Setting) { s.Bucket.Region = "us-east-1" }, "AccessPoint.AccessPoint", ErrRegion},
		"another kind as its policy":         {func(s *Setting) { s.AccessPoint.Policy = ofKind[policy.Bucket] }, "AccessPoint.Policy", ErrPolicyKind},
		"an access point policy on a bucket": {func(s *Setting) { s.AccessPoint.Policy = onlyBucket }, "AccessPoint.Policy", ErrAPPolicy},
		"an origin without access point":     {func(s *Setting) { s.AccessPoint = AccessPointSetting{Origin: Internet()} }, "AccessPoint", ErrLeftOver},
		"a policy without access point":      {func(s *Setting) { s.AccessPoint = AccessPointSetting{Policy: ofKind[policy.AccessPoint]} }, "AccessPoint", ErrLeftOver},
		"block settings without one":         {func(s *Setting) { s.AccessPoint = AccessPointSetting{BlockPublicAccess: &BlockPublicAccess{}} }, "AccessPoint", ErrLeftOver},
		"tags without one":                   {func(s *Setting) { s.AccessPoint = AccessPointSetting{Tags: map[string]string{}} }, "AccessPoint", ErrLeftOver},
		"no principal":                       {func(s *Setting) { s.Caller.Principal = policy.Principal{} }, "Caller.Principal", ErrPrincipal},
		"a principal of another partition":   {func(s *Setting) { s.Caller.Principal = policy.MustParsePrincipal(china) }, "Caller.Principal", ErrPartition},
		"another kind as identity policy":    {func(s *Setting) { s.Caller.Identity = one(policy.Session) }, "Caller.Identity", ErrPolicyKind},
		"another kind as boundary":           {func(s *Setting) { s.Caller.Boundary = ofKind[policy.Identity] }, "Caller.Boundary", ErrPolicyKind},
		"another kind as session policy":     {func(s *Setting) { s.Caller.Principal = session(t, accountB); s.Caller.Session = one(policy.Identity) }, "Caller.Session", ErrPolicyKind},
		"a root user with a policy":          {func(s *Setting) { s.Caller.Principal = root(accountB); s.Caller.Identity = one(policy.Identity) }, "Caller.Identity", ErrOwnPolicy},
		"a root user with a boundary":        {func(s *Setting) { s.Caller.Principal = root(accountB); s.Caller.Boundary = ofKind[policy.Boundary] }, "Caller.Boundary", ErrOwnPolicy},
		"a service with a policy": {func(s *Setting) {
			s.Caller.Principal = policy.MustParsePrincipal("s3.amazonaws.com")
			s.Caller.Identity = one(policy.Identity)
		}, "Caller.Identity", ErrOwnPolicy},
		"nobody with a policy":              {func(s *Setting) { s.Caller.Principal = policy.Anonymous(); s.Caller.Identity = one(policy.Identity) }, "Caller.Identity", ErrOwnPolicy},
		"a user with a session policy":      {func(s *Setting) { s.Caller.Session = one(policy.Session) }, "Caller.Session", ErrOwnPolicy},
		"a root user with a session policy": {func(s *Setting) { s.Caller.Principal = root(accountB); s.Caller.Session = one(policy.Session) }, "Caller.Session", ErrOwnPolicy},
		"an endpoint without id":            {func(s *Setting) { s.Endpoint = EndpointSetting{VPC: vpcID} }, "Endpoint", ErrEndpoint},
		"an endpoint with half an id":       {func(s *Setting) { s.Endpoint = EndpointSetting{ID: "vpce-", VPC: vpcID} }, "Endpoint", ErrEndpoint},
		"an endpoint with the id of a VPC":  {func(s *Setting) { s.Endpoint = EndpointSetting{ID: vpcID, VPC: vpcID} }, "Endpoint", ErrEndpoint},
		"an endpoint without VPC":           {func(s *Setting) { s.Endpoint = EndpointSetting{ID: "vpce-1"} }, "Endpoint", ErrEndpoint},
		"an endpoint policy without one":    {func(s *Setting) { s.Endpoint = EndpointSetting{Policy: ofKind[policy.VPCEndpoint]} }, "Endpoint", ErrEndpoint},
		"another kind as endpoint policy": {func(s *Setting) {
			s.Endpoint = EndpointSetting{ID: "vpce-1", VPC: vpcID, Policy: ofKind[policy.Bucket]}
		}, "Endpoint.Policy", ErrPolicyKind},
		"an account without id": {func(s *Setting) { s.Accounts = []Account{{}} }, "Accounts[0].ID", ErrAccount},
		"an account twice":      {func(s *Setting) { s.Accounts = []Account{{ID: accountB}, {ID: accountC}, {ID: accountB}} }, "Accounts[2].ID", ErrAccount},
		"another kind as SCP": {func(s *Setting) {
			s.Accounts = []Account{{ID: accountB, ServiceControl: [][]*policy.Policy{nil, one(policy.Identity)}}}
		}, "Accounts[0].ServiceControl", ErrPolicyKind},
		"another kind as RCP": {func(s *Setting) {
			s.Accounts = []Account{{ID: accountC}, {ID: accountB, ResourceControl: [][]*policy.Policy{one(policy.ServiceControl)}}}
		}, "Accounts[1].ResourceControl", ErrPolicyKind},
	} {
		t.Run(name, func(t *testing.T) {
			s := plain(user(accountB), accountB)
			_, err := NewEvaluator(s)
			require.NoError(t, err, "only the change must be wrong")
			tt.change(&s)
			e, err := NewEvaluator(s)
			if e != nil || !errors.Is(err, tt.want) {
				t.Errorf("got %v, want %v", err, tt.want)
			}
			if diff := cmp.Diff([]string{tt.field}, fields(err)); diff != "" {
				t.Errorf("fields (-want +got)\n%s\n%v", diff, err)
			}
		})
	}
}

func TestWhatASettingMayLeaveOutAndHave(t *testing.T) {
	t.Parallel()
	fed, err := policy.Federated(userARN(accountB), "bob")
	require.NoError(t, err)
	own := compile(t, policy.Identity, fullAccess)
	passed := compile(t, policy.Session, fullAccess)
	for name, change := range map[string]func(*Setting){
		"no access point":                func(s *Setting) { s.AccessPoint = AccessPointSetting{} },
		"the region of the access point": func(s *Setting) { s.Bucket.Region = "us-west-2" },
		"a session with policies of all kinds": func(s *Setting) {
			s.Caller = CallerSetting{session(t, accountB), []*policy.Policy{own}, compile(t, policy.Boundary, fullAccess), []*policy.Policy{passed}, nil}
		},
		"a federated user with a session policy": func(s *Setting) { s.Caller = CallerSetting{Principal: fed, Session: []*policy.Policy{passed}} },
		"places for policies that are not there": func(s *Setting) { s.Caller.Identity = []*policy.Policy{nil} },
		"a service of no partition":              func(s *Setting) { s.Caller.Principal = policy.MustParsePrincipal("s3.amazonaws.com") },
		"an endpoint with the default policy":    func(s *Setting) { s.Endpoint = EndpointSetting{ID: "vpce-1", VPC: vpcID} },
		"levels without policies":                func(s *Setting) { s.Accounts = []Account{{ID: accountB, ServiceControl: [][]*policy.Policy{{}, nil}}} },
	} {
		s := plain(user(accountB), accountB)
		change(&s)
		if _, err := NewEvaluator(s); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestEverythingWrongWithASettingIsTold(t *testing.T) {
	_, err := NewEvaluator(Setting{Endpoint: EndpointSetting{ID: "x"}, Accounts: []Account{{}}})
	want := []string{"Bucket.Bucket", "Bucket.Account", "Caller.Principal", "Accounts[0].ID", "Endpoint"}
	if diff := cmp.Diff(want, fields(err)); diff != "" {
		t.Errorf("fields (-want +got)\n%s", diff)
	}
	fault, ok := errors.AsType[*SettingError](err)
	require.True(t, ok)
	if got, want := fault.Error(), "Bucket.Bucket: the request has no bucket"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
