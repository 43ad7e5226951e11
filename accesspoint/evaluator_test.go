package accesspoint

import (
	"errors"
	"sync"
	"testing"

	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/policy"
)

// full is a setting that has everything: a session with policies of all kinds, an
// access point for a VPC, tags on everyone, organizations, an endpoint with a
// policy, and Block Public Access all on. The identity-based policy allows what
// carries the tag of the caller's team, and nothing else does.
func full(t testing.TB) (Setting, Question) {
	ours := compile(t, policy.Identity, statement("Allow", "", "s3:*", "*", "*", `{"StringEquals":{"aws:ResourceTag/team":"${aws:PrincipalTag/team}"}}`))
	everything := func(k policy.Kind) *policy.Policy { return compile(t, k, fullAccess) }
	overHTTP := `{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*","Condition":{"BoolIfExists":{"aws:SecureTransport":"false"}}}`
	levels := Account{
		ID: accountB, BlockPublicAccess: BlockAll(),
		ServiceControl:  [][]*policy.Policy{scp(t, fullAccess), append(scp(t, fullAccess), everything(policy.ServiceControl)), scp(t, fullAccess, `{"Effect":"Deny","Action":"s3:DeleteObject","Resource":"*"}`)},
		ResourceControl: [][]*policy.Policy{rcp(t, overHTTP), rcp(t)},
	}
	s := Setting{
		Bucket: BucketSetting{
			Bucket: arn.MustParseBucket(bucketARN), Account: accountB, Region: "us-west-2",
			Policy: compile(t, policy.Bucket, delegation(accountB, "s3:ListBucket"), onBucket("Deny", `"*"`, "s3:*", `{"Bool":{"aws:SecureTransport":"false"}}`)),
			Tags:   tags{"team": "x", "class": "internal"}, ABAC: true,
		},
		AccessPoint: AccessPointSetting{
			AccessPoint: arn.MustParseAccessPoint(apARN(accountB)), Origin: VPC(vpcID), Tags: tags{"team": "x"},
			Policy: compile(t, policy.AccessPoint, onAP(accountB, "Allow", aws(roleARN(accountB)), "s3:PutObject*"), onAP(accountB, "Allow", aws(rootARN(accountB)), "s3:List*")),
		},
		Caller: CallerSetting{
			Principal: session(t, accountB), Identity: []*policy.Policy{ours}, Boundary: everything(policy.Boundary),
			Session: []*policy.Policy{everything(policy.Session)}, Tags: tags{"team": "x", "name": "alice"},
		},
		Endpoint: EndpointSetting{ID: "vpce-1a2b3c4d", VPC: vpcID, Policy: compile(t, policy.VPCEndpoint, statement("Allow", `"*"`, "s3:*", "*", "*", ""))},
		Accounts: []Account{levels, {ID: accountP}},
	}
	q := Question{Action: "s3:GetObject", Key: "jane/a.txt", Context: condition.NewContext(
		condition.Bool(condition.SecureTransport, true), condition.String(condition.S3TLSVersion, "1.3"),
		condition.String(condition.S3ExistingObjectTag("class"), "internal"))}
	return s, q
}

func TestEveryPartOfTheFullSettingCounts(t *testing.T) {
	t.Parallel()
	addSession := func(s *Setting) { s.Caller.Session = []*policy.Policy{compile(t, policy.Session, scpDeny)} }
	for name, tt := range map[string]struct {
		change func(*Setting)
		by     Layer
	}{
		"nothing is changed":          {func(*Setting) {}, NoLayer},
		"the caller's tags":           {callerTags(tags{"team": "y"}), AccessPointPolicyLayer},
		"the access point's":          {apTags(tags{"team": "y"}), AccessPointPolicyLayer},
		"the bucket's":                {bucketTags(tags{"team": "y"}, true), BucketPolicyLayer},
		"whether they take part":      {bucketTags(tags{"team": "x"}, false), BucketPolicyLayer},
		"the identity-based policy":   {func(s *Setting) { s.Caller.Identity = nil }, AccessPointPolicyLayer},
		"the boundary":                {func(s *Setting) { s.Caller.Boundary = compile(t, policy.Boundary, scpDeny) }, BoundaryLayer},
		"the session policy":          {addSession, SessionLayer},
		"the bucket policy":           {bucketPolicy(t, onBucket("Deny", `"*"`, "s3:*", "")), BucketPolicyLayer},
		"the access point policy":     {apPolicy(t, onAP(accountB, "Deny", `"*"`, "s3:*")), AccessPointPolicyLayer},
		"the network origin":          {originVPC("vpc-2"), NetworkOriginLayer},
		"the endpoint":                {endpoint(t, statement("Deny", `"*"`, "*", "*", "*", "")), VPCEndpointLayer},
		"a level of service control":  {func(s *Setting) { s.Accounts[0].ServiceControl[1] = nil }, ServiceControlLayer},
		"a level of resource control": {func(s *Setting) { s.Accounts[0].ResourceControl[1] = rcp(t, rcpDeny) }, ResourceControlLayer},
	} {
		t.Run(name, func(t *testing.T) {
			s, q := full(t)
			tt.change(&s)
			if d := evaluator(t, s).Evaluate(q); d.By != tt.by || d.Allowed() != (tt.by == NoLayer) {
				t.Errorf("got %v by %v", d, d.By)
			}
		})
	}
}

func TestTheZeroEvaluatorDenies(t *testing.T) {
	e := new(Evaluator)
	q := Question{Action: "s3:GetObject", Key: "k"}
	if d := e.Evaluate(q); d.Allowed() || !errors.Is(d.Err(), ErrNoSetting) || d.By != RequestLayer {
		t.Errorf("Evaluate: got %v", d)
	}
	if d := e.Evaluate(Question{}); d.Allowed() {
		t.Errorf("Evaluate of nothing: got %v", d)
	}
	if x := e.Explain(q); x.Decision != e.Evaluate(q) || len(x.Legs) != 0 {
		t.Errorf("Explain: got %v", x)
	}
	if !e.Determined(q) {
		t.Error("that it denies is certain")
	}
	if q.Source = new(Source); e.Explain(q).Decision.Allowed() {
		t.Error("a copy must be denied, too")
	}
}

func TestDeterminedTellsWhetherDoubtBearsOnTheOutcome(t *testing.T) {
	t.Parallel()
	unknown := condition.NewContext(condition.Unrecorded(condition.SourceIP))
	allowSource := bucketPolicy(t, onBucket("Allow", `"*"`, "s3:*", `{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}`))
	denySource := denies(t, bucketARN, "s3:*", `{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}`)
	for name, tt := range map[string]struct {
		through    string
		change     func(*Setting)
		context    condition.Context
		allowed    bool
		determined bool
	}{
		"nothing in doubt":                     {"", identified(t), condition.Context{}, true, true},
		"a key in doubt that nobody asks for":  {"", identified(t), unknown, true, true},
		"an Allow in doubt":                    {"", allowSource, unknown, false, false},
		"an Allow in doubt beside a sure one":  {"", changes(identified(t), allowSource), unknown, true, true},
		"a Deny in doubt":                      {"", changes(identified(t), denySource), unknown, false, false},
		"a Deny in doubt where nothing allows": {"", denySource, unknown, false, true},
		"a network that is not known":          {accountB, changes(identified(t), originVPC(vpcID)), condition.NewContext(condition.Unrecorded(condition.SourceVPC)), false, false},
		"a network that the endpoint shows":    {accountB, changes(identified(t), originVPC(vpcID), endpoint(t)), condition.Context{}, true, true},
		"which the context need not know":      {accountB, changes(identified(t), originVPC(vpcID), endpoint(t)), condition.NewContext(condition.Unrecorded(condition.SourceVPC)), true, true},
		"a question that cannot be decided":    {"", identified(t), given(condition.PrincipalAccount, accountC), false, true},
	} {
		t.Run(name, func(t *testing.T) {
			s := plain(user(accountB), tt.through)
			tt.change(&s)
			e := evaluator(t, s)
			q := Question{Action: "s3:GetObject", Key: "k", Context: tt.context}
			if d := e.Evaluate(q); d.Allowed() != tt.allowed {
				t.Errorf("got %v", d)
			}
			if got := e.Determined(q); got != tt.determined {
				t.Errorf("Determined is %v", got)
			}
		})
	}
}

// Who made the setting may go on using its parts.
func TestAnEvaluatorDoesNotChangeWithItsSetting(t *testing.T) {
	s, q := full(t)
	e := evaluator(t, s)
	want := e.Evaluate(q)
	no := compile(t, policy.Identity, scpDeny)
	s.Caller.Identity[0], s.Caller.Session[0] = no, no
	s.Caller.Tags["team"], s.AccessPoint.Tags["team"], s.Bucket.Tags["team"] = "y", "y", "y"
	s.Accounts[0].ServiceControl[0][0] = no
	s.Accounts[0].ServiceControl[1] = nil
	s.Accounts[0].ResourceControl[0][0] = no
	s.Accounts[0] = Account{}
	if got := e.Evaluate(q); got != want || !got.Allowed() {
		t.Errorf("got %v", got)
	}
}

// The race detector watches this one.
func TestAllGoroutinesMayUseAnEvaluator(t *testing.T) {
	s, q := full(t)
	e := evaluator(t, s)
	op := Operation{Name: "GetObject", WantTags: true}
	want, wantOp := e.Evaluate(q), e.EvaluateOperation(op, q)
	var all sync.WaitGroup
	for range 32 {
		all.Go(func() {
			for range 20 {
				if got := e.Evaluate(q); got != want {
					t.Errorf("got %v", got)
				}
				if got := e.EvaluateOperation(op, q); got != wantOp {
					t.Errorf("got %v", got)
				}
				copied := q
				copied.Action, copied.Source = "s3:PutObject", &Source{Evaluator: e, Name: apARN(accountB), Key: "k"}
				if !e.Determined(q) || e.Explain(q).Decision != want || e.Evaluate(copied).Err() != nil {
					t.Error("explained otherwise")
				}
			}
		})
	}
	all.Wait()
}

func TestFullDecisionsDoNotAllocate(t *testing.T) {
	s, q := full(t)
	e := evaluator(t, s)
	direct := s
	direct.AccessPoint = AccessPointSetting{}
	toBucket := evaluator(t, direct)
	denied, refused, operation := q, q, q
	denied.Action = "s3:DeleteObject"
	refused.Key = ""
	operation.Context = q.Context.With(condition.Strings(condition.S3RequestObjectTagKeys, "a", "b"))
	put := Operation{Name: "PutObject", ACL: true, Tags: true, Retention: true, LegalHold: true}
	var d Decision
	for name, decide := range map[string]func(){
		"allowed":                      func() { d = e.Evaluate(q) },
		"directly":                     func() { d = toBucket.Evaluate(q) },
		"denied":                       func() { d = e.Evaluate(denied) },
		"refused":                      func() { d = e.Evaluate(refused) },
		"determined":                   func() { e.Determined(q) },
		"an operation":                 func() { d = e.EvaluateOperation(Operation{Name: "GetObject", WantTags: true}, q) },
		"an operation of five actions": func() { d = e.EvaluateOperation(put, operation) },
		"one that access points lack":  func() { d = e.EvaluateOperation(Operation{Name: "SelectObjectContent"}, q) },
	} {
		if n := testing.AllocsPerRun(200, decide); n != 0 {
			t.Errorf("%s: allocates %v times; it runs on every request and must not: %v", name, n, d)
		}
	}
}

// Every layer has something to say on both legs.
func BenchmarkEvaluateFullSetting(b *testing.B) {
	s, q := full(b)
	e := evaluator(b, s)
	b.ReportAllocs()
	for b.Loop() {
		e.Evaluate(q)
	}
}

func BenchmarkEvaluateOperation(b *testing.B) {
	s, q := full(b)
	e := evaluator(b, s)
	op := Operation{Name: "PutObject", ACL: true, Tags: true}
	b.ReportAllocs()
	for b.Loop() {
		e.EvaluateOperation(op, q)
	}
}

func BenchmarkNewEvaluator(b *testing.B) {
	s, _ := full(b)
	for b.Loop() {
		if _, err := NewEvaluator(s); err != nil {
			b.Fatal(err)
		}
	}
}
