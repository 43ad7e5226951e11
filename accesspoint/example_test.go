package accesspoint_test

import (
	"fmt"

	"github.com/s3ap/s3ap/accesspoint"
	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/policy"
)

// The block of the README.
func Example() {
	bucketPolicy := policy.MustCompile(policy.Bucket, `{"Version": "2012-10-17", "Statement": [{
		"Sid": "Delegate", "Effect": "Allow", "Principal": "*", "Action": "*",
		"Resource": ["arn:aws:s3:::finance-data", "arn:aws:s3:::finance-data/*"],
		"Condition": {"StringEquals": {"s3:DataAccessPointAccount": "111122223333"}}}]}`)
	apPolicy := policy.MustCompile(policy.AccessPoint, `{"Version": "2012-10-17", "Statement": [{
		"Sid": "Read", "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:user/jane"},
		"Action": "s3:GetObject",
		"Resource": "arn:aws:s3:us-west-2:111122223333:accesspoint/finance/object/jane/*"}]}`)
	req := accesspoint.Request{
		Principal:     policy.MustParsePrincipal("arn:aws:iam::111122223333:user/jane"),
		Action:        "s3:GetObject",
		AccessPoint:   arn.MustParseAccessPoint("arn:aws:s3:us-west-2:111122223333:accesspoint/finance"),
		Bucket:        arn.MustParseBucket("arn:aws:s3:::finance-data"),
		BucketAccount: "111122223333",
		Key:           "Jane/pay.csv",
	}
	fmt.Println(accesspoint.Evaluate(req, bucketPolicy, apPolicy, accesspoint.Internet()).Allowed())
	fmt.Println(accesspoint.Explain(req, bucketPolicy, apPolicy, accesspoint.Internet()))
	// Output:
	// false
	// DENY: arn:aws:iam::111122223333:user/jane is not authorized to perform s3:GetObject on
	//   arn:aws:s3:us-west-2:111122223333:accesspoint/finance/object/Jane/pay.csv because no access point
	//   policy and no identity-based policy allows the s3:GetObject action
	// ├─ operation: passes: access points offer s3:GetObject
	// ├─ network origin: passes: Internet, from anywhere
	// ├─ access point leg: implicit deny for …accesspoint/finance/object/Jane/pay.csv of 111122223333
	// │  ├─ access point policy: no statement applies
	// │  │  └─ nearest miss: statement 1 `Read` would allow, but Resource ends in `jane/*` and the key is
	// │  │       `Jane/pay.csv`: case differs
	// │  └─ identity-based policies: none given
	// ├─ bucket leg: allowed for arn:aws:s3:::finance-data/Jane/pay.csv of 111122223333
	// │  └─ bucket policy: allowed by statement 1 `Delegate`
	// └─ what would allow it, the narrowest first
	//    ├─ 1. add a statement to the access point policy that allows …user/jane s3:GetObject on
	//    │    …accesspoint/finance/object/Jane/pay.csv
	//    ├─ 2. attach an identity-based policy that allows …user/jane s3:GetObject on
	//    │    …accesspoint/finance/object/Jane/pay.csv
	//    └─ 3. add …accesspoint/finance/object/Jane/pay.csv to Resource in statement 1 `Read` of the
	//         access point policy
}

// fixture is the setting of the other examples.
func fixture() (req accesspoint.Request, bucketPolicy, apPolicy *policy.Policy) {
	bucketPolicy = policy.MustCompile(policy.Bucket, `{"Version": "2012-10-17", "Statement": {
		"Sid": "Delegate", "Effect": "Allow", "Principal": "*", "Action": "*",
		"Resource": ["arn:aws:s3:::finance-data", "arn:aws:s3:::finance-data/*"],
		"Condition": {"StringEquals": {"s3:DataAccessPointAccount": "111122223333"}}}}`)
	apPolicy = policy.MustCompile(policy.AccessPoint, `{"Version": "2012-10-17", "Statement": {
		"Sid": "Read", "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:user/jane"},
		"Action": "s3:GetObject",
		"Resource": "arn:aws:s3:us-west-2:111122223333:accesspoint/finance/object/jane/*"}}`)
	req = accesspoint.Request{
		Principal:     policy.MustParsePrincipal("arn:aws:iam::111122223333:user/jane"),
		Action:        "s3:GetObject",
		AccessPoint:   arn.MustParseAccessPoint("arn:aws:s3:us-west-2:111122223333:accesspoint/finance"),
		Bucket:        arn.MustParseBucket("arn:aws:s3:::finance-data"),
		BucketAccount: "111122223333",
		Key:           "jane/pay.csv",
	}
	return req, bucketPolicy, apPolicy
}

func ExampleEvaluate() {
	req, bucketPolicy, apPolicy := fixture()
	origin := accesspoint.VPC("vpc-1a2b3c4d")
	for _, vpc := range []string{"vpc-1a2b3c4d", "vpc-5e6f7a8b"} {
		req.Context = condition.NewContext(condition.String(condition.SourceVPC, vpc))
		d := accesspoint.Evaluate(req, bucketPolicy, apPolicy, origin)
		fmt.Println(vpc, d.Outcome, d.By)
	}
	// Output:
	// vpc-1a2b3c4d allowed none
	// vpc-5e6f7a8b explicit deny network-origin
}

// The same request made to the bucket itself: the bucket policy delegates to
// access points, and gives nobody direct access.
func ExampleEvaluateDirect() {
	req, bucketPolicy, _ := fixture()
	req.AccessPoint = arn.AccessPoint{}
	fmt.Println(accesspoint.EvaluateDirect(req, bucketPolicy).Reason())
	// Output:
	// because no bucket policy and no identity-based policy allows the s3:GetObject action
}

func ExampleDecision_String() {
	req, bucketPolicy, apPolicy := fixture()
	fmt.Println(accesspoint.Evaluate(req, bucketPolicy, apPolicy, accesspoint.Internet()))
	// Output:
	// arn:aws:iam::111122223333:user/jane is authorized to perform s3:GetObject on arn:aws:s3:us-west-2:111122223333:accesspoint/finance/object/jane/pay.csv because access point policy statement 1 `Read` allows it and bucket policy statement 1 `Delegate` allows it
}

func ExampleExplanation_Reason() {
	req, bucketPolicy, apPolicy := fixture()
	req.Action = "s3:PutObject"
	fmt.Println(accesspoint.Explain(req, bucketPolicy, apPolicy, accesspoint.Internet()).Reason())
	// Output:
	// because no access point policy and no identity-based policy allows the s3:PutObject action; access point policy statement 1 `Read` comes closest, but Action `s3:GetObject` does not cover s3:PutObject
}

// Nobody wrote down from which address the request came, and the bucket policy
// denies some: the decision is a deny, and no more than a guess.
func ExampleDetermined() {
	req, _, apPolicy := fixture()
	bucketPolicy := policy.MustCompile(policy.Bucket, `{"Version": "2012-10-17", "Statement": [
		{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "arn:aws:s3:::finance-data/*",
		 "Condition": {"StringEquals": {"s3:DataAccessPointAccount": "111122223333"}}},
		{"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "arn:aws:s3:::finance-data/*",
		 "Condition": {"NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"}}}]}`)
	req.Context = condition.NewContext(condition.Unrecorded(condition.SourceIP))
	fmt.Println(accesspoint.Evaluate(req, bucketPolicy, apPolicy, accesspoint.Internet()).Outcome)
	fmt.Println(accesspoint.Determined(req, bucketPolicy, apPolicy, accesspoint.Internet()))
	// Output:
	// explicit deny
	// false
}

// A gateway keeps one Former for each goroutine that handles requests.
func ExampleFormer() {
	var f accesspoint.Former
	f.Add(condition.SecureTransport, "true")
	req, err := f.Form(accesspoint.Text{
		Principal:   "arn:aws:iam::111122223333:user/jane",
		Action:      "s3:GetObject",
		AccessPoint: "arn:aws:s3:us-west-2:111122223333:accesspoint/finance",
		Bucket:      "ledger", BucketAccount: "111122223333",
		Key: "jane/pay.csv",
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(req.Principal, req.Bucket, req.Key)
	fmt.Println(accesspoint.Evaluate(req, nil, nil, accesspoint.Internet()).Allowed())
	// Output:
	// arn:aws:iam::111122223333:user/jane arn:aws:s3:::ledger jane/pay.csv
	// false
}
