package arn

import (
	"strings"

	"github.com/s3ap/s3ap/internal/suffix"
)

// A Bucket is the name of a general purpose bucket. Buckets compare with ==; the
// zero Bucket names none.
type Bucket struct {
	object string // the ARN of the bucket and a slash
	name   uint16 // where the name begins in object
}

// NewBucket makes the name of a bucket in a partition. The error is an [*Error]
// about the ARN that the parts would make.
//
// S3 User Guide, "General purpose bucket naming rules".
func NewBucket(partition, name string) (Bucket, error) {
	return ParseBucket("arn:" + partition + ":s3:::" + name)
}

// ParseBucket reads the ARN of a bucket. An ARN of an object in one is an error
// here; [ARN.Bucket] takes both. The error is an [*Error].
func ParseBucket(s string) (Bucket, error) {
	p, err := split(s)
	if err != nil {
		return Bucket{}, err
	}
	if err := p.check(); err != nil {
		return Bucket{}, err
	}
	for n := 2; n <= 4; n++ {
		if want := [...]string{"s3", "", ""}[n-2]; p.part(n) != want {
			return Bucket{}, p.fault(n, ErrKind)
		}
	}
	if err := bucketFault(p.part(5)); err != nil {
		return Bucket{}, p.fault(5, err)
	}
	return Bucket{object: s + "/", name: uint16(p.offset[5])}, nil
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

// Partition returns the partition, such as aws.
func (b Bucket) Partition() string {
	if !b.IsValid() {
		return ""
	}
	return b.object[len("arn:") : int(b.name)-len(":s3:::")]
}

// Name returns the name of the bucket.
func (b Bucket) Name() string {
	if !b.IsValid() {
		return ""
	}
	return b.object[b.name : len(b.object)-1]
}

// String returns the ARN as text, "" for the zero Bucket.
func (b Bucket) String() string { return strings.TrimSuffix(b.object, "/") }

// ARN returns the ARN of the bucket itself.
func (b Bucket) ARN() ARN { return ARN{head: b.String(), resource: b.name} }

// Object returns the ARN of the object with this key, which is taken as it is.
// An empty key names no object and gives the zero ARN. Object does not allocate.
func (b Bucket) Object(key string) ARN {
	if key == "" || !b.IsValid() {
		return ARN{}
	}
	return ARN{head: b.object, tail: key, resource: b.name}
}
