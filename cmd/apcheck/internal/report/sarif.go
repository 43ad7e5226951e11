package report

import (
	"bufio"
	"net/url"
	"strings"

	"github.com/s3ap/s3ap/policy/lint"
)

const repository = "https://github.com/s3ap/s3ap"

// sarif prints a log of the Static Analysis Results Interchange Format.
//
// OASIS, "Static Analysis Results Interchange Format (SARIF) Version 2.1.0".
func sarif(w *bufio.Writer, r *Report) {
	rules, index := sarifRules(r)
	run := sarifRun{
		Tool:    sarifTool{sarifDriver{"apcheck", repository, rules}},
		Columns: "unicodeCodePoints",
		Results: []sarifResult{},
	}
	run.Invocations = []sarifInvocation{{Successful: !r.Unusable(), Notifications: []sarifNotification{}}}
	for _, file := range r.Files {
		if file.Fault != nil {
			n := sarifNotification{Level: "error", Message: sarifText{file.Fault.Text}, Locations: inFile(file)}
			if at := file.Fault.At; at.Line > 0 {
				n.Locations[0].Physical.Region = region(at, at)
			}
			run.Invocations[0].Notifications = append(run.Invocations[0].Notifications, n)
		}
		for _, u := range file.Units {
			for _, f := range u.Findings {
				run.Results = append(run.Results, r.sarifResult(f, index))
			}
			for _, f := range u.Silenced {
				run.Results = append(run.Results, r.sarifResult(f, index))
			}
			run.Invocations[0].Notifications = append(run.Invocations[0].Notifications, u.sarifSkips(file, index)...)
		}
	}
	write(w, sarifLog{"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json", "2.1.0", []sarifRun{run}}, "  ")
}

// sarifSkips tells which checks were not made, each once for a reason.
func (u *Unit) sarifSkips(file *File, index map[string]int) (list []sarifNotification) {
	said := make(map[string]bool)
	for _, s := range u.Skipped {
		text := u.title(s.Policy) + ": " + skipped(s)
		rule, ok := index[s.Check]
		if said[text] || !ok {
			continue
		}
		said[text] = true
		list = append(list, sarifNotification{"note", sarifText{text}, inFile(file), &sarifRuleReference{s.Check, rule}})
	}
	return list
}

// inFile is the location that is a whole file.
func inFile(file *File) []sarifLocation {
	return []sarifLocation{{Physical: sarifPhysical{Artifact: artifact(file.Name)}}}
}

// sarifRules returns the checks there are, and others that found something, with
// the place of each.
func sarifRules(r *Report) (rules []sarifRule, index map[string]int) {
	index = make(map[string]int)
	add := func(c lint.Info) {
		if _, ok := index[c.ID]; !ok {
			index[c.ID] = len(rules)
			rules = append(rules, newSarifRule(c))
		}
	}
	for c := range lint.Checks() {
		add(c)
	}
	for _, file := range r.Files {
		for _, u := range file.Units {
			for _, f := range u.Findings {
				add(lint.Info{ID: f.Check, Severity: f.Severity, Doc: "Found when the policy was read."})
			}
			for _, f := range u.Silenced {
				add(lint.Info{ID: f.Check, Severity: f.Severity, Doc: "Found when the policy was read."})
			}
		}
	}
	return rules, index
}

func newSarifRule(c lint.Info) sarifRule {
	rule := sarifRule{
		ID: c.ID, HelpURI: repository + "/blob/main/docs/checks.md#" + c.ID, Short: sarifText{firstSentence(c.Doc)}, Full: sarifText{c.Doc},
		Help: sarifHelp{
			Text:     c.Doc + "\nLooked for in: " + c.On.String() + ".\napcheck lint -explain " + c.ID + " shows examples.",
			Markdown: c.Doc + "\n\nLooked for in: " + c.On.String() + ".\n\n`apcheck lint -explain " + c.ID + "` shows examples.\n",
		},
		Configuration: sarifConfiguration{sarifLevel(c.Severity)},
		Properties:    sarifRuleProperties{Tags: []string{"s3", "policy"}},
	}
	if c.Severity == lint.SecurityWarning {
		// GitHub shows 7.0 to 8.9 as high.
		rule.Properties = sarifRuleProperties{Tags: []string{"s3", "policy", "security"}, Security: "7.0"}
	}
	return rule
}

// firstSentence returns a text up to its first period that a blank follows.
func firstSentence(s string) string {
	if i := strings.Index(s, ". "); i >= 0 {
		return s[:i+1]
	}
	return s
}

func sarifLevel(s lint.Severity) string {
	switch s {
	case lint.Error:
		return "error"
	case lint.SecurityWarning, lint.Warning:
		return "warning"
	case lint.Suggestion:
		return "note"
	}
	return "none"
}

func (r *Report) sarifResult(f *Finding, index map[string]int) sarifResult {
	res := sarifResult{
		Rule: f.Check, Index: index[f.Check], Level: sarifLevel(f.Severity), Message: sarifText{f.sarifMessage()},
		Locations: []sarifLocation{{
			Physical: sarifPhysical{Artifact: artifact(f.File), Region: region(f.Begin, f.End)},
		}},
		Fingerprints: map[string]string{"apcheck/v1": f.Fingerprint},
		Properties:   sarifResultProperties{f.Severity.String(), f.Witness},
	}
	if f.Pointer != "" {
		res.Locations[0].Logical = []sarifLogical{{strings.TrimSpace(f.Unit + " " + f.Pointer), "value"}}
	}
	if f.Silence != nil {
		res.Suppressions = []sarifSuppression{{"external", "accepted", f.Silence.Reason}}
	}
	if r.HasBaseline {
		res.Baseline = "new"
		if f.Known {
			res.Baseline = "unchanged"
		}
	}
	if f.InFile && len(f.Edits) > 0 {
		res.Fixes = []sarifFix{{sarifText{f.fixWords() + " (" + f.fixKind() + ")"}, []sarifChange{f.sarifChange()}}}
	}
	return res
}

// sarifMessage returns the message in one paragraph, with the request that shows it.
func (f *Finding) sarifMessage() string {
	if f.Witness == nil {
		return f.Message
	}
	return f.Message + "; for example: " + f.Witness.String()
}

func (f *Finding) sarifChange() sarifChange {
	c := sarifChange{Artifact: artifact(f.File)}
	for _, e := range f.Edits {
		c.Replacements = append(c.Replacements, sarifReplacement{*region(e.Begin, e.End), sarifText{e.New}})
	}
	return c
}

// artifact returns the location of a file: one below the working directory is
// relative, so that it is found in another checkout.
func artifact(name string) sarifArtifact {
	switch {
	case name == "-":
		return sarifArtifact{URI: "stdin"}
	case strings.HasPrefix(name, "/"):
		return sarifArtifact{URI: (&url.URL{Scheme: "file", Path: name}).String()}
	}
	return sarifArtifact{(&url.URL{Path: name}).String(), "%SRCROOT%"}
}

func region(begin, end Point) *sarifRegion {
	return &sarifRegion{
		begin.Line, begin.Column, end.Line, end.Column,
		begin.Offset, end.Offset - begin.Offset,
	}
}
