package slow

import (
	"strings"

	"github.com/s3ap/s3ap/policy"
)

// Misplaced tells whether a policy of the bucket or access point names only what
// it cannot be about: S3 does not take such a policy there.
func (w World) Misplaced() Truth {
	misplaced := namesOnly(w.Bucket.Policy, isOfAccessPoint)
	if w.AccessPoint != nil {
		ofBucket := func(parts []string) Truth { return not(isOfAccessPoint(parts)) }
		misplaced = anyOf(misplaced, namesOnly(w.AccessPoint.Policy, ofBucket))
	}
	return misplaced
}

// namesOnly tells whether a policy names S3's resources by ARN, and all of them
// are such.
func namesOnly(doc *policy.Document, such func(parts []string) Truth) Truth {
	if doc == nil {
		return No
	}
	var all []Truth
	for _, s := range doc.Statements {
		for _, item := range s.Resource.Items {
			parts := sixParts(doc.Version.Value, item.Value)
			switch {
			case len(parts) < 6 || parts[2] != "s3": // no ARN of S3
			case s.Resource.Not:
				all = append(all, Unsure) // what is left out may be said to be named
			default:
				all = append(all, such(parts))
			}
		}
	}
	if len(all) == 0 {
		return No
	}
	return allOf(all...)
}

// isOfAccessPoint: the ARNs of access points have a region and an account, those
// of buckets have neither. A wildcard may be nothing.
func isOfAccessPoint(parts []string) Truth {
	regional := strings.Trim(parts[3], "*") != "" || strings.Trim(parts[4], "*") != ""
	switch {
	case parts[3] == "" && parts[4] == "":
		return No
	case regional && strings.HasPrefix(parts[5], "accesspoint/"):
		return Yes
	}
	return Unsure
}
