package slow

// A leg is one of the two questions that a request through an access point
// raises; a request made to the bucket is that of the bucket alone.
type leg struct {
	policyLayer Layer  // of the policy attached to the resource
	resource    string // ARN
	owner       string // account
	key         string // of the object
}

// legs: S3 User Guide, "Configuring IAM policies for using access points". Each
// policy sees the access point, or an object through it, on the first leg, and
// the bucket, or the object in it, on the second.
func (w World) legs(key string) []leg {
	bucket := leg{BucketLayer, "arn:aws:s3:::" + w.Bucket.Name, w.Bucket.Account, key}
	if key != "" {
		bucket.resource += "/" + key
	}
	if w.AccessPoint == nil {
		return []leg{bucket}
	}
	through := leg{AccessPointLayer, w.AccessPoint.ARN(), w.AccessPoint.Account, key}
	if key != "" {
		through.resource += "/object/" + key
	}
	return []leg{through, bucket}
}
