package analysis

import (
	"cmp"
	"encoding/base64"
	"math/big"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"time"
)

// numbers returns numbers that all values of Numeric operators tell apart: each of
// these, one between each two neighbours, and one on either side. Whole tells that the
// key has whole numbers only. It is not ok if one is written in a way that is hardly
// worth the trouble.
func numbers(values []string, whole bool) (list []string, ok bool) {
	rats := make([]*big.Rat, len(values))
	for i, v := range values {
		const longest = 40
		if len(v) > longest || strings.ContainsAny(v, "eE") {
			return nil, false
		}
		if rats[i], ok = new(big.Rat).SetString(strings.TrimPrefix(v, "+")); !ok {
			return nil, false
		}
	}
	slices.SortFunc(rats, (*big.Rat).Cmp)
	rats = slices.CompactFunc(rats, func(a, b *big.Rat) bool { return a.Cmp(b) == 0 })
	one := big.NewRat(1, 1)
	add := func(r *big.Rat) {
		if !whole || r.IsInt() {
			list = append(list, decimal(r))
		}
	}
	for i, r := range rats {
		add(r)
		if i == 0 {
			add(floor(new(big.Rat).Sub(r, one), whole))
		}
		next := new(big.Rat).Add(r, one)
		if i+1 < len(rats) && next.Cmp(rats[i+1]) >= 0 {
			next.Add(r, rats[i+1]).Quo(next, big.NewRat(2, 1))
		}
		if next = floor(next, whole); next.Cmp(r) > 0 {
			add(next)
		}
	}
	return list, true
}

// floor returns the greatest whole number that is not above r, if whole is asked for.
func floor(r *big.Rat, whole bool) *big.Rat {
	if !whole || r.IsInt() {
		return r
	}
	q := new(big.Int).Div(r.Num(), r.Denom())
	return new(big.Rat).SetInt(q)
}

// decimal writes a number whose denominator has no factors but 2 and 5, as all have
// that come from decimals and halving.
func decimal(r *big.Rat) string {
	digits, _ := r.FloatPrec()
	return r.FloatString(digits)
}

// instants is numbers for dates. It knows the forms that almost all policies have.
func instants(values []string) (list []time.Time, ok bool) {
	times := make([]time.Time, len(values))
	for i, v := range values {
		if times[i], ok = readInstant(v); !ok {
			return nil, false
		}
	}
	slices.SortFunc(times, time.Time.Compare)
	times = slices.CompactFunc(times, time.Time.Equal)
	for i, t := range times {
		list = append(list, t)
		if i == 0 {
			list = append(list, t.Add(-time.Second))
		}
		next := t.Add(time.Second)
		if i+1 < len(times) && !next.Before(times[i+1]) {
			next = t.Add(times[i+1].Sub(t) / 2)
		}
		if next.After(t) {
			list = append(list, next)
		}
	}
	return list, true
}

func readInstant(v string) (time.Time, bool) {
	const date = "2006-01-02"
	if n, err := strconv.ParseInt(v, 10, 64); err == nil {
		const longest = 11 // of seconds, of which four could be a year
		return time.Unix(n, 0).UTC(), len(v) > 4 && len(v) <= longest && n > 0
	}
	if t, err := time.Parse(date, v); err == nil {
		return t, true
	}
	t, err := time.Parse(time.RFC3339, v)
	return t.UTC(), err == nil && !strings.ContainsAny(v, ",.")
}

// addresses is numbers for networks: their first addresses, and those that follow the
// last ones. No network tells two addresses apart between which none of these is.
func addresses(values []string) (list []string, ok bool) {
	all := []netip.Addr{netip.IPv4Unspecified(), netip.IPv6Unspecified()}
	for _, v := range values {
		p, err := netip.ParsePrefix(v)
		if err != nil {
			a, err := netip.ParseAddr(v)
			if err != nil {
				return nil, false
			}
			p = netip.PrefixFrom(a, a.BitLen())
		}
		if p.Addr().Is4In6() && p.Bits() >= 96 {
			p = netip.PrefixFrom(p.Addr().Unmap(), p.Bits()-96)
		}
		first := p.Masked().Addr()
		all = append(all, first)
		if next := last(p).Next(); next.IsValid() {
			all = append(all, next)
		}
		if first.Is4In6() || last(p).Next().Is4In6() {
			// Those are addresses of IPv4. What follows them is none.
			all = append(all, netip.AddrFrom16([16]byte{9: 1}))
		}
	}
	slices.SortFunc(all, netip.Addr.Compare)
	all = slices.Compact(all)
	// Those that somebody would have in mind come first.
	slices.SortStableFunc(all, func(a, b netip.Addr) int { return cmp.Compare(rank(a), rank(b)) })
	for _, a := range all {
		if !a.Is4In6() {
			list = append(list, a.String())
		}
	}
	return list, true
}

func rank(a netip.Addr) int {
	switch {
	case a.IsUnspecified() && a.Is4():
		return 2
	case a.Is4():
		return 0
	}
	return 1
}

// last returns the last address of a network.
func last(p netip.Prefix) netip.Addr {
	b := p.Masked().Addr().AsSlice()
	for i := p.Bits(); i < 8*len(b); i++ {
		b[i/8] |= 0x80 >> (i % 8)
	}
	a, _ := netip.AddrFromSlice(b)
	return a
}

// binaries returns these values and another one.
func binaries(values []string) []string {
	list := slices.Clone(values)
	for i := 0; ; i++ {
		if v := base64.StdEncoding.EncodeToString([]byte(strconv.Itoa(i))); !slices.Contains(list, v) {
			return append(list, v)
		}
	}
}
