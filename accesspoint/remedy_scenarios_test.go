package accesspoint

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/policy"
)

const (
	objectARN   = "arn:aws:s3:us-west-2:111111111111:accesspoint/ap1/object/jane/a.txt"
	whenTLS     = `{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:us-west-2:111111111111:accesspoint/ap1/object/*","Condition":{"Bool":{"aws:SecureTransport":"true"}}}`
	fromOffice  = `{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:us-west-2:111111111111:accesspoint/ap1/object/*","Condition":{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}}`
	ofTheTeam   = `{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:us-west-2:111111111111:accesspoint/ap1/object/*","Condition":{"StringEquals":{"aws:PrincipalTag/team":"payroll"}}}`
	ofOtherKeys = `{"Sid":"Other","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111111111111:user/jane"},"Action":"s3:GetObject","Resource":"arn:aws:s3:us-west-2:111111111111:accesspoint/ap1/object/x/*"}`
)

// A case of a request that is denied, and what is proposed.
type denied struct {
	change   func(*Setting)
	question Question // s3:GetObject on jane/a.txt if empty
	want     []string
}

func TestRemediesAreTheSmallestChanges(t *testing.T) {
	apPolicy := func(list ...string) func(*Setting) {
		return func(s *Setting) { s.AccessPoint.Policy = compile(t, policy.AccessPoint, list...) }
	}
	for name, tt := range map[string]denied{
		"a statement, the first policy of the caller, an entry": {
			change: apPolicy(ofOtherKeys),
			want: []string{
				"add a statement to the access point policy that allows arn:aws:iam::111111111111:user/jane s3:GetObject on " + objectARN,
				"attach an identity-based policy that allows arn:aws:iam::111111111111:user/jane s3:GetObject on " + objectARN,
				"add " + objectARN + " to Resource in statement 1 `Other` of the access point policy",
			},
		},
		"a condition on the request is met by the request": {
			change: apPolicy(whenTLS),
			want: []string{
				"send the request so that Bool aws:SecureTransport `true` holds",
				"add a statement to the access point policy that allows arn:aws:iam::111111111111:user/jane s3:GetObject on " + objectARN,
				"attach an identity-based policy that allows arn:aws:iam::111111111111:user/jane s3:GetObject on " + objectARN,
			},
		},
		"one on the network too": {
			change: apPolicy(fromOffice),
			want: []string{
				"send the request so that IpAddress aws:SourceIp `203.0.113.0/24` holds",
				"add a statement to the access point policy that allows arn:aws:iam::111111111111:user/jane s3:GetObject on " + objectARN,
				"attach an identity-based policy that allows arn:aws:iam::111111111111:user/jane s3:GetObject on " + objectARN,
			},
		},
		"one on the caller is not": {
			change: apPolicy(ofTheTeam),
			want: []string{
				"add a statement to the access point policy that allows arn:aws:iam::111111111111:user/jane s3:GetObject on " + objectARN,
				"attach an identity-based policy that allows arn:aws:iam::111111111111:user/jane s3:GetObject on " + objectARN,
			},
		},
		"a bucket that delegates nothing": {
			change: func(s *Setting) { s.Bucket.Policy = nil },
			want: []string{
				"attach a bucket policy that allows arn:aws:iam::111111111111:user/jane s3:GetObject on arn:aws:s3:::doc-bucket/jane/a.txt, through this access point alone",
				"attach an identity-based policy that allows arn:aws:iam::111111111111:user/jane s3:GetObject on arn:aws:s3:::doc-bucket/jane/a.txt",
				"attach a bucket policy that allows everybody s3:GetObject on arn:aws:s3:::doc-bucket/*, through this access point alone, and leaves it to the access point policy whom that is",
			},
		},
		"another VPC": {
			change: func(s *Setting) {
				s.AccessPoint.Origin = VPC(vpcID)
				s.Endpoint = EndpointSetting{ID: "vpce-5e6f", VPC: "vpc-5e6f", Policy: compile(t, policy.VPCEndpoint, `{"Effect":"Deny","Principal":"*","Action":"*","Resource":"*"}`)}
			},
			want: []string{"send the request from VPC vpc-1a2b3c, through a VPC endpoint there"},
		},
		"another VPC, and no policy": {
			change: func(s *Setting) { s.AccessPoint.Origin, s.AccessPoint.Policy = VPC(vpcID), nil },
			want: []string{
				"send the request from VPC vpc-1a2b3c, through a VPC endpoint there, and attach an access point policy that allows arn:aws:iam::111111111111:user/jane s3:GetObject on " + objectARN,
				"send the request from VPC vpc-1a2b3c, through a VPC endpoint there, and attach an identity-based policy that allows arn:aws:iam::111111111111:user/jane s3:GetObject on " + objectARN,
			},
		},
		"a public ACL that is blocked": {
			change: func(s *Setting) {
				s.Bucket.BlockPublicAccess = nil
				s.AccessPoint.Policy = compile(t, policy.AccessPoint, onAP(accountB, "Allow", aws(userARN(accountB)), "s3:*"))
			},
			question: Question{Action: "s3:PutObject", Key: "jane/a.txt", Context: condition.NewContext(condition.String(condition.S3ACL, "public-read"))},
			want:     []string{"send the request without a public ACL"},
		},
		"the policy of the VPC endpoint": {
			change: func(s *Setting) {
				s.Endpoint = EndpointSetting{ID: "vpce-5e6f", VPC: "vpc-5e6f", Policy: compile(t, policy.VPCEndpoint, `{"Sid":"Bucket","Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::doc-bucket/*"}`)}
			},
			want: []string{
				"add a statement to the VPC endpoint policy that allows s3:GetObject on " + objectARN,
				"add " + objectARN + " to Resource in statement 1 `Bucket` of the VPC endpoint policy",
			},
		},
		"a level of the organization without a policy": {
			change: func(s *Setting) {
				s.Accounts = []Account{{ID: accountB, ServiceControl: [][]*policy.Policy{{compile(t, policy.ServiceControl, `{"Effect":"Allow","Action":"*","Resource":"*"}`)}, {}}}}
			},
			want: []string{"attach a service control policy at level 2 that allows s3:GetObject on " + objectARN + " and arn:aws:s3:::doc-bucket/jane/a.txt"},
		},
		"a foreign caller needs three": {
			change: func(s *Setting) { s.Caller.Principal, s.Bucket.Policy = user(accountC), nil },
			want: []string{
				"add a statement to the access point policy that allows arn:aws:iam::333333333333:user/jane s3:GetObject on " + objectARN +
					", and attach a bucket policy that allows arn:aws:iam::333333333333:user/jane s3:GetObject on arn:aws:s3:::doc-bucket/jane/a.txt, through this access point alone" +
					", and attach an identity-based policy that allows arn:aws:iam::333333333333:user/jane s3:GetObject on " + objectARN + " and arn:aws:s3:::doc-bucket/jane/a.txt",
				"add a statement to the access point policy that allows arn:aws:iam::333333333333:user/jane s3:GetObject on " + objectARN +
					", and attach a bucket policy that allows everybody s3:GetObject on arn:aws:s3:::doc-bucket/*, through this access point alone, and leaves it to the access point policy whom that is" +
					", and attach an identity-based policy that allows arn:aws:iam::333333333333:user/jane s3:GetObject on " + objectARN + " and arn:aws:s3:::doc-bucket/jane/a.txt",
			},
		},
		"a session, by its role": {
			change: func(s *Setting) {
				s.Caller.Principal = policy.MustParsePrincipal("arn:aws:sts::111111111111:assumed-role/app/alice")
				s.Caller.Identity = []*policy.Policy{compile(t, policy.Identity, idBucket...)}
			},
			want: []string{
				"add a statement to the access point policy that allows arn:aws:iam::111111111111:role/app s3:GetObject on " + objectARN,
				"add a statement to the identity-based policy that allows arn:aws:iam::111111111111:role/app s3:GetObject on " + objectARN,
				"add " + objectARN + " to Resource in statement 1 of the identity-based policy",
			},
		},
		"a list of some prefix": {
			question: Question{Action: "s3:listbucket", Context: condition.NewContext(condition.String(condition.S3Prefix, "jane/${x}"))},
			want: []string{
				"add a statement to the access point policy that allows arn:aws:iam::111111111111:user/jane s3:ListBucket on arn:aws:s3:us-west-2:111111111111:accesspoint/ap1, with the prefix `jane/${x}` alone",
				"attach an identity-based policy that allows arn:aws:iam::111111111111:user/jane s3:ListBucket on arn:aws:s3:us-west-2:111111111111:accesspoint/ap1, with the prefix `jane/${x}` alone",
				"add s3:ListBucket to Action in statement 1 of the access point policy",
			},
		},
		"a policy that has no room for more": {
			change: apPolicy(`{"Sid":"` + strings.Repeat("x", 20_250) + `","Effect":"Allow","Principal":{"AWS":"222222222222"},"Action":"s3:GetObject","Resource":"*"}`),
			want:   []string{"attach an identity-based policy that allows arn:aws:iam::111111111111:user/jane s3:GetObject on " + objectARN},
		},
	} {
		t.Run(name, func(t *testing.T) {
			e, q := tt.evaluator(t)
			d := e.Evaluate(q)
			require.False(t, d.Allowed())
			var got []string
			for _, r := range e.Remedies(q) {
				got = append(got, r.String())
				checkHelps(t, e, q, r)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			if diff := cmp.Diff(fmt.Sprint(got), fmt.Sprint(e.Explain(q).Remedies)); diff != "" {
				t.Errorf("Explain proposes otherwise (-Remedies +Explain)\n%s", diff)
			}
		})
	}
}

func (c *denied) evaluator(t *testing.T) (*Evaluator, Question) {
	s, q := openSetting(t, user(accountB)), c.question
	if c.change != nil {
		c.change(&s)
	}
	if q.Action == "" {
		q.Action, q.Key = "s3:GetObject", "jane/a.txt"
	}
	return ready(t, s), q
}

// checkHelps makes the changes of a remedy as its fields say them, and decides
// again.
func checkHelps(t *testing.T, e *Evaluator, q Question, r Remedy) {
	t.Helper()
	w, req := applied(t, &e.world, e.request(&q), r)
	for _, c := range r.Changes {
		if c.Kind == ChangeRequest && req.Context.Has(condition.SourceVPC) != condition.False {
			w.leaveEndpoint()
		}
	}
	if d := w.decideAgain(req); !d.Allowed() {
		t.Errorf("%v does not help: %v", r, d)
	}
}

func TestThereIsNoRemedyAgainstADeny(t *testing.T) {
	deny := func(principal string) string {
		return `{"Effect":"Deny",` + principal + `"Action":"s3:GetObject","Resource":"*"}`
	}
	everybody := deny(`"Principal":"*",`)
	for name, change := range map[string]func(*Setting){
		"of the bucket policy":        func(s *Setting) { s.Bucket.Policy = compile(t, policy.Bucket, everybody) },
		"of the access point policy":  func(s *Setting) { s.AccessPoint.Policy = compile(t, policy.AccessPoint, everybody) },
		"of an identity-based policy": func(s *Setting) { s.Caller.Identity = []*policy.Policy{compile(t, policy.Identity, deny(""))} },
		"of a permissions boundary":   func(s *Setting) { s.Caller.Boundary = compile(t, policy.Boundary, deny("")) },
		"of a VPC endpoint policy": func(s *Setting) {
			s.Endpoint = EndpointSetting{"vpce-1a2b", vpcID, compile(t, policy.VPCEndpoint, everybody)}
		},
		"of a service control policy": func(s *Setting) {
			s.Accounts = []Account{{ID: accountB, ServiceControl: [][]*policy.Policy{{compile(t, policy.ServiceControl, deny(""))}}}}
		},
		"of a resource control policy": func(s *Setting) {
			s.Accounts = []Account{{ID: accountB, ResourceControl: [][]*policy.Policy{{compile(t, policy.ResourceControl, everybody)}}}}
		},
		"behind the network origin": func(s *Setting) {
			s.AccessPoint.Origin, s.Bucket.Policy = VPC(vpcID), compile(t, policy.Bucket, everybody)
		},
		"where an Allow is missing as well": func(s *Setting) { s.AccessPoint.Policy, s.Bucket.Policy = nil, compile(t, policy.Bucket, everybody) },
	} {
		s, q := openSetting(t, user(accountB)), Question{Action: "s3:GetObject", Key: "jane/a.txt"}
		change(&s)
		e := ready(t, s)
		d := e.Evaluate(q)
		if list := e.Remedies(q); d.Allowed() || len(list) > 0 {
			t.Errorf("%s: %v, and proposed is %v", name, d, list)
		}
		if text := e.Explain(q).String(); !strings.Contains(text, "what would allow it: nothing") {
			t.Errorf("%s: the text does not say that nothing is proposed:\n%s", name, text)
		}
	}
}

func TestNothingIsProposedForWhatIsAllowedOrNoQuestion(t *testing.T) {
	e, q := (&denied{}).evaluator(t)
	require.Empty(t, e.Remedies(q))
	require.Empty(t, new(Evaluator).Remedies(q))
	require.Empty(t, e.Remedies(Question{Action: "s3:GetObject"}))
	require.Empty(t, e.Remedies(Question{Action: "s3:PutBucketPolicy"}))
	bucket, ap := samplePolicies(t)
	require.Empty(t, Remedies(sample(), bucket, ap, Internet()))
	require.Len(t, Remedies(sample(), bucket, nil, Internet()), 2)
}

// What a copy needs may be in two settings.
func TestARemedyOfACopyIsForTheWholeCopy(t *testing.T) {
	s := openSetting(t, user(accountB))
	s.Bucket.Region = "us-west-2"
	e := ready(t, s)
	q := copying(t, "us-west-2")
	list := e.Remedies(q)
	require.NotEmpty(t, list)
	const want = "add a statement to the access point policy that allows arn:aws:iam::111111111111:user/jane s3:PutObject on " +
		"arn:aws:s3:us-west-2:111111111111:accesspoint/ap1/object/jane/copy.txt, and " +
		"attach a bucket policy of the source that allows arn:aws:iam::111111111111:user/jane s3:GetObject on arn:aws:s3:::source-bucket/jane/a.txt"
	if diff := cmp.Diff(want, list[0].String()); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	require.True(t, list[0].Changes[1].OfSource)
	require.Empty(t, e.Remedies(copying(t, "eu-west-1")), "a copy from another region is not offered")

	p, err := list[0].Changes[0].Policy.Compile()
	require.NoError(t, err)
	s.AccessPoint.Policy = p
	p, err = list[0].Changes[1].Policy.Compile()
	require.NoError(t, err)
	q.Source.Evaluator = ready(t, Setting{
		Bucket: BucketSetting{Bucket: arn.MustParseBucket("arn:aws:s3:::source-bucket"), Account: accountB, Region: "us-west-2", Policy: p},
		Caller: CallerSetting{Principal: user(accountB)},
	})
	if d := ready(t, s).Evaluate(q); !d.Allowed() {
		t.Errorf("it does not help: %v", d)
	}
}

func TestTheEvaluatorIsAsItWasAfterRemedies(t *testing.T) {
	e := organization(t)
	q := Question{Action: "s3:GetObject", Key: "jane/a.txt"}
	before := e.Evaluate(q)
	first := fmt.Sprint(e.Remedies(q))
	require.NotEmpty(t, first)
	require.Equal(t, first, fmt.Sprint(e.Remedies(q)))
	require.Equal(t, before, e.Evaluate(q))
}
