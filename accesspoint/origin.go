package accesspoint

import (
	"errors"
	"fmt"
	"strings"
)

// A NetworkOrigin says from where an access point takes requests. NetworkOrigins
// compare with ==. The zero NetworkOrigin is not valid: with it, every request is
// denied.
//
// S3 User Guide, "Creating access points restricted to a virtual private cloud".
type NetworkOrigin struct {
	internet bool
	vpc      string
}

// ErrNetworkOrigin is about a network origin that S3 does not know.
var ErrNetworkOrigin = errors.New("network origin must be Internet without a VPC, or VPC with the id of one, such as vpc-1a2b3c4d")

// Internet returns the origin of an access point that takes requests from
// anywhere, as far as policies allow it.
func Internet() NetworkOrigin { return NetworkOrigin{internet: true} }

// VPC returns the origin of an access point that takes requests from one virtual
// private cloud alone. An id that is none gives an origin that is not valid.
func VPC(id string) NetworkOrigin {
	if !isVPC(id) {
		return NetworkOrigin{}
	}
	return NetworkOrigin{vpc: id}
}

// ParseNetworkOrigin reads what the S3 API tells of an access point: Internet or
// VPC, in any case of letters, and the id of the VPC, empty with Internet.
func ParseNetworkOrigin(name, vpcID string) (NetworkOrigin, error) {
	switch {
	case strings.EqualFold(name, internetName) && vpcID == "":
		return Internet(), nil
	case strings.EqualFold(name, vpcName) && isVPC(vpcID):
		return VPC(vpcID), nil
	}
	return NetworkOrigin{}, fmt.Errorf("%w, not %.40q with %.40q", ErrNetworkOrigin, name, vpcID)
}

// The values of the condition key s3:AccessPointNetworkOrigin.
const (
	internetName = "Internet"
	vpcName      = "VPC"
)

// isVPC reports whether id has the form of a VPC's id. AWS's own examples have
// ids of other lengths than real ones.
func isVPC(id string) bool {
	rest, ok := strings.CutPrefix(id, "vpc-")
	return ok && rest != "" && len(id) <= 64 && strings.Trim(rest, "0123456789abcdefghijklmnopqrstuvwxyz") == ""
}

// IsValid reports whether o is an origin, which all but the zero origin are.
func (o NetworkOrigin) IsValid() bool { return o.internet || o.vpc != "" }

// VPCID returns the id of the VPC, empty for Internet.
func (o NetworkOrigin) VPCID() string { return o.vpc }

// Name returns the value that s3:AccessPointNetworkOrigin has: Internet or VPC;
// empty for the zero origin.
func (o NetworkOrigin) Name() string {
	switch {
	case o.internet:
		return internetName
	case o.vpc != "":
		return vpcName
	}
	return ""
}

// String returns Internet, or VPC and the id.
func (o NetworkOrigin) String() string {
	switch {
	case o.internet:
		return internetName
	case o.vpc != "":
		return vpcName + " " + o.vpc
	}
	return "no network origin"
}
