package report

import (
	"fmt"
	"strings"

	"github.com/s3ap/s3ap/policy/lint"
)

// A summary counts what a run came to.
type summary struct {
	*Report
	files, policies, unusable int
	bySeverity                map[lint.Severity]int
	safe, unsafe              int // fixes that can be made in the files
	silenced, known, notes    int
	skipped, skippedChecks    int
}

func (r *Report) summary() *summary {
	s := &summary{Report: r, bySeverity: make(map[lint.Severity]int)}
	checks := make(map[string]bool)
	for _, file := range r.Files {
		s.files++
		if file.Beside != "" {
			s.files++
		}
		s.notes += len(file.Notes)
		if file.Fault != nil {
			s.unusable++
		}
		for _, u := range file.Units {
			s.policies += len(u.Policies)
			s.silenced += len(u.Silenced)
			s.skipped += len(u.Skipped)
			for _, skip := range u.Skipped {
				checks[skip.Check] = true
			}
			for _, f := range u.Findings {
				s.count(f)
			}
		}
	}
	s.skippedChecks = len(checks)
	return s
}

func (s *summary) count(f *Finding) {
	if f.Known {
		s.known++
		return
	}
	s.bySeverity[f.Severity]++
	switch {
	case len(f.Edits) == 0 || !f.InFile:
	case f.FixSafe:
		s.safe++
	default:
		s.unsafe++
	}
}

// String returns the summary as a line of text.
func (s *summary) String() string {
	var found []string
	for _, w := range severityWords {
		if n := s.bySeverity[w.severity]; n > 0 {
			found = append(found, counted(n, w.one, w.more))
		}
	}
	if len(found) == 0 {
		found = []string{"no findings"}
	}
	line := fmt.Sprintf("%s, %s: %s", counted(s.files, "file", "files"), counted(s.policies, "policy", "policies"), strings.Join(found, ", "))
	more := "of them"
	if s.safe > 0 {
		more = "more"
	}
	for _, also := range [...]struct {
		n         int
		one, more string
	}{
		{s.Mended, "1 file mended", fmt.Sprintf("%d files mended", s.Mended)},
		{s.safe, "-fix mends 1 of them", fmt.Sprintf("-fix mends %d of them", s.safe)},
		{s.unsafe, "-unsafe mends 1 " + more, fmt.Sprintf("-unsafe mends %d %s", s.unsafe, more)},
		{s.known, "1 in the baseline", fmt.Sprintf("%d in the baseline", s.known)},
		{s.Stale, "1 of the baseline is gone", fmt.Sprintf("%d of the baseline are gone", s.Stale)},
		{s.silenced, "1 silenced", fmt.Sprintf("%d silenced", s.silenced)},
		{s.unusable, "1 file cannot be used", fmt.Sprintf("%d files cannot be used", s.unusable)},
		{s.notes, "1 note (-v tells)", fmt.Sprintf("%d notes (-v tells)", s.notes)},
		{len(s.LeftOut), "1 file left out (-v tells why)", fmt.Sprintf("%d files left out (-v tells why)", len(s.LeftOut))},
		{s.skippedChecks, "1 check skipped for want of context (-v tells)", fmt.Sprintf("%d checks skipped for want of context (-v tells)", s.skippedChecks)},
	} {
		switch {
		case also.n == 1:
			line += "; " + also.one
		case also.n > 1:
			line += "; " + also.more
		}
	}
	return line
}
