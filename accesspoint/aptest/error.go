package aptest

import (
	"errors"
	"fmt"
	"strconv"

	"github.com/s3ap/s3ap/policy"
)

// What can be wrong with a scenario, beside what can be wrong with a policy, a
// setting and a request, which are errors of the packages policy and accesspoint.
var (
	ErrUnknownMember = errors.New("unknown member")
	ErrMissingMember = errors.New("missing member")
	ErrValue         = errors.New("wrong value")
	ErrUnlisted      = errors.New("not listed in the scenario")
	ErrTwice         = errors.New("listed twice")
	ErrPolicyFile    = errors.New("policy file cannot be used")
	ErrFile          = errors.New("file cannot be read")
	ErrNoScenario    = errors.New("no scenario: no *.json file in this folder or below has a member such as \"requests\"")
	ErrLineTooLong   = errors.New("line is too long")
)

// An Error is one thing wrong with a scenario.
type Error struct {
	// File is the scenario's file, or that of the policy that is wrong.
	File string
	At   policy.Position // zero for a file that cannot be read at all
	Path string          // the same place as an RFC 6901 JSON Pointer
	Err  error
}

// Error returns the place, the path and the fault:
// "jane.json:7:19: /requests/0/expect: wrong value …".
func (e *Error) Error() string {
	sep := ": "
	if e.At.IsValid() {
		sep = ":"
	}
	return printable(e.File) + sep + (&policy.Error{At: e.At, Path: e.Path, Err: e.Err}).Error()
}

// Unwrap returns Err.
func (e *Error) Unwrap() error { return e.Err }

// printable quotes a name that would do something to a terminal.
func printable(name string) string {
	if q := strconv.Quote(name); len(q) != len(name)+2 {
		return q
	}
	return name
}

// An ErrorList is all that is wrong with scenarios, in the order of the text of
// each.
type ErrorList []*Error

// Error returns the first error and the number of the others.
func (l ErrorList) Error() string {
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
func (l ErrorList) Unwrap() []error {
	errs := make([]error, len(l))
	for i, e := range l {
		errs[i] = e
	}
	return errs
}

// err returns l as an error, nil if it is empty.
func (l ErrorList) err() error {
	if len(l) == 0 {
		return nil
	}
	return l
}
