package slow

import (
	"github.com/s3ap/s3ap/internal/doubt"
	"github.com/s3ap/s3ap/policy"
)

// A panel is all policies that bear on one leg of a request, and what they say.
type panel struct {
	world  World
	leg    leg
	req    Request
	favour doubt.Favour
	said   map[*policy.Document]Result
}

func (w World) panels(ask Ask) (panels []panel) {
	for _, l := range w.legs(ask.Key) {
		panels = append(panels, panel{w, l, w.seen(l, ask), doubt.Deny, map[*policy.Document]Result{}})
	}
	return panels
}

// seen is the request as the policies of a leg see it.
func (w World) seen(l leg, ask Ask) Request {
	return Request{w.Caller, w.Boundary != nil, ask.Action, l.resource, ask.Facts.on(w, l)}
}

// favouring returns the panels with another choice of what doubt does.
func favouring(f doubt.Favour, panels []panel) (others []panel) {
	for _, p := range panels {
		p.favour = f
		others = append(others, p)
	}
	return others
}

// answer is what one policy says. One that is not there says nothing.
func (p panel) answer(layer Layer, doc *policy.Document) Answer {
	if doc == nil {
		return Answer{}
	}
	result, ok := p.said[doc]
	if !ok {
		result = Evaluate(kindOf[layer], doc, p.req)
		p.said[doc] = result
	}
	return result.Answer(p.favour)
}

// allows tells whether one of several policies allows the request.
func (p panel) allows(layer Layer, docs ...*policy.Document) bool {
	for _, doc := range docs {
		if p.answer(layer, doc).Outcome == policy.Allowed {
			return true
		}
	}
	return false
}

// own is the policy that is attached to the resource.
func (p panel) own() *policy.Document {
	if p.leg.policyLayer == AccessPointLayer {
		return p.world.AccessPoint.Policy
	}
	return p.world.Bucket.Policy
}

// policies returns all policies that bear on the leg.
func (p panel) policies() map[Layer][]*policy.Document {
	w := p.world
	all := map[Layer][]*policy.Document{
		p.leg.policyLayer: {p.own()},
		IdentityLayer:     w.Identity,
		BoundaryLayer:     {w.Boundary},
		SessionLayer:      w.Session,
	}
	if w.Endpoint != nil {
		all[VPCEndpointLayer] = []*policy.Document{w.Endpoint.Policy}
	}
	for _, level := range p.serviceControl() {
		all[ServiceControlLayer] = append(all[ServiceControlLayer], level...)
	}
	for _, level := range p.resourceControl() {
		all[ResourceControlLayer] = append(all[ResourceControlLayer], level...)
	}
	return all
}

// serviceControl returns the levels of policies that bind the caller. They bind
// users, roles and root users of the accounts that have them, but not those of
// the management account, nor service-linked roles. Organizations User Guide,
// "Service control policies (SCPs)".
func (p panel) serviceControl() [][]*policy.Document {
	c := p.world.Caller
	account := p.world.account(c.Account)
	if c.Account == "" || account.Management || c.ServiceLinked {
		return nil
	}
	return account.ServiceControl
}

// resourceControl returns the levels of policies that bind the resource, whoever
// calls, but for service-linked roles. Organizations User Guide, "Resource
// control policies (RCPs)".
func (p panel) resourceControl() [][]*policy.Document {
	account := p.world.account(p.leg.owner)
	if account.Management || p.world.Caller.ServiceLinked {
		return nil
	}
	return account.ResourceControl
}
