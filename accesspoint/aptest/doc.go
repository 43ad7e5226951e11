// Package aptest tests who may do what through access points, by scenarios in
// files: of policies, and of code that decides requests.
//
// A scenario says what there is (accounts, buckets, access points, principals, VPC
// endpoints, with their policies) and what each request must come to. It is JSON:
//
//	{
//	  "buckets": [{"name": "finance-data", "account": "111122223333", "policy": "file:bucket-policy.json"}],
//	  "accessPoints": [{"arn": "arn:aws:s3:us-west-2:111122223333:accesspoint/finance",
//	                    "bucket": "finance-data", "policy": "file:finance-policy.json"}],
//	  "requests": [
//	    {"name": "jane reads a payslip of her own",
//	     "principal": "arn:aws:iam::111122223333:user/jane", "action": "s3:GetObject",
//	     "bucket": "arn:aws:s3:us-west-2:111122223333:accesspoint/finance", "key": "jane/pay.csv",
//	     "expect": "allow"},
//	    {"name": "and nobody else's",
//	     "principal": "arn:aws:iam::111122223333:user/jane", "action": "s3:GetObject",
//	     "bucket": "arn:aws:s3:us-west-2:111122223333:accesspoint/finance", "key": "mateo/pay.csv",
//	     "expect": "deny", "blockedBy": ["access-point-policy"]}]
//	}
//
// The program apcheck runs scenarios from the command line. In a test, [Test] holds
// the policies to what is expected, and [TestAuthorizer] an authorizer of one's
// own, so that what a service decides, what its policies say, and what their
// authors meant are one and the same:
//
//	package gateway
//
//	import (
//		"os"
//		"testing"
//
//		"github.com/s3ap/s3ap/accesspoint/aptest"
//	)
//
//	func TestTheGatewayDecidesAsThePoliciesDo(t *testing.T) {
//		g := newGateway("testdata/config.yaml")
//		aptest.TestAuthorizer(t, func(c *aptest.Case) (bool, error) {
//			return g.authorize(c.Principal, c.Action, c.Bucket, c.Key)
//		}, os.DirFS("testdata/scenarios"))
//	}
//
// # Reading
//
// [Read] and [ReadAll] read files, a [Stream] reads JSON lines. All are strict:
// what is not understood, not listed, or could not be decided is an error with its
// place, and never a request that is denied. Among that are keys that S3 derives
// by itself: a request whose context gives aws:PrincipalArn another value than the
// principal has is an error. All faults of a scenario are reported in one pass.
//
// What a scenario leaves out is not there. Buckets and access points without a
// policy have none, all settings of Block Public Access are off, no organization
// limits anything, and principals that are not listed have no policies of their
// own. Tags alone are for the context to tell where a scenario lists none.
package aptest
