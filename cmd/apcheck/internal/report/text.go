package report

import (
	"bufio"
	"fmt"

	"github.com/s3ap/s3ap/internal/oneline"
	"github.com/s3ap/s3ap/policy/lint"
)

// text prints for people: each finding with the line it is in.
func text(w *bufio.Writer, r *Report) {
	printed := false
	gap := func() {
		if printed {
			fmt.Fprintln(w)
		}
		printed = true
	}
	for _, file := range r.Files {
		if file.Fault != nil {
			gap()
			fmt.Fprintln(w, oneline.Visible(file.place(file.Fault.At)+": error: "+file.Fault.Text))
		}
		for _, n := range file.Notes {
			if r.Whole {
				gap()
				fmt.Fprintln(w, oneline.Visible(file.place(n.At)+": note: "+n.Text))
			}
		}
		for _, u := range file.Units {
			for _, f := range u.Findings {
				if !f.Known {
					gap()
					f.text(w)
				}
			}
			if r.Whole {
				u.rest(w, file)
			}
		}
	}
	for _, left := range r.LeftOut {
		if r.Whole {
			fmt.Fprintln(w, oneline.Visible(fmt.Sprintf("%s: left out: %s", left.Name, left.Why)))
		}
	}
	gap()
	fmt.Fprintln(w, r.summary().String())
}

// place returns a place of the file in the form that editors know.
func (f *File) place(p Point) string {
	if p == (Point{}) {
		return f.Name
	}
	return fmt.Sprintf("%s:%d:%d", f.Name, p.Line, p.Column)
}

func (f *Finding) text(w *bufio.Writer) {
	fmt.Fprintln(w, oneline.Visible(fmt.Sprintf("%s:%d:%d: %v: %s (%s)", f.File, f.Begin.Line, f.Begin.Column, f.Severity, f.Message, f.Check)))
	line, mark := marked(f.source, f.Begin, f.End)
	fmt.Fprintf(w, "%5d | %s\n", f.Begin.Line, line)
	fmt.Fprintf(w, "      | %s\n", mark)
	if words := f.fixWords(); words != "" {
		fmt.Fprintf(w, "      fix: %s (%s)\n", words, f.fixKind())
	}
	if f.Witness != nil {
		fmt.Fprintln(w, "      for example:", f.Witness)
	}
}

// rest prints what only some want to know: what is silenced, and what was not looked
// for.
func (u *Unit) rest(w *bufio.Writer, file *File) {
	for _, f := range u.Silenced {
		fmt.Fprintln(w, oneline.Visible(fmt.Sprintf("%s:%d:%d: silenced: %s (%s): %s", f.File, f.Begin.Line, f.Begin.Column, f.Message, f.Check, f.Silence.Reason)))
	}
	for _, f := range u.Findings {
		if f.Known {
			fmt.Fprintln(w, oneline.Visible(fmt.Sprintf("%s:%d:%d: in the baseline: %v: %s (%s)", f.File, f.Begin.Line, f.Begin.Column, f.Severity, f.Message, f.Check)))
		}
	}
	if u.Told != "" {
		fmt.Fprintln(w, oneline.Visible(fmt.Sprintf("%s: taken for the %s: %s", file.Name, u.title(u.Policies[0]), u.Told)))
	}
	for _, s := range u.Skipped {
		fmt.Fprintln(w, oneline.Visible(fmt.Sprintf("%s: %s: %s", file.Name, u.title(s.Policy), skipped(s))))
	}
}

// skipped tells of a check that was not made, or not of a value that is not known.
func skipped(s lint.Skip) string {
	if s.Pointer != "" {
		return fmt.Sprintf("skipped %s for %s: %s", s.Check, s.Pointer, s.Needs)
	}
	return fmt.Sprintf("skipped %s, which needs %s", s.Check, s.Needs)
}
