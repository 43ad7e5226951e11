package accesspoint

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/s3ap/s3ap/internal/oneline"
	"github.com/s3ap/s3ap/policy"
)

// Mermaid returns the explanation as a flowchart in the language of Mermaid, which
// GitHub shows in a block of Markdown that is marked mermaid: from the request
// through the rules and legs and the policies of each to the decision. What
// denies, allows, has no say and was not asked is told apart by colour. Names are
// cut where they are long; the other forms have them whole.
func (e Explanation) Mermaid() string {
	var c chart
	c.line("flowchart TD")
	asked := e.Decision.action
	if e.Source != nil {
		asked = "a copy"
	}
	request := c.node(neutral, "[", "]", e.Decision.principal, "asks for "+asked)
	var ends []link
	if e.Source == nil {
		ends = c.half(&e, link{from: request})
	} else {
		c.line(`subgraph write ["write of the copy"]`)
		ends = c.half(&e, link{from: request})
		c.line("end")
		c.line(`subgraph read ["read of its source"]`)
		ends = append(ends, c.half(e.Source, link{from: request})...)
		c.line("end")
	}
	k, word := denying, "DENY"
	if e.Decision.Allowed() {
		k, word = allowing, "ALLOW"
	}
	c.join(ends, c.node(k, "{{", "}}", word, e.reason()))
	c.colours()
	return c.String()
}

// reason is Reason without the nearest miss, which has a node of its own.
func (e *Explanation) reason() string {
	if e.Decision.By == BlockPublicAccessLayer {
		return e.Reason()
	}
	return e.Decision.Reason()
}

// A class says what a node does, and so how it looks.
type class uint8

const (
	neutral class = iota
	allowing
	denying
	silent   // does neither, and need not
	notAsked // and what it would have said does not count
	classes
)

// A link is an arrow in the making, from a node; dotted if what comes before it
// was not asked.
type link struct {
	from   string
	dotted bool
}

// A chart is a flowchart in the making.
type chart struct {
	strings.Builder
	nodes int
	of    [classes][]string // the nodes of each class
}

func (c *chart) line(s string) { c.WriteString(s + "\n") }

// node adds a node with lines of text and returns its name.
func (c *chart) node(k class, open, closing string, lines ...string) string {
	c.nodes++
	name := "n" + strconv.Itoa(c.nodes)
	for i := range lines {
		lines[i] = label(lines[i])
	}
	c.line(fmt.Sprintf(`%s%s"%s"%s`, name, open, strings.Join(lines, "<br/>"), closing))
	c.of[k] = append(c.of[k], name)
	return name
}

// join leads links to a node.
func (c *chart) join(links []link, to string) {
	for _, l := range links {
		arrow := "-->"
		if l.dotted {
			arrow = "-.->"
		}
		c.line(l.from + " " + arrow + " " + to)
	}
}

// half adds what one request of a copy, or the only one, goes through. It returns
// what leads on from there.
func (c *chart) half(e *Explanation, from link) []link {
	ends := []link{from}
	step := func(r RuleTrace) {
		k := allowing
		if r.Denies {
			k = denying
		}
		n := c.node(k, "[", "]", r.Layer.words(), r.Answer)
		c.join(ends, n)
		ends = []link{{from: n}}
	}
	rules := e.rules()
	for _, r := range rules {
		if r.Layer != BlockPublicAccessLayer {
			step(r)
		}
	}
	if len(e.Legs) > 0 {
		before := ends
		ends = nil
		for i := range e.Legs {
			ends = append(ends, c.leg(&e.Legs[i], before)...)
		}
		if !e.Legs[0].Asked {
			ends = before // the rule that denies leads to the decision
		}
	}
	for _, r := range rules {
		if r.Layer == BlockPublicAccessLayer {
			step(r)
		}
	}
	return ends
}

// leg adds a leg with its policies side by side, of which the outcome is made.
func (c *chart) leg(l *LegTrace, before []link) []link {
	links := make([]link, len(before))
	for i := range before {
		links[i] = link{before[i].from, !l.Asked}
	}
	n := c.node(l.class(), "[", "]", l.Leg.String(), shortName(l.Resource.String()), "of "+l.Owner, l.said())
	c.join(links, n)
	var ends []link
	for i := range l.Policies {
		p := &l.Policies[i]
		b := p.branch(l.Missing)
		lines := append([]string{}, strings.SplitN(b.text, ": ", 2)...)
		if p.Result.Outcome == policy.ImplicitDeny && p.short == "" && len(b.below) > 0 {
			if miss, ok := p.NearestMiss(); ok {
				lines = append(lines, fmt.Sprintf("nearest miss: %v, but %s", miss.Statement, causeOf(&miss)))
			}
		}
		policyNode := c.node(p.class(l), "[", "]", lines...)
		c.join([]link{{n, !l.Asked}}, policyNode)
		ends = append(ends, link{from: policyNode})
	}
	return ends
}

func (l *LegTrace) said() string {
	if !l.Asked {
		return "not asked"
	}
	return l.Outcome.String()
}

func (l *LegTrace) class() class {
	switch {
	case !l.Asked:
		return notAsked
	case l.Outcome == policy.Allowed:
		return allowing
	}
	return denying
}

// class is that of a policy on a leg.
func (p *PolicyTrace) class(l *LegTrace) class {
	switch {
	case !l.Asked || p.Exempt:
		return notAsked
	case p.Result.Outcome == policy.ExplicitDeny || l.Missing.Has(p.Layer) && (p.Result.Outcome != policy.Allowed || p.short != ""):
		return denying
	case p.Result.Outcome == policy.Allowed:
		return allowing
	}
	return silent
}

// colours are those of GitHub's own labels, with letters that can be read on them.
func (c *chart) colours() {
	for k, def := range [classes]struct{ name, look string }{
		neutral:  {"request", "fill:#ddf4ff,stroke:#0969da,color:#1f2328"},
		allowing: {"allow", "fill:#dafbe1,stroke:#1a7f37,color:#1f2328"},
		denying:  {"deny", "fill:#ffebe9,stroke:#cf222e,color:#1f2328"},
		silent:   {"silent", "fill:#f6f8fa,stroke:#59636e,color:#1f2328"},
		notAsked: {"notasked", "fill:#ffffff,stroke:#818b98,color:#59636e,stroke-dasharray:4 4"},
	} {
		if len(c.of[k]) > 0 {
			c.line("classDef " + def.name + " " + def.look)
			c.line("class " + strings.Join(c.of[k], ",") + " " + def.name)
		}
	}
}

// maxLabel is how many characters a line of a label has. GitHub refuses a chart
// with more than 50,000 in all.
const maxLabel = 160

// label returns text as a line of a label. All but letters, digits and what is
// plainly harmless is written as an entity of Mermaid's: quotes would end the
// label, a colon after the word style makes Mermaid drop the end of an entity,
// percent signs are directives, and the rest is Markdown, HTML or mathematics to
// some version of it. Mermaid documentation, "Flowcharts", on entity codes.
func label(text string) string {
	text = oneline.Visible(text)
	if utf8.RuneCountInString(text) > maxLabel {
		text = string([]rune(text)[:maxLabel]) + "…"
	}
	var b strings.Builder
	for _, r := range text {
		switch {
		case 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || strings.ContainsRune(" ,./-", r):
			b.WriteRune(r)
		case r == '"':
			b.WriteString("#quot;")
		default:
			b.WriteString("#" + strconv.Itoa(int(r)) + ";")
		}
	}
	return b.String()
}
