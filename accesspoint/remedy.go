package accesspoint

import (
	"fmt"
	"strings"

	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/policy"
)

// A Remedy is a way to let a denied request pass: one change, or the two or three
// that are needed together. It has been tried: with its changes made, the request
// is allowed.
type Remedy struct{ Changes []Change }

// A Change is one thing to change.
type Change struct {
	Kind ChangeKind
	// Layer is that of the policy to change, RequestLayer if it is the request.
	// Level and Number tell which of the layer's policies it is, where there are
	// several: the level of the organization, and the number on it or of the
	// caller's own policies, both from 1. A number one more than there are policies
	// is that of a new one.
	Layer         Layer
	Level, Number int
	// Statement is the one that is added, or the one that gets a further entry.
	Statement policy.Ref
	// Policy is the whole policy with the change, nil if the request is to change.
	Policy *policy.Document
	// Context is what the request is to have, if it is to change.
	Context []condition.Attr
	// OfSource tells that it is the source of a copy whose policy is to change.
	OfSource bool

	added string // the statement or entry, in words
	isNew bool   // whether there was no such policy
}

// ChangeKind says what is done.
type ChangeKind uint8

// The kinds of changes.
const (
	AddStatement  ChangeKind = 1 + iota // to a policy, which may be new
	AddAction                           // to a statement that is about the rest of the request
	AddResource                         // likewise
	ChangeRequest                       // and no policy
)

// String returns the name of the kind, such as add-statement.
func (k ChangeKind) String() string {
	switch k {
	case AddStatement:
		return "add-statement"
	case AddAction:
		return "add-action"
	case AddResource:
		return "add-resource"
	case ChangeRequest:
		return "change-request"
	}
	return "invalid"
}

// maxRemedies is how many remedies are proposed, and maxChanges how many changes
// one of them may have.
const (
	maxRemedies = 5
	maxChanges  = 3
)

// Remedies returns the smallest changes that would let a denied request pass, at
// most five, those that open the least first: a change of the request before one
// of a policy, a statement for just this caller, action and resource before a
// further entry in a statement, and that before a delegation to the access point.
// There are none for a request that is allowed, that a statement denies, that
// cannot be decided, or that the operation stands in the way of.
func (e *Evaluator) Remedies(q Question) []Remedy {
	if d := e.Evaluate(q); !d.curable() {
		return nil
	}
	return e.search(&q)
}

// Remedies is [Evaluator.Remedies] for the question that [Evaluate] answers. The
// caller has no policies of its own there; a change of IdentityLayer attaches the
// first.
func Remedies(req Request, bucketPolicy, apPolicy *policy.Policy, origin NetworkOrigin) []Remedy {
	return Explain(req, bucketPolicy, apPolicy, origin).Remedies
}

// curable reports whether changes may be proposed.
func (d *Decision) curable() bool {
	return !d.Allowed() && d.err == nil && d.By != NoLayer && d.By != OperationLayer &&
		(d.Outcome != policy.ExplicitDeny || d.By == NetworkOriginLayer)
}

// remedies is Remedies for one request in a world, without a copy's other one.
func (w *world) remedies(d *Decision, req *Request) []Remedy {
	if !d.curable() {
		return nil
	}
	e := &Evaluator{world: *w, valid: true}
	e.settle()
	return e.search(&Question{Action: req.Action, Key: req.Key, Context: req.Context})
}

// settle makes ready what follows from the world of an evaluator.
func (e *Evaluator) settle() {
	legs, n := e.world.legs("")
	e.keys = e.world.legKeys(legs[:n])
	e.network = nil
	for _, a := range e.world.facts[0] {
		if a.Key() == condition.SourceVPC {
			e.network = condition.NewLayer([]condition.Attr{a}, nil)
		}
	}
}

// cures are the remedies that are to be shown, or why there are none; neither if
// the request needs none.
func (e *Explanation) cures() (list []Remedy, why string) {
	d := &e.Decision
	switch {
	case d.Allowed() || d.err != nil || e.Source != nil && !e.isTooFar() && e.passes():
		return nil, ""
	case len(e.Remedies) == 0 || !d.curable():
		return nil, d.whyNone()
	}
	return e.Remedies, ""
}

// passes reports whether nothing denies the write of a copy.
func (e *Explanation) passes() bool {
	for _, r := range e.Rules {
		if r.Denies {
			return false
		}
	}
	for i := range e.Legs {
		if e.Legs[i].Outcome != policy.Allowed {
			return false
		}
	}
	return true
}

// whyNone says why there are no remedies.
func (d *Decision) whyNone() string {
	switch {
	case d.By == OperationLayer:
		return "no policy can, since access points do not offer it"
	case d.Outcome == policy.ExplicitDeny && d.By != NetworkOriginLayer:
		return fmt.Sprintf("nothing is proposed against the explicit deny in the %s", d.By.words())
	case d.anonymous:
		return "only a public policy, which is never proposed"
	case d.Blocked.Has(BlockPublicAccessLayer):
		return "nothing is proposed against Block Public Access"
	}
	return fmt.Sprintf("nothing was found with at most %d changes", maxChanges)
}

// String returns the changes as a sentence.
func (r Remedy) String() string {
	parts := make([]string, len(r.Changes))
	for i := range r.Changes {
		parts[i] = r.Changes[i].String()
	}
	return strings.Join(parts, ", and ")
}

// String returns the change as a sentence.
func (c Change) String() string {
	where := c.Layer.words()
	if c.Level > 0 {
		where += fmt.Sprintf(" at level %d", c.Level)
	}
	if c.OfSource {
		where += " of the source"
	}
	switch {
	case c.Kind == ChangeRequest:
		return c.added
	case c.Kind == AddAction:
		return fmt.Sprintf("add %s to Action in %v of the %s", c.added, c.Statement, where)
	case c.Kind == AddResource:
		return fmt.Sprintf("add %s to Resource in %v of the %s", c.added, c.Statement, where)
	case c.isNew:
		return fmt.Sprintf("attach %s that allows %s", article(where), c.added)
	}
	return fmt.Sprintf("add a statement to the %s that allows %s", where, c.added)
}

func article(where string) string {
	if strings.HasPrefix(where, "a") || strings.HasPrefix(where, "i") {
		return "an " + where
	}
	return "a " + where
}
