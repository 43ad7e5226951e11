package slow

import (
	"slices"
	"strings"

	"github.com/s3ap/s3ap/internal/doubt"
	"github.com/s3ap/s3ap/internal/s3action"
	"github.com/s3ap/s3ap/policy"
)

// A Verdict is what a request comes to.
type Verdict struct {
	// Blocked are the layers that stand in the way, those of a Deny and those
	// that lack an Allow. Where the resource's own policy or the caller's would
	// have been enough, it has both. A request is allowed if there are none.
	Blocked Layers
	// Denied are the layers of which a policy has a Deny that applies. What no
	// policy refuses, such as for its network origin, is not denied.
	Denied Layers
	// Perhaps are layers that may be among Blocked or not.
	Perhaps Layers
	// Both tells that both requests of a copy are denied. It may be said to be
	// denied for the one or for the other.
	Both bool
}

// Allowed tells whether the request is allowed.
func (v Verdict) Allowed() bool { return len(v.Blocked) == 0 }

func blockedBy(layers ...Layer) Verdict { return Verdict{Blocked: setOf(layers...)} }

// Decide decides a request, and then once more with every doubt decided in
// favour of allow. A copy is two requests.
func (w World) Decide(ask Ask) (v, generous Verdict) {
	if ask.Source != nil {
		return w.decideCopy(ask)
	}
	panels := w.panels(ask)
	return w.decide(ask, panels), w.decide(ask, favouring(doubt.Allow, panels))
}

// decide follows IAM User Guide, "How AWS enforcement code logic evaluates
// requests to allow or deny access", on each leg. What S3 refuses on its own is
// refused before policies are looked at. But for these, everything that stands
// in the way is told, though an explicit deny alone would do.
func (w World) decide(ask Ask, panels []panel) Verdict {
	through := w.AccessPoint != nil
	switch {
	case w.refuses(ask):
		return blockedBy(RequestLayer)
	case through && (!goesThrough(ask.Action) || w.Caller.Kind == policy.AnonymousUser):
		return blockedBy(OperationLayer)
	case through && !panels[0].isFromOrigin():
		return blockedBy(NetworkOriginLayer)
	}
	v := Verdict{Blocked: Layers{}, Denied: Layers{}, Perhaps: Layers{}}
	for _, p := range panels {
		blocked, perhaps := p.missing()
		v.Denied = v.Denied.With(p.denying(ask))
		v.Blocked, v.Perhaps = v.Blocked.With(blocked), v.Perhaps.With(perhaps)
	}
	if w.restricted() || w.setsPublicACL(ask, panels[0].favour) {
		v.Blocked[BlockPublicLayer] = true
	}
	v.Blocked = v.Blocked.With(v.Denied)
	return v
}

// goesThrough: S3 User Guide, "Access point compatibility".
func goesThrough(action string) bool {
	a, ok := s3action.Lookup(action)
	return ok && a.ThroughAccessPoint
}

// refuses tells whether the request lacks something or contradicts itself.
func (w World) refuses(ask Ask) bool {
	service, _, _ := strings.Cut(ask.Action, ":")
	action, _ := s3action.Lookup(ask.Action)
	switch {
	case w.IsFaulty():
		return true
	case !actionName.MatchString(ask.Action) || !strings.EqualFold(service, "s3"):
		return true
	case action.Resource == s3action.ObjectResource && ask.Key == "":
		return true
	case action.Resource == s3action.BucketResource && ask.Key != "":
		return true
	case len(ask.Key) > 1024:
		return true
	}
	return ask.Facts.forged(w, w.legs(ask.Key))
}

// isFromOrigin tells whether the request comes from where the access point takes
// requests from. S3 User Guide, "Creating access points restricted to a virtual
// private cloud"; FSx for ONTAP User Guide, "Configuring network access for
// Amazon S3 access points".
func (p panel) isFromOrigin() bool {
	vpc := p.world.AccessPoint.VPC
	values, present := p.req.lookup("aws:SourceVpc")
	switch {
	case vpc == "":
		return true
	case present == Unsure:
		return p.favour == doubt.Allow
	}
	return slices.Equal(values, []string{vpc})
}

// denying returns the layers that have a Deny on a leg.
func (p panel) denying(ask Ask) Layers {
	denying := Layers{}
	for layer, docs := range p.policies() {
		for _, doc := range docs {
			if p.answer(layer, doc).Outcome == policy.ExplicitDeny && !(layer == BucketLayer && p.world.mayMend(ask)) {
				denying[layer] = true
			}
		}
	}
	return denying
}

// mayMend: the root user of the bucket's account may always replace a bucket
// policy, so as not to be locked out. S3 API Reference, PutBucketPolicy.
func (w World) mayMend(ask Ask) bool {
	own := w.Caller.Kind == policy.RootUser && w.Caller.Account == w.Bucket.Account && w.AccessPoint == nil
	return own && slices.Contains([]string{"s3:getbucketpolicy", "s3:putbucketpolicy", "s3:deletebucketpolicy"}, strings.ToLower(ask.Action))
}
