package accesspoint

import (
	"strings"

	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/internal/doubt"
	"github.com/s3ap/s3ap/policy"
)

// BlockPublicAccess has the four settings of S3 that keep the public out. A
// setting that is on at any level is on.
//
// S3 User Guide, "Blocking public access to your Amazon S3 storage".
type BlockPublicAccess struct {
	// BlockPublicACLs refuses requests that set a public ACL.
	BlockPublicACLs bool
	// IgnorePublicACLs takes their effect from public ACLs, which this module
	// never looks at.
	IgnorePublicACLs bool
	// BlockPublicPolicy refuses to store a public policy.
	BlockPublicPolicy bool
	// RestrictPublicBuckets leaves only AWS services and the owners' accounts
	// in, wherever a policy is public.
	RestrictPublicBuckets bool
}

// BlockAll has all four settings on: what S3 gives to a bucket or access point
// that is created without a word about it.
func BlockAll() BlockPublicAccess { return BlockPublicAccess{true, true, true, true} }

// or returns the settings that are on in one of two.
func (b BlockPublicAccess) or(c BlockPublicAccess) BlockPublicAccess {
	return BlockPublicAccess{
		b.BlockPublicACLs || c.BlockPublicACLs, b.IgnorePublicACLs || c.IgnorePublicACLs,
		b.BlockPublicPolicy || c.BlockPublicPolicy, b.RestrictPublicBuckets || c.RestrictPublicBuckets,
	}
}

// restricts reports whether RestrictPublicBuckets, which is on, keeps the
// principal out: a policy is public, and the principal neither a service nor of
// an account that owns the bucket or access point. Which level's setting goes
// with which policy is not documented: here, any goes with any.
//
// S3 User Guide, "Blocking public access to your Amazon S3 storage" and "Managing
// public access to access points for general purpose buckets".
func (w *world) restricts() bool {
	// An access point that takes requests from a VPC alone is never public.
	public := w.through() && w.origin.VPCID() == "" && IsPublic(w.accessPointPolicy)
	if !public && !IsPublic(w.bucketPolicy) {
		return false
	}
	p := &w.who
	return p.Type != policy.AWSService &&
		p.Account != w.bucketAccount && (!w.through() || p.Account != w.accessPoint.Account())
}

// setsPublicACL reports whether a request sets an ACL that grants something to
// everybody. It favours the deny where the context does not know.
//
// S3 User Guide, "Access control list (ACL) overview", canned ACLs and groups.
func setsPublicACL(f doubt.Favour, action string, ctx condition.Context) bool {
	if !setsACL(action) {
		return false
	}
	acl, ok := ctx.Value(condition.S3ACL)
	public := ok && (strings.EqualFold(acl, "public-read") || strings.EqualFold(acl, "public-read-write") || strings.EqualFold(acl, "authenticated-read"))
	inDoubt := !ok && ctx.Has(condition.S3ACL) != condition.False
	for _, a := range ctx.WithPrefix("s3:x-amz-grant-") {
		value, ok := ctx.Value(a.Key())
		public = public || ok && (strings.Contains(value, "/groups/global/AllUsers") || strings.Contains(value, "/groups/global/AuthenticatedUsers"))
		inDoubt = inDoubt || !ok && ctx.Has(a.Key()) != condition.False
	}
	return public || inDoubt && f == doubt.Deny
}

func setsACL(action string) bool {
	for _, a := range [...]string{"s3:PutObject", "s3:PutObjectAcl", "s3:PutObjectVersionAcl", "s3:PutBucketAcl", "s3:CreateBucket"} {
		if strings.EqualFold(a, action) {
			return true
		}
	}
	return false
}
