package arn

import (
	"strings"

	"github.com/s3ap/s3ap/internal/suffix"
)

// A Bucket is the name of a bucket: a general purpose bucket, a directory bucket or
// one on Outposts, see [Bucket.Kind]. Buckets compare with ==; the zero Bucket
// names none.
type Bucket struct {
	// object is the ARN of the bucket and what stands before the key in the ARN of
	// an object.
	object string
	name   uint16 // where the name begins in object
	kind   Kind
}

// NewBucket makes the name of a general purpose bucket in a partition; those of
// other kinds are made by [ParseBucket]. The error is an [*Error] about the ARN
// that the parts would make.
//
// S3 User Guide, "General purpose bucket naming rules".
func NewBucket(partition, name string) (Bucket, error) {
	return ParseBucket("arn:" + partition + ":s3:::" + name)
}

// ParseBucket reads the ARN of a bucket:
//
//	arn:aws:s3:::BUCKET
//	arn:aws:s3express:REGION:ACCOUNT:bucket/BASE--ZONE--x-s3
//	arn:aws:s3-outposts:REGION:ACCOUNT:outpost/OUTPOST/bucket/BUCKET
//
// An ARN of an object in one is an error here; [ARN.Bucket] takes both. The error
// is an [*Error].
func ParseBucket(s string) (Bucket, error) {
	b, err := readBucket(s)
	if err != nil {
		return Bucket{}, err
	}
	b.object = s + b.kind.bucketInfix()
	return b, nil
}

// readBucket reads all of a bucket but its text.
func readBucket(s string) (Bucket, error) {
	p, err := read(s)
	if err != nil {
		return Bucket{}, err
	}
	b := Bucket{name: uint16(p.offset[5]), kind: bucketKind(p.part(2))}
	switch b.kind {
	case 0:
		return Bucket{}, p.fault(2, ErrKind)
	case GeneralPurpose:
		for n := 3; n <= 4; n++ {
			if p.part(n) != "" {
				return Bucket{}, p.fault(n, ErrKind)
			}
		}
	default:
		at, err := p.nameOffset(b.kind, bucketPrefix)
		if err != nil {
			return Bucket{}, err
		}
		if err := p.homeFault(b.kind); err != nil {
			return Bucket{}, err
		}
		b.name = uint16(at)
	}
	if n, err := b.kind.bucketFault(s[b.name:]); err != nil {
		return Bucket{}, &Error{s, int(b.name) + n, err}
	}
	return b, nil
}

// bucketKind returns the kind of the buckets of a service, zero if it has none.
func bucketKind(service string) Kind {
	switch service {
	case "s3":
		return GeneralPurpose
	case "s3express":
		return Directory
	case "s3-outposts":
		return Outposts
	}
	return 0
}

// bucketInfix returns what stands between the ARN of a bucket and the key of an
// object in it.
func (k Kind) bucketInfix() string {
	switch k {
	case GeneralPurpose:
		return "/"
	case Outposts:
		return objectInfix
	}
	return ""
}

// bucketFault tells what is wrong with the name of a bucket of kind k, and where in
// the name.
func (k Kind) bucketFault(name string) (offset int, err error) {
	if k == Directory {
		return zonalFault(name, suffix.DirectoryBucket)
	}
	return 0, bucketFault(name)
}

// MustParseBucket is ParseBucket for constants and tests. It panics on an error.
func MustParseBucket(s string) Bucket {
	b, err := ParseBucket(s)
	if err != nil {
		panic(err)
	}
	return b
}

// bucketFault tells what is wrong with a bucket's name. Names from before March
// 2018 may be longer and hold capitals and underscores; which they are cannot be
// told from the name.
func bucketFault(name string) error {
	if len(name) < 3 || len(name) > 255 {
		return ErrBucket
	}
	for i := range len(name) {
		c := name[i]
		if !isLowerOrDigit(c) && (c < 'A' || 'Z' < c) && c != '.' && c != '-' && c != '_' {
			return ErrBucket
		}
	}
	if _, kind := suffix.Of(name); kind != suffix.None {
		return ErrReserved
	}
	return nil
}

// IsValid reports whether b names a bucket.
func (b Bucket) IsValid() bool { return b.object != "" }

// Kind returns what sort of bucket b is: GeneralPurpose, Directory or Outposts.
func (b Bucket) Kind() Kind { return b.kind }

// Partition returns the partition, such as aws.
func (b Bucket) Partition() string {
	if !b.IsValid() {
		return ""
	}
	if b.kind == GeneralPurpose {
		return b.object[len("arn:") : int(b.name)-len(":s3:::")]
	}
	partition, _, _ := strings.Cut(b.object[len("arn:"):], ":")
	return partition
}

// Name returns the name of the bucket.
func (b Bucket) Name() string {
	if !b.IsValid() {
		return ""
	}
	return b.String()[b.name:]
}

// String returns the ARN as text, "" for the zero Bucket.
func (b Bucket) String() string { return b.object[:len(b.object)-len(b.kind.bucketInfix())] }

// ARN returns the ARN of the bucket itself.
func (b Bucket) ARN() ARN { return ARN{head: b.String()} }

// Object returns the ARN of the object with this key, which is taken as it is.
// An empty key names no object and gives the zero ARN.
//
// Objects in a directory bucket have no ARNs of their own: requests for them are
// authorized on that of the bucket, and this is what Object returns. Object does
// not allocate.
func (b Bucket) Object(key string) ARN {
	switch {
	case key == "" || !b.IsValid():
		return ARN{}
	case b.kind == Directory:
		return b.ARN()
	}
	return ARN{head: b.object, tail: key}
}
