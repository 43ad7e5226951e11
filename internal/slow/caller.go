package slow

import (
	"strings"

	"github.com/s3ap/s3ap/policy"
)

// A Caller is what is known of a principal.
type Caller struct {
	Kind               policy.PrincipalType // 0 for the zero principal
	Partition, Account string
	// Owner is the user or role with its path, such as team/app. For a federated
	// user it is the user who vouches, empty if only the session's ARN is known.
	Owner string
	// PathUnknown: only the ARN of the role session is known, so the role is
	// taken to have no path.
	PathUnknown   bool
	Session       string // of a role or federated user; empty if it is not known
	Service       string
	UniqueID      string // empty if it is not known
	CanonicalID   string // empty if it is not known
	ServiceLinked bool   // for the session of a service-linked role
}

func (c Caller) iam(resource string) string {
	return "arn:" + c.Partition + ":iam::" + c.Account + ":" + resource
}

func (c Caller) sts(resource string) string {
	return "arn:" + c.Partition + ":sts::" + c.Account + ":" + resource
}

// Principal makes the principal from just what is known of it.
func (c Caller) Principal() (p policy.Principal, err error) {
	switch {
	case c.Kind == policy.RootUser:
		p, err = policy.ParsePrincipal(c.iam("root"))
	case c.Kind == policy.User:
		p, err = policy.ParsePrincipal(c.iam("user/" + c.Owner))
	case c.Kind == policy.RoleSession && c.Session == "":
		p, err = policy.ParsePrincipal(c.iam("role/" + c.Owner))
	case c.Kind == policy.RoleSession && c.PathUnknown:
		p, err = policy.ParsePrincipal(c.sts("assumed-role/" + c.Owner + "/" + c.Session))
	case c.Kind == policy.RoleSession:
		p, err = policy.AssumedRole(c.iam("role/"+c.Owner), c.Session)
	case c.Kind == policy.FederatedUser && c.Owner == "":
		p, err = policy.ParsePrincipal(c.sts("federated-user/" + c.Session))
	case c.Kind == policy.FederatedUser:
		p, err = policy.Federated(c.iam("user/"+c.Owner), c.Session)
	case c.Kind == policy.AWSService:
		p, err = policy.ParsePrincipal(c.Service)
	case c.Kind == policy.AnonymousUser:
		p = policy.Anonymous()
	}
	if c.UniqueID != "" {
		p = p.WithUniqueID(c.UniqueID)
	}
	if c.CanonicalID != "" {
		p = p.WithCanonicalID(c.CanonicalID)
	}
	if c.ServiceLinked {
		p = p.AsServiceLinked()
	}
	return p, err
}

// base returns a name without its path.
func base(name string) string { return name[strings.LastIndex(name, "/")+1:] }
