package policy

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/condition"
	favour "github.com/s3ap/s3ap/internal/doubt"
)

func TestTheOutcomeOfStatements(t *testing.T) {
	const (
		allow  = `{"Sid":"allow","Effect":"Allow",…}`
		deny   = `{"Sid":"deny","Effect":"Deny",…}`
		others = `{"Sid":"others","Effect":"Deny",…,"Principal":{"AWS":"111122223333"}}`
		role   = `{"Sid":"role","Effect":"Allow",…,"Principal":{"AWS":"arn:aws:iam::123456789012:role/app/Reader"}}`
		owner  = `{"Sid":"owner","Effect":"Allow",…,"Principal":{"AWS":"123456789012"}}`
		direct = `{"Sid":"direct","Effect":"Allow",…,"Principal":{"AWS":"arn:aws:sts::123456789012:assumed-role/Reader/s1"}}`
		unsure = `{"Sid":"unsure","Effect":"Deny",…,"Principal":{"AWS":"AROAX"}}`
		maybe  = `{"Sid":"maybe","Effect":"Allow",…,"Principal":{"AWS":"AROAX"}}`
	)
	for name, tt := range map[string]struct {
		statements []string
		want       Result
	}{
		"no statement":                         {nil, Result{}},
		"a Deny about others":                  {[]string{others}, Result{}},
		"an Allow":                             {[]string{allow}, Result{Outcome: Allowed, Statement: Ref{Number: 1, Sid: "allow"}, Grants: Wildcard}},
		"an Allow after what is about others":  {[]string{others, allow}, Result{Outcome: Allowed, Statement: Ref{Number: 2, Sid: "allow"}, Grants: Wildcard}},
		"a Deny after an Allow":                {[]string{allow, deny}, Result{Outcome: ExplicitDeny, Statement: Ref{Number: 2, Sid: "deny"}}},
		"a Deny before an Allow":               {[]string{deny, allow}, Result{Outcome: ExplicitDeny, Statement: Ref{Number: 1, Sid: "deny"}}},
		"the first Deny decides":               {[]string{unsure, deny}, Result{Outcome: ExplicitDeny, Statement: Ref{Number: 1, Sid: "unsure"}, InDoubt: true}},
		"a Deny in doubt":                      {[]string{allow, unsure}, Result{Outcome: ExplicitDeny, Statement: Ref{Number: 2, Sid: "unsure"}, InDoubt: true}},
		"an Allow in doubt":                    {[]string{maybe}, Result{}},
		"the Allow that names most directly":   {[]string{owner, role, direct, owner}, Result{Outcome: Allowed, Statement: Ref{Number: 3, Sid: "direct"}, Grants: Account | Role | Direct}},
		"of the same directness the first":     {[]string{direct, allow}, Result{Outcome: Allowed, Statement: Ref{Number: 1, Sid: "direct"}, Grants: Direct | Wildcard}},
		"a role is more direct than the owner": {[]string{owner, role}, Result{Outcome: Allowed, Statement: Ref{Number: 2, Sid: "role"}, Grants: Account | Role}},
		"and stays so in the other order":      {[]string{role, owner}, Result{Outcome: Allowed, Statement: Ref{Number: 1, Sid: "role"}, Grants: Account | Role}},
	} {
		t.Run(name, func(t *testing.T) {
			d := &Document{Kind: Bucket, Statements: []Statement{}}
			for _, s := range tt.statements {
				d.Statements = append(d.Statements, parsed(t, Bucket, inPolicy(Bucket, s)).Statements...)
			}
			p, err := d.Compile()
			require.NoError(t, err)
			if diff := cmp.Diff(tt.want, p.Evaluate(from(appSession))); diff != "" {
				t.Errorf("result (-want +got):\n%s", diff)
			}
			checkExplained(t, p, from(appSession))
		})
	}
}

// Where no principals are named, no Allow is more direct than another.
func TestOfTheAllowsWithoutPrincipalsTheFirstIsTold(t *testing.T) {
	p := MustCompile(Identity, inPolicy(Identity, `[{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Allow","Action":"s3:*","Resource":"*"}]`))
	if got := p.Evaluate(from(jane)); got.Statement.Number != 1 || got.Grants != 0 {
		t.Errorf("allowed by %v, granting %q, want statement 1, and nothing", got.Statement, got.Grants)
	}
}

// A policy for which both favours come to the same is one on which no doubt
// bears.
func TestInWhoseFavourDoubtIs(t *testing.T) {
	for name, tt := range map[string]struct {
		statement         string
		forDeny, forAllow Result
	}{
		"a certain Allow": {`{"Effect":"Allow",…}`, Result{Outcome: Allowed, Grants: Wildcard}, Result{Outcome: Allowed, Grants: Wildcard}},
		"a certain Deny":  {`{"Effect":"Deny",…}`, Result{Outcome: ExplicitDeny}, Result{Outcome: ExplicitDeny}},
		"a Deny in doubt": {`{"Effect":"Deny",…,"Principal":{"AWS":"AIDAX"}}`, Result{Outcome: ExplicitDeny, InDoubt: true}, Result{}},
		"an Allow in doubt, by what it perhaps grants": {`{"Effect":"Allow",…,"Principal":{"AWS":["AIDAX","AIDAY"]}}`, Result{}, Result{Outcome: Allowed, Grants: Direct, InDoubt: true}},
		"a certain Allow that perhaps grants more":     {`{"Effect":"Allow",…,"Principal":{"AWS":["AIDAX","123456789012"]}}`, Result{Outcome: Allowed, Grants: Account}, Result{Outcome: Allowed, Grants: Account | Direct}},
	} {
		t.Run(name, func(t *testing.T) {
			p := MustCompile(Bucket, inPolicy(Bucket, tt.statement))
			req := from(jane)
			for f, want := range map[favour.Favour]Result{favour.Deny: tt.forDeny, favour.Allow: tt.forAllow} {
				got := p.EvaluateFavouring(f, &req)
				got.Statement = Ref{}
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("favour %d (-want +got):\n%s", f, diff)
				}
			}
		})
	}
}

func TestTheStatementThatDecidedIsInTheText(t *testing.T) {
	p := MustCompile(Bucket, "{\"Statement\": [\n  {\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"}]}")
	got := p.Evaluate(from(jane)).Statement
	if want := (Ref{Number: 1, At: Position{Offset: 18, Line: 2, Column: 3}}); got != want {
		t.Errorf("decided by %v at %v, want %v at %v", got, got.At, want, want.At)
	}
}

// What is left out of a request, or is no action, puts every statement in doubt
// that must look at it.
func TestARequestThatSaysTooLittle(t *testing.T) {
	good := from(jane)
	for name, tt := range map[string]struct {
		edit func(*Request)
		want condition.Truth
	}{
		"nothing is left out":          {func(r *Request) {}, yes},
		"no context is a context":      {func(r *Request) { r.Context = condition.Context{} }, yes},
		"everything is left out":       {func(r *Request) { *r = Request{} }, unsure},
		"no principal":                 {func(r *Request) { r.Principal = Principal{} }, unsure},
		"no resource":                  {func(r *Request) { r.Resource = arn.ARN{} }, unsure},
		"an object without a key":      {func(r *Request) { r.Resource = arn.MustParseBucket("arn:aws:s3:::abc").Object("") }, unsure},
		"no action":                    {func(r *Request) { r.Action = "" }, unsure},
		"all actions":                  {func(r *Request) { r.Action = "s3:*" }, unsure},
		"an action without a service":  {func(r *Request) { r.Action = "GetObject" }, unsure},
		"an action without a name":     {func(r *Request) { r.Action = "s3:" }, unsure},
		"an action with a blank":       {func(r *Request) { r.Action = "s3:GetObject " }, unsure},
		"a name without an action":     {func(r *Request) { r.Action = ":GetObject" }, unsure},
		"a service with an underscore": {func(r *Request) { r.Action = "s3_x:GetObject" }, unsure},
		"a service that is a wildcard": {func(r *Request) { r.Action = "*:GetObject" }, unsure},
		"two colons":                   {func(r *Request) { r.Action = "s3:Get:Object" }, unsure},
		"other letters of the action":  {func(r *Request) { r.Action = "S3:getobject" }, yes},
		"letters that only look alike": {func(r *Request) { r.Action = "s3:GetObjeсt" }, unsure},
	} {
		t.Run(name, func(t *testing.T) {
			req := good
			tt.edit(&req)
			if got := holds(t, Bucket, `"Sid":"a"`, req); got != tt.want {
				t.Errorf("the statement is about the request: %v, want %v", got, tt.want)
			}
		})
	}
}

func TestAPolicyThatIsNotThere(t *testing.T) {
	var p *Policy
	require.Equal(t, Result{}, p.Evaluate(from(jane)))
	require.Equal(t, Result{}, p.Evaluate(Request{}))
	require.Nil(t, p.Explain(from(jane)))
	require.Nil(t, p.Document())
	require.Equal(t, Kind(0), p.Kind())
	require.False(t, p.NamesOnlyBuckets() || p.NamesOnlyAccessPoints())
}

func TestZeroValuesGrantNothing(t *testing.T) {
	require.Equal(t, ImplicitDeny, Result{}.Outcome)
	require.Equal(t, ImplicitDeny, (&Policy{}).Evaluate(from(jane)).Outcome)
	require.False(t, Result{}.Grants.Has(Direct|Wildcard|Role|Issuer|Service|Account))
}

func TestOutcomesAndGrantsPrint(t *testing.T) {
	for want, got := range map[string]string{
		"implicit deny": ImplicitDeny.String(),
		"explicit deny": ExplicitDeny.String(),
		"allowed":       Allowed.String(),
		"":              Grants(0).String(),
		"direct":        Direct.String(),
		"role|account":  (Role | Account).String(),
		"direct|wildcard|role|issuer|service|account": (Direct | Wildcard | Role | Issuer | Service | Account).String(),
	} {
		if got != want {
			t.Errorf("printed as %q, want %q", got, want)
		}
	}
}
