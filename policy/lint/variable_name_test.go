package lint

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

// in returns an Allow on a resource.
func in(resource string) string {
	return strings.Replace(`{`+allow+`}`, `"arn:aws:s3:::doc-bucket/*"`, `["arn:aws:s3:::`+resource+`"]`, 1)
}

func TestVariablesAreConditionKeys(t *testing.T) {
	runConditionCases(t, "unknown-variable", map[string]conditionCase{
		"a key of a family":                     {in(`b/${aws:PrincipalTag/team}/*`), nil},
		"with a typing error in the family":     {in(`b/${aws:PrincipleTag/team}/*`), []string{`error "arn:aws:s3:::b/${aws:PrincipleTag/team}/*"`}},
		"a family without a tag":                {in(`b/${aws:PrincipalTag}/*`), []string{`error "arn:aws:s3:::b/${aws:PrincipalTag}/*"`}},
		"nor with a slash":                      {in(`b/${aws:PrincipalTag/}/*`), []string{`error "arn:aws:s3:::b/${aws:PrincipalTag/}/*"`}},
		"what is like no key may be newer":      {in(`b/${aws:SomethingElse}/*`), []string{`warning "arn:aws:s3:::b/${aws:SomethingElse}/*"`}},
		"the service may be mistyped":           {in(`b/${awss:username}/*`), []string{`error "arn:aws:s3:::b/${awss:username}/*"`}},
		"a key without tags is no family":       {in(`b/${aws:username/team}/*`), []string{`warning "arn:aws:s3:::b/${aws:username/team}/*"`}},
		"identity providers have keys":          {in(`b/${cognito-identity.amazonaws.com:sub}/${saml:sub}/${www.amazon.com:user_id}/*`), nil},
		"an old key is still one":               {in(`b/${aws:ARN}/*`), nil},
		"capitals do not count":                 {in(`b/${AWS:USERNAME}/*`), nil},
		"escapes are no variables":              {in(`b/${*}${?}${$}/*`), nil},
		"two in one value are two":              {in(`b/${aws:usernam}/${aws:userd}/*`), []string{`error "arn:aws:s3:::b/${aws:usernam}/${aws:userd}/*"`, `error "arn:aws:s3:::b/${aws:usernam}/${aws:userd}/*"`}},
		"in a condition":                        {with(allow, `"StringLike":{"aws:userid":["a","${aws:usernme, 'x'}"]}`), []string{`error "${aws:usernme, 'x'}"`}},
		"where there are none":                  {with(allow, `"NumericEquals":{"aws:PrincipalTag/x":"1"}`), nil},
		"a name in a default is text":           {in(`b/${aws:username, '${aws:usernme}'}/*`), nil},
		"a broken one is for others":            {in(`b/${aws:usernme/*`), nil},
		"in a Deny as well":                     {`{"Effect":"Deny","Principal":"*","Action":"*","NotResource":"arn:aws:s3:::b/${aws:usernme}"}`, []string{`error "arn:aws:s3:::b/${aws:usernme}"`}},
		"a key far longer than any, and a slip": {in(`b/${s3:x-amz-server-side-encryption-aws-kms-key-ids}`), []string{`error "arn:aws:s3:::b/${s3:x-amz-server-side-encryption-aws-kms-key-ids}"`}},
	})
	runConditionCases(t, "multivalued-variable", map[string]conditionCase{
		"in a condition":        {with(allow, `"StringEquals":{"aws:userid":"${aws:CalledVia}"}`), []string{`error "${aws:CalledVia}"`}},
		"the first of them":     {with(allow, `"StringEquals":{"aws:userid":"${aws:CalledViaFirst}"}`), nil},
		"a default is no help":  {in(`b/${aws:PrincipalOrgPaths, 'x'}/*`), []string{`error "arn:aws:s3:::b/${aws:PrincipalOrgPaths, 'x'}/*"`}},
		"a key of its own type": {in(`b/${s3:RequestObjectTag/a}/*`), nil},
	})
}

// Before 2012, what looks like a variable is text, which another check says.
func TestThereAreNoVariablesInTheOldLanguage(t *testing.T) {
	for _, version := range []string{`"Version":"2008-10-17",`, ``} {
		report := Check(Policies{Bucket: []byte(`{` + version + `"Statement":` + in(`b/${aws:usernme}/${aws:TagKeys}/${aws:PrincipalTag/x}/*`) + `}`)}, Context{})
		for _, id := range []string{"unknown-variable", "multivalued-variable", "variable-may-be-absent"} {
			if got := of(id, report.Findings); len(got) > 0 {
				t.Errorf("with %q: %v", version, got)
			}
		}
	}
}

func TestVariablesMayHaveNoValue(t *testing.T) {
	runConditionCases(t, "variable-may-be-absent", map[string]conditionCase{
		"a user has a name":                         {`{` + strings.Replace(allowUser, `doc-bucket/*`, `b/${aws:username}/*`, 1) + `}`, nil},
		"a role has none":                           {in(`b/${aws:username}/*`), []string{`warning "arn:aws:s3:::b/${aws:username}/*"`}},
		"everybody has an id":                       {in(`b/${aws:userid}/${aws:PrincipalAccount}/*`), nil},
		"a default is a value":                      {in(`b/${aws:username, ''}/*`), nil},
		"of two the other is told":                  {in(`b/${aws:username, 'x'}/${aws:PrincipalTag/team}/*`), []string{`warning "arn:aws:s3:::b/${aws:username, 'x'}/${aws:PrincipalTag/team}/*"`}},
		"it is told once for a statement":           {in(`b/${aws:username}/*","arn:aws:s3:::b/c/${aws:username}/*`), []string{`warning "arn:aws:s3:::b/${aws:username}/*"`}},
		"the Condition demands it":                  {strings.TrimSuffix(in(`b/${aws:PrincipalTag/team}/*`), `}`) + `,"Condition":{"StringLike":{"AWS:principaltag/team":"a*"}}}`, nil},
		"which IfExists does not":                   {strings.TrimSuffix(in(`b/${aws:PrincipalTag/team}/*`), `}`) + `,"Condition":{"StringLikeIfExists":{"aws:PrincipalTag/team":"a*"}}}`, []string{`warning "arn:aws:s3:::b/${aws:PrincipalTag/team}/*"`}},
		"tags are compared with tags on purpose":    {with(allow, `"StringEquals":{"s3:ExistingObjectTag/team":"${aws:PrincipalTag/team}"}`), nil},
		"a prefix is not":                           {with(allow, `"StringLike":{"s3:prefix":"${aws:PrincipalTag/team}/*"}`), []string{`warning "${aws:PrincipalTag/team}/*"`}},
		"the organization of the bucket is its own": {with(allow, `"StringEquals":{"aws:PrincipalOrgID":"${aws:ResourceOrgID}"}`), nil},
		"a negated operator holds without it":       {with(allow, `"StringNotLike":{"s3:prefix":"${aws:PrincipalTag/team}/*"}`), nil},
		"a Deny is for others":                      {`{` + strings.Replace(deny, `"arn:aws:s3:::doc-bucket"`, `"arn:aws:s3:::b/${aws:username}"`, 1) + `}`, nil},
		"so is what all other resources are":        {strings.Replace(in(`b/${aws:username}`), `"Resource"`, `"NotResource"`, 1), nil},
	})
}

func TestVariablesAreMended(t *testing.T) {
	for resource, want := range map[string]string{
		`b/${aws:usernme}/${aws:usernme, 'a'}/*`: `b/${aws:username}/${aws:username, 'a'}/*`,
		`b/${aws:PrincipalTags/Team}/*`:          `b/${aws:PrincipalTag/Team}/*`,
		`b/${aws:SomethingElse}/*`:               `b/${aws:SomethingElse}/*`,
	} {
		src := func(resource string) string { return `{"Version":"2012-10-17","Statement":` + in(resource) + `}` }
		report := Check(Policies{Bucket: []byte(src(resource))}, Context{})
		found := of("unknown-variable", report.Findings)
		if len(found) == 0 {
			t.Fatalf("nothing found in %s", resource)
		}
		if diff := cmp.Diff(src(want), Apply(src(resource), found[0].Fix)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", resource, diff)
		}
	}
}

func TestAParameterOfATemplateIsNoVariable(t *testing.T) {
	src := []byte(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::doc-bucket/${AWS::AccountId}/*"}]}`)
	report := Check(Policies{Bucket: src}, Context{})
	found := of("unknown-variable", report.Findings)
	require.Len(t, found, 1)
	require.Equal(t, Error, found[0].Severity)
}

// Of names that are equally close, none is written without asking.
func TestOnlyTheClosestNameIsWritten(t *testing.T) {
	for key, want := range map[string]bool{"aws:PrincipalOrg": false, "aws:PrincipalOrgI": true} {
		src := []byte(`{"Version":"2012-10-17","Statement":[` + allowKey(`"s3:GetObject"`, `{"StringEquals":{"`+key+`":"o-a1b2c3d4e5"}}`) + `]}`)
		report := Check(Policies{Bucket: src}, Context{})
		found := of("unknown-condition-key", report.Findings)
		require.Len(t, found, 1)
		require.Equal(t, want, len(found[0].Fix) > 0, key)
	}
}
