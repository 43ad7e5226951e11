package jsondoc

import (
	"strconv"
	"strings"
	"unicode/utf16"
)

// checkString looks for what JSON allows in a string and no policy can mean.
// Raw is the string as written, with its quotes; offset is where it begins.
func (t *Tree) checkString(raw string, offset, node int) {
	for i := 0; ; {
		n := strings.IndexByte(raw[i:], '\\')
		if n < 0 {
			return
		}
		i += n
		if raw[i+1] != 'u' {
			i += 2
			continue
		}
		r := hex(raw[i+2 : i+6])
		switch {
		case r == 0:
			t.Faults = append(t.Faults, Fault{offset + i, node, ErrNUL})
		case utf16.IsSurrogate(r):
			next := raw[i+6:]
			if strings.HasPrefix(next, `\u`) && utf16.DecodeRune(r, hex(next[2:6])) != '\uFFFD' {
				i += 6
			} else {
				t.Faults = append(t.Faults, Fault{offset + i, node, ErrSurrogate})
			}
		}
		i += 6
	}
}

// hex reads four digits that the validator has seen.
func hex(s string) rune {
	n, _ := strconv.ParseUint(s, 16, 16)
	return rune(n)
}

// PointerItem appends an array index to a JSON Pointer.
func PointerItem(pointer string, place int) string {
	return pointer + "/" + strconv.Itoa(place)
}

// PointerMember appends the name of a member to a JSON Pointer.
//
// RFC 6901, section 3.
func PointerMember(pointer, name string) string {
	if strings.ContainsAny(name, "~/") {
		name = strings.NewReplacer("~", "~0", "/", "~1").Replace(name)
	}
	return pointer + "/" + name
}
