package main

import (
	"errors"
	"fmt"
	"slices"

	"github.com/s3ap/s3ap/accesspoint/s3request"
)

// What versitygw would do, and differently from what was decided.
var errNotServed = errors.New("the gateway does not serve this operation")

// fixed are the operations about what the configuration says. versitygw would
// store policies that nothing asks, and answer from those.
var fixed = []string{
	"CreateBucket", "DeleteBucket",
	"DeleteBucketPolicy", "GetBucketPolicy", "GetBucketPolicyStatus", "PutBucketPolicy",
	"DeletePublicAccessBlock", "GetPublicAccessBlock", "PutPublicAccessBlock",
	"PutBucketAcl", "PutObjectAcl",
}

// served reports as an error what is refused because versitygw, on a file system,
// would do something else than is decided here.
func served(r *s3request.Request) error {
	name := r.Operation.Name
	switch {
	case r.IsControl() || r.Target.Place == s3request.Account, slices.Contains(fixed, name):
		return fmt.Errorf("%w: %s", errNotServed, name)
	case name == "PutObject" && r.NeedsBody(): // a form
		return fmt.Errorf("%w: %s by a form", errNotServed, name)
	}
	return nil
}
