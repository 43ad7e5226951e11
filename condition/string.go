package condition

import (
	"slices"
	"strings"
)

// literals are values of StringEquals and StringLike that are text alone, whatever
// the request: most are. If there are many, they are sorted.
type literals []string

// fewLiterals are compared one by one as fast as they are searched.
const fewLiterals = 16

func (*literals) ofOperators() {}

// areLiterals reports whether values are text alone.
func areLiterals(l Language, values []string, wild bool) bool {
	for _, s := range values {
		if l == Language2012 && strings.Contains(s, "${") || wild && strings.ContainsAny(s, "*?") {
			return false
		}
	}
	return true
}

func (list literals) match(value string) Truth {
	if len(list) > fewLiterals {
		_, found := slices.BinarySearch(list, value)
		return truth(found)
	}
	for _, s := range list {
		if s == value {
			return True
		}
	}
	return False
}

// texts are the values of the String operators.
type texts []Pattern

func (*texts) ofOperators() {}

// newTexts reads values in which `*` and `?` are wildcards if wild says so.
func newTexts(l Language, values []string, wild bool) (texts, error) {
	return each[texts](values, func(s string) (Pattern, error) { return parseText(l, s, wild) })
}

// newFoldedTexts is newTexts for values that letters in any case equal, by
// simple Unicode folding.
func newFoldedTexts(l Language, values []string) (texts, error) {
	list, err := newTexts(l, values, false)
	for i := range list {
		list[i].glob = list[i].glob.IgnoreCase()
	}
	return list, err
}

// match compares whole texts by code points.
func (list texts) match(ctx *Context, value string) (m Truth, unresolved bool) {
	m = False
	for i := range list {
		one, without := list[i].match(ctx, value, "")
		m, unresolved = m.Or(one), unresolved || without
	}
	return m, unresolved
}
