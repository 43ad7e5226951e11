package condition

// A Truth is the answer to a question about a request. The zero Truth is
// Unknown, which grants nothing and keeps a Deny.
type Truth uint8

// The answers.
const (
	Unknown Truth = iota
	False
	True
)

// truth turns what is certain into a Truth.
func truth(b bool) Truth {
	if b {
		return True
	}
	return False
}

// And is True if both are, False if one is, and else Unknown.
func (t Truth) And(u Truth) Truth {
	switch {
	case t == False || u == False:
		return False
	case t == True && u == True:
		return True
	}
	return Unknown
}

// Or is True if one is, False if both are, and else Unknown.
func (t Truth) Or(u Truth) Truth { return t.Not().And(u.Not()).Not() }

// Not turns True into False and False into True. Doubt stays doubt.
func (t Truth) Not() Truth {
	switch t {
	case True:
		return False
	case False:
		return True
	}
	return Unknown
}

// String returns true, false or unknown.
func (t Truth) String() string {
	switch t {
	case True:
		return "true"
	case False:
		return "false"
	}
	return "unknown"
}
