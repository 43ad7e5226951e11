package accesspoint_test

import (
	"fmt"

	"github.com/s3ap/s3ap/accesspoint"
	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/policy"
)

func ExampleRequest_Asked() {
	req := accesspoint.Request{
		Principal:     policy.MustParsePrincipal("arn:aws:iam::111122223333:role/app"),
		Action:        "s3:GetObject",
		AccessPoint:   arn.MustParseAccessPoint("arn:aws:s3:us-west-2:111122223333:accesspoint/finance"),
		Bucket:        arn.MustParseBucket("arn:aws:s3:::amzn-s3-demo-bucket"),
		BucketAccount: "444455556666",
		Key:           "2025/report.csv",
	}
	bucket, accessPoint := req.Asked(accesspoint.Internet())
	for _, asked := range []policy.Request{accessPoint, bucket} {
		owner, _ := asked.Context.Value(condition.ResourceAccount)
		delegated, _ := asked.Context.Value(condition.S3DataAccessPointAccount)
		fmt.Println(asked.Resource, "of", owner, "through an access point of", delegated)
	}
	// Output:
	// arn:aws:s3:us-west-2:111122223333:accesspoint/finance/object/2025/report.csv of 111122223333 through an access point of 111122223333
	// arn:aws:s3:::amzn-s3-demo-bucket/2025/report.csv of 444455556666 through an access point of 111122223333
}
