package accesspoint

import (
	"slices"
	"strings"

	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/internal/derived"
	"github.com/s3ap/s3ap/policy"
)

// legKeys are the condition keys that the evaluator itself sets on one leg, since
// they follow from what is asked. A caller cannot forge them: a context that says
// otherwise is refused.
type legKeys struct {
	derived derived.Set
	facts   []condition.Attr // the further facts of a world, such as tags
	// layer has the facts, and hides what the context cannot tell; it is nil if there is
	// nothing of either. Without tags it is for a leg on which those of the bucket are not
	// told.
	layer, withoutTags *condition.Layer
}

// derive makes the keys that follow from what is asked on a leg.
func (k *legKeys) derive(p *policy.Principal, w *world, l *leg) {
	p.Derive(&k.derived)
	k.accessPoint(w)
	k.owner(l.owner)
}

// accessPoint sets the keys by which policies tell requests through an access
// point from others. They are there on both legs, so that a bucket policy can
// delegate.
//
// S3 User Guide, "Configuring IAM policies for using access points".
func (k *legKeys) accessPoint(w *world) {
	d, through := &k.derived, w.through()
	d.PutIf(through, derived.S3DataAccessPointARN, w.accessPoint.String())
	d.PutIf(through, derived.S3DataAccessPointAccount, w.accessPoint.Account())
	d.PutIf(through, derived.S3AccessPointNetworkOrigin, w.origin.Name())
}

// owner sets whose resource it is. On the access point leg that is the owner of
// the access point: a Deny on a foreign owner then holds if either is foreign.
func (k *legKeys) owner(account string) {
	k.derived.Put(derived.ResourceAccount, account)
	k.derived.Put(derived.S3ResourceAccount, account)
}

// legKeys derives the keys of the legs, with the further facts of a world.
func (w *world) legKeys(legs []leg) (keys [2]legKeys) {
	for i := range legs {
		keys[i].derive(&w.principal, w, &legs[i])
		keys[i].lay(w, i)
	}
	return keys
}

// lay lays the facts of a leg over the context.
func (k *legKeys) lay(w *world, leg int) {
	k.facts = w.facts[leg]
	others := k.facts[:len(k.facts)-w.bucketTags]
	k.layer = condition.NewLayer(k.facts, w.hidden[leg])
	k.withoutTags = condition.NewLayer(others, slices.Concat(w.hidden[leg], []string{bucketTag}))
}

// forged reports whether the context gives a key a value that it has on no leg.
func (w *world) forged(ctx *condition.Context, keys []legKeys) bool {
	wrong := ^derived.Keys(0)
	for i := range keys {
		if wrong &= ctx.ContradictsDerived(&keys[i].derived); wrong == 0 {
			break
		}
	}
	return wrong != 0 || keys[0].layer != nil && w.forgedFacts(ctx, keys)
}

// forgedFacts is forged for the further facts. None of them is one of the keys
// that every question has.
func (w *world) forgedFacts(ctx *condition.Context, keys []legKeys) bool {
	for i := range keys {
		for _, a := range keys[i].facts {
			if ctx.Contradicts(a) && !w.open(a.Key()) && !agrees(ctx, a.Key(), keys) {
				return true
			}
		}
	}
	if !ctx.HasAny(w.families) {
		return false
	}
	for _, family := range w.families {
		for _, a := range ctx.WithPrefix(family) {
			if ctx.Has(a.Key()) == condition.True && !agrees(ctx, a.Key(), keys) {
				return true
			}
		}
	}
	return false
}

// open reports whether a key that is set on one leg is for the context to tell on
// the other.
func (w *world) open(key condition.Key) bool {
	return w.openTags && strings.HasPrefix(key.Fold(), resourceTag)
}

// agrees reports whether some leg has the key as the context has it.
func agrees(ctx *condition.Context, key condition.Key, keys []legKeys) bool {
	folded := key.Fold()
	for i := range keys {
		for _, a := range keys[i].facts {
			if a.Key().Fold() == folded && !ctx.Contradicts(a) {
				return true
			}
		}
	}
	return false
}
