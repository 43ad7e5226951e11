package arn

import (
	"errors"
	"fmt"
)

// What can be wrong with an ARN or with a name in one. An [Error] wraps one.
var (
	ErrPrefix    = errors.New("must begin with `arn:`")
	ErrSections  = errors.New("must have six parts separated by colons: arn:partition:service:region:account:resource")
	ErrPartition = errors.New("partition must be aws, or aws- and lower-case letters and digits, such as aws-cn")
	ErrService   = errors.New("service must be lower-case letters, digits and hyphens, such as s3")
	ErrRegion    = errors.New("region must be a region of the partition, such as us-west-2")
	ErrAccount   = errors.New("account must be 12 digits")
	ErrResource  = errors.New("resource must not be empty")
	ErrTooLong   = errors.New("must be at most 2048 bytes long")
	ErrKind      = errors.New("must name what is asked for: arn:aws:s3:REGION:ACCOUNT:accesspoint/NAME or arn:aws:s3:::BUCKET")
	ErrName      = errors.New("access point name must be 3 to 50 lower-case letters, digits and hyphens, with no hyphen at either end")
	ErrBucket    = errors.New("bucket name must be 3 to 63 lower-case letters, digits, periods and hyphens (in old names up to 255, also capitals and underscores)")
	ErrReserved  = errors.New("name must not end in -s3alias, -ext-s3alias, --ol-s3, --op-s3, --xa-s3, --x-s3, --table-s3 or .mrap, which S3 reserves")
	ErrWildcard  = errors.New("wildcard is not allowed in the service of an ARN")
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
