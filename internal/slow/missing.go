package slow

import "github.com/s3ap/s3ap/policy"

// missing tells which layers lack an Allow that the request needs on a leg, if
// nothing denies it, and which might be said to lack it as well.
func (p panel) missing() (blocked, perhaps Layers) {
	blocked, perhaps = p.missingAround(), Layers{}
	w, owner := p.world, p.leg.owner
	answer := p.answer(p.leg.policyLayer, p.own())
	granted := answer.Outcome == policy.Allowed
	switch {
	case w.Caller.Account == "": // an anonymous caller or a service
		if !granted {
			blocked[p.leg.policyLayer] = true
		}
	case w.Caller.Account != owner:
		// IAM User Guide, "Cross-account policy evaluation logic".
		if !granted {
			blocked[p.leg.policyLayer] = true
		}
		own, perhapsOwn := p.missingOwn()
		blocked, perhaps = blocked.With(own), perhaps.With(perhapsOwn)
	case p.isRuleX() && !granted:
		blocked[p.leg.policyLayer] = true
		own, perhapsOwn := p.missingOwn()
		perhaps = perhaps.With(own).With(perhapsOwn)
	case w.Caller.Kind == policy.RootUser:
	default:
		b, q := p.missingSameAccount(answer)
		blocked, perhaps = blocked.With(b), perhaps.With(q)
	}
	return blocked, perhaps
}

// missingAround tells which of the layers are in the way that only ever limit:
// at each level of the organization a policy must allow the request, and the
// policy of the endpoint must. Resource control policies only deny.
func (p panel) missingAround() Layers {
	blocked := Layers{}
	for _, level := range p.serviceControl() {
		if !p.allows(ServiceControlLayer, level...) {
			blocked[ServiceControlLayer] = true
		}
	}
	if e := p.world.Endpoint; e != nil && e.Policy != nil && !p.allows(VPCEndpointLayer, e.Policy) {
		blocked[VPCEndpointLayer] = true
	}
	return blocked
}

// isRuleX: an access point of another account gives no access until the bucket's
// owner authorizes requests from it in the bucket policy, not even to callers of
// the owner's account. S3 User Guide, "Configuring IAM policies for using access
// points".
func (p panel) isRuleX() bool {
	w := p.world
	return p.leg.policyLayer == BucketLayer && w.AccessPoint != nil && w.AccessPoint.Account != w.Bucket.Account
}

// missingSameAccount: an Allow of the resource's own policy is enough, the more
// so the more directly it names the caller. IAM User Guide, "Policy evaluation
// for requests within a single account".
func (p panel) missingSameAccount(answer Answer) (blocked, perhaps Layers) {
	blocked, perhaps = Layers{}, Layers{}
	switch {
	case answer.Grants.Has(policy.Direct | policy.Wildcard):
		return blocked, perhaps
	case answer.Grants.Has(policy.Role | policy.Issuer):
		blocked = p.missingLimits()
	default:
		blocked, perhaps = p.missingOwn()
		if blocked[IdentityLayer] {
			blocked[p.leg.policyLayer] = true // either would have been enough
		}
	}
	if len(blocked) > 0 {
		perhaps[p.leg.policyLayer] = true // to name the caller directly would have been enough
	}
	return blocked, perhaps
}

// missingOwn tells which of the caller's own policies lack an Allow. A root user
// needs none. A federated user has no permissions but those of its session
// policies. AWS STS API Reference, GetFederationToken.
func (p panel) missingOwn() (blocked, perhaps Layers) {
	w := p.world
	if w.Caller.Kind == policy.RootUser {
		return Layers{}, Layers{}
	}
	blocked, perhaps = p.missingLimits(), Layers{}
	if !p.allows(IdentityLayer, w.Identity...) {
		blocked[IdentityLayer] = true
	}
	if w.Caller.Kind == policy.FederatedUser && len(w.Session) == 0 {
		blocked[IdentityLayer] = true
		perhaps[SessionLayer] = true
	}
	return blocked, perhaps
}

// missingLimits tells which of the policies lack an Allow that limit the caller.
func (p panel) missingLimits() Layers {
	blocked := Layers{}
	if b := p.world.Boundary; b != nil && !p.allows(BoundaryLayer, b) {
		blocked[BoundaryLayer] = true
	}
	if s := p.world.Session; len(s) > 0 && !p.allows(SessionLayer, s...) {
		blocked[SessionLayer] = true
	}
	return blocked
}
