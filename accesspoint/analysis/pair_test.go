package analysis_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/accesspoint"
	"github.com/s3ap/s3ap/accesspoint/analysis"
	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/policy"
)

const apARN = "arn:aws:s3:us-west-2:111122223333:accesspoint/finance"

// pairOf is a pair of one statement each, with an access point of an origin. A bucket
// policy of no text is not attached.
func pairOf(origin accesspoint.NetworkOrigin, bucket, accessPoint string) *analysis.Pair {
	place := analysis.Place{
		Bucket: arn.MustParseBucket(bucketARN), BucketAccount: owner,
		AccessPoint: arn.MustParseAccessPoint(apARN), Origin: origin,
	}
	var doc *policy.Document
	if bucket != "" {
		doc = mustParse(policy.Bucket, `{"Version":"2012-10-17","Statement":[`+bucket+`]}`)
	}
	return analysis.NewPair(doc, mustParse(policy.AccessPoint, `{"Version":"2012-10-17","Statement":[`+accessPoint+`]}`), place, analysis.Budget{})
}

// No policy here names a condition key, and still the request has to come from the VPC.
func TestAWitnessComesFromTheVPCOfTheAccessPoint(t *testing.T) {
	p := pairOf(accesspoint.VPC("vpc-1"), "", `{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"`+apARN+`/object/*"}`)
	a := p.Ineffective(0, analysis.Whole)
	require.Equal(t, analysis.Yes, a.Verdict, a.Reason)
	vpc, _ := a.Witness.Request.Context.Value("aws:SourceVpc")
	require.Equal(t, "vpc-1", vpc)
}

// If it is not known from where the access point takes requests, it may be one whose
// policy does not let the request pass.
func TestABypassIsFoundForEitherOrigin(t *testing.T) {
	bucket := `{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"` + bucketARN + `/*"}`
	for _, name := range []string{"VPC", "Internet"} {
		p := pairOf(accesspoint.NetworkOrigin{}, bucket, `{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"`+apARN+`/object/*",
			"Condition":{"StringEquals":{"s3:AccessPointNetworkOrigin":"`+name+`"}}}`)
		require.Equal(t, analysis.Yes, p.Bypass(0).Verdict, name)
	}
}

// The bucket's tags and its account are told of the bucket, and not of the access
// point, so that one and the same condition can come out in two ways.
func TestAConditionMayComeOutOtherwiseForTheBucket(t *testing.T) {
	place := analysis.Place{
		Bucket: arn.MustParseBucket(bucketARN), BucketAccount: owner,
		AccessPoint: arn.MustParseAccessPoint("arn:aws:s3:us-west-2:" + foreign + ":accesspoint/finance"),
	}
	for _, condition := range []string{
		`"StringNotEquals":{"aws:ResourceAccount":"${aws:PrincipalAccount}"}`,
		`"StringNotLike":{"s3:BucketTag/team":"${aws:username}"}`,
	} {
		one := func(k policy.Kind, effect, resource string) *policy.Document {
			return mustParse(k, `{"Version":"2012-10-17","Statement":[{"Effect":"`+effect+`","Principal":"*","Action":"s3:ListBucket","Resource":"`+resource+`","Condition":{`+condition+`}}]}`)
		}
		p := analysis.NewPair(one(policy.Bucket, "Deny", bucketARN), one(policy.AccessPoint, "Allow", place.AccessPoint.String()), place, analysis.Budget{})
		require.NotEqual(t, analysis.No, p.SurvivesBucket(0).Verdict, condition)
	}
}

// What a variable can at most be is not told either of the tags that are not.
func TestAVariableForATagThatTheAccessPointIsNotTold(t *testing.T) {
	p := pairOf(accesspoint.Internet(),
		`{"Effect":"Allow","Principal":"*","Action":"s3:ListBucket","Resource":"`+bucketARN+`","Condition":{"StringLike":{"s3:BucketTag/team":"a*"}}}`,
		`{"Effect":"Allow","Principal":"*","Action":"s3:ListBucket","Resource":"`+apARN+`","Condition":{"StringLike":{"s3:BucketTag/team":"${aws:username}*"}}}`)
	require.NotEqual(t, analysis.No, p.Effective(0, analysis.Whole).Verdict)
}

func TestTagsOfTheBucketTakePart(t *testing.T) {
	tagged := `"Condition":{"StringEquals":{"s3:BucketTag/team":"a"}}`
	p := pairOf(accesspoint.Internet(), `{"Effect":"Allow","Principal":"*","Action":"s3:ListBucket","Resource":"`+bucketARN+`",`+tagged+`}`,
		`{"Effect":"Allow","Principal":"*","Action":"s3:ListBucket","Resource":"`+apARN+`"}`)
	require.Equal(t, analysis.Yes, p.Effective(0, analysis.Whole).Verdict)
	// They are not told of the access point itself.
	p = pairOf(accesspoint.Internet(), "", `{"Effect":"Allow","Principal":"*","Action":"s3:ListBucket","Resource":"`+apARN+`","Condition":{"Null":{"s3:BucketTag/team":"false"}}}`)
	require.Equal(t, "tags of the bucket are not told of the access point itself", p.Ineffective(0, analysis.Whole).Reason)
}

func TestPoliciesInEachOthersPlaceAreNotAnalysed(t *testing.T) {
	allow := func(resource string) string {
		return `{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"` + resource + `"}`
	}
	p := pairOf(accesspoint.Internet(), allow("arn:aws:s3:us-west-2:111122223333:accesspoint/*"), allow(apARN+"/object/*"))
	require.Equal(t, accesspoint.ErrBucketPolicy.Error(), p.Ineffective(0, analysis.Whole).Reason)
	p = pairOf(accesspoint.Internet(), allow(bucketARN+"/*"), allow("arn:aws:s3:::*"))
	require.Equal(t, accesspoint.ErrAPPolicy.Error(), p.Ineffective(0, analysis.Whole).Reason)
}
