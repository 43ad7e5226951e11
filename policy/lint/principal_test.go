package lint

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/policy"
)

// place is a bucket of 111122223333 and an access point of it.
func place() Context {
	return Context{
		Bucket: "doc-bucket", BucketAccount: "111122223333",
		AccessPoint:   arn.MustParseAccessPoint("arn:aws:s3:us-west-2:111122223333:accesspoint/ap1"),
		NetworkOrigin: "Internet",
	}
}

// marked makes a policy of statements in which … stands for an action and a resource,
// and returns it with the offsets of what stands in «».
func marked(kind policy.Kind, statements string) (src string, offsets []int) {
	resource := "arn:aws:s3:::doc-bucket/*"
	if kind == policy.AccessPoint {
		resource = "arn:aws:s3:us-west-2:111122223333:accesspoint/ap1/object/*"
	}
	text := `{"Version":"2012-10-17","Statement":[` +
		strings.ReplaceAll(statements, "…", `"Action":"s3:GetObject","Resource":"`+resource+`"`) + `]}`
	for {
		before, after, ok := strings.Cut(text, "«")
		if !ok {
			return text, offsets
		}
		offsets = append(offsets, len(before))
		text = before + strings.Replace(after, "»", "", 1)
	}
}

// lintMarked makes all checks of a policy and holds the places of one to the marks.
func lintMarked(t *testing.T, id string, kind policy.Kind, c Context, statements string) []Finding {
	t.Helper()
	src, want := marked(kind, statements)
	p := Policies{Bucket: []byte(src)}
	if kind == policy.AccessPoint {
		p = Policies{AccessPoint: []byte(src)}
	}
	report := Check(p, c)
	found := of(id, report.Findings)
	var got []int
	for _, f := range found {
		got = append(got, f.At.Offset)
	}
	slices.Sort(want)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("places of %s in\n%s\n(-want +got):\n%s\nfindings: %v", id, src, diff, report.Findings)
	}
	return found
}

// A marking is statements with the places of the findings of one check.
type marking map[string]string

func (m marking) check(t *testing.T, id string, c Context) {
	t.Helper()
	for name, statements := range m {
		t.Run(name, func(t *testing.T) { lintMarked(t, id, policy.Bucket, c, statements) })
	}
}

func TestWhatPolicyParseFindsOfPrincipals(t *testing.T) {
	for name, tt := range map[string]struct{ id, statements string }{
		"a kind in other capitals":        {"invalid-principal-key", `{"Effect":"Allow",…,"Principal":{«"aws»":"111122223333"}}`},
		"a name without its account":      {"invalid-principal-format", `{"Effect":"Allow",…,"Principal":{"AWS":«"app"»}}`},
		"an ARN that is not under AWS":    {"invalid-principal-format", `{"Effect":"Allow",…,"Principal":«"arn:aws:iam::111122223333:role/app"»}`},
		"a role without a name":           {"invalid-principal-format", `{"Effect":"Deny",…,"Principal":{"AWS":["*",«"arn:aws:iam::111122223333:role/"»]}}`},
		"a wildcard among accounts":       {"principal-partial-wildcard", `{"Effect":"Allow",…,"Principal":{"AWS":["111122223333",«"arn:aws:iam::*:root"»]}}`},
		"a wildcard in NotPrincipal":      {"principal-partial-wildcard", `{"Effect":"Deny",…,"NotPrincipal":{"AWS":«"arn:aws:iam::111122223333:user/?"»}}`},
		"an instance profile":             {"principal-group", `{"Effect":"Allow",…,"Principal":{"AWS":«"arn:aws:iam::111122223333:instance-profile/web"»}}`},
		"any service":                     {"service-principal-wildcard", `{"Effect":"Allow",…,"Principal":{"Service":["ses.amazonaws.com",«"*"»]}}`},
		"services of a kind":              {"service-principal-format", `{"Effect":"Allow",…,"Principal":{"Service":«"*.amazonaws.com"»}}`},
		"a provider with a wildcard":      {"federated-principal", `{"Effect":"Allow",…,"Principal":{"Federated":«"*.example.org"»}}`},
		"an Allow for all but an account": {"allow-not-principal", `{"Effect":"Allow",…,"NotPrincipal":«{»"AWS":"111122223333"}}`},
	} {
		t.Run(name, func(t *testing.T) {
			found := lintMarked(t, tt.id, policy.Bucket, place(), tt.statements)
			for _, f := range found {
				require.NotContains(t, f.Message, "\n")
			}
		})
	}
}

func TestPrincipalsOfAnotherPartition(t *testing.T) {
	marking{
		"a user of China":                                `{"Effect":"Allow",…,"Principal":{"AWS":["111122223333",«"arn:aws-cn:iam::111122223333:user/a"»]}}`,
		"a Deny of who can never call":                   `{"Effect":"Deny",…,"Principal":{"AWS":«"arn:aws-us-gov:iam::111122223333:root"»}}`,
		"an account id is of any":                        `{"Effect":"Allow",…,"Principal":{"AWS":"111122223333"}}`,
		"all is of China":                                `{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws-cn:s3:::doc-bucket/*","Principal":{"AWS":"arn:aws-cn:iam::111122223333:root"}}`,
		"resources of two partitions tell of none":       `{"Effect":"Allow","Action":"s3:GetObject","Resource":["arn:aws-cn:s3:::doc-bucket/*","arn:aws:s3:::doc-bucket/*"],"Principal":{"AWS":"arn:aws-cn:iam::111122223333:root"}}`,
		"where the resource is open, the access point's": `{"Effect":"Allow","Action":"s3:GetObject","Resource":"*","Principal":{"AWS":«"arn:aws-cn:iam::111122223333:root"»}}`,
		"a partition that is none is another fault":      `{"Effect":"Allow",…,"Principal":{"AWS":"arn:*:iam::111122223333:root"}}`,
	}.check(t, "principal-partition", place())
}

func TestIdentityProviders(t *testing.T) {
	marking{
		"beside a role":        `{"Effect":"Allow",…,"Principal":{"AWS":"111122223333","Federated":[«"graph.facebook.com"»,«"arn:aws:iam::111122223333:saml-provider/x"»]}}`,
		"in NotPrincipal":      `{"Effect":"Deny",…,"NotPrincipal":{"Federated":«"cognito-identity.amazonaws.com"»}}`,
		"as a service is none": `{"Effect":"Allow",…,"Principal":{"Service":"cognito-identity.amazonaws.com"}}`,
	}.check(t, "federated-principal", place())
}

func TestUniqueIDs(t *testing.T) {
	marking{
		"of a user among roles":              `{"Effect":"Allow",…,"Principal":{"AWS":["arn:aws:iam::111122223333:role/AROAX",«"AIDACKCEVSQ6C2EXAMPLE"»]}}`,
		"in NotPrincipal":                    `{"Effect":"Deny",…,"NotPrincipal":{"AWS":[«"AROA1234567890EXAMPLE"»,"111122223333"]}}`,
		"that of a group is no principal":    `{"Effect":"Allow",…,"Principal":{"AWS":"AGPAJNVTVWEXAMPLE"}}`,
		"with a session it is no principal":  `{"Effect":"Allow",…,"Principal":{"AWS":"AROA1234567890EXAMPLE:s1"}}`,
		"in a condition it is what is meant": `{"Effect":"Allow",…,"Principal":{"AWS":"111122223333"},"Condition":{"StringLike":{"aws:userid":"AROA1234567890EXAMPLE:*"}}}`,
	}.check(t, "orphan-principal-id", place())
}

func TestRedundantPrincipals(t *testing.T) {
	for name, tt := range map[string]struct{ statements, fixed string }{
		"all beside a star":                            {`{"Effect":"Allow",…,"Principal":{"AWS":[«"111122223333"», "*", «"arn:aws:iam::111122223333:role/a"»]}}`, `{"AWS":["*"]}`},
		"the root after the account":                   {`{"Effect":"Allow",…,"Principal":{"AWS":["111122223333","444455556666", «"arn:aws:iam::111122223333:root"»]}}`, `{"AWS":["111122223333","444455556666"]}`},
		"the account after the root":                   {`{"Effect":"Deny",…,"Principal":{"AWS":["arn:aws:iam::111122223333:root" , «"111122223333"»,"444455556666"]}}`, `{"AWS":["arn:aws:iam::111122223333:root","444455556666"]}`},
		"a service twice":                              {`{"Effect":"Allow",…,"Principal":{"Service":["ses.amazonaws.com",«"ses.amazonaws.com"»]}}`, `{"Service":["ses.amazonaws.com"]}`},
		"an entry three times":                         {`{"Effect":"Deny",…,"NotPrincipal":{"AWS":["111122223333",«"111122223333"»,«"111122223333"»]}}`, `{"AWS":["111122223333"]}`},
		"a second star":                                {`{"Effect":"Allow",…,"Principal":{"AWS":["*",«"*"»]}}`, `{"AWS":["*"]}`},
		"an account does not cover its roles":          {`{"Effect":"Allow",…,"Principal":{"AWS":["111122223333","arn:aws:iam::111122223333:role/a","arn:aws:sts::111122223333:assumed-role/a/s"]}}`, ""},
		"nor a star a service":                         {`{"Effect":"Allow",…,"Principal":{"AWS":"*","Service":"ses.amazonaws.com"}}`, ""},
		"the root of another partition is another":     {`{"Effect":"Allow",…,"Principal":{"AWS":["111122223333","arn:aws-cn:iam::111122223333:root"]}}`, ""},
		"a user of that name is no root":               {`{"Effect":"Allow",…,"Principal":{"AWS":["111122223333","arn:aws:iam::111122223333:user/root"]}}`, ""},
		"a star in NotPrincipal is for another check":  {`{"Effect":"Deny",…,"NotPrincipal":{"AWS":["*","111122223333"]}}`, ""},
		"what two statements share is not in one list": {`{"Effect":"Allow",…,"Principal":{"AWS":"111122223333"}},{"Effect":"Deny",…,"Principal":{"AWS":"111122223333"}}`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			found := lintMarked(t, "redundant-principal", policy.Bucket, place(), tt.statements)
			if tt.fixed == "" {
				return
			}
			src, _ := marked(policy.Bucket, tt.statements)
			var all []Edit
			for _, f := range found {
				all = append(all, f.Fix...)
			}
			fixed := Apply(src, all)
			require.Contains(t, strings.ReplaceAll(strings.ReplaceAll(fixed, " ,", ","), ", ", ","), `rincipal":`+tt.fixed)
			_, err := policy.Parse(policy.Bucket, []byte(fixed))
			require.NoError(t, err)
		})
	}
}

func TestStarUnderAWS(t *testing.T) {
	for name, tt := range map[string]struct{ statements, fixed string }{
		"alone":                           {`{"Effect":"Allow",…,"Principal":{"AWS":«"*"»}}`, `"Principal":"*"}`},
		"alone in a list, among blanks":   {`{"Effect":"Allow",…,"Principal": { "AWS" : [ «"*"» ] } }`, `"Principal": "*" }`},
		"beside a service it is needed":   {`{"Effect":"Allow",…,"Principal":{"AWS":"*","Service":"ses.amazonaws.com"}}`, ""},
		"beside others one is redundant":  {`{"Effect":"Allow",…,"Principal":{"AWS":["*","111122223333"]}}`, ""},
		"a Deny leaves nobody out either": {`{"Effect":"Deny",…,"Principal":{"AWS":"*"}}`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			for _, f := range lintMarked(t, "aws-star-is-everyone", policy.Bucket, place(), tt.statements) {
				src, _ := marked(policy.Bucket, tt.statements)
				require.Contains(t, Apply(src, f.Fix), tt.fixed)
			}
		})
	}
}

func TestStarInNotPrincipal(t *testing.T) {
	marking{
		"among others":                  `{"Effect":"Deny",…,"NotPrincipal":{"AWS":["111122223333",«"*"»]}}`,
		"alone, under AWS":              `{"Effect":"Deny",…,"NotPrincipal":{"AWS":«"*"»}}`,
		"in Principal it is everybody":  `{"Effect":"Deny",…,"Principal":"*"}`,
		"an Allow is for another check": `{"Effect":"Allow",…,"NotPrincipal":"*"}`,
		"an account is none":            `{"Effect":"Deny",…,"NotPrincipal":{"AWS":"111122223333"}}`,
	}.check(t, "deny-not-principal-star", place())
}
