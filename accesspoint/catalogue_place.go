package accesspoint

import (
	"cmp"
	"hash/maphash"

	"github.com/s3ap/s3ap/arn"
)

// The names by which things are found have these hashes. Partition and region do
// not count, since they may be left out; few access points differ in them alone.

func (c *Catalogue) hash(name string) uint64 {
	if c.seed == (maphash.Seed{}) {
		return 0 // c is empty
	}
	return maphash.String(c.seed, name)
}

func (c *Catalogue) hashName(account, name string) uint64 {
	return 31*c.hash(account) + c.hash(name)
}

func (c *Catalogue) hashOf(ap arn.AccessPoint) uint64 { return c.hashName(ap.Account(), ap.Name()) }

// record returns the record of an access point, nil if there is none.
func (c *Catalogue) record(ap arn.AccessPoint) *record {
	c = c.orEmpty()
	hash := c.hashOf(ap)
	for _, e := range c.accessPoints.Cell(hash) {
		if e.Hash == hash && e.Item.accessPoint == ap {
			return e.Item
		}
	}
	return nil
}

// find returns the only record that fits, nil if none does or more than one. An
// empty partition or region may be any.
func (c *Catalogue) find(partition, region, account, name string) (one *record) {
	c = c.orEmpty()
	hash := c.hashName(account, name)
	for _, e := range c.accessPoints.Cell(hash) {
		switch {
		case e.Hash != hash || !e.Item.isNamed(partition, region, account, name):
		case one != nil:
			return nil
		default:
			one = e.Item
		}
	}
	return one
}

// byAlias returns the record with an alias, nil if there is none.
func (c *Catalogue) byAlias(alias string) *record {
	c = c.orEmpty()
	hash := c.hash(alias)
	for _, e := range c.aliases.Cell(hash) {
		if e.Hash == hash && e.Item.alias == alias {
			return e.Item
		}
	}
	return nil
}

// bucket returns what is held of a bucket, nil if nothing is.
func (c *Catalogue) bucket(b arn.Bucket) *BucketSetting {
	c = c.orEmpty()
	hash := c.hash(b.Name())
	for _, e := range c.buckets.Cell(hash) {
		if e.Hash == hash && e.Item.Bucket == b {
			return e.Item
		}
	}
	return nil
}

// The functions below return the places of items in the sets of a catalogue.

// attachedTo is where the access points of a bucket are.
func attachedTo(b arn.Bucket) func(*record) int {
	return func(r *record) int { return cmp.Compare(r.bucket().String(), b.String()) }
}

// attachedAs is where one of them is.
func attachedAs(sought *record) func(*record) int {
	bucket, ap := sought.bucket(), sought.accessPoint
	return func(r *record) int {
		if c := cmp.Compare(r.bucket().String(), bucket.String()); c != 0 {
			return c
		}
		return cmp.Compare(r.accessPoint.String(), ap.String())
	}
}

// bucketAt is where a bucket is.
func bucketAt(b arn.Bucket) func(*BucketSetting) int {
	return func(s *BucketSetting) int { return cmp.Compare(s.Bucket.String(), b.String()) }
}

// attachedBut returns an access point of a bucket other than the given one, nil if
// there is none.
func (c *Catalogue) attachedBut(b arn.Bucket, ap arn.AccessPoint) *record {
	for r := range c.attached.Range(attachedTo(b)) {
		if r.accessPoint != ap {
			return r
		}
	}
	return nil
}
