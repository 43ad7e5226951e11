package s3request

import (
	"strings"
	"unicode/utf8"
)

// A parameter is one name with its value, decoded. One without a value has an empty
// one.
type parameter struct{ name, value string }

// maxParameters is how many parameters a query may have: S3 has no operation with
// half as many.
const maxParameters = 64

// parseQuery decodes the raw query of a request once. No name may stand there
// twice, in whatever case if it begins with x-amz-: servers differ on which would
// count.
func parseQuery(raw string, dst []parameter) ([]parameter, error) {
	if strings.Contains(raw, ";") {
		return nil, fault("query", ErrSemicolon)
	}
	for part := range strings.SplitSeq(raw, "&") {
		if part == "" {
			continue
		}
		name, value, _ := strings.Cut(part, "=")
		p, err := decodeParameter(name, value)
		if err != nil {
			return nil, err
		}
		if len(dst) == maxParameters {
			return nil, fault("query", ErrTooMany)
		}
		for i := range dst {
			if dst[i].name == p.name {
				return nil, fault("query "+shown(p.name), ErrTwice)
			}
		}
		dst = append(dst, p)
	}
	return dst, nil
}

func decodeParameter(rawName, rawValue string) (p parameter, err error) {
	if p.name, err = decodeForm(rawName); err != nil {
		return p, fault("query", err)
	}
	if p.value, err = decodeForm(rawValue); err != nil {
		return p, fault("query "+shown(p.name), err)
	}
	switch {
	case p.name == "":
		return p, fault("query", ErrSubresource)
	case isAmz(p.name):
		p.name = lowerASCII(p.name)
	}
	return p, nil
}

// isAmz reports whether a parameter is one of those that can be headers as well.
func isAmz(name string) bool {
	const prefix = "x-amz-"
	return len(name) > len(prefix) && strings.EqualFold(name[:len(prefix)], prefix)
}

// lowerASCII returns s in lower case. A name with other letters is left alone: some of
// those have a lower case in ASCII, and no server but this would take them for it.
func lowerASCII(s string) string {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return s
		}
	}
	return strings.ToLower(s)
}

// decodeForm decodes a part of a query, in which a plus sign is a blank.
func decodeForm(s string) (string, error) {
	if strings.Contains(s, "+") {
		s = strings.ReplaceAll(s, "+", " ")
	}
	return decode(s)
}

// decode decodes percent signs once.
func decode(s string) (string, error) {
	at := strings.IndexByte(s, '%')
	if at < 0 {
		return s, checkNUL(s)
	}
	b := make([]byte, 0, len(s))
	for at >= 0 {
		if at+2 >= len(s) {
			return "", ErrEncoding
		}
		hi, lo := unhex(s[at+1]), unhex(s[at+2])
		if hi > 15 || lo > 15 {
			return "", ErrEncoding
		}
		b = append(append(b, s[:at]...), hi<<4|lo)
		s = s[at+3:]
		at = strings.IndexByte(s, '%')
	}
	decoded := string(append(b, s...))
	return decoded, checkNUL(decoded)
}

func checkNUL(s string) error {
	if strings.IndexByte(s, 0) >= 0 {
		return ErrNUL
	}
	return nil
}

// unhex returns the value of a hexadecimal digit, 255 if it is none.
func unhex(c byte) byte {
	switch {
	case '0' <= c && c <= '9':
		return c - '0'
	case 'a' <= c|0x20 && c|0x20 <= 'f':
		return c | 0x20 - 'a' + 10
	}
	return 255
}

// shown cuts what a client wrote to a length that fits a message.
func shown(s string) string {
	const most = 40
	if len(s) > most {
		s = s[:most] + "…"
	}
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || 0x80 <= r && r < 0xa0 || r == 0x2028 || r == 0x2029 {
			return '?'
		}
		return r
	}, strings.ToValidUTF8(s, "?"))
}
