package accesspoint

import (
	"testing"

	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/policy"
	"github.com/stretchr/testify/require"
)

// A settingRow is a row of the tables of evaluation.md that needs more than the
// two policies: what it adds to a setting, and what comes of the question.
type settingRow struct {
	principal policy.Principal
	through   string // the account of the access point, "" for direct
	change    func(*Setting)
	action    string // s3:GetObject on jane/a.txt if empty; others are on the bucket
	context   condition.Context
	allowed   bool
	by        Layer
	blocked   []Layer // that must be among those in the way
}

// plain is a setting in which nothing is attached and nothing blocked.
func plain(p policy.Principal, through string) Setting {
	s := Setting{
		Bucket: BucketSetting{Bucket: arn.MustParseBucket(bucketARN), Account: accountB, BlockPublicAccess: &BlockPublicAccess{}},
		Caller: CallerSetting{Principal: p},
	}
	if through != "" {
		s.AccessPoint = AccessPointSetting{
			AccessPoint: arn.MustParseAccessPoint(apARN(through)), Origin: Internet(), BlockPublicAccess: &BlockPublicAccess{},
		}
	}
	return s
}

func evaluator(t testing.TB, s Setting) *Evaluator {
	t.Helper()
	e, err := NewEvaluator(s)
	require.NoError(t, err)
	return e
}

func (r settingRow) decide(t *testing.T) Decision {
	s := plain(r.principal, r.through)
	if r.change != nil {
		r.change(&s)
	}
	q := Question{Action: r.action, Context: r.context}
	if r.action == "" {
		q.Action, q.Key = "s3:GetObject", "jane/a.txt"
	}
	e := evaluator(t, s)
	d := e.Evaluate(q)
	if x := e.Explain(q); x.Decision != d || x.String() == "" {
		t.Errorf("Explain says otherwise: %v", x)
	}
	return d
}

func runSettings(t *testing.T, rows map[string]settingRow) {
	for name, r := range rows {
		t.Run(name, func(t *testing.T) {
			got := r.decide(t)
			if got.Err() != nil {
				t.Fatalf("the row cannot be decided: %v", got)
			}
			if got.Allowed() != r.allowed || r.by != NoLayer && got.By != r.by {
				t.Errorf("got %v, by %v", got, got.By)
			}
			for _, l := range r.blocked {
				if !got.Blocked.Has(l) {
					t.Errorf("%v must be among what stood in the way, got %v", l, got.Blocked)
				}
			}
		})
	}
}

// changes makes one change of several.
func changes(list ...func(*Setting)) func(*Setting) {
	return func(s *Setting) {
		for _, change := range list {
			change(s)
		}
	}
}

// Of the caller's own policies, on everything of both accounts' access points and
// the bucket.
func identified(t testing.TB) func(*Setting) {
	everything := compile(t, policy.Identity, statement("Allow", "", "s3:*", "*", "*", ""))
	return func(s *Setting) { s.Caller.Identity = []*policy.Policy{everything} }
}

func bucketPolicy(t testing.TB, list ...string) func(*Setting) {
	p := compile(t, policy.Bucket, list...)
	return func(s *Setting) { s.Bucket.Policy = p }
}

func apPolicy(t testing.TB, list ...string) func(*Setting) {
	p := compile(t, policy.AccessPoint, list...)
	return func(s *Setting) { s.AccessPoint.Policy = p }
}

func endpoint(t testing.TB, list ...string) func(*Setting) {
	p := compile(t, policy.VPCEndpoint, list...)
	return func(s *Setting) { s.Endpoint = EndpointSetting{ID: "vpce-1a2b3c4d", VPC: vpcID, Policy: p} }
}

// account adds an account.
func account(a Account) func(*Setting) {
	return func(s *Setting) { s.Accounts = append(s.Accounts, a) }
}

// scp and rcp make a level of policies of an organization out of statements, a
// policy of each.
func scp(t testing.TB, list ...string) []*policy.Policy { return level(t, policy.ServiceControl, list) }
func rcp(t testing.TB, list ...string) []*policy.Policy {
	return level(t, policy.ResourceControl, list)
}

func level(t testing.TB, k policy.Kind, list []string) []*policy.Policy {
	policies := []*policy.Policy{}
	for _, s := range list {
		policies = append(policies, compile(t, k, s))
	}
	return policies
}

const (
	fullAccess = `{"Effect":"Allow","Action":"*","Resource":"*"}`
	scpDeny    = `{"Effect":"Deny","Action":"s3:GetObject","Resource":"*"}`
	rcpDeny    = `{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*"}`
)

func TestTheEvaluatorFollowsTheRowsThatNeedOrganizationsAndEndpoints(t *testing.T) {
	t.Parallel()
	everybody := onBucket("Allow", `"*"`, "s3:GetObject", "")
	onlyContainer := func(container string) string { return statement("Allow", `"*"`, "*", container, container+"/*", "") }
	outside := `{"Effect":"Deny","Action":"s3:*","NotResource":"arn:aws:s3:::*"}`
	b23 := account(Account{ID: accountB, ServiceControl: [][]*policy.Policy{scp(t, fullAccess, outside)}})
	runSettings(t, map[string]settingRow{
		"b1 for comparison: identity on both":               {principal: user(accountB), through: accountB, change: identified(t), allowed: true},
		"b23 an SCP that spares buckets hits access points": {principal: user(accountB), through: accountB, change: changes(identified(t), b23), by: ServiceControlLayer},
		"b23 and not requests to the bucket":                {principal: user(accountB), change: changes(identified(t), b23), allowed: true},
		"b24 an endpoint policy for the bucket alone":       {principal: user(accountB), through: accountB, change: changes(identified(t), endpoint(t, onlyContainer(bucketARN))), by: VPCEndpointLayer},
		"b25 an endpoint policy for the access point alone": {principal: user(accountB), through: accountB, change: changes(identified(t), endpoint(t, onlyContainer(apARN(accountB)))), by: VPCEndpointLayer},
		"an endpoint policy for both":                       {principal: user(accountB), through: accountB, change: changes(identified(t), endpoint(t, onlyContainer(apARN(accountB)), onlyContainer(bucketARN))), allowed: true},
		"b26 the endpoint shows the VPC of the origin":      {principal: user(accountB), through: accountB, change: changes(identified(t), endpoint(t), originVPC(vpcID)), allowed: true},
		"b27 an endpoint of another VPC":                    {principal: user(accountB), through: accountB, change: changes(identified(t), endpoint(t), originVPC("vpc-2")), by: NetworkOriginLayer},
		"b27 no endpoint":                                   {principal: user(accountB), through: accountB, change: changes(identified(t), originVPC(vpcID)), by: NetworkOriginLayer},
		"e8 no SCP binds a service":                         {principal: policy.MustParsePrincipal("cloudtrail.amazonaws.com"), change: changes(bucketPolicy(t, onBucket("Allow", service, "s3:*", "")), account(Account{ID: accountB, ServiceControl: [][]*policy.Policy{scp(t)}})), allowed: true},
		"e9 an RCP does, unless it spares services":         {principal: policy.MustParsePrincipal("cloudtrail.amazonaws.com"), change: changes(bucketPolicy(t, onBucket("Allow", service, "s3:*", "")), account(Account{ID: accountB, ResourceControl: [][]*policy.Policy{rcp(t, rcpDeny)}})), by: ResourceControlLayer},
		"e9 one that spares them":                           {principal: policy.MustParsePrincipal("cloudtrail.amazonaws.com"), change: changes(bucketPolicy(t, onBucket("Allow", service, "s3:*", "")), account(Account{ID: accountB, ResourceControl: [][]*policy.Policy{rcp(t, `{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*","Condition":{"BoolIfExists":{"aws:PrincipalIsAWSService":"false"}}}`)}})), allowed: true},
		"d2 for comparison: anonymous and a public bucket":  {principal: policy.Anonymous(), change: bucketPolicy(t, everybody), allowed: true},
		"all limits at once are told":                       {principal: user(accountB), through: accountB, change: changes(b23, account(Account{ID: accountP}), endpoint(t, onlyContainer("arn:aws:s3:::other"))), by: ServiceControlLayer, blocked: []Layer{ServiceControlLayer, VPCEndpointLayer, IdentityLayer, AccessPointPolicyLayer}},
	})
}

func originVPC(id string) func(*Setting) {
	return func(s *Setting) { s.AccessPoint.Origin = VPC(id) }
}

// Evaluation.md, section 4.4: the root user of the bucket's account can always
// mend a bucket policy. Only organizations and the VPC endpoint stop it.
func TestRootUsersMendBucketPolicies(t *testing.T) {
	t.Parallel()
	locked := bucketPolicy(t, onBucket("Deny", `"*"`, "s3:*", ""))
	rcpOfB := account(Account{ID: accountB, ResourceControl: [][]*policy.Policy{rcp(t, rcpDeny)}})
	scpOfB := account(Account{ID: accountB, ServiceControl: [][]*policy.Policy{scp(t)}})
	closed := endpoint(t, statement("Allow", `"*"`, "s3:GetObject", bucketARN, bucketARN+"/*", ""))
	runSettings(t, map[string]settingRow{
		"it reads the policy that denies everything": {principal: root(accountB), change: locked, action: "s3:GetBucketPolicy", allowed: true},
		"and replaces it":                    {principal: root(accountB), change: locked, action: "s3:PutBucketPolicy", allowed: true},
		"and deletes it, in any case":        {principal: root(accountB), change: locked, action: "S3:deletebucketpolicy", allowed: true},
		"but does nothing else":              {principal: root(accountB), change: locked, by: BucketPolicyLayer},
		"nor look whether it is public":      {principal: root(accountB), change: locked, action: "s3:GetBucketPolicyStatus", by: BucketPolicyLayer},
		"not through an access point":        {principal: root(accountB), through: accountB, change: locked, action: "s3:GetBucketPolicy", by: BucketPolicyLayer},
		"nor a user with all permissions":    {principal: user(accountB), change: changes(identified(t), locked), action: "s3:PutBucketPolicy", by: BucketPolicyLayer},
		"nor the root user of another":       {principal: root(accountC), change: locked, action: "s3:PutBucketPolicy", by: BucketPolicyLayer},
		"a resource control policy stops it": {principal: root(accountB), change: changes(locked, rcpOfB), action: "s3:PutBucketPolicy", by: ResourceControlLayer},
		"so does a service control policy":   {principal: root(accountB), change: changes(locked, scpOfB), action: "s3:PutBucketPolicy", by: ServiceControlLayer},
		"and an endpoint policy":             {principal: root(accountB), change: changes(locked, closed), action: "s3:PutBucketPolicy", by: VPCEndpointLayer},
	})
}

// Evaluation.md, section 4.5.
func TestServiceControlPoliciesBindTheCallersAccount(t *testing.T) {
	t.Parallel()
	of := func(id string, management bool, levels ...[]*policy.Policy) func(*Setting) {
		return account(Account{ID: id, Management: management, ServiceControl: levels})
	}
	full := scp(t, fullAccess)
	readOnly := scp(t, `{"Effect":"Allow","Action":"s3:List*","Resource":"*"}`)
	slr := session(t, accountB).AsServiceLinked()
	id := identified(t)
	foreign := bucketPolicy(t, onBucket("Allow", aws(userARN(accountC)), "s3:*", ""))
	runSettings(t, map[string]settingRow{
		"no levels, no limits":                     {principal: user(accountB), change: changes(id, of(accountB, false)), allowed: true},
		"every level allows":                       {principal: user(accountB), change: changes(id, of(accountB, false, full, full, full)), allowed: true},
		"one policy of a level is enough":          {principal: user(accountB), change: changes(id, of(accountB, false, append(scp(t, fullAccess), readOnly...))), allowed: true},
		"one level does not allow":                 {principal: user(accountB), change: changes(id, of(accountB, false, full, readOnly, full)), by: ServiceControlLayer},
		"a level without policies allows nothing":  {principal: user(accountB), change: changes(id, of(accountB, false, full, scp(t))), by: ServiceControlLayer},
		"a Deny at any level":                      {principal: user(accountB), change: changes(id, of(accountB, false, full, scp(t, fullAccess, scpDeny))), by: ServiceControlLayer},
		"they grant nothing":                       {principal: user(accountB), change: of(accountB, false, full), blocked: []Layer{IdentityLayer, BucketPolicyLayer}},
		"the root user of a member is bound":       {principal: root(accountB), change: of(accountB, false, scp(t, fullAccess, scpDeny)), by: ServiceControlLayer},
		"a session is":                             {principal: session(t, accountB), change: changes(id, of(accountB, false, scp(t, fullAccess, scpDeny))), by: ServiceControlLayer},
		"the management account is not":            {principal: user(accountB), change: changes(id, of(accountB, true, scp(t, scpDeny))), allowed: true},
		"a service-linked role is not":             {principal: slr, change: changes(id, of(accountB, false, scp(t, scpDeny))), allowed: true},
		"an anonymous caller is not":               {principal: policy.Anonymous(), change: changes(bucketPolicy(t, onBucket("Allow", `"*"`, "s3:*", "")), of(accountB, false, scp(t))), allowed: true},
		"nor one of another account":               {principal: user(accountC), change: changes(id, foreign, of(accountB, false, scp(t, scpDeny))), allowed: true},
		"whose own policies bind it":               {principal: user(accountC), change: changes(id, foreign, of(accountC, false, scp(t, scpDeny))), by: ServiceControlLayer},
		"on both legs: a Deny of the access point": {principal: user(accountB), through: accountB, change: changes(id, of(accountB, false, scp(t, fullAccess, `{"Effect":"Deny","Action":"*","Resource":"`+apARN(accountB)+`/object/*"}`))), by: ServiceControlLayer},
		"on both legs: a Deny of the bucket":       {principal: user(accountB), through: accountB, change: changes(id, of(accountB, false, scp(t, fullAccess, `{"Effect":"Deny","Action":"*","Resource":"`+bucketARN+`/*"}`))), by: ServiceControlLayer},
	})
}

// Evaluation.md, section 4.6.
func TestResourceControlPoliciesBindTheOwnersResources(t *testing.T) {
	t.Parallel()
	of := func(id string, management bool, list ...string) func(*Setting) {
		return account(Account{ID: id, Management: management, ResourceControl: [][]*policy.Policy{rcp(t), rcp(t, list...)}})
	}
	bound := of(accountB, false, rcpDeny)
	public := bucketPolicy(t, onBucket("Allow", `"*"`, "s3:*", ""))
	id := identified(t)
	cross := changes(id, bucketPolicy(t, delegation(accountP, "*")), apPolicy(t, onAP(accountP, "Allow", `"*"`, "s3:*")))
	otherwise := `{"Effect":"Deny","Principal":"*","Action":"s3:PutObject","Resource":"*"}`
	runSettings(t, map[string]settingRow{
		"the owner's own users":                     {principal: user(accountB), change: changes(id, bound), by: ResourceControlLayer},
		"its root user":                             {principal: root(accountB), change: bound, by: ResourceControlLayer},
		"users of other accounts":                   {principal: user(accountC), change: changes(id, public, bound), by: ResourceControlLayer},
		"anonymous callers":                         {principal: policy.Anonymous(), change: changes(public, bound), by: ResourceControlLayer},
		"services":                                  {principal: policy.MustParsePrincipal("cloudtrail.amazonaws.com"), change: changes(bucketPolicy(t, onBucket("Allow", service, "s3:*", "")), bound), by: ResourceControlLayer},
		"not service-linked roles":                  {principal: session(t, accountB).AsServiceLinked(), change: changes(id, bound), allowed: true},
		"nor resources of the management account":   {principal: user(accountB), change: changes(id, of(accountB, true, rcpDeny)), allowed: true},
		"a Deny of other actions does nothing":      {principal: user(accountB), change: changes(id, of(accountB, false, otherwise)), allowed: true},
		"those of the caller's account do not":      {principal: user(accountC), change: changes(id, public, of(accountC, false, rcpDeny)), allowed: true},
		"those of the access point's owner do":      {principal: user(accountP), through: accountP, change: changes(cross, of(accountP, false, rcpDeny)), by: ResourceControlLayer},
		"on the access point, not the bucket":       {principal: user(accountP), through: accountP, change: changes(cross, of(accountP, false, `{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::*"}`)), allowed: true},
		"those of the bucket's owner on the bucket": {principal: user(accountP), through: accountP, change: changes(cross, of(accountB, false, `{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::*"}`)), by: ResourceControlLayer},
		"and not on a foreign access point":         {principal: user(accountP), through: accountP, change: changes(cross, of(accountB, false, `{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"`+apARN(accountP)+`/object/*"}`)), allowed: true},
	})
}

// Evaluation.md, section 4.7.
func TestEndpointPoliciesLimitWhatComesThroughTheEndpoint(t *testing.T) {
	t.Parallel()
	id := identified(t)
	all := func(effect, principal string) string { return statement(effect, principal, "*", "*", "*", "") }
	accountEntry := aws(accountB)
	runSettings(t, map[string]settingRow{
		"the default policy allows everything":    {principal: user(accountB), change: changes(id, endpoint(t)), allowed: true},
		"one that is written for everybody":       {principal: user(accountB), change: changes(id, endpoint(t, all("Allow", `"*"`))), allowed: true},
		"it grants nothing by itself":             {principal: user(accountB), change: endpoint(t, all("Allow", `"*"`)), blocked: []Layer{IdentityLayer}},
		"an account in an Allow is its root user": {principal: user(accountB), change: changes(id, endpoint(t, all("Allow", accountEntry))), by: VPCEndpointLayer},
		"who passes":                               {principal: root(accountB), change: endpoint(t, all("Allow", accountEntry)), allowed: true},
		"an account in a Deny is all of it":        {principal: user(accountB), change: changes(id, endpoint(t, all("Allow", `"*"`), all("Deny", accountEntry))), by: VPCEndpointLayer},
		"its root user as well":                    {principal: root(accountB), change: endpoint(t, all("Allow", `"*"`), all("Deny", accountEntry)), by: VPCEndpointLayer},
		"a user in an Allow is that user":          {principal: user(accountB), change: changes(id, endpoint(t, all("Allow", aws(userARN(accountB))))), allowed: true},
		"an anonymous caller must be allowed, too": {principal: policy.Anonymous(), change: changes(bucketPolicy(t, onBucket("Allow", `"*"`, "s3:*", "")), endpoint(t, all("Allow", aws(userARN(accountB))))), by: VPCEndpointLayer},
		"a policy about another action":            {principal: user(accountB), change: changes(id, endpoint(t, statement("Allow", `"*"`, "s3:PutObject", "*", "*", ""))), by: VPCEndpointLayer},
	})
}
