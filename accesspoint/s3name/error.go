package s3name

import (
	"errors"
	"fmt"
	"strings"
)

// ErrNotAWS says that a host is none of S3 at AWS. A server goes on with domains of
// its own. [ParseHost] returns it as it is, in no [Error].
var ErrNotAWS = errors.New("host is not one of S3 at AWS")

// What can be wrong with a host. An [Error] wraps one.
var (
	ErrHost      = errors.New("host must be at most 253 characters in labels of 1 to 63, with a period between two")
	ErrCharacter = errors.New("host must be letters, digits, hyphens, underscores and periods")
	ErrPort      = errors.New("port must be at most five digits")
	ErrRegion    = errors.New("region must be one of the partition that the end of the host tells, such as us-west-2 for amazonaws.com")
	ErrLabel     = errors.New("host of access points must begin with NAME-ACCOUNT, where the account has 12 digits, or with an alias")
	ErrBucket    = errors.New("host must begin with the name of a bucket or an alias")
	ErrElsewhere = errors.New("such a name is reached at another host: ALIAS.mrap at accesspoint.s3-global, directory buckets and their access points at s3express-ZONE, Outposts at OUTPOST.s3-outposts")
	ErrAlias     = errors.New("host must begin with the alias of a Multi-Region Access Point, such as mfzwi23gnjvgw.mrap")
	ErrOutpost   = errors.New("host of Outposts must be NAME-ACCOUNT or an alias, and the outpost that it is on: op- and 17 hexadecimal digits, or ec2")
	ErrZone      = errors.New("host of a directory bucket must be BASE--ZONE--x-s3 or BASE--ZONE--xa-s3 and s3express- with the same zone")
	ErrAccount   = errors.New("host of the control plane must begin with an account of 12 digits, or with itself")
	ErrEndpoint  = errors.New("host of a VPC endpoint must be accesspoint, bucket or control and an id such as vpce-1a2b3c4d-5e6f7g8h, with a zone of the region or without")
	ErrOptions   = errors.New("there is no such host: no FIPS and no acceleration in China, no FIPS or dual-stack for Multi-Region and Outposts, no dual-stack for Object Lambda, acceleration for buckets and aliases alone, and none of these by a VPC endpoint")
	ErrMismatch  = errors.New("parts of the host do not fit together, or the host says them otherwise: aws-us-gov is told by the region alone")
	ErrPartition = errors.New("partition has no hosts that are known")
)

// What can be wrong with a name that is neither an ARN nor a host.
var (
	ErrEmpty         = errors.New("there is nothing that could be a name")
	ErrLength        = errors.New("bucket name must be 3 to 255 characters long, a new one at most 63")
	ErrNameCharacter = errors.New("bucket name must be lower-case letters, digits, periods and hyphens, in old names also capitals and underscores")
	ErrNoBucket      = errors.New("ending belongs to buckets that hold tables, which have no objects")
	ErrDirectory     = errors.New("directory bucket must be named BASE--ZONE--x-s3, with at most 63 lower-case letters, digits and hyphens")
	ErrNoKey         = errors.New("key of the object is missing")
	ErrNoObjects     = errors.New("objects have no ARNs of their own in a directory bucket or through Object Lambda: the ARN that counts ends before")
	ErrService       = errors.New("ARN must be one of an access point, a bucket or an object of S3")
	ErrTooLong       = errors.New("must be at most 2048 bytes long")
)

// An Error tells what is wrong with an input and where.
type Error struct {
	Input  string // what was to be read
	Offset int    // in bytes, where the faulty part begins in Input
	Err    error  // one of the Err variables, here or in packages arn and alias
}

// Error names the input, the place and the fault.
func (e *Error) Error() string {
	const shown = 100
	input := e.Input
	if len(input) > shown {
		input = input[:shown] + "…"
	}
	return fmt.Sprintf("%q at offset %d: %v", input, e.Offset, e.Err)
}

// Unwrap returns Err.
func (e *Error) Unwrap() error { return e.Err }

// An ErrorList is everything wrong with a string that names nothing, at least one
// thing, from left to right.
type ErrorList []*Error

// Error has a line for each error.
func (l ErrorList) Error() string {
	lines := make([]string, len(l))
	for i, e := range l {
		lines[i] = e.Error()
	}
	return strings.Join(lines, "\n")
}

// Unwrap returns the errors, for [errors.Is].
func (l ErrorList) Unwrap() []error {
	list := make([]error, len(l))
	for i, e := range l {
		list[i] = e
	}
	return list
}
