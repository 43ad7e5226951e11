package alias

import "github.com/s3ap/s3ap/internal/suffix"

// A Kind says what a name in the namespace of buckets and aliases belongs to, by
// its reserved ending alone. The zero Kind is that of the zero Alias.
type Kind uint8

// The kinds, in the order of recognition: a name is of the first kind whose
// ending it has.
const (
	MultiRegion          = Kind(suffix.MultiRegion)          // .mrap: Multi-Region Access Point
	DirectoryAccessPoint = Kind(suffix.DirectoryAccessPoint) // --xa-s3: access point of a directory bucket
	DirectoryBucket      = Kind(suffix.DirectoryBucket)      // --x-s3: directory bucket, no alias
	ObjectLambda         = Kind(suffix.ObjectLambda)         // --ol-s3: Object Lambda Access Point
	Outposts             = Kind(suffix.Outposts)             // --op-s3: access point on Outposts
	External             = Kind(suffix.External)             // -ext-s3alias: access point of a file system or recovery point
	AccessPoint          = Kind(suffix.AccessPoint)          // -s3alias: access point of a general purpose bucket
	TableBucket          = Kind(suffix.TableBucket)          // --table-s3: table bucket, no alias
	Bucket               = TableBucket + 1                   // no reserved ending: general purpose bucket, no alias
)

// KindOf returns what a name belongs to by its ending; the rest of the name is
// not looked at. It does not allocate.
//
// S3 User Guide, "General purpose bucket naming rules".
func KindOf(name string) Kind {
	_, kind := suffix.Of(name)
	if kind == suffix.None {
		return Bucket
	}
	return Kind(kind)
}

// IsAlias reports whether names of kind k are aliases of access points. Buckets
// are not, be they general purpose, directory or table buckets.
func (k Kind) IsAlias() bool {
	switch k {
	case MultiRegion, DirectoryAccessPoint, ObjectLambda, Outposts, External, AccessPoint:
		return true
	}
	return false
}

// String returns in words what names of the kind belong to.
func (k Kind) String() string {
	switch k {
	case MultiRegion:
		return "Multi-Region Access Point"
	case DirectoryAccessPoint:
		return "directory bucket access point"
	case DirectoryBucket:
		return "directory bucket"
	case ObjectLambda:
		return "Object Lambda Access Point"
	case Outposts:
		return "Outposts access point"
	case External:
		return "external access point"
	case AccessPoint:
		return "access point"
	case TableBucket:
		return "table bucket"
	case Bucket:
		return "bucket"
	}
	return "invalid"
}
