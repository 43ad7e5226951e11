package s3name

import (
	"strings"

	"github.com/s3ap/s3ap/arn"
)

// A Service says what answers at a host. The zero Service is that of the zero Host.
type Service uint8

// The services, by what hosts call them.
const (
	S3               Service = iota + 1 // s3: buckets, and aliases that stand for them
	AccessPoints                        // s3-accesspoint
	ObjectLambda                        // s3-object-lambda
	MultiRegion                         // accesspoint.s3-global
	Outposts                            // s3-outposts, after an outpost
	Directory                           // s3express-ZONE: directory buckets and their access points
	Control                             // s3-control, for what manages access points
	OutpostsControl                     // s3-outposts, after nothing
	DirectoryControl                    // s3express-control
)

// label returns the label of the service in a host, without what options add.
func (s Service) label() string {
	switch s {
	case S3:
		return "s3"
	case AccessPoints:
		return "s3-accesspoint"
	case ObjectLambda:
		return "s3-object-lambda"
	case MultiRegion:
		return "s3-global"
	case Outposts, OutpostsControl:
		return "s3-outposts"
	case Directory:
		return "s3express"
	case Control:
		return "s3-control"
	case DirectoryControl:
		return "s3express-control"
	}
	return ""
}

// String returns what answers, in words.
func (s Service) String() string {
	switch s {
	case S3:
		return "S3"
	case AccessPoints:
		return "S3 access points"
	case ObjectLambda:
		return "S3 Object Lambda"
	case MultiRegion:
		return "S3 Multi-Region Access Points"
	case Outposts:
		return "S3 on Outposts"
	case Directory:
		return "S3 directory buckets"
	case Control:
		return "the S3 control plane"
	case OutpostsControl:
		return "the control plane of S3 on Outposts"
	case DirectoryControl:
		return "the control plane of S3 directory buckets"
	}
	return "nothing"
}

// Options are what a client may choose of a host.
type Options struct {
	FIPS       bool
	DualStack  bool // for IPv6 as well
	Accelerate bool
	// VPCEndpoint is the name that a VPC endpoint has in hosts, such as
	// vpce-1a2b3c4d-5e6f7g8h, or vpce-1a2b3c4d-5e6f7g8h-us-east-1a for one zone of it.
	VPCEndpoint string
}

// EndpointID returns the id of the VPC endpoint, such as vpce-1a2b3c4d, as the
// condition key aws:SourceVpce has it, and "" if there is none.
func (o Options) EndpointID() string {
	parts := strings.SplitN(o.VPCEndpoint, "-", 3)
	if len(parts) < 3 {
		return ""
	}
	return o.VPCEndpoint[:len(parts[0])+len("-")+len(parts[1])]
}

// A Host is what a host name of S3 at AWS says. Hosts compare with ==; the zero Host
// is that of nothing.
type Host struct {
	Service Service
	// AccessPoint is set if the host says it in full, which no alias does, nor the
	// name of a directory bucket's access point.
	AccessPoint arn.AccessPoint
	// Label is the bucket or alias that the host begins with. It is empty if
	// AccessPoint is set, and where the path begins with the bucket or alias.
	Label string
	// Account is the one that owns AccessPoint, or that a control plane is asked
	// about. Other hosts do not tell.
	Account   string
	Partition string
	Region    string // empty for Multi-Region, acceleration, and s3 without a region
	Zone      string // of a directory bucket, such as usw2-az1
	OutpostID string // such as op-01ac5d28a6a232904, or ec2
	Options
}

// ParseHost reads the host of a request in each form that AWS has. Capitals, a port
// and one period at the end do not count. A host of another domain, or of AWS and not
// of S3, gives [ErrNotAWS]; all other errors are an [*Error], and tell that a host
// cannot be used anywhere or is in no form that the service has.
//
// A label that only ends like an alias is taken for one, and never for a bucket. What
// is before a custom endpoint, see [SplitLabel]. ParseHost allocates only for an
// access point, capitals and errors.
func ParseHost(host string) (Host, error) {
	name, err := bareHost(host)
	if err != nil {
		return Host{}, err
	}
	left, d, api, ok := cutDomain(name)
	if !ok {
		return Host{}, ErrNotAWS
	}
	r := reader{Host: Host{Partition: d.partition}, domain: d}
	if api {
		r.readAPI(left)
	} else {
		r.read(left)
	}
	switch r.err {
	case nil:
		return r.Host, nil
	case ErrNotAWS:
		return Host{}, ErrNotAWS
	}
	return Host{}, &Error{host, r.at, r.err}
}

// bareHost returns a host in lower case, without port and period at the end.
func bareHost(host string) (string, error) {
	const longest, longestPort = 253, 5
	if strings.HasPrefix(host, "[") {
		return "", ErrNotAWS // an IPv6 address
	}
	name := host
	if at := strings.LastIndexByte(name, ':'); at >= 0 {
		port := name[at+1:]
		if len(port) > longestPort || strings.Trim(port, "0123456789") != "" {
			return "", &Error{host, at + 1, ErrPort}
		}
		name = name[:at]
	}
	name = strings.TrimSuffix(name, ".")
	if len(name) > longest {
		return "", &Error{host, longest, ErrHost}
	}
	if at, err := labelsFault(name); err != nil {
		return "", &Error{host, at, err}
	}
	return strings.ToLower(name), nil
}

// labelsFault tells what is wrong with labels that periods separate, and where.
func labelsFault(name string) (at int, err error) {
	const longest = 63
	start := 0
	for i := 0; i <= len(name); i++ {
		switch {
		case i == len(name) || name[i] == '.':
			if i == start || i-start > longest {
				return start, ErrHost
			}
			start = i + 1
		case !isHostByte(name[i]):
			return i, ErrCharacter
		}
	}
	return 0, nil
}

func isHostByte(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '-' || c == '_'
}
