package report

import (
	"bufio"
	"fmt"
	"strings"

	"github.com/s3ap/s3ap/policy/lint"
)

// github prints workflow commands, which GitHub shows beside the lines of a change.
//
// GitHub Docs, "Workflow commands for GitHub Actions", on error, warning and notice
// messages.
func github(w *bufio.Writer, r *Report) {
	for _, file := range r.Files {
		if file.Fault != nil {
			place := "file=" + githubProperty(file.Name)
			if at := file.Fault.At; at.Line > 0 {
				place += fmt.Sprintf(",line=%d,col=%d", at.Line, at.Column)
			}
			fmt.Fprintf(w, "::error %s,title=apcheck::%s\n", place, githubData(file.Fault.Text))
		}
	}
	for f := range r.findings() {
		command := "notice"
		switch f.Severity {
		case lint.Error:
			command = "error"
		case lint.SecurityWarning, lint.Warning:
			command = "warning"
		}
		message := f.Message
		if words := f.fixWords(); words != "" {
			message += "\nfix: " + words
		}
		if f.Witness != nil {
			message += "\nfor example: " + f.Witness.String()
		}
		fmt.Fprintf(w, "::%s file=%s,line=%d,endLine=%d,col=%d,endColumn=%d,title=%s::%s\n", command, githubProperty(f.File),
			f.Begin.Line, f.End.Line, f.Begin.Column, f.End.Column, githubProperty(f.Severity.String()+" "+f.Check), githubData(message))
	}
	fmt.Fprintln(w, r.summary()) // which stands in the log
}

// githubData escapes the message of a command.
func githubData(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(s)
}

// githubProperty escapes the value of a property of a command.
func githubProperty(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C").Replace(s)
}
