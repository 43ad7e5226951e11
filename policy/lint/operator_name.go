package lint

import (
	"strings"

	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/internal/s3key"
	"github.com/s3ap/s3ap/policy"
)

// An operator is a condition operator with its name in parts.
type operator struct {
	condition.Operator
	prefix   string // ForAnyValue: or ForAllValues:
	base     string // as documented, without prefix and IfExists
	compares comparison
}

const (
	forAllValues = "ForAllValues:"
	forAnyValue  = "ForAnyValue:"
	ifExists     = "IfExists"
)

// A comparison says what an operator takes values for.
type comparison uint8

const (
	noComparison comparison = iota
	literalText             // StringEquals
	foldedText              // StringEqualsIgnoreCase
	wildText                // StringLike
	arns
	numbers
	dates
	booleans
	binaries
	addresses
	presence // Null
)

// readOperator returns the zero operator for what is none.
func readOperator(name string) operator {
	parsed, err := condition.ParseOperator(name)
	if err != nil {
		return operator{}
	}
	op := operator{Operator: parsed, base: parsed.String()}
	for _, prefix := range [...]string{forAllValues, forAnyValue} {
		if rest, ok := strings.CutPrefix(op.base, prefix); ok {
			op.prefix, op.base = prefix, rest
		}
	}
	op.base = strings.TrimSuffix(op.base, ifExists)
	op.compares = compares(op.base)
	return op
}

func compares(base string) comparison {
	switch base {
	case "StringEquals", "StringNotEquals":
		return literalText
	case "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase":
		return foldedText
	case "StringLike", "StringNotLike":
		return wildText
	case "Bool":
		return booleans
	case "BinaryEquals":
		return binaries
	case "IpAddress", "NotIpAddress":
		return addresses
	case "Null":
		return presence
	}
	switch {
	case strings.HasPrefix(base, "Arn"):
		return arns
	case strings.HasPrefix(base, "Date"):
		return dates
	}
	return numbers
}

// isText reports whether values are compared as strings.
func (c comparison) isText() bool { return c == literalText || c == foldedText || c == wildText }

// with returns the name of an operator that has the same prefix and suffix.
func (op *operator) with(base string) string {
	if op.IfExists() {
		base += ifExists
	}
	return op.prefix + base
}

// fits reports whether an operator can read what a key holds.
func (op *operator) fits(k *s3key.Key) bool {
	c := op.compares
	switch k.Type {
	case s3key.String:
		// The values of tags are text that can be read as anything.
		return c.isText() || k.Family && c != binaries
	case s3key.ARN:
		return c.isText() || c == arns
	case s3key.Numeric:
		return c == numbers
	case s3key.Bool:
		return c == booleans
	case s3key.Date:
		// IAM User Guide, "AWS global condition context keys", on aws:EpochTime.
		return c == dates || c == numbers && k.Name == string(condition.EpochTime)
	case s3key.IP:
		return c == addresses
	}
	return c == binaries
}

// forType returns the operator that asks the same of a key of a type, or an empty
// text if there is none.
func (op *operator) forType(t s3key.Type) string {
	equals, notEquals, order := "", "", ""
	switch t {
	case s3key.String:
		equals, notEquals = "StringEquals", "StringNotEquals"
		if strings.HasSuffix(op.base, "Like") {
			equals, notEquals = "StringLike", "StringNotLike"
		}
	case s3key.ARN:
		equals, notEquals = "ArnLike", "ArnNotLike"
	case s3key.Numeric:
		equals, notEquals, order = "NumericEquals", "NumericNotEquals", "Numeric"
	case s3key.Date:
		equals, notEquals, order = "DateEquals", "DateNotEquals", "Date"
	case s3key.Bool:
		equals = "Bool"
	case s3key.IP:
		equals, notEquals = "IpAddress", "NotIpAddress"
	}
	base := equals
	switch at := max(strings.Index(op.base, "LessThan"), strings.Index(op.base, "GreaterThan")); {
	case at >= 0 && order != "":
		base = order + op.base[at:]
	case at >= 0:
		base = ""
	case op.Negated():
		base = notEquals
	}
	if base == "" {
		return ""
	}
	return op.with(base)
}

// renameOperator returns the edit that gives l another operator, nil if that would change
// other keys as well, or give the Condition two operators of one name.
func (p *pass) renameOperator(l *line, operator string) []Edit {
	if !l.alone || l.block.operators[strings.ToLower(operator)] {
		return nil
	}
	return []Edit{p.replace(l.Operator.Pos, operator)}
}

// put returns the edit that puts a string in the place of a value, which may be a
// number or a boolean.
func (p *pass) put(v policy.Text, value string) Edit {
	begin := int(v.Pos) - 1
	if p.source[begin] == '"' {
		return p.replace(v.Pos, value)
	}
	return Edit{begin, begin + len(v.Value), quoteJSON(value)}
}
