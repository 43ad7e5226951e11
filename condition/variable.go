package condition

import (
	"strings"
	"unicode/utf8"

	"github.com/s3ap/s3ap/internal/glob"
)

// A Language is the version of the policy language, which says whether `${…}` is
// a policy variable.
type Language uint8

const (
	// Language2008 is that of policies with Version 2008-10-17 or with none:
	// there, a policy variable is plain text. It is the zero Language.
	Language2008 Language = iota
	// Language2012 is that of policies with Version 2012-10-17.
	Language2012
)

// A Pattern is text of a policy, with wildcards and policy variables, made ready
// for matching. What a variable stands for is taken literally: a `*` in it is no
// wildcard, since it may come from whoever sends the request.
//
// IAM User Guide, "IAM policy elements: Variables and tags".
type Pattern struct {
	glob glob.Pattern
	vars *variables // nil if there are none
}

// variables are the names of the policy variables of a pattern.
type variables struct{ keys []name }

// ParsePattern reads text in which `*` and `?` are wildcards.
func ParsePattern(l Language, text string) (Pattern, error) {
	return parseText(l, text, true)
}

// parseText reads text; wild says whether `*` and `?` are wildcards in it.
func parseText(l Language, text string, wild bool) (Pattern, error) {
	switch {
	case l == Language2012:
		g, _, err := glob.ParseText(text, wild)
		return newPattern(g), err
	case wild:
		return newPattern(glob.Compile(text)), nil
	}
	return newPattern(glob.Literal(text)), nil
}

func newPattern(g glob.Pattern) Pattern {
	p := Pattern{glob: g}
	if vars := g.Variables(); len(vars) > 0 {
		p.vars = new(variables)
		for _, v := range vars {
			p.vars.keys = append(p.vars.keys, fold(Key(v.Key)))
		}
	}
	return p
}

// Match tells whether p matches the whole of the text whose pieces are head and
// tail. A variable whose key the request does not have, and that has no default,
// matches nothing; one whose value cannot be known puts the match in doubt.
func (p *Pattern) Match(ctx Context, head, tail string) Truth { return p.MatchIn(&ctx, head, tail) }

// MatchIn is Match for a context that is not copied.
func (p *Pattern) MatchIn(ctx *Context, head, tail string) Truth {
	m, _ := p.match(ctx, head, tail)
	return m
}

// HasVariables reports whether p has policy variables, so that the request bears on
// what it matches.
func (p *Pattern) HasVariables() bool { return p.vars != nil }

// Literal returns the text that p matches if it is just one, whatever the
// request.
func (p *Pattern) Literal() (text string, ok bool) { return p.glob.Text() }

// maxOnStack is how many variables of one text are filled in without allocating.
const maxOnStack = 8

// match is Match that also tells whether a variable was without a value.
func (p *Pattern) match(ctx *Context, head, tail string) (m Truth, unresolved bool) {
	switch {
	case p.vars == nil:
		return truth(p.glob.Match2(head, tail, nil)), false
	case len(p.vars.keys) > maxOnStack:
		return p.matchMany(ctx, head, tail)
	}
	values, state := p.resolve(ctx)
	if state != True {
		return state, state == False
	}
	return truth(p.glob.Match2(head, tail, values[:])), false
}

// matchMany is match for more variables than any policy should have.
func (p *Pattern) matchMany(ctx *Context, head, tail string) (m Truth, unresolved bool) {
	state := True
	var values []string
	for i := range p.vars.keys {
		value, one := p.value(ctx, i)
		state = state.And(one)
		values = append(values, strings.Clone(value))
	}
	if state != True {
		return state, state == False
	}
	return truth(p.glob.Match2(head, tail, values)), false
}

// resolve returns the values of the variables. The answer is False if one of
// them has none, and else Unknown if one is in doubt. The values are returned as
// an array, since what is stored through a pointer or appended would make the
// context live on the heap.
func (p *Pattern) resolve(ctx *Context) (values [maxOnStack]string, state Truth) {
	state = True
	for i := range p.vars.keys {
		var one Truth
		values[i], one = p.value(ctx, i)
		state = state.And(one)
	}
	return values, state
}

// value returns the value of the i-th variable. The answer is False if it has
// none, and Unknown if it is in doubt: not known, more than one value, or no
// valid text.
func (p *Pattern) value(ctx *Context, i int) (string, Truth) {
	a := ctx.find(p.vars.keys[i])
	v := &p.glob.Variables()[i]
	switch {
	case a.has() == False && v.HasDefault:
		return v.Default, True
	case a.has() == False:
		return "", False
	case a.count() != 1 || !utf8.ValidString(a.value(0)):
		return "", Unknown
	}
	return a.value(0), True
}
