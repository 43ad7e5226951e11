package condition

import (
	"errors"
	"net/netip"
	"strings"
)

// ErrIP is about a value of IpAddress or NotIpAddress.
var ErrIP = errors.New("value must be an IPv4 or IPv6 address, or a network such as 203.0.113.0/24")

// networks are the values of the IpAddress operators. A plain address is a
// network of one.
type networks []netip.Prefix

func (*networks) ofOperators() {}

func parseNetwork(s string) (netip.Prefix, error) {
	p, err := netip.ParsePrefix(s)
	if !strings.Contains(s, "/") {
		var a netip.Addr
		a, err = netip.ParseAddr(s)
		if a.Zone() == "" {
			p = netip.PrefixFrom(a, a.BitLen())
		}
	}
	if err != nil || !p.IsValid() {
		return netip.Prefix{}, unreadable(ErrIP, s)
	}
	if p.Addr().Is4In6() {
		// An IPv4 address in IPv6 form is an IPv4 address. A network that holds
		// all of them and more is neither of one family nor of the other.
		if p.Bits() < 96 {
			return netip.Prefix{}, unreadable(ErrIP, s)
		}
		p = netip.PrefixFrom(p.Addr().Unmap(), p.Bits()-96)
	}
	return p.Masked(), nil
}

// match takes a plain address. The families never match each other.
func (list networks) match(value string) Truth {
	a, err := netip.ParseAddr(value)
	if err != nil || a.Zone() != "" {
		return Unknown
	}
	a = a.Unmap()
	for _, p := range list {
		if p.Contains(a) {
			return True
		}
	}
	return False
}
