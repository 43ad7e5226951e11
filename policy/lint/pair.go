package lint

import "github.com/s3ap/s3ap/policy"

// A pair is one check of a bucket policy together with the policy of an access point.
type pair struct {
	*linter
	check               *check
	bucket, accessPoint *text
}

// pairChecks are those of what the two policies come to together. Identity-based
// policies are no part of that: each says where it bears in mind that they are.
func pairChecks() []check {
	return []check{
		{Info: Info{"ap-foreign-owner-not-authorized", Warning, PairOfPolicies, "The access point is owned by another account than the bucket, and no statement of the bucket policy admits requests through it."}, needs: needBucketAccount | needAccessPoint, pair: foreignOwnerNotAuthorized},
		{Info: Info{"delegation-half", Warning, PairOfPolicies, "The bucket policy delegates to the access point for objects or for the bucket itself alone, and the access point policy grants on both."}, needs: needBucketAccount, pair: delegationHalf},
		{Info: Info{"ap-not-delegated", Warning, PairOfPolicies, "The access point policy allows to other accounts what the bucket policy neither allows itself nor delegates: it has no effect."}, needs: needBucketAccount, pair: notDelegated},
		{Info: Info{"delegation-bypassed", Suggestion, PairOfPolicies, "The bucket policy delegates to access points and also allows the same callers directly, so that what the access point policy asks for can be walked around."}, needs: needBucketAccount, pair: delegationBypassed},
		{Info: Info{"ap-allow-cut-by-bucket-deny", Warning, PairOfPolicies, "A Deny of the bucket policy takes away the whole of an Allow of the access point policy."}, needs: needBucketAccount, pair: allowCutByBucketDeny},
	}
}

// found reports what is wrong with what stands at a place of one of the two.
func (p *pair) found(t *text, pos policy.Pos, message string, fix ...Edit) *Finding {
	return p.linter.found(p.check, t, pos, message, fix)
}

// both makes the checks that look at the two policies together.
func (l *linter) both(bucket, accessPoint *text, all []check) {
	if bucket.doc == nil || accessPoint.doc == nil {
		return
	}
	for i := range all {
		c := &all[i]
		if c.pair == nil || !l.isDue(c, accessPoint.kind) {
			continue
		}
		before := l.count()
		c.pair(&pair{l, c, bucket, accessPoint})
		l.grade(c, before)
	}
}
