package lint

import (
	"fmt"
	"strings"

	"github.com/s3ap/s3ap/accesspoint/analysis"
	"github.com/s3ap/s3ap/policy"
)

// whole returns what a check may ask about all statements of the policy, nil if it may
// not ask anything: then one is open, or the policy is refused.
func (p *pass) whole() *meaning {
	m := p.ready()
	if m == nil || p.skipOpen(p.check, p.text) {
		return nil
	}
	return m
}

// newAccess compares the policy with the reference, unless that is one of the other
// kind.
func newAccess(p *pass) {
	if p.ctx.Reference == nil {
		return
	}
	reference, err := policy.Parse(p.kind, p.ctx.Reference)
	if reference != nil && p.isOfOtherKind(textsOfResources(reference)) {
		return
	}
	m := p.whole()
	switch {
	case m == nil:
		return
	case err != nil:
		p.stopped(p.check.ID, p.text, p.root(), "the reference policy has errors: "+err.Error())
		return
	}
	switch a := m.policy.Beyond(reference); {
	case a.Verdict == analysis.Unknown:
		p.stopped(p.check.ID, p.text, p.root(), a.Reason)
	case a.Verdict == analysis.Yes && a.Future:
		f := p.found(p.deciding(a.Witness), "actions that S3 may have one day are allowed, which the reference policy does not allow; all that there are today, it does")
		f.lower(Warning)
	case a.Verdict == analysis.Yes:
		p.found(p.deciding(a.Witness), fmt.Sprintf("%s is allowed, and the reference policy does not allow it", asked(a.Witness))).Witness = witness(a)
	}
}

// isOfOtherKind reports whether resources are only such as the other kind of policy is
// about.
func (p *pass) isOfOtherKind(resources []string) bool {
	for _, r := range resources {
		n := splitARN(r)
		if !n.ok || hasWild(n.partition+n.service+n.region+n.account) || n.isAccessPoint() == (p.kind == policy.AccessPoint) {
			return false
		}
	}
	return len(resources) > 0
}

func textsOfResources(doc *policy.Document) (list []string) {
	for i := range doc.Statements {
		for _, t := range doc.Statements[i].Resource.Items {
			list = append(list, t.Value)
		}
	}
	return list
}

// asked says in short what a witness asks for, of which the finding shows the whole.
func asked(w *analysis.Witness) string {
	words := quote(w.Request.Action)
	if w.Request.Key != "" {
		words += " of " + quote(w.Request.Key)
	}
	return fmt.Sprintf("%s by %v", words, w.Request.Principal)
}

// deciding returns the action of the statement that decides a request, and the whole
// policy if there is none.
func (p *pass) deciding(w *analysis.Witness) policy.Pos {
	compiled, err := p.doc.Compile()
	if err != nil || w == nil {
		return p.root()
	}
	req := w.Bucket
	if p.kind == policy.AccessPoint {
		req = w.AccessPoint
	}
	n := compiled.Evaluate(req).Statement.Number
	if n == 0 {
		return p.root()
	}
	s := &p.doc.Statements[n-1]
	for _, t := range s.Action.Items {
		if !s.Action.Not && takesAction(t.Value, w.Request.Action) {
			return t.Pos
		}
	}
	return s.Pos
}

func forbiddenAccess(p *pass) {
	p.eachAccess(p.ctx.MustNotAllow, func(m *meaning, access analysis.Access) {
		switch a := m.policy.Allows(access); {
		case a.Verdict == analysis.Unknown:
			p.stopped(p.check.ID, p.text, p.root(), a.Reason)
		case a.Verdict == analysis.Yes && a.Future:
			f := p.found(p.deciding(a.Witness), fmt.Sprintf("of %s, actions that S3 may have one day are allowed, which must not be", inWords(access)))
			f.lower(Warning)
		case a.Verdict == analysis.Yes:
			p.found(p.deciding(a.Witness), fmt.Sprintf("%s is allowed, and %s must not be", asked(a.Witness), inWords(access))).Witness = witness(a)
		}
	})
}

// lostAccess finds what is not allowed whatever else is in the request. Access under
// conditions is not lost.
func lostAccess(p *pass) {
	p.eachAccess(p.ctx.MustAllow, func(m *meaning, access analysis.Access) {
		switch a := m.policy.Allows(access); a.Verdict {
		case analysis.Unknown:
			p.stopped(p.check.ID, p.text, p.root(), a.Reason)
			return
		case analysis.Yes:
			return
		}
		a := m.policy.Lacks(access)
		if a.Verdict != analysis.Yes {
			p.stopped(p.check.ID, p.text, p.root(), "there is no request of "+inWords(access))
			return
		}
		message, pos := "no statement allows it", p.deciding(a.Witness)
		if ref := p.statementAt(int(pos) - 1); pos != p.root() {
			message = ref.String() + " denies it"
		}
		p.found(pos, fmt.Sprintf("%s must stay allowed, and %s", inWords(access), message)).Witness = witness(a)
	})
}

// eachAccess calls ask for the accesses that can be of the policy's kind.
func (p *pass) eachAccess(list []Access, ask func(*meaning, analysis.Access)) {
	if len(list) == 0 {
		return
	}
	m := p.whole()
	if m == nil {
		return
	}
	for _, a := range list {
		if !p.isOfOtherKind(a.Resources) {
			ask(m, analysis.Access(a))
		}
	}
}

// inWords shows an access.
func inWords(a analysis.Access) string {
	words := orAny(a.Actions, "any action") + " on " + orAny(a.Resources, "anything")
	if len(a.Principals) > 0 {
		words += " by " + orAny(a.Principals, "")
	}
	return words
}

func orAny(list []string, any string) string {
	if len(list) == 0 {
		return any
	}
	const most = 3
	var quoted []string
	for _, s := range list[:min(len(list), most)] {
		quoted = append(quoted, quote(s))
	}
	words := strings.Join(quoted, " or ")
	if len(list) > most {
		words += " or others"
	}
	return words
}
