package app

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/s3ap/s3ap/cmd/apcheck/internal/find"
	"github.com/s3ap/s3ap/cmd/apcheck/internal/report"
	"github.com/s3ap/s3ap/policy"
	"github.com/s3ap/s3ap/policy/lint"
)

// A checked is what one job came to.
type checked struct {
	file    *report.File // nil if there is nothing to tell
	leftOut string       // why the file was not read, if it does not count as unusable
}

// checkAll does the jobs, some at a time, and keeps what they came to in the order
// of their files.
func (l *lintRun) checkAll() {
	p := progress{to: l.stderr, on: l.terminal, what: "policies checked"}
	results := make([]checked, len(l.jobs))
	inParallel(len(l.jobs), func(i int) { results[i] = l.check(l.jobs[i]) }, func(i int) {
		p.opened()
		if file := results[i].file; file != nil {
			for range file.Units {
				p.decided()
			}
		}
	})
	p.done()
	l.collect(results)
}

func (l *lintRun) collect(results []checked) {
	r := &l.report
	r.Files, r.LeftOut = slices.Clone(l.broken), nil
	for i, c := range results {
		if c.file != nil {
			r.Files = append(r.Files, c.file)
		}
		if c.leftOut != "" {
			r.LeftOut = append(r.LeftOut, report.LeftOut{Name: l.jobs[i].name, Why: c.leftOut})
		}
	}
	slices.SortStableFunc(r.Files, byName)
	report.Once(r.Files)
}

// check does one job.
func (l *lintRun) check(job *lintJob) checked {
	src, err := l.contents.read(job.name)
	switch {
	case errors.Is(err, errTooLarge) && !job.named:
		return checked{leftOut: reason(err)}
	case err != nil:
		return unusable(job.name, &report.Note{Text: "cannot be read: " + reason(err)})
	case job.second != "":
		return l.checkPair(job, src)
	}
	s := report.NewSource(job.name, string(src))
	found, err := find.Read(job.name, src, l.findOptions(job.name, job.kind))
	switch {
	case err != nil:
		return notFound(job, s, err)
	}
	file := &report.File{Name: job.name, Format: found.Format}
	for _, n := range found.Notes {
		file.Notes = append(file.Notes, report.Note{At: s.At(n.Offset), Text: n.Text})
	}
	if len(found.Units) == 0 {
		return withoutPolicy(job, file.Notes)
	}
	sources := map[string]*report.Source{}
	for i := range found.Units {
		u := &found.Units[i]
		file.Units = append(file.Units, l.checkUnit(job, u, placed(u.Bucket, s, sources), placed(u.AccessPoint, s, sources)))
	}
	return checked{file: file}
}

// withoutPolicy tells of a file in which there is no policy.
func withoutPolicy(job *lintJob, notes []report.Note) checked {
	switch {
	case job.named && len(notes) > 0:
		return unusable(job.name, &notes[0])
	case job.named:
		return unusable(job.name, &report.Note{Text: "no policy of a bucket or access point was found in it; -kind tells what a policy by itself is"})
	case len(notes) > 0:
		return checked{leftOut: notes[0].Text}
	}
	return checked{}
}

func (l *lintRun) findOptions(name string, k policy.Kind) find.Options {
	opt := l.find
	opt.Kind, opt.Open = k, l.beside(name)
	opt.Account, opt.Region = l.flags.account, l.flags.region
	return opt
}

// placed returns a policy with the file that it stands in, which is s or another one.
func placed(p *find.Policy, s *report.Source, sources map[string]*report.Source) report.Placed {
	if p == nil || p.File == "" {
		return report.Placed{Policy: p, Source: s}
	}
	name := path.Join(path.Dir(s.Name), p.File)
	if sources[name] == nil {
		sources[name] = report.NewSource(name, string(p.Source))
	}
	return report.Placed{Policy: p, Source: sources[name]}
}

// checkUnit checks the policies of a unit.
func (l *lintRun) checkUnit(job *lintJob, u *find.Unit, bucket, accessPoint report.Placed) *report.Unit {
	var p lint.Policies
	if bucket.Policy != nil {
		p.Bucket = bucket.Policy.Text
	}
	if accessPoint.Policy != nil {
		p.AccessPoint = accessPoint.Policy.Text
	}
	c := l.contextOf(job, u.Context)
	for _, open := range u.Unresolved {
		c.Unresolved = append(c.Unresolved, lint.Unresolved{Policy: open.Policy, Pointer: open.Pointer, Why: open.Why, Name: open.Name})
	}
	return report.Place(u, bucket, accessPoint, lint.Check(p, c))
}

// checkPair checks a bucket policy and an access point policy from two files.
func (l *lintRun) checkPair(job *lintJob, src []byte) checked {
	second, err := l.contents.read(job.second)
	if err != nil {
		return unusable(job.second, &report.Note{Text: "cannot be read: " + reason(err)})
	}
	bucket, bad := l.alone(job.name, src, policy.Bucket)
	if bad != nil {
		return *bad
	}
	accessPoint, bad := l.alone(job.second, second, policy.AccessPoint)
	if bad != nil {
		return *bad
	}
	file := &report.File{Name: job.name, Beside: job.second}
	file.Units = []*report.Unit{l.checkUnit(job, &find.Unit{}, bucket, accessPoint)}
	return checked{file: file}
}

// alone returns the policy of a kind that is the only one in a file.
func (l *lintRun) alone(name string, src []byte, k policy.Kind) (p report.Placed, bad *checked) {
	s := report.NewSource(name, string(src))
	found, err := find.Read(name, src, l.findOptions(name, k))
	if err != nil {
		c := notFound(&lintJob{name: name, named: true}, s, err)
		return p, &c
	}
	if len(found.Units) == 1 {
		u := &found.Units[0]
		p.Policy, p.Source = u.Bucket, s
		if k == policy.AccessPoint {
			p.Policy = u.AccessPoint
		}
	}
	if p.Policy == nil {
		c := unusable(name, &report.Note{Text: fmt.Sprintf("must hold one %v policy and no other", k)})
		return p, &c
	}
	return p, nil
}

// notFound tells why no policy could be looked for in a file. Of files that nobody
// named, only those are worth a word that may have been meant to hold one.
func notFound(job *lintJob, s *report.Source, err error) checked {
	isOther := errors.Is(err, find.ErrNoYAML) || errors.Is(err, find.ErrTooLarge)
	if !job.named && (isOther || !strings.Contains(s.Text, "Statement")) {
		return checked{leftOut: err.Error()}
	}
	note := &report.Note{Text: err.Error()}
	if e, ok := errors.AsType[*find.Error](err); ok && !isOther {
		note.At = s.At(e.Offset)
	}
	return unusable(job.name, note)
}

func unusable(name string, why *report.Note) checked {
	return checked{file: &report.File{Name: name, Fault: why}}
}
