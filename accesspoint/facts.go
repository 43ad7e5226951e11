package accesspoint

import (
	"maps"
	"slices"

	"github.com/s3ap/s3ap/condition"
)

// facts keeps the condition keys that follow from tags and the VPC endpoint.
// Tags of a bucket take part where its owner has enabled that, ABAC. What the
// guides say of aws:ResourceTag through an access point contradicts itself; here
// it holds the tags of the resource of each leg, so that an Allow needs both.
//
// S3 User Guide, "Using tags with S3 Access Points for general purpose buckets",
// "Using tags with S3 general purpose buckets" and "Enabling ABAC in general
// purpose buckets".
func (s *Setting) facts(w *world) {
	var common []condition.Attr
	common = append(common, w.tags("aws:PrincipalTag/", s.Caller.Tags)...)
	if s.Endpoint.ID != "" {
		common = append(common, condition.String(condition.SourceVPCE, s.Endpoint.ID), condition.String(condition.SourceVPC, s.Endpoint.VPC))
	}
	bucketTags := s.Bucket.Tags
	if !s.Bucket.ABAC && bucketTags != nil {
		bucketTags = map[string]string{}
	}
	common = append(common, w.tags("s3:BucketTag/", bucketTags)...)
	bucketLeg := w.tags("aws:ResourceTag/", bucketTags)
	if !w.through() {
		w.facts[0] = slices.Concat(common, bucketLeg)
		return
	}
	common = append(common, w.tags("s3:AccessPointTag/", s.AccessPoint.Tags)...)
	w.facts[0] = slices.Concat(common, w.tags("aws:ResourceTag/", s.AccessPoint.Tags))
	w.facts[1] = slices.Concat(common, bucketLeg)
}

// tags returns the keys of tags, sorted, and notes that there are no others of
// the family. Tags that are nil are for the context to tell.
func (w *world) tags(family string, tags map[string]string) []condition.Attr {
	if tags == nil {
		return nil
	}
	w.families = append(w.families, condition.Key(family).Fold())
	var attrs []condition.Attr
	for _, k := range slices.Sorted(maps.Keys(tags)) {
		attrs = append(attrs, condition.String(condition.Key(family+k), tags[k]))
	}
	return attrs
}
