package arn

import (
	"errors"
	"strings"
)

// ParseAddress reads the ARN of an access point in the form that AWS SDKs take in
// place of a bucket's name: `/` and `:` both separate what the resource is made of,
// as in arn:aws:s3:us-west-2:111122223333:accesspoint:finance, and may be mixed. The
// access point is the one that [ParseAccessPoint] reads, and prints the form of
// policies.
//
// What SDKs refuse whatever they are set to is refused: the ARN of an object, or of
// an access point of a directory bucket. SDKs take names that no access point can
// have; ParseAddress does not. Whether the partition and the region are those of the
// client is not for a parser to tell. The error is an [*Error].
//
// Endpoint rules that AWS SDKs ship.
func ParseAddress(s string) (AccessPoint, error) {
	p, err := read(s)
	if err != nil {
		return AccessPoint{}, err
	}
	form, err := p.policyForm()
	if err != nil {
		return AccessPoint{}, err
	}
	ap, err := ParseAccessPoint(form)
	if e, ok := errors.AsType[*Error](err); ok {
		e.Input = s // as long as form, so that offsets are the same
	}
	return ap, err
}

// policyForm returns the text of p with slashes for separators in the resource. What
// has another number of components than its service has is an error.
func (p *parts) policyForm() (string, error) {
	separators := 1
	switch p.part(2) {
	case "s3express":
		return "", p.fault(2, ErrByName)
	case "s3-outposts":
		separators = 3
	}
	form := []byte(p.text)
	at := p.offset[5]
	for n := range separators {
		i := strings.IndexAny(p.text[at:], "/:")
		switch {
		case i < 0 && separators == 3 && n < 2:
			return "", &Error{p.text, len(p.text), ErrComponent}
		case i < 0 && p.text[at:] == "accesspoint":
			return "", &Error{p.text, len(p.text), ErrNoName}
		case i < 0:
			return "", p.fault(5, ErrKind)
		}
		at += i
		form[at] = '/'
		at++
	}
	if at == len(p.text) {
		return "", &Error{p.text, at, ErrNoName}
	}
	if i := strings.IndexAny(p.text[at:], "/:"); i >= 0 {
		return "", &Error{p.text, at + i, ErrDeeper}
	}
	return string(form), nil
}
