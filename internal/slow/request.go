package slow

import (
	"fmt"
	"strings"

	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/policy"
)

// A Request is what one policy is asked, as plain data. The reference evaluator
// reads it, and from it the request is made that a compiled policy gets.
type Request struct {
	Caller   Caller
	Bounded  bool
	Action   string
	Resource string // an ARN, empty for the zero ARN
	Facts
}

// Compiled makes the request for a compiled policy.
func (r Request) Compiled() (policy.Request, error) {
	principal, err := r.Caller.Principal()
	if err != nil {
		return policy.Request{}, err
	}
	req := policy.Request{Principal: principal, Bounded: r.Bounded, Action: r.Action}
	if r.Resource != "" {
		if req.Resource, err = arn.Parse(r.Resource); err != nil {
			return policy.Request{}, err
		}
	}
	req.Context = r.Overlaid()
	return req, nil
}

// String prints the request for a report of a disagreement.
func (r Request) String() string {
	var text strings.Builder
	fmt.Fprintf(&text, "caller: %+v\nbounded: %v\naction: %q\nresource: %q\n", r.Caller, r.Bounded, r.Action, r.Resource)
	return text.String() + r.Facts.String()
}
