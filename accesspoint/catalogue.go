package accesspoint

import (
	"hash/maphash"
	"iter"

	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/internal/cow"
)

// A Catalogue holds access points and buckets with what is attached to them, and
// finds them by all the names that requests have for them.
//
// A Catalogue does not change. [Catalogue.Edit] makes the next one, which shares
// with it all that stays the same: replacing a policy costs microseconds among a
// million access points. Whoever serves requests keeps the newest in an
// [sync/atomic.Pointer]; readers load it once for each request, need no lock and
// never see a change half done.
//
// An access point may be attached to a bucket that the catalogue does not hold,
// since it may belong to another account. Nothing is known of that bucket's policy
// then, which allows nothing.
//
// Only access points of general purpose buckets are held. The zero Catalogue and
// nil are empty. Looking something up by any name does not allocate.
type Catalogue struct {
	// seed is for the hashes: nobody can choose names that all have the same. No
	// answer depends on it.
	seed maphash.Seed

	accessPoints cow.Table[record]        // by account and name
	aliases      cow.Table[record]        // by alias
	buckets      cow.Table[BucketSetting] // by name

	attached cow.Set[*record]        // by the ARN of the bucket, then by their own
	inOrder  cow.Set[*BucketSetting] // by ARN
}

// An AccessPointEntry is an access point in a [Catalogue].
type AccessPointEntry struct {
	AccessPointSetting
	Alias         string // empty if it has none, or none is known
	Bucket        arn.Bucket
	BucketAccount string // id of the account that owns the bucket
}

// Len returns how many access points c holds.
func (c *Catalogue) Len() int { return c.orEmpty().accessPoints.Len() }

// BucketLen returns how many buckets c holds.
func (c *Catalogue) BucketLen() int { return c.orEmpty().buckets.Len() }

// AccessPoint returns what c holds of an access point. Its tags and its settings
// of Block Public Access are only to be read.
func (c *Catalogue) AccessPoint(ap arn.AccessPoint) (AccessPointEntry, bool) {
	r := c.record(ap)
	if r == nil {
		return AccessPointEntry{}, false
	}
	return r.entry(), true
}

// Bucket returns what c holds of a bucket, which is only to be read.
func (c *Catalogue) Bucket(b arn.Bucket) (BucketSetting, bool) {
	s := c.bucket(b)
	if s == nil {
		return BucketSetting{}, false
	}
	return *s, true
}

// Setting returns all that c holds about requests through an access point: what
// is missing for [NewEvaluator] is the caller. Of a bucket that c does not hold it
// has the name and the account.
func (c *Catalogue) Setting(ap arn.AccessPoint) (Setting, bool) {
	entry, ok := c.AccessPoint(ap)
	if !ok {
		return Setting{}, false
	}
	bucket, ok := c.Bucket(entry.Bucket)
	if !ok {
		bucket = BucketSetting{Bucket: entry.Bucket, Account: entry.BucketAccount}
	}
	return Setting{Bucket: bucket, AccessPoint: entry.AccessPointSetting}, true
}

// LookupAccessPoint returns the access point with a name, which is unique for
// partition, region and account. If the partition or the region is empty, there is
// an answer only if just one access point fits.
func (c *Catalogue) LookupAccessPoint(partition, region, account, name string) (ap arn.AccessPoint, ok bool) {
	return c.find(partition, region, account, name).name()
}

// LookupLabel returns the access point that the first label of a host name stands
// for: NAME-ACCOUNT, as in finance-111122223333.s3-accesspoint.us-west-2.amazonaws.com.
// If the region is empty, there is an answer only if just one access point fits.
//
// S3 User Guide, "Referencing access points with ARNs, access point aliases, or
// virtual-hosted-style URIs".
func (c *Catalogue) LookupLabel(label, region string) (ap arn.AccessPoint, ok bool) {
	const digits = 12
	at := len(label) - digits - len("-") // a name may hold hyphens and digits itself
	if at < 0 || label[at] != '-' {
		return arn.AccessPoint{}, false
	}
	return c.LookupAccessPoint("", region, label[at+1:], label[:at])
}

// LookupAlias returns the access point that has an alias. Case counts.
func (c *Catalogue) LookupAlias(alias string) (ap arn.AccessPoint, ok bool) {
	return c.byAlias(alias).name()
}

// LookupBucket returns the bucket with a name, if just one partition has it. Case
// counts.
func (c *Catalogue) LookupBucket(name string) (b arn.Bucket, ok bool) {
	c = c.orEmpty()
	hash := c.hash(name)
	for _, e := range c.buckets.Cell(hash) {
		switch {
		case e.Hash != hash || e.Item.Bucket.Name() != name:
		case ok:
			return arn.Bucket{}, false
		default:
			b, ok = e.Item.Bucket, true
		}
	}
	return b, ok
}

// AccessPointsOf returns the access points of a bucket in the order of their ARNs,
// whether or not c holds the bucket.
func (c *Catalogue) AccessPointsOf(b arn.Bucket) iter.Seq[AccessPointEntry] {
	return func(yield func(AccessPointEntry) bool) {
		for r := range c.orEmpty().attached.Range(attachedTo(b)) {
			if !yield(r.entry()) {
				return
			}
		}
	}
}

// AccessPoints returns all access points, in the order of their buckets' ARNs and
// then of their own.
func (c *Catalogue) AccessPoints() iter.Seq[AccessPointEntry] {
	return func(yield func(AccessPointEntry) bool) {
		for r := range c.orEmpty().attached.All() {
			if !yield(r.entry()) {
				return
			}
		}
	}
}

// Buckets returns all buckets that c holds, in the order of their ARNs.
func (c *Catalogue) Buckets() iter.Seq[BucketSetting] {
	return func(yield func(BucketSetting) bool) {
		for s := range c.orEmpty().inOrder.All() {
			if !yield(*s) {
				return
			}
		}
	}
}

// orEmpty lets nil be an empty catalogue.
func (c *Catalogue) orEmpty() *Catalogue {
	if c == nil {
		return &Catalogue{}
	}
	return c
}
