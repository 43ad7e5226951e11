package main

import (
	"fmt"
	"net/netip"
	"strings"

	"github.com/casbin/casbin/v2"
	"github.com/casbin/casbin/v2/model"
	stringadapter "github.com/casbin/casbin/v2/persist/string-adapter"
)

// casbinPeer is github.com/casbin/casbin/v2: a statement is a line of its policy, and
// the matcher asks functions of ours what casbin has no words for.
//
// Translated: principals, actions and resources that are literal or end in `*`,
// NotAction, and StringEquals, Bool and IpAddress on keys that have one value; no
// text with one of , | ; = @ in it.
type casbinPeer struct{}

const casbinModel = `[request_definition]
r = principal, action, resource, context

[policy_definition]
p = principals, actions, resources, tests, eft

[policy_effect]
e = some(where (p.eft == allow)) && !some(where (p.eft == deny))

[matchers]
m = among(r.principal, p.principals) && among(r.action, p.actions) && among(r.resource, p.resources) && holds(r.context, p.tests)
`

func (casbinPeer) translate(d *document) ([]byte, error) {
	var b strings.Builder
	for _, s := range d.statements {
		for _, list := range [][]string{s.actions, s.resources} {
			if _, err := split(list); err != nil {
				return nil, err
			}
		}
		actions, effect := strings.Join(s.actions, "|"), "allow"
		if s.notActions {
			actions = "!" + actions
		}
		if s.deny {
			effect = "deny"
		}
		tests, err := casbinTests(s.tests)
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(&b, "p, %s, %s, %s, %s, %s\n", strings.Join(s.principals, "|"), actions, strings.Join(s.resources, "|"), tests, effect)
	}
	return []byte(b.String()), nil
}

// casbinTests writes conditions as KEY=VALUE|VALUE or KEY@NETWORK|NETWORK, apart by
// semicolons.
func casbinTests(tests []test) (string, error) {
	list := []string{}
	for _, t := range tests {
		sign := "="
		switch t.operator {
		case "StringEquals", "Bool":
		case "IpAddress":
			sign = "@"
		default:
			return "", errOperator(t.operator)
		}
		list = append(list, t.key+sign+strings.Join(t.values, "|"))
	}
	if len(list) == 0 {
		return "always", nil
	}
	return strings.Join(list, ";"), nil
}

type casbinPolicy struct{ *casbin.Enforcer }

func (casbinPeer) compile(src []byte) (compiled, error) {
	m, err := model.NewModelFromString(casbinModel)
	if err != nil {
		return nil, err
	}
	e, err := casbin.NewEnforcer(m, stringadapter.NewAdapter(string(src)))
	if err != nil {
		return nil, err
	}
	e.AddFunction("among", func(args ...any) (any, error) {
		return among(args[0].(string), args[1].(string)), nil
	})
	e.AddFunction("holds", func(args ...any) (any, error) {
		return casbinHolds(args[0].(map[string]string), args[1].(string)), nil
	})
	return casbinPolicy{e}, nil
}

// among reports whether a text is one of a list; after a `!`, whether it is none.
func among(text, list string) bool {
	list, not := strings.CutPrefix(list, "!")
	for pattern := range strings.SplitSeq(list, "|") {
		prefix, open := strings.CutSuffix(pattern, "*")
		if pattern == text || open && strings.HasPrefix(text, prefix) {
			return !not
		}
	}
	return not
}

func casbinHolds(context map[string]string, tests string) bool {
	if tests == "always" {
		return true
	}
	for t := range strings.SplitSeq(tests, ";") {
		at := strings.IndexAny(t, "=@")
		value, ok := context[t[:at]]
		if !ok || t[at] == '=' && !among(value, t[at+1:]) || t[at] == '@' && !inNetworks(value, t[at+1:]) {
			return false
		}
	}
	return true
}

func inNetworks(value, networks string) bool {
	addr, err := netip.ParseAddr(value)
	if err != nil {
		return false
	}
	for network := range strings.SplitSeq(networks, "|") {
		if n, err := netip.ParsePrefix(network); err == nil && n.Contains(addr) {
			return true
		}
	}
	return false
}

func (casbinPeer) prepare(q *question) any {
	values := make(map[string]string, len(q.context))
	for _, a := range q.context {
		values[a.key] = a.values[0]
	}
	return []any{q.principal, q.action, q.resource, values}
}

func (p casbinPolicy) allows(prepared any) bool {
	allowed, err := p.Enforce(prepared.([]any)...)
	return err == nil && allowed
}
