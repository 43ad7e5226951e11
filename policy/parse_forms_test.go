package policy

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/stretchr/testify/require"
)

// unplaced compares documents by what they say and not by where it stands.
var unplaced = cmp.Options{
	cmpopts.IgnoreTypes(Pos(0)),
	cmpopts.IgnoreUnexported(Document{}),
	cmpopts.EquateEmpty(),
}

func parsed(t *testing.T, k Kind, src string) *Document {
	t.Helper()
	doc, err := Parse(k, []byte(src))
	require.NoError(t, err, src)
	return doc
}

func TestListsOfOneMayDropTheirBrackets(t *testing.T) {
	for name, tt := range map[string]struct{ bare, listed string }{
		"statements":        {`{…}`, `[{…}]`},
		"actions":           {`{…,"Action":"s3:*"}`, `{…,"Action":["s3:*"]}`},
		"actions left out":  {`{…,"NotAction":"s3:*"}`, `{…,"NotAction":["s3:*"]}`},
		"resources":         {`{…,"Resource":"arn:aws:s3:::b"}`, `{…,"Resource":["arn:aws:s3:::b"]}`},
		"principals":        {`{…,"Principal":{"AWS":"*"}}`, `{…,"Principal":{"AWS":["*"]}}`},
		"services":          {`{…,"Principal":{"Service":"a.amazonaws.com"}}`, `{…,"Principal":{"Service":["a.amazonaws.com"]}}`},
		"condition values":  {`{…,"Condition":{"StringLike":{"aws:a":"x"}}}`, `{…,"Condition":{"StringLike":{"aws:a":["x"]}}}`},
		"condition numbers": {`{…,"Condition":{"NumericEquals":{"aws:a":1.50}}}`, `{…,"Condition":{"NumericEquals":{"aws:a":[1.50]}}}`},
	} {
		t.Run(name, func(t *testing.T) {
			bare, listed := parsed(t, Bucket, inPolicy(Bucket, tt.bare)), parsed(t, Bucket, inPolicy(Bucket, tt.listed))
			if diff := cmp.Diff(listed, bare, unplaced); diff != "" {
				t.Errorf("%s is not the same as %s (-want +got):\n%s", tt.bare, tt.listed, diff)
			}
		})
	}
}

// A key is written in any order, and numbers and booleans without quotes.
func TestWhatADocumentHolds(t *testing.T) {
	got := parsed(t, Bucket, `{
		"Statement": {
			"Condition": {
				"StringNotLikeIfExists": {"s3:prefix": ["", "a/*"]},
				"NumericLessThan": {"s3:max-keys": [1e2, 1.50, "7"], "s3:TlsVersion": 1.2},
				"Bool": {"aws:SecureTransport": false}
			},
			"NotResource": ["arn:aws:s3:::b", "arn:aws:s3:::b/*"],
			"NotAction": "s3:Get*",
			"NotPrincipal": {"Federated": "f", "Service": "s.amazonaws.com", "CanonicalUser": "`+canonical+`", "AWS": ["123456789012", "AIDAX"]},
			"Effect": "Deny",
			"Sid": "a \"b\" \u00e9"
		},
		"Id": "",
		"Version": "2008-10-17"
	}`)
	want := &Document{
		Kind:    Bucket,
		Version: Text{Value: "2008-10-17"},
		Statements: []Statement{{
			Sid:    Text{Value: `a "b" é`},
			Effect: Deny,
			Principal: Principals{
				Not: true,
				AWS: Texts("123456789012", "AIDAX"), CanonicalUser: Texts(canonical), Service: Texts("s.amazonaws.com"), Federated: Texts("f"),
			},
			Action:   Patterns{Not: true, Items: Texts("s3:Get*")},
			Resource: Patterns{Not: true, Items: Texts("arn:aws:s3:::b", "arn:aws:s3:::b/*")},
			Condition: []Condition{
				{Operator: Text{Value: "StringNotLikeIfExists"}, Key: Text{Value: "s3:prefix"}, Values: Texts("", "a/*")},
				{Operator: Text{Value: "NumericLessThan"}, Key: Text{Value: "s3:max-keys"}, Values: Texts("1e2", "1.50", "7")},
				{Operator: Text{Value: "NumericLessThan"}, Key: Text{Value: "s3:TlsVersion"}, Values: Texts("1.2")},
				{Operator: Text{Value: "Bool"}, Key: Text{Value: "aws:SecureTransport"}, Values: Texts("false")},
			},
		}},
	}
	if diff := cmp.Diff(want, got, unplaced); diff != "" {
		t.Errorf("document (-want +got):\n%s", diff)
	}
}

// canonical is a canonical id, of which policies have 64 hex digits.
const canonical = "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be"

// At each depth: the policy, a statement, the maps below it, and what counts for
// nothing since it stands there a second time.
func TestAMemberStandsOnceAtEachDepth(t *testing.T) {
	for name, tt := range map[string]struct{ text, path string }{
		"of the policy":           {`{"Statement":[],"Version":"2012-10-17",«"Version"»:"2012-10-17"}`, "/Version"},
		"of a statement":          {`{"Statement":[{"Sid":"a",«"Sid"»:"a","Effect":"Deny","Principal":"*","Action":"*","Resource":"*"}]}`, "/Statement/0/Sid"},
		"of a Principal":          {inPolicy(Bucket, `{…,"Principal":{"AWS":"*",«"AWS"»:"*"}}`), "/Statement/Principal/AWS"},
		"of a Condition":          {inPolicy(Bucket, `{…,"Condition":{"Null":{"aws:a":true},«"Null"»:{"aws:b":true}}}`), "/Statement/Condition/Null"},
		"of a condition operator": {inPolicy(Bucket, `{…,"Condition":{"Null":{"aws:a":true,«"aws:a"»:true}}}`), "/Statement/Condition/Null/aws:a"},
	} {
		t.Run(name, func(t *testing.T) {
			checkFaults(t, Bucket, tt.text, fault{tt.path, ErrDuplicate})
		})
	}
	checkFaults(t, Bucket, `{"Statement":[],«"Statement"»:[{"Sid":"a",«"Sid"»:"a"}]}`, fault{"/Statement", ErrDuplicate}, fault{"/Statement/0/Sid", ErrDuplicate})
}

func TestParseSaysWhatWasProbablyMeant(t *testing.T) {
	for name, tt := range map[string]struct{ text, want string }{
		"an element of the policy":         {`{"Versoin":"2012-10-17","Statement":[]}`, "unknown element `Versoin`; did you mean `Version`?"},
		"an element in the plural":         {`{"Statement":[],"Statements":[]}`, "unknown element `Statements`; did you mean `Statement`?"},
		"an element of a statement":        {inPolicy(Bucket, `{…,"Efect":"Allow"}`), "unknown element `Efect`; did you mean `Effect`?"},
		"an element in lower case":         {inPolicy(Bucket, `{…,"condition":{}}`), "unknown element `condition`; did you mean `Condition`?"},
		"an element's opposite":            {inPolicy(Bucket, `{…,"NotPrincipals":"*"}`), "unknown element `NotPrincipals`; did you mean `NotPrincipal`?"},
		"what is far from all":             {inPolicy(Bucket, `{…,"Comment":"x"}`), "unknown element `Comment`"},
		"a type of principal":              {inPolicy(Bucket, `{…,"Principal":{"Aws":"*"}}`), "unknown element `Aws`; did you mean `AWS`?"},
		"another type of principal":        {inPolicy(Bucket, `{…,"Principal":{"Services":"x"}}`), "unknown element `Services`; did you mean `Service`?"},
		"an operator":                      {inPolicy(Bucket, `{…,"Condition":{"StringEqual":{"aws:a":"x"}}}`), "unknown condition operator `StringEqual`; did you mean `StringEquals`?"},
		"an operator with both its ends":   {inPolicy(Bucket, `{…,"Condition":{"forAnyValue:StringLkeIfExists":{"aws:a":"x"}}}`), "unknown condition operator `forAnyValue:StringLkeIfExists`; did you mean `ForAnyValue:StringLikeIfExists`?"},
		"an operator that is far from all": {inPolicy(Bucket, `{…,"Condition":{"Contains":{"aws:a":"x"}}}`), "unknown condition operator `Contains`"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Parse(Bucket, []byte(tt.text))
			if got := errorList(t, err)[0].Err.Error(); got != tt.want {
				t.Errorf("error %q, want %q", got, tt.want)
			}
		})
	}
}
