package lint

import (
	"github.com/s3ap/s3ap/internal/oneline"
	"github.com/s3ap/s3ap/policy"
)

// Policies are the texts to look at. One that is nil is not looked at; a text that is
// empty is a faulty policy.
type Policies struct {
	Bucket, AccessPoint []byte
}

// Check makes all checks that fit the policies and for which the context tells enough.
func Check(p Policies, c Context) Report {
	l := linter{ctx: &c}
	all := checks()
	for i := range all {
		if grade, ok := c.Grades[all[i].ID]; ok {
			all[i].Severity = grade
		}
	}
	var bucket, accessPoint *text
	if p.Bucket != nil {
		bucket = newText(policy.Bucket, p.Bucket)
		l.single(bucket, all)
	}
	if p.AccessPoint != nil {
		accessPoint = newText(policy.AccessPoint, p.AccessPoint)
		l.single(accessPoint, all)
	}
	if bucket == nil && c.NoBucketPolicy {
		bucket = newText(policy.Bucket, []byte(`{"Statement":[]}`))
	}
	if bucket != nil && accessPoint != nil {
		l.both(bucket, accessPoint, all)
	}
	l.report.sort()
	return l.report
}

// A linter gathers a report.
type linter struct {
	ctx     *Context
	report  Report
	skipped map[Skip]bool // what is in the report
	stops   []stop        // what not-analyzed has to tell
	pairs   *pairMeaning
}

// A pass is one check of one policy.
type pass struct {
	*text
	*linter
	check *check
}

// single makes the checks that look at one policy.
func (l *linter) single(t *text, all []check) {
	if l.unwrap(t, all) {
		return
	}
	l.faults(t, all)
	if t.doc == nil {
		return
	}
	for i := range all {
		c := &all[i]
		if c.run == nil || !l.isDue(c, t.kind) {
			continue
		}
		before := l.count()
		c.run(&pass{t, l, c})
		l.grade(c, before)
	}
}

// isDue reports whether a check is to be made of a policy. One that is not for what
// the context lacks is listed.
func (l *linter) isDue(c *check, k policy.Kind) bool {
	if c.Severity == Off || !c.On.has(k) {
		return false
	}
	words := c.needs.missing(l.ctx, k == policy.Bucket)
	if words != "" {
		l.skip(Skip{Check: c.ID, Policy: k, Needs: words})
	}
	return words == ""
}

// has reports whether a check with the scope looks at a policy of a kind. What it
// says of a pair stands with the access point.
func (s Scope) has(k policy.Kind) bool {
	switch s {
	case AnyPolicy:
		return true
	case BucketPolicy:
		return k == policy.Bucket
	case AccessPointPolicy, PairOfPolicies:
		return k == policy.AccessPoint
	}
	return false
}

// found reports what is wrong with what stands at a place.
func (p *pass) found(pos policy.Pos, message string, fix ...Edit) *Finding {
	return p.linter.found(p.check, p.text, pos, message, fix)
}

// found reports what a check found at a place. What it returns may be added to until
// the next call.
func (l *linter) found(c *check, t *text, pos policy.Pos, message string, fix []Edit) *Finding {
	f := t.finding(pos)
	f.Check, f.Severity, f.Message, f.Fix = c.ID, c.Severity, oneline.Visible(message), fix
	return l.add(c, f)
}

// add keeps a finding, or says why it is not told.
func (l *linter) add(c *check, f Finding) *Finding {
	if u := l.unsettled(c, &f); u != nil {
		l.skip(Skip{Check: c.ID, Policy: u.Policy, Needs: u.Why, Pointer: u.Pointer})
		return &f
	}
	list := &l.report.Findings
	for i := range l.ctx.Silences {
		if s := &l.ctx.Silences[i]; s.covers(&f, l.ctx.Now) {
			f.Silence, list = s, &l.report.Silenced
			break
		}
	}
	*list = append(*list, f)
	return &(*list)[len(*list)-1]
}

// A count is how much is in a report.
type count struct{ findings, silenced int }

func (l *linter) count() count { return count{len(l.report.Findings), len(l.report.Silenced)} }

// grade holds what a check has added to its severity: findings may lower their own,
// and what Context.Grades says is the most.
func (l *linter) grade(c *check, before count) {
	for _, added := range [...][]Finding{l.report.Findings[before.findings:], l.report.Silenced[before.silenced:]} {
		for i := range added {
			added[i].Severity = min(added[i].Severity, c.Severity)
			l.tellNames(c, &added[i])
		}
	}
}
