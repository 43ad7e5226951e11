package s3request

import (
	"cmp"
	"net/netip"
	"slices"
	"strings"

	"github.com/s3ap/s3ap/accesspoint/s3name"
	"github.com/s3ap/s3ap/alias"
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
	rest    string
	region  string // that the host tells
	control bool
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
	if name == "" || strings.Contains(name, "..") || name[0] == '.' {
		return d, fault("host", ErrHostSyntax)
	}
	if label, ok := under(name, s.AccessPointDomains); ok && label != "" {
		return s.labelled(label, path, sig, true)
	}
	label, ours := under(name, s.Domains)
	account, controls := under(name, s.ControlDomains)
	if controls && (arn.ValidAccount(account) || !ours || account == "" && strings.HasPrefix(path, controlPath)) {
		return door{Target: Target{Place: Account, Account: account}, rest: path, control: true}, nil
	}
	if _, err := netip.ParseAddr(name); err == nil && !ours {
		label, ours = "", true
	}
	switch {
	case !ours:
		return d, fault("host "+shown(name), ErrHost)
	case label == "":
		return s.byPath(path, sig)
	}
	return s.labelled(label, path, sig, false)
}

// bareHost returns a host in lower case without its port and one trailing period.
func bareHost(host string) string {
	if strings.HasPrefix(host, "[") { // an IPv6 address
		address, _, _ := strings.Cut(host[1:], "]")
		return strings.ToLower(address)
	}
	name, _, _ := strings.Cut(host, ":")
	return strings.ToLower(strings.TrimSuffix(name, "."))
}

// under returns what stands before one of the domains in a host. Of two domains
// that fit, the longer counts.
func under(host string, domains []string) (label string, ok bool) {
	best := -1
	for _, d := range domains {
		rest, fits := strings.CutSuffix(host, d)
		if !fits || rest != "" && !strings.HasSuffix(rest, ".") || len(d) <= best {
			continue
		}
		label, ok, best = strings.TrimSuffix(rest, "."), true, len(d)
	}
	return label, ok
}

// atAWS finds the target by a host of AWS.
func (s *Server) atAWS(h *s3name.Host, path string, sig *Signature) (d door, err error) {
	d = door{rest: path, region: h.Region}
	switch h.Service {
	case s3name.Control, s3name.OutpostsControl, s3name.DirectoryControl:
		d.Target, d.control = Target{Place: Account, Account: h.Account}, true
		return d, nil
	}
	switch {
	case h.AccessPoint.IsValid():
		d.Target = Target{Place: AccessPoint, AccessPoint: h.AccessPoint, Name: h.AccessPoint.Name()}
		return d, s.checkAccessPoint(&d.Target, sig, false)
	case h.Service == s3name.MultiRegion:
		ap, ok := s.lookupAlias(h.Label)
		if !ok {
			return d, fault("host "+shown(h.Label), ErrNoSuchName)
		}
		d.Target = Target{Place: AccessPoint, AccessPoint: ap, Name: h.Label}
		return d, s.checkAccessPoint(&d.Target, sig, false)
	case h.Label != "":
		d.Target, err = s.named(h.Label, cmp.Or(h.Partition, s.partition()), sig, false)
		return d, err
	}
	d, err = s.byPath(path, sig)
	d.region = h.Region
	return d, err
}

// byPath finds the target by the first segment of the path.
func (s *Server) byPath(path string, sig *Signature) (d door, err error) {
	name, rest, err := splitBucket(path)
	if err != nil {
		return d, err
	}
	d.rest = rest
	if name == "" {
		d.Place = Account
		return d, nil
	}
	d.Target, err = s.named(name, s.partition(), sig, true)
	return d, err
}

// labelled finds the target by what a host has before a domain of the server. It
// may be NAME-ACCOUNT, which is as good a name for a bucket: then whoever is known
// by it is meant, and nobody if both are.
func (s *Server) labelled(label, path string, sig *Signature, onlyAccessPoints bool) (d door, err error) {
	d.rest = path
	ap, known, err := s.lookupLabel(label, sig)
	if err != nil {
		return d, err
	}
	if !onlyAccessPoints && !known {
		d.Target, err = s.named(label, s.partition(), sig, false)
		return d, err
	}
	if !known && alias.KindOf(label).IsAlias() {
		ap, known = s.lookupAlias(label)
	}
	if !known {
		return d, fault("host "+shown(label), ErrNoSuchName)
	}
	if _, taken := s.lookupBucket(label); taken && !onlyAccessPoints {
		return d, fault("host "+shown(label), ErrAmbiguous)
	}
	d.Target = Target{Place: AccessPoint, AccessPoint: ap, Name: label}
	return d, s.checkAccessPoint(&d.Target, sig, false)
}

// lookupLabel finds the access point of NAME-ACCOUNT, or of NAME-ACCOUNT and an
// outpost. Which service is meant is told by the scope of the signature alone.
func (s *Server) lookupLabel(label string, sig *Signature) (ap arn.AccessPoint, ok bool, err error) {
	first, outpost, onOutpost := strings.Cut(label, ".")
	name, account, ok := s3name.SplitLabel(first)
	if !ok {
		return ap, false, nil
	}
	region := cmp.Or(sig.Region, s.Region)
	switch {
	case onOutpost && strings.HasPrefix(outpost, "op-") && !strings.Contains(outpost, "."):
		ap, err = arn.ParseAccessPoint("arn:" + s.partition() + ":s3-outposts:" + region + ":" + account + ":outpost/" + outpost + "/accesspoint/" + name)
	case onOutpost:
		return ap, false, nil
	case sig.Service == "s3-object-lambda":
		ap, err = arn.ParseAccessPoint("arn:" + s.partition() + ":s3-object-lambda:" + region + ":" + account + ":accesspoint/" + name)
	default:
		if s.Names != nil {
			ap, ok = s.Names.LookupAccessPoint(s.Partition, region, account, name)
			if !ok && sig.Region != "" { // perhaps it is signed for another region, which is to be said
				ap, ok = s.Names.LookupAccessPoint(s.Partition, "", account, name)
			}
		}
		if ok && (ap.Name() != name || ap.Account() != account) {
			return ap, false, fault("host "+shown(label), ErrCatalogueAnswer)
		}
		return ap, ok && ap.IsValid(), nil
	}
	if err != nil {
		return ap, false, fault("host "+shown(label), err)
	}
	return ap, true, nil
}

// named finds what stands for a name in the namespace of buckets and aliases.
func (s *Server) named(name, partition string, sig *Signature, byPath bool) (t Target, err error) {
	t.Name = name
	switch kind := alias.KindOf(name); {
	case kind == alias.DirectoryBucket:
		t.Place = DirectoryBucket
		return t, s.checkService(sig, "s3express", "s3")
	case kind.IsAlias():
		ap, ok := s.lookupAlias(name)
		if !ok || kind == alias.MultiRegion { // which has a host of its own
			return t, fault(shown(name), ErrNoSuchName)
		}
		t.Place, t.AccessPoint = AccessPoint, ap
		return t, s.checkAccessPoint(&t, sig, byPath)
	}
	b, ok := s.lookupBucket(name)
	if !ok {
		if b, err = arn.NewBucket(partition, name); err != nil {
			return t, fault(shown(name), ErrBucketName)
		}
	}
	t.Place, t.Bucket = Bucket, b
	return t, s.checkService(sig, "s3")
}

func (s *Server) partition() string { return cmp.Or(s.Partition, "aws") }

func (s *Server) lookupAlias(name string) (ap arn.AccessPoint, ok bool) {
	if s.Names == nil {
		return ap, false
	}
	ap, ok = s.Names.LookupAlias(name)
	return ap, ok && ap.IsValid()
}

func (s *Server) lookupBucket(name string) (b arn.Bucket, ok bool) {
	if s.Names == nil {
		return b, false
	}
	b, ok = s.Names.LookupBucket(name)
	return b, ok && b.Name() == name
}

// checkService refuses a signature for another service than one of those.
func (s *Server) checkService(sig *Signature, services ...string) error {
	if sig.Service == "" || slices.Contains(services, sig.Service) {
		return nil
	}
	return fault("signature "+shown(sig.Service), ErrScopeService)
}

// checkAccessPoint holds a request to what its access point asks. A request that
// uses an alias is signed for s3, whatever the alias stands for.
//
// S3 User Guide, "Access points naming rules, restrictions, and limitations".
func (s *Server) checkAccessPoint(t *Target, sig *Signature, byPath bool) error {
	ap := t.AccessPoint
	if sig.Region != "" && ap.Region() != "" && sig.Region != ap.Region() {
		return fault("signature "+shown(sig.Region), ErrScopeRegion)
	}
	services := []string{ap.ARN().Service(), "s3"}
	if ap.Kind() != arn.GeneralPurpose && !alias.HasSuffix(t.Name) {
		services = services[:1]
	}
	if err := s.checkService(sig, services...); err != nil {
		return err
	}
	switch {
	case !s.StrictAccessPoints:
	case byPath:
		return fault("path", ErrPathStyle)
	case sig.Version == Anonymous:
		return fault("signature", ErrAnonymous)
	case sig.Version == V2:
		return fault("signature", ErrOldSignature)
	}
	return nil
}
