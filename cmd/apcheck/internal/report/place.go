package report

import (
	"strings"

	"github.com/s3ap/s3ap/cmd/apcheck/internal/find"
	"github.com/s3ap/s3ap/policy"
	"github.com/s3ap/s3ap/policy/lint"
)

// A Placed is a policy with the file that it stands in.
type Placed struct {
	*find.Policy
	*Source
}

// Place returns a unit with what was found in it, where it stands in its files.
func Place(u *find.Unit, bucket, accessPoint Placed, r lint.Report) *Unit {
	unit := &Unit{Name: u.Name, Told: u.Told, Skipped: r.Skipped}
	at := map[policy.Kind]Placed{policy.Bucket: bucket, policy.AccessPoint: accessPoint}
	for _, k := range [...]policy.Kind{policy.Bucket, policy.AccessPoint} {
		if at[k].Policy != nil {
			unit.Policies = append(unit.Policies, k)
		}
	}
	place := func(list []lint.Finding) (placed []*Finding) {
		for i := range list {
			f := at[list[i].Policy].finding(list[i])
			f.Unit = u.Name
			placed = append(placed, f)
		}
		return placed
	}
	unit.Findings, unit.Silenced = place(r.Findings), place(r.Silenced)
	return unit
}

func (p Placed) finding(f lint.Finding) *Finding {
	placed := &Finding{Finding: f, File: p.Name, InFile: p.Verbatim, source: p.Source.Text}
	text := string(p.Policy.Text)
	begin := min(f.At.Offset, len(text))
	placed.Begin, placed.End = p.span(begin, valueEnd(text, begin))
	for _, e := range f.Fix {
		if e.Offset < 0 || e.End < e.Offset || e.End > len(text) {
			placed.Edits = nil // for another text
			break
		}
		edit := Edit{Old: text[e.Offset:e.End], New: e.Text}
		if p.Verbatim {
			edit.Begin, edit.End = p.At(p.Offset(e.Offset)), p.At(p.Offset(e.End))
		}
		placed.Edits = append(placed.Edits, edit)
	}
	return placed
}

// Source returns what the file held when it was checked.
func (f *Finding) Source() string { return f.source }

// FileFix returns the fix as edits of the file, nil if there is none that can be made
// there.
func (f *Finding) FileFix() (fix []lint.Edit) {
	if !f.InFile {
		return nil
	}
	for _, e := range f.Edits {
		fix = append(fix, lint.Edit{Offset: e.Begin.Offset, End: e.End.Offset, Text: e.New})
	}
	return fix
}

// span returns where a part of the text of a policy stands in the file. Of what the
// file has in another form, only the beginning is certain; what is marked then ends
// with the line.
func (p Placed) span(begin, end int) (Point, Point) {
	source := p.Source.Text
	from := min(p.Offset(begin), len(source))
	to := from
	if end > begin {
		to = max(p.Offset(end-1)+1, from+1)
		const escape = len(`\u0022`) // the last character may be written as one
		if next := p.Offset(end); next > to && next < to+escape {
			to = next
		}
		to = min(to, len(source))
	}
	if !p.Verbatim && end-begin > 2 && p.Policy.Text[begin] == '"' {
		to = p.stringEnd(from, to, end-1)
	}
	if i := strings.IndexAny(source[from:to], "\r\n"); i >= 0 {
		to = from + i
	}
	return p.At(from), p.At(to)
}

// stringEnd returns where a string ends in the file that may have it without quotes,
// or in others. Its quote in the text, which the file need not have, is at quote.
func (p Placed) stringEnd(from, to, quote int) int {
	source := p.Source.Text
	to = max(to, min(p.Offset(quote-1)+1, len(source)))
	if c := source[from]; to < len(source) && (c == '"' || c == '\'') && source[to] == c {
		to++
	}
	return to
}

// valueEnd returns where the name or value ends that begins at an offset of a JSON
// text: of an object or array, its bracket alone.
func valueEnd(text string, begin int) int {
	if begin >= len(text) {
		return begin
	}
	switch text[begin] {
	case '"':
		for i := begin + 1; i < len(text); i++ {
			switch text[i] {
			case '\\':
				i++
			case '"':
				return i + 1
			}
		}
		return len(text)
	case '{', '[', '}', ']', ',', ':':
		return begin + 1
	}
	if i := strings.IndexAny(text[begin:], ",:{}[]\" \t\r\n"); i > 0 {
		return begin + i
	} else if i == 0 {
		return begin + 1
	}
	return len(text)
}
