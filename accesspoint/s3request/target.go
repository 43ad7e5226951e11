package s3request

import (
	"net/netip"
	"strings"

	"github.com/s3ap/s3ap/accesspoint/s3name"
	"github.com/s3ap/s3ap/arn"
)

// A Place says what a request, or the source of a copy, is about.
type Place uint8

// The places. The zero Target is at none.
const (
	Nowhere         Place = iota
	Account               // of an account: the list of its buckets, or the control plane
	Bucket                // a general purpose bucket, or an object in it
	DirectoryBucket       // a directory bucket, or an object in it
	AccessPoint           // an access point of any kind, or an object through it
)

// String returns the place in words.
func (p Place) String() string {
	return [...]string{"nowhere", "account", "bucket", "directory bucket", "access point"}[min(p, AccessPoint)]
}

// A Target is what a request asks about. Targets compare with ==.
type Target struct {
	Place       Place
	AccessPoint arn.AccessPoint // valid if Place is AccessPoint
	Bucket      arn.Bucket      // valid if Place is Bucket
	// Name is how the request names it: a bucket, an alias, or NAME-ACCOUNT. It is
	// the ARN if the source of a copy is given as one.
	Name string
	// Account is the one that a request to the control plane is about.
	Account string
}

// door is the target of a request with the rest of its path, which holds the key.
type door struct {
	Target
	rest              string
	partition, region string // that the host tells
	service           string // of the control plane, that the host tells
	control           bool
}

// open finds the target of a request by host and path.
func (s *Server) open(host, path string, sig *Signature) (d door, err error) {
	h, err := s3name.ParseHost(host)
	switch {
	case err == nil:
		return s.atAWS(&h, path, sig)
	case err != s3name.ErrNotAWS:
		return d, fault("host", err)
	}
	name := bareHost(host)
	if name == "" {
		return d, fault("host", ErrHostSyntax)
	}
	accessPoint, ofAccessPoints := under(name, s.AccessPointDomains)
	label, ofBuckets := under(name, s.Domains)
	account, ofControl := under(name, s.ControlDomains)
	// Of domains within one another, the longest counts, whatever it is for.
	switch longest := max(ofAccessPoints, ofBuckets, ofControl); {
	case longest == 0:
		if _, err := netip.ParseAddr(name); err == nil {
			return s.byPath(path, s.partition(), sig)
		}
	case ofControl == longest && (ofBuckets < longest || arn.ValidAccount(account) || account == "" && strings.HasPrefix(path, controlPath)):
		return door{Target: Target{Place: Account, Account: account}, rest: path, control: true}, nil
	case ofAccessPoints == longest && accessPoint != "":
		return s.labelled(accessPoint, path, sig, true)
	case ofBuckets == longest && label == "":
		return s.byPath(path, s.partition(), sig)
	case ofBuckets == longest:
		return s.labelled(label, path, sig, false)
	}
	return d, fault("host "+shown(name), ErrHost)
}

// bareHost returns a host in lower case without its port and one trailing period,
// or an IPv6 address without its brackets. It is empty for what begins with a
// bracket and is no such address.
func bareHost(host string) string {
	if strings.HasPrefix(host, "[") {
		text, port, closed := strings.Cut(host[1:], "]")
		if address, err := netip.ParseAddr(text); closed && err == nil && address.Is6() && address.Zone() == "" && isPort(port) {
			return address.String()
		}
		return ""
	}
	name, _, _ := strings.Cut(host, ":")
	return strings.ToLower(strings.TrimSuffix(name, "."))
}

func isPort(s string) bool {
	return s == "" || s[0] == ':' && len(s) <= len(":65535") && strings.Trim(s[1:], "0123456789") == ""
}

// under returns what stands before one of the domains in a host, and how long the
// domain is, 0 if none fits. Of two domains that fit, the longer counts.
func under(host string, domains []string) (label string, longest int) {
	for _, d := range domains {
		rest, fits := strings.CutSuffix(host, d)
		if !fits || rest != "" && !strings.HasSuffix(rest, ".") || len(d) <= longest {
			continue
		}
		label, longest = strings.TrimSuffix(rest, "."), len(d)
	}
	return label, longest
}

// atAWS finds the target by a host of AWS.
func (s *Server) atAWS(h *s3name.Host, path string, sig *Signature) (d door, err error) {
	d.rest = path
	switch h.Service {
	case s3name.Control, s3name.OutpostsControl, s3name.DirectoryControl:
		d.Target, d.control = Target{Place: Account, Account: h.Account}, true
		d.service = controlService(h.Service)
	case s3name.MultiRegion:
		ap, ok, err := s.lookupAlias(h.Label)
		if err == nil && !ok {
			err = fault("host "+shown(h.Label), ErrNoSuchName)
		}
		if err != nil {
			return d, err
		}
		d.Target = Target{Place: AccessPoint, AccessPoint: ap, Name: h.Label}
		err = s.check(&d.Target, sig, false)
		return d, err
	default:
		if d, err = s.atBuckets(h, path, sig); err != nil {
			return d, err
		}
	}
	d.partition, d.region = h.Partition, h.Region
	if there := d.AccessPoint.Region(); there != "" && h.Region != "" && there != h.Region {
		return d, fault("host "+shown(h.Label), ErrNoSuchName)
	}
	return d, nil
}

// atBuckets finds the target by a host of AWS for buckets and access points.
func (s *Server) atBuckets(h *s3name.Host, path string, sig *Signature) (d door, err error) {
	d.rest = path
	switch {
	case h.AccessPoint.IsValid():
		d.Target = Target{Place: AccessPoint, AccessPoint: h.AccessPoint, Name: h.AccessPoint.Name()}
	case h.Label == "":
		return s.byPath(path, h.Partition, sig)
	default:
		if d.Target, err = s.named(h.Label, h.Partition); err != nil {
			return d, err
		}
	}
	return d, s.check(&d.Target, sig, false)
}

// byPath finds the target by the first segment of the path.
func (s *Server) byPath(path, partition string, sig *Signature) (d door, err error) {
	name, rest, err := splitBucket(path)
	if err != nil {
		return d, err
	}
	d.rest = rest
	if name == "" {
		d.Place = Account
		return d, nil
	}
	if d.Target, err = s.named(name, partition); err == nil {
		err = s.check(&d.Target, sig, true)
	}
	return d, err
}

// labelled finds the target by what a host has before a domain of the server. It
// may be NAME-ACCOUNT, which is as good a name for a bucket: then whoever is known
// by it is meant, and nobody if both are.
func (s *Server) labelled(label, path string, sig *Signature, onlyAccessPoints bool) (d door, err error) {
	d.rest = path
	ap, known, err := s.lookupLabel(label, sig)
	if err == nil && !known && onlyAccessPoints {
		if ap, known, err = s.lookupAlias(label); err == nil && !known {
			err = fault("host "+shown(label), ErrNoSuchName)
		}
	}
	switch {
	case err != nil:
	case !known:
		d.Target, err = s.named(label, s.partition())
	default:
		if _, taken := s.lookupBucket(label); taken && !onlyAccessPoints {
			return d, fault("host "+shown(label), ErrAmbiguous)
		}
		d.Target = Target{Place: AccessPoint, AccessPoint: ap, Name: label}
	}
	if err != nil {
		return d, err
	}
	return d, s.check(&d.Target, sig, false)
}
