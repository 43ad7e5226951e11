package alias

import (
	"errors"
	"testing"

	"github.com/s3ap/s3ap/arn"
)

func FuzzParse(f *testing.F) {
	for _, s := range []string{
		// From AWS documentation.
		"my-access-point-aqfqprnstn7aefdfbarligizwgyfouse1a-s3alias",
		"my-object-lambda-acc-1a4n8yjrb3kda96f67zwrwiiuse1a--ol-s3",
		"my-access-po-o01ac5d28a6a232904e8xz5w8ijx1qzlbp3i3kuse10--op-s3",
		"mfzwi23gnjvgw.mrap",
		"my-ap--use1-az4--xa-s3",
		// Seen in public code.
		"test-access-point-4b-kjdie1411tt4aw18muc5igu3w5j9guse1b-s3alias",
		"fsxn-eda-s3ap-fhyst3uaibf46uywh5xka84pnz8jaapn1a-ext-s3alias",
		// Almost aliases: metadata too long, a name cut at a hyphen, a nested zone.
		"my-ap-abcdefghij1234567890abcdefghijuse1a-s3alias",
		"abcdefghijklmnopqrs--kjdie1411tt4aw18muc5igu3w5j9guse1b-s3alias",
		"my-ap--xa-s3--use1-az4--xa-s3",
		"my-ap---use1-az4--xa-s3",
		// No aliases.
		"amzn-s3-demo-bucket",
		"my-bucket--use1-az4--x-s3",
		"arn:aws:s3:us-west-2:123456789012:accesspoint/finance",
		"-s3alias", ".mrap", "",
	} {
		f.Add(s)
	}
	f.Fuzz(checkParse)
}

// checkParse holds Parse of any text to what is always true.
func checkParse(t *testing.T, s string) {
	a, err := Parse(s)
	if (err == nil) != slowIs(s) || Is(s) != slowIs(s) {
		t.Errorf("%q: error %v, Is %v, slowIs %v", s, err, Is(s), slowIs(s))
	}
	if err != nil {
		e, ok := errors.AsType[*Error](err)
		if !ok || e.Input != s || e.Offset < 0 || len(s) < e.Offset || a != (Alias{}) {
			t.Errorf("%q: error %#v and alias %q", s, err, a)
		}
		return
	}
	text, _ := a.MarshalText()
	var again Alias
	if err := again.UnmarshalText(text); err != nil || again != a || string(text) != s || a.String() != s {
		t.Errorf("%q is %q as text, which reads as %q, error %v", s, text, again, err)
	}
	if !HasSuffix(s) || a.Kind() != KindOf(s) || !a.IsValid() || !a.Kind().IsAlias() {
		t.Errorf("%q parses; HasSuffix %v, kind %v", s, HasSuffix(s), a.Kind())
	}
	if ap, err := arn.NewAccessPoint("aws", "us-west-2", "123456789012", a.Prefix()); err == nil {
		if want := a.Kind() == AccessPoint || a.Kind() == External; a.Names(ap) != want {
			t.Errorf("%q names %v: %v, want %v", s, ap, a.Names(ap), want)
		}
	}
}
