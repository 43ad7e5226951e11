package policy

import (
	"strings"
	"testing"
)

func TestEqualFoldFromTheEndIsEqualFold(t *testing.T) {
	names := []string{"", "a", "A", "k", "K", "\u212A", "s", "\u017F", "[", "{", "@", "`", "ab", "aB", "b", "arn:aws:iam::111122223333:role/app", "arn:aws:iam::111122223333:role/App",
		"arn:aws:iam::111122223333:role/apq", "arn:aws:iam::111122223334:role/app", "role/\u212Aim", "role/kim", "ROLE/kim", "é", "É", "\xc3", "x\xff", "X\xff", "1", "\x11", "\x00", " "}
	for _, a := range names {
		for _, b := range names {
			if got, want := equalFold(a, b), strings.EqualFold(a, b); got != want {
				t.Errorf("%q and %q: %v, want %v", a, b, got, want)
			}
		}
	}
}

func FuzzEqualFold(f *testing.F) {
	f.Add("role/App", "role/app")
	f.Add("k", "\u212A")
	f.Fuzz(func(t *testing.T, a, b string) {
		for _, b := range []string{b, strings.ToUpper(a), strings.ToLower(a), a + b} {
			if got, want := equalFold(a, b), strings.EqualFold(a, b); got != want {
				t.Errorf("%q and %q: %v, want %v", a, b, got, want)
			}
		}
	})
}
