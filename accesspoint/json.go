package accesspoint

import (
	"encoding/json"
	"strings"

	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/policy"
)

// MarshalJSON returns the explanation as JSON, with its members in a fixed order.
// The schema is docs/explanation.schema.json of this module. There is no way back:
// a decision is made, not read.
func (e Explanation) MarshalJSON() ([]byte, error) { return json.Marshal(e.toJSON()) }

// The forms of JSON. A member without omitempty is always there.
type (
	explanationJSON struct {
		Allowed   bool             `json:"allowed"`
		Outcome   string           `json:"outcome"`
		Sentence  string           `json:"sentence"`
		Reason    string           `json:"reason"`
		Fault     string           `json:"fault,omitempty"`
		Principal string           `json:"principal"`
		Action    string           `json:"action"`
		By        string           `json:"by,omitempty"`
		Leg       string           `json:"leg,omitempty"`
		Statement *statementJSON   `json:"statement,omitempty"`
		InDoubt   bool             `json:"inDoubt"`
		Blocked   []string         `json:"blocked"`
		AllowedBy []string         `json:"allowedBy"`
		Rules     []ruleJSON       `json:"rules"`
		Legs      []legJSON        `json:"legs"`
		Remedies  []remedyJSON     `json:"remedies"`
		NoRemedy  string           `json:"noRemedy,omitempty"`
		Source    *explanationJSON `json:"source,omitempty"`
	}
	statementJSON struct {
		Number int    `json:"number"`
		Sid    string `json:"sid,omitempty"`
		At     string `json:"at,omitempty"`
	}
	ruleJSON struct {
		Layer  string `json:"layer"`
		Denies bool   `json:"denies"`
		Answer string `json:"answer"`
	}
	legJSON struct {
		Leg      string       `json:"leg"`
		Resource string       `json:"resource"`
		Owner    string       `json:"owner"`
		Asked    bool         `json:"asked"`
		Outcome  string       `json:"outcome"`
		Missing  []string     `json:"missing"`
		Policies []policyJSON `json:"policies"`
	}
	policyJSON struct {
		Layer       string         `json:"layer"`
		Level       int            `json:"level,omitempty"`
		Attached    bool           `json:"attached"`
		Exempt      bool           `json:"exempt"`
		Outcome     string         `json:"outcome"`
		Statement   *statementJSON `json:"statement,omitempty"`
		InDoubt     bool           `json:"inDoubt"`
		NotEnough   string         `json:"notEnough,omitempty"`
		NearestMiss *statementJSON `json:"nearestMiss,omitempty"`
		Statements  []traceJSON    `json:"statements"`
	}
	traceJSON struct {
		statementJSON
		Effect    string `json:"effect"`
		Applies   bool   `json:"applies"`
		Principal string `json:"principal"`
		Action    string `json:"action"`
		Resource  string `json:"resource"`
		Condition string `json:"condition"`
		Missed    string `json:"missed,omitempty"`
		Cause     string `json:"cause,omitempty"`
	}
	remedyJSON struct {
		Sentence string       `json:"sentence"`
		Changes  []changeJSON `json:"changes"`
	}
	changeJSON struct {
		Kind      string           `json:"kind"`
		Sentence  string           `json:"sentence"`
		Layer     string           `json:"layer"`
		Level     int              `json:"level,omitempty"`
		Number    int              `json:"number,omitempty"`
		Statement *statementJSON   `json:"statement,omitempty"`
		Policy    *policy.Document `json:"policy,omitempty"`
		Context   []attrJSON       `json:"context,omitempty"`
	}
	attrJSON struct {
		Key      string   `json:"key"`
		Values   []string `json:"values"`
		Recorded bool     `json:"recorded"`
	}
)

func (e *Explanation) toJSON() *explanationJSON {
	d := &e.Decision
	j := &explanationJSON{
		Allowed: d.Allowed(), Outcome: outcomeName(d.Outcome), Sentence: e.sentence(), Reason: e.Reason(),
		Principal: d.principal, Action: d.action,
		Statement: statementOf(d.Statement), InDoubt: d.InDoubt,
		Blocked: names(d.Blocked), AllowedBy: names(d.AllowedBy),
		Rules: []ruleJSON{}, Legs: []legJSON{}, Remedies: []remedyJSON{},
	}
	if d.err != nil {
		j.Fault = d.err.Error()
	}
	if d.By != NoLayer {
		j.By = d.By.String()
	}
	if d.Leg != NoLeg {
		j.Leg = legName(d.Leg)
	}
	for _, r := range e.rules() {
		j.Rules = append(j.Rules, ruleJSON{r.Layer.String(), r.Denies, r.Answer})
	}
	for i := range e.Legs {
		j.Legs = append(j.Legs, e.Legs[i].toJSON())
	}
	var remedies []Remedy
	remedies, j.NoRemedy = e.cures()
	for _, r := range remedies {
		j.Remedies = append(j.Remedies, r.toJSON())
	}
	if e.Source != nil {
		j.Source = e.Source.toJSON()
	}
	return j
}

// outcomeName is an outcome as JSON has it, such as implicit-deny.
func outcomeName(o policy.Outcome) string { return strings.ReplaceAll(o.String(), " ", "-") }

// legName is a leg as JSON has it: access-point or bucket.
func legName(l Leg) string {
	return strings.ReplaceAll(strings.TrimSuffix(l.String(), " leg"), " ", "-")
}

// names returns the names of layers, an empty list for none.
func names(s Layers) []string {
	list := []string{}
	for l := range s.All() {
		list = append(list, l.String())
	}
	return list
}

// statementOf returns a statement, nil for none.
func statementOf(r policy.Ref) *statementJSON {
	if r.Number == 0 {
		return nil
	}
	s := &statementJSON{Number: r.Number, Sid: r.Sid}
	if r.At.IsValid() {
		s.At = r.At.String()
	}
	return s
}

func (l *LegTrace) toJSON() legJSON {
	j := legJSON{
		Leg: legName(l.Leg), Resource: l.Resource.String(), Owner: l.Owner,
		Asked: l.Asked, Outcome: outcomeName(l.Outcome), Missing: names(l.Missing), Policies: []policyJSON{},
	}
	for i := range l.Policies {
		j.Policies = append(j.Policies, l.Policies[i].toJSON())
	}
	return j
}

func (p *PolicyTrace) toJSON() policyJSON {
	j := policyJSON{
		Layer: p.Layer.String(), Level: p.Level, Attached: p.Attached, Exempt: p.Exempt,
		Outcome: outcomeName(p.Result.Outcome), Statement: statementOf(p.Result.Statement), InDoubt: p.Result.InDoubt,
		NotEnough: p.short, Statements: []traceJSON{},
	}
	if miss, ok := p.NearestMiss(); ok && p.Result.Outcome == policy.ImplicitDeny {
		j.NearestMiss = statementOf(miss.Statement)
	}
	for i := range p.Statements {
		t := &p.Statements[i]
		trace := traceJSON{
			statementJSON: *statementOf(t.Statement), Effect: t.Effect.String(), Applies: t.Applies,
			Principal: t.Principal.String(), Action: t.Action.String(), Resource: t.Resource.String(), Condition: t.Condition.String(),
			Cause: t.Cause,
		}
		if missed := t.Missed(); missed != policy.NoElement {
			trace.Missed = missed.String()
		}
		j.Statements = append(j.Statements, trace)
	}
	return j
}

func (r Remedy) toJSON() remedyJSON {
	j := remedyJSON{Sentence: r.String(), Changes: []changeJSON{}}
	for _, c := range r.Changes {
		change := changeJSON{
			Kind: c.Kind.String(), Sentence: c.String(), Layer: c.Layer.String(), Level: c.Level, Number: c.Number,
			Statement: statementOf(c.Statement), Policy: c.Policy,
		}
		for _, a := range c.Context {
			ctx := condition.NewContext(a)
			attr := attrJSON{Key: string(a.Key()), Values: ctx.Values(a.Key()), Recorded: ctx.Has(a.Key()) != condition.Unknown}
			if attr.Values == nil {
				attr.Values = []string{} // the key is to be absent, or may hold anything
			}
			change.Context = append(change.Context, attr)
		}
		j.Changes = append(j.Changes, change)
	}
	return j
}
