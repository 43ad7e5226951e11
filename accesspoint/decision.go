package accesspoint

import (
	"fmt"
	"strings"

	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/policy"
)

// A Decision says whether a request is allowed and what decided it. Decisions by the
// same compiled policies compare with ==; the zero Decision is a deny.
type Decision struct {
	Outcome policy.Outcome
	// By is the layer that denies, the first in the order of layers on the first
	// leg that is denied; NoLayer if the request is allowed. Leg is that leg.
	By  Layer
	Leg Leg
	// Statement is the Deny that denies, if it is a statement that does.
	Statement policy.Ref
	// Blocked has every layer that stands in the way, on either leg. Where an
	// Allow from either of two layers would have been enough, it has both.
	Blocked Layers
	// AllowedBy has the layers whose Allow let the request pass.
	AllowedBy Layers
	// InDoubt tells that the Deny applies because it cannot be told whether it
	// does.
	InDoubt bool

	anonymous bool
	principal string
	action    string
	resource  arn.ARN
	vpc       string // that alone may ask, if that is the reason
	missing   Layers // on the leg, if no statement denies
	allows    [2]allow
	err       error
}

// An allow is what let a request pass on one leg.
type allow struct {
	leg    Leg
	layer  Layer
	answer policy.Answer
}

// Allowed reports whether the request is allowed.
func (d Decision) Allowed() bool { return d.Outcome == policy.Allowed }

// Err tells why the question could not be decided, in which case it is denied by
// RequestLayer; nil if it could.
func (d Decision) Err() error { return d.err }

// refuse makes d the decision on a question that cannot be decided.
func (d *Decision) refuse(err error) {
	d.err = err
	d.By, d.Blocked = RequestLayer, Layers(0).with(RequestLayer)
}

// by makes d a deny by a rule that is no statement.
func (d *Decision) by(l Layer, leg Leg) {
	d.By, d.Leg, d.Blocked = l, leg, Layers(0).with(l)
	if l == NetworkOriginLayer {
		// The guide calls it a Deny that no policy can override.
		d.Outcome = policy.ExplicitDeny
	}
}

// refused is the decision on a question that cannot be decided.
func refused(err error) (d Decision) {
	d.refuse(err)
	return d
}

// String returns the decision as a sentence that names who asks for what, the
// policy and statement that decided, and the reason. It uses AWS's words for the
// reason where AWS documents them.
//
// S3 User Guide, "Troubleshoot access denied (403 Forbidden) errors in Amazon
// S3".
func (d Decision) String() string {
	switch {
	case d.err != nil:
		return "denied: " + d.err.Error()
	case d.By == NoLayer && !d.Allowed():
		return "denied: nothing was decided"
	case d.Allowed():
		return fmt.Sprintf("%v is authorized to perform %s on %v because %s", d.principal, d.action, d.resource, d.allowReason())
	}
	return fmt.Sprintf("%v is not authorized to perform %s on %v %s", d.principal, d.action, d.resource, d.denyReason())
}

// Reason returns the part of the sentence that tells why, without who asked for
// what.
func (d Decision) Reason() string {
	switch {
	case d.err != nil:
		return d.err.Error()
	case d.Allowed():
		return d.allowReason()
	case d.By == NoLayer:
		return "nothing was decided"
	}
	return d.denyReason()
}

func (d Decision) allowReason() string {
	var parts []string
	for _, a := range d.allows {
		switch {
		case a.leg == NoLeg:
		case a.layer == IdentityLayer && a.answer.Statement().Number == 0:
			parts = append(parts, fmt.Sprintf("the root user needs no policy (%v)", a.leg))
		default:
			parts = append(parts, fmt.Sprintf("%s %v allows it", a.layer.words(), a.answer.Statement()))
		}
	}
	return strings.Join(parts, " and ")
}

func (d Decision) denyReason() string {
	switch {
	case d.By == OperationLayer && d.anonymous:
		return "because access points take no anonymous requests"
	case d.By == OperationLayer:
		return "because the operation is not available through an access point"
	case d.By == NetworkOriginLayer:
		return fmt.Sprintf("with an explicit deny because the access point takes requests from %v alone", VPC(d.vpc))
	case d.By == BlockPublicAccessLayer:
		return "because public access is prevented by S3 Block Public Access"
	case d.Statement.Number > 0 && d.InDoubt:
		return fmt.Sprintf("with an explicit deny in the %s, %v, of which it cannot be told whether it applies", d.By.words(), d.Statement)
	case d.Statement.Number > 0:
		return fmt.Sprintf("with an explicit deny in the %s, %v", d.By.words(), d.Statement)
	}
	var names []string
	for l := range d.missing.All() {
		names = append(names, l.words())
	}
	return fmt.Sprintf("because no %s allows the %s action", strings.Join(names, " and no "), d.action)
}
