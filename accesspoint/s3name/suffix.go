package s3name

import (
	"strings"

	"github.com/s3ap/s3ap/arn"
)

// A domain is what the hosts of a partition end in.
type domain struct{ partition, dns, api string }

// domains returns what hosts of AWS end in. The partitions aws and aws-us-gov share
// their ends, and the region tells them apart. Hosts under api are those of S3 on
// Outposts' control plane alone.
//
// The partitions file that AWS SDKs ship.
func domains() [8]domain {
	return [...]domain{
		{"aws", "amazonaws.com", "api.aws"},
		{"aws-us-gov", "amazonaws.com", "api.aws"},
		{"aws-cn", "amazonaws.com.cn", "api.amazonwebservices.com.cn"},
		{"aws-eusc", "amazonaws.eu", "api.amazonwebservices.eu"},
		{"aws-iso", "c2s.ic.gov", "api.aws.ic.gov"},
		{"aws-iso-b", "sc2s.sgov.gov", "api.aws.scloud"},
		{"aws-iso-e", "cloud.adc-e.uk", "api.cloud-aws.adc-e.uk"},
		{"aws-iso-f", "csp.hci.ic.gov", "api.aws.hci.ic.gov"},
	}
}

// domainOf returns what hosts of a partition end in.
func domainOf(partition string) (d domain, ok bool) {
	for _, d := range domains() {
		if d.partition == partition {
			return d, true
		}
	}
	return domain{}, false
}

// cutDomain returns what stands before the end of a host of AWS, and whether the end
// is that of the api hosts.
func cutDomain(host string) (left string, d domain, api, ok bool) {
	for _, d := range domains() {
		if left, ok := cutEnd(host, d.dns); ok {
			return left, d, false, true
		}
		if left, ok := cutEnd(host, d.api); ok {
			return left, d, true, true
		}
	}
	return "", domain{}, false, false
}

// cutEnd cuts end, and the period before it, off a host.
func cutEnd(host, end string) (left string, ok bool) {
	left, ok = strings.CutSuffix(host, end)
	if !ok || !strings.HasSuffix(left, ".") {
		return "", false
	}
	return left[:len(left)-1], true
}

// partition returns the partition of d, or the one that shares its end, which the
// region is of. It is not ok if the region is of neither.
func (d domain) regional(region string) (partition string, ok bool) {
	if d.partition == "aws" && arn.ValidRegion(region, "aws-us-gov") {
		return "aws-us-gov", true
	}
	return d.partition, arn.ValidRegion(region, d.partition)
}

// cutLabel cuts the last label off labels.
func cutLabel(labels string) (left, last string) {
	at := strings.LastIndexByte(labels, '.')
	if at < 0 {
		return "", labels
	}
	return labels[:at], labels[at+1:]
}
