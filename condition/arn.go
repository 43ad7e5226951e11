package condition

import "strings"

// An arnPattern is an ARN that a policy compares with, part by part. It is empty
// if the text has fewer than six parts, of which nobody says what it matches.
type arnPattern []Pattern

const arnParts = 6

// arns are the values of the Arn operators. ArnEquals and ArnLike are the same.
type arns []arnPattern

func (*arns) ofOperators() {}

func newARNs(l Language, values []string) (arns, error) {
	return each[arns](values, func(s string) (arnPattern, error) {
		if _, err := parseText(l, s, true); err != nil {
			return nil, err
		}
		return parseARN(l, s), nil
	})
}

// parseARN splits s at its first five colons, those in policy variables apart.
func parseARN(l Language, s string) arnPattern {
	parts := make(arnPattern, 0, arnParts)
	begin, inVariable, quoted := 0, false, false
	for i := 0; i < len(s) && len(parts) < arnParts-1; i++ {
		switch {
		case inVariable:
			// A default may hold braces.
			quoted = quoted != (s[i] == '\'')
			inVariable = quoted || s[i] != '}'
		case l == Language2012 && strings.HasPrefix(s[i:], "${"):
			inVariable = true
		case s[i] == ':':
			p, err := parseText(l, s[begin:i], true)
			if err != nil {
				return nil
			}
			parts = append(parts, p)
			begin = i + 1
		}
	}
	p, err := parseText(l, s[begin:], true)
	if err != nil || len(parts) < arnParts-1 {
		return nil
	}
	return append(parts, p)
}

func (list arns) match(ctx *Context, value string) (m Truth, unresolved bool) {
	m = False
	for _, p := range list {
		one, without := p.match(ctx, value)
		m, unresolved = m.Or(one), unresolved || without
	}
	return m, unresolved
}

// match compares part by part; what is no ARN matches nothing. The last part is
// all that follows the fifth colon.
func (p arnPattern) match(ctx *Context, value string) (m Truth, unresolved bool) {
	if len(p) == 0 {
		return Unknown, false
	}
	m = True
	for i := range p {
		part := value
		if i < arnParts-1 {
			var ok bool
			if part, value, ok = strings.Cut(value, ":"); !ok {
				return False, false
			}
		}
		one, without := p[i].match(ctx, part, "")
		m, unresolved = m.And(one), unresolved || without
	}
	return m, unresolved
}
