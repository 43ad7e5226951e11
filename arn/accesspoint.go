package arn

import (
	"strings"

	"github.com/s3ap/s3ap/internal/suffix"
)

// A Kind says what an access point is attached to. The zero Kind is that of the
// zero AccessPoint.
type Kind uint8

// GeneralPurpose access points are attached to a general purpose bucket, or to
// a file system: their ARNs have the same form.
const GeneralPurpose Kind = 1

// String returns the kind in words.
func (k Kind) String() string {
	if k == GeneralPurpose {
		return "general purpose"
	}
	return "invalid"
}

// An AccessPoint is the name of an S3 access point. AccessPoints compare with
// ==; the zero AccessPoint names none.
type AccessPoint struct {
	// object is the ARN of the access point and /object/, the beginning of
	// every object's ARN. The rest follows from it.
	object                string
	region, account, name uint8 // where these parts begin in object
	kind                  Kind
}

// NewAccessPoint makes the name of an access point for a general purpose bucket.
// The error is an [*Error] about the ARN that the parts would make.
//
// S3 User Guide, "Access points naming rules, restrictions, and limitations".
func NewAccessPoint(partition, region, account, name string) (AccessPoint, error) {
	return ParseAccessPoint("arn:" + partition + ":s3:" + region + ":" + account + ":" + accessPointPrefix + name)
}

// ParseAccessPoint reads the ARN of an access point. An ARN of an object through
// one is an error here; [ARN.AccessPoint] takes both. The error is an [*Error].
func ParseAccessPoint(s string) (AccessPoint, error) {
	p, err := split(s)
	if err != nil {
		return AccessPoint{}, err
	}
	if err := p.check(); err != nil {
		return AccessPoint{}, err
	}
	name, ok := strings.CutPrefix(p.part(5), accessPointPrefix)
	switch {
	case p.part(2) != "s3":
		return AccessPoint{}, p.fault(2, ErrKind)
	case !ok:
		return AccessPoint{}, p.fault(5, ErrKind)
	case !regionFits(p.part(3), p.part(1)):
		return AccessPoint{}, p.fault(3, ErrRegion)
	case !ValidAccount(p.part(4)):
		return AccessPoint{}, p.fault(4, ErrAccount)
	}
	at := p.offset[5] + len(accessPointPrefix)
	if err := nameFault(name); err != nil {
		return AccessPoint{}, &Error{s, at, err}
	}
	return AccessPoint{
		object: s + objectInfix,
		region: uint8(p.offset[3]), account: uint8(p.offset[4]), name: uint8(at),
		kind: GeneralPurpose,
	}, nil
}

// MustParseAccessPoint is ParseAccessPoint for constants and tests. It panics on
// an error.
func MustParseAccessPoint(s string) AccessPoint {
	ap, err := ParseAccessPoint(s)
	if err != nil {
		panic(err)
	}
	return ap
}

// nameFault tells what is wrong with the name of an access point.
func nameFault(name string) error {
	if len(name) < 3 || len(name) > 50 || !isLabel(name) || name[0] == '-' || name[len(name)-1] == '-' {
		return ErrName
	}
	if _, kind := suffix.Of(name); kind != suffix.None {
		return ErrReserved
	}
	return nil
}

// IsValid reports whether ap names an access point.
func (ap AccessPoint) IsValid() bool { return ap.object != "" }

// Kind returns what ap is attached to.
func (ap AccessPoint) Kind() Kind { return ap.kind }

// Partition returns the partition, such as aws.
func (ap AccessPoint) Partition() string {
	if !ap.IsValid() {
		return ""
	}
	return ap.object[len("arn:") : int(ap.region)-len(":s3:")]
}

// Region returns the region, such as us-west-2.
func (ap AccessPoint) Region() string {
	if !ap.IsValid() {
		return ""
	}
	return ap.object[ap.region : ap.account-1]
}

// Account returns the id of the account that owns the access point, which need
// not own the bucket.
func (ap AccessPoint) Account() string {
	if !ap.IsValid() {
		return ""
	}
	return ap.object[ap.account : int(ap.name)-len(":"+accessPointPrefix)]
}

// Name returns the name, which is unique for the account and region.
func (ap AccessPoint) Name() string {
	if !ap.IsValid() {
		return ""
	}
	return ap.object[ap.name : len(ap.object)-len(objectInfix)]
}

// String returns the ARN as text, "" for the zero AccessPoint.
func (ap AccessPoint) String() string {
	return strings.TrimSuffix(ap.object, objectInfix)
}

// ARN returns the ARN of the access point itself, the resource of requests that
// are about the whole bucket, such as ListBucket.
func (ap AccessPoint) ARN() ARN {
	return ARN{head: ap.String(), resource: ap.resource()}
}

// Object returns the ARN of the object with this key through ap. The key starts
// right after /object/ and is taken as it is. An empty key names no object and
// gives the zero ARN. Object does not allocate.
func (ap AccessPoint) Object(key string) ARN {
	if key == "" || !ap.IsValid() {
		return ARN{}
	}
	return ARN{head: ap.object, tail: key, resource: ap.resource()}
}

func (ap AccessPoint) resource() uint16 {
	if !ap.IsValid() {
		return 0
	}
	return uint16(ap.name) - uint16(len(accessPointPrefix))
}
