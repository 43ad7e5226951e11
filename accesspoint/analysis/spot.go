package analysis

import (
	"strings"

	"github.com/s3ap/s3ap/accesspoint"
	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/policy"
)

// A spot is a place of which all is known, or made up so that nothing hangs on it.
type spot struct {
	bucket        arn.Bucket
	bucketAccount string
	accessPoint   arn.AccessPoint // zero if there is none
	origin        accesspoint.NetworkOrigin
	// ownerMadeUp tells that the account of the bucket is not known, and originMadeUp
	// that the origin is not, so that both are possible.
	ownerMadeUp, originMadeUp bool
}

// madeUpBucket is a bucket that no policy names: the examples of the S3 User Guide have
// names like it.
const madeUpBucket = "amzn-s3-demo-analysis-bucket"

// spotOf completes a place from what the Resource elements name.
func spotOf(place Place, accounts *accounts, sources []*source) (s spot, reason string) {
	s = spot{bucket: place.Bucket, bucketAccount: place.BucketAccount, accessPoint: place.AccessPoint, origin: place.Origin}
	if !s.origin.IsValid() {
		s.origin, s.originMadeUp = accesspoint.Internet(), true
	}
	if !s.bucket.IsValid() {
		if s.bucket, reason = namedBucket(sources); reason != "" {
			return s, reason
		}
	}
	if s.bucketAccount == "" {
		s.bucketAccount, s.ownerMadeUp = accounts.stranger(1), true
	}
	if !s.accessPoint.IsValid() {
		s.accessPoint = namedAccessPoint(sources)
	}
	if s.bucket.Kind() != arn.GeneralPurpose || s.accessPoint.IsValid() && s.accessPoint.Kind() != arn.GeneralPurpose {
		return s, "only general purpose buckets and their access points are analysed"
	}
	for _, src := range sources {
		if src.doc.Kind == policy.AccessPoint && !s.accessPoint.IsValid() {
			return s, "the access point is not known, and Resource does not name just one"
		}
	}
	return s, ""
}

// namedBucket returns the one bucket that bucket policies name. Where they name none
// and mean all, it is made up.
func namedBucket(sources []*source) (arn.Bucket, string) {
	name, pattern, partition := "", false, namedPartition(sources)
	for text := range resources(sources, policy.Bucket) {
		if strings.Trim(text, "*") == "" {
			continue
		}
		fields := strings.SplitN(text, ":", 6)
		if len(fields) < 6 || fields[2] != "s3" || fields[3] != "" || fields[4] != "" {
			pattern = true // or something else than a bucket
			continue
		}
		found, _, _ := strings.Cut(fields[5], "/")
		switch {
		case strings.ContainsAny(found, "*?$"):
			pattern = pattern || strings.Trim(found, "*") != ""
		case name != "" && name != found:
			return arn.Bucket{}, "the bucket is not known, and Resource names several"
		default:
			name, partition = found, fields[1]
		}
	}
	if name == "" && pattern {
		return arn.Bucket{}, "the bucket is not known, and Resource does not name it"
	}
	if name == "" {
		name = madeUpBucket
	}
	b, err := arn.NewBucket(partition, name)
	if err != nil {
		return b, "the bucket is not known, and the name in Resource is none"
	}
	return b, ""
}

// namedPartition returns the partition of the first ARN among the principals.
func namedPartition(sources []*source) string {
	for _, src := range sources {
		for i := range src.doc.Statements {
			for _, t := range src.doc.Statements[i].Principal.AWS {
				if p, err := policy.ParsePrincipal(t.Value); err == nil && p.Partition() != "" {
					return p.Partition()
				}
			}
		}
	}
	return "aws"
}

// namedAccessPoint returns the one access point that access point policies name, the
// zero value if they do not name just one.
func namedAccessPoint(sources []*source) (found arn.AccessPoint) {
	for text := range resources(sources, policy.AccessPoint) {
		text, _, _ = strings.Cut(text, "/object/")
		ap, err := arn.ParseAccessPoint(text)
		if err != nil || found.IsValid() && found != ap {
			return arn.AccessPoint{}
		}
		found = ap
	}
	return found
}

// resources yields the entries of Resource and NotResource in policies of a kind.
func resources(sources []*source, k policy.Kind) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for _, src := range sources {
			if src.doc.Kind != k {
				continue
			}
			for i := range src.doc.Statements {
				for _, t := range src.doc.Statements[i].Resource.Items {
					if !yield(t.Value) {
						return
					}
				}
			}
		}
	}
}
