package condition

// nulls are the values of the operator Null, which asks whether the request has
// a key: true if it must not.
type nulls []bool

func (*nulls) ofOperators() {}

func parseNull(s string) (bool, error) {
	b, ok := readBool(s)
	if !ok {
		return false, unreadable(ErrBool, s)
	}
	return b, nil
}

// holds tells whether one of the values agrees with what is known of the key.
func (list nulls) holds(present Truth) Truth {
	m := False
	for _, wantAbsent := range list {
		if wantAbsent {
			m = m.Or(present.Not())
		} else {
			m = m.Or(present)
		}
	}
	return m
}
