package lint

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

const page = "../../docs/checks.md"

const pageHead = `# Checks of policy/lint

<!-- Generated from the checks and their examples; do not edit: go test ./policy/lint -update. -->

%d checks of the policies of buckets and access points: %d errors, %d security warnings, %d warnings and
%d suggestions.

- An **error** is what S3 refuses, or a part that can never work as it is written. A **security-warning** grants
  more than a careful reader would expect. A **warning** has no effect, or one that few authors want. A
  **suggestion** is about style or clarity. A finding may be milder than its check, where less is certain.
- **Fix** says whether the example that fails has one. A safe fix changes no decision. Others do, or put in force
  what S3 refuses.
- A check that **needs** to know something is skipped without it, and the report says so.
- The examples are policies of the bucket ` + "`doc-bucket`" + ` and of its access point ` + "`ap1`" + ` in us-west-2, both of account
  111122223333. An example is about its own check only: others may find something in it.
`

// The page of checks is what the checks are.
func TestThePageOfChecks(t *testing.T) {
	got := checksPage(t)
	if *update {
		require.NoError(t, os.WriteFile(page, []byte(got), 0o644))
	}
	want, err := os.ReadFile(page)
	require.NoError(t, err)
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s; go test ./policy/lint -update (-want +got):\n%s", page, diff)
	}
}

func checksPage(t *testing.T) string {
	byID := make(map[string]sample)
	for _, s := range samples(t) {
		byID[s.ID] = s
	}
	surroundings := surroundings(t)
	var b strings.Builder
	of := make(map[Severity]int)
	for c := range Checks() {
		of[c.Severity]++
	}
	fmt.Fprintf(&b, pageHead, of[Error]+of[SecurityWarning]+of[Warning]+of[Suggestion], of[Error], of[SecurityWarning], of[Warning], of[Suggestion])
	for _, f := range families() {
		if len(f.checks) == 0 {
			continue
		}
		fmt.Fprintf(&b, "\n## %s\n", f.name)
		for i := range f.checks {
			c := &f.checks[i]
			s := byID[c.ID]
			fmt.Fprintf(&b, "\n### %s\n\n%v, %v. %s\n", c.ID, c.Severity, c.On, c.Doc)
			if needs := allNeeds(c.needs); needs != "" {
				fmt.Fprintf(&b, "Needs %s.\n", needs)
			}
			fmt.Fprintf(&b, "%s\n", fixOf(&s))
			writeExample(&b, "Fails", &s.Fail, s.On, surroundings[c.ID].Fail)
			writeExample(&b, "Passes", &s.Pass, s.On, surroundings[c.ID].Pass)
		}
	}
	return b.String()
}

// allNeeds lists in words what a check has to know.
func allNeeds(n need) string {
	var list []string
	for bit := need(1); bit != 0; bit <<= 1 {
		if words := (n & bit).missing(new(Context), false); words != "" {
			list = append(list, words)
		}
	}
	return strings.Join(list, " and ")
}

// fixOf says whether the example that fails has a fix.
func fixOf(s *sample) string {
	report := s.Fail.check(s.On)
	for _, f := range of(s.ID, report.Findings) {
		switch {
		case f.FixSafe:
			return "Fix: safe."
		case len(f.Fix) > 0:
			return "Fix: yes, changes decisions."
		}
	}
	return "Fix: none."
}

// A surrounding is what an example says beside its policies, as it is written.
type surrounding struct{ Context, Config json.RawMessage }

func surroundings(t *testing.T) map[string]struct{ Fail, Pass surrounding } {
	src, err := os.ReadFile(folder + "checks.json")
	require.NoError(t, err)
	var file struct {
		Checks []struct {
			ID         string
			Fail, Pass surrounding
		}
	}
	require.NoError(t, json.Unmarshal(src, &file))
	all := make(map[string]struct{ Fail, Pass surrounding })
	for _, c := range file.Checks {
		all[c.ID] = struct{ Fail, Pass surrounding }{c.Fail, c.Pass}
	}
	return all
}

// writeExample prints the policies of an example, each in a block of its own.
func writeExample(b *strings.Builder, title string, s *situation, on string, beside surrounding) {
	for _, known := range []json.RawMessage{beside.Context, beside.Config} {
		if len(known) > 0 {
			title += " with `" + compact(known) + "`"
		}
	}
	if s.Generate != "" {
		fmt.Fprintf(b, "\n%s: %s.\n", title, s.Generate)
		return
	}
	p := s.policies(on)
	for _, src := range [][]byte{p.Bucket, p.AccessPoint} {
		if src == nil {
			continue
		}
		shown := string(src)
		if s.Text == nil {
			shown = compact(src)
		}
		fmt.Fprintf(b, "\n%s:\n\n```json\n%s\n```\n", title, shown)
		title = "and"
	}
}

// compact returns JSON on one line.
func compact(src []byte) string {
	var b bytes.Buffer
	_ = json.Compact(&b, src) // what is in checks.json is JSON
	return b.String()
}
