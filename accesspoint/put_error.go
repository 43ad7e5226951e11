package accesspoint

import (
	"errors"
	"fmt"

	"github.com/s3ap/s3ap/policy"
)

// A PutError is one thing that S3 refuses to store a policy for.
type PutError struct {
	// Code is what S3 answers: MalformedPolicy, or AccessDenied for a policy that
	// is public. It is empty where that is not known, for one that is too large.
	Code string
	// Statement is zero if it is not about one statement.
	Statement policy.Ref
	At        policy.Position // where the offending text begins
	// Err is a [*policy.Error] if the policy is not well-formed, or wraps
	// [policy.ErrPrincipal] or one of the errors about policies that are put.
	Err error
}

// The codes of S3.
//
// S3 API Reference, "Error responses".
const (
	malformed    = "MalformedPolicy"
	accessDenied = "AccessDenied"
)

// What can be wrong with a well-formed policy that is to be put.
var (
	ErrUnknownAction  = errors.New("unknown action")
	ErrActionPlace    = errors.New("action that has no effect in such a policy")
	ErrActionResource = errors.New("action does not apply to any resource of the statement")
	ErrResourcePlace  = errors.New("resource is not of what the policy is for")
	ErrPublicBlocked  = errors.New("the statement makes the policy public, and BlockPublicPolicy is on")
)

// Error returns the place, the statement and the fault.
func (e *PutError) Error() string {
	if !e.At.IsValid() || errors.As(e.Err, new(*policy.Error)) {
		return e.Err.Error() // which tells its place itself, if it has one
	}
	return fmt.Sprintf("%v: %v: %v", e.At, e.Statement, e.Err)
}

// Unwrap returns Err.
func (e *PutError) Unwrap() error { return e.Err }

// PutErrors is everything that S3 refuses a policy for, in the order of the text.
type PutErrors []*PutError

// Error returns the first error and the number of the others.
func (l PutErrors) Error() string {
	switch len(l) {
	case 0:
		return "no errors"
	case 1:
		return l[0].Error()
	case 2:
		return l[0].Error() + " (and 1 more error)"
	}
	return fmt.Sprintf("%v (and %d more errors)", l[0], len(l)-1)
}

// Unwrap returns the errors, so that errors.Is and errors.As look at each.
func (l PutErrors) Unwrap() []error {
	errs := make([]error, len(l))
	for i, e := range l {
		errs[i] = e
	}
	return errs
}
