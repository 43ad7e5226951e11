package condition

import (
	"net/netip"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var zeroAddr netip.Addr

func TestAttrsHoldTextOfTheirValues(t *testing.T) {
	cet := time.FixedZone("CET", 3600)
	for name, tt := range map[string]struct {
		attr Attr
		want []string
	}{
		"text":                                   {String("x:y", "a"), []string{"a"}},
		"empty text is a value":                  {String("x:y", ""), []string{""}},
		"one of many":                            {Strings("x:y", "a"), []string{"a"}},
		"many in their order":                    {Strings("x:y", "b", "a", "b"), []string{"b", "a", "b"}},
		"none of many":                           {Strings("x:y"), nil},
		"true":                                   {Bool("x:y", true), []string{"true"}},
		"false":                                  {Bool("x:y", false), []string{"false"}},
		"a number":                               {Int("x:y", -10), []string{"-10"}},
		"the least number":                       {Int("x:y", -1<<63), []string{"-9223372036854775808"}},
		"an instant in UTC":                      {Time("x:y", time.Date(2020, 1, 1, 1, 0, 0, 0, cet)), []string{"2020-01-01T00:00:00Z"}},
		"an instant to the nanosecond":           {Time("x:y", time.Unix(0, 1)), []string{"1970-01-01T00:00:00.000000001Z"}},
		"an instant without zeros at the end":    {Time("x:y", time.Unix(1, 500_000_000)), []string{"1970-01-01T00:00:01.5Z"}},
		"an address":                             {IP("x:y", netip.MustParseAddr("203.0.113.1")), []string{"203.0.113.1"}},
		"an address of IPv6":                     {IP("x:y", netip.MustParseAddr("2001:DB8::1")), []string{"2001:db8::1"}},
		"an address of IPv4 in IPv6's form":      {IP("x:y", netip.MustParseAddr("::ffff:203.0.113.1")), []string{"203.0.113.1"}},
		"an address with a zone":                 {IP("x:y", netip.MustParseAddr("fe80::1%eth0")), []string{"fe80::1"}},
		"an address that is none":                {IP("x:y", zeroAddr), nil},
		"bytes":                                  {Binary("x:y", []byte{0, 255}), []string{"AP8="}},
		"no bytes are empty text":                {Binary("x:y", nil), []string{""}},
		"what nobody recorded has no values yet": {Unrecorded("x:y"), nil},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, NewContext(tt.attr).Values("X:Y")); diff != "" {
				t.Errorf("values (-want +got):\n%s", diff)
			}
			if tt.attr.Key() != "x:y" {
				t.Errorf("key %q, want x:y", tt.attr.Key())
			}
		})
	}
}

// What an Attr makes of a Go value is what an operator reads.
func TestAttrsAreReadByTheirOperators(t *testing.T) {
	at := time.Date(2020, 2, 29, 23, 59, 59, 123456789, time.FixedZone("", -5*3600))
	for name, tt := range map[string]struct {
		attr      Attr
		condition string
	}{
		"a boolean":                         {Bool("x:y", true), "Bool x:y = true"},
		"a number":                          {Int("x:y", -7), "NumericEquals x:y = -7.0"},
		"an instant":                        {Time("x:y", at), "DateEquals x:y = 2020-02-29T23:59:59.123456789-05:00"},
		"an address of IPv4 in IPv6's form": {IP("x:y", netip.MustParseAddr("::ffff:10.0.0.1")), "IpAddress x:y = 10.0.0.0/8"},
		"an address with a zone":            {IP("x:y", netip.MustParseAddr("fe80::1%eth0")), "IpAddress x:y = fe80::/10"},
		"bytes":                             {Binary("x:y", []byte("BinaryValueInBase64")), "BinaryEquals x:y = QmluYXJ5VmFsdWVJbkJhc2U2NA=="},
		"no bytes":                          {Binary("x:y", nil), `BinaryEquals x:y = ""`},
	} {
		t.Run(name, func(t *testing.T) {
			if got := holds(tests(t, tt.condition), NewContext(tt.attr)); got != True {
				t.Errorf("%s is %v, want true", tt.condition, got)
			}
		})
	}
}
