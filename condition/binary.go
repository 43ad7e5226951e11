package condition

import (
	"encoding/base64"
	"errors"
)

// ErrBinary is about a value of BinaryEquals.
var ErrBinary = errors.New("value must be base64 with padding")

// binaries are the values of BinaryEquals, as base64 in its one strict form,
// which is equal just when the bytes are.
type binaries []string

func (*binaries) ofOperators() {}

func parseBinary(s string) (string, error) {
	if !strictBase64(s) {
		return "", unreadable(ErrBinary, s)
	}
	return s, nil
}

func (list binaries) match(value string) Truth {
	if !strictBase64(value) {
		return Unknown
	}
	for _, v := range list {
		if v == value {
			return True
		}
	}
	return False
}

// strictBase64 reports whether s is what encoding some bytes gives, without
// allocating for them: each group of four must come back from its bytes.
func strictBase64(s string) bool {
	var in, back [4]byte
	var out [3]byte
	if len(s)%4 != 0 {
		return false
	}
	for i := 0; i < len(s); i += 4 {
		copy(in[:], s[i:])
		n, err := base64.StdEncoding.Decode(out[:], in[:])
		base64.StdEncoding.Encode(back[:], out[:n])
		if err != nil || in != back || n < len(out) && i+4 < len(s) {
			return false
		}
	}
	return true
}
