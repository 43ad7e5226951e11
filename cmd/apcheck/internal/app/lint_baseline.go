package app

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/s3ap/s3ap/cmd/apcheck/internal/report"
)

// A baseline is the form of a file of known findings. What is beside fingerprints is
// for people.
type baseline struct {
	Version  int             `json:"version"`
	Findings []baselineEntry `json:"findings"`
}

type baselineEntry struct {
	Fingerprint string `json:"fingerprint"`
	File        string `json:"file"`
	Check       string `json:"check"`
	Message     string `json:"message"`
}

// compareBaseline marks the findings that the baseline has.
func (l *lintRun) compareBaseline() error {
	if l.flags.baseline == "" {
		return nil
	}
	src, err := l.contents.read(fsPath(l.flags.baseline))
	if err != nil {
		return fmt.Errorf("-baseline: %w", err)
	}
	var b baseline
	d := json.NewDecoder(bytes.NewReader(src))
	d.DisallowUnknownFields()
	if err := d.Decode(&b); err != nil {
		return fmt.Errorf("-baseline: %s is no baseline: %w", l.flags.baseline, err)
	}
	if b.Version != 1 {
		return fmt.Errorf("-baseline: %s has version %d; this apcheck reads version 1", l.flags.baseline, b.Version)
	}
	known := make(map[string]bool)
	for _, e := range b.Findings {
		known[e.Fingerprint] = true
	}
	l.report.HasBaseline = true
	for f := range l.report.All() {
		if known[f.Fingerprint] {
			f.Known = true
			delete(known, f.Fingerprint)
		}
	}
	l.report.Stale = len(known)
	return nil
}

// saveBaseline writes all findings as a baseline.
func (l *lintRun) saveBaseline() error {
	b := baseline{Version: 1, Findings: []baselineEntry{}}
	for f := range l.report.All() {
		b.Findings = append(b.Findings, newBaselineEntry(f))
	}
	var text bytes.Buffer
	e := json.NewEncoder(&text)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(b); err != nil {
		return err
	}
	return l.write(fsPath(l.flags.writeBaseline), text.Bytes())
}

func newBaselineEntry(f *report.Finding) baselineEntry {
	return baselineEntry{f.Fingerprint, f.File, f.Check, f.Message}
}
