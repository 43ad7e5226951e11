package arn

import (
	"strings"

	"github.com/s3ap/s3ap/internal/suffix"
)

// nameFault tells what is wrong with the name of an access point of kind k, and
// where in the name.
func (k Kind) nameFault(name string) (offset int, err error) {
	switch k {
	case Directory:
		return zonalFault(name, suffix.DirectoryAccessPoint)
	case MultiRegion:
		return 0, multiRegionFault(name)
	case ObjectLambda:
		// S3 User Guide, "Creating Object Lambda Access Points"; the length is
		// that of the S3 Control service model.
		const longest = 45
		if len(name) > longest {
			return 0, ErrLambdaName
		}
	}
	return 0, baseFault(name)
}

// baseFault tells what is wrong with the name of an access point of a kind that
// has nothing added to it.
//
// S3 User Guide, "Access points naming rules, restrictions, and limitations".
func baseFault(name string) error {
	if len(name) < 3 || len(name) > 50 || !isLabel(name) || name[0] == '-' || name[len(name)-1] == '-' {
		return ErrName
	}
	if _, kind := suffix.Of(name); kind != suffix.None {
		return ErrReserved
	}
	return nil
}

// zonalFault tells what is wrong with BASE--ZONE and the ending that a directory
// bucket or an access point of one must have. The whole name of a bucket has at most
// 63 characters; of an access point, the base has the length of other access points'
// names.
//
// S3 User Guide, "Access points for directory buckets naming rules,
// restrictions, and limitations" and "Directory bucket naming rules".
func zonalFault(name string, want suffix.Kind) (offset int, err error) {
	const longestBucket = 63
	base, zone, ok := CutZone(name)
	switch _, kind := suffix.Of(name); {
	case kind != want:
		return len(name), ErrZonal
	case !ok:
		return 0, ErrZone
	case kind == suffix.DirectoryAccessPoint && baseFault(base) != nil:
		return 0, baseFault(base)
	case kind == suffix.DirectoryBucket && (len(name) > longestBucket || base == "" || base[0] == '-' || !isLabel(base)):
		return 0, ErrDirectoryBucket
	case !ValidZone(zone):
		return len(base) + len("--"), ErrZone
	}
	return 0, nil
}

// CutZone cuts the name of a directory bucket, or of an access point of one, at
// the last two hyphens before its ending: BASE--ZONE--x-s3, BASE--ZONE--xa-s3. It
// is not ok if the name has no such ending or no zone; what the base and the zone
// hold is not looked at. CutZone does not allocate.
func CutZone(name string) (base, zone string, ok bool) {
	ending, kind := suffix.Of(name)
	if kind != suffix.DirectoryAccessPoint && kind != suffix.DirectoryBucket {
		return "", "", false
	}
	body := name[:len(name)-len(ending)]
	at := strings.LastIndex(body, "--")
	if at < 0 {
		return "", "", false
	}
	return body[:at], body[at+len("--"):], true
}

// ValidZone reports whether s has the form of the id of an Availability Zone or
// Local Zone, such as usw2-az1. The lengths are those of the endpoint rules that
// AWS SDKs ship, and somewhat more.
func ValidZone(s string) bool {
	return 3 <= len(s) && len(s) <= 20 && isLabel(s) && s[0] != '-' && s[len(s)-1] != '-' && !strings.Contains(s, "--")
}

// multiRegionFault tells what is wrong with the alias of a Multi-Region Access
// Point.
//
// S3 User Guide, "Rules for naming Amazon S3 Multi-Region Access Points"; the
// length is that of the S3 Control service model.
func multiRegionFault(alias string) error {
	const longest = 63
	body, ok := strings.CutSuffix(alias, ".mrap")
	if !ok || body == "" || len(alias) > longest || body[0] < 'a' || !isLabel(body) || strings.Contains(body, "-") {
		return ErrMultiRegion
	}
	return nil
}

// validOutpost reports whether s is the id of an outpost, or what stands for all
// of those that are on EC2.
//
// Amazon S3 on Outposts User Guide, "Setting up IAM with S3 on Outposts".
func validOutpost(s string) bool {
	const digits = 17
	id, ok := strings.CutPrefix(s, "op-")
	return s == "ec2" || ok && len(id) == digits && strings.Trim(id, "0123456789abcdef") == ""
}
