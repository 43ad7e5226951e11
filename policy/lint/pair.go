package lint

import "github.com/s3ap/s3ap/policy"

// A pair is one check of a bucket policy together with the policy of an access point.
type pair struct {
	*linter
	check               *check
	bucket, accessPoint *text
}

func pairChecks() []check { return nil }

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
