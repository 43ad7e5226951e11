package condition

// texts are the values of the String operators.
type texts []Pattern

func (texts) ofOperators() {}

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
