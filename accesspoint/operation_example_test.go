package accesspoint_test

import (
	"fmt"

	"github.com/s3ap/s3ap/accesspoint"
	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/policy"
)

// ledgers is the setting of the examples: a role of account 444455556666 works
// with the ledgers of account 111122223333, through an access point.
func ledgers() accesspoint.Setting {
	session, err := policy.AssumedRole("arn:aws:iam::444455556666:role/auditor", "mateo")
	if err != nil {
		panic(err)
	}
	return accesspoint.Setting{
		Bucket: accesspoint.BucketSetting{
			Bucket: arn.MustParseBucket("arn:aws:s3:::ledgers"), Account: "111122223333",
			Policy: policy.MustCompile(policy.Bucket, `{"Version": "2012-10-17", "Statement": [{
				"Sid": "Delegate", "Effect": "Allow", "Principal": "*", "Action": "*",
				"Resource": ["arn:aws:s3:::ledgers", "arn:aws:s3:::ledgers/*"],
				"Condition": {"StringEquals": {"s3:DataAccessPointAccount": "111122223333"}}}]}`),
		},
		AccessPoint: accesspoint.AccessPointSetting{
			AccessPoint: arn.MustParseAccessPoint("arn:aws:s3:eu-west-1:111122223333:accesspoint/audit"),
			Origin:      accesspoint.VPC("vpc-1a2b3c4d"),
			Policy: policy.MustCompile(policy.AccessPoint, `{"Version": "2012-10-17", "Statement": [{
				"Sid": "Audit", "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::444455556666:role/auditor"},
				"Action": ["s3:GetObject", "s3:PutObject"],
				"Resource": "arn:aws:s3:eu-west-1:111122223333:accesspoint/audit/object/*"}]}`),
		},
		Caller: accesspoint.CallerSetting{
			Principal: session,
			Identity: []*policy.Policy{policy.MustCompile(policy.Identity, `{"Version": "2012-10-17", "Statement": [{
				"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}`)},
		},
		Endpoint: accesspoint.EndpointSetting{ID: "vpce-1a2b3c4d", VPC: "vpc-1a2b3c4d"},
	}
}

func ExampleNewEvaluator() {
	if _, err := accesspoint.NewEvaluator(ledgers()); err != nil {
		fmt.Println(err)
	}
	wrong := ledgers()
	wrong.Bucket.Account = ""
	wrong.Endpoint.VPC = "vpce-1a2b3c4d"
	_, err := accesspoint.NewEvaluator(wrong)
	fmt.Println(err)
	// Output:
	// Bucket.Account: the account that owns the bucket is not given as 12 digits
	// Endpoint: a VPC endpoint has an id such as vpce-1a2b3c4d and is in a VPC such as vpc-1a2b3c4d
}

// A service control policy of the caller's account has a say, too.
func ExampleEvaluator_Evaluate() {
	s := ledgers()
	s.Accounts = []accesspoint.Account{{
		ID: "444455556666",
		ServiceControl: [][]*policy.Policy{{policy.MustCompile(policy.ServiceControl, `{"Version": "2012-10-17", "Statement": [
			{"Effect": "Allow", "Action": "*", "Resource": "*"},
			{"Sid": "OwnNetwork", "Effect": "Deny", "Action": "s3:*", "Resource": "*",
			 "Condition": {"StringNotEquals": {"aws:SourceVpc": "vpc-5e6f7a8b"}}}]}`)}},
	}}
	e, err := accesspoint.NewEvaluator(s)
	if err != nil {
		fmt.Println(err)
		return
	}
	d := e.Evaluate(accesspoint.Question{
		Action: "s3:GetObject", Key: "2026/q3.csv",
		Context: condition.NewContext(condition.Bool(condition.SecureTransport, true)),
	})
	fmt.Println(d.Allowed(), d.By)
	fmt.Println(d.Reason())
	// Output:
	// false service-control-policy
	// with an explicit deny in the service control policy, statement 2 `OwnNetwork`
}

// The auditor may put objects, and not set their ACL.
func ExampleEvaluator_EvaluateOperation() {
	e, err := accesspoint.NewEvaluator(ledgers())
	if err != nil {
		fmt.Println(err)
		return
	}
	q := accesspoint.Question{Key: "2026/notes.txt"}
	for _, op := range []accesspoint.Operation{
		{Name: "PutObject"},
		{Name: "PutObject", ACL: true},
		{Name: "SelectObjectContent"},
	} {
		d := e.EvaluateOperation(op, q)
		fmt.Println(op.Name, d.Allowed(), d.By)
	}
	// Output:
	// PutObject true none
	// PutObject false access-point-policy
	// SelectObjectContent false operation
}

func ExampleOperation_Actions() {
	op := accesspoint.Operation{Name: "CopyObject", ACL: true, SourceVersion: true}
	target, _ := op.Actions(nil)
	source, _ := op.SourceActions(nil)
	fmt.Println(target, source, op.ThroughAccessPoint())

	_, err := accesspoint.Operation{Name: "PutObjct"}.Actions(nil)
	fmt.Println(err)
	// Output:
	// [s3:PutObject s3:PutObjectAcl] [s3:GetObjectVersion] true
	// "PutObjct" is no operation of the S3 API that needs an action of the service s3; did you mean PutObject?
}
