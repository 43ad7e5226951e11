package analysis

import "github.com/s3ap/s3ap/policy"

// Beyond asks whether there is a request that the policy allows and the reference, a
// policy of the same kind in the same place, does not. No: the policy grants nothing
// new.
func (p *Policy) Beyond(reference *policy.Document) Answer { return Answer{Reason: notYet} }

// Allows asks whether there is a request of an access that the policy allows, by a
// statement that names the caller directly or by its account.
func (p *Policy) Allows(a Access) Answer { return Answer{Reason: notYet} }

// Lacks asks whether there is a request of an access that the policy does not allow.
// No: all of the access is granted, whatever the keys of the request are.
func (p *Policy) Lacks(a Access) Answer { return Answer{Reason: notYet} }
