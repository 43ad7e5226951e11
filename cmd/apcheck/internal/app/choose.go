package app

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/s3ap/s3ap/accesspoint/aptest"
	"github.com/s3ap/s3ap/internal/oneline"
)

// chosen returns the one request of the scenario whose name matches. A name that
// is just what was asked for is chosen before others that match too.
func (e *evalRun) chosen() (*aptest.Case, error) {
	names, err := regexp.Compile(e.names)
	if err != nil {
		return nil, fmt.Errorf("apcheck: -run: %w", err)
	}
	s, err := aptest.Read(e.files, fsPath(e.scenario))
	if err != nil {
		return nil, err
	}
	var matches []*aptest.Case
	for _, c := range s.Cases {
		if c.Name == e.names {
			return c, nil
		}
		if names.MatchString(c.Name) {
			matches = append(matches, c)
		}
	}
	switch len(matches) {
	case 1:
		return matches[0], nil
	case 0:
		return nil, fmt.Errorf("apcheck: no request of %s has a name that matches %q; it has%s", e.scenario, e.names, listed(s.Cases))
	}
	return nil, fmt.Errorf("apcheck: choose one request by -run, which matches%s", listed(matches))
}

// listed shows the names of requests, each on a line, not too many.
func listed(cases []*aptest.Case) string {
	const shown = 20
	var b strings.Builder
	for i, c := range cases {
		if i == shown {
			fmt.Fprintf(&b, "\n\tand %d more", len(cases)-shown)
			break
		}
		b.WriteString("\n\t" + oneline.Visible(c.Name))
	}
	return b.String()
}
