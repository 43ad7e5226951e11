package arn

import "strings"

// parts are the six parts of a text, split at its first five colons.
type parts struct {
	text   string
	offset [6]int // where each part begins
}

// split cuts s into parts without a look at what they hold.
//
// IAM User Guide, "Identify AWS resources with ARNs".
func split(s string) (parts, error) {
	p := parts{text: s}
	switch {
	case len(s) > MaxLength:
		return p, &Error{s, MaxLength, ErrTooLong}
	case !strings.HasPrefix(s, "arn:"):
		return p, &Error{s, 0, ErrPrefix}
	}
	for i := 1; i < len(p.offset); i++ {
		n := strings.IndexByte(s[p.offset[i-1]:], ':')
		if n < 0 {
			return p, &Error{s, len(s), ErrSections}
		}
		p.offset[i] = p.offset[i-1] + n + 1
	}
	return p, nil
}

// read is split, with the parts held to the form that every ARN has.
func read(s string) (parts, error) {
	p, err := split(s)
	if err == nil {
		err = p.check()
	}
	return p, err
}

// part returns one part by its number, 0 for `arn` and 5 for the resource.
func (p *parts) part(n int) string {
	if n == len(p.offset)-1 {
		return p.text[p.offset[n]:]
	}
	return p.text[p.offset[n] : p.offset[n+1]-1]
}

// fault makes an error that points at a part.
func (p *parts) fault(n int, err error) error {
	return &Error{p.text, p.offset[n], err}
}

// check holds the parts to the form that every ARN has.
func (p *parts) check() error {
	switch {
	case !ValidPartition(p.part(1)):
		return p.fault(1, ErrPartition)
	case p.part(2) == "" || !isLabel(p.part(2)):
		return p.fault(2, ErrService)
	case !isLabel(p.part(3)):
		return p.fault(3, ErrRegion)
	case !validOwner(p.part(4)):
		return p.fault(4, ErrAccount)
	case p.part(5) == "":
		return p.fault(5, ErrResource)
	}
	return nil
}

// maxPart is far more than any partition or region takes, and little enough that
// where the parts begin fits in a byte.
const maxPart = 63

// ValidPartition reports whether s has the form of a partition's name.
func ValidPartition(s string) bool {
	rest, ok := strings.CutPrefix(s, "aws")
	if !ok || len(s) > maxPart {
		return false
	}
	for rest != "" {
		if rest[0] != '-' {
			return false
		}
		n := 1
		for n < len(rest) && isLowerOrDigit(rest[n]) {
			n++
		}
		if n == 1 {
			return false
		}
		rest = rest[n:]
	}
	return true
}

// ValidAccount reports whether s is an account id: twelve ASCII digits.
func ValidAccount(s string) bool {
	return len(s) == 12 && areDigits(s[0:4]) && areDigits(s[4:8]) && areDigits(s[8:12])
}

// areDigits reports whether the first four bytes of s are ASCII digits. It looks at them
// together: the upper half of each must be 3, also after 6 is added.
func areDigits(s string) bool {
	four := uint32(s[0]) | uint32(s[1])<<8 | uint32(s[2])<<16 | uint32(s[3])<<24
	const upper, digits, six = 0xF0F0F0F0, 0x30303030, 0x06060606
	return four&upper == digits && (four+six)&upper == digits
}

// validOwner also takes what stands for AWS itself in policy ARNs and for
// CloudFront in those of origin access identities.
func validOwner(s string) bool {
	return s == "" || s == "aws" || s == "cloudfront" || ValidAccount(s)
}

func isLowerOrDigit(c byte) bool {
	return 'a' <= c && c <= 'z' || '0' <= c && c <= '9'
}

func isLabel(s string) bool {
	for i := range len(s) {
		if !isLowerOrDigit(s[i]) && s[i] != '-' {
			return false
		}
	}
	return true
}
