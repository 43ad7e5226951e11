package accesspoint

import (
	"cmp"
	"hash/maphash"

	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/internal/cow"
)

// A Draft is a catalogue in the making. Its methods that change it return a
// [*CatalogueError], and have changed nothing then. A Draft is for one goroutine,
// and only inside the call of [Catalogue.Edit] that made it: what is done later
// is lost.
type Draft struct {
	next   Catalogue
	editor *cow.Editor
}

// Edit returns the catalogue that change makes of c. If change returns an error,
// nothing has changed: Edit returns c and the error. Many changes in one Edit
// cost less than one by one.
func (c *Catalogue) Edit(change func(*Draft) error) (*Catalogue, error) {
	d := &Draft{next: *c.orEmpty(), editor: new(cow.Editor)}
	if d.next.seed == (maphash.Seed{}) {
		d.next.seed = maphash.MakeSeed()
	}
	if err := change(d); err != nil {
		return c, err
	}
	next := d.next
	next.attached.Trim(d.editor)
	next.inOrder.Trim(d.editor)
	d.editor = new(cow.Editor) // a draft that is kept cannot reach what c has become
	return &next, nil
}

// AccessPoint is [Catalogue.AccessPoint] with the changes so far.
func (d *Draft) AccessPoint(ap arn.AccessPoint) (AccessPointEntry, bool) {
	return d.next.AccessPoint(ap)
}

// Bucket is [Catalogue.Bucket] with the changes so far.
func (d *Draft) Bucket(b arn.Bucket) (BucketSetting, bool) { return d.next.Bucket(b) }

// AddAccessPoint adds an access point. The catalogue need not hold its bucket; if
// it does, account and region must agree.
func (d *Draft) AddAccessPoint(e AccessPointEntry) error {
	if d.next.record(e.AccessPoint) != nil {
		return &CatalogueError{e.AccessPoint.String(), ErrTaken}
	}
	return d.putAccessPoint(&e, nil)
}

// ReplaceAccessPoint puts an entry in the place of the one that has its name.
func (d *Draft) ReplaceAccessPoint(e AccessPointEntry) error {
	old := d.next.record(e.AccessPoint)
	if old == nil {
		return &CatalogueError{e.AccessPoint.String(), ErrNotHeld}
	}
	return d.putAccessPoint(&e, old)
}

// DeleteAccessPoint removes an access point. Its name and alias may be used again.
func (d *Draft) DeleteAccessPoint(ap arn.AccessPoint) error {
	old := d.next.record(ap)
	if old == nil {
		return &CatalogueError{ap.String(), ErrNotHeld}
	}
	d.put(old, nil)
	return nil
}

// AddBucket adds a bucket. If access points of it are there, account and region
// must agree.
func (d *Draft) AddBucket(s BucketSetting) error {
	if d.next.bucket(s.Bucket) != nil {
		return &CatalogueError{s.Bucket.String(), ErrTaken}
	}
	return d.putBucket(&s, nil)
}

// ReplaceBucket puts a setting in the place of the one of the same bucket.
func (d *Draft) ReplaceBucket(s BucketSetting) error {
	old := d.next.bucket(s.Bucket)
	if old == nil {
		return &CatalogueError{s.Bucket.String(), ErrNotHeld}
	}
	return d.putBucket(&s, old)
}

// DeleteBucket removes a bucket that has no access points.
func (d *Draft) DeleteBucket(b arn.Bucket) error {
	old := d.next.bucket(b)
	if old == nil {
		return &CatalogueError{b.String(), ErrNotHeld}
	}
	if d.next.attachedBut(b, arn.AccessPoint{}) != nil {
		return &CatalogueError{b.String(), ErrAttached}
	}
	d.next.buckets.Replace(d.editor, d.next.hash(b.Name()), old, nil)
	d.next.inOrder.Delete(d.editor, bucketAt(b))
	return nil
}

// putAccessPoint checks an entry and stores it in the place of the old one, if
// there is one.
func (d *Draft) putAccessPoint(e *AccessPointEntry, old *record) error {
	if err := d.accessPointFault(e); err != nil {
		return &CatalogueError{e.AccessPoint.String(), err}
	}
	d.put(old, newRecord(e))
	return nil
}

// put stores a record in the place of the old one. Either may be nil.
func (d *Draft) put(old, r *record) {
	c := &d.next
	if old != nil {
		if old.alias != "" {
			c.aliases.Replace(d.editor, c.hash(old.alias), old, nil)
		}
		if r == nil || r.bucket() != old.bucket() {
			c.attached.Delete(d.editor, attachedAs(old))
		}
	}
	if r != nil {
		if r.alias != "" {
			c.aliases.Replace(d.editor, c.hash(r.alias), nil, r)
		}
		c.attached.Put(d.editor, attachedAs(r), r)
	}
	c.accessPoints.Replace(d.editor, c.hashOf(cmp.Or(r, old).accessPoint), old, r)
}

// putBucket is the same as putAccessPoint for a bucket.
func (d *Draft) putBucket(s *BucketSetting, old *BucketSetting) error {
	if err := d.bucketFault(s); err != nil {
		return &CatalogueError{s.Bucket.String(), err}
	}
	b := newBucket(*s)
	d.next.buckets.Replace(d.editor, d.next.hash(b.Bucket.Name()), old, b)
	d.next.inOrder.Put(d.editor, bucketAt(b.Bucket), b)
	return nil
}
