package slow

import (
	"slices"

	"github.com/s3ap/s3ap/policy"
)

// spoil puts a fault into a world, most of the time.
func (g Generator) spoil(w *World) {
	everything := func(kind policy.Kind) *policy.Document {
		s := policy.Statement{Effect: policy.Allow}
		if kind.NamesPrincipals() {
			s.Principal.Any = true
		}
		s.Action.Items, s.Resource.Items = policy.Texts("s3:*"), policy.Texts("*")
		return &policy.Document{Kind: kind, Version: policy.Text{Value: "2012-10-17"}, Statements: []policy.Statement{s}}
	}
	faults := []func(){
		func() { w.Caller = Caller{} },
		func() { w.Bucket.Account = pick(g, "", "11111111111", "1111111111111") },
		func() { w.Bucket.Policy = everything(policy.Identity) },
		func() { w.Accounts = slices.Concat(w.Accounts, w.Accounts) },
		func() { w.Identity = append(w.Identity, everything(pick(g, policy.Identity, policy.Boundary))) },
		func() { w.Boundary = everything(pick(g, policy.Identity, policy.Boundary)) },
		func() { w.Session = append(w.Session, everything(policy.Session)) },
		func() { w.Endpoint = &Endpoint{ID: pick(g, "vpce-", "vpc-1a2b3c4d"), VPC: vpcs[0]} },
		func() { w.Endpoint = &Endpoint{ID: endpoints[0], VPC: pick(g, "", "vpce-1a2b3c4d")} },
		func() {
			if w.Caller.Partition != "" {
				w.Caller.Partition = "aws-cn"
			}
		},
	}
	if ap := w.AccessPoint; ap != nil {
		faults = append(faults,
			func() { ap.Policy = everything(policy.Bucket) },
			func() { ap.Region = "eu-west-1" },
			func() { ap.VPC = pick(g, "vpc", "vpce-1a2b3c4d") },
			func() { ap.Policy, w.Bucket.Policy = w.Bucket.Policy, ap.Policy },
		)
	}
	pick(g, faults...)()
}
