package s3request

import (
	"net/netip"
	"time"

	"github.com/s3ap/s3ap/arn"
)

// A Server is what a server knows of itself: where it is reached, and what it
// lets pass. It does not change while in use, and all goroutines may use it. The
// zero Server knows the hosts of AWS and bare IP addresses, and nothing by name.
type Server struct {
	// Partition and Region are those of requests whose host tells none; an empty
	// partition is aws. An access point is looked for in the region that the request
	// is signed for, if it is. With an empty Region that is the one requested, too.
	Partition, Region string

	// Domains are base domains, such as s3.example.com or 127.0.0.1, without a
	// port and in lower case. A request to DOMAIN names a bucket or an alias in
	// its path, one to NAME.DOMAIN in its host.
	Domains []string
	// AccessPointDomains are base domains under which access points alone are
	// served, as NAME-ACCOUNT.DOMAIN. With them nothing can be ambiguous.
	AccessPointDomains []string
	// ControlDomains are base domains of the control plane, as ACCOUNT.DOMAIN or
	// DOMAIN. One may be among Domains, too: then a label of twelve digits, and a
	// path that begins with /v20180820/, belong to the control plane.
	ControlDomains []string

	// Names finds what a name stands for. A nil Names finds nothing.
	Names Names

	// AllowDotSegments lets keys and prefixes through that have a segment `.` or
	// `..`, between slashes or backslashes, and AllowEmptySegments such with two
	// slashes in a row or one at the beginning. S3 takes them as they are. A file
	// system does not, so that a policy would be asked about one object and another
	// would be opened.
	AllowDotSegments, AllowEmptySegments bool
	// AllowInvalidUTF8 lets keys through that are not valid UTF-8.
	AllowInvalidUTF8 bool

	// HeadersOnly is for a server that takes what counts from headers alone. Clients
	// that sign a query put some headers there, as S3 lets them, and the requests
	// that do are refused.
	HeadersOnly bool

	// StrictAccessPoints asks of requests through an access point what S3 asks:
	// the access point in the host, TLS, version 4 of the signature, no anonymous
	// callers.
	StrictAccessPoints bool

	// Proxies are the addresses of proxies in front. If a request comes from one,
	// the address of the client is the last in X-Forwarded-For that is not of a
	// proxy, and X-Forwarded-Proto tells whether it came over TLS. What such a proxy
	// does not tell is not known, and conditions on it are in doubt. If a request
	// comes from elsewhere, both headers count for nothing.
	Proxies []netip.Prefix
	// TrustForwardedHost takes the host from X-Forwarded-Host if a request comes
	// from one of Proxies. Otherwise a request with that header is refused, since
	// what is behind might believe it.
	TrustForwardedHost bool
}

// Names finds what the names in a request stand for. The catalogue of package
// accesspoint is one.
type Names interface {
	// LookupAccessPoint finds an access point by its parts. An empty partition
	// or region is not known: then there is an answer only if just one fits.
	LookupAccessPoint(partition, region, account, name string) (arn.AccessPoint, bool)
	// LookupAlias finds the access point that has an alias.
	LookupAlias(alias string) (arn.AccessPoint, bool)
	// LookupBucket finds a bucket.
	LookupBucket(name string) (arn.Bucket, bool)
}

// HTTP is a request as it came in. Nothing in it is trusted.
type HTTP struct {
	Method string
	// Host is what the request was sent to, with a port or without: Request.Host
	// of net/http.
	Host string
	// Target is the request target as it came, undecoded: Request.RequestURI of
	// net/http.
	Target string
	// Header has the other headers: Request.Header of net/http. The case of the
	// names does not count.
	Header map[string][]string
}

// A Connection is what a server knows of a request by itself and not from what
// the client wrote.
type Connection struct {
	Time time.Time  // when the request came in; zero is not known
	Peer netip.Addr // whom the connection is from; zero is not known

	// TLSVersion is that of crypto/tls, such as tls.VersionTLS13; 0 is no TLS.
	TLSVersion uint16

	// VPCEndpoint and VPC are the ids of the VPC endpoint that the request came
	// through, and of its VPC. If one is set, Peer is an address within, and the
	// other is not known if it is empty.
	VPCEndpoint, VPC string
}
