package lint

// A pair is one check of a bucket policy together with the policy of an access point.
type pair struct {
	*linter
	check               *check
	bucket, accessPoint *text
}

func pairChecks() []check { return nil }

// both makes the checks that look at the two policies together.
func (l *linter) both(bucket, accessPoint *text, all []check) {
	if bucket.doc == nil || accessPoint.doc == nil {
		return
	}
	for i := range all {
		c := &all[i]
		if c.pair == nil || c.Severity == Off {
			continue
		}
		if words := c.needs.missing(l.ctx, false); words != "" {
			l.report.Skipped = append(l.report.Skipped, Skip{c.ID, accessPoint.kind, words})
			continue
		}
		c.pair(&pair{l, c, bucket, accessPoint})
	}
}
