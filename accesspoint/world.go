package accesspoint

import (
	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/policy"
)

// A world is all that bears on requests of one principal to one bucket, through
// one access point or directly. What is not given is not there.
type world struct {
	principal     policy.Principal
	bucket        arn.Bucket
	bucketAccount string
	bucketPolicy  *policy.Policy

	// Of the access point; zero for requests made to the bucket itself.
	accessPoint       arn.AccessPoint
	accessPointPolicy *policy.Policy
	origin            NetworkOrigin

	// Of the principal.
	identity []*policy.Policy // of the user and its groups, or of the role
	boundary *policy.Policy
	sessions []*policy.Policy
}

// through reports whether requests go through an access point.
func (w *world) through() bool { return w.accessPoint.IsValid() }
