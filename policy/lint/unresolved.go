package lint

import (
	"strings"

	"github.com/s3ap/s3ap/internal/oneline"
	"github.com/s3ap/s3ap/policy"
)

// An Unresolved is a value that the text of a policy does not tell, as in a template
// whose parameters are given later. What stands in its place was made up, and what is
// found in it says nothing.
type Unresolved struct {
	Policy  policy.Kind
	Pointer string // the place of the value as a JSON Pointer
	Why     string // why it is not known, in words
	// Name tells that the value has the form of what stands in its place, and no
	// wildcards or delimiters: the name of a bucket, an account. Then what is written
	// around it says something all the same.
	Name bool
}

// elements are elements of a statement, as far as checks differ in which they read.
type elements uint8

const (
	principalElement elements = 1 << iota
	actionElement
	resourceElement
	conditionElement
	// otherElements are Sid, Effect and what is beside the statements.
	otherElements
	// otherStatements stands for everything in the policies.
	otherStatements
	// noElement is for checks that only look whether something is there.
	noElement
)

// allElements are those that a request meets.
const allElements = principalElement | actionElement | resourceElement | conditionElement

// elementOf returns the element that a JSON Pointer leads to or into, and the pointer
// of its statement, which is empty outside of statements.
func elementOf(pointer string) (e elements, statement string) {
	parts := strings.SplitN(pointer, "/", 5)
	if len(parts) < 3 || parts[1] != "Statement" {
		return otherElements, ""
	}
	at, name := 2, parts[2]
	if isIndex(name) {
		if len(parts) < 4 {
			return otherElements, pointer
		}
		at, name = 3, parts[3]
	}
	statement = strings.Join(parts[:at], "/")
	switch strings.TrimPrefix(name, "Not") {
	case "Principal":
		return principalElement, statement
	case "Action":
		return actionElement, statement
	case "Resource":
		return resourceElement, statement
	case "Condition":
		return conditionElement, statement
	}
	return otherElements, statement
}

// isIndex reports whether a part of a JSON Pointer is the place in a list.
func isIndex(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// within reports whether a JSON Pointer leads to what another leads to, or into it.
func within(pointer, outer string) bool {
	rest, ok := strings.CutPrefix(pointer, outer)
	return ok && (rest == "" || rest[0] == '/')
}

// unsettles reports whether a finding of a check may depend on which the value is. On a
// name in Resource or Principal, no finding of how these are written does.
func (u *Unresolved) unsettles(c *check, f *Finding) bool {
	element, _ := elementOf(u.Pointer)
	return u.bearsOn(c, f) && !(u.Name && c.form && element&(resourceElement|principalElement) != 0)
}

// bearsOn reports whether a finding of a check has to do with the value. It does in
// and below the value, and around it unless the check reads other elements only.
// Beside it, it does if the check is known to read the element that the value is in.
func (u *Unresolved) bearsOn(c *check, f *Finding) bool {
	if c.reads&otherStatements != 0 {
		return true
	}
	element, statement := elementOf(u.Pointer)
	reads := c.reads&element != 0
	switch {
	case u.Policy != f.Policy:
		return c.On == PairOfPolicies && (c.reads == 0 || reads)
	case within(f.Pointer, u.Pointer):
		return true
	case within(u.Pointer, f.Pointer):
		return c.reads == 0 || reads
	}
	return reads && statement != "" && within(f.Pointer, statement)
}

// unsettled returns the value that a finding may depend on, nil if there is none.
func (l *linter) unsettled(c *check, f *Finding) *Unresolved {
	for i := range l.ctx.Unresolved {
		if u := &l.ctx.Unresolved[i]; u.unsettles(c, f) {
			return u
		}
	}
	return nil
}

// tellNames says of a finding that the names in it are made up, and takes its fix, which
// would write them, away.
func (l *linter) tellNames(c *check, f *Finding) {
	for i := range l.ctx.Unresolved {
		if u := &l.ctx.Unresolved[i]; u.Name && c.form && u.bearsOn(c, f) {
			f.Fix, f.FixSafe = nil, false
			f.Message += "; names that are not known are made up here: " + oneline.Visible(u.Why)
			return
		}
	}
}

// skip lists a check that was not made, once for each reason.
func (l *linter) skip(s Skip) {
	if l.skipped == nil {
		l.skipped = make(map[Skip]bool)
	}
	if !l.skipped[s] {
		l.skipped[s] = true
		l.report.Skipped = append(l.report.Skipped, s)
	}
}
