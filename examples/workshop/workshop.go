package main

import (
	"embed"
	"fmt"

	"github.com/s3ap/s3ap/accesspoint"
	"github.com/s3ap/s3ap/alias"
	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/policy"
)

//go:embed *.json
var files embed.FS

const (
	account = "111122223333"
	region  = "us-west-2"
	vpc     = "vpc-1a2b3c4d"
	jane    = "arn:aws:iam::" + account + ":user/jane"
)

// A workshop is what steps 2 to 5 set up.
type workshop struct {
	bucket       arn.Bucket
	bucketPolicy *policy.Policy
	open, inVPC  accessPoint
	jane         policy.Principal
}

type accessPoint struct {
	arn    arn.AccessPoint
	alias  alias.Alias
	policy *policy.Policy
	origin accesspoint.NetworkOrigin
}

func newWorkshop() (*workshop, error) {
	var w workshop
	var err error
	if w.bucket, err = arn.NewBucket("aws", "amzn-s3-demo-workshop"); err != nil {
		return nil, err
	}
	if w.jane, err = policy.ParsePrincipal(jane); err != nil {
		return nil, err
	}
	if w.open, err = newAccessPoint("workshop", "access-point-policy.json", accesspoint.Internet()); err != nil {
		return nil, err
	}
	if w.inVPC, err = newAccessPoint("workshop-vpc", "vpc-access-point-policy.json", accesspoint.VPC(vpc)); err != nil {
		return nil, err
	}
	w.bucketPolicy, err = compile(policy.Bucket, "bucket-policy.json")
	return &w, err
}

func newAccessPoint(name, policyFile string, origin accesspoint.NetworkOrigin) (ap accessPoint, err error) {
	ap.origin = origin
	if ap.arn, err = arn.NewAccessPoint("aws", region, account, name); err != nil {
		return ap, err
	}
	// S3 makes an alias at random. Derived from a key, it is the same at each run.
	if ap.alias, err = alias.Derive(ap.arn, "usw2a", []byte("the key of this workshop")); err != nil {
		return ap, err
	}
	ap.policy, err = compile(policy.AccessPoint, policyFile)
	return ap, err
}

// compile reads a policy file. Each fault of it is an error with the name of the
// file, the line and the column.
func compile(k policy.Kind, name string) (*policy.Policy, error) {
	src, err := files.ReadFile(name)
	if err != nil {
		return nil, err
	}
	p, err := policy.Compile(k, src)
	if err != nil {
		return nil, fmt.Errorf("%s:%w", name, err)
	}
	return p, nil
}

// named returns the access point that a client's Bucket parameter names, which
// may be an ARN or an alias. What an alias belongs to must be looked up: it does
// not tell.
func (w *workshop) named(bucket string) (accessPoint, bool) {
	for _, ap := range []accessPoint{w.open, w.inVPC} {
		if bucket == ap.arn.String() || bucket == ap.alias.String() {
			return ap, true
		}
	}
	return accessPoint{}, false
}

// A request is what a client sends: an action, a Bucket parameter, a key.
type request struct {
	title          string
	action, bucket string
	key            string
	context        condition.Context
}

// decide decides a request of jane's under a bucket policy, which the sections
// vary, and through whatever the Bucket parameter names.
func (w *workshop) decide(r request, bucketPolicy *policy.Policy, apPolicy func(accessPoint) *policy.Policy) accesspoint.Explanation {
	req := accesspoint.Request{
		Principal: w.jane, Action: r.action, Key: r.key, Context: r.context,
		Bucket: w.bucket, BucketAccount: account,
	}
	ap, ok := w.named(r.bucket)
	if !ok {
		return accesspoint.ExplainDirect(req, bucketPolicy)
	}
	req.AccessPoint = ap.arn
	return accesspoint.Explain(req, bucketPolicy, apPolicy(ap), ap.origin)
}
