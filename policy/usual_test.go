package policy

import (
	"testing"

	"github.com/s3ap/s3ap/arn"
)

// What is read the short way is read the same the long way.
func FuzzUsualPrincipal(f *testing.F) {
	for _, s := range []string{"arn:aws:iam::123456789012:user/jane", "arn:aws:iam::123456789012:role/path/app", "arn:aws:iam::123456789012:role/", "arn:aws:iam::123456789012:role/a/",
		"arn:aws:iam::123456789012:user//x", "arn:aws:iam::123456789012:user/a*", "arn:aws:iam::12345678901:user/a", "arn:aws:iam::123456789012:user/a\x00", "arn:aws:iam::123456789012:user/\xff", "arn:aws:iam::123456789012:role/a:b"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var short Principal
		ok := short.isUsual(s)
		if !ok {
			return
		}
		a, err := arn.Parse(s)
		if err != nil {
			t.Fatalf("%q: %v", s, err)
		}
		if long, ok := principalOf(a); !ok || long != short {
			t.Errorf("%q: %+v, and the long way %+v, %v", s, short, long, ok)
		}
	})
}
