package policy

import (
	"testing"

	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/condition"
)

// workedDocuments are cases of what is a policy and what is none. The mark «…»
// is what the error points at; without one, there is none.
var workedDocuments = []struct {
	number int
	name   string
	kind   Kind
	text   string
	path   string
	err    error
}{
	{46, "an ARN cut short in a session policy", Session, inPolicy(Session, `{…,"Resource":«"arn:aws:s3"»}`), "/Statement/Resource", arn.ErrSections},
	{47, "a wildcard for the service", Bucket, inPolicy(Bucket, `{…,"Resource":«"arn:aws:*:::b/*"»}`), "/Statement/Resource", arn.ErrWildcard},
	{48, "an alias as resource", AccessPoint, inPolicy(AccessPoint, `{…,"Resource":«"my-ap-hrzrlukc5m36ft7okagglf3gmwluquse1b-s3alias"»}`), "/Statement/Resource", ErrResource},
	{62, "a variable after the fifth colon", Bucket, inPolicy(Bucket, `{…,"Resource":"arn:aws:s3:::${aws:username}"}`), "", nil},
	{63, "a variable before the fifth colon", Bucket, inPolicy(Bucket, `{…,"Resource":«"arn:aws:s3:${aws:RequestedRegion}:123456789012:accesspoint/x"»}`), "/Statement/Resource", ErrVariablePlace},
	{149, "condition keys that differ in case", Bucket, inPolicy(Bucket, `{…,"Condition":{"StringEquals":{"aws:SourceVpc":"vpc-1",«"AWS:sourcevpc"»:"vpc-2"}}}`), "/Statement/Condition/StringEquals/AWS:sourcevpc", ErrDuplicate},
	{151, "Effect twice", Bucket, inPolicy(Bucket, `{"Effect":"Deny",…,«"Effect"»:"Allow"}`), "/Statement/Effect", ErrDuplicate},
	{152, "Action beside NotAction", Bucket, inPolicy(Bucket, `{…,"Action":"s3:GetObject",«"NotAction"»:"s3:PutObject"}`), "/Statement/NotAction", ErrConflict},
	{153, "Effect in lower case", Bucket, inPolicy(Bucket, `{…,"Effect":«"allow"»}`), "/Statement/Effect", ErrEffect},
	{154, "a Version that there is not", Bucket, `{"Version":«"2012-10-18"»,"Statement":[]}`, "/Version", ErrVersion},
	{155, "a wildcard within a principal", Bucket, inPolicy(Bucket, `{…,"Principal":{"AWS":«"arn:aws:iam::123456789012:user/*"»}}`), "/Statement/Principal/AWS", ErrPrincipal},
	{161, "Principal in an identity-based policy", Identity, inPolicy(Identity, `{…,"Principal":«"*"»}`), "/Statement/Principal", ErrNotInKind},
	{162, "a star for a service", Bucket, inPolicy(Bucket, `{…,"Principal":{"Service":«"*"»}}`), "/Statement/Principal/Service", ErrPrincipal},
	{163, "no statements", Bucket, `{"Statement":[]}`, "", nil},
	{164, "no actions", Bucket, inPolicy(Bucket, `{…,"Action":«[]»}`), "/Statement/Action", ErrEmpty},
	{165, "no values of a condition key", Bucket, inPolicy(Bucket, `{…,"Condition":{"StringEquals":{"k":«[]»}}}`), "/Statement/Condition/StringEquals/k", ErrEmpty},
	{166, "an operator that there is not", Bucket, inPolicy(Bucket, `{…,"Condition":{«"StrEquals"»:{"k":"v"}}}`), "/Statement/Condition/StrEquals", condition.ErrOperator},
	{167, "an ARN in an Allow of a service control policy", ServiceControl, inPolicy(ServiceControl, `{"Effect":"Allow",…,"Resource":"arn:aws:s3:::b"}`), "", nil},
	{168, "an Allow in a resource control policy", ResourceControl, inPolicy(ResourceControl, `«{"Effect":"Allow",…}»`), "/Statement", ErrNotInKind},
	{168, "NotPrincipal in a resource control policy", ResourceControl, inPolicy(ResourceControl, `{…,"NotPrincipal":«"*"»}`), "/Statement/NotPrincipal", ErrNotInKind},
	{169, "a star for the actions of a resource control policy", ResourceControl, inPolicy(ResourceControl, `{…,"Action":«"*"»}`), "/Statement/Action", ErrNotInKind},
}

func TestWorkedDocuments(t *testing.T) {
	for _, tt := range workedDocuments {
		t.Run(tt.name, func(t *testing.T) {
			t.Logf("case %d", tt.number)
			if tt.err == nil {
				checkFaults(t, tt.kind, tt.text)
				return
			}
			checkFaults(t, tt.kind, tt.text, fault{tt.path, tt.err})
		})
	}
}

func TestAPolicyWithoutStatementsHasNoEffect(t *testing.T) {
	p := MustCompile(Bucket, `{"Statement":[]}`)
	if got := p.Evaluate(from(jane)); got != (Result{}) {
		t.Errorf("comes to %v by %v, want the zero Result", got.Outcome, got.Statement)
	}
}

// workedPrincipals are cases of who is meant, and how directly.
var workedPrincipals = []struct {
	number int
	name   string
	kind   Kind
	text   string
	caller Principal
	want   Outcome
	grants Grants
}{
	{156, "an account leaves it to its own policies", Bucket, inPolicy(Bucket, `{"Effect":"Allow",…,"Principal":{"AWS":"123456789012"}}`), jane, Allowed, Account},
	{157, "a role is each of its sessions", Bucket, inPolicy(Bucket, `{"Effect":"Allow",…,"Principal":{"AWS":"arn:aws:iam::123456789012:role/app/Reader"}}`), appSession, Allowed, Role},
	{158, "a session is no other session", Bucket, inPolicy(Bucket, `{"Effect":"Allow",…,"Principal":{"AWS":"arn:aws:sts::123456789012:assumed-role/Reader/s2"}}`), appSession, ImplicitDeny, 0},
	{159, "a role made anew has another id", Bucket, inPolicy(Bucket, `{"Effect":"Allow",…,"Principal":{"AWS":"AROAEXAMPLEID"}}`), appSession.WithUniqueID("AROANEW"), ImplicitDeny, 0},
	{170, "an account is its root user to a VPC endpoint", VPCEndpoint, inPolicy(VPCEndpoint, `{"Effect":"Allow",…,"Principal":{"AWS":"123456789012"}}`), jane, ImplicitDeny, 0},
	{170, "and that one alone", VPCEndpoint, inPolicy(VPCEndpoint, `{"Effect":"Allow",…,"Principal":{"AWS":"123456789012"}}`), rootUser, Allowed, Account},
	{160, "NotPrincipal exempts a user that it lists with its account", Bucket, inPolicy(Bucket, exemptJane), jane, ImplicitDeny, 0},
	{160, "but not with a permissions boundary", Bucket, inPolicy(Bucket, exemptJane), jane, ExplicitDeny, 0},
}

const exemptJane = `{"Effect":"Deny",…,"NotPrincipal":{"AWS":["123456789012","arn:aws:iam::123456789012:user/team/Jane"]}}`

func TestWorkedPrincipals(t *testing.T) {
	for _, tt := range workedPrincipals {
		t.Run(tt.name, func(t *testing.T) {
			req := from(tt.caller)
			req.Bounded = tt.want == ExplicitDeny
			got := MustCompile(tt.kind, tt.text).Evaluate(req)
			if got.Outcome != tt.want || got.Grants != tt.grants {
				t.Errorf("case %d: %v comes to %v by %v, want %v by %v", tt.number, tt.caller, got.Outcome, got.Grants, tt.want, tt.grants)
			}
		})
	}
}
