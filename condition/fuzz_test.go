package condition

import (
	"math/big"
	"net/netip"
	"regexp"
	"strings"
	"testing"
	"time"
)

// asciiLower keeps what is longer in lower case, such as the Kelvin sign, apart.
func asciiLower(s string) string {
	return strings.Map(func(r rune) rune {
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r
	}, s)
}

func FuzzParseOperator(f *testing.F) {
	documented := map[string]string{}
	for _, name := range allOperators() {
		documented[asciiLower(name)] = name
		f.Add(name)
	}
	for _, name := range []string{"", "StrEquals", "NullIfExists", "ForAllValues:Null", "stringequals", "ForAnyValue:", "ſtringEquals", "StringLi\u212ae", "\xff"} {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		op, err := ParseOperator(name)
		if want := documented[asciiLower(name)]; op.String() != want || (err == nil) != (want != "") {
			t.Fatalf("ParseOperator(%q) = %q, %v; want %q", name, op, err, want)
		}
		if err == nil {
			return
		}
		if _, suggested, ok := strings.Cut(err.Error(), "did you mean `"); ok && len(name) < 64 {
			if _, err := ParseOperator(strings.TrimSuffix(suggested, "`?")); err != nil {
				t.Errorf("for %q it suggests what is none either: %v", name, err)
			}
		}
	})
}

var decimal = regexp.MustCompile(`^[+-]?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$`)

// rat reads a number as the judge does, or not at all if it would be huge.
func rat(s string) *big.Rat {
	if _, exponent, _ := strings.Cut(asciiLower(s), "e"); len(strings.TrimLeft(exponent, "+-0")) > 3 || !decimal.MatchString(s) {
		return nil
	}
	r, _ := new(big.Rat).SetString(s)
	return r
}

func FuzzNumbers(f *testing.F) {
	for _, seed := range [][2]string{
		{"10", "10.0"}, {"1.2", "1.1"}, {"0.3", "0.30000000000000004"}, {"9007199254740993", "9007199254740992"}, {"1e400", "1e401"}, {"-0", "+0.00"},
		{"abc", "1"}, {"1577836800", "1577836801"}, {"0e9", "0"}, {"-1.5E-2", "-0.015"}, {"1e", ".5"}, {"00", "1_0"}, {"1e999999", "1e1000001"},
	} {
		f.Add(seed[0], seed[1])
	}
	f.Fuzz(checkNumbers)
}

func checkNumbers(t *testing.T, a, b string) {
	n, ok := readNumber(a, true)
	// The exponent is bounded, but not below 9 letters in all.
	if sound := decimal.MatchString(a); ok && !sound || !ok && sound && len(a) < 9 {
		t.Fatalf("%q is read: %v", a, ok)
	}
	if _, plain := readNumber(a, false); plain != (ok && !strings.ContainsAny(a, "eE")) {
		t.Errorf("%q is read in a request: %v", a, plain)
	}
	m, okB := readNumber(b, true)
	if !ok || !okB {
		return
	}
	got := n.compare(m)
	if got != -m.compare(n) || n.compare(n) != 0 {
		t.Errorf("%q to %q is %d, the other way round %d", a, b, got, m.compare(n))
	}
	if x, y := rat(a), rat(b); x != nil && y != nil && got != x.Cmp(y) {
		t.Errorf("%q to %q is %d, want %d", a, b, got, x.Cmp(y))
	}
}

var fullDate = regexp.MustCompile(`^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?(?:Z|[+-](?:[013-9][0-9]|2[0-35-9]):[0-57-9][0-9])$`)

// The judge reads dates with seconds and a zone, and compares to the nanosecond.
// It also takes zones of 24 hours or 60 minutes, "as some people do write" them.
func FuzzDates(f *testing.F) {
	for _, seed := range [][2]string{
		{"2020-06-30T23:59:59Z", "2020-06-30T00:00:00Z"}, {"2020-01-01T01:00:00+01:00", "2020-01-01T00:00:00Z"}, {"2020-02-29T12:00:00.5-08:00", "1577836800"},
		{"2020", "2020-01"}, {"2019-02-29T00:00:00Z", "0000-01-01T00:00:00Z"}, {"2016-12-31T23:59:60Z", "2020-01-01T24:00:00Z"}, {"2020-01-01T00:00:00,5Z", "2020-06-30"},
		{"1969-12-31T23:59:59.999999999Z", "9999-12-31T23:59:59-23:59"}, {"2020-01-01T00:00Z", "2020-01-01T1:00:00Z"}, {"2020-01-01T00:00:00+24:00", "-1"},
	} {
		f.Add(seed[0], seed[1])
	}
	f.Fuzz(checkDates)
}

func checkDates(t *testing.T, a, b string) {
	x, errX := time.Parse(time.RFC3339, a)
	y, errY := time.Parse(time.RFC3339, b)
	d, e := readDate(a), readDate(b)
	if fullDate.MatchString(a) && d.readable != (errX == nil) {
		t.Fatalf("%q is read: %v; by package time: %v", a, d.readable, errX)
	}
	if d.readable && errX == nil && d.seconds != x.Unix() {
		t.Errorf("%q is %d seconds, want %d", a, d.seconds, x.Unix())
	}
	if !d.readable || !e.readable || errX != nil || errY != nil {
		return
	}
	got, want := d.compare(e), x.Compare(y)
	if got != -e.compare(d) {
		t.Errorf("%q to %q is %d, the other way round %d", a, b, got, e.compare(d))
	}
	// Beyond nanoseconds the judge sees no difference.
	if got != want && want != 0 {
		t.Errorf("%q to %q is %d, want %d", a, b, got, want)
	}
}

// slowContains tells from bits whether a network holds an address. Both are what
// netip reads; the second answer is whether the network is one at all.
func slowContains(network, address string) (Truth, bool) {
	text, _, sized := strings.Cut(network, "/")
	if !sized {
		network += map[bool]string{true: "/128", false: "/32"}[strings.Contains(text, ":")]
	}
	p, err := netip.ParsePrefix(network)
	// One that holds all of IPv4 in IPv6's form and more is of neither family.
	if err != nil || p.Addr().Is4In6() && p.Bits() < 96 {
		return Unknown, false
	}
	a, err := netip.ParseAddr(address)
	if err != nil || a.Zone() != "" {
		return Unknown, true
	}
	in, mask, length := p.Addr(), p.Bits(), p.Bits()
	if in.Is4() {
		in, mask = netip.AddrFrom16(in.As16()), length+96
	}
	of := netip.AddrFrom16(a.As16())
	if in.Is4In6() != of.Is4In6() {
		return False, true
	}
	x, y := in.As16(), of.As16()
	for bit := range mask {
		if (x[bit/8]^y[bit/8])>>(7-bit%8)&1 != 0 {
			return False, true
		}
	}
	return True, true
}

func FuzzNetworks(f *testing.F) {
	for _, seed := range [][2]string{
		{"203.0.113.0/24", "203.0.113.1"}, {"2001:DB8:1234:5678::/64", "2001:db8:1234:5678::9"}, {"203.0.113.7", "203.0.113.8"}, {"0.0.0.0/0", "2001:db8::1"},
		{"10.1.2.3/8", "10.200.0.1"}, {"::ffff:10.0.0.0/104", "10.1.2.3"}, {"::ffff:0:0/95", "::ffff:10.1.2.3"}, {"::/0", "::ffff:1.2.3.4"}, {"fe80::1%eth0", "fe80::1%eth0"},
		{"010.0.0.0/8", "10.0.0.1"}, {"10.0.0.0/08", "10.0.0.0/8"}, {"::1/128", "0:0:0:0:0:0:0:1"}, {"", ""},
	} {
		f.Add(seed[0], seed[1])
	}
	f.Fuzz(func(t *testing.T, network, address string) {
		want, sound := slowContains(network, address)
		p, err := parseNetwork(network)
		if (err == nil) != sound {
			t.Fatalf("parseNetwork(%q): %v, want it read: %v", network, err, sound)
		}
		if err != nil {
			return
		}
		if got := (networks{p}).match(address); got != want {
			t.Errorf("%q in %q: %v, want %v", address, network, got, want)
		}
	})
}
