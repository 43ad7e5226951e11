package condition

import (
	"cmp"
	"errors"
	"strconv"
	"strings"
)

// ErrNumber is about a value of a Numeric operator.
var ErrNumber = errors.New("value must be a whole or decimal number")

// A number is a decimal of any length, in the normal form 0.DIGITS × 10^point
// with no zero at either end of DIGITS, which are a and b together.
type number struct {
	negative bool
	a, b     string
	point    int
}

// numbers are the values of the Numeric operators.
type numbers []number

func (*numbers) ofOperators() {}

// match compares numbers exactly: 1.0 equals 1, and no digit is lost.
func (list numbers) match(value string, op base) Truth {
	n, ok := readNumber(value, false)
	if !ok {
		return Unknown
	}
	for _, v := range list {
		if ordered(n.compare(v), op) {
			return True
		}
	}
	return False
}

// ordered reports whether a comparison came out as the operator asks.
func ordered(c int, op base) bool {
	switch op {
	case numericLessThan, dateLessThan:
		return c < 0
	case numericLessThanEquals, dateLessThanEquals:
		return c <= 0
	case numericGreaterThan, dateGreaterThan:
		return c > 0
	case numericGreaterThanEquals, dateGreaterThanEquals:
		return c >= 0
	}
	return c == 0
}

func parseNumber(s string) (number, error) {
	n, ok := readNumber(s, true)
	if !ok {
		return number{}, unreadable(ErrNumber, s)
	}
	return n, nil
}

// readNumber reads [+-]digits[.digits]. A policy may also write a number as JSON
// does, with an exponent.
func readNumber(s string, exponent bool) (n number, ok bool) {
	if s != "" && (s[0] == '+' || s[0] == '-') {
		n.negative = s[0] == '-'
		s = s[1:]
	}
	if i := strings.IndexAny(s, "eE"); i >= 0 {
		if !exponent {
			return number{}, false
		}
		if n.point, ok = readExponent(s[i+1:]); !ok {
			return number{}, false
		}
		s = s[:i]
	}
	whole, fraction, dot := strings.Cut(s, ".")
	if !allDigits(whole) || dot && !allDigits(fraction) {
		return number{}, false
	}
	return n.normal(whole, fraction), true
}

// readExponent bounds the exponent far beyond all that a policy compares.
func readExponent(s string) (int, bool) {
	n, err := strconv.Atoi(s)
	return n, err == nil && -1_000_000 <= n && n <= 1_000_000
}

// normal takes the digits before and after the point.
func (n number) normal(whole, fraction string) number {
	whole = strings.TrimLeft(whole, "0")
	fraction = strings.TrimRight(fraction, "0")
	n.point += len(whole)
	if whole == "" {
		digits := strings.TrimLeft(fraction, "0")
		n.point -= len(fraction) - len(digits)
		fraction = digits
	}
	if fraction == "" {
		whole = strings.TrimRight(whole, "0")
	}
	if whole == "" && fraction == "" {
		return number{}
	}
	n.a, n.b = whole, fraction
	return n
}

func (n number) len() int { return len(n.a) + len(n.b) }

// digit returns the i-th digit, 0 beyond the last.
func (n number) digit(i int) byte {
	switch {
	case i < len(n.a):
		return n.a[i]
	case i < n.len():
		return n.b[i-len(n.a)]
	}
	return '0'
}

// compare is negative if n is less than m, 0 if they are equal.
func (n number) compare(m number) int {
	if n.sign() != m.sign() {
		return cmp.Compare(n.sign(), m.sign())
	}
	return n.sign() * n.compareSize(m)
}

func (n number) sign() int {
	switch {
	case n.len() == 0:
		return 0
	case n.negative:
		return -1
	}
	return 1
}

func (n number) compareSize(m number) int {
	if c := cmp.Compare(n.point, m.point); c != 0 {
		return c
	}
	for i := range max(n.len(), m.len()) {
		if c := cmp.Compare(n.digit(i), m.digit(i)); c != 0 {
			return c
		}
	}
	return 0
}

func allDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || '9' < s[i] {
			return false
		}
	}
	return s != ""
}
