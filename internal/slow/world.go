package slow

import (
	"slices"

	"github.com/s3ap/s3ap/policy"
)

// A World is everything that bears on the requests of one caller to one bucket,
// through one access point or directly.
type World struct {
	Bucket      Bucket
	AccessPoint *AccessPoint // nil if requests are made to the bucket itself
	Caller      Caller
	CallerTags  map[string]string // nil if they are for the request to tell
	Identity    []*policy.Document
	Boundary    *policy.Document // nil is none, as for all policies
	Session     []*policy.Document
	Endpoint    *Endpoint // nil if requests come through none
	Accounts    []Account
}

// A Bucket is a bucket with what is attached to it.
type Bucket struct {
	Name, Account, Region string
	Policy                *policy.Document
	Block                 *Block            // nil is all on
	Tags                  map[string]string // nil if they are for the request to tell
	ABAC                  bool
}

// An AccessPoint is an access point with what is attached to it.
type AccessPoint struct {
	Name, Account, Region string
	VPC                   string // empty if the network origin is Internet
	Policy                *policy.Document
	Block                 *Block            // nil is all on
	Tags                  map[string]string // nil if they are for the request to tell
}

// An Endpoint is a VPC endpoint. If it has no policy, it has one that allows
// everything.
type Endpoint struct {
	ID, VPC string
	Policy  *policy.Document
}

// An Account has what belongs to an account. Policies are by levels, from the
// root of the organization to the account.
type Account struct {
	ID                              string
	Block                           Block
	Management                      bool
	ServiceControl, ResourceControl [][]*policy.Document
}

// A Block has the settings of Block Public Access.
type Block struct {
	BlockPublicACLs, IgnorePublicACLs, BlockPublicPolicy, RestrictPublicBuckets bool
}

// An Ask is one request: may the caller do this?
type Ask struct {
	Action, Key string
	Facts
	Source *Source // what a copy reads
}

// A Source is what a copy reads, and how the copy names the bucket or access
// point it is in.
type Source struct {
	World              World
	Name, Key, Version string
}

// account returns what belongs to an account, which is nothing for most.
func (w World) account(id string) Account {
	if i := slices.IndexFunc(w.Accounts, func(a Account) bool { return a.ID == id }); i >= 0 {
		return w.Accounts[i]
	}
	return Account{ID: id}
}

// ARN returns the name of the access point.
func (ap AccessPoint) ARN() string {
	return "arn:aws:s3:" + ap.Region + ":" + ap.Account + ":accesspoint/" + ap.Name
}

// Bare returns the world without all that four arguments cannot tell: the
// caller's own policies and tags, accounts, the endpoint and Block Public
// Access. Tags are for the request to tell, and all of them take part.
func (w World) Bare() World {
	bucket := w.Bucket
	bucket.Block, bucket.Tags, bucket.ABAC, bucket.Region = &Block{}, nil, true, ""
	bare := World{Bucket: bucket, Caller: w.Caller}
	if w.AccessPoint != nil {
		ap := *w.AccessPoint
		ap.Block, ap.Tags = &Block{}, nil
		bare.AccessPoint = &ap
	}
	return bare
}
