package s3name

import "strings"

// A reader takes a host of AWS apart, from the right.
type reader struct {
	Host
	domain domain
	at     int // where the fault is
	err    error
}

// fault tells what is wrong and where. The first fault stays.
func (r *reader) fault(at int, err error) {
	if r.err == nil {
		r.at, r.err = at, err
	}
}

// unless tells a fault if ok is false.
func (r *reader) unless(ok bool, at int, err error) {
	if !ok {
		r.fault(at, err)
	}
}

// read reads what stands before the end of a host.
func (r *reader) read(labels string) {
	left, last := cutLabel(labels)
	switch last {
	case "s3":
		r.Service = S3
		r.readBucket(left)
	case "s3-accelerate":
		r.readAccelerated(left)
	case "dualstack":
		if left, last = cutLabel(left); last != "s3-accelerate" {
			r.fault(0, ErrNotAWS)
			return
		}
		r.DualStack = true
		r.readAccelerated(left)
	case "s3-global":
		r.readMultiRegion(left)
	case "vpce":
		r.readPrivateLink(left)
	default:
		r.readRegional(labels)
	}
}

// readAccelerated reads the bucket or alias before s3-accelerate, which there must be.
func (r *reader) readAccelerated(label string) {
	r.Service, r.Accelerate = S3, true
	r.unless(r.Partition != "aws-cn", after(label), ErrOptions)
	r.unless(label != "", 0, ErrBucket)
	r.readBucket(label)
}

// readMultiRegion reads what stands before s3-global.
//
// S3 User Guide, "Making requests through a Multi-Region Access Point".
func (r *reader) readMultiRegion(labels string) {
	label, last := cutLabel(labels)
	r.unless(last == "accesspoint", 0, ErrNotAWS)
	r.Service, r.Label = MultiRegion, label
	r.unless(isMultiRegion(label), 0, ErrAlias)
}

// readRegional reads SERVICE.REGION or SERVICE.dualstack.REGION, and what stands
// before.
func (r *reader) readRegional(labels string) {
	left, region := cutLabel(labels)
	if before, last := cutLabel(left); last == "dualstack" && before != "" {
		left, r.DualStack = before, true
	}
	left, service := cutLabel(left)
	if !r.setService(service) {
		r.fault(0, ErrNotAWS)
		return
	}
	r.readRegion(region, len(labels)-len(region))
	r.unless(!r.FIPS || r.Partition != "aws-cn", after(left), ErrOptions)
	r.readName(left)
}

// readAPI reads a host under the end for api hosts, which are dual-stack ones. S3 has
// the control plane of Outposts there alone.
//
// Amazon S3 on Outposts User Guide, "Using S3 on Outposts dual-stack endpoints".
func (r *reader) readAPI(labels string) {
	left, region := cutLabel(labels)
	left, service := cutLabel(left)
	if !r.setService(service) || r.Service != Outposts {
		r.fault(0, ErrNotAWS)
		return
	}
	r.readRegion(region, len(labels)-len(region))
	r.Service, r.DualStack = OutpostsControl, true
	r.unless(left == "", 0, ErrOptions)
	r.unless(!r.FIPS || r.Partition != "aws-cn", 0, ErrOptions)
}

// readRegion reads the region and with it the partition.
func (r *reader) readRegion(region string, at int) {
	partition, ok := r.domain.regional(region)
	r.unless(ok, at, ErrRegion)
	r.Partition, r.Region = partition, region
}

// after returns where the label begins that follows left.
func after(left string) int {
	if left == "" {
		return 0
	}
	return len(left) + len(".")
}

// setService reads the label of a service, with the FIPS option and the zone that it
// may hold.
func (r *reader) setService(label string) (ok bool) {
	if zone, ok := strings.CutPrefix(label, "s3express-"); ok {
		if zone == "control" {
			r.Service = DirectoryControl
			return true
		}
		r.Service = Directory
		r.Zone, r.FIPS = strings.CutPrefix(zone, "fips-")
		return true
	}
	label, r.FIPS = strings.CutSuffix(label, "-fips")
	for _, s := range [...]Service{S3, AccessPoints, ObjectLambda, Outposts, Control} {
		if label == s.label() {
			r.Service = s
			return true
		}
	}
	return false
}
