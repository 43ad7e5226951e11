package report

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/s3ap/s3ap/internal/oneline"
	"github.com/s3ap/s3ap/policy/lint"
)

// fixWords tells what the fix of a finding would do, empty if there is none.
func (f *Finding) fixWords() string {
	var parts []string
	for _, e := range f.Edits {
		switch {
		case e.Old == "":
			parts = append(parts, "insert "+code(e.New))
		case e.New == "":
			parts = append(parts, "remove "+code(e.Old))
		default:
			parts = append(parts, "write "+code(e.New)+" in place of "+code(e.Old))
		}
	}
	const shown = 4
	if n := len(parts) - shown; n > 0 {
		parts = append(parts[:shown], fmt.Sprintf("and %d more", n))
	}
	return strings.Join(parts, "; ")
}

// fixKind tells who makes the fix.
func (f *Finding) fixKind() string {
	switch {
	case !f.InFile:
		return "by hand, since the file has it in another form"
	case f.FixSafe:
		return "-fix makes it"
	}
	return "may change decisions; -unsafe makes it"
}

// code shows a piece of a policy, on one line and cut if it is long.
func code(s string) string {
	const looked = 1 << 10 // more than is shown, of whatever length the piece is
	return oneline.Quote(strings.Join(strings.Fields(oneline.Cut(s, looked)), " "))
}

// severityWords returns severities from the worst, each with its name for one and
// for more.
var severityWords = [...]struct {
	severity  lint.Severity
	one, more string
}{
	{lint.Error, "error", "errors"},
	{lint.SecurityWarning, "security warning", "security warnings"},
	{lint.Warning, "warning", "warnings"},
	{lint.Suggestion, "suggestion", "suggestions"},
}

// counted returns a number with its noun.
func counted(n int, one, more string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + more
}
