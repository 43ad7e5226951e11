package accesspoint

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/policy"
)

// NearestMiss returns the Allow that came closest to the request without
// applying, the first of equals, and false if there is none. Of two of which as
// many elements are about the request, the one is closer that is about its caller,
// and then the one about its action.
func (t *PolicyTrace) NearestMiss() (miss policy.Trace, ok bool) {
	for i := range t.Statements {
		s := &t.Statements[i]
		if s.Effect == policy.Allow && !s.Applies && (!ok || nearer(s, &miss)) {
			miss, ok = *s, true
		}
	}
	return miss, ok
}

// nearer reports whether s came closer than t.
func nearer(s, t *policy.Trace) bool {
	return cmp.Or(cmp.Compare(s.Near(), t.Near()), cmp.Compare(s.Missed(), t.Missed())) > 0
}

// Reason tells why, without who asked for what: for a missing Allow also which
// statement came closest and what it lacks.
func (e Explanation) Reason() string {
	reason := e.Decision.Reason()
	if e.Decision.By == BlockPublicAccessLayer {
		return "because " + e.blocked()
	}
	if e.Decision.missing == 0 {
		return reason
	}
	// Of a copy, it is one of two requests that is denied.
	for half := &e; half != nil; half = half.Source {
		for i := range half.Legs {
			if t := &half.Legs[i]; t.Leg == e.Decision.Leg && t.Missing == e.Decision.missing {
				return reason + t.nearest()
			}
		}
	}
	return reason
}

// blocked tells by what Block Public Access denies.
func (e *Explanation) blocked() string {
	for half := e; half != nil; half = half.Source {
		for _, r := range half.Rules {
			if r.Layer == BlockPublicAccessLayer && r.Denies {
				return r.Answer
			}
		}
	}
	return "it is prevented by S3 Block Public Access"
}

// sentence is the decision as a sentence, with what only the trace knows.
func (e *Explanation) sentence() string {
	d := &e.Decision
	if d.By == BlockPublicAccessLayer {
		return fmt.Sprintf("%v is not authorized to perform %s on %v %s", d.principal, d.action, d.resource, e.Reason())
	}
	return d.String()
}

// nearest tells which Allow of the layers that lack one came closest.
func (t *LegTrace) nearest() string {
	var best policy.Trace
	var of *PolicyTrace
	for i := range t.Policies {
		p := &t.Policies[i]
		if !t.Missing.Has(p.Layer) {
			continue
		}
		if p.short != "" {
			return fmt.Sprintf("; %s %v allows it, but %s", p.words(), p.Result.Statement, p.short)
		}
		if miss, ok := p.NearestMiss(); ok && (of == nil || nearer(&miss, &best)) {
			best, of = miss, p
		}
	}
	if of == nil {
		return fmt.Sprintf("; there is no statement that could, on the %v", t.Leg)
	}
	return fmt.Sprintf("; %s %v comes closest, but %s", of.words(), best.Statement, causeOf(&best))
}

// causeOf says why a statement does not apply, and which of its further elements
// are not about the request either.
func causeOf(t *policy.Trace) string {
	var others []string
	for i, holds := range [...]condition.Truth{t.Principal, t.Action, t.Resource, t.Condition} {
		if el := policy.PrincipalElement + policy.Element(i); holds != condition.True && el != t.Missed() {
			others = append(others, el.String())
		}
	}
	switch len(others) {
	case 0:
		return t.Cause
	case 1:
		return fmt.Sprintf("%s; %s does not match either", t.Cause, others[0])
	}
	return fmt.Sprintf("%s; %s do not match either", t.Cause, strings.Join(others, " and "))
}

// shortcoming says why the Allow of a policy is not enough on a leg that still
// lacks the Allow of its layer.
//
// IAM User Guide, "AWS JSON policy elements: Principal" on account principals, and
// "Policies and permissions in IAM" on session policies.
func (w *world) shortcoming(t *LegTrace, p *PolicyTrace) string {
	if p.Result.Outcome != policy.Allowed || !t.Missing.Has(p.Layer) {
		return ""
	}
	switch p.Layer {
	case AccessPointPolicyLayer, BucketPolicyLayer:
		return "it names the account, which leaves it to identity-based policies to allow"
	case IdentityLayer:
		return "a federated user has none of it without a session policy that allows it too"
	}
	return ""
}

// words returns the policy as sentences have it.
func (t *PolicyTrace) words() string {
	if t.Level > 0 {
		return fmt.Sprintf("%s at level %d", t.Layer.words(), t.Level)
	}
	return t.Layer.words()
}
