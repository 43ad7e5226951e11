package app

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/s3ap/s3ap/cmd/apcheck/internal/config"
	"github.com/s3ap/s3ap/internal/oneline"
	"github.com/s3ap/s3ap/policy/lint"
	examples "github.com/s3ap/s3ap/testdata/lint"
)

// A lintExample is a policy, or two, with what is known beside them.
type lintExample struct {
	Text                                              *string // that is no JSON
	Policy, BucketPolicy, AccessPointPolicy, Generate json.RawMessage
	Context, Config                                   json.RawMessage
}

// explain tells what a check looks for; of a family, what each of it does in a line.
func (l *lintRun) explain(pattern string) int {
	ids, err := config.Checks(pattern)
	if err != nil {
		return l.unusable("-explain: %v", err)
	}
	infos := make(map[string]lint.Info)
	for c := range lint.Checks() {
		infos[c.ID] = c
	}
	out := bufio.NewWriter(l.stdout)
	if len(ids) == 1 {
		explainCheck(out, infos[ids[0]])
	} else {
		for _, id := range ids {
			fmt.Fprintf(out, "%s: %v, %v: %s\n", id, infos[id].Severity, infos[id].On, infos[id].Doc)
		}
	}
	if err := out.Flush(); err != nil {
		return l.unusable("%v", err)
	}
	return exitOK
}

func explainCheck(w *bufio.Writer, c lint.Info) {
	fmt.Fprintf(w, "%s: %v, looked for in: %v\n\n%s\n", c.ID, c.Severity, c.On, c.Doc)
	var all struct {
		Checks []struct {
			ID         string
			Fail, Pass lintExample
		}
	}
	if err := json.Unmarshal([]byte(examples.Examples()), &all); err != nil {
		return // a test holds that it can be read
	}
	for _, e := range all.Checks {
		if e.ID == c.ID {
			e.Fail.print(w, "It complains of this:")
			e.Pass.print(w, "Not of this:")
		}
	}
}

func (e *lintExample) print(w *bufio.Writer, title string) {
	fmt.Fprintf(w, "\n%s\n\n", title)
	if e.Generate != nil {
		fmt.Fprintln(w, "\ta policy too long to be shown")
	}
	if e.Text != nil {
		fmt.Fprintf(w, "\t%s\n", oneline.Visible(*e.Text))
	}
	for _, part := range [...]struct {
		title string
		src   json.RawMessage
	}{
		{"", e.Policy},
		{"bucket policy", e.BucketPolicy}, {"access point policy", e.AccessPointPolicy},
		{"where it is known that", e.Context}, {"where it is known that", e.Config},
	} {
		var text bytes.Buffer
		if part.src == nil || json.Indent(&text, part.src, "", "  ") != nil {
			continue
		}
		if part.title != "" {
			fmt.Fprintf(w, "\t%s:\n", part.title)
		}
		for line := range strings.SplitSeq(text.String(), "\n") {
			fmt.Fprintf(w, "\t%s\n", line)
		}
	}
}
