package lint

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/internal/s3action"
	"github.com/s3ap/s3ap/policy"
)

// expand writes the names of borders in full.
func expand(text string) string {
	return strings.NewReplacer(
		"$B", "arn:aws:s3:::doc-bucket", "$A", "arn:aws:s3:us-west-2:111122223333:accesspoint/ap1", "$R", "arn:aws:iam::111122223333:role/app",
	).Replace(text)
}

func TestBordersOfAccess(t *testing.T) {
	reference := func(statements string) func(*Context) {
		return func(c *Context) {
			p := borderPolicies(statements)
			if c.Reference = p.Bucket; p.Bucket == nil {
				c.Reference = p.AccessPoint
			}
		}
	}
	access := func(principal, action, resource string) Access {
		a := Access{Actions: []string{action}, Resources: []string{expand(resource)}}
		if principal != "" {
			a.Principals = []string{expand(principal)}
		}
		return a
	}
	must := func(principal, action, resource string) func(*Context) {
		return func(c *Context) { c.MustAllow = []Access{access(principal, action, resource)} }
	}
	mustNot := func(principal, action, resource string) func(*Context) {
		return func(c *Context) { c.MustNotAllow = []Access{access(principal, action, resource)} }
	}
	for id, cases := range map[string]map[string]struct {
		statements string
		context    func(*Context)
		want       string // pointer and severity of the findings
	}{
		"new-access": {
			"a wider resource":              {`"Resource":"$B/*"`, reference(`"Resource":"$B/a/*"`), "/Statement/0/Action error"},
			"another caller":                {` | "Principal":{"AWS":"444455556666"}`, reference(``), "/Statement/1/Action error"},
			"a condition less":              {``, reference(onlyTLS), "/Statement/0/Action error"},
			"a Deny less":                   {``, reference(` | ` + denyGet + `,"Resource":"$B/a/*"`), "/Statement/0/Action error"},
			"the same in other words":       {`"Resource":["$B/*","$B/a"]`, reference(` | ` + onlyTLS), ""},
			"less":                          {onlyTLS, reference(``), ""},
			"what a Deny takes away":        {`"Action":["s3:GetObject","s3:PutObject"] | ` + denyPut, reference(``), ""},
			"actions that may come":         {`"Action":"s3:*"`, func(c *Context) { reference(`"Action":[` + knownActions() + `]`)(c) }, "/Statement/0/Action warning"},
			"no reference":                  {``, nil, ""},
			"one for access points":         {``, reference(`ap:"Action":"s3:PutObject"`), ""},
			"of the access point":           {`ap:"Action":"s3:PutObject"`, reference(`ap:`), "/Statement/0/Action error"},
			"a bucket policy for the other": {`ap:"Action":"s3:PutObject"`, reference(``), ""},
		},
		"forbidden-access": {
			"by everyone":          {`"Principal":"*"`, mustNot("", "s3:GetObject", "$B/secret/*"), "/Statement/0/Action error"},
			"by one who is named":  {``, mustNot("$R", "s3:*", "$B/*"), "/Statement/0/Action error"},
			"by one who is not":    {``, mustNot("arn:aws:iam::111122223333:role/b", "s3:*", "$B/*"), ""},
			"of what is denied":    {` | ` + denyGet + `,"Resource":"$B/secret/*"`, mustNot("", "s3:GetObject", "$B/secret/*"), ""},
			"of another folder":    {`"Resource":"$B/a/*"`, mustNot("", "s3:GetObject", "$B/b/*"), ""},
			"under a condition":    {onlyTLS, mustNot("", "s3:GetObject", "$B/b/*"), "/Statement/0/Action error"},
			"of the access point":  {``, mustNot("", "s3:GetObject", "$A/object/*"), ""},
			"in the access point":  {`ap:`, mustNot("", "s3:GetObject", "$A/object/*"), "/Statement/0/Action error"},
			"anything by another":  {fromOther, func(c *Context) { c.MustNotAllow = []Access{{Principals: []string{"444455556666"}}} }, "/Statement/0/Action error"},
			"nothing is forbidden": {`"Principal":"*"`, func(c *Context) { c.MustNotAllow = []Access{} }, ""},
		},
		"lost-access": {
			"by a Deny":            {` | ` + denyGet, must("$R", "s3:GetObject", "$B/a"), "/Statement/1/Action error"},
			"by another folder":    {`"Resource":"$B/b/*"`, must("$R", "s3:GetObject", "$B/a"), " error"},
			"to another caller":    {``, must("arn:aws:iam::111122223333:role/b", "s3:GetObject", "$B/a"), " error"},
			"is there":             {``, must("$R", "s3:GetObject", "$B/a"), ""},
			"under a condition":    {onlyTLS, must("$R", "s3:GetObject", "$B/a"), ""},
			"to the whole account": {`"Principal":{"AWS":"111122223333"}`, must("$R", "s3:GetObject", "$B/a"), ""},
			"of the access point":  {``, must("$R", "s3:GetObject", "$A/object/a"), ""},
		},
	} {
		for name, tt := range cases {
			t.Run(id+"/"+name, func(t *testing.T) {
				c := borderContext()
				if tt.context != nil {
					tt.context(&c)
				}
				report := Check(borderPolicies(tt.statements), c)
				var got []string
				for _, f := range of(id, report.Findings) {
					got = append(got, f.Pointer+" "+f.Severity.String())
					require.Equal(t, f.Severity == Error, f.Witness != nil, "a witness")
				}
				if diff := cmp.Diff(tt.want, strings.Join(got, ", ")); diff != "" {
					t.Errorf("findings (-want +got):\n%s\nall: %v", diff, report.Findings)
				}
				require.Empty(t, of("not-analyzed", report.Findings))
			})
		}
	}
}

// knownActions are all that are known, as in a list of Action.
func knownActions() string {
	var list []string
	for n := range actionsOf(&policy.Patterns{Items: policy.Texts("s3:*")}).numbers() {
		list = append(list, quoteJSON(s3action.Numbered(n).Name))
	}
	return strings.Join(list, ",")
}

// What cannot be compared is said to be so.
func TestAccessThatCannotBeTold(t *testing.T) {
	c := borderContext()
	c.Reference = []byte(`{"Statement":[{"Effect":"Allow"}]}`)
	report := Check(borderPolicies(``), c)
	require.Empty(t, of("new-access", report.Findings))
	found := of("not-analyzed", report.Findings)
	require.Len(t, found, 1)
	require.Contains(t, found[0].Message, "`new-access` could not decide: the reference policy has errors")

	c.Reference = []byte(`{`)
	report = Check(borderPolicies(``), c)
	require.Len(t, of("not-analyzed", report.Findings), 1)

	c = borderContext()
	c.MustAllow = []Access{{[]string{"nobody at all"}, []string{"s3:GetObject"}, []string{expand("$B/a")}}}
	report = Check(borderPolicies(``), c)
	require.Empty(t, of("lost-access", report.Findings))
	require.Len(t, of("not-analyzed", report.Findings), 1)
}

func TestAccessNeedsAllStatements(t *testing.T) {
	c := borderContext()
	c.Reference = borderPolicies(``).Bucket
	c.MustAllow = []Access{{[]string{expand("$R")}, []string{"s3:PutObject"}, []string{expand("$B/a")}}}
	c.Unresolved = []Unresolved{{policy.Bucket, "/Statement/1/Action", "a parameter", false}}
	report := Check(borderPolicies(`"Action":"s3:DeleteObject" | "Action":"s3:PutObject"`), c)
	require.Empty(t, of("new-access", report.Findings))
	require.Empty(t, of("lost-access", report.Findings))
	for _, id := range []string{"new-access", "lost-access"} {
		require.Contains(t, report.Skipped, Skip{id, policy.Bucket, "a parameter", "/Statement/1/Action"})
	}
}
