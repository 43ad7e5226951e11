package accesspoint

import (
	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/policy"
)

// A Setting is everything that bears on the requests of one principal to one
// bucket: through one access point, or directly if there is none. [NewEvaluator]
// checks it and makes it ready. What is left out is not there: a nil policy is
// none attached, no identity-based policies allow nothing, no organization limits
// nothing.
type Setting struct {
	Bucket BucketSetting
	// AccessPoint is zero for requests made to the bucket itself.
	AccessPoint AccessPointSetting
	Caller      CallerSetting
	// Endpoint is the VPC endpoint that the requests come through, zero if none.
	Endpoint EndpointSetting
	// Accounts has what belongs to accounts, each once, for those that have any.
	Accounts []Account
}

// A BucketSetting is a bucket with what is attached to it.
type BucketSetting struct {
	Bucket  arn.Bucket
	Account string // id of the account that owns it
	Region  string // may be left out where nothing is copied
	Policy  *policy.Policy
	// BlockPublicAccess is nil for a bucket created without a word about it, for
	// which S3 turns all settings on.
	BlockPublicAccess *BlockPublicAccess
	Tags              map[string]string // nil if they are for the context to tell
	// ABAC tells that tags of the bucket take part in decisions. Without it no
	// request has them among its condition keys.
	ABAC bool
}

// An AccessPointSetting is an access point with what is attached to it.
type AccessPointSetting struct {
	AccessPoint arn.AccessPoint
	Origin      NetworkOrigin
	Policy      *policy.Policy
	// BlockPublicAccess is nil for an access point created without a word about
	// it, for which S3 turns all settings on.
	BlockPublicAccess *BlockPublicAccess
	Tags              map[string]string // nil if they are for the context to tell
}

// A CallerSetting is a principal with its own policies.
type CallerSetting struct {
	Principal policy.Principal
	// Identity has the policies of a user and its groups, or of a session's
	// role, or of the user who vouches for a federated user.
	Identity []*policy.Policy
	Boundary *policy.Policy
	// Session has the policies passed when the session was created.
	Session []*policy.Policy
	Tags    map[string]string // of the user or session; nil if they are for the context to tell
}

// An EndpointSetting is a VPC endpoint. A nil policy is the default one, which
// allows everything.
type EndpointSetting struct {
	ID     string // such as vpce-1a2b3c4d
	VPC    string // the VPC it is in
	Policy *policy.Policy
}

// An Account has what belongs to an account and bears on requests.
type Account struct {
	ID string
	// BlockPublicAccess has the settings of the account, or of its organization
	// in their place.
	BlockPublicAccess BlockPublicAccess
	// Management tells that it is the management account of its organization,
	// which policies of the organization do not bind.
	Management bool
	// Policies of the organization, a list for each level from the root to the
	// account itself. Service control policies bind the account's principals: at
	// each level one must allow. Resource control policies bind its resources.
	ServiceControl, ResourceControl [][]*policy.Policy
}
