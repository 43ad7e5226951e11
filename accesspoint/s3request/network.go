package s3request

import (
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"github.com/s3ap/s3ap/condition"
)

// network appends what the connection tells. A request that came through a VPC
// endpoint has no aws:SourceIp but aws:VpcSourceIp.
func (f *fields) network(s *Server, c *Connection, keys []condition.Attr) ([]condition.Attr, error) {
	keys = f.transport(s, c, keys)
	peer, err := f.peer(s, c)
	if err != nil {
		return nil, err
	}
	address := condition.SourceIP
	if c.VPCEndpoint != "" || c.VPC != "" {
		address = condition.VPCSourceIP
		keys = append(keys, told(condition.SourceVPCE, c.VPCEndpoint), told(condition.SourceVPC, c.VPC))
	}
	if !peer.IsValid() {
		return append(keys, condition.Unrecorded(address)), nil
	}
	return append(keys, condition.IP(address, peer)), nil
}

// told gives a key a value if there is one. Otherwise there is one that is not known.
func told(k condition.Key, value string) condition.Attr {
	if value == "" {
		return condition.Unrecorded(k)
	}
	return condition.String(k, value)
}

// transport appends whether and how the connection is encrypted. A proxy tells whether,
// and not how.
func (f *fields) transport(s *Server, c *Connection, keys []condition.Attr) []condition.Attr {
	const tls10, newest = 0x0301, 0x03ff
	secure, version := c.TLSVersion != 0, c.TLSVersion
	if s.isProxy(c.Peer) {
		if f.forwardedProto == "" {
			return append(keys, condition.Unrecorded(condition.SecureTransport), condition.Unrecorded(condition.S3TLSVersion))
		}
		secure, version = strings.EqualFold(f.forwardedProto, "https"), 0
	}
	keys = append(keys, condition.Bool(condition.SecureTransport, secure))
	switch {
	case !secure:
		return keys
	case version < tls10 || version > newest:
		return append(keys, condition.Unrecorded(condition.S3TLSVersion))
	}
	return append(keys, condition.String(condition.S3TLSVersion, "1."+strconv.Itoa(int(version-tls10))))
}

// isProxy reports whether an address is of a proxy.
func (s *Server) isProxy(a netip.Addr) bool {
	a = a.Unmap()
	return slices.ContainsFunc(s.Proxies, func(p netip.Prefix) bool { return p.Contains(a) })
}

// peer returns the address of the client, the zero one if it is not known. Behind a
// proxy it is the last that proxies were told of by somebody who is no proxy. What
// stands before it, the client may have written.
func (f *fields) peer(s *Server, c *Connection) (peer netip.Addr, err error) {
	if !s.isProxy(c.Peer) {
		return c.Peer, nil
	}
	for forwarded := f.forwardedFor; forwarded != ""; {
		at := strings.LastIndexByte(forwarded, ',')
		if peer, err = netip.ParseAddr(strings.Trim(forwarded[at+1:], " \t")); err != nil {
			return peer, fault("header x-forwarded-for", ErrValue)
		}
		if !s.isProxy(peer) {
			break
		}
		forwarded = forwarded[:max(at, 0)]
	}
	return peer, nil
}
