package arn

import (
	"errors"
	"fmt"
)

// What can be wrong with an ARN or with a name in one. An [Error] wraps one.
var (
	ErrPrefix          = errors.New("must begin with `arn:`")
	ErrSections        = errors.New("must have six parts separated by colons: arn:partition:service:region:account:resource")
	ErrPartition       = errors.New("partition must be aws, or aws- and lower-case letters and digits, such as aws-cn")
	ErrService         = errors.New("service must be lower-case letters, digits and hyphens, such as s3")
	ErrRegion          = errors.New("region must be a region of the partition, such as us-west-2")
	ErrAccount         = errors.New("account must be 12 digits")
	ErrResource        = errors.New("resource must not be empty")
	ErrTooLong         = errors.New("must be at most 2048 bytes long")
	ErrKind            = errors.New("must name what is asked for: arn:aws:s3:REGION:ACCOUNT:accesspoint/NAME or arn:aws:s3:::BUCKET, or the like of another kind")
	ErrName            = errors.New("access point name must be 3 to 50 lower-case letters, digits and hyphens, with no hyphen at either end")
	ErrBucket          = errors.New("bucket name must be 3 to 63 lower-case letters, digits, periods and hyphens (in old names up to 255, also capitals and underscores)")
	ErrReserved        = errors.New("name must not end in -s3alias, -ext-s3alias, --ol-s3, --op-s3, --xa-s3, --x-s3, --table-s3 or .mrap, which S3 reserves")
	ErrLambdaName      = errors.New("Object Lambda Access Point name must be 3 to 45 lower-case letters, digits and hyphens, with no hyphen at either end")
	ErrMultiRegion     = errors.New("Multi-Region Access Point is named by its alias: a lower-case letter, at most 57 lower-case letters and digits, and .mrap")
	ErrZonal           = errors.New("name of a directory bucket must end in --ZONE--x-s3, that of an access point of one in --ZONE--xa-s3")
	ErrDirectoryBucket = errors.New("directory bucket name must be at most 63 lower-case letters, digits and hyphens, with no hyphen at the beginning")
	ErrZone            = errors.New("zone must be 3 to 20 lower-case letters, digits and hyphens, such as usw2-az1")
	ErrOutpost         = errors.New("outpost must be op- and 17 hexadecimal digits in lower case, or ec2")
	ErrWildcard        = errors.New("wildcard is not allowed in the service of an ARN")
)

// What else can be wrong with the ARN of an access point that is given to an SDK in
// place of a bucket's name, in [ParseAddress].
var (
	ErrNoName    = errors.New("access point name is missing")
	ErrDeeper    = errors.New("must end with the access point's name: the key of an object is given apart")
	ErrComponent = errors.New("must have four components: outpost/OUTPOST/accesspoint/NAME")
	ErrByName    = errors.New("an access point of a directory bucket is addressed by its name, and not by its ARN")
)

// An Error tells what is wrong with an input and where.
type Error struct {
	Input  string // what was to be parsed
	Offset int    // in bytes, where the faulty part begins in Input
	Err    error  // one of the Err variables
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
