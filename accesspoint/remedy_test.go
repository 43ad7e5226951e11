package accesspoint

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/internal/doubt"
	"github.com/s3ap/s3ap/policy"
)

// checkRemedies holds what every row of the decision tables must: an explanation
// has the decision, and a denied request has remedies, each of which lets it pass,
// or the reason why it has none.
func checkRemedies(t *testing.T, w *world, req *Request, d Decision) {
	t.Helper()
	x := w.explain(d, req, nil)
	if x.Decision != d {
		t.Errorf("the explanation decides otherwise: %v", x.Decision)
	}
	if !d.curable() && len(x.Remedies) > 0 {
		t.Errorf("%v: nothing may be proposed, got %v", d, x.Remedies)
	}
	if d.curable() && len(x.Remedies) == 0 && strings.HasPrefix(d.whyNone(), "nothing was found") {
		t.Errorf("%v: nothing is proposed, without a reason", d)
	}
	if len(x.Remedies) > maxRemedies {
		t.Errorf("%d remedies are too many", len(x.Remedies))
	}
	for _, r := range x.Remedies {
		changed, asked := applied(t, w, req, r)
		if got := changed.decideAgain(asked); !got.Allowed() {
			t.Errorf("%v does not help: %v", r, got)
		}
		if IsPublic(changed.bucketPolicy) != IsPublic(w.bucketPolicy) || IsPublic(changed.accessPointPolicy) != IsPublic(w.accessPointPolicy) {
			t.Errorf("%v makes a policy public", r)
		}
	}
}

// applied makes the changes of a remedy as its fields say them.
func applied(t *testing.T, w *world, req *Request, r Remedy) (*world, *Request) {
	t.Helper()
	changed, asked := *w, *req
	changed.own()
	for _, c := range r.Changes {
		if c.Kind == ChangeRequest {
			require.Nil(t, c.Policy)
			asked.Context = asked.Context.With(c.Context...)
			continue
		}
		p, err := c.Policy.Compile()
		require.NoError(t, err, "%v", c)
		one := []*policy.Policy{p}
		switch c.Layer {
		case AccessPointPolicyLayer:
			changed.accessPointPolicy = p
		case BucketPolicyLayer:
			changed.bucketPolicy = p
		case BoundaryLayer:
			changed.boundary = p
		case VPCEndpointLayer:
			changed.endpointPolicy = p
		case IdentityLayer:
			changed.identity = slices.Concat(w.identity[:c.Number-1], one, w.identity[min(c.Number, len(w.identity)):])
		case SessionLayer:
			changed.sessions = slices.Concat(w.sessions[:c.Number-1], one, w.sessions[min(c.Number, len(w.sessions)):])
		case ServiceControlLayer:
			level := w.serviceControl[c.Level-1]
			changed.serviceControl = slices.Clone(w.serviceControl)
			changed.serviceControl[c.Level-1] = slices.Concat(level[:c.Number-1], one, level[min(c.Number, len(level)):])
		default:
			t.Fatalf("a change of %v", c.Layer)
		}
	}
	return &changed, &asked
}

// decideAgain decides a request in a changed world.
func (w *world) decideAgain(req *Request) Decision {
	if err := w.fault(req, w.through()); err != nil {
		return refused(err)
	}
	legs, n := w.legs(req.Key)
	keys := w.legKeys(legs[:n])
	return w.decide(doubt.Deny, req.Action, req.Key, req.Context, &keys)
}
