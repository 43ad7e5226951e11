package arn

// A Kind says what an access point is attached to, or what sort of bucket a
// bucket is. The zero Kind is that of the zero AccessPoint and the zero Bucket.
type Kind uint8

// GeneralPurpose access points are attached to a general purpose bucket, or to
// a file system: their ARNs have the same form.
const GeneralPurpose Kind = 1

// The other kinds of access points. There are also buckets of the kinds Directory
// and Outposts.
const (
	Directory    Kind = 2 // attached to a directory bucket: service s3express
	ObjectLambda Kind = 3 // attached to another access point, whose objects a function transforms: service s3-object-lambda
	MultiRegion  Kind = 4 // attached to buckets of several regions: service s3, no region
	Outposts     Kind = 5 // attached to a bucket on an outpost: service s3-outposts
)

// String returns the kind in words.
func (k Kind) String() string {
	switch k {
	case GeneralPurpose:
		return "general purpose"
	case Directory:
		return "directory"
	case ObjectLambda:
		return "Object Lambda"
	case MultiRegion:
		return "Multi-Region"
	case Outposts:
		return "Outposts"
	}
	return "invalid"
}

// service returns the service that ARNs of the kind have.
func (k Kind) service() string {
	switch k {
	case GeneralPurpose, MultiRegion:
		return "s3"
	case Directory:
		return "s3express"
	case ObjectLambda:
		return "s3-object-lambda"
	case Outposts:
		return "s3-outposts"
	}
	return ""
}

// ValidName reports whether access points of the kind may have the name. That of a
// Multi-Region Access Point is here its alias, which is what stands in ARNs.
func (k Kind) ValidName(name string) bool {
	_, err := k.nameFault(name)
	return k.service() != "" && err == nil
}

// ValidBucketName reports whether buckets of the kind may have the name, be it one
// from before March 2018. There are buckets of the kinds GeneralPurpose, Directory
// and Outposts. It does not allocate.
func (k Kind) ValidBucketName(name string) bool {
	_, err := k.bucketFault(name)
	return bucketKind(k.service()) == k && k != 0 && err == nil
}
