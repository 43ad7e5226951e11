package condition

import "errors"

// ErrBool is about a value of Bool or Null.
var ErrBool = errors.New("value must be true or false")

// bools are the values of the operator Bool. One that is in doubt is Unknown.
type bools []Truth

func (*bools) ofOperators() {}

// parseBool takes policy variables, of which one page says that Bool knows them
// and another that it does not: they are in doubt.
func parseBool(l Language, s string) (Truth, error) {
	if b, ok := readBool(s); ok {
		return truth(b), nil
	}
	if p, err := parseText(l, s, false); err != nil {
		return Unknown, err
	} else if p.HasVariables() {
		return Unknown, nil
	}
	return Unknown, unreadable(ErrBool, s)
}

func (list bools) match(value string) Truth {
	b, ok := readBool(value)
	if !ok {
		return Unknown
	}
	m := False
	for _, v := range list {
		if v == Unknown {
			m = m.Or(Unknown)
			continue
		}
		m = m.Or(truth(v == truth(b)))
	}
	return m
}

// readBool takes true and false in any case.
func readBool(s string) (value, ok bool) {
	value = isWord(s, "true")
	return value, value || isWord(s, "false")
}
