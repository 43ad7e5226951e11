package lint

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/policy"
)

// holdBack is what a policy is linted for in the tests of values that are not known:
// an error of the parser, a check of the structure, and checks that point at a Sid.
const holdBack = `{"Statement":[
	{"Sid":"a b","Effect":"allow","Principal":"*","Action":"s3:GetObject","Resource":["arn:aws:s3:::b/*","x"]},
	{"Sid":"c d","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/${aws:userid}"}
]}`

func TestWhatIsNotKnownIsNotFoundFaultWith(t *testing.T) {
	const (
		version   = "missing-version "
		sid0      = "sid-characters /Statement/0/Sid"
		effect0   = "invalid-effect /Statement/0/Effect"
		resource0 = "invalid-arn /Statement/0/Resource/1"
		noEffect1 = "missing-effect /Statement/1"
		sid1      = "sid-characters /Statement/1/Sid"
		variable1 = "variable-under-old-version /Statement/1/Resource"
	)
	for name, tt := range map[string]struct {
		unresolved   []string
		want, unsaid []string
	}{
		"all is known": {nil,
			[]string{version, sid0, effect0, resource0, noEffect1, sid1, variable1}, nil},
		"a value": {[]string{"/Statement/0/Resource/1"},
			[]string{version, sid0, effect0, noEffect1, sid1, variable1}, []string{"invalid-arn /Statement/0/Resource/1"}},
		"another value of the list": {[]string{"/Statement/0/Resource/0"},
			[]string{version, sid0, effect0, resource0, noEffect1, sid1, variable1}, nil},
		"the list that the value is in": {[]string{"/Statement/0/Resource"},
			[]string{version, sid0, effect0, noEffect1, sid1, variable1}, []string{"invalid-arn /Statement/0/Resource"}},
		"a place that begins alike": {[]string{"/Statement/0/Resource/10", "/Statement/0/Si"},
			[]string{version, sid0, effect0, resource0, noEffect1, sid1, variable1}, nil},
		"what a check around it does not look at": {[]string{"/Statement/1/Action"},
			[]string{version, sid0, effect0, resource0, noEffect1, sid1, variable1}, nil},
		"a statement": {[]string{"/Statement/1"},
			[]string{version, sid0, effect0, resource0},
			[]string{"missing-effect /Statement/1", "sid-characters /Statement/1", "variable-under-old-version /Statement/1"}},
		"the policy": {[]string{""}, nil,
			[]string{"invalid-arn ", "invalid-effect ", "missing-effect ", "missing-version ", "sid-characters ", "variable-under-old-version "}},
		"one reason is enough": {[]string{"/Statement/0/Sid", "/Statement/0"},
			[]string{version, noEffect1, sid1, variable1},
			[]string{"invalid-arn /Statement/0", "invalid-effect /Statement/0", "sid-characters /Statement/0/Sid"}},
	} {
		t.Run(name, func(t *testing.T) {
			var c Context
			for _, pointer := range tt.unresolved {
				c.Unresolved = append(c.Unresolved, Unresolved{policy.Bucket, pointer, "a parameter", false})
			}
			// The same place of the other policy is no matter.
			c.Unresolved = append(c.Unresolved, Unresolved{policy.AccessPoint, "", "another", false})
			report := Check(Policies{Bucket: []byte(holdBack)}, c)
			var got, unsaid []string
			mine := map[string]bool{"missing-version": true, "sid-characters": true, "invalid-effect": true, "invalid-arn": true, "missing-effect": true, "variable-under-old-version": true}
			for _, f := range report.Findings {
				if mine[f.Check] {
					got = append(got, f.Check+" "+f.Pointer)
				}
			}
			for _, s := range report.Skipped {
				if s.Needs == "a parameter" && mine[s.Check] {
					unsaid = append(unsaid, s.Check+" "+s.Pointer)
				}
			}
			if diff := cmp.Diff([2][]string{tt.want, tt.unsaid}, [2][]string{got, unsaid}); diff != "" {
				t.Errorf("findings and skips (-want +got):\n%s", diff)
			}
		})
	}
}

// What a check compares with what it points at counts as well.
func TestAFindingMayDependOnWhatStandsBesideIt(t *testing.T) {
	const src = `{"Version":"2012-10-17","Statement":[
		{"Effect":"Allow","Principal":"*","Action":"s3:ListBucket","Resource":"arn:aws:s3:::b/*","Condition":{"StringLike":{"aws:SourceVpc":"*"}}}]}`
	for name, tt := range map[string]struct {
		pointer, check string
		want           bool
	}{
		"the resource that an action does not fit": {"/Statement/0/Resource", "resource-action-mismatch", false},
		"a condition that has no part in it":       {"/Statement/0/Condition", "resource-action-mismatch", true},
		"the value that makes an Allow public":     {"/Statement/0/Condition/StringLike/aws:SourceVpc", "public-grant", false},
		"a resource, which does not":               {"/Statement/0/Resource", "public-grant", true},
	} {
		t.Run(name, func(t *testing.T) {
			report := Check(Policies{Bucket: []byte(src)}, Context{Unresolved: []Unresolved{{policy.Bucket, tt.pointer, "a parameter", false}}})
			if got := len(of(tt.check, report.Findings)) > 0; got != tt.want {
				t.Errorf("%s with %s not known: %v, want %v", tt.check, tt.pointer, got, tt.want)
			}
		})
	}
}

func TestWhichFindingsDependOnAValue(t *testing.T) {
	const bucket, accessPoint = policy.Bucket, policy.AccessPoint
	for name, tt := range map[string]struct {
		on      Scope
		reads   elements
		finding string // where it is, in the bucket policy
		kind    policy.Kind
		value   string
		want    bool
	}{
		"a check that says nothing reads all it points at": {AnyPolicy, 0, "/Statement/0", bucket, "/Statement/0/Condition/Bool/a", true},
		"and all of a list":                                  {AnyPolicy, 0, "/Statement", bucket, "/Statement/0/Action", true},
		"but not what is beside it":                          {AnyPolicy, 0, "/Statement/0/Action", bucket, "/Statement/0/Resource", false},
		"another statement least of all":                     {AnyPolicy, 0, "/Statement/0", bucket, "/Statement/1/Action", false},
		"nor one whose number begins alike":                  {AnyPolicy, 0, "/Statement/1", bucket, "/Statement/10/Action", false},
		"a check that reads what is beside":                  {AnyPolicy, resourceElement, "/Statement/0/Action/1", bucket, "/Statement/0/Resource/3", true},
		"its opposite is the same element":                   {AnyPolicy, resourceElement, "/Statement/0/Action/1", bucket, "/Statement/0/NotResource", true},
		"in a statement that is no list":                     {AnyPolicy, resourceElement, "/Statement/Action", bucket, "/Statement/Resource", true},
		"it does not read the same of another statement":     {AnyPolicy, resourceElement, "/Statement/0/Action", bucket, "/Statement/1/Resource", false},
		"what it does not read does not count":               {AnyPolicy, resourceElement, "/Statement/0", bucket, "/Statement/0/Action", false},
		"what it points at does all the same":                {AnyPolicy, resourceElement, "/Statement/0/Action", bucket, "/Statement/0/Action", true},
		"a check of several statements reads all":            {AnyPolicy, otherStatements, "/Statement/1", bucket, "/Statement/0/Action", true},
		"the other policy does not count":                    {AnyPolicy, 0, "/Statement/0", accessPoint, "/Statement/0", false},
		"to a check of a pair it does":                       {PairOfPolicies, 0, "/Statement/0", accessPoint, "/Statement/3/Action", true},
		"unless it does not read that element":               {PairOfPolicies, actionElement, "/Statement/0", accessPoint, "/Statement/3/Resource", false},
		"a check that looks whether something is there":      {AnyPolicy, noElement, "/Statement/0", bucket, "/Statement/0/Sid", false},
		"does not know of a statement that is not known":     {AnyPolicy, noElement, "/Statement/0", bucket, "/Statement/0", true},
		"a policy that is no policy has no elements to read": {AnyPolicy, conditionElement, "/Statement/0", bucket, "/Condition", false},
	} {
		t.Run(name, func(t *testing.T) {
			c := check{Info: Info{On: tt.on}, reads: tt.reads}
			u := Unresolved{Policy: tt.kind, Pointer: tt.value}
			if got := u.unsettles(&c, &Finding{Policy: bucket, Pointer: tt.finding}); got != tt.want {
				t.Errorf("a finding at %s depends on %s: %v, want %v", tt.finding, tt.value, got, tt.want)
			}
		})
	}
}

// What is written around a name says something whichever it is.
func TestFormIsFoundFaultWithAroundNames(t *testing.T) {
	const standIn = "999999999999"
	for name, tt := range map[string]struct {
		kind                       policy.Kind
		principal, action, element string // the resource is element
		pointer, check             string
		want                       bool
	}{
		"the segment before the key":             {policy.AccessPoint, "111122223333", "s3:GetObject", "arn:aws:s3:us-west-2:" + standIn + ":accesspoint/ap1/*", "/Statement/0/Resource", "ap-missing-object-segment", true},
		"a bucket in the place of its objects":   {policy.Bucket, "111122223333", "s3:GetObject", "arn:aws:s3:::" + standIn, "/Statement/0/Resource", "resource-action-mismatch", true},
		"a name that stands alone":               {policy.Bucket, "111122223333", "s3:GetObject", standIn, "/Statement/0/Resource", "invalid-arn", true},
		"a pattern of roles":                     {policy.Bucket, "arn:aws:iam::" + standIn + ":role/*", "s3:GetObject", "arn:aws:s3:::doc-bucket/*", "/Statement/0/Principal/AWS", "principal-partial-wildcard", true},
		"which access point it is, is not known": {policy.AccessPoint, "111122223333", "s3:GetObject", "arn:aws:s3:us-west-2:" + standIn + ":accesspoint/ap1/object/*", "/Statement/0/Resource", "ap-other-account", false},
		"nor which action a name may be":         {policy.Bucket, "111122223333", "s3:" + standIn, "arn:aws:s3:::doc-bucket/*", "/Statement/0/Action", "unknown-action", false},
	} {
		t.Run(name, func(t *testing.T) {
			src := []byte(`{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"` + tt.principal + `"},"Action":"` + tt.action + `","Resource":"` + tt.element + `"}]}`)
			p := Policies{Bucket: src}
			if tt.kind == policy.AccessPoint {
				p = Policies{AccessPoint: src}
			}
			c := Context{AccessPoint: sampleContext().AccessPoint, Unresolved: []Unresolved{{tt.kind, tt.pointer, "the account is not known", true}}}
			report := Check(p, c)
			found := of(tt.check, report.Findings)
			require.Equal(t, tt.want, len(found) == 1, "findings %v", report.Findings)
			for _, f := range found {
				require.Contains(t, f.Message, "; names that are not known are made up here: the account is not known")
				require.Nil(t, f.Fix)
			}
			c.Unresolved[0].Name = false
			report = Check(p, c)
			require.Empty(t, of(tt.check, report.Findings), "where it may be anything")
		})
	}
}
