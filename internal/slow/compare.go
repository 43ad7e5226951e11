package slow

import (
	"bytes"
	"encoding/base64"
	"math/big"
	"net/netip"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

var familyName = regexp.MustCompile(`^(string|numeric|date|bool|binary|ip|arn)`)

// compare tells whether a value of the request matches one of the policy, by
// the operators of IAM User Guide, "IAM JSON policy elements: Condition
// operators". The answer counts only if all variables have a value.
func (op Operator) compare(version, entry, request string, req Request) (m Truth, resolved bool) {
	switch familyName.FindString(op.base) {
	case "string":
		text := fill(version, entry, op.base == "stringlike", req)
		if op.base == "stringequalsignorecase" && !text.unresolved && !text.doubted {
			return truthOf(sameFolded(text.literal(), request)), true
		}
		return text.matches(request), !text.unresolved
	case "arn":
		return compareARNs(version, entry, request, req)
	case "numeric":
		return inOrder(op.base, readNumber(request, false), readNumber(entry, true)), true
	case "date":
		return inOrder(op.base, readInstant(request), readInstant(entry)), true
	case "bool":
		return compareBools(entry, request), true
	case "binary":
		return compareBinary(entry, request), true
	case "ip":
		return compareIPs(entry, request), true
	}
	panic("this should not have compiled: " + op.base)
}

func (s filled) literal() string {
	var text strings.Builder
	for _, p := range s.parts {
		text.WriteString(p.literal)
	}
	return text.String()
}

// sameFolded compares code point by code point. A byte that is part of none is
// like itself alone.
func sameFolded(a, b string) bool {
	for a != "" && b != "" {
		x, y := firstChar(a), firstChar(b)
		if x != y && (!utf8.ValidString(x+y) || !strings.EqualFold(x, y)) {
			return false
		}
		a, b = a[len(x):], b[len(y):]
	}
	return a == b
}

// compareARNs: each of the six parts is matched by itself. A request's value
// with fewer is no ARN and matches none. What is meant by such a value in a
// policy is not documented.
func compareARNs(version, entry, request string, req Request) (m Truth, resolved bool) {
	parts, texts := sixParts(version, entry), strings.SplitN(request, ":", 6)
	switch {
	case len(parts) < 6:
		return Unsure, true
	case fill(version, entry, true, req).unresolved:
		return No, false
	case len(texts) < 6:
		return No, true
	}
	m = Yes
	for i, text := range texts {
		m = allOf(m, fill(version, parts[i], true, req).matches(text))
	}
	return m, true
}

// inOrder tells whether the request's number stands to the policy's as the
// operator says. Nil is one that cannot be read.
func inOrder(base string, request, entry *big.Rat) Truth {
	if request == nil || entry == nil {
		return Unsure
	}
	order := request.Cmp(entry)
	switch {
	case strings.HasSuffix(base, "lessthan"):
		return truthOf(order < 0)
	case strings.HasSuffix(base, "lessthanequals"):
		return truthOf(order <= 0)
	case strings.HasSuffix(base, "greaterthan"):
		return truthOf(order > 0)
	case strings.HasSuffix(base, "greaterthanequals"):
		return truthOf(order >= 0)
	}
	return truthOf(order == 0)
}

var (
	decimal     = regexp.MustCompile(`^[+-]?\d+(\.\d+)?$`)
	jsonDecimal = regexp.MustCompile(`^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$`)
)

// readNumber: an exponent is for numbers of a policy, where JSON allows it.
func readNumber(text string, exponent bool) *big.Rat {
	if !decimal.MatchString(text) && !(exponent && jsonDecimal.MatchString(text)) {
		return nil
	}
	number, _ := new(big.Rat).SetString(text)
	return number
}

var (
	seconds = regexp.MustCompile(`^\d+$`)
	day     = regexp.MustCompile(`^\d{4}-\d{2}(-\d{2})?$`)
	moment  = regexp.MustCompile(`^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2})(?:(:\d{2})(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$`)
)

// readInstant reads seconds since 1970 or a date of the W3C profile of ISO 8601,
// and gives seconds. Four digits may be either. A day begins in UTC.
func readInstant(text string) *big.Rat {
	switch {
	case seconds.MatchString(text) && len(text) != 4:
		number := readNumber(text, false)
		if !number.Num().IsInt64() {
			return nil // no clock shows it
		}
		return number
	case day.MatchString(text):
		text = (text + "-01")[:10] + "T00:00Z"
	}
	m := moment.FindStringSubmatch(text)
	if m == nil {
		return nil
	}
	minute, second, fraction, zone := m[1], m[2], m[3], m[4]
	if second == "" {
		second = ":00"
	}
	t, err := time.Parse(time.RFC3339, minute+second+zone)
	if err != nil {
		return nil
	}
	return new(big.Rat).Add(new(big.Rat).SetInt64(t.Unix()), readNumber("0"+fraction, false))
}

// compareBools: whether a policy variable may stand in Bool, the pages disagree
// ("Condition operators" against "Variables and tags").
func compareBools(entry, request string) Truth {
	entry, request = strings.ToLower(entry), strings.ToLower(request)
	if strings.Contains(entry, "${") || request != "true" && request != "false" {
		return Unsure
	}
	return truthOf(entry == request)
}

func compareBinary(entry, request string) Truth {
	want, err := base64.StdEncoding.DecodeString(entry)
	if err != nil {
		panic("this should not have compiled: " + entry)
	}
	got, err := base64.StdEncoding.DecodeString(request)
	if err != nil {
		return Unsure
	}
	return truthOf(bytes.Equal(want, got))
}

// compareIPs compares the leading bits. The families are never alike; an IPv4
// address in the clothes of IPv6 is IPv4.
func compareIPs(entry, request string) Truth {
	address, length, isNetwork := strings.Cut(entry, "/")
	network, ok := readIP(address)
	if !ok {
		panic("this should not have compiled: " + entry)
	}
	bits := len(network) * 8
	if isNetwork {
		n, err := strconv.Atoi(length)
		if err != nil {
			panic("this should not have compiled: " + entry)
		}
		bits = n - (netip.MustParseAddr(address).BitLen() - bits)
		if bits < 0 { // more than what is IPv4
			full := netip.MustParseAddr(address).As16()
			network, bits = full[:], n
		}
	}
	addr, ok := readIP(request)
	if !ok {
		return Unsure
	}
	return truthOf(len(addr) == len(network) && strings.HasPrefix(bitString(addr), bitString(network)[:bits]))
}

// readIP returns the 4 or 16 bytes of an address without a zone.
func readIP(text string) ([]byte, bool) {
	addr, err := netip.ParseAddr(text)
	if err != nil || addr.Zone() != "" {
		return nil, false
	}
	return addr.Unmap().AsSlice(), true
}

func bitString(address []byte) string {
	var bits strings.Builder
	for _, b := range address {
		bits.WriteString(strconv.FormatInt(0x100|int64(b), 2)[1:])
	}
	return bits.String()
}
