package condition

// A Truth is the answer to a question about a request. The zero Truth is
// Unknown, which grants nothing and keeps a Deny.
type Truth int8

// The answers, in an order in which And takes the lesser and Or the greater.
const (
	False Truth = iota - 1
	Unknown
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
func (t Truth) And(u Truth) Truth { return min(t, u) }

// Or is True if one is, False if both are, and else Unknown.
func (t Truth) Or(u Truth) Truth { return max(t, u) }

// Not turns True into False and False into True. Doubt stays doubt.
func (t Truth) Not() Truth { return -t }

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
