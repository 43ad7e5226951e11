package lint

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/s3ap/s3ap/policy"
)

// A Severity says how bad what a check finds is. The zero Severity is Off.
type Severity uint8

// The severities, from the least.
const (
	Off             Severity = iota // in Context.Grades, turns a check off; no finding has it
	Suggestion                      // style or clarity
	Warning                         // has no effect, or one that few authors want
	SecurityWarning                 // grants more than a careful reader would expect
	Error                           // S3 refuses the policy, or a part of it can never work
)

// String returns the severity in words, such as security-warning.
func (s Severity) String() string {
	switch s {
	case Suggestion:
		return "suggestion"
	case Warning:
		return "warning"
	case SecurityWarning:
		return "security-warning"
	case Error:
		return "error"
	}
	return "off"
}

// A Finding is one thing that a check found.
type Finding struct {
	Check    string // its id, such as unknown-action
	Severity Severity
	Message  string // one line, without the place

	Policy    policy.Kind     // the policy it is in, bucket or access point
	At        policy.Position // where the value at fault begins
	Pointer   string          // the same place as a JSON Pointer, empty for the whole text
	Statement policy.Ref      // the zero Ref if it is in no statement

	Fix []Edit // what would mend it, nil if that is for a person to say
	// FixSafe tells that Fix changes no decision. No fix of what S3 refuses is safe: it
	// puts in force what was not.
	FixSafe bool
	Witness *Witness // a request that shows what Message says, nil if it shows by itself
	Silence *Silence // what silenced it; nil in Report.Findings
}

// String returns place, pointer, severity, message and check on one line.
func (f *Finding) String() string {
	return fmt.Sprintf("%v: %s: %v: %s (%s)", f.At, f.Pointer, f.Severity, f.Message, f.Check)
}

// A Skip is a check that was not made, or of which a finding is not told.
type Skip struct {
	Check  string
	Policy policy.Kind
	Needs  string // what the context would have to tell, in words
	// Pointer is the place of the value that is not known, if that is why: see
	// [Unresolved].
	Pointer string
}

// A Report is what the checks found in one or two policies: findings by policy,
// place and check.
type Report struct {
	Findings []Finding
	Silenced []Finding // found, and not wanted
	Skipped  []Skip
}

// Worst returns the greatest severity in Findings, Off if there are none.
func (r *Report) Worst() Severity {
	worst := Off
	for i := range r.Findings {
		worst = max(worst, r.Findings[i].Severity)
	}
	return worst
}

func (r *Report) sort() {
	byPlace := func(a, b Finding) int {
		return cmp.Or(
			cmp.Compare(a.Policy, b.Policy), cmp.Compare(a.At.Offset, b.At.Offset),
			cmp.Compare(a.Check, b.Check), cmp.Compare(a.Message, b.Message))
	}
	slices.SortStableFunc(r.Findings, byPlace)
	slices.SortStableFunc(r.Silenced, byPlace)
	slices.SortStableFunc(r.Skipped, func(a, b Skip) int {
		return cmp.Or(
			cmp.Compare(a.Policy, b.Policy), cmp.Compare(a.Check, b.Check),
			cmp.Compare(a.Pointer, b.Pointer), cmp.Compare(a.Needs, b.Needs))
	})
}
