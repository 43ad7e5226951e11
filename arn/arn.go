package arn

import (
	"cmp"
	"strings"
)

// MaxLength is the length in bytes of the longest ARN that is accepted. IAM
// allows 2048 for its own; an object key has at most 1024.
const MaxLength = 2048

// An ARN is an Amazon Resource Name. ARNs compare with ==; the zero ARN is not
// valid and names nothing.
type ARN struct {
	// tail is the key of an object and head all that stands before it. Where
	// they meet follows from the text alone, so that == compares names, and
	// AccessPoint.Object need not join strings.
	head, tail string
}

// Parse reads an ARN. It checks the form of the first five parts and that there
// is a sixth; whether a bucket or access point can have such a name is checked
// by [ARN.Bucket] and [ARN.AccessPoint]. The error is an [*Error].
func Parse(s string) (ARN, error) {
	p, err := read(s)
	if err != nil {
		return ARN{}, err
	}
	cut := p.offset[5] + keyOffset(&p)
	return ARN{head: s[:cut], tail: s[cut:]}, nil
}

// MustParse is Parse for constants and tests. It panics on an error.
func MustParse(s string) ARN {
	a, err := Parse(s)
	if err != nil {
		panic(err)
	}
	return a
}

// keyOffset returns where the object key begins in the resource of p, or the
// length of the resource if p names no object.
func keyOffset(p *parts) int {
	resource := p.part(5)
	at, ok := 0, false // where the name of an access point or Outposts bucket begins
	switch p.part(2) {
	case "s3":
		if p.part(3) == "" && p.part(4) == "" {
			if i := strings.IndexByte(resource, '/'); i >= 0 {
				return i + 1
			}
			return len(resource)
		}
		at, ok = cutAfter(resource, 0, accessPointPrefix)
	case "s3express":
		at, ok = cutAfter(resource, 0, accessPointPrefix)
	case "s3-outposts":
		at, ok = cutAfterOutpost(resource)
	}
	if ok {
		// The name has no slash, so the first one ends it. Only /object/ right
		// after the name leads to a key; a later one is part of the key.
		i := strings.IndexByte(resource[at:], '/')
		if i >= 0 && strings.HasPrefix(resource[at+i:], objectInfix) {
			return at + i + len(objectInfix)
		}
	}
	return len(resource)
}

// cutAfterOutpost returns where the name of an access point or bucket begins in a
// resource of S3 on Outposts.
func cutAfterOutpost(resource string) (int, bool) {
	if !strings.HasPrefix(resource, outpostPrefix) {
		return 0, false
	}
	i := strings.IndexByte(resource[len(outpostPrefix):], '/')
	if i < 0 {
		return 0, false
	}
	at := len(outpostPrefix) + i + len("/")
	if after, ok := cutAfter(resource, at, accessPointPrefix); ok {
		return after, true
	}
	return cutAfter(resource, at, bucketPrefix)
}

// cutAfter returns where prefix ends if it stands at an offset of s.
func cutAfter(s string, at int, prefix string) (int, bool) {
	return at + len(prefix), strings.HasPrefix(s[at:], prefix)
}

const (
	accessPointPrefix = "accesspoint/"
	bucketPrefix      = "bucket/"
	outpostPrefix     = "outpost/"
	objectInfix       = "/object/"
)

// IsValid reports whether a is an ARN, which all but the zero ARN are.
func (a ARN) IsValid() bool { return a.head != "" }

// String returns the text of a, "" for the zero ARN.
func (a ARN) String() string { return a.head + a.tail }

// Partition returns the first part after `arn`, such as aws or aws-cn.
func (a ARN) Partition() string { return a.part(1) }

// Service returns the service, such as s3.
func (a ARN) Service() string { return a.part(2) }

// Region returns the region, which is empty for buckets.
func (a ARN) Region() string { return a.part(3) }

// Account returns the account id, which is empty for buckets.
func (a ARN) Account() string { return a.part(4) }

// Resource returns all that follows the fifth colon.
func (a ARN) Resource() string {
	if !a.IsValid() {
		return ""
	}
	return a.head[a.resource():] + a.tail
}

// part returns one of the first five parts.
func (a ARN) part(n int) string {
	rest := a.head
	for range n {
		_, rest, _ = strings.Cut(rest, ":")
	}
	s, _, _ := strings.Cut(rest, ":")
	return s
}

// Pieces returns the text of a in three pieces that together are its String:
// the first five parts with their colons, the sixth up to an object key, and
// the key. It does not allocate, as Resource may.
func (a ARN) Pieces() (scope, resource, key string) {
	at := a.resource()
	return a.head[:at], a.head[at:], a.tail
}

// resource returns where the sixth part begins in head, 0 for the zero ARN.
func (a ARN) resource() int {
	const usual = "arn:aws:s3:::"
	if strings.HasPrefix(a.head, usual) {
		return len(usual)
	}
	at := 0
	for range 5 {
		at += strings.IndexByte(a.head[at:], ':') + 1
	}
	return at
}

// Compare orders ARNs by their text, for sorting.
func (a ARN) Compare(b ARN) int {
	if a.head == b.head {
		return cmp.Compare(a.tail, b.tail)
	}
	return cmp.Compare(a.String(), b.String())
}

// MarshalText returns the text of a, so that ARNs can stand in JSON.
func (a ARN) MarshalText() ([]byte, error) { return []byte(a.String()), nil }

// UnmarshalText is Parse; empty text gives the zero ARN.
func (a *ARN) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*a = ARN{}
		return nil
	}
	parsed, err := Parse(string(text))
	if err == nil {
		*a = parsed
	}
	return err
}

// Bucket returns the bucket that a names, and the key if a names an object in it.
// A name that no bucket can have gives false, and so does an object in a directory
// bucket, since it has no ARN.
func (a ARN) Bucket() (b Bucket, key string, ok bool) {
	kind := bucketKind(a.Service())
	text := a.head
	if a.tail != "" {
		text = text[:len(text)-len(kind.bucketInfix())]
	}
	b, err := readBucket(text)
	switch {
	case err != nil:
		return Bucket{}, "", false
	case a.tail != "":
		b.object = a.head
	default:
		b.object = text + kind.bucketInfix()
	}
	return b, a.tail, true
}

// AccessPoint returns the access point that a names, of whatever kind, and the key
// if a names an object through it. An Object Lambda Access Point has no ARNs of
// objects, see [AccessPoint.Object].
func (a ARN) AccessPoint() (ap AccessPoint, key string, ok bool) {
	text := a.head
	if a.tail != "" {
		text = text[:len(text)-len(objectInfix)]
	}
	ap, err := ParseAccessPoint(text)
	if err != nil {
		return AccessPoint{}, "", false
	}
	return ap, a.tail, true
}

// Cut returns the text of a up to an object key, and the key, which is empty if
// a names no object. It does not allocate.
func (a ARN) Cut() (head, key string) { return a.head, a.tail }
