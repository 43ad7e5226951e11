package lint

import (
	"slices"
	"strings"

	"github.com/s3ap/s3ap/internal/s3action"
	"github.com/s3ap/s3ap/policy"
)

// versionTwin returns the number of the action that requests with a version id need in
// the place of one that acts on objects.
func versionTwin(action string) (number int, ok bool) {
	before, after, ok := strings.Cut(action, "Object")
	if !ok || strings.HasPrefix(after, "Version") {
		return 0, false
	}
	number = s3action.Number(before + "ObjectVersion" + after)
	return number, number != s3action.NoNumber
}

func denyLeavesVersionTwin(p *pass) {
	denials := p.denials(func(s *policy.Statement) bool { return true })
	for i := range denials {
		d := &denials[i]
		if d.Action.Not || slices.ContainsFunc(d.Action.Items, func(t policy.Text) bool { return isEveryAction(t.Value) }) {
			continue
		}
		left := twinsLeft(d, denials)
		if left == (actionSet{}) {
			continue
		}
		for n, t := range d.Action.Items {
			if words := twinsOf(t.Value, &left); len(words) > 0 {
				p.found(t.Pos, quote(t.Value)+" is denied and not "+joined(words, "and")+", which requests with a version id need: they walk around the Deny",
					p.added(d.Action.Items, n, strings.Trim(words[0], "`"))...)
			}
		}
	}
}

// twinsLeft returns the twins of what a Deny takes that neither this nor another Deny
// takes.
func twinsLeft(d *denial, denials []denial) (left actionSet) {
	for n := range d.actions.numbers() {
		twin, ok := versionTwin(s3action.Numbered(n).Name)
		if ok && !d.actions.has(twin) && !isDeniedElsewhere(twin, d, denials) {
			left.add(twin)
		}
	}
	return left
}

// twinsOf returns those of a set that are twins of what an entry takes, for a message.
func twinsOf(text string, left *actionSet) (words []string) {
	for a := range s3action.Matching(text) {
		if twin, ok := versionTwin(a.Name); ok && left.has(twin) {
			words = append(words, "`"+s3action.Numbered(twin).Name+"`")
		}
	}
	return words
}

// isDeniedElsewhere reports whether another Deny takes an action, for the principals
// and resources of one and under no other conditions.
func isDeniedElsewhere(action int, d *denial, denials []denial) bool {
	for i := range denials {
		other := &denials[i]
		if other.number != d.number && other.actions.has(action) &&
			(len(other.Condition) == 0 || sameConditions(other.Condition, d.Condition)) &&
			includes(&other.Principal, &d.Principal) && includesResources(&other.Resource, &d.Resource) {
			return true
		}
	}
	return false
}

// sameConditions reports whether two Conditions are written alike, but for blanks.
func sameConditions(a, b []policy.Condition) bool {
	return slices.EqualFunc(a, b, func(c, d policy.Condition) bool {
		return strings.EqualFold(c.Operator.Value, d.Operator.Value) && strings.EqualFold(c.Key.Value, d.Key.Value) &&
			slices.EqualFunc(c.Values, d.Values, func(v, w policy.Text) bool { return v.Value == w.Value })
	})
}

// readWithoutList leaves public grants alone, since nobody should list a bucket to the
// whole world for the sake of an answer, and those of services, which do not mistype.
//
// API reference, "HeadObject" and "GetObject".
func readWithoutList(p *pass) {
	const read, list = "s3:GetObject", "s3:ListBucket"
	listers, ok := p.listers(list)
	if !ok {
		return
	}
	for s := range p.allows() {
		n := slices.IndexFunc(s.Action.Items, func(t policy.Text) bool { return takesAction(t.Value, read) })
		if n < 0 || s.Principal.Not || namesEveryone(&s.Principal) || thingsNamed(&s.Resource)&objectThing == 0 {
			continue
		}
		who := slices.IndexFunc(s.Principal.AWS, func(t policy.Text) bool {
			return !listers[t.Value] && !listers[accountOf(t.Value)]
		})
		if who >= 0 {
			t := s.Action.Items[n]
			on := "the bucket"
			if p.kind == policy.AccessPoint {
				on = "the access point"
			}
			p.found(t.Pos, quote(s.Principal.AWS[who].Value)+" may read objects and the policy does not let it list them (`"+list+"` on "+on+"): it gets 403 in the place of 404 for a key that does not exist"+throughPattern(t.Value, read))
		}
	}
}

// listers returns the entries under AWS that are allowed to list, accounts by their id.
// It fails if everyone is, or if a Deny is about listing, which somebody wanted then.
func (p *pass) listers(list string) (listers map[string]bool, ok bool) {
	listers = make(map[string]bool)
	for i := range p.doc.Statements {
		s := &p.doc.Statements[i]
		if thingsNamed(&s.Resource)&bucketThing == 0 || !takes(&s.Action, list) {
			continue
		}
		isDeny, all := s.Effect == policy.Deny, s.Principal.Not || namesEveryone(&s.Principal)
		switch {
		case isDeny && len(s.Condition) == 0, !isDeny && all && !p.delegates(s):
			return nil, false
		case isDeny || all:
			continue
		}
		for _, t := range s.Principal.AWS {
			listers[t.Value] = true
			if isAccount(t.Value) {
				listers[accountOf(t.Value)] = true
			}
		}
	}
	delete(listers, "")
	return listers, true
}
