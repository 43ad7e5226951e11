package s3request

import (
	"cmp"
	"slices"
	"strings"

	"github.com/s3ap/s3ap/accesspoint/s3name"
	"github.com/s3ap/s3ap/alias"
	"github.com/s3ap/s3ap/arn"
)

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
		return s.lookupParts(region, account, name, sig)
	}
	if err != nil {
		return ap, false, fault("host "+shown(label), err)
	}
	return ap, true, nil
}

// lookupParts finds the access point of a bucket by its parts.
func (s *Server) lookupParts(region, account, name string, sig *Signature) (ap arn.AccessPoint, ok bool, err error) {
	if s.Names == nil {
		return ap, false, nil
	}
	ap, ok = s.Names.LookupAccessPoint(s.Partition, region, account, name)
	if !ok && sig.Region != "" { // perhaps it is signed for another region, which is to be said
		region = ""
		ap, ok = s.Names.LookupAccessPoint(s.Partition, region, account, name)
	}
	switch {
	case !ok || !ap.IsValid():
		return arn.AccessPoint{}, false, nil
	case ap.Kind() != arn.GeneralPurpose || ap.Name() != name || ap.Account() != account,
		region != "" && ap.Region() != region, s.Partition != "" && ap.Partition() != s.Partition:
		return arn.AccessPoint{}, false, fault("host "+shown(name+"-"+account), ErrCatalogueAnswer)
	}
	return ap, true, nil
}

// named finds what stands for a name in the namespace of buckets and aliases.
func (s *Server) named(name, partition string) (t Target, err error) {
	t.Name = name
	switch kind := alias.KindOf(name); {
	case kind == alias.DirectoryBucket:
		t.Place = DirectoryBucket
		return t, nil
	case kind.IsAlias():
		ap, ok, err := s.lookupAlias(name)
		if err == nil && (!ok || kind == alias.MultiRegion) { // which has a host of its own
			err = fault(shown(name), ErrNoSuchName)
		}
		t.Place, t.AccessPoint = AccessPoint, ap
		return t, err
	}
	b, ok := s.lookupBucket(name)
	if !ok {
		if b, err = arn.NewBucket(partition, name); err != nil {
			return t, fault(shown(name), ErrBucketName)
		}
	}
	t.Place, t.Bucket = Bucket, b
	return t, nil
}

func (s *Server) partition() string { return cmp.Or(s.Partition, "aws") }

// lookupAlias finds the access point of an alias, whose end tells of what kind it is.
func (s *Server) lookupAlias(name string) (ap arn.AccessPoint, ok bool, err error) {
	if s.Names == nil || !alias.KindOf(name).IsAlias() {
		return ap, false, nil
	}
	if ap, ok = s.Names.LookupAlias(name); !ok || !ap.IsValid() {
		return arn.AccessPoint{}, false, nil
	}
	kind, isName := arn.GeneralPurpose, false
	switch alias.KindOf(name) {
	case alias.ObjectLambda:
		kind = arn.ObjectLambda
	case alias.Outposts:
		kind = arn.Outposts
	case alias.DirectoryAccessPoint:
		kind, isName = arn.Directory, true
	case alias.MultiRegion:
		kind, isName = arn.MultiRegion, true
	}
	if ap.Kind() != kind || isName && ap.Name() != name {
		return arn.AccessPoint{}, false, fault(shown(name), ErrCatalogueAnswer)
	}
	return ap, true, nil
}

func (s *Server) lookupBucket(name string) (b arn.Bucket, ok bool) {
	if s.Names == nil {
		return b, false
	}
	b, ok = s.Names.LookupBucket(name)
	return b, ok && b.Name() == name
}

// check holds a request to what its target asks of the signature.
func (s *Server) check(t *Target, sig *Signature, byPath bool) error {
	switch t.Place {
	case AccessPoint:
		return s.checkAccessPoint(t, sig, byPath)
	case DirectoryBucket:
		return checkService(sig, "s3express", "s3")
	}
	return checkService(sig, "s3")
}

// checkService refuses a signature for another service than one of those.
func checkService(sig *Signature, services ...string) error {
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
	if !sig.covers(ap.Region()) {
		return fault("signature "+shown(sig.Region), ErrScopeRegion)
	}
	services := []string{ap.ARN().Service(), "s3"}
	if ap.Kind() != arn.GeneralPurpose && !alias.HasSuffix(t.Name) {
		services = services[:1]
	}
	if err := checkService(sig, services...); err != nil {
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
