package config

import (
	"fmt"
	"slices"
	"strings"

	"github.com/s3ap/s3ap/internal/oneline"
	"github.com/s3ap/s3ap/policy/lint"
)

// Checks returns the ids of the checks that a pattern means: one, or those that
// begin with what stands before a star.
func Checks(pattern string) ([]string, error) {
	var all, meantByIt []string
	prefix, many := strings.CutSuffix(pattern, "*")
	for c := range lint.Checks() {
		all = append(all, c.ID)
		if c.ID == pattern || many && strings.HasPrefix(c.ID, prefix) {
			meantByIt = append(meantByIt, c.ID)
		}
	}
	switch {
	case len(meantByIt) > 0:
		return meantByIt, nil
	case many:
		return nil, fmt.Errorf("no check has an id that begins with %s", oneline.Quote(prefix))
	}
	slices.Sort(all)
	return nil, fmt.Errorf("there is no check %s%s", oneline.Quote(pattern), meant(pattern, all))
}

// severities are the severities by their names.
var severities = [...]lint.Severity{lint.Off, lint.Suggestion, lint.Warning, lint.SecurityWarning, lint.Error}

// Severity returns a severity by its name.
func Severity(name string) (lint.Severity, error) {
	names := make([]string, 0, len(severities))
	for _, s := range severities {
		if s.String() == name {
			return s, nil
		}
		names = append(names, s.String())
	}
	return lint.Off, fmt.Errorf("must be off, suggestion, warning, security-warning or error, not %s%s", oneline.Quote(name), meant(name, names))
}
