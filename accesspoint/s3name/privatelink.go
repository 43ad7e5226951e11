package s3name

import "strings"

// readPrivateLink reads BASE.ENDPOINT.s3.REGION, and what stands before, of a host of
// a VPC endpoint.
//
// S3 User Guide, "AWS PrivateLink for Amazon S3".
func (r *reader) readPrivateLink(labels string) {
	left, region := cutLabel(labels)
	regionAt := len(labels) - len(region)
	left, service := cutLabel(left)
	if service != "s3" {
		r.fault(0, ErrNotAWS)
		return
	}
	r.readRegion(region, regionAt)
	left, r.VPCEndpoint = cutLabel(left)
	r.unless(isEndpoint(r.VPCEndpoint, region), after(left), ErrEndpoint)
	label, base := cutLabel(left)
	switch base {
	case "bucket":
		r.Service = S3
		r.readBucket(label)
	case "accesspoint":
		r.Service = AccessPoints
		r.readAccessPoint(label)
	case "control":
		r.Service = Control
		r.readAccount(label)
	default:
		r.fault(len(left)-len(base), ErrEndpoint)
	}
}

// isEndpoint reports whether s is the name of a VPC endpoint in hosts: its id, a
// further label, and for one zone alone the zone, which is in the region.
func isEndpoint(s, region string) bool {
	const wordChars = "abcdefghijklmnopqrstuvwxyz0123456789"
	rest, ok := strings.CutPrefix(s, "vpce-")
	id, rest, _ := strings.Cut(rest, "-")
	further, zone, zonal := strings.Cut(rest, "-")
	switch {
	case !ok || id == "" || strings.Trim(id, "0123456789abcdef") != "":
		return false
	case further == "" || strings.Trim(further, wordChars) != "":
		return false
	case !zonal:
		return true
	}
	// us-east-1a, or us-west-2-lax-1a for a Local Zone
	inRegion, ok := strings.CutPrefix(zone, region)
	return ok && inRegion != "" && inRegion != "-" && strings.Trim(inRegion, wordChars+"-") == "" && !strings.HasSuffix(inRegion, "-")
}
