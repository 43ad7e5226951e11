package report

import (
	"bufio"
	"io"
	"iter"
	"maps"
	"slices"
	"strings"

	"github.com/s3ap/s3ap/policy"
	"github.com/s3ap/s3ap/policy/lint"
)

// A Report is what a run came to.
type Report struct {
	Files []*File       // in the order in which they are printed
	Level lint.Severity // from which on a finding fails the run

	HasBaseline bool      // whether findings were compared with known ones
	Stale       int       // entries of the baseline that were not found again
	LeftOut     []LeftOut // files in folders that may hold policies and were not read
	Mended      int       // files that fixes were made in
	Whole       bool      // whether to print what only some want to know
}

// A File is one that was looked at.
type File struct {
	Name   string
	Beside string // the name of a second file that was checked together with it, if any
	Format string // in words, empty if nothing is known of it
	Fault  *Note  // why it cannot be used, nil if it can
	Notes  []Note // what is to be said beside the findings
	Units  []*Unit
}

// A LeftOut is a file of a folder that was not read.
type LeftOut struct{ Name, Why string }

// A Note is said about a file, and about a place of it if it has one.
type Note struct {
	At   Point // the zero Point if it is about the whole file
	Text string
}

// A Unit is what was checked together: the policy of a bucket, of an access point,
// or both.
type Unit struct {
	Name               string // empty if the file has but one
	Told               string // how its kind was known, if the file does not say
	Policies           []policy.Kind
	Findings, Silenced []*Finding
	Skipped            []lint.Skip
}

// A Finding is one, in the file of the user.
type Finding struct {
	lint.Finding
	File, Unit  string
	Begin, End  Point
	Edits       []Edit // the fix
	InFile      bool   // whether the edits can be made in the file as it is
	Fingerprint string // the same as long as the finding is
	Known       bool   // in the baseline

	source string // the file
}

// An Edit replaces Old by New.
type Edit struct {
	Begin, End Point // set if Finding.InFile
	Old, New   string
}

// Formats returns the names of the formats, in order.
func Formats() []string { return slices.Sorted(maps.Keys(formats)) }

// formats print a report each.
var formats = map[string]func(*bufio.Writer, *Report){
	"text": text, "json": wholeJSON, "jsonl": linesJSON, "sarif": sarif, "github": github, "junit": junit,
}

// Write prints a report in a format, one of Formats.
func Write(w io.Writer, format string, r *Report) error {
	out := bufio.NewWriter(w)
	formats[format](out, r)
	return out.Flush()
}

// findings iterates over those that are neither silenced nor known.
func (r *Report) findings() iter.Seq[*Finding] {
	return func(yield func(*Finding) bool) {
		for f := range r.All() {
			if !f.Known && !yield(f) {
				return
			}
		}
	}
}

// All iterates over the findings that are not silenced.
func (r *Report) All() iter.Seq[*Finding] {
	return func(yield func(*Finding) bool) {
		for _, file := range r.Files {
			for _, u := range file.Units {
				for _, f := range u.Findings {
					if !yield(f) {
						return
					}
				}
			}
		}
	}
}

// Failed reports whether there is a finding that fails the run.
func (r *Report) Failed() bool {
	for f := range r.findings() {
		if f.Severity >= r.Level {
			return true
		}
	}
	return false
}

// Unusable reports whether there is a file that cannot be used.
func (r *Report) Unusable() bool {
	return slices.ContainsFunc(r.Files, func(f *File) bool { return f.Fault != nil })
}

// title returns what one of the policies is called in a list.
func (u *Unit) title(k policy.Kind) string { return strings.TrimSpace(u.Name + " " + k.String()) }
