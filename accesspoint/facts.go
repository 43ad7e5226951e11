package accesspoint

import (
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
	common := w.closed("aws:PrincipalTag/", s.Caller.Tags)
	if s.Endpoint.ID != "" {
		common = append(common, condition.String(condition.SourceVPCE, s.Endpoint.ID), condition.String(condition.SourceVPC, s.Endpoint.VPC))
	}
	ofBucket := s.Bucket.Tags
	if !s.Bucket.ABAC {
		ofBucket = map[string]string{} // whatever it has takes no part
	}
	ofLegs := []map[string]string{ofBucket}
	if !w.through() {
		w.close(accessPointTag)
	} else {
		common = append(common, w.closed("s3:AccessPointTag/", s.AccessPoint.Tags)...)
		ofLegs = []map[string]string{s.AccessPoint.Tags, ofBucket}
	}
	w.resourceTags(ofLegs)
	tags := w.closed("s3:BucketTag/", ofBucket)
	w.bucketTags = len(tags)
	for i := range ofLegs {
		w.facts[i] = slices.Concat(w.facts[i], common, tags)
	}
}

const (
	// resourceTag begins the keys that hold tags of the resource of each leg.
	resourceTag = "aws:resourcetag/"
	bucketTag   = "s3:buckettag/"
	// accessPointTag begins those that requests made to the bucket do not have.
	accessPointTag = "s3:accesspointtag/"
)

// resourceTags keeps the tags of the resource of each leg. On a leg of which they
// are given, the context tells none; it may on the other.
func (w *world) resourceTags(ofLegs []map[string]string) {
	for i, tags := range ofLegs {
		if tags == nil {
			w.openTags = true
			continue
		}
		w.facts[i] = tagKeys("aws:ResourceTag/", tags)
		w.hidden[i] = append(w.hidden[i], resourceTag)
	}
	if !w.openTags {
		w.families = append(w.families, resourceTag)
	}
}

// closed returns the keys of tags and notes that there are no others of the
// family. Tags that are nil are for the context to tell.
func (w *world) closed(family string, tags map[string]string) []condition.Attr {
	if tags == nil {
		return nil
	}
	w.close(condition.Key(family).Fold())
	return tagKeys(family, tags)
}

// close makes the keys of a family those that are set, and no others.
func (w *world) close(family string) {
	w.families = append(w.families, family)
	for i := range w.hidden {
		w.hidden[i] = append(w.hidden[i], family)
	}
}

// tagKeys returns the keys of tags, sorted. S3 tells tags apart by case and
// conditions do not, so that such a pair is in doubt.
func tagKeys(family string, tags map[string]string) []condition.Attr {
	var attrs []condition.Attr
	for k, v := range tags {
		attrs = append(attrs, condition.String(condition.Key(family+k), v))
	}
	return slices.Collect(condition.NewContext(attrs...).All())
}
