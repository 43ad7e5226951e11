package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// A document is a policy as far as the translators know the language: they make of
// it what a user of the peer would have written. Reading one is not measured.
type document struct {
	statements []statement
}

type statement struct {
	deny       bool
	principals []string // "*" alone is everyone
	actions    []string
	notActions bool // the statement is about all other actions
	resources  []string
	tests      []test
}

// A test is one key of a Condition.
type test struct {
	operator, key string
	values        []string
}

// oneOrMany is a JSON string or a list of them.
type oneOrMany []string

func (l *oneOrMany) UnmarshalJSON(src []byte) error {
	var one string
	if json.Unmarshal(src, &one) == nil {
		*l = oneOrMany{one}
		return nil
	}
	return json.Unmarshal(src, (*[]string)(l))
}

// principals are "*" or what is listed under AWS.
type principals []string

func (l *principals) UnmarshalJSON(src []byte) error {
	var named struct{ AWS oneOrMany }
	if string(src) == `"*"` {
		*l = principals{"*"}
		return nil
	}
	err := json.Unmarshal(src, &named)
	*l = principals(named.AWS)
	return err
}

// readDocument reads a policy. What the translators do not know is an error.
func readDocument(src []byte) (*document, error) {
	var raw struct {
		Version   string
		Statement []struct {
			Sid, Effect       string
			Principal         principals
			Action, NotAction oneOrMany
			Resource          oneOrMany
			Condition         map[string]map[string]oneOrMany
		}
	}
	decoder := json.NewDecoder(strings.NewReader(string(src)))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&raw); err != nil {
		return nil, err
	}
	d := &document{}
	for _, s := range raw.Statement {
		t := statement{deny: s.Effect == "Deny", principals: s.Principal, actions: s.Action, resources: s.Resource}
		if s.NotAction != nil {
			t.actions, t.notActions = s.NotAction, true
		}
		for _, operator := range slices.Sorted(maps.Keys(s.Condition)) {
			for _, key := range slices.Sorted(maps.Keys(s.Condition[operator])) {
				t.tests = append(t.tests, test{operator, key, s.Condition[operator][key]})
			}
		}
		d.statements = append(d.statements, t)
	}
	return d, nil
}

// everyone reports whether a statement is about all principals.
func (s *statement) everyone() bool { return slices.Contains(s.principals, "*") }

// patterns are texts to match: some exactly, and some as the beginning of another.
type patterns struct {
	exact, prefixes []string
}

// split sorts patterns into those two forms. Others are an error.
func split(list []string) (p patterns, err error) {
	for _, pattern := range list {
		prefix, open := strings.CutSuffix(pattern, "*")
		switch {
		case strings.ContainsAny(prefix, "*?$"):
			return p, fmt.Errorf("the pattern %q has wildcards elsewhere than at the end", pattern)
		case open:
			p.prefixes = append(p.prefixes, prefix)
		default:
			p.exact = append(p.exact, prefix)
		}
	}
	return p, nil
}

// match reports whether a text is among the patterns.
func (p *patterns) match(text string) bool {
	return slices.Contains(p.exact, text) ||
		slices.ContainsFunc(p.prefixes, func(prefix string) bool { return strings.HasPrefix(text, prefix) })
}

// errOperator tells that a translator does not know a condition operator.
func errOperator(name string) error { return fmt.Errorf("the operator %s is not translated", name) }

var errNotAction = errors.New("NotAction is not translated")
