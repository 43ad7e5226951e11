package lint

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/s3ap/s3ap/policy"
)

// A conditionCase is a statement, or several, and what one check finds in it: the
// severity and the place of each finding, the place as what stands there.
type conditionCase struct {
	statement string
	want      []string
}

const (
	allow     = `"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/app"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::doc-bucket/*"`
	allowAll  = `"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::doc-bucket/*"`
	deny      = `"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":["arn:aws:s3:::doc-bucket","arn:aws:s3:::doc-bucket/*"]`
	allowUser = `"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:user/ann"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::doc-bucket/*"`
)

// with returns a statement with a Condition.
func with(base, conditions string) string { return `{` + base + `,"Condition":{` + conditions + `}}` }

func (c conditionCase) check(t *testing.T, id string) {
	t.Helper()
	src := `{"Version":"2012-10-17","Statement":[` + c.statement + `]}`
	now := time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC)
	report := Check(Policies{Bucket: []byte(src)}, Context{Now: now})
	if broken := of("json-syntax", report.Findings); broken != nil {
		t.Fatalf("the case itself is no JSON: %v", broken)
	}
	if diff := cmp.Diff(c.want, placesOf(src, of(id, report.Findings))); diff != "" {
		t.Errorf("%s in %s (-want +got):\n%s", id, c.statement, diff)
	}
	for _, f := range of(id, report.Findings) {
		if f.Fix == nil {
			continue
		}
		fixed := Apply(src, f.Fix)
		after := Check(Policies{Bucket: []byte(fixed)}, Context{Now: now})
		if len(of(id, after.Findings)) >= len(of(id, report.Findings)) || countErrors(after) > countErrors(report) {
			t.Errorf("the fix of %v makes %s, in which there is %v", f.String(), fixed, after.Findings)
		}
	}
}

// placesOf returns the severity of each finding, and what stands at its place up to
// the end of a string or number.
func placesOf(src string, found []Finding) (places []string) {
	for _, f := range found {
		rest := src[f.At.Offset:]
		end := strings.IndexAny(rest, ",]}:")
		if rest[0] == '"' {
			end = 1 + strings.IndexByte(rest[1:], '"') + 1
		}
		places = append(places, fmt.Sprintf("%v %s", f.Severity, rest[:end]))
	}
	return places
}

func runConditionCases(t *testing.T, id string, cases map[string]conditionCase) {
	t.Helper()
	for name, tt := range cases {
		t.Run(id+": "+name, func(t *testing.T) { tt.check(t, id) })
	}
}

func TestOperatorsFitTheTypeOfTheirKeys(t *testing.T) {
	runConditionCases(t, "operator-type-mismatch", map[string]conditionCase{
		"a string operator does not know addresses":      {with(allow, `"StringLike":{"aws:SourceIp":"203.0.113.*"}`), []string{`warning "aws:SourceIp"`}},
		"nor a numeric one strings":                      {with(allow, `"NumericEquals":{"aws:PrincipalAccount":"111122223333"}`), []string{`warning "aws:PrincipalAccount"`}},
		"each key under it is told":                      {with(allow, `"StringEquals":{"aws:SecureTransport":"true","aws:ViaAWSService":"false"}`), []string{`warning "aws:SecureTransport"`, `warning "aws:ViaAWSService"`}},
		"a variable can only be compared as text":        {with(deny, `"StringNotEquals":{"aws:Ec2InstanceSourcePrivateIPv4":"${aws:VpcSourceIp}"}`), nil},
		"an ARN can be compared as text":                 {with(allow, `"StringEquals":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/app"}`), nil},
		"text cannot be compared as an ARN":              {with(allow, `"ArnLike":{"aws:userid":"AROAEXAMPLE:*"}`), []string{`warning "aws:userid"`}},
		"a tag can hold anything":                        {with(allow, `"NumericLessThan":{"s3:ExistingObjectTag/level":"3"},"Bool":{"aws:PrincipalTag/admin":"true"},"DateGreaterThan":{"aws:PrincipalTag/until":"2027-01-01T00:00:00Z"},"ArnLike":{"aws:PrincipalTag/owner":"arn:aws:iam::111122223333:role/*"}`), nil},
		"but no bytes":                                   {with(allow, `"BinaryEquals":{"aws:PrincipalTag/admin":"dHJ1ZQ=="}`), []string{`warning "aws:PrincipalTag/admin"`}},
		"seconds since 1970 are numbers and dates":       {with(allow, `"NumericLessThan":{"aws:EpochTime":"1900000000"},"DateGreaterThan":{"aws:EpochTime":"2026-01-01T00:00:00Z"}`), nil},
		"the time of day is a date alone":                {with(allow, `"NumericLessThan":{"aws:CurrentTime":"1900000000"}`), []string{`warning "aws:CurrentTime"`}},
		"Null fits everything":                           {with(deny, `"Null":{"s3:max-keys":"true","aws:SourceIp":"true"}`), nil},
		"a key that is not in the table may be anything": {with(allow, `"NumericEquals":{"aws:Newer":"1"}`), nil},
		"a family without a tag is no key":               {with(allow, `"NumericEquals":{"s3:prefix/":"1","s3:ExistingObjectTag":"1"}`), nil},
		"capitals do not count":                          {with(allow, `"stringequals":{"AWS:SECURETRANSPORT":"true"}`), []string{`warning "AWS:SECURETRANSPORT"`}},
		"what is no base64 is told once":                 {with(allow, `"BinaryEquals":{"aws:userid":"???"}`), []string{`warning "???"`}},
		"a negated test of a boolean has no counterpart": {with(deny, `"StringNotEquals":{"aws:SecureTransport":"true"}`), []string{`warning "aws:SecureTransport"`}},
		"set operators and IfExists stay":                {with(allow, `"ForAnyValue:NumericEqualsIfExists":{"aws:CalledVia":"1"}`), []string{`warning "aws:CalledVia"`}},
	})
}

func TestWildcardsRunOverColons(t *testing.T) {
	runConditionCases(t, "string-operator-on-arn", map[string]conditionCase{
		"a wildcard in the last part does no harm": {with(allow, `"StringLike":{"s3:DataAccessPointArn":"arn:aws:s3:us-west-2:111122223333:accesspoint/*"}`), nil},
		"one before it does":                       {with(allow, `"StringLike":{"s3:DataAccessPointArn":["arn:aws:s3:us-west-2:111122223333:accesspoint/a","arn:aws:s3:us-west-2:*:accesspoint/b"]}`), []string{`security-warning "arn:aws:s3:us-west-2:*:accesspoint/b"`}},
		"text that is no ARN has no last part":     {with(allow, `"StringLike":{"aws:PrincipalArn":"*role/app"}`), []string{`security-warning "*role/app"`}},
		"a star alone asks for something else":     {with(allow, `"StringLike":{"aws:PrincipalArn":"*"}`), nil},
		"a variable is no wildcard":                {with(allow, `"StringLike":{"aws:PrincipalArn":"arn:aws:iam::${aws:ResourceAccount}:role/*"}`), nil},
		"nor is a star as a character":             {with(allow, `"StringLike":{"aws:PrincipalArn":"arn:aws:iam::${*}:role/*"}`), nil},
		"ArnLike is what it should be":             {with(allow, `"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/app"}`), nil},
		"a key that holds no ARN":                  {with(allow, `"StringLike":{"aws:userid":"*:app"}`), nil},
		"a Deny of too much is no grant":           {with(deny, `"StringLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/app"}`), nil},
		"too wide an exception from a Deny is":     {with(deny, `"StringNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/app"}`), []string{`security-warning "arn:aws:iam::*:role/app"`}},
		"too wide an exception from an Allow not":  {with(allow, `"StringNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/app"}`), nil},
	})
}

func TestWildcardsNeedLike(t *testing.T) {
	runConditionCases(t, "wildcard-without-like", map[string]conditionCase{
		"each value is looked at":                     {with(allow, `"StringEquals":{"aws:PrincipalTag/team":["a","b*","c?"]}`), []string{`warning "b*"`, `warning "c?"`}},
		"negated operators too":                       {with(deny, `"StringNotEqualsIfExists":{"aws:SourceVpc":"vpc-*"}`), []string{`warning "vpc-*"`}},
		"the character itself is written so":          {with(allow, `"StringEquals":{"aws:PrincipalTag/team":"${*}${?}"}`), nil},
		"a default of a variable is text":             {with(allow, `"StringEquals":{"aws:PrincipalTag/team":"${aws:PrincipalTag/other, '*}'}"}`), nil},
		"what follows a variable is not":              {with(allow, `"StringEquals":{"aws:PrincipalTag/team":"${aws:PrincipalTag/other, '}'}*"}`), []string{`warning "${aws:PrincipalTag/other, '}'}*"`}},
		"StringLike is what it should be":             {with(allow, `"StringLike":{"aws:PrincipalTag/team":"b*"}`), nil},
		"ArnEquals takes wildcards":                   {with(allow, `"ArnEquals":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/*"}`), nil},
		"ignoring case has no such form":              {with(allow, `"StringEqualsIgnoreCase":{"aws:PrincipalTag/team":"b*"}`), []string{`warning "b*"`}},
		"an ARN as text":                              {with(allow, `"StringEquals":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/*"}`), []string{`warning "arn:aws:iam::111122223333:role/*"`}},
		"the address of a page has a query":           {with(allow, `"StringEquals":{"aws:Referer":"https://example.org/?q=1"}`), nil},
		"but no star":                                 {with(allow, `"StringEquals":{"aws:Referer":"https://example.org/*"}`), []string{`warning "https://example.org/*"`}},
		"an operator of the wrong type is told alone": {with(allow, `"StringEquals":{"aws:SourceIp":"203.0.113.*"}`), nil},
		"two keys under one operator":                 {with(allow, `"StringEquals":{"aws:PrincipalTag/team":"b*","aws:PrincipalTag/unit":"b"}`), []string{`warning "b*"`}},
		"the better operator is there already":        {with(allow, `"StringEquals":{"aws:PrincipalTag/team":"b*"},"StringLike":{"aws:PrincipalTag/unit":"b"}`), []string{`warning "b*"`}},
	})
}

// A fix that would change another key, or write an operator twice, is none.
func TestOperatorsAreRenamedOnlyAlone(t *testing.T) {
	for name, tt := range map[string]struct {
		conditions string
		want       string
	}{
		"alone":                      {`"StringEquals":{"aws:PrincipalTag/team":"b*"}`, `"StringLike":{"aws:PrincipalTag/team":"b*"}`},
		"with suffix":                {`"StringEqualsIfExists":{"aws:PrincipalTag/team":"b*"}`, `"StringLikeIfExists":{"aws:PrincipalTag/team":"b*"}`},
		"beside another key":         {`"StringEquals":{"aws:PrincipalTag/team":"b*","aws:userid":"a"}`, ``},
		"after another key":          {`"StringEquals":{"aws:userid":"a","aws:PrincipalTag/team":"b*"}`, ``},
		"beside the better operator": {`"stringlike":{"aws:userid":"a"},"StringEquals":{"aws:PrincipalTag/team":"b*"}`, ``},
	} {
		t.Run(name, func(t *testing.T) {
			src := `{"Version":"2012-10-17","Statement":` + with(allow, tt.conditions) + `}`
			report := Check(Policies{Bucket: []byte(src)}, Context{})
			found := of("wildcard-without-like", report.Findings)
			if len(found) != 1 {
				t.Fatalf("findings: %v", report.Findings)
			}
			want := src
			if tt.want != "" {
				want = strings.Replace(src, tt.conditions, tt.want, 1)
			}
			if diff := cmp.Diff(want, Apply(src, found[0].Fix)); diff != "" {
				t.Errorf("the fix (-want +got):\n%s", diff)
			}
		})
	}
}

func TestOperatorNamesHaveParts(t *testing.T) {
	for name, want := range map[string]struct {
		prefix, base string
		compares     comparison
	}{
		"StringEquals": {"", "StringEquals", literalText},
		"forallvalues:stringnotequalsignorecaseifexists": {forAllValues, "StringNotEqualsIgnoreCase", foldedText},
		"ForAnyValue:ArnLike":                            {forAnyValue, "ArnLike", arns},
		"NotIpAddress":                                   {"", "NotIpAddress", addresses},
		"NumericLessThanEqualsIfExists":                  {"", "NumericLessThanEquals", numbers},
		"DateEquals":                                     {"", "DateEquals", dates},
		"Null":                                           {"", "Null", presence},
		"NullIfExists":                                   {"", "", noComparison},
		"":                                               {"", "", noComparison},
	} {
		op := readOperator(name)
		if op.prefix != want.prefix || op.base != want.base || op.compares != want.compares {
			t.Errorf("%q is %q %q %v, want %v", name, op.prefix, op.base, op.compares, want)
		}
	}
}

// What is odd must do no harm, and be found by someone.
func TestOddConditionsDoNoHarm(t *testing.T) {
	deep := strings.Repeat(`${aws:PrincipalTag/a, '`, 200)
	for name, condition := range map[string]string{
		"no object":               `[]`,
		"an operator that is one": `{"StringEquals":"x"}`,
		"a key without name":      `{"StringEquals":{"":"x"}}`,
		"a value that is none":    `{"StringEquals":{"aws:userid":null}}`,
		"values that are lists":   `{"DateLessThan":{"aws:CurrentTime":[[]]}}`,
		"no values":               `{"DateLessThan":{"aws:CurrentTime":[]},"ForAllValues:Bool":{"aws:MultiFactorAuthPresent":[]},"Bool":{"aws:MultiFactorAuthPresent":[]}}`,
		"no operators":            `{"":{"aws:CurrentTime":"x"}}`,
		"numbers and booleans":    `{"DateLessThan":{"aws:CurrentTime":[1,-1,1e9,true]},"StringEquals":{"aws:userid":[true,1]},"Bool":{"aws:SecureTransport":[true,false,null]}}`,
		"variables that go on":    `{"StringEquals":{"aws:userid":"` + deep + `"}}`,
		"escapes":                 `{"String\u0045quals":{"aws:PrincipalTag\/x":"\u002a\ud83d\ude00*"},"StringLike":{"aws:userid":"\u002a"}}`,
		"digits without end":      `{"DateLessThan":{"aws:CurrentTime":"` + strings.Repeat("9", 400) + `"}}`,
	} {
		t.Run(name, func(t *testing.T) {
			for _, base := range []string{allow, deny, `"Effect":"Allow"`, `"Effect":1,"Principal":[],"Action":{},"Resource":[{}]`} {
				src := `{"Version":"2012-10-17","Statement":{` + base + `,"Condition":` + condition + `}}`
				p := Policies{Bucket: []byte(src), AccessPoint: []byte(src)}
				report := Check(p, Context{Now: time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC)})
				if len(report.Findings) == 0 {
					t.Errorf("nothing found in %s", src)
				}
				for _, f := range report.Findings {
					if slices.ContainsFunc(f.Fix, func(e Edit) bool { return e.Offset < 0 || e.End < e.Offset || e.End > len(src) }) {
						t.Errorf("fix %v of %v is outside of the text", f.Fix, f.String())
					}
					if f.Policy == policy.Bucket && f.At.Offset > len(src) {
						t.Errorf("%v is outside of the text", f.String())
					}
				}
			}
		})
	}
}
