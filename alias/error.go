package alias

import (
	"errors"
	"fmt"
)

// What can be wrong with an alias that is parsed. An [Error] wraps one.
var (
	ErrSuffix      = errors.New("ending is not that of an alias: must be -s3alias, -ext-s3alias, --ol-s3, --op-s3, --xa-s3 or .mrap")
	ErrName        = errors.New("beginning is not that of an access point's name: must be at least 3 lower-case letters, digits and hyphens, at first no hyphen (at most 20, before -ext-s3alias 16, --op-s3 12; before --ZONE--xa-s3 50, with no hyphen or reserved ending at the end)")
	ErrMetadata    = errors.New("metadata have the wrong form: must be a hyphen and 34 lower-case letters and digits before the ending (before --ol-s3 29, --op-s3 43)")
	ErrHardware    = errors.New("hardware of the outpost is not known: metadata must begin with o or e")
	ErrZone        = errors.New("zone is missing or has the wrong form: must be two hyphens and 3 to 20 lower-case letters, digits and hyphens before --xa-s3, such as --usw2-az1")
	ErrMultiRegion = errors.New("alias of a Multi-Region Access Point has the wrong form: must be a lower-case letter and at most 57 lower-case letters and digits before .mrap")
)

// What can be wrong with what an alias is to be made of, in [New] and [Derive].
var (
	ErrAccessPoint = errors.New("access point is not one an alias can be made for: must be a valid one of a general purpose bucket")
	ErrTag         = errors.New("tag has the wrong form: must be four lower-case letters and digits and then a or b, such as usw2a")
	ErrRandom      = errors.New("source of randomness is no good: must give 64 bytes, uniformly random")
	ErrKey         = errors.New("key is too short: must be at least 16 bytes, chosen at random")
)

// An Error tells what is wrong with an input and where.
type Error struct {
	Input  string // what was to be read
	Offset int    // in bytes, where the faulty part begins in Input
	Err    error  // one of the Err variables
}

// Error names the input, the place and the fault.
func (e *Error) Error() string {
	const shown = 100 // longer than every alias
	input := e.Input
	if len(input) > shown {
		input = input[:shown] + "…"
	}
	return fmt.Sprintf("%q at offset %d: %v", input, e.Offset, e.Err)
}

// Unwrap returns Err.
func (e *Error) Unwrap() error { return e.Err }
