package accesspoint_test

import (
	"errors"
	"fmt"

	"github.com/s3ap/s3ap/accesspoint"
	"github.com/s3ap/s3ap/arn"
)

// A bucket of which nothing else is said has Block Public Access on.
func ExampleMayPutBucketPolicy() {
	bucket := accesspoint.BucketSetting{Bucket: arn.MustParseBucket("arn:aws:s3:::ledgers"), Account: "111122223333"}
	err := accesspoint.MayPutBucketPolicy([]byte(`{
  "Version": "2012-10-17",
  "Statement": [{
    "Sid": "Read", "Effect": "Allow", "Principal": "*",
    "Action": ["s3:GetObject", "s3:ListBucket", "s3:GetObjectAttribute"],
    "Resource": "arn:aws:s3:::ledgers/*"
  }]
}`), bucket)
	list, _ := errors.AsType[accesspoint.PutErrors](err)
	for _, e := range list {
		fmt.Println(e.Code, e)
	}
	// Output:
	// AccessDenied 3:17: statement 1 `Read`: the statement makes the policy public, and BlockPublicPolicy is on for the bucket
	// MalformedPolicy 5:32: statement 1 `Read`: action does not apply to any resource of the statement: "s3:ListBucket"
	// MalformedPolicy 5:49: statement 1 `Read`: unknown action "s3:GetObjectAttribute"; did you mean `s3:GetObjectAttributes`?
}

// A policy that is public may be put on an access point that only a VPC reaches.
func ExampleMayPutAccessPointPolicy() {
	bucket := accesspoint.BucketSetting{Bucket: arn.MustParseBucket("arn:aws:s3:::ledgers"), Account: "111122223333"}
	ap := accesspoint.AccessPointSetting{AccessPoint: arn.MustParseAccessPoint("arn:aws:s3:eu-west-1:111122223333:accesspoint/audit")}
	src := []byte(`{"Version": "2012-10-17", "Statement": [{
  "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject",
  "Resource": "arn:aws:s3:eu-west-1:111122223333:accesspoint/audit/object/*"}]}`)
	for _, ap.Origin = range []accesspoint.NetworkOrigin{accesspoint.Internet(), accesspoint.VPC("vpc-1a2b3c4d")} {
		err := accesspoint.MayPutAccessPointPolicy(src, ap, bucket)
		fmt.Println(ap.Origin, errors.Is(err, accesspoint.ErrPublicBlocked), err)
	}
	// Output:
	// Internet true 1:41: statement 1: the statement makes the policy public, and BlockPublicPolicy is on for the access point and the bucket
	// VPC vpc-1a2b3c4d false <nil>
}
