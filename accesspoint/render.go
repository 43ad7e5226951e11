package accesspoint

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/s3ap/s3ap/policy"
)

// textWidth is how wide an explanation is printed, unless a word is wider.
const textWidth = 100

// String returns the explanation as text: the decision as a sentence, and below
// it each leg with its policies and their statements. The nearest miss is the
// Allow that came closest. Lines are at most 100 columns wide where the names in
// them allow it.
func (e Explanation) String() string {
	var t text
	verdict := "DENY"
	if e.Decision.Allowed() {
		verdict = "ALLOW"
	}
	t.line(0, verdict+": "+e.Decision.String())
	for i := range e.Legs {
		t.leg(&e.Legs[i])
	}
	return t.String()
}

// text is lines of text in the making.
type text struct{ strings.Builder }

func (t *text) leg(l *LegTrace) {
	t.line(1, fmt.Sprintf("%v: %v, owned by %s", l.Leg, l.Resource, l.Owner))
	for i := range l.Policies {
		t.policy(&l.Policies[i])
	}
}

func (t *text) policy(p *PolicyTrace) {
	switch {
	case !p.Attached:
		t.line(2, p.Layer.words()+": none is attached, which allows nothing")
		return
	case p.Result.Outcome == policy.ImplicitDeny:
		t.line(2, p.Layer.words()+": no statement applies")
	default:
		t.line(2, fmt.Sprintf("%s: %v by %v", p.Layer.words(), p.Result.Outcome, p.Result.Statement))
	}
	miss, missed := p.NearestMiss()
	for i := range p.Statements {
		s := &p.Statements[i]
		nearest := missed && p.Result.Outcome == policy.ImplicitDeny && s.Statement == miss.Statement
		t.statement(s, nearest)
	}
}

func (t *text) statement(s *policy.Trace, nearest bool) {
	line := fmt.Sprintf("%v, %v: ", s.Statement, s.Effect)
	switch {
	case s.Applies && s.Cause != "":
		line += "applies in doubt: " + s.Cause
	case s.Applies:
		line += "applies"
	case nearest:
		line += "nearest miss: " + s.Cause
	default:
		line += "does not apply: " + s.Cause
	}
	t.line(3, line)
}

// line adds a line at a depth, broken between words where it is too wide. What
// follows a break is set in further.
func (t *text) line(depth int, s string) {
	indent := strings.Repeat("  ", depth)
	width := 0
	for i, word := range strings.Split(s, " ") {
		n := utf8.RuneCountInString(word)
		switch {
		case i == 0:
			t.WriteString(indent)
			width = len(indent)
		case width+1+n > textWidth:
			t.WriteString("\n" + indent + "    ")
			width = len(indent) + 4
		default:
			t.WriteByte(' ')
			width++
		}
		t.WriteString(word)
		width += n
	}
	t.WriteByte('\n')
}
