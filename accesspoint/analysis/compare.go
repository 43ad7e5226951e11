package analysis

import (
	"slices"
	"strings"

	"github.com/s3ap/s3ap/policy"
)

// Beyond asks whether there is a request that the policy allows and the reference, a
// policy of the same kind in the same place, does not. No: the policy grants nothing
// new. An Allow that names a caller by its account alone counts like any other, though
// the account's own policies have a say then.
func (p *Policy) Beyond(reference *policy.Document) Answer {
	if p.reason != "" {
		return Answer{Reason: p.reason}
	}
	ref, reason := attached(reference, p.src.doc.Kind)
	if reason != "" {
		return Answer{Reason: "of the reference, " + reason}
	}
	s, reason := newSpace(p.place, p.budget, p.src, ref)
	if reason != "" {
		return Answer{Reason: reason}
	}
	allows, denies := s.boxesOf(p.src, policy.Allow), s.boxesOf(p.src, policy.Deny)
	confirm := func(w *Witness) bool {
		return p.src.outcome(w) == policy.Allowed && ref.outcome(w) != policy.Allowed
	}
	a := s.ask(question{xs: allows, ds: slices.Concat(denies, s.boxesOf(ref, policy.Allow)), confirm: confirm})
	if a.Verdict == Yes && !a.Future {
		return a
	}
	return worse(a, s.ask(question{xs: meets(allows, s.boxesOf(ref, policy.Deny)), ds: denies, confirm: confirm}))
}

// worse returns of the answers to two halves of a question the one that decides.
func worse(a, b Answer) Answer {
	switch {
	case a.Verdict == Yes && (!a.Future || b.Verdict != Yes):
		return a
	case b.Verdict == Yes || a.Verdict == No:
		return b
	}
	return a
}

// Allows asks whether there is a request of an access that the policy allows, by a
// statement that names the caller or its account.
func (p *Policy) Allows(a Access) Answer {
	s, of, reason := p.spaceOf(a)
	if reason != "" {
		return Answer{Reason: reason}
	}
	return s.ask(question{
		xs: meets(s.boxesOf(of, policy.Allow), s.boxesOf(p.src, policy.Allow)), ds: s.boxesOf(p.src, policy.Deny),
		confirm: func(w *Witness) bool {
			return of.outcome(w) == policy.Allowed && p.src.outcome(w) == policy.Allowed
		},
	})
}

// Lacks asks whether there is a request of an access that the policy does not allow.
// No: all of the access is granted, whatever the keys of the request are. If Allows
// answers Yes and Lacks too, the access is granted under conditions.
func (p *Policy) Lacks(a Access) Answer {
	s, of, reason := p.spaceOf(a)
	if reason != "" {
		return Answer{Reason: reason}
	}
	xs := s.boxesOf(of, policy.Allow)
	confirm := func(w *Witness) bool {
		return of.outcome(w) == policy.Allowed && p.src.outcome(w) != policy.Allowed
	}
	first := s.ask(question{xs: xs, ds: s.boxesOf(p.src, policy.Allow), confirm: confirm})
	if first.Verdict == Yes && !first.Future {
		return first
	}
	return worse(first, s.ask(question{xs: meets(xs, s.boxesOf(p.src, policy.Deny)), confirm: confirm}))
}

// spaceOf makes the space of the policy and an access, which is made a policy that
// allows just that.
func (p *Policy) spaceOf(a Access) (s *space, of *source, reason string) {
	if p.reason != "" {
		return nil, nil, p.reason
	}
	if of, reason = newSource(a.document(p.src.doc.Kind)); reason != "" {
		return nil, nil, "of the access, " + reason
	}
	s, reason = newSpace(p.place, p.budget, p.src, of)
	return s, of, reason
}

// document returns a policy that allows an access and nothing else: a statement for
// the principals that are named, and one for those that match a pattern.
func (a *Access) document(k policy.Kind) *policy.Document {
	doc := &policy.Document{Kind: k, Statements: []policy.Statement{}}
	st := policy.Statement{
		Effect: policy.Allow, Action: policy.Patterns{Items: policy.Texts(orAll(a.Actions)...)},
		Resource: policy.Patterns{Items: policy.Texts(orAll(a.Resources)...)},
	}
	var patterns []string
	named := policy.Principals{}
	for _, text := range orAll(a.Principals) {
		p, err := policy.ParsePrincipal(text)
		switch {
		case text != "*" && strings.ContainsAny(text, "*?"):
			patterns = append(patterns, text)
		case err == nil && p.Type() == policy.AWSService:
			named.Service = append(named.Service, policy.Text{Value: text})
		default:
			named.AWS = append(named.AWS, policy.Text{Value: text})
		}
	}
	if len(named.AWS)+len(named.Service) > 0 {
		st.Principal = named
		doc.Statements = append(doc.Statements, st)
	}
	if len(patterns) > 0 {
		st.Principal = policy.Principals{Any: true}
		st.Condition = []policy.Condition{{
			Operator: policy.Text{Value: "ArnLike"}, Key: policy.Text{Value: "aws:PrincipalArn"}, Values: policy.Texts(patterns...),
		}}
		doc.Statements = append(doc.Statements, st)
	}
	return doc
}

func orAll(list []string) []string {
	if list == nil {
		return []string{"*"}
	}
	return list
}
