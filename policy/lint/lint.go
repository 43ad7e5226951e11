package lint

import (
	"github.com/s3ap/s3ap/internal/oneline"
	"github.com/s3ap/s3ap/policy"
)

// Policies are the texts to look at. Nil means that there is none; a text that is
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
	if bucket != nil && accessPoint != nil {
		l.both(bucket, accessPoint, all)
	}
	l.report.sort()
	return l.report
}

// A linter gathers a report.
type linter struct {
	ctx    *Context
	report Report
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
		if c.run == nil || c.Severity == Off || !c.On.has(t.kind) {
			continue
		}
		if words := c.needs.missing(l.ctx, t.kind == policy.Bucket); words != "" {
			l.report.Skipped = append(l.report.Skipped, Skip{c.ID, t.kind, words})
			continue
		}
		c.run(&pass{t, l, c})
	}
}

// has reports whether a check with the scope looks at one policy of a kind.
func (s Scope) has(k policy.Kind) bool {
	switch s {
	case AnyPolicy:
		return true
	case BucketPolicy:
		return k == policy.Bucket
	case AccessPointPolicy:
		return k == policy.AccessPoint
	}
	return false
}

// found reports what is wrong with what stands at a place.
func (p *pass) found(pos policy.Pos, message string, fix ...Edit) *Finding {
	f := p.text.finding(pos)
	f.Check, f.Severity, f.Message, f.Fix = p.check.ID, p.check.Severity, oneline.Visible(message), fix
	return p.linter.add(f)
}

// add keeps a finding. What it returns may be added to until the next call.
func (l *linter) add(f Finding) *Finding {
	for i := range l.ctx.Silences {
		if s := &l.ctx.Silences[i]; s.covers(&f, l.ctx.Now) {
			f.Silence = s
			l.report.Silenced = append(l.report.Silenced, f)
			return &l.report.Silenced[len(l.report.Silenced)-1]
		}
	}
	l.report.Findings = append(l.report.Findings, f)
	return &l.report.Findings[len(l.report.Findings)-1]
}
