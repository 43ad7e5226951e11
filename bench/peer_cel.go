package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/ext"
)

// celPeer is github.com/google/cel-go: a policy is one expression.
//
// Translated: principals, actions and resources that are literal or end in `*`,
// NotAction, and StringEquals, Bool and IpAddress on keys that have one value.
//
// Expressions are checked. Without that they would be ready several times sooner, but
// then decide more slowly.
type celPeer struct{ env *cel.Env }

func newCEL() (celPeer, error) {
	env, err := cel.NewEnv(
		ext.Network(),
		cel.Variable("principal", cel.StringType),
		cel.Variable("action", cel.StringType),
		cel.Variable("resource", cel.StringType),
		cel.Variable("context", cel.MapType(cel.StringType, cel.StringType)),
	)
	return celPeer{env}, err
}

func (celPeer) translate(d *document) ([]byte, error) {
	denies, allows := []string{"false"}, []string{"false"}
	for i := range d.statements {
		s := &d.statements[i]
		e, err := celStatement(s)
		if err != nil {
			return nil, err
		}
		if s.deny {
			denies = append(denies, e)
		} else {
			allows = append(allows, e)
		}
	}
	return fmt.Appendf(nil, "!(%s) && (%s)", celAny(denies), celAny(allows)), nil
}

// celAny is true if one of the expressions is; false stands for none.
func celAny(list []string) string {
	if len(list) > 1 {
		list = list[1:]
	}
	return strings.Join(list, " || ")
}

func celStatement(s *statement) (string, error) {
	var all []string
	if !s.everyone() {
		all = append(all, celIn("principal", s.principals))
	}
	actions, err := celMatch("action", s.actions)
	if err != nil {
		return "", err
	}
	if s.notActions {
		actions = "!(" + actions + ")"
	}
	resources, err := celMatch("resource", s.resources)
	if err != nil {
		return "", err
	}
	all = append(all, actions, resources)
	for _, t := range s.tests {
		e, err := celTest(t)
		if err != nil {
			return "", err
		}
		all = append(all, e)
	}
	all = slices.DeleteFunc(all, func(e string) bool { return e == "true" })
	if len(all) == 0 {
		return "true", nil
	}
	return strings.Join(all, " && "), nil
}

func celMatch(variable string, list []string) (string, error) {
	p, err := split(list)
	if err != nil {
		return "", err
	}
	var any []string
	if len(p.exact) > 0 {
		any = append(any, celIn(variable, p.exact))
	}
	for _, prefix := range p.prefixes {
		if prefix == "" {
			return "true", nil
		}
		any = append(any, variable+".startsWith("+strconv.Quote(prefix)+")")
	}
	return celOr(any), nil
}

// celOr needs no parentheses around one alternative. The fewer, the faster CEL
// parses.
func celOr(list []string) string {
	if len(list) == 1 {
		return list[0]
	}
	return "(" + strings.Join(list, " || ") + ")"
}

func celIn(variable string, list []string) string {
	if len(list) == 1 {
		return variable + " == " + strconv.Quote(list[0])
	}
	return variable + " in " + quoted(list)
}

// quoted writes a list of strings as several languages do.
func quoted(list []string) string {
	var q []string
	for _, s := range list {
		q = append(q, strconv.Quote(s))
	}
	return "[" + strings.Join(q, ", ") + "]"
}

func celTest(t test) (string, error) {
	key := strconv.Quote(t.key)
	value := "context[" + key + "]"
	var holds string
	switch t.operator {
	case "StringEquals", "Bool":
		holds = celIn(value, t.values)
	case "IpAddress":
		var any []string
		for _, network := range t.values {
			any = append(any, "cidr("+strconv.Quote(network)+").containsIP("+value+")")
		}
		holds = celOr(any)
	default:
		return "", errOperator(t.operator)
	}
	return key + " in context && " + holds, nil
}

type celPolicy struct{ cel.Program }

func (c celPeer) compile(src []byte) (compiled, error) {
	ast, issues := c.env.Compile(string(src))
	if err := issues.Err(); err != nil {
		return nil, err
	}
	program, err := c.env.Program(ast, cel.EvalOptions(cel.OptOptimize))
	return celPolicy{program}, err
}

func (celPeer) prepare(q *question) any {
	values := make(map[string]string, len(q.context))
	for _, a := range q.context {
		values[a.key] = a.values[0]
	}
	return map[string]any{"principal": q.principal, "action": q.action, "resource": q.resource, "context": values}
}

func (p celPolicy) allows(prepared any) bool {
	v, _, err := p.Eval(prepared)
	if err != nil {
		return false
	}
	allowed, _ := v.Value().(bool)
	return allowed
}
