package accesspoint

import (
	"strings"

	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/policy"
)

// legKeys are the condition keys that the evaluator itself sets on one leg, since
// they follow from what is asked. A caller cannot forge them: a context that says
// otherwise is refused.
type legKeys struct {
	over  []condition.Attr // what a key must be, also that it must not be there
	under []condition.Attr // what is in doubt unless the context knows it
}

// A keyRoom is where the keys of one leg are made without allocating.
type keyRoom struct {
	over          [14]condition.Attr
	under         [4]condition.Attr
	overs, unders int
}

// derive makes the keys that follow from what is asked on a leg.
func (k *keyRoom) derive(w *world, l *leg) {
	k.principal(&w.principal)
	k.accessPoint(w)
	k.owner(l.owner)
}

// keys returns the keys that were made.
func (k *keyRoom) keys() legKeys { return legKeys{k.over[:k.overs], k.under[:k.unders]} }

// set makes a key what it must be.
func (k *keyRoom) set(key condition.Key, value string) {
	k.over[k.overs] = condition.String(key, value)
	k.overs++
}

// unset makes sure that a key is not there.
func (k *keyRoom) unset(key condition.Key) {
	k.over[k.overs] = condition.Strings(key)
	k.overs++
}

// setIf sets a key that only some requests have.
func (k *keyRoom) setIf(has bool, key condition.Key, value string) {
	if has {
		k.set(key, value)
	} else {
		k.unset(key)
	}
}

// guess leaves a key to the context, which may know it though it does not follow
// from what is asked.
func (k *keyRoom) guess(key condition.Key) {
	k.under[k.unders] = condition.Unrecorded(key)
	k.unders++
}

// principal sets what follows from who asks.
//
// IAM User Guide, "AWS global condition context keys" and "IAM policy elements:
// Variables and tags", table of principal key values.
func (k *keyRoom) principal(p *policy.Principal) {
	kind := p.Type()
	signed := kind != policy.AnonymousUser
	service := kind == policy.AWSService
	switch {
	case service:
		// These are documented as present, but not what they hold.
		k.guess(condition.PrincipalARN)
		k.guess(condition.PrincipalAccount)
		k.guess(condition.PrincipalType)
	case !signed:
		k.unset(condition.PrincipalARN)
		k.set(condition.PrincipalAccount, "anonymous")
		k.set(condition.PrincipalType, kind.String())
	default:
		if p.KnowsARN() {
			k.set(condition.PrincipalARN, p.ARN())
		} else {
			k.guess(condition.PrincipalARN)
		}
		k.set(condition.PrincipalAccount, p.Account())
		k.set(condition.PrincipalType, kind.String())
	}
	if id := p.UserID(); id != "" {
		k.set(condition.UserID, id)
	} else {
		k.guess(condition.UserID)
	}
	isService := "false"
	if service {
		isService = "true"
	}
	k.setIf(kind == policy.User, condition.Username, p.Name())
	k.setIf(signed, condition.PrincipalIsAWSService, isService)
	k.setIf(service, condition.PrincipalServiceName, p.Name())
}

// accessPoint sets the keys by which policies tell requests through an access
// point from others. They are there on both legs, so that a bucket policy can
// delegate.
//
// S3 User Guide, "Configuring IAM policies for using access points".
func (k *keyRoom) accessPoint(w *world) {
	through := w.through()
	k.setIf(through, condition.S3DataAccessPointARN, w.accessPoint.String())
	k.setIf(through, condition.S3DataAccessPointAccount, w.accessPoint.Account())
	k.setIf(through, condition.S3AccessPointNetworkOrigin, w.origin.Name())
}

// owner sets whose resource it is. On the access point leg that is the owner of
// the access point: a Deny on a foreign owner then holds if either is foreign.
func (k *keyRoom) owner(account string) {
	k.set(condition.ResourceAccount, account)
	k.set(condition.S3ResourceAccount, account)
}

// legKeys derives the keys of the legs, with the further facts of a world.
func (w *world) legKeys(legs []leg) (keys [2]legKeys) {
	for i := range legs {
		room := new(keyRoom)
		room.derive(w, &legs[i])
		keys[i] = room.keys()
		keys[i].over = append(keys[i].over, w.facts[i]...)
	}
	return keys
}

// forged reports whether the context gives a key a value that it has on no leg.
func (w *world) forged(ctx condition.Context, keys []legKeys) bool {
	for i := range keys {
		for _, a := range keys[i].over {
			if ctx.Contradicts(a) && !w.open(a.Key()) && !agrees(ctx, a.Key(), keys) {
				return true
			}
		}
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
func agrees(ctx condition.Context, key condition.Key, keys []legKeys) bool {
	folded := key.Fold()
	for i := range keys {
		for _, a := range keys[i].over {
			if a.Key().Fold() == folded && !ctx.Contradicts(a) {
				return true
			}
		}
	}
	return false
}
