package condition

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

func TestNetworksAreReadAndTheirHostBitsDropped(t *testing.T) {
	for name, tt := range map[string]struct{ text, want string }{
		"an address of IPv4 is a network of one": {"203.0.113.7", "203.0.113.7/32"},
		"an address of IPv6 is a network of one": {"2001:DB8::1", "2001:db8::1/128"},
		"a network of IPv4":                      {"203.0.113.0/24", "203.0.113.0/24"},
		"a network of IPv6":                      {"2001:db8::/32", "2001:db8::/32"},
		"bits beyond the network's are dropped":  {"10.1.2.3/8", "10.0.0.0/8"},
		"and those of IPv6":                      {"2001:db8::1/32", "2001:db8::/32"},
		"all of IPv4":                            {"203.0.113.7/0", "0.0.0.0/0"},
		"all of IPv6":                            {"::/0", "::/0"},
		"IPv6 with IPv4 at its end":              {"64:ff9b::203.0.113.7", "64:ff9b::cb00:7107/128"},
		"IPv4 in IPv6's form is IPv4":            {"::ffff:203.0.113.7", "203.0.113.7/32"},
		"a network of IPv4 in IPv6's form":       {"::ffff:203.0.113.7/120", "203.0.113.0/24"},
		"all of IPv4 in IPv6's form":             {"::ffff:0.0.0.0/96", "0.0.0.0/0"},
	} {
		t.Run(name, func(t *testing.T) {
			p, err := parseNetwork(tt.text)
			require.NoError(t, err)
			if diff := cmp.Diff(tt.want, p.String()); diff != "" {
				t.Errorf("network %s (-want +got):\n%s", tt.text, diff)
			}
		})
	}
}

func TestAddressesInNetworks(t *testing.T) {
	for name, tt := range map[string]struct {
		network, address string
		want             Truth
	}{
		"the first address":                        {"203.0.113.0/24", "203.0.113.0", True},
		"the last address":                         {"203.0.113.0/24", "203.0.113.255", True},
		"the one before":                           {"203.0.113.0/24", "203.0.112.255", False},
		"the one after":                            {"203.0.113.0/24", "203.0.114.0", False},
		"a network that ends within a byte":        {"10.0.0.128/25", "10.0.0.127", False},
		"another half of a byte":                   {"10.0.0.128/25", "10.0.0.128", True},
		"an address of IPv6":                       {"2001:db8:1234:5678::/64", "2001:db8:1234:5678:ffff::", True},
		"an address of IPv6 outside":               {"2001:db8:1234:5678::/64", "2001:db8:1234:5679::", False},
		"an address of IPv6 written otherwise":     {"2001:db8::/32", "2001:0DB8:0:0:0:0:0:1", True},
		"IPv4 in IPv6's form is in one of IPv4":    {"10.0.0.0/8", "::ffff:10.1.2.3", True},
		"IPv4 is in a network in IPv6's form":      {"::ffff:10.0.0.0/104", "10.1.2.3", True},
		"IPv4 is in no network of IPv6":            {"::/0", "10.1.2.3", False},
		"IPv4 in IPv6's form is in none either":    {"::/0", "::ffff:10.1.2.3", False},
		"IPv6 is in no network of IPv4":            {"0.0.0.0/0", "2001:db8::1", False},
		"the loopback of IPv6 is not that of IPv4": {"127.0.0.0/8", "::1", False},
		"a network is no address":                  {"10.0.0.0/8", "10.0.0.0/8", Unknown},
		"nothing is no address":                    {"10.0.0.0/8", "", Unknown},
		"a word is no address":                     {"10.0.0.0/8", "localhost", Unknown},
		"an address with a port is none":           {"10.0.0.0/8", "10.1.2.3:443", Unknown},
		"an address in brackets is none":           {"::/0", "[::1]", Unknown},
		"an address with a zone is in doubt":       {"fe80::/10", "fe80::1%eth0", Unknown},
		"a leading zero could be octal":            {"10.0.0.0/8", "010.1.2.3", Unknown},
		"a list of addresses is none":              {"10.0.0.0/8", "10.1.2.3, 10.1.2.4", Unknown},
		"a blank before the address":               {"10.0.0.0/8", " 10.1.2.3", Unknown},
		"three numbers are no address":             {"10.0.0.0/8", "10.1.2", Unknown},
		"one number is no address":                 {"10.0.0.0/8", "167838211", Unknown},
	} {
		t.Run(name, func(t *testing.T) {
			in, notIn := newTest(t, "IpAddress", SourceIP, tt.network), newTest(t, "NotIpAddress", SourceIP, tt.network)
			ctx := NewContext(String(SourceIP, tt.address))
			if got := in.Holds(ctx); got != tt.want {
				t.Errorf("IpAddress %s with %q is %v, want %v", tt.network, tt.address, got, tt.want)
			}
			if got := notIn.Holds(ctx); got != tt.want.Not() {
				t.Errorf("NotIpAddress %s with %q is %v, want %v", tt.network, tt.address, got, tt.want.Not())
			}
		})
	}
}

func TestWhatIsNoNetwork(t *testing.T) {
	for name, text := range map[string]string{
		"nothing":                       "",
		"a word":                        "vpc",
		"three numbers":                 "10.1.2/24",
		"three numbers alone":           "10.1.2",
		"five numbers":                  "10.1.2.3.4",
		"a number too great":            "256.0.0.1",
		"a leading zero":                "010.0.0.0/8",
		"a length of 33 bits":           "10.0.0.0/33",
		"a length of 129 bits":          "::/129",
		"a negative length":             "10.0.0.0/-1",
		"a length with a plus":          "10.0.0.0/+8",
		"a length with a zero in front": "10.0.0.0/08",
		"no length":                     "10.0.0.0/",
		"a mask for a length":           "10.0.0.0/255.0.0.0",
		"a network of both families":    "::ffff:0.0.0.0/95",
		"all of both families":          "::ffff:0.0.0.0/0",
		"two lengths":                   "10.0.0.0/8/8",
		"a zone":                        "fe80::1%eth0",
		"a network with a zone":         "fe80::%eth0/10",
		"an empty zone":                 "fe80::1%",
		"a blank before it":             " 10.0.0.0/8",
		"a blank after it":              "10.0.0.0/8 ",
		"a wildcard":                    "10.0.*",
		"a range":                       "10.0.0.0-10.0.0.9",
		"a hexadecimal":                 "0xa.0.0.0",
		"brackets":                      "[::1]",
		"two shortenings":               "2001::1::2",
		"a variable":                    "${aws:SourceIp}",
	} {
		t.Run(name, func(t *testing.T) {
			for _, op := range []string{"IpAddress", "NotIpAddressIfExists", "ForAnyValue:IpAddress"} {
				_, err := NewTest(Language2012, operator(t, op), SourceIP, "10.0.0.0/8", text)
				require.ErrorIs(t, err, ErrIP)
			}
		})
	}
}

func TestAnyOfSeveralNetworks(t *testing.T) {
	checkDecided(t, map[string]decided{
		"one of several networks":   {"IpAddress aws:SourceIp = 10.0.0.0/8 | 2001:db8::/32", "aws:SourceIp = 2001:db8::9", True},
		"none of several networks":  {"IpAddress aws:SourceIp = 10.0.0.0/8 | 2001:db8::/32", "aws:SourceIp = 192.0.2.1", False},
		"to be outside is of all":   {"NotIpAddress aws:SourceIp = 10.0.0.0/8 | 192.0.2.0/24", "aws:SourceIp = 192.0.2.1", False},
		"outside of all of them":    {"NotIpAddress aws:SourceIp = 10.0.0.0/8 | 192.0.2.0/24", "aws:SourceIp = 198.51.100.1", True},
		"another family is outside": {"NotIpAddress aws:SourceIp = 10.0.0.0/8", "aws:SourceIp = 2001:db8::1", True},
	})
}
