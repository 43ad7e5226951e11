package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/cedar-policy/cedar-go"
	"github.com/cedar-policy/cedar-go/types"
)

// cedarPeer is github.com/cedar-policy/cedar-go: a statement is a Cedar policy.
//
// Translated: principals, actions and resources that are literal or end in `*`,
// NotAction, and StringEquals, Bool and IpAddress on keys that have one value and,
// for IpAddress, end in SourceIp.
type cedarPeer struct{}

func (cedarPeer) translate(d *document) ([]byte, error) {
	var src []byte
	for i := range d.statements {
		policy, err := cedarStatement(&d.statements[i])
		if err != nil {
			return nil, err
		}
		src = append(src, policy...)
	}
	return src, nil
}

func cedarStatement(s *statement) (string, error) {
	effect, principal, action := "permit", "principal", "action"
	if s.deny {
		effect = "forbid"
	}
	var when []string
	switch {
	case s.everyone():
	case len(s.principals) == 1:
		principal = "principal == Principal::" + strconv.Quote(s.principals[0])
	default:
		when = append(when, "["+strings.Join(entities("Principal", s.principals), ", ")+"].contains(principal)")
	}
	actions, err := split(s.actions)
	if err != nil {
		return "", err
	}
	if len(actions.prefixes) == 0 && !s.notActions {
		action = "action in [" + strings.Join(entities("Action", actions.exact), ", ") + "]"
	} else if !slices.Contains(actions.prefixes, "") {
		not := ""
		if s.notActions {
			not = "!"
		}
		when = append(when, not+cedarMatch("context.action", s.actions))
	}
	if _, err := split(s.resources); err != nil {
		return "", err
	}
	when = append(when, cedarMatch("context.resource", s.resources))
	for _, t := range s.tests {
		e, err := cedarTest(t)
		if err != nil {
			return "", err
		}
		when = append(when, e)
	}
	return fmt.Sprintf("%s (%s, %s, resource)\nwhen { %s };\n", effect, principal, action, strings.Join(when, " && ")), nil
}

func entities(kind string, names []string) (list []string) {
	for _, name := range names {
		list = append(list, kind+"::"+strconv.Quote(name))
	}
	return list
}

func cedarMatch(attribute string, patterns []string) string {
	var any []string
	for _, p := range patterns {
		operator := " == "
		if strings.HasSuffix(p, "*") {
			operator = " like "
		}
		any = append(any, attribute+operator+strconv.Quote(p))
	}
	return "(" + strings.Join(any, " || ") + ")"
}

func cedarTest(t test) (string, error) {
	value := "context[" + strconv.Quote(t.key) + "]"
	var any []string
	for _, v := range t.values {
		switch t.operator {
		case "StringEquals", "Bool":
			any = append(any, value+" == "+strconv.Quote(v))
		case "IpAddress":
			any = append(any, value+".isInRange(ip("+strconv.Quote(v)+"))")
		default:
			return "", errOperator(t.operator)
		}
	}
	holds := "(" + strings.Join(any, " || ") + ")"
	if t.operator != "IpAddress" && len(t.values) > 1 {
		holds = quoted(t.values) + ".contains(" + value + ")"
	}
	return "context has " + strconv.Quote(t.key) + " && " + holds, nil
}

type cedarPolicy struct{ *cedar.PolicySet }

func (cedarPeer) compile(src []byte) (compiled, error) {
	set, err := cedar.NewPolicySetFromBytes("policy.cedar", src)
	return cedarPolicy{set}, err
}

func (cedarPeer) prepare(q *question) any {
	values := cedar.RecordMap{"action": cedar.String(q.action), "resource": cedar.String(q.resource)}
	for _, a := range q.context {
		values[cedar.String(a.key)] = cedar.String(a.values[0])
		if strings.HasSuffix(a.key, "SourceIp") {
			if addr, err := types.ParseIPAddr(a.values[0]); err == nil {
				values[cedar.String(a.key)] = addr
			}
		}
	}
	return &cedar.Request{
		Principal: cedar.NewEntityUID("Principal", cedar.String(q.principal)),
		Action:    cedar.NewEntityUID("Action", cedar.String(q.action)),
		Resource:  cedar.NewEntityUID("Resource", cedar.String(q.resource)),
		Context:   cedar.NewRecord(values),
	}
}

func (p cedarPolicy) allows(prepared any) bool {
	decision, _ := cedar.Authorize(p.PolicySet, nil, *prepared.(*cedar.Request))
	return decision == cedar.Allow
}
