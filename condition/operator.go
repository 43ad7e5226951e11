package condition

import (
	"errors"
	"fmt"
	"strings"

	"github.com/s3ap/s3ap/internal/suggest"
)

// An Operator is a condition operator with its prefix and suffix, such as
// ForAnyValue:StringLikeIfExists. Operators compare with ==; the zero Operator
// is not valid.
//
// IAM User Guide, "IAM JSON policy elements: Condition operators".
type Operator struct {
	base     base
	set      set
	ifExists bool
}

// base is an operator without prefix and suffix.
type base uint8

// Each positive operator stands before its negation, if it has one.
const (
	noBase base = iota
	stringEquals
	stringNotEquals
	stringEqualsIgnoreCase
	stringNotEqualsIgnoreCase
	stringLike
	stringNotLike
	numericEquals
	numericNotEquals
	numericLessThan
	numericLessThanEquals
	numericGreaterThan
	numericGreaterThanEquals
	dateEquals
	dateNotEquals
	dateLessThan
	dateLessThanEquals
	dateGreaterThan
	dateGreaterThanEquals
	boolEquals
	binaryEquals
	ipAddress
	notIPAddress
	arnEquals
	arnNotEquals
	arnLike
	arnNotLike
	null
)

var baseNames = [...]string{
	stringEquals:              "StringEquals",
	stringNotEquals:           "StringNotEquals",
	stringEqualsIgnoreCase:    "StringEqualsIgnoreCase",
	stringNotEqualsIgnoreCase: "StringNotEqualsIgnoreCase",
	stringLike:                "StringLike",
	stringNotLike:             "StringNotLike",
	numericEquals:             "NumericEquals",
	numericNotEquals:          "NumericNotEquals",
	numericLessThan:           "NumericLessThan",
	numericLessThanEquals:     "NumericLessThanEquals",
	numericGreaterThan:        "NumericGreaterThan",
	numericGreaterThanEquals:  "NumericGreaterThanEquals",
	dateEquals:                "DateEquals",
	dateNotEquals:             "DateNotEquals",
	dateLessThan:              "DateLessThan",
	dateLessThanEquals:        "DateLessThanEquals",
	dateGreaterThan:           "DateGreaterThan",
	dateGreaterThanEquals:     "DateGreaterThanEquals",
	boolEquals:                "Bool",
	binaryEquals:              "BinaryEquals",
	ipAddress:                 "IpAddress",
	notIPAddress:              "NotIpAddress",
	arnEquals:                 "ArnEquals",
	arnNotEquals:              "ArnNotEquals",
	arnLike:                   "ArnLike",
	arnNotLike:                "ArnNotLike",
	null:                      "Null",
}

// set is a set operator, which compares all the values of a key.
type set uint8

const (
	noSet set = iota
	forAllValues
	forAnyValue
)

var setPrefixes = [...]string{noSet: "", forAllValues: "ForAllValues:", forAnyValue: "ForAnyValue:"}

const ifExistsSuffix = "IfExists"

// Errors of ParseOperator.
var (
	ErrOperator     = errors.New("unknown condition operator")
	ErrOperatorForm = errors.New("`Null` takes no IfExists, ForAllValues or ForAnyValue")
)

// ParseOperator reads the name of an operator. Case does not count: a Deny whose
// operator is written in the wrong case must not lose its force.
func ParseOperator(name string) (Operator, error) {
	var op Operator
	rest := name
	for _, s := range [...]set{forAllValues, forAnyValue} {
		if after, ok := cutPrefixFold(rest, setPrefixes[s]); ok {
			op.set, rest = s, after
			break
		}
	}
	// No operator's own name ends in IfExists.
	if n := len(rest) - len(ifExistsSuffix); n >= 0 && isWord(rest[n:], ifExistsSuffix) {
		op.ifExists, rest = true, rest[:n]
	}
	for b := noBase + 1; int(b) < len(baseNames); b++ {
		if isWord(rest, baseNames[b]) {
			op.base = b
			if b == null && (op.ifExists || op.set != noSet) {
				return Operator{}, ErrOperatorForm
			}
			return op, nil
		}
	}
	if near, ok := NearestOperator(name); ok {
		return Operator{}, fmt.Errorf("%w `%.64s`; did you mean `%s`?", ErrOperator, name, near)
	}
	return Operator{}, fmt.Errorf("%w `%.64s`", ErrOperator, name)
}

// NearestOperator returns the documented name of the operator that was probably meant
// by one that there is not: at most two typing errors away, also in ForAllValues,
// ForAnyValue and IfExists.
func NearestOperator(name string) (near string, ok bool) {
	return suggest.Nearest(name, func(yield func(string) bool) {
		for op := range operators {
			if !yield(op.String()) {
				return
			}
		}
	})
}

// operators yields all there are, plain ones first.
func operators(yield func(Operator) bool) {
	for _, ifExists := range [...]bool{false, true} {
		for s := range setPrefixes {
			for b := noBase + 1; int(b) < len(baseNames); b++ {
				op := Operator{base: b, set: set(s), ifExists: ifExists}
				if b == null && (ifExists || op.set != noSet) {
					continue
				}
				if !yield(op) {
					return
				}
			}
		}
	}
}

// isWord reports whether s is an ASCII word in any case. The length keeps out ſ
// and the Kelvin sign, which fold to ASCII letters and are longer.
func isWord(s, word string) bool {
	return len(s) == len(word) && strings.EqualFold(s, word)
}

func cutPrefixFold(s, prefix string) (after string, ok bool) {
	if len(s) < len(prefix) || !isWord(s[:len(prefix)], prefix) {
		return s, false
	}
	return s[len(prefix):], true
}

// IsValid reports whether op is an operator, which all but the zero Operator are.
func (op Operator) IsValid() bool { return op.base != noBase }

// String returns the documented spelling.
func (op Operator) String() string {
	if !op.IsValid() {
		return ""
	}
	return setPrefixes[op.set] + baseNames[op.base] + op.suffix()
}

func (op Operator) suffix() string {
	if op.ifExists {
		return ifExistsSuffix
	}
	return ""
}

// Negated reports whether op holds when no value matches, as StringNotEquals
// does, and so holds for a key that the request does not have.
func (op Operator) Negated() bool {
	switch op.base {
	case stringNotEquals, stringNotEqualsIgnoreCase, stringNotLike, numericNotEquals,
		dateNotEquals, notIPAddress, arnNotEquals, arnNotLike:
		return true
	}
	return false
}

// NeedsKey reports whether op can hold only if the request has the key.
func (op Operator) NeedsKey() bool {
	return op.IsValid() && op.base != null && !op.ifExists && op.set != forAllValues &&
		(op.set == forAnyValue || !op.Negated())
}

// positive returns the operator whose matches op counts: itself, or the one that
// it negates.
func (op Operator) positive() base {
	if op.Negated() {
		return op.base - 1
	}
	return op.base
}

// IfExists reports whether op holds for a key that the request does not have,
// whatever it compares.
func (op Operator) IfExists() bool { return op.ifExists }

// ForAllValues reports whether op asks something of every value of a key, and so
// holds for one that the request does not have.
func (op Operator) ForAllValues() bool { return op.set == forAllValues }

// IsIPAddress reports whether op compares addresses with networks.
func (op Operator) IsIPAddress() bool { return op.positive() == ipAddress }
