package policy

import (
	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/internal/s3action"
)

// An Asked is a [Request] as the statements of policies are asked it: what is large
// is not copied, and the number of the action in package s3action has been looked up.
// It is for the other packages of this module.
type Asked struct {
	Principal *Principal
	Context   *condition.Context
	Resource  arn.ARN
	Action    string
	Number    int
	Bounded   bool
}

// Asked returns what the statements are asked.
func (r *Request) Asked() Asked {
	return Asked{&r.Principal, &r.Context, r.Resource, r.Action, s3action.Number(r.Action), r.Bounded}
}

// An Answer is a [Result] that points to its statement instead of describing it, so
// that it is small. The zero Answer allows nothing. It is for the other packages of
// this module.
type Answer struct {
	statement *statement
	Outcome   Outcome
	Grants    Grants
	InDoubt   bool
}

// Statement returns the statement that decided, the zero Ref if none did.
func (a Answer) Statement() Ref {
	if a.statement == nil {
		return Ref{}
	}
	return a.statement.ref()
}

// Result returns a with its statement described.
func (a Answer) Result() Result { return Result{a.Outcome, a.Statement(), a.Grants, a.InDoubt} }
