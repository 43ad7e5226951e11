package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
)

// opaPeer is github.com/open-policy-agent/opa: a statement is rules in Rego, one for
// each principal, so that OPA's index of rules finds them. The policies of many
// access points are data, which one set of rules is about.
//
// Translated: principals, actions and resources that are literal or end in `*`,
// NotAction, and StringEquals, Bool and IpAddress on keys that have one value.
// Policies that are data: Allow without conditions, for named principals.
type opaPeer struct{}

func (opaPeer) translate(d *document) ([]byte, error) {
	var b strings.Builder
	b.WriteString("package s3\n\ndefault allow := false\n\ndefault granted := false\n\ndefault denied := false\n\nallow if {\n\tgranted\n\tnot denied\n}\n")
	for i := range d.statements {
		if err := regoStatement(&b, &d.statements[i]); err != nil {
			return nil, err
		}
	}
	return []byte(b.String()), nil
}

// regoStatement writes a rule for each combination of what must hold: rules are how
// Rego says or.
func regoStatement(b *strings.Builder, s *statement) error {
	actions, err := regoActions(s)
	if err != nil {
		return err
	}
	resources, err := split(s.resources)
	if err != nil {
		return err
	}
	var tests []string
	for _, t := range s.tests {
		e, err := regoTest(t)
		if err != nil {
			return err
		}
		tests = append(tests, e)
	}
	head := "granted"
	if s.deny {
		head = "denied"
	}
	principals := []string{""}
	if !s.everyone() {
		principals = nil
		for _, p := range s.principals {
			principals = append(principals, "input.principal == "+strconv.Quote(p))
		}
	}
	for _, p := range principals {
		for _, a := range actions {
			for _, r := range regoMatch("input.resource", resources) {
				body := append([]string{p, a, r}, tests...)
				fmt.Fprintf(b, "\n%s if {\n\t%s\n}\n", head, strings.Join(body, "\n\t"))
			}
		}
	}
	return nil
}

func regoActions(s *statement) ([]string, error) {
	p, err := split(s.actions)
	if err != nil || !s.notActions {
		return regoMatch("input.action", p), err
	}
	var all []string
	for _, e := range regoMatch("input.action", p) {
		all = append(all, "not "+e)
	}
	return []string{strings.Join(all, "\n\t")}, nil
}

// regoMatch returns expressions of which one must be true.
func regoMatch(variable string, p patterns) (list []string) {
	switch {
	case len(p.exact) == 1:
		list = append(list, variable+" == "+strconv.Quote(p.exact[0]))
	case len(p.exact) > 1:
		list = append(list, variable+" in "+regoSet(p.exact))
	}
	for _, prefix := range p.prefixes {
		list = append(list, "startswith("+variable+", "+strconv.Quote(prefix)+")")
	}
	return list
}

func regoSet(list []string) string { return "{" + strings.Trim(quoted(list), "[]") + "}" }

func regoTest(t test) (string, error) {
	value := "input.context[" + strconv.Quote(t.key) + "]"
	switch {
	case t.operator == "IpAddress":
		return "some network in " + quoted(t.values) + "\n\tnet.cidr_contains(network, " + value + ")", nil
	case t.operator != "StringEquals" && t.operator != "Bool":
		return "", errOperator(t.operator)
	case len(t.values) == 1:
		return value + " == " + strconv.Quote(t.values[0]), nil
	default:
		return value + " in " + regoSet(t.values), nil
	}
}

type opaPolicy struct{ rego.PreparedEvalQuery }

func (opaPeer) compile(src []byte) (compiled, error) {
	q, err := rego.New(rego.Query("data.s3.allow"), rego.Module("policy.rego", string(src))).PrepareForEval(context.Background())
	return opaPolicy{q}, err
}

func (opaPeer) prepare(q *question) any {
	values := ast.NewObject()
	for _, a := range q.context {
		values.Insert(ast.StringTerm(a.key), ast.StringTerm(a.values[0]))
	}
	return ast.NewObject(
		ast.Item(ast.StringTerm("principal"), ast.StringTerm(q.principal)),
		ast.Item(ast.StringTerm("action"), ast.StringTerm(q.action)),
		ast.Item(ast.StringTerm("container"), ast.StringTerm(q.container)),
		ast.Item(ast.StringTerm("resource"), ast.StringTerm(q.resource)),
		ast.Item(ast.StringTerm("context"), ast.NewTerm(values)),
	)
}

func (p opaPolicy) allows(prepared any) bool {
	set, err := p.Eval(context.Background(), rego.EvalParsedInput(prepared.(ast.Object)))
	return err == nil && set.Allowed()
}

// dataRules decide by policies that are data.
const dataRules = `package s3

default allow := false

allow if {
	some statement in data.policies[input.container]
	input.principal in statement.principals
	input.action in statement.actions
	some resource in statement.resources
	startswith(input.resource, resource)
}
`

type opaData struct{ opaPolicy }

func (d opaData) allows(_ string, prepared any) bool { return d.opaPolicy.allows(prepared) }

func (opaPeer) compileMany(documents func(yield func(arn string, d *document) bool)) (many, error) {
	policies := map[string]any{}
	var failed error
	for arn, d := range documents {
		_, name, _ := strings.Cut(arn, ":accesspoint/")
		if policies[name], failed = opaStatements(d); failed != nil {
			return nil, failed
		}
	}
	store := inmem.NewFromObjectWithOpts(map[string]any{"policies": policies}, inmem.OptReturnASTValuesOnRead(true), inmem.OptRoundTripOnWrite(false))
	q, err := rego.New(rego.Query("data.s3.allow"), rego.Module("policy.rego", dataRules), rego.Store(store)).PrepareForEval(context.Background())
	return opaData{opaPolicy{q}}, err
}

func opaStatements(d *document) (list []any, err error) {
	for _, s := range d.statements {
		resources, err := split(s.resources)
		actions, err2 := split(s.actions)
		switch {
		case err != nil || err2 != nil || s.deny || s.notActions || s.tests != nil || s.everyone() || resources.exact != nil || actions.prefixes != nil:
			return nil, fmt.Errorf("a statement for OPA as data must be an Allow of named principals, actions and prefixes without conditions")
		}
		list = append(list, map[string]any{
			"principals": anys(s.principals), "actions": anys(actions.exact), "resources": anys(resources.prefixes),
		})
	}
	return list, nil
}

func anys(list []string) (out []any) {
	for _, s := range list {
		out = append(out, s)
	}
	return out
}
