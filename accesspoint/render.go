package accesspoint

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/s3ap/s3ap/internal/oneline"
	"github.com/s3ap/s3ap/policy"
)

// textWidth is how wide an explanation is printed, unless a word is wider.
const textWidth = 100

// String returns the explanation as text: the decision as a sentence, and below
// it a tree of what was asked and answered, layer by layer, and for a denied
// request of what would let it pass. The nearest miss is the Allow that came
// closest. An ARN is shown once as a whole, and then by its end. Lines are at most
// 100 columns wide where the names in them allow it.
func (e Explanation) String() string {
	verdict := "DENY"
	if e.Decision.Allowed() {
		verdict = "ALLOW"
	}
	t := text{names: e.names()}
	t.line("", "  ", verdict+": "+e.sentence())
	t.branches("", e.branches())
	return t.String()
}

// names are the long names in an explanation.
func (e *Explanation) names() []string {
	names := []string{e.Decision.principal, e.principal.ARN()}
	for half := e; half != nil; half = half.Source {
		for i := range half.Legs {
			names = append(names, half.Legs[i].Resource.String())
		}
	}
	return names
}

// A branch is a line of a tree with what hangs on it.
type branch struct {
	text  string
	below []branch
}

// branches are what an explanation has to tell, below the decision.
func (e *Explanation) branches() []branch {
	if e.Source == nil {
		return append(e.half(), e.cure()...)
	}
	read := e.Source.half()
	if !e.isTooFar() {
		read = append(read, e.Source.cure()...)
	}
	return []branch{{"write of the copy", append(e.half(), e.cure()...)}, {"read of its source", read}}
}

// half is what was asked and answered for one request of a copy, or for the only
// one.
func (e *Explanation) half() []branch {
	var list []branch
	for _, r := range e.rules() {
		answer := "passes"
		if r.Denies {
			answer = "denies"
		}
		list = append(list, branch{text: fmt.Sprintf("%s: %s: %s", r.Layer.words(), answer, r.Answer)})
	}
	for i := range e.Legs {
		list = append(list, e.Legs[i].branch())
	}
	return list
}

// cure is what would let the request pass, nothing if nothing is to be said of it.
func (e *Explanation) cure() []branch {
	remedies, why := e.cures()
	switch {
	case why != "":
		return []branch{{text: "what would allow it: " + why}}
	case len(remedies) == 0:
		return nil
	}
	b := branch{text: "what would allow it, the narrowest first"}
	for i, r := range remedies {
		b.below = append(b.below, branch{text: fmt.Sprintf("%d. %v", i+1, r)})
	}
	return []branch{b}
}

// isTooFar reports whether a copy is denied for being one from another region,
// which is a rule of neither of its requests.
func (e *Explanation) isTooFar() bool {
	return e.Source != nil && e.Decision.By == OperationLayer && len(e.Legs) > 0 && e.Legs[0].Asked
}

// rules are the Rules, and the one that only a copy as a whole meets.
func (e *Explanation) rules() []RuleTrace {
	if e.isTooFar() {
		return []RuleTrace{{OperationLayer, true, "access points offer no copies from another region"}}
	}
	return e.Rules
}

func (l *LegTrace) branch() branch {
	b := branch{text: fmt.Sprintf("%v: %v for %v of %s", l.Leg, l.Outcome, l.Resource, l.Owner)}
	if !l.Asked {
		b.text = fmt.Sprintf("%v: not asked for %v of %s; its policies come to %v", l.Leg, l.Resource, l.Owner, l.Outcome)
	}
	for i := range l.Policies {
		b.below = append(b.below, l.Policies[i].branch(l.Missing))
	}
	return b
}

// branch is a policy; why it does not allow is told if its layer is missing.
func (p *PolicyTrace) branch(missing Layers) branch {
	switch {
	case !p.Attached && (p.Layer == AccessPointPolicyLayer || p.Layer == BucketPolicyLayer):
		return branch{text: p.words() + ": none is attached, which allows nothing"}
	case !p.Attached:
		return branch{text: strings.TrimSuffix(p.words(), "policy") + "policies: none given"}
	case p.Exempt:
		return branch{text: p.words() + ": not asked, since it cannot keep out the owner's root user here"}
	case p.short != "":
		return branch{fmt.Sprintf("%s: %v allows, but %s", p.words(), p.Result.Statement, p.short), p.decided()}
	case p.Result.Outcome == policy.ImplicitDeny && !missing.Has(p.Layer):
		return branch{text: p.words() + ": no statement applies"}
	case p.Result.Outcome == policy.ImplicitDeny:
		return branch{p.words() + ": no statement applies", p.missed()}
	}
	return branch{fmt.Sprintf("%s: %v by %v", p.words(), p.Result.Outcome, p.Result.Statement), p.decided()}
}

// decided are the statements that apply, but the one that is named already.
func (p *PolicyTrace) decided() []branch {
	var list []branch
	for i := range p.Statements {
		s := &p.Statements[i]
		verb := "allows"
		if s.Effect == policy.Deny {
			verb = "denies"
		}
		switch {
		case !s.Applies:
		case s.Cause != "":
			list = append(list, branch{text: fmt.Sprintf("%v %s in doubt: %s", s.Statement, verb, s.Cause)})
		case s.Statement != p.Result.Statement:
			list = append(list, branch{text: fmt.Sprintf("%v %s", s.Statement, verb)})
		}
	}
	return list
}

// shown is how many statements of a policy the text has that do not apply. JSON
// has all.
const shown = 8

// missed are the statements of a policy of which none applies.
func (p *PolicyTrace) missed() []branch {
	var list []branch
	miss, _ := p.NearestMiss()
	for i := range p.Statements {
		s := &p.Statements[i]
		switch {
		case s.Statement == miss.Statement:
			list = append(list, branch{text: fmt.Sprintf("nearest miss: %v would allow, but %s", s.Statement, causeOf(s))})
		case len(list) >= shown:
		case s.Effect == policy.Deny:
			list = append(list, branch{text: fmt.Sprintf("%v does not deny: %s", s.Statement, causeOf(s))})
		default:
			list = append(list, branch{text: fmt.Sprintf("%v does not allow: %s", s.Statement, causeOf(s))})
		}
	}
	if more := len(p.Statements) - len(list); more > 0 {
		list = append(list, branch{text: fmt.Sprintf("nor do %d other statements apply", more)})
	}
	return list
}

// text is lines of text in the making.
type text struct {
	strings.Builder
	names []string // long ones
	told  []string // those that have been shown as a whole
}

// branches adds a tree, each line after a prefix.
func (t *text) branches(prefix string, list []branch) {
	for i, b := range list {
		fork, rail := "├─ ", "│  "
		if i == len(list)-1 {
			fork, rail = "└─ ", "   "
		}
		t.line(prefix+fork, prefix+rail+"  ", b.text)
		t.branches(prefix+rail, b.below)
	}
}

// line adds a line, broken between words where it is too wide. First is what it
// begins with, and next what it goes on with after a break.
func (t *text) line(first, next, s string) {
	t.WriteString(first)
	width := utf8.RuneCountInString(first)
	for i, word := range strings.Split(oneline.Visible(t.shorten(s)), " ") {
		n := utf8.RuneCountInString(word)
		switch {
		case i == 0:
		case width+1+n > textWidth:
			t.WriteString("\n" + next)
			width = utf8.RuneCountInString(next)
		default:
			t.WriteByte(' ')
			width++
		}
		t.WriteString(word)
		width += n
	}
	t.WriteByte('\n')
}

// shorten leaves the end of names that have been shown as a whole before.
func (t *text) shorten(s string) string {
	for _, name := range t.told {
		s = strings.ReplaceAll(s, name, shortName(name))
	}
	for _, name := range t.names {
		if name != "" && strings.Contains(s, name) {
			t.told = append(t.told, name)
		}
	}
	return s
}

// shortName is what of an ARN tells it from others.
func shortName(name string) string {
	if parts := strings.SplitN(name, ":", 6); len(parts) == 6 {
		return "…" + parts[5]
	}
	return name
}
