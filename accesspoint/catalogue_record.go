package accesspoint

import (
	"maps"
	"strings"
	"unique"

	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/policy"
)

// A record is an access point as a catalogue stores it. There may be millions, so
// that what many have in common is stored once, and what few have is apart.
type record struct {
	accessPoint arn.AccessPoint
	alias       string
	policy      *policy.Policy
	attachment  unique.Handle[attachment]
	extras      *extras // nil if it has none
}

// An attachment is how access points hang on a bucket. Those of one bucket and
// origin share it.
type attachment struct {
	bucket  arn.Bucket
	account string // of the bucket
	origin  NetworkOrigin
}

// The extras of an access point are what most do without.
type extras struct {
	blockPublicAccess *BlockPublicAccess
	tags              map[string]string
}

// newRecord copies an entry, so that the caller may go on changing it.
func newRecord(e *AccessPointEntry) *record {
	r := &record{
		accessPoint: e.AccessPoint,
		alias:       strings.Clone(e.Alias), // not a part of a longer text
		policy:      e.Policy,
		attachment:  unique.Make(attachment{e.Bucket, e.BucketAccount, e.Origin}),
	}
	if e.BlockPublicAccess != nil || e.Tags != nil {
		r.extras = &extras{clone(e.BlockPublicAccess), maps.Clone(e.Tags)}
	}
	return r
}

// newBucket copies the setting of a bucket.
func newBucket(s BucketSetting) *BucketSetting {
	s.Account, s.Region = strings.Clone(s.Account), strings.Clone(s.Region)
	s.BlockPublicAccess, s.Tags = clone(s.BlockPublicAccess), maps.Clone(s.Tags)
	return &s
}

func clone(b *BlockPublicAccess) *BlockPublicAccess {
	if b == nil {
		return nil
	}
	c := *b
	return &c
}

// entry returns r as users see it.
func (r *record) entry() AccessPointEntry {
	a := r.attachment.Value()
	e := AccessPointEntry{
		AccessPointSetting: AccessPointSetting{AccessPoint: r.accessPoint, Origin: a.origin, Policy: r.policy},
		Alias:              r.alias, Bucket: a.bucket, BucketAccount: a.account,
	}
	if r.extras != nil {
		e.BlockPublicAccess, e.Tags = r.extras.blockPublicAccess, r.extras.tags
	}
	return e
}

// name returns the access point of a record that may be nil.
func (r *record) name() (ap arn.AccessPoint, ok bool) {
	if r == nil {
		return arn.AccessPoint{}, false
	}
	return r.accessPoint, true
}

func (r *record) bucket() arn.Bucket { return r.attachment.Value().bucket }

// isNamed reports whether r has a name. An empty partition or region may be any.
func (r *record) isNamed(partition, region, account, name string) bool {
	ap := r.accessPoint
	return ap.Name() == name && ap.Account() == account &&
		(region == "" || ap.Region() == region) && (partition == "" || ap.Partition() == partition)
}
