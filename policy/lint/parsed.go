package lint

import (
	"errors"
	"strings"

	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/internal/glob"
	"github.com/s3ap/s3ap/internal/jsondoc"
	"github.com/s3ap/s3ap/internal/oneline"
	"github.com/s3ap/s3ap/policy"
)

// A fault is an error of policy.Parse with what stands at its place.
type fault struct {
	err        error
	at         int      // its offset
	path       []string // of the JSON Pointer, from the name of the statement's element on
	node       int      // what stands at the place, 0 also if there is no tree
	key, value string   // of that member or item
	twice      bool     // an earlier member has the same name
}

// in reports whether the fault is in an element, or in its opposite.
func (f *fault) in(element string) bool {
	return len(f.path) > 0 && (f.path[0] == element || f.path[0] == "Not"+element)
}

// A faultRow says which check an error of policy.Parse belongs to.
type faultRow struct {
	err error
	id  string
	// when narrows the row down, if it is not nil.
	when func(*fault) bool
}

// faultRows is the one table from errors to checks. The first row that fits counts.
// Errors that only policies of other kinds have are not in it.
func faultRows() []faultRow {
	missing := func(element string) func(*fault) bool {
		return func(f *fault) bool {
			e, ok := errors.AsType[*policy.MissingError](f.err)
			return ok && e.Element == element
		}
	}
	in := func(element string) func(*fault) bool {
		return func(f *fault) bool { return f.in(element) }
	}
	key := func(name string) func(*fault) bool {
		return func(f *fault) bool { return len(f.path) > 1 && f.path[1] == name }
	}
	return []faultRow{
		{policy.ErrTooManyErrors, "not-analyzed", nil},
		{policy.ErrBOM, "json-trailing-data", nil},
		{policy.ErrUTF8, "json-trailing-data", nil},
		{policy.ErrTrailing, "json-trailing-data", nil},
		{policy.ErrTooLarge, "policy-too-large", nil},
		{policy.ErrTooMany, "policy-too-large", nil},
		{policy.ErrTooDeep, "json-syntax", nil},
		{policy.ErrSyntax, "json-syntax", nil},
		{policy.ErrSurrogate, "json-syntax", nil},
		{policy.ErrNUL, "json-syntax", nil},
		{policy.ErrDuplicate, "json-duplicate-member", func(f *fault) bool { return f.twice }},
		{policy.ErrDuplicate, "condition-key-case-twice", nil},

		{policy.ErrMissingElement, "missing-statement", missing("Statement")},
		{policy.ErrMissingElement, "missing-effect", missing("Effect")},
		{policy.ErrMissingElement, "missing-principal", missing("Principal")},
		{policy.ErrMissingElement, "missing-action", missing("Action")},
		{policy.ErrMissingElement, "missing-resource", missing("Resource")},
		{policy.ErrUnknownElement, "invalid-principal-key", in("Principal")},
		{policy.ErrUnknownElement, "unknown-element", nil},
		{policy.ErrConflict, "element-with-its-negation", nil},
		{policy.ErrType, "element-type", nil},
		{policy.ErrVersion, "invalid-version", nil},
		{policy.ErrEffect, "invalid-effect", nil},
		{policy.ErrEmpty, "empty-condition-values", func(f *fault) bool { return f.in("Condition") && len(f.path) > 2 }},
		{policy.ErrEmpty, "empty-condition", in("Condition")},
		{policy.ErrEmpty, "empty-list", nil},

		{policy.ErrAllowNot, "allow-not-principal", nil},
		{policy.ErrPrincipal, "service-principal-wildcard", func(f *fault) bool { return key("Service")(f) && f.value == "*" }},
		{policy.ErrPrincipal, "service-principal-format", key("Service")},
		{policy.ErrPrincipal, "federated-principal", key("Federated")},
		{policy.ErrPrincipal, "variable-in-wrong-element", func(f *fault) bool { return strings.Contains(f.value, "${") }},
		{policy.ErrPrincipal, "principal-partial-wildcard", func(f *fault) bool { return key("AWS")(f) && strings.ContainsAny(f.value, "*?") }},
		{policy.ErrPrincipal, "principal-group", func(f *fault) bool { return isGroupLike(f.value) }},
		{policy.ErrPrincipal, "invalid-principal-format", nil},

		{policy.ErrAction, "variable-in-wrong-element", func(f *fault) bool { return strings.Contains(f.value, "${") }},
		{policy.ErrAction, "wildcard-in-service", func(f *fault) bool { return hasWildService(f.value) }},
		{policy.ErrAction, "action-format", nil},

		{policy.ErrVariablePlace, "variable-in-wrong-element", nil},
		{policy.ErrResource, "arn-partition", func(f *fault) bool { return strings.HasPrefix(f.value, "arn:") }},
		{policy.ErrResource, "invalid-arn", nil},
		{arn.ErrPartition, "arn-partition", in("Resource")},
		{arn.ErrService, "arn-service-case", func(f *fault) bool { return f.in("Resource") && hasCapitalService(f.value) }},
		{arn.ErrAccount, "ap-arn-incomplete", func(f *fault) bool { return f.in("Resource") && splitARN(f.value).isAccessPoint() }},

		{condition.ErrOperatorForm, "null-with-if-exists", func(f *fault) bool { return strings.HasSuffix(strings.ToLower(f.key), "ifexists") }},
		{condition.ErrOperatorForm, "null-with-set-operator", nil},
		{condition.ErrOperator, "invalid-operator", nil},
		{condition.ErrKey, "unknown-condition-key", nil},
		{condition.ErrNoValues, "empty-condition-values", nil},
		{condition.ErrBool, "null-value", func(f *fault) bool { return len(f.path) > 1 && strings.EqualFold(f.path[1], "Null") }},
		{condition.ErrBool, "bool-value", nil},
		{condition.ErrIP, "ip-value", nil},
		{condition.ErrNumber, "numeric-value", nil},
		{condition.ErrBinary, "operator-type-mismatch", nil},

		{glob.ErrUnterminated, "variable-syntax", nil},
		{glob.ErrEmptyName, "variable-syntax", nil},
		{glob.ErrName, "variable-syntax", nil},
		{glob.ErrDefault, "variable-syntax", nil},
		{arn.ErrPrefix, "invalid-arn", nil},
		{arn.ErrSections, "invalid-arn", nil},
		{arn.ErrService, "invalid-arn", nil},
		{arn.ErrWildcard, "invalid-arn", nil},
		{arn.ErrRegion, "invalid-arn", nil},
		{arn.ErrAccount, "invalid-arn", nil},
		{arn.ErrPartition, "invalid-arn", nil},
		{arn.ErrResource, "invalid-arn", nil},
		{arn.ErrTooLong, "invalid-arn", nil},
	}
}

// faults reports what policy.Parse found wrong.
func (l *linter) faults(t *text, all []check) {
	rows := faultRows()
	for _, e := range t.errs {
		at := t.fault(e)
		c := checkOf(all, idOf(rows, &at))
		if c.Severity != Off {
			before := l.count()
			l.add(c, Finding{
				Check: c.ID, Severity: c.Severity, Message: oneline.Visible(e.Err.Error() + t.hint(c.ID, &at)),
				Policy: t.kind, At: e.At, Pointer: e.Path, Statement: t.statementAt(e.At.Offset),
				Fix: t.faultFix(&at),
			})
			l.grade(c, before)
		}
	}
}

// hint says what was probably meant where policy.Parse does not.
func (t *text) hint(id string, f *fault) string {
	switch id {
	case "policy-too-large":
		if errors.Is(f.err, policy.ErrTooLarge) {
			return t.sizeWords()
		}
	case "action-format", "wildcard-in-service":
		return actionHint(f.value)
	case "invalid-arn", "arn-partition", "arn-service-case":
		return arnHint(f.value)
	}
	return ""
}

// idOf returns the id of the check that an error belongs to.
func idOf(rows []faultRow, f *fault) string {
	for i := range rows {
		if r := &rows[i]; errors.Is(f.err, r.err) && (r.when == nil || r.when(f)) {
			return r.id
		}
	}
	return otherFault
}

// otherFault is the check of errors that no row has. A test knows of none.
const otherFault = "element-type"

// checkOf returns a check by its id, one that is off if it is not among those to make.
func checkOf(all []check, id string) *check {
	for i := range all {
		if all[i].ID == id {
			return &all[i]
		}
	}
	return &check{Info: Info{ID: id}}
}

// fault looks up what stands at the place of an error.
func (t *text) fault(e *policy.Error) fault {
	f := fault{err: e.Err, at: e.At.Offset}
	if t.tree == nil || !e.At.IsValid() {
		return f
	}
	f.node = t.tree.At(e.At.Offset)
	f.key, f.twice = t.tree.Key(f.node), t.tree.Twice(f.node)
	if k := t.tree.Kind(f.node); k != jsondoc.Object && k != jsondoc.Array {
		f.value = t.tree.String(f.node)
	}
	parts := strings.Split(e.Path, "/")
	for i, part := range parts {
		// A single statement stands without a list.
		if part == "Statement" && i == 1 {
			rest := parts[i+1:]
			if len(rest) > 0 && isIndex(rest[0]) {
				rest = rest[1:]
			}
			f.path = rest
		}
	}
	return f
}

// isGroupLike reports whether a principal is the ARN of what can make no requests.
func isGroupLike(s string) bool {
	a, err := arn.Parse(s)
	if err != nil || a.Service() != "iam" {
		return false
	}
	kind, _, _ := strings.Cut(a.Resource(), "/")
	return kind == "group" || kind == "policy" || kind == "instance-profile"
}

func hasWildService(action string) bool {
	service, _, ok := strings.Cut(action, ":")
	return ok && strings.ContainsAny(service, "*?")
}

func hasCapitalService(text string) bool {
	n := splitARN(text)
	return n.service != strings.ToLower(n.service)
}
