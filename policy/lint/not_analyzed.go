package lint

import (
	"fmt"
	"strings"

	"github.com/s3ap/s3ap/accesspoint/analysis"
	"github.com/s3ap/s3ap/policy"
)

// A stop is a place where checks of meaning could not decide.
type stop struct {
	text   *text
	pos    policy.Pos
	reason string   // in words that go on after a colon
	checks []string // none if it is all of them
}

// tooManyQuestions is the reason where the bound on questions is reached.
const tooManyQuestions = "the policy has more parts that could overlap than are compared"

// stopped notes that a check could not decide at a place. What is noted for the same
// place and reason is told once.
func (l *linter) stopped(id string, t *text, pos policy.Pos, reason string) {
	for i := range l.stops {
		if s := &l.stops[i]; s.text == t && s.pos == pos && s.reason == reason {
			if s.checks[len(s.checks)-1] != id {
				s.checks = append(s.checks, id)
			}
			return
		}
	}
	const most = 64 // of which nobody reads all
	if len(l.stops) < most {
		l.stops = append(l.stops, stop{t, pos, reason, []string{id}})
	}
}

// unknown notes why an answer about a statement is Unknown.
func (p *pass) unknown(s *policy.Statement, a analysis.Answer) {
	p.stopped(p.check.ID, p.text, culprit(s, a.Reason), a.Reason)
}

// culprit returns the place of what a reason names in a statement, else the statement.
func culprit(s *policy.Statement, reason string) policy.Pos {
	for i := range s.Condition {
		if strings.Contains(reason, s.Condition[i].Key.Value) {
			return s.Condition[i].Key.Pos
		}
	}
	if strings.HasPrefix(reason, "Resource has a policy variable") {
		for _, t := range s.Resource.Items {
			if strings.Contains(t.Value, "${") {
				return t.Pos
			}
		}
	}
	if hasID := len(s.Principal.CanonicalUser)+len(s.Principal.AWS) > 0; strings.HasPrefix(reason, "Principal") && hasID && s.Principal.Pos > 0 {
		return s.Principal.Pos
	}
	return s.Pos
}

// notAnalyzed also asks of each statement whether it can be analysed at all. If none
// can, for one reason, that is told of the policy.
func notAnalyzed(p *pass) {
	m := p.ready()
	if m == nil {
		return
	}
	var stops []stop
	same := true
	for i := range p.doc.Statements {
		if m.number[i] < 0 {
			continue
		}
		a := m.mayApply(i)
		if a.Verdict != analysis.Unknown {
			same = false
			continue
		}
		stops = append(stops, stop{p.text, culprit(&p.doc.Statements[i], a.Reason), a.Reason, nil})
		same = same && a.Reason == stops[0].reason
		if a.Reason == tooManyQuestions {
			stops[len(stops)-1].pos = p.root()
			break
		}
	}
	if same && len(stops) > 1 {
		stops = []stop{{p.text, p.root(), stops[0].reason, nil}}
	}
	seen := map[policy.Pos]bool{}
	for _, s := range stops {
		seen[s.pos] = true
	}
	for _, s := range p.stops {
		if s.text == p.text && !seen[s.pos] {
			stops = append(stops, s)
		}
	}
	p.stops = nil
	for _, s := range stops {
		p.found(s.pos, s.message())
	}
}

func pairNotAnalyzed(p *pair) {
	for _, s := range p.stops {
		p.found(s.text, s.pos, s.message())
	}
	p.stops = nil
}

func (s *stop) message() string {
	if len(s.checks) == 0 {
		return "what this means could not be told, so that no check of meaning speaks of it: " + s.reason
	}
	quoted := make([]string, len(s.checks))
	for i, id := range s.checks {
		quoted[i] = quote(id)
	}
	return fmt.Sprintf("%s could not decide: %s", strings.Join(quoted, " and "), s.reason)
}
