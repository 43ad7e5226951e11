package aptest

import (
	"fmt"

	"github.com/s3ap/s3ap/accesspoint"
	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/internal/jsondoc"
	"github.com/s3ap/s3ap/internal/s3resource"
	"github.com/s3ap/s3ap/policy"
)

// A bucket is one that the scenario lists.
type bucket struct {
	node    int
	name    string
	setting accesspoint.BucketSetting
	policy  *placed
	broken  bool
}

// A bucketNodes tells where the members are that are looked at once all are known.
type bucketNodes struct{ name, account, region int }

func (r *reader) readBuckets(section int) {
	r.buckets = make(map[string]*bucket)
	for n := range r.section(section) {
		b, before := &bucket{node: n}, r.told()
		b.setting.BlockPublicAccess = new(accesspoint.BlockPublicAccess)
		var at bucketNodes
		for m := range r.members(n) {
			switch r.name(m) {
			case "name":
				b.name, at.name = r.textOf(m), m
			case "account":
				b.setting.Account, at.account = r.accountID(m), m
			case "region":
				b.setting.Region, at.region = r.textOf(m), m
			case "policy":
				b.policy = r.policy(m, policy.Bucket)
				b.setting.Policy = b.policy.of()
			case "blockPublicAccess":
				*b.setting.BlockPublicAccess = r.readBlockPublicAccess(m)
			case "tags":
				b.setting.Tags = r.readTags(m)
			case "abac":
				b.setting.ABAC = r.boolOf(m)
			default:
				r.unknown(m, "name", "account", "region", "policy", "blockPublicAccess", "tags", "abac")
			}
		}
		r.addBucket(b, at)
		b.broken = r.told() > before
	}
}

func (r *reader) addBucket(b *bucket, at bucketNodes) {
	r.has(b.node, at.account, "account")
	if at.region != 0 && partitionOf(b.setting.Region) == "" {
		r.wrong(at.region, "must be a region such as us-west-2, not %s", quote(b.setting.Region))
	}
	if !r.has(b.node, at.name, "name") {
		return
	}
	if _, err := arn.NewBucket("aws", b.name); err != nil {
		r.fault(at.name, err)
	}
	if once(r, r.buckets, b.name, at.name) {
		r.buckets[b.name] = b
	}
}

// partitionOf returns the partition of a region, empty if it is none.
func partitionOf(region string) string {
	for p := range s3resource.Partitions() {
		if _, err := arn.NewAccessPoint(p, region, "000000000000", "any"); err == nil {
			return p
		}
	}
	return ""
}

// locate completes buckets by what their access points tell: the region, in which
// both are, and the partition.
func (r *reader) locate() {
	for _, ap := range r.accessPoints {
		if b := ap.bucket; b != nil && b.setting.Region == "" {
			b.setting.Region = ap.setting.AccessPoint.Region()
		}
	}
	for _, b := range r.buckets {
		partition := "aws"
		if b.setting.Region != "" {
			partition = partitionOf(b.setting.Region)
		}
		b.setting.Bucket, _ = arn.NewBucket(partition, b.name) // the name was looked at
	}
}

// listedBucket returns the bucket that node n names, nil if there is none, which is
// reported.
func (r *reader) listedBucket(n int) *bucket {
	if !r.is(n, jsondoc.String) {
		return nil
	}
	name := r.node(n).Text
	b := r.buckets[name]
	if b == nil {
		r.fault(n, fmt.Errorf("%w: bucket %s%s", ErrUnlisted, quote(name), meant(name, r.buckets)))
	}
	return b
}
