package analysis_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/accesspoint/analysis"
	"github.com/s3ap/s3ap/policy"
)

const bucketARN = "arn:aws:s3:::amzn-s3-demo-bucket"

// statement writes an Allow for everybody with the resource and condition given.
func statement(resource, condition string) string {
	return fmt.Sprintf(`{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":%q,"Condition":{%s}}`, resource, condition)
}

func TestWhatIsNotModelledIsUnknown(t *testing.T) {
	for name, tt := range map[string]struct {
		statements []string
		ask        func(p *analysis.Policy) analysis.Answer
		want       string
	}{
		"a number told by text and by value": {
			[]string{statement(bucketARN+"/*", `"NumericLessThan":{"s3:TlsVersion":"1.2"},"StringLike":{"s3:TlsVersion":"1.*"}`)},
			func(p *analysis.Policy) analysis.Answer { return p.Matches(0) },
			"the operators on s3:TlsVersion compare values of several types"},
		"a pattern of accounts": {
			[]string{statement(bucketARN+"/*", `"StringLike":{"aws:PrincipalAccount":"1111*"}`), statement(bucketARN+"/*", `"StringEquals":{"aws:PrincipalAccount":"111122223333"}`)},
			func(p *analysis.Policy) analysis.Answer { return p.AddsTo(1, 0) },
			"a value of aws:PrincipalAccount is a pattern of accounts, or written in an unusual way"},
		"several buckets": {
			[]string{statement(bucketARN+"/*", ""), statement("arn:aws:s3:::another-bucket/*", "")},
			func(p *analysis.Policy) analysis.Answer { return p.Matches(0) },
			"the bucket is not known, and Resource names several"},
		"another kind of bucket": {
			[]string{statement("arn:aws:s3express:us-west-2:111122223333:bucket/led--usw2-az1--x-s3", "")},
			func(p *analysis.Policy) analysis.Answer { return p.Matches(0) },
			"the bucket is not known, and Resource does not name it"},
		"who owns the bucket": {
			[]string{statement(bucketARN+"/*", "")},
			func(p *analysis.Policy) analysis.Answer { return p.KeepsOwner("s3:PutBucketPolicy") },
			"the account of the bucket is not known"},
		"a statement that is not there": {
			[]string{statement(bucketARN+"/*", "")},
			func(p *analysis.Policy) analysis.Answer { return p.Adds(1) },
			"there is no such statement"},
	} {
		t.Run(name, func(t *testing.T) {
			text := `{"Version":"2012-10-17","Statement":[` + strings.ReplaceAll(strings.Join(tt.statements, ","), `,"Condition":{}`, "") + "]}"
			a := tt.ask(analysis.New(mustParse(policy.Bucket, text), analysis.Place{}, analysis.Budget{}))
			if diff := cmp.Diff(analysis.Answer{Reason: tt.want}, a); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestADocumentThatDoesNotCompileIsUnknown(t *testing.T) {
	doc := &policy.Document{Kind: policy.Bucket, Statements: []policy.Statement{{}}}
	a := analysis.New(doc, analysis.Place{}, analysis.Budget{}).Matches(0)
	require.Equal(t, analysis.Unknown, a.Verdict)
	require.Contains(t, a.Reason, "the policy does not compile")
	require.Equal(t, "there is no policy", analysis.New(nil, analysis.Place{}, analysis.Budget{}).Matches(0).Reason)
}

// Stars on both sides of many letters make more kinds of keys than can be gone through.
func TestABudgetThatIsUsedUpIsUnknown(t *testing.T) {
	var list []string
	for c := 'a'; c < 'q'; c++ {
		list = append(list, statement(bucketARN+"/*"+string(c)+"*", ""))
	}
	text := `{"Version":"2012-10-17","Statement":[` + strings.ReplaceAll(strings.Join(list, ","), `,"Condition":{}`, "") + "]}"
	p := analysis.New(mustParse(policy.Bucket, text), analysis.Place{}, analysis.Budget{})
	require.Equal(t, analysis.Unknown, p.Adds(0).Verdict)
	require.Contains(t, p.Adds(0).Reason, "too many kinds of keys")
	// Two of them are no trouble.
	require.Equal(t, analysis.Yes, p.AddsTo(0, 1).Verdict)
	small := analysis.New(mustParse(policy.Bucket, text), analysis.Place{}, analysis.Budget{States: 3})
	require.Equal(t, analysis.Unknown, small.AddsTo(0, 1).Verdict)
}

func TestWhatANoRestsOnIsSaid(t *testing.T) {
	text := `{"Statement":[{"Effect":"Deny","NotPrincipal":{"AWS":"111122223333"},"Action":"s3:*","Resource":"` + bucketARN + `"},
		{"Effect":"Deny","NotPrincipal":{"AWS":"111122223333"},"Action":"*","Resource":"` + bucketARN + `"}]}`
	a := analysis.New(mustParse(policy.Bucket, text), analysis.Place{}, analysis.Budget{}).Adds(0)
	require.Equal(t, analysis.No, a.Verdict)
	require.Len(t, a.Assuming, 1)
	require.Contains(t, a.Assuming[0], "permissions boundary")
}

// All actions that are known are named, so that only one that nobody knows yet shows
// what the star adds.
func TestFutureActionsAreToldApart(t *testing.T) {
	text := `{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"},
		{"Effect":"Allow","Principal":"*","Action":["s3:A*","s3:B*","s3:C*","s3:D*","s3:G*","s3:I*","s3:L*","s3:O*","s3:P*","s3:R*","s3:S*","s3:T*","s3:U*"],"Resource":"*"}]}`
	a := analysis.New(mustParse(policy.Bucket, text), analysis.Place{}, analysis.Budget{}).AddsTo(0, 1)
	require.Equal(t, analysis.Yes, a.Verdict)
	require.True(t, a.Future)
	require.Equal(t, analysis.FutureAction, a.Witness.Request.Action)
}
