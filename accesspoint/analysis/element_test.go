package analysis_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/accesspoint/analysis"
	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/policy"
)

func policyOf(statements string) *analysis.Policy {
	place := analysis.Place{Bucket: arn.MustParseBucket(bucketARN), BucketAccount: owner}
	return analysis.New(mustParse(policy.Bucket, `{"Version":"2012-10-17","Statement":[`+statements+`]}`), place, analysis.Budget{})
}

// The default of a variable counts only in requests without the key.
func TestTheDefaultOfAVariableMakesNoEntryRedundant(t *testing.T) {
	p := policyOf(`{"Effect":"Allow","Principal":"*","Action":"s3:GetObject",
		"Resource":["` + bucketARN + `/a","` + bucketARN + `/${aws:PrincipalTag/t, 'a'}"]}`)
	require.Equal(t, analysis.Unknown, p.ResourceNeeded(0, 0).Verdict)
}

// A service has a user id, and which is not known.
func TestTheUserIDOfAServiceIsInDoubt(t *testing.T) {
	allow, deny := policyOf(statement(bucketARN+"/*", `"Null":{"aws:userid":"true"}`)), policyOf(`{"Effect":"Deny","Principal":"*","Action":"*",
		"Resource":"*","Condition":{"Null":{"aws:userid":"true"}}}`)
	require.Equal(t, analysis.No, allow.ConditionsHold(0).Verdict)
	require.Equal(t, analysis.Yes, deny.ConditionsHold(0).Verdict)
}

func TestTheWitnessHasTheActionThatIsAskedAbout(t *testing.T) {
	p := policyOf(`{"Effect":"Deny","Principal":"*","Action":"s3:GetObject","Resource":"*"}`)
	for _, action := range []string{"s3:PutBucketPolicy", "s3:DeleteBucketPolicy"} {
		require.Equal(t, action, p.KeepsOwner(action).Witness.Request.Action)
	}
}

// Only requests through an access point have its tags, and no policy names one.
func TestThereIsAWayThatHasTagsOfAnAccessPoint(t *testing.T) {
	p := policyOf(statement(bucketARN+"/*", `"StringEquals":{"s3:AccessPointTag/team":"a"}`))
	require.Equal(t, analysis.Yes, p.Matches(0).Verdict)
}

// The evaluator does not know the account that a service has, so that a Deny may be
// about anything for it.
func TestAVariableIsInDoubtForServices(t *testing.T) {
	list := func(variable string) *analysis.Policy {
		return policyOf(`{"Effect":"Deny","Principal":"*","Action":"s3:ListBucket","Resource":"` + bucketARN + `/` + variable + `"}`)
	}
	require.Equal(t, analysis.Yes, list("${aws:PrincipalAccount}").Matches(0).Verdict)
	require.Equal(t, analysis.No, list("${aws:PrincipalTag/team}").Matches(0).Verdict)
}
