// Package accesspoint decides whether S3 would serve a request that is made
// through an access point, and explains the decision.
//
// # Two legs
//
// Such a request is decided twice, as two legs of one question: may this
// principal do this action on the access point, under the access point policy,
// and may it do the same on the bucket, under the bucket policy? Both must come
// to an Allow, and a Deny of any policy on either leg ends the request. The
// access point's network origin, the operations that access points offer, and
// the accounts that own the caller, the access point and the bucket have their
// say too.
//
//	                   ┌─ access point leg ─ access point policy ─┐
//	request ─ origin? ─┤                                          ├─ both allow? ─ served
//	                   └─ bucket leg ─────── bucket policy ───────┘
//
// [Evaluate] answers that for two policies and a network origin. It does no I/O,
// keeps no state, allocates nothing and may be called by all goroutines.
// [Explain] answers the same with the whole trace. [EvaluateDirect] is for
// requests made to the bucket itself, for which the access point does not count.
//
// # What they rest on
//
// S3 User Guide, "Configuring IAM policies for using access points", "Creating
// access points restricted to a virtual private cloud" and "Access point
// compatibility"; IAM User Guide, "Policy evaluation logic" and "Cross-account
// policy evaluation logic". Where AWS leaves something unsaid, doubt removes an
// Allow and keeps a Deny.
package accesspoint
