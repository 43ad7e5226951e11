package policy

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/s3ap/s3ap/internal/jsondoc"
	"github.com/s3ap/s3ap/internal/oneline"
)

// What can be wrong with the text of a policy.
var (
	ErrTooLarge  = jsondoc.ErrTooLarge
	ErrTooDeep   = jsondoc.ErrTooDeep
	ErrBOM       = jsondoc.ErrBOM
	ErrUTF8      = jsondoc.ErrUTF8
	ErrSyntax    = jsondoc.ErrSyntax
	ErrTrailing  = jsondoc.ErrTrailing
	ErrSurrogate = jsondoc.ErrSurrogate
	ErrNUL       = jsondoc.ErrNUL
	ErrDuplicate = jsondoc.ErrDuplicate
)

// What can be wrong with a policy. Errors of the packages arn and condition
// occur beside them.
var (
	ErrKind           = errors.New("kind of policy is not given")
	ErrUnknownElement = errors.New("unknown element")
	ErrMissingElement = errors.New("missing element")
	ErrConflict       = errors.New("element stands beside its opposite")
	ErrType           = errors.New("wrong type")
	ErrEmpty          = errors.New("must not be empty")
	ErrNotInKind      = errors.New("not allowed in this kind of policy")
	ErrTooMany        = errors.New("too many statements")
	ErrTooManyErrors  = errors.New("too many errors; the rest is not shown")
	ErrCharacter      = errors.New("character that IAM does not take: only tab, line feed, carriage return and U+0020 to U+00FF")
	ErrVersion        = errors.New("`Version` must be 2012-10-17 or 2008-10-17; it names the policy language and is not the date of the policy")
	ErrEffect         = errors.New("`Effect` must be Allow or Deny, written just so")
	ErrSid            = errors.New("`Sid` must be letters and digits, each Sid once in the policy")
	ErrPrincipal      = errors.New("cannot be a principal")
	ErrAllowNot       = errors.New("`NotPrincipal` with `Allow` is not supported: it would allow everybody else, anonymous callers too")
	ErrAction         = errors.New("action must be written as service:Name, where only the name may hold wildcards, or as *")
	ErrResource       = errors.New("resource must be an ARN or *")
	ErrVariablePlace  = errors.New("policy variable may stand only after the fifth colon of an ARN")
)

// A Pos is a place in the text of a document: one more than the offset in bytes,
// so that 0 stands for what was never in a text.
type Pos int

// A Position is a place in a text, for people. The zero Position is no place.
type Position struct {
	Offset int // bytes from the beginning
	Line   int // from 1
	Column int // in characters, from 1
}

// IsValid reports whether p is a place.
func (p Position) IsValid() bool { return p.Line > 0 }

// String returns line:column, or "-" for no place.
func (p Position) String() string {
	if !p.IsValid() {
		return "-"
	}
	return fmt.Sprintf("%d:%d", p.Line, p.Column)
}

// An Error is one thing wrong with a policy.
type Error struct {
	At   Position // where the offending text begins; zero in a document that was never text
	Path string   // the same place as an RFC 6901 JSON Pointer, such as /Statement/0/Effect
	Err  error    // wraps one of the Err variables
}

// Error returns the place, the path and the fault:
// "7:19: /Statement/0/Efect: unknown element `Efect`; did you mean `Effect`?".
func (e *Error) Error() string {
	var b strings.Builder
	if e.At.IsValid() {
		b.WriteString(e.At.String() + ": ")
	}
	if e.Path != "" {
		b.WriteString(oneline.Cut(e.Path, 256) + ": ")
	}
	b.WriteString(e.Err.Error())
	return oneline.Visible(b.String())
}

// Unwrap returns Err.
func (e *Error) Unwrap() error { return e.Err }

// A MissingError says which element is not there. It wraps ErrMissingElement.
type MissingError struct {
	// Element is its name, such as Effect. Of Principal, Action and Resource the
	// opposite is not there either.
	Element string
	why     string // what needs it, empty if every policy does
}

// Error returns the name of the element, and what needs it.
func (e *MissingError) Error() string {
	s := ErrMissingElement.Error() + " `" + e.Element + "`"
	if e.Element == "Action" || e.Element == "Resource" {
		s += " or `Not" + e.Element + "`"
	}
	if e.why != "" {
		s += ": " + e.why
	}
	return s
}

// Unwrap returns ErrMissingElement.
func (e *MissingError) Unwrap() error { return ErrMissingElement }

// An UnknownError says which name is that of no element. It wraps
// ErrUnknownElement.
type UnknownError struct {
	Name string
	Near string // the element that was probably meant, empty if none is near
}

// Error returns the name, and the one that was probably meant.
func (e *UnknownError) Error() string {
	s := ErrUnknownElement.Error() + " " + oneline.Quote(e.Name)
	if e.Near != "" {
		s += "; did you mean `" + e.Near + "`?"
	}
	return s
}

// Unwrap returns ErrUnknownElement.
func (e *UnknownError) Unwrap() error { return ErrUnknownElement }

// An ErrorList is all that is wrong with a policy, in the order of the text.
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

// maxErrors bounds what a hostile text can make the list cost: each error holds
// a path, which may be as long as the text.
const maxErrors = 256

// faults collects what is wrong with a document.
type faults struct {
	source *source // nil if the document was never text
	list   ErrorList
}

// add reports an error at a place. Path is for what was never in a text, where
// the place cannot tell it.
func (f *faults) add(pos Pos, p path, err error) {
	if len(f.list) > maxErrors {
		return
	}
	if len(f.list) == maxErrors {
		pos, p, err = 0, path{}, ErrTooManyErrors
	}
	e := &Error{At: f.source.position(pos), Err: err}
	if f.source != nil && pos > 0 {
		e.Path = f.source.pointer(pos)
	} else {
		e.Path = p.String()
	}
	f.list = append(f.list, e)
}

// sorted returns what was collected in the order of the text, the note on too
// many errors last.
func (f *faults) sorted() ErrorList {
	n := min(len(f.list), maxErrors)
	slices.SortStableFunc(f.list[:n], func(a, b *Error) int { return a.At.Offset - b.At.Offset })
	return f.list
}
