package policy

// A Kind says where a policy is attached, and so what it may say. The zero Kind
// is not valid.
type Kind uint8

// The kinds of policies that bear on requests to S3.
const (
	Bucket          Kind = 1 + iota // attached to a bucket
	AccessPoint                     // attached to an access point
	Identity                        // of a user, group or role
	Boundary                        // permissions boundary of a user or role
	Session                         // passed when a session was created
	ServiceControl                  // of an organization, about callers
	ResourceControl                 // of an organization, about resources
	VPCEndpoint                     // attached to a VPC endpoint
)

// String returns the kind in words, such as "bucket policy".
func (k Kind) String() string {
	switch k {
	case Bucket:
		return "bucket policy"
	case AccessPoint:
		return "access point policy"
	case Identity:
		return "identity-based policy"
	case Boundary:
		return "permissions boundary"
	case Session:
		return "session policy"
	case ServiceControl:
		return "service control policy"
	case ResourceControl:
		return "resource control policy"
	case VPCEndpoint:
		return "VPC endpoint policy"
	}
	return "policy of no kind"
}

// IsValid reports whether k is one of the kinds.
func (k Kind) IsValid() bool { return Bucket <= k && k <= VPCEndpoint }

// NamesPrincipals reports whether statements of the kind say whom they are
// about. The others are about whoever they are attached to.
//
// IAM User Guide, "AWS JSON policy elements: Principal".
func (k Kind) NamesPrincipals() bool {
	switch k {
	case Bucket, AccessPoint, ResourceControl, VPCEndpoint:
		return true
	}
	return false
}

// MaxSize returns how many bytes a policy of the kind may have, as S3 or EC2
// would store it; MaxBytes where this package knows no limit of its own. IAM
// counts what its limits allow without blanks and by what the policy is attached
// to, which the text does not tell.
//
// S3 User Guide, "Access points naming rules, restrictions, and limitations" and
// "Adding a bucket policy by using the Amazon S3 console"; VPC User Guide,
// "Control access to VPC endpoints using endpoint policies".
func (k Kind) MaxSize() int {
	switch k {
	case Bucket, AccessPoint, VPCEndpoint:
		return 20 << 10
	}
	return MaxBytes
}

// ofIAM reports whether IAM or STS stores policies of the kind, which hold them
// to rules that S3 does not have.
func (k Kind) ofIAM() bool { return k == Identity || k == Boundary || k == Session }
