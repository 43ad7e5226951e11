package aptest

import (
	"fmt"
	"slices"
	"strings"

	"github.com/s3ap/s3ap/accesspoint"
	"github.com/s3ap/s3ap/policy"
)

// An Authorizer decides requests in place of this module: it is the code under
// test, or calls it. An error means that it could not decide.
type Authorizer func(c *Case) (allowed bool, err error)

// A Result is what a request came to.
type Result struct {
	Case *Case
	Got  Verdict
	// Err tells why the authorizer could not decide; Got is empty then.
	Err error
	// Wrong tells what is not as expected, empty if all is.
	Wrong string
}

// OK reports whether all is as expected, which it is where nothing is.
func (r Result) OK() bool { return r.Wrong == "" }

// Decide decides the request by the policies of the scenario.
func (c *Case) Decide() Result {
	r := Result{Case: c, Got: verdict(c.decision.Allowed())}
	switch {
	case c.Expect == "":
	case r.Got != c.Expect:
		r.Wrong = fmt.Sprintf("expected %s, got %s", c.Expect, r.Got)
	case len(c.notBlocking()) > 0:
		r.Wrong = fmt.Sprintf("expected deny by %s, got deny by %v", names(c.BlockedBy), c.decision.Blocked)
	case c.Explicit != nil && *c.Explicit != c.explicit():
		r.Wrong = fmt.Sprintf("expected %s deny, got %s one", kindOfDeny(*c.Explicit), kindOfDeny(c.explicit()))
	}
	return r
}

// Ask has an authorizer decide the request. Of what is expected it is held to the
// verdict alone, since it tells no more.
func (c *Case) Ask(a Authorizer) Result {
	allowed, err := a(c)
	r := Result{Case: c, Got: verdict(allowed), Err: err}
	switch {
	case err != nil:
		r.Got = ""
		r.Wrong = fmt.Sprintf("the authorizer could not decide: %v", err)
	case c.Expect != "" && r.Got != c.Expect:
		r.Wrong = fmt.Sprintf("expected %s, got %s from the authorizer", c.Expect, r.Got)
	}
	return r
}

// notBlocking returns the layers that should deny the request and do not.
func (c *Case) notBlocking() []accesspoint.Layer {
	return slices.DeleteFunc(slices.Clone(c.BlockedBy), c.decision.Blocked.Has)
}

// explicit reports whether a statement denies the request, or the read of what it
// copies. Refusals that no policy makes are no statements.
func (c *Case) explicit() bool {
	if c.Source == nil {
		return deniedByStatement(c.decision)
	}
	x := c.Explain()
	return deniedByStatement(x.Decision) ||
		x.Source != nil && x.Decision.By != accesspoint.OperationLayer && deniedByStatement(x.Source.Decision)
}

func deniedByStatement(d accesspoint.Decision) bool {
	return d.Outcome == policy.ExplicitDeny && d.Statement.Number > 0
}

func kindOfDeny(explicit bool) string {
	if explicit {
		return "an explicit"
	}
	return "an implicit"
}

func names(layers []accesspoint.Layer) string {
	var list []string
	for _, l := range layers {
		list = append(list, l.String())
	}
	return strings.Join(list, ", ")
}
