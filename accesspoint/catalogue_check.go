package accesspoint

import (
	"errors"
	"strings"

	"github.com/s3ap/s3ap/alias"
	"github.com/s3ap/s3ap/arn"
)

// What can be wrong with a change of a [Catalogue], beside what can be wrong with
// a [Setting]. A [CatalogueError] wraps them.
var (
	ErrTaken        = errors.New("the name is taken")
	ErrNotHeld      = errors.New("the catalogue does not hold it")
	ErrAttached     = errors.New("the bucket has access points, which must be deleted first")
	ErrAlias        = errors.New("the alias must be lower-case letters, digits and hyphens, and end in -s3alias or -ext-s3alias")
	ErrAliasTaken   = errors.New("the alias belongs to another access point")
	ErrOtherAccount = errors.New("the bucket belongs to another account, as is known of the bucket or another access point of it")
)

// A CatalogueError tells what is wrong with a change, and with which entry.
type CatalogueError struct {
	Entry string // ARN of the access point or bucket
	Err   error
}

// Error names the entry and the fault.
func (e *CatalogueError) Error() string { return e.Entry + ": " + e.Err.Error() }

// Unwrap returns Err.
func (e *CatalogueError) Unwrap() error { return e.Err }

// accessPointFault tells what is wrong with an entry, nil if nothing is.
func (d *Draft) accessPointFault(e *AccessPointEntry) error {
	if e.AccessPoint.Kind() != arn.GeneralPurpose {
		return ErrKind
	}
	if err := d.aliasFault(e); err != nil {
		return err
	}
	account, region := d.home(e.Bucket, e.AccessPoint)
	if account != "" && account != e.BucketAccount {
		return ErrOtherAccount
	}
	bucket := BucketSetting{Bucket: e.Bucket, Account: e.BucketAccount, Region: region}
	return checkPlaces(Setting{Bucket: bucket, AccessPoint: e.AccessPointSetting})
}

// home returns the account and region of a bucket as far as they are known, of the
// bucket itself or of another access point of it. All that is known of one bucket
// agrees, so that one witness does.
func (d *Draft) home(b arn.Bucket, except arn.AccessPoint) (account, region string) {
	if held := d.next.bucket(b); held != nil {
		account, region = held.Account, held.Region
	}
	if account == "" || region == "" {
		if r := d.next.attachedBut(b, except); r != nil {
			account, region = r.attachment.Value().account, r.accessPoint.Region()
		}
	}
	return account, region
}

// bucketFault tells what is wrong with the setting of a bucket, nil if nothing is.
func (d *Draft) bucketFault(s *BucketSetting) error {
	if r := d.next.attachedBut(s.Bucket, arn.AccessPoint{}); r != nil {
		switch {
		case s.Account != r.attachment.Value().account:
			return ErrOtherAccount
		case s.Region != "" && s.Region != r.accessPoint.Region():
			return ErrRegion
		}
	}
	return checkPlaces(Setting{Bucket: *s})
}

// checkPlaces holds the two places that a catalogue fills to the rules of a setting.
func checkPlaces(s Setting) error {
	var c checker
	s.checkBucket(&c)
	s.checkAccessPoint(&c)
	return errors.Join(c.errs...)
}

// aliasFault tells what is wrong with an alias. Its ending alone decides whether it
// can be one: AWS documents neither the lengths of its parts nor how a long name is
// cut, and samples in the guides are not well-formed, so that [alias.Alias.Names]
// could refuse what S3 gave out. No bucket can have the same name, since names of
// buckets must not have that ending. Aliases have no partition in requests, and
// must differ in all of them.
//
// S3 User Guide, "Access points naming rules, restrictions, and limitations" and
// "General purpose bucket naming rules".
func (d *Draft) aliasFault(e *AccessPointEntry) error {
	if e.Alias == "" {
		return nil
	}
	const longest, alphabet = 255, "abcdefghijklmnopqrstuvwxyz0123456789-" // of any bucket's name
	kind := alias.KindOf(e.Alias)
	if kind != alias.AccessPoint && kind != alias.External || len(e.Alias) > longest || strings.Trim(e.Alias, alphabet) != "" {
		return ErrAlias
	}
	if r := d.next.byAlias(e.Alias); r != nil && r.accessPoint != e.AccessPoint {
		return ErrAliasTaken
	}
	return nil
}
