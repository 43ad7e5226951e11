package arn

import "strings"

// An AccessPoint is the name of an S3 access point. AccessPoints compare with
// ==; the zero AccessPoint names none.
type AccessPoint struct {
	// object is the ARN of the access point and /object/, the beginning of
	// every object's ARN. The rest follows from it.
	object string
	places
}

// places are apart so that the compiler keeps access points in registers, which it
// does with structs of four fields at most.
type places struct {
	region, account, name uint8 // where these parts begin in object
	kind                  Kind
}

// NewAccessPoint makes the name of an access point for a general purpose bucket;
// those of other kinds are made by [ParseAccessPoint]. The error is an [*Error]
// about the ARN that the parts would make.
func NewAccessPoint(partition, region, account, name string) (AccessPoint, error) {
	object := "arn:" + partition + ":s3:" + region + ":" + account + ":" + accessPointPrefix + name + objectInfix
	ap, err := readAccessPoint(object[:len(object)-len(objectInfix)])
	if err == nil && ap.kind != GeneralPurpose {
		err = &Error{object[:len(object)-len(objectInfix)], int(ap.region), ErrRegion}
	}
	if err != nil {
		return AccessPoint{}, err
	}
	ap.object = object
	return ap, nil
}

// ParseAccessPoint reads the ARN of an access point of any kind, in the form that
// policies have:
//
//	arn:aws:s3:REGION:ACCOUNT:accesspoint/NAME
//	arn:aws:s3express:REGION:ACCOUNT:accesspoint/BASE--ZONE--xa-s3
//	arn:aws:s3-object-lambda:REGION:ACCOUNT:accesspoint/NAME
//	arn:aws:s3::ACCOUNT:accesspoint/ALIAS.mrap
//	arn:aws:s3-outposts:REGION:ACCOUNT:outpost/OUTPOST/accesspoint/NAME
//
// An ARN of an object through one is an error here; [ARN.AccessPoint] takes both.
// The form that AWS SDKs take is read by [ParseAddress]. The error is an [*Error].
func ParseAccessPoint(s string) (AccessPoint, error) {
	ap, err := readAccessPoint(s)
	if err != nil {
		return AccessPoint{}, err
	}
	ap.object = s + objectInfix
	return ap, nil
}

// readAccessPoint reads all of an access point but its text.
func readAccessPoint(s string) (AccessPoint, error) {
	p, err := read(s)
	if err != nil {
		return AccessPoint{}, err
	}
	kind := p.kind()
	if kind == 0 {
		return AccessPoint{}, p.fault(2, ErrKind)
	}
	at, err := p.nameOffset(kind, accessPointPrefix)
	if err != nil {
		return AccessPoint{}, err
	}
	if err := p.homeFault(kind); err != nil {
		return AccessPoint{}, err
	}
	if n, err := kind.nameFault(s[at:]); err != nil {
		return AccessPoint{}, &Error{s, at + n, err}
	}
	return AccessPoint{places: places{uint8(p.offset[3]), uint8(p.offset[4]), uint8(at), kind}}, nil
}

// kind returns the kind of access point or bucket that has the service of p, zero
// if none has.
func (p *parts) kind() Kind {
	switch p.part(2) {
	case "s3":
		if p.part(3) == "" && strings.HasSuffix(p.text, ".mrap") {
			return MultiRegion
		}
		return GeneralPurpose
	case "s3express":
		return Directory
	case "s3-object-lambda":
		return ObjectLambda
	case "s3-outposts":
		return Outposts
	}
	return 0
}

// nameOffset returns where in p the name begins, after the prefix that tells what
// it is of and, on Outposts, after the outpost.
func (p *parts) nameOffset(k Kind, prefix string) (at int, err error) {
	at = p.offset[5]
	if k == Outposts {
		rest, ok := strings.CutPrefix(p.part(5), outpostPrefix)
		if !ok {
			return 0, p.fault(5, ErrKind)
		}
		id, _, _ := strings.Cut(rest, "/")
		at += len(outpostPrefix)
		if !validOutpost(id) {
			return 0, &Error{p.text, at, ErrOutpost}
		}
		at = min(at+len(id)+len("/"), len(p.text))
	}
	if !strings.HasPrefix(p.text[at:], prefix) {
		return 0, &Error{p.text, at, ErrKind}
	}
	return at + len(prefix), nil
}

// homeFault tells what is wrong with the region and account of what p names.
func (p *parts) homeFault(k Kind) error {
	switch {
	case k != MultiRegion && !ValidRegion(p.part(3), p.part(1)):
		return p.fault(3, ErrRegion)
	case !ValidAccount(p.part(4)):
		return p.fault(4, ErrAccount)
	}
	return nil
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

// IsValid reports whether ap names an access point.
func (ap AccessPoint) IsValid() bool { return ap.object != "" }

// Kind returns what ap is attached to.
func (ap AccessPoint) Kind() Kind { return ap.kind }

// Partition returns the partition, such as aws.
func (ap AccessPoint) Partition() string {
	if !ap.IsValid() {
		return ""
	}
	return ap.object[len("arn:") : int(ap.region)-len("::")-len(ap.kind.service())]
}

// Region returns the region, such as us-west-2. It is empty for a Multi-Region
// Access Point.
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
	return ap.object[ap.account : ap.resource()-1]
}

// Name returns the name, which is unique for the account and region; on Outposts
// also for the outpost. The name of a directory bucket's access point tells its
// zone, and that of a Multi-Region Access Point is its alias: the name that it was
// given is not in ARNs.
func (ap AccessPoint) Name() string {
	if !ap.IsValid() {
		return ""
	}
	return ap.object[ap.name : len(ap.object)-len(objectInfix)]
}

// OutpostID returns the id of the outpost, such as op-01ac5d28a6a232904, or "ec2",
// and "" for other kinds.
func (ap AccessPoint) OutpostID() string {
	if ap.kind != Outposts {
		return ""
	}
	return ap.object[int(ap.resource())+len(outpostPrefix) : int(ap.name)-len("/"+accessPointPrefix)]
}

// Zone returns the zone that the directory bucket is in, such as usw2-az1, and ""
// for other kinds.
func (ap AccessPoint) Zone() string {
	if ap.kind != Directory {
		return ""
	}
	_, zone, _ := CutZone(ap.Name())
	return zone
}

// String returns the ARN as text, "" for the zero AccessPoint.
func (ap AccessPoint) String() string {
	if !ap.IsValid() {
		return ""
	}
	return ap.object[:len(ap.object)-len(objectInfix)]
}

// ARN returns the ARN of the access point itself, the resource of requests that
// are about the whole bucket, such as ListBucket.
func (ap AccessPoint) ARN() ARN {
	return ARN{head: ap.String()}
}

// Object returns the ARN of the object with this key through ap. The key starts
// right after /object/ and is taken as it is. An empty key names no object and
// gives the zero ARN.
//
// Objects have no ARNs of their own through an Object Lambda Access Point: requests
// for them are authorized on that of the access point itself, and this is what
// Object returns. Object does not allocate.
//
// Service Authorization Reference, "Actions, resources, and condition keys for
// Amazon S3 Object Lambda".
func (ap AccessPoint) Object(key string) ARN {
	switch {
	case key == "" || !ap.IsValid():
		return ARN{}
	case ap.kind == ObjectLambda:
		return ap.ARN()
	}
	return ARN{head: ap.object, tail: key}
}

// resource returns where the sixth part begins, right after the account.
func (ap AccessPoint) resource() uint16 {
	if !ap.IsValid() {
		return 0
	}
	return uint16(ap.account) + uint16(len("123456789012:"))
}
