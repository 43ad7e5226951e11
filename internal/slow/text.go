package slow

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// A textPart is a stretch of a policy's text: either wildcard, or text that
// stands for itself.
type textPart struct {
	star, one bool
	literal   string
}

// A filled is text of a policy with its variables filled in.
type filled struct {
	parts []textPart
	// unresolved: a variable has no value and no default, so that the text
	// matches nothing. doubted: a variable's value cannot be known.
	unresolved, doubted bool
}

// variable is `${*}`, `${?}`, `${$}`, `${key}` or `${key, 'default'}`.
var variable = regexp.MustCompile(`^\$\{(?:([*?$])|([^*?${},' ]+:[^*?${},' ]+)(?:, '([^']*)')?)\}`)

// variableAt returns the policy variable at the beginning of text: all of it,
// and its escaped character or its key and default. Only the version of 2012
// has variables. IAM User Guide, "IAM JSON policy elements: Version".
func variableAt(version, text string) (all, escaped, key, fallback string, hasFallback bool) {
	if !is2012(version) || !strings.HasPrefix(text, "${") {
		return "", "", "", "", false
	}
	m := variable.FindStringSubmatch(text)
	if m == nil {
		return "", "", "", "", false
	}
	return m[0], m[1], m[2], m[3], strings.HasSuffix(m[0], "'}")
}

// fill fills in variables. What a variable stands for is taken literally, its
// default as well. IAM User Guide, "IAM policy elements: Variables and tags".
func fill(version, text string, wildcards bool, req Request) filled {
	var f filled
	for text != "" {
		all, escaped, key, fallback, hasFallback := variableAt(version, text)
		switch {
		case escaped != "":
			f.parts = append(f.parts, textPart{literal: escaped})
		case all != "":
			f.add(req.variable(key, fallback, hasFallback))
		case strings.HasPrefix(text, "${") && is2012(version):
			panic("this should not have compiled: " + text)
		default:
			all = firstChar(text)
			star, one := wildcards && all == "*", wildcards && all == "?"
			part := textPart{star: star, one: one}
			if !star && !one {
				part.literal = all
			}
			f.parts = append(f.parts, part)
		}
		text = text[len(all):]
	}
	return f
}

func (s *filled) add(value string, known Truth) {
	s.parts = append(s.parts, textPart{literal: value})
	s.unresolved = s.unresolved || known == No
	s.doubted = s.doubted || known == Unsure
}

// variable returns what a policy variable stands for: yes with a value, no if
// there is none, unsure if it cannot be known. Variables are for keys of a
// single value; a default is for keys that are absent, not for empty ones.
func (r Request) variable(key, fallback string, hasFallback bool) (string, Truth) {
	values, present := r.lookup(key)
	switch {
	case present == Unsure || len(values) > 1:
		return "", Unsure
	case present == No && hasFallback:
		return fallback, Yes
	case present == No:
		return "", No
	case !utf8.ValidString(values[0]):
		return "", Unsure
	}
	return values[0], Yes
}

// matches tells whether the whole of text is as s says, case counting.
func (s filled) matches(text string) Truth {
	switch {
	case s.unresolved:
		return No
	case s.doubted:
		return Unsure
	}
	return truthOf(fits(s.parts, text))
}

// fits follows all the places in text to which the parts so far may reach.
func fits(parts []textPart, text string) bool {
	reached := make([]bool, len(text)+1)
	reached[0] = true
	for _, part := range parts {
		next := make([]bool, len(text)+1)
		for at := range reached {
			if reached[at] {
				part.reach(text, at, next)
			}
		}
		reached = next
	}
	return reached[len(text)]
}

// reach marks the places that one part may reach from a place in text.
func (p textPart) reach(text string, from int, places []bool) {
	rest := text[from:]
	switch {
	case p.star:
		for places[from] = true; rest != ""; places[len(text)-len(rest)] = true {
			rest = rest[len(firstChar(rest)):]
		}
	case p.one && rest != "":
		places[from+len(firstChar(rest))] = true
	case !p.one && strings.HasPrefix(rest, p.literal):
		places[from+len(p.literal)] = true
	}
}

// firstChar returns the first code point of text, or its first byte where that
// is part of none.
func firstChar(text string) string {
	_, size := utf8.DecodeRuneInString(text)
	return text[:size]
}

// sixParts splits an ARN of a policy at its first five colons. The colon in the
// name of a variable is none of them.
func sixParts(version, text string) []string {
	var parts []string
	start := 0
	for i := 0; i < len(text) && len(parts) < 5; {
		if all, _, _, _, _ := variableAt(version, text[i:]); all != "" {
			i += len(all)
			continue
		}
		if text[i] == ':' {
			parts, start = append(parts, text[start:i]), i+1
		}
		i++
	}
	return append(parts, text[start:])
}

// Only the version of 2012 has policy variables.
func is2012(version string) bool { return version == "2012-10-17" }
