package s3name

import (
	"github.com/s3ap/s3ap/alias"
	"github.com/s3ap/s3ap/arn"
)

// HostOf returns the host of an access point, which [Host.Text] prints. For a
// directory bucket's access point and a Multi-Region one, the host does not tell the
// account.
func HostOf(ap arn.AccessPoint, o Options) Host {
	h := Host{Partition: ap.Partition(), Region: ap.Region(), Options: o}
	switch ap.Kind() {
	case arn.GeneralPurpose:
		h.Service = AccessPoints
	case arn.ObjectLambda:
		h.Service = ObjectLambda
	case arn.Outposts:
		h.Service, h.OutpostID = Outposts, ap.OutpostID()
	case arn.Directory:
		h.Service, h.Label, h.Zone = Directory, ap.Name(), ap.Zone()
		return h
	case arn.MultiRegion:
		h.Service, h.Label = MultiRegion, ap.Name()
		return h
	}
	h.AccessPoint, h.Account = ap, ap.Account()
	return h
}

// HostOfAlias returns the host of an alias in a region, which [Host.Text] prints. The
// alias does not tell the region. A Multi-Region Access Point is in none: region is
// not looked at then, nor for an accelerated host.
func HostOfAlias(a alias.Alias, partition, region string, o Options) Host {
	h := Host{Service: S3, Label: a.String(), Partition: partition, Region: region, Options: o}
	switch {
	case !a.IsValid():
		return Host{}
	case a.Kind() == alias.MultiRegion:
		h.Service, h.Region = MultiRegion, ""
	case a.Kind() == alias.DirectoryAccessPoint:
		h.Service = Directory
		_, h.Zone, _ = arn.CutZone(a.String())
	case a.Kind() == alias.Outposts:
		h.Service, h.OutpostID = Outposts, outpostOf(a)
	case o.Accelerate:
		h.Region = ""
	}
	return h
}

// Text returns the host as text, which [ParseHost] reads as h. If there is no such
// host the error tells why: it wraps what ParseHost would say of it, [ErrOptions] if
// the service has no host for the options, [ErrMismatch] or [ErrPartition]. A
// Multi-Region Access Point in aws-us-gov cannot be printed, since its host is one of
// aws.
func (h Host) Text() (string, error) {
	d, ok := domainOf(h.Partition)
	if !ok {
		return "", &Error{h.Partition, 0, ErrPartition}
	}
	text := h.compose(d)
	switch {
	case h.Service.label() == "":
		return "", &Error{text, 0, ErrMismatch}
	case !h.hasOptions():
		return "", &Error{text, 0, ErrOptions}
	}
	back, err := ParseHost(text)
	switch {
	case err == ErrNotAWS: // a part with a period in it, or none where one must be
		return "", &Error{text, 0, ErrMismatch}
	case err != nil:
		return "", err
	case back == h:
		return text, nil
	case back.Options != h.Options:
		return "", &Error{text, 0, ErrOptions}
	}
	return "", &Error{text, 0, ErrMismatch}
}

// String returns the text of h, "" if there is no such host.
func (h Host) String() string {
	text, err := h.Text()
	if err != nil {
		return ""
	}
	return text
}

// hasOptions reports whether hosts of the service can show the options at all.
func (h Host) hasOptions() bool {
	o := h.Options
	switch {
	case o.VPCEndpoint != "":
		return h.Service.base() != "" && o == Options{VPCEndpoint: o.VPCEndpoint}
	case o.Accelerate:
		return h.Service == S3 && !o.FIPS
	case h.Service == MultiRegion || h.Service == DirectoryControl:
		return o == Options{}
	}
	return true
}

// compose puts the parts of h together, whatever they are.
func (h Host) compose(d domain) string {
	fips, dual, service := "", "", h.Service.label()
	if h.FIPS {
		fips = "-fips"
	}
	if h.DualStack {
		dual = ".dualstack"
	}
	start := h.beginning()
	switch {
	case h.VPCEndpoint != "":
		return start + h.Service.base() + "." + h.VPCEndpoint + ".s3." + h.Region + ".vpce." + d.dns
	case h.Service == MultiRegion:
		return start + "accesspoint.s3-global." + d.dns
	case h.Accelerate:
		return start + "s3-accelerate" + dual + "." + d.dns
	case h.Service == S3 && h.Region == "":
		return start + "s3." + d.dns
	case h.Service == OutpostsControl && h.DualStack:
		return start + service + fips + "." + h.Region + "." + d.api
	case h.Service == Directory:
		return start + service + fips + "-" + h.Zone + dual + "." + h.Region + "." + d.dns
	}
	return start + service + fips + dual + "." + h.Region + "." + d.dns
}

// beginning returns what stands before the service, with the period between.
func (h Host) beginning() string {
	start := h.Label
	switch {
	case h.AccessPoint.IsValid():
		start = h.AccessPoint.Name() + "-" + h.AccessPoint.Account()
	case h.Service == Control:
		start = h.Account
	}
	if h.Service == Outposts {
		start += "." + h.OutpostID
	}
	if start != "" {
		start += "."
	}
	return start
}

// base returns what the service is called in hosts of VPC endpoints, "" if it has
// none.
func (s Service) base() string {
	switch s {
	case S3:
		return "bucket"
	case AccessPoints:
		return "accesspoint"
	case Control:
		return "control"
	}
	return ""
}
