package slow

import (
	"slices"
	"strings"

	"github.com/s3ap/s3ap/policy"
)

// An Operator is the name of a condition operator, taken apart and in lower
// case. IAM User Guide, "IAM JSON policy elements: Condition operators".
type Operator struct {
	set      string // forallvalues, foranyvalue or none
	base     string // such as stringequals, without the "not" of the negated ones
	negated  bool
	ifExists bool
}

func OperatorOf(name string) Operator {
	var op Operator
	op.base = strings.ToLower(name)
	if set, rest, ok := strings.Cut(op.base, ":"); ok {
		op.set, op.base = set, rest
	}
	op.base, op.ifExists = strings.CutSuffix(op.base, "ifexists")
	op.negated = strings.Contains(op.base, "not")
	op.base = strings.Replace(op.base, "not", "", 1)
	return op
}

// needsKey tells whether the operator holds only of keys that are present.
func (op Operator) needsKey() bool {
	return op.base != "null" && !op.ifExists &&
		(op.set == "foranyvalue" || op.set == "" && !op.negated)
}

// matchCondition tells whether one key under one operator is as it should be.
func matchCondition(version string, c policy.Condition, req Request) Truth {
	op := OperatorOf(c.Operator.Value)
	values, present := req.lookup(c.Key.Value)
	switch {
	case present == Unsure:
		return Unsure
	case op.base == "null":
		return matchNull(c.Values, present)
	case present == No:
		return op.withoutKey()
	}
	return op.holds(values, func(value string) Truth { return op.one(version, c.Values, value, req) })
}

// matchNull: IAM User Guide, "Condition operators", on checking whether a key is
// present.
func matchNull(values []policy.Text, present Truth) Truth {
	holds := No
	for _, v := range values {
		absent := strings.EqualFold(v.Value, "true")
		holds = anyOf(holds, truthOf(absent == (present == No)))
	}
	return holds
}

// withoutKey: IAM User Guide, "Condition operators", on negated operators and
// IfExists, and "Single-valued vs. multivalued context keys". These disagree on
// ForAnyValue with IfExists, which therefore is in doubt.
func (op Operator) withoutKey() Truth {
	switch {
	case op.set == "foranyvalue" && op.ifExists:
		return Unsure
	case op.set == "foranyvalue":
		return No
	case op.set == "forallvalues", op.ifExists:
		return Yes
	}
	return truthOf(op.negated)
}

// holds puts together what is true of each value that the request has. Without
// a set operator several are not foreseen, so that they are in doubt. For
// ForAllValues an empty value counts as none on one page, as a value on others.
// IAM User Guide, "Single-valued vs. multivalued context keys".
func (op Operator) holds(values []string, one func(string) Truth) Truth {
	var each []Truth
	for _, v := range values {
		each = append(each, one(v))
	}
	switch op.set {
	case "forallvalues":
		all := allOf(each...)
		if all == No && slices.Equal(values, []string{""}) {
			return Unsure
		}
		return all
	case "foranyvalue":
		return anyOf(each...)
	}
	if len(values) > 1 {
		return Unsure
	}
	return each[0]
}

// one tells whether one value of the request is among the policy's, or for a
// negated operator, that it is not. IAM User Guide, "Conditions with multiple
// context keys or values".
//
// A variable that has no value matches nothing. But it may also put the whole
// statement out of force (IAM User Guide, "Variables and tags"), so that a value
// beside it that does match is in doubt.
func (op Operator) one(version string, values []policy.Text, value string, req Request) Truth {
	among, unresolved := No, false
	for _, v := range values {
		m, resolved := op.compare(version, v.Value, value, req)
		if !resolved {
			unresolved = true
			continue
		}
		among = anyOf(among, m)
	}
	switch {
	case op.negated:
		return not(among)
	case unresolved:
		return min(among, Unsure)
	}
	return among
}
