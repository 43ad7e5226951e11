package glob

import (
	"errors"
	"strings"
)

// A Variable is a policy variable in a pattern: ${Key} or ${Key, 'Default'}.
type Variable struct {
	Key        string
	Default    string
	HasDefault bool
}

// Errors of ParseText.
var (
	ErrUnterminated = errors.New("policy variable is not closed: `${` needs a `}`")
	ErrEmptyName    = errors.New("policy variable has no name: write `${key}`, or `${$}` for a dollar sign")
	ErrName         = errors.New("policy variable is no condition key such as `aws:username`, which has a colon and no blanks")
	ErrDefault      = errors.New("default of a policy variable is written as `${key, 'text'}`: a comma, one blank, and text in single quotes without a single quote in it")
)

// ParseText makes a pattern of text that may hold policy variables and the
// escapes ${*}, ${?} and ${$}, which stand for the character itself. Wild says
// whether `*` and `?` outside of them are wildcards. Where it fails, offset is
// where the variable begins in text.
//
// IAM User Guide, "IAM policy elements: Variables and tags".
func ParseText(text string, wild bool) (p Pattern, offset int, err error) {
	if !strings.Contains(text, "${") {
		if wild {
			return Compile(text), 0, nil
		}
		return Literal(text), 0, nil
	}
	made := new(parts)
	rest := text
	for {
		i := strings.Index(rest, "${")
		if i < 0 {
			made.add(rest, wild)
			return made.pattern(), 0, nil
		}
		made.add(rest[:i], wild)
		rest = rest[i+2:]
		end := closing(rest)
		if end < 0 {
			return Pattern{}, len(text) - len(rest) - 2, ErrUnterminated
		}
		if err := made.addVariable(rest[:end]); err != nil {
			return Pattern{}, len(text) - len(rest) - 2, err
		}
		rest = rest[end+1:]
	}
}

// pattern returns p as a pattern, in a simpler form if it has one.
func (p *parts) pattern() Pattern {
	switch {
	case len(p.tokens) == 0:
		return Pattern{}
	case len(p.tokens) == 1 && p.tokens[0].kind == literal:
		return Literal(p.tokens[0].text)
	case len(p.tokens) == 1 && p.tokens[0].kind == anyRun:
		return Pattern{form: prefix}
	}
	return Pattern{form: parted, parts: p}
}

func (p *parts) addLiteral(text string) {
	if text == "" {
		return
	}
	if n := len(p.tokens); n > 0 && p.tokens[n-1].kind == literal {
		p.tokens[n-1].text += text
		return
	}
	p.tokens = append(p.tokens, token{kind: literal, text: text})
}

func (p *parts) addWild(text string) {
	for text != "" {
		i := firstWild(text)
		if i < 0 {
			p.addLiteral(text)
			return
		}
		p.addLiteral(text[:i])
		if text[i] == '?' {
			p.tokens = append(p.tokens, token{kind: anyOne})
		} else if n := len(p.tokens); n == 0 || p.tokens[n-1].kind != anyRun {
			// Stars in a row are one star.
			p.tokens = append(p.tokens, token{kind: anyRun})
		}
		text = text[i+1:]
	}
}

// closing returns where the brace is that closes a variable. A default may hold
// braces, so those between single quotes do not count.
func closing(text string) int {
	quoted := false
	for i := range len(text) {
		switch text[i] {
		case '\'':
			quoted = !quoted
		case '}':
			if !quoted {
				return i
			}
		}
	}
	return -1
}

func (p *parts) add(text string, wild bool) {
	if wild {
		p.addWild(text)
	} else {
		p.addLiteral(text)
	}
}

// addVariable adds what stands between `${` and `}`.
func (p *parts) addVariable(inner string) error {
	switch inner {
	case "":
		return ErrEmptyName
	case "*", "?", "$":
		p.addLiteral(inner)
		return nil
	}
	v := Variable{}
	v.Key, v.Default, v.HasDefault = strings.Cut(inner, ",")
	if !validName(v.Key) {
		return ErrName
	}
	if v.HasDefault {
		text, ok := strings.CutPrefix(v.Default, " '")
		if !ok || !strings.HasSuffix(text, "'") || strings.Count(text, "'") != 1 {
			return ErrDefault
		}
		v.Default = text[:len(text)-1]
	}
	p.tokens = append(p.tokens, token{kind: variable, v: len(p.vars)})
	p.vars = append(p.vars, v)
	return nil
}

// validName reports whether name can be a condition key: a prefix, a colon and
// more, without blanks and without the characters that mean something here.
func validName(name string) bool {
	i := strings.IndexByte(name, ':')
	return i > 0 && i < len(name)-1 && !strings.ContainsAny(name, " \t\r\n${}'*?")
}
