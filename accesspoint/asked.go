package accesspoint

import "github.com/s3ap/s3ap/policy"

// Asked returns what the bucket policy and the access point policy are asked when the
// request is made: the resource of each leg, and a context with the keys that follow
// from the request. Without an access point the request is one made to the bucket
// itself, and the access point policy is asked nothing. Whether the request can be
// decided at all is not looked at; see [Decision.Err].
func (r Request) Asked(origin NetworkOrigin) (bucket, accessPoint policy.Request) {
	w := r.world(nil)
	w.origin = origin
	legs, n := w.legs(r.Key)
	for i := range legs[:n] {
		var keys legKeys
		keys.derive(&r.Principal, &w, &legs[i])
		keys.layer, keys.withoutTags = nil, withoutTags
		if n == 1 {
			keys.layer = directLayer
		}
		asked := w.request(&legs[i], r.Action, r.Context, &keys)
		if legs[i].name == AccessPointLeg {
			accessPoint = asked
		} else {
			bucket = asked
		}
	}
	return bucket, accessPoint
}
