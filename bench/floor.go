package main

import (
	"errors"
	"math/bits"
	"net/netip"
	"slices"
	"strings"

	"github.com/tidwall/gjson"
)

// The floor is the least code that gets the workloads right: a statement is a bit,
// principals and actions are indexed as sets of them, and what remains is looked
// at one statement after the other. It has none of what a library needs: no checks,
// no reasons, no case folding, no variables, no more than 128 statements, and three
// operators. What it costs is what the machine allows, and the measure for others.
//
// For parsing the floor is gjson.Valid on the same bytes.
type floor struct{}

var errNotJSON = errors.New("a policy is not JSON")

func (floor) name() string { return "floor" }

// A mask is a set of statements.
type mask [2]uint64

func (m *mask) add(i int) { m[i/64] |= 1 << (i % 64) }

func (m mask) and(n mask) mask { return mask{m[0] & n[0], m[1] & n[1]} }

func (m mask) or(n mask) mask { return mask{m[0] | n[0], m[1] | n[1]} }

// An index finds the statements that are about a name. Few names are faster in a
// list.
type index struct {
	few  []named
	many map[string]mask
}

type named struct {
	name string
	mask mask
}

// list appends the names of an index to those of others, which they lie beside.
func (x *index) list(masks map[string]mask, beside []named) []named {
	if len(masks) > 8 {
		x.many = masks
		return beside
	}
	from := len(beside)
	for name, m := range masks {
		beside = append(beside, named{name, m})
	}
	x.few = beside[from:]
	return beside
}

func (x *index) of(name string) mask {
	if x.many != nil {
		return x.many[name]
	}
	for i := range x.few {
		if x.few[i].name == name {
			return x.few[i].mask
		}
	}
	return mask{}
}

// A floorPolicy is a policy made ready. What is read together lies together, since
// among many policies going to memory is what costs.
type floorPolicy struct {
	everyone, deny      mask
	principals, actions index
	statements          []floorStatement
}

type floorStatement struct {
	resource floorResource
	others   []floorResource
	tests    []floorTest
}

type floorResource struct {
	text string
	open bool // text is the beginning
}

type floorTest struct {
	key      string
	values   []string
	networks []netip.Prefix
}

// A floorQuestion is what one policy is asked.
type floorQuestion struct {
	principal, action, resource string
	context                     []pair
}

type pair struct{ key, value string }

func (p *floorPolicy) decide(q *floorQuestion) string {
	candidates := p.principals.of(q.principal).or(p.everyone).and(p.actions.of(q.action))
	outcome := "ImplicitDeny"
	for word, m := range candidates {
		for ; m != 0; m &= m - 1 {
			bit := bits.TrailingZeros64(m)
			if !p.statements[64*word+bit].match(q) {
				continue
			}
			if p.deny[word]>>bit&1 != 0 {
				return "ExplicitDeny"
			}
			outcome = "Allow"
		}
	}
	return outcome
}

func (s *floorStatement) match(q *floorQuestion) bool {
	named := s.resource.match(q.resource)
	for i := 0; !named && i < len(s.others); i++ {
		named = s.others[i].match(q.resource)
	}
	for i := 0; named && i < len(s.tests); i++ {
		named = s.tests[i].holds(q.context)
	}
	return named
}

func (r *floorResource) match(resource string) bool {
	return resource == r.text || r.open && strings.HasPrefix(resource, r.text)
}

func (t *floorTest) holds(context []pair) bool {
	for i := range context {
		if a := &context[i]; a.key == t.key {
			if t.networks != nil {
				addr, err := netip.ParseAddr(a.value)
				return err == nil && slices.ContainsFunc(t.networks, func(n netip.Prefix) bool { return n.Contains(addr) })
			}
			return slices.Contains(t.values, a.value)
		}
	}
	return false
}

// compileFloor makes a policy ready for requests whose actions are known.
func compileFloor(src []byte, actions []string) (*floorPolicy, error) {
	d, err := readDocument(src)
	if err != nil {
		return nil, err
	}
	p := &floorPolicy{statements: make([]floorStatement, 0, len(d.statements))}
	byPrincipal, byAction := map[string]mask{}, map[string]mask{}
	set := func(masks map[string]mask, name string, i int) {
		m := masks[name]
		m.add(i)
		masks[name] = m
	}
	for i := range d.statements {
		s := &d.statements[i]
		if s.deny {
			p.deny.add(i)
		}
		if s.everyone() {
			p.everyone.add(i)
		}
		for _, name := range s.principals {
			set(byPrincipal, name, i)
		}
		about, err := split(s.actions)
		if err != nil {
			return nil, err
		}
		for _, name := range actions {
			if about.match(name) != s.notActions {
				set(byAction, name, i)
			}
		}
		made, err := newFloorStatement(s)
		if err != nil {
			return nil, err
		}
		p.statements = append(p.statements, made)
	}
	names := make([]named, 0, len(byPrincipal)+len(byAction))
	p.actions.list(byAction, p.principals.list(byPrincipal, names))
	return p, nil
}

func newFloorStatement(s *statement) (f floorStatement, err error) {
	if _, err := split(s.resources); err != nil {
		return f, err
	}
	for _, r := range s.resources {
		text, open := strings.CutSuffix(r, "*")
		f.others = append(f.others, floorResource{text, open})
	}
	f.resource = f.others[0]
	if f.others = f.others[1:]; len(f.others) == 0 {
		f.others = nil
	}
	for _, t := range s.tests {
		made := floorTest{key: t.key, values: t.values}
		switch t.operator {
		case "StringEquals", "Bool":
		case "IpAddress":
			for _, v := range t.values {
				n, err := netip.ParsePrefix(v)
				if err != nil {
					return f, err
				}
				made.networks = append(made.networks, n)
			}
		default:
			return f, errOperator(t.operator)
		}
		f.tests = append(f.tests, made)
	}
	return f, nil
}

// actionsOf lists the actions of requests, each once.
func actionsOf(requests []request) (list []string) {
	for i := range requests {
		list = append(list, strings.Clone(requests[i].action))
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// A floorRequest is the questions that a request asks.
type floorRequest struct {
	accessPoint             string
	toBucket, toAccessPoint floorQuestion
}

func (floor) setUp(w *workload) (*instance, error) {
	actions := actionsOf(w.requests)
	bucket, err := compileFloor(w.bucket, actions)
	if err != nil {
		return nil, err
	}
	accessPoints := map[string]*floorPolicy{}
	for arn, src := range w.policies() {
		if accessPoints[arn], err = compileFloor(src, actions); err != nil {
			return nil, err
		}
	}
	requests := make([]floorRequest, len(w.requests))
	for i := range w.requests {
		requests[i] = newFloorRequest(&w.requests[i])
	}
	outcome := func(i int) string {
		r := &requests[i]
		decision := bucket.decide(&r.toBucket)
		if r.accessPoint == "" || decision == "ExplicitDeny" {
			return decision
		}
		other := accessPoints[r.accessPoint].decide(&r.toAccessPoint)
		if decision == "Allow" || other == "ExplicitDeny" {
			return other
		}
		return decision
	}
	return &instance{
		decide:  func(i int) bool { return outcome(i) == "Allow" },
		outcome: outcome,
		parse:   w.validate(),
	}, nil
}

func newFloorRequest(r *request) (f floorRequest) {
	var context []pair
	for _, a := range r.context {
		context = append(context, pair{a.key, a.values[0]})
	}
	a := ask(r)
	f.accessPoint = a.accessPoint
	f.toBucket = floorQuestion{r.principal, r.action, a.toBucket.resource, context}
	f.toAccessPoint = floorQuestion{r.principal, r.action, a.toAccessPoint.resource, context}
	return f
}

// validate returns what the floor of parsing is: is this JSON?
func (w *workload) validate() func() error {
	if len(w.accessPoints) > 1 {
		return nil
	}
	return func() error {
		valid := gjson.ValidBytes(w.bucket)
		for i := range w.accessPoints {
			valid = valid && gjson.ValidBytes(w.accessPoints[i].policy)
		}
		if !valid {
			return errNotJSON
		}
		return nil
	}
}

func (floor) load(accessPoints int) (any, error) {
	policies := map[string]*floorPolicy{}
	for i := range accessPoints {
		p, err := compileFloor(teamPolicy(i), []string{"s3:GetObject"})
		if err != nil {
			return nil, err
		}
		policies[accessPointARN(teamName(i))] = p
	}
	return policies, nil
}
