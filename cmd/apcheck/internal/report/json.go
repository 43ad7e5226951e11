package report

import (
	"bufio"
	"encoding/json"
	"fmt"

	"github.com/s3ap/s3ap/policy/lint"
)

// The forms that docs/lint.md describes.
type (
	reportJSON struct {
		Version int           `json:"version"`
		Files   []fileJSON    `json:"files"`
		LeftOut []leftOutJSON `json:"leftOut,omitempty"`
		Summary summaryJSON   `json:"summary"`
	}
	leftOutJSON struct {
		File string `json:"file"`
		Why  string `json:"why"`
	}
	fileJSON struct {
		Name   string     `json:"name"`
		Format string     `json:"format,omitempty"`
		Error  *noteJSON  `json:"error,omitempty"`
		Notes  []noteJSON `json:"notes,omitempty"`
		Units  []unitJSON `json:"units"`
	}
	noteJSON struct {
		Line    int    `json:"line,omitempty"`
		Column  int    `json:"column,omitempty"`
		Message string `json:"message"`
	}
	unitJSON struct {
		Name     string        `json:"name,omitempty"`
		Told     string        `json:"told,omitempty"`
		Policies []string      `json:"policies"`
		Findings []findingJSON `json:"findings"`
		Silenced []findingJSON `json:"silenced,omitempty"`
		Skipped  []skipJSON    `json:"skipped,omitempty"`
	}
	findingJSON struct {
		File        string        `json:"file"`
		Unit        string        `json:"unit,omitempty"`
		Policy      string        `json:"policy"`
		Check       string        `json:"check"`
		Severity    string        `json:"severity"`
		Message     string        `json:"message"`
		Line        int           `json:"line"`
		Column      int           `json:"column"`
		EndLine     int           `json:"endLine"`
		EndColumn   int           `json:"endColumn"`
		Offset      int           `json:"offset"`
		EndOffset   int           `json:"endOffset"`
		Pointer     string        `json:"pointer"`
		Statement   int           `json:"statement,omitempty"`
		Sid         string        `json:"sid,omitempty"`
		Fix         *fixJSON      `json:"fix,omitempty"`
		Witness     *lint.Witness `json:"witness,omitempty"`
		Silence     *silenceJSON  `json:"silence,omitempty"`
		Baseline    bool          `json:"baseline,omitempty"`
		Fingerprint string        `json:"fingerprint"`
	}
	fixJSON struct {
		Safe   bool       `json:"safe"`
		InFile bool       `json:"inFile"`
		Edits  []editJSON `json:"edits"`
	}
	editJSON struct {
		Offset    *int   `json:"offset,omitempty"` // none if the edit cannot be made in the file
		EndOffset *int   `json:"endOffset,omitempty"`
		Old       string `json:"old"`
		New       string `json:"new"`
	}
	silenceJSON struct {
		Reason string `json:"reason"`
		Until  string `json:"until,omitempty"`
	}
	skipJSON struct {
		Check   string `json:"check"`
		Policy  string `json:"policy"`
		Needs   string `json:"needs"`
		Pointer string `json:"pointer,omitempty"`
	}
	summaryJSON struct {
		Files           int `json:"files"`
		Policies        int `json:"policies"`
		Error           int `json:"error"`
		SecurityWarning int `json:"security-warning"`
		Warning         int `json:"warning"`
		Suggestion      int `json:"suggestion"`
		Silenced        int `json:"silenced"`
		Baseline        int `json:"baseline"`
		Stale           int `json:"stale"`
		Skipped         int `json:"skipped"`
		Unusable        int `json:"unusable"`
		LeftOut         int `json:"leftOut"`
		Mended          int `json:"mended"`
	}
)

// wholeJSON prints one object with everything.
func wholeJSON(w *bufio.Writer, r *Report) {
	whole := reportJSON{Version: 1, Files: []fileJSON{}, Summary: r.summaryJSON()}
	for _, file := range r.Files {
		f := fileJSON{Name: file.Name, Format: file.Format, Units: []unitJSON{}}
		if file.Fault != nil {
			f.Error = &noteJSON{file.Fault.At.Line, file.Fault.At.Column, file.Fault.Text}
		}
		for _, n := range file.Notes {
			f.Notes = append(f.Notes, noteJSON{n.At.Line, n.At.Column, n.Text})
		}
		for _, u := range file.Units {
			f.Units = append(f.Units, u.json())
		}
		whole.Files = append(whole.Files, f)
	}
	for _, left := range r.LeftOut {
		whole.LeftOut = append(whole.LeftOut, leftOutJSON{left.Name, left.Why})
	}
	write(w, whole, "  ")
}

// linesJSON prints an object a line: the findings, the files that cannot be used,
// and last the summary.
func linesJSON(w *bufio.Writer, r *Report) {
	for _, file := range r.Files {
		if file.Fault != nil {
			write(w, map[string]any{"file": file.Name, "error": noteJSON{file.Fault.At.Line, file.Fault.At.Column, file.Fault.Text}}, "")
		}
		for _, u := range file.Units {
			for _, f := range u.Findings {
				write(w, f.json(), "")
			}
		}
	}
	write(w, map[string]summaryJSON{"summary": r.summaryJSON()}, "")
}

// write prints a value in the letters that policies are written in: no browser reads
// this.
func write(w *bufio.Writer, v any, indent string) {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", indent)
	if err := e.Encode(v); err != nil {
		fmt.Fprintf(w, "%q\n", err)
	}
}

func (u *Unit) json() unitJSON {
	j := unitJSON{Name: u.Name, Told: u.Told, Findings: []findingJSON{}, Policies: []string{}}
	for _, k := range u.Policies {
		j.Policies = append(j.Policies, k.String())
	}
	for _, f := range u.Findings {
		j.Findings = append(j.Findings, f.json())
	}
	for _, f := range u.Silenced {
		j.Silenced = append(j.Silenced, f.json())
	}
	for _, s := range u.Skipped {
		j.Skipped = append(j.Skipped, skipJSON{s.Check, s.Policy.String(), s.Needs, s.Pointer})
	}
	return j
}

func (f *Finding) json() findingJSON {
	j := findingJSON{
		File: f.File, Unit: f.Unit, Policy: f.Policy.String(),
		Check: f.Check, Severity: f.Severity.String(), Message: f.Message,
		Line: f.Begin.Line, Column: f.Begin.Column, EndLine: f.End.Line, EndColumn: f.End.Column,
		Offset: f.Begin.Offset, EndOffset: f.End.Offset,
		Pointer: f.Pointer, Statement: f.Statement.Number, Sid: f.Statement.Sid,
		Witness: f.Witness, Baseline: f.Known, Fingerprint: f.Fingerprint,
	}
	if f.Silence != nil {
		j.Silence = &silenceJSON{Reason: f.Silence.Reason}
		if !f.Silence.Until.IsZero() {
			j.Silence.Until = f.Silence.Until.Format("2006-01-02T15:04:05Z07:00")
		}
	}
	if len(f.Edits) > 0 {
		j.Fix = &fixJSON{Safe: f.FixSafe, InFile: f.InFile}
		for _, e := range f.Edits {
			edit := editJSON{Old: e.Old, New: e.New}
			if f.InFile {
				edit.Offset, edit.EndOffset = &e.Begin.Offset, &e.End.Offset
			}
			j.Fix.Edits = append(j.Fix.Edits, edit)
		}
	}
	return j
}

func (r *Report) summaryJSON() summaryJSON {
	s := r.summary()
	return summaryJSON{
		Files: s.files, Policies: s.policies,
		Error: s.bySeverity[lint.Error], SecurityWarning: s.bySeverity[lint.SecurityWarning],
		Warning: s.bySeverity[lint.Warning], Suggestion: s.bySeverity[lint.Suggestion],
		Silenced: s.silenced, Baseline: s.known, Stale: s.Stale, Skipped: s.skipped, Unusable: s.unusable, LeftOut: len(s.LeftOut), Mended: s.Mended,
	}
}
