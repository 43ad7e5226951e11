package accesspoint_test

import (
	"errors"
	"fmt"
	"sync/atomic"

	"github.com/s3ap/s3ap/accesspoint"
	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/policy"
)

// A gateway finds what a host name stands for, decides by it, and takes in a new
// policy while it serves.
func ExampleCatalogue() {
	req, bucketPolicy, apPolicy := fixture()
	var empty *accesspoint.Catalogue
	first, err := empty.Edit(func(d *accesspoint.Draft) error {
		bucket := accesspoint.BucketSetting{Bucket: req.Bucket, Account: req.BucketAccount, Region: "us-west-2", Policy: bucketPolicy}
		door := accesspoint.AccessPointEntry{
			AccessPointSetting: accesspoint.AccessPointSetting{AccessPoint: req.AccessPoint, Origin: accesspoint.Internet()},
			Alias:              "finance-hrzrlukc5m36ft7okagglf3gmwluquse1b-s3alias",
			Bucket:             req.Bucket, BucketAccount: req.BucketAccount,
		}
		return errors.Join(d.AddBucket(bucket), d.AddAccessPoint(door))
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	var newest atomic.Pointer[accesspoint.Catalogue]
	newest.Store(first)

	serve := func(label string) { // of the host that the request was sent to
		c := newest.Load()
		ap, ok := c.LookupLabel(label, "us-west-2")
		if !ok {
			fmt.Println("no such access point")
			return
		}
		s, _ := c.Setting(ap)
		req := req
		req.AccessPoint, req.Bucket, req.BucketAccount = ap, s.Bucket.Bucket, s.Bucket.Account
		fmt.Println(accesspoint.Evaluate(req, s.Bucket.Policy, s.AccessPoint.Policy, s.AccessPoint.Origin).Outcome)
	}
	serve("finance-111122223333")

	next, err := newest.Load().Edit(func(d *accesspoint.Draft) error {
		door, _ := d.AccessPoint(req.AccessPoint)
		door.Policy = apPolicy
		return d.ReplaceAccessPoint(door)
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	newest.Store(next) // one writer at a time, or CompareAndSwap
	serve("finance-111122223333")
	serve("payroll-111122223333")
	// Output:
	// implicit deny
	// allowed
	// no such access point
}

// What would break a rule changes nothing, and the error names the entry.
func ExampleCatalogue_Edit() {
	door := accesspoint.AccessPointEntry{
		AccessPointSetting: accesspoint.AccessPointSetting{
			AccessPoint: arn.MustParseAccessPoint("arn:aws:s3:us-west-2:111122223333:accesspoint/finance"),
			Origin:      accesspoint.VPC("vpc-1a2b3c4d"),
		},
		Bucket: arn.MustParseBucket("arn:aws:s3:::finance-data"), BucketAccount: "444455556666", // not held here
	}
	c, err := new(accesspoint.Catalogue).Edit(func(d *accesspoint.Draft) error { return d.AddAccessPoint(door) })
	fmt.Println(c.Len(), err)

	door.Policy = policy.MustCompile(policy.Bucket, `{"Statement": []}`)
	c, err = c.Edit(func(d *accesspoint.Draft) error { return d.ReplaceAccessPoint(door) })
	fmt.Println(c.Len(), errors.Is(err, accesspoint.ErrPolicyKind))
	fmt.Println(err)
	// Output:
	// 1 <nil>
	// 1 true
	// arn:aws:s3:us-west-2:111122223333:accesspoint/finance: AccessPoint.Policy: the policy is of another kind than its place: bucket policy instead of access point policy
}

func ExampleCatalogue_AccessPointsOf() {
	bucket := arn.MustParseBucket("arn:aws:s3:::finance-data")
	c, err := new(accesspoint.Catalogue).Edit(func(d *accesspoint.Draft) error {
		for _, name := range []string{"reports", "audit", "payroll"} {
			ap, err := arn.NewAccessPoint("aws", "us-west-2", "111122223333", name)
			if err != nil {
				return err
			}
			if err := d.AddAccessPoint(accesspoint.AccessPointEntry{
				AccessPointSetting: accesspoint.AccessPointSetting{AccessPoint: ap, Origin: accesspoint.Internet()},
				Bucket:             bucket, BucketAccount: "111122223333",
			}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		fmt.Println(err)
	}
	for door := range c.AccessPointsOf(bucket) {
		fmt.Println(door.AccessPoint.Name())
	}
	// Output:
	// audit
	// payroll
	// reports
}
