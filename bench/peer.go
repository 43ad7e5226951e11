package main

// A peer is what a Go user could take instead: a library that decides whether a
// policy allows what is asked. It decides one policy at a time; a request through
// an access point is allowed if both policies allow it.
type peer interface {
	// translate writes a policy in the language of the peer. It is not measured,
	// since a user of the peer would have written that at once.
	translate(*document) ([]byte, error)
	// compile reads a translated policy and makes it ready.
	compile([]byte) (compiled, error)
	// prepare makes a question ready, as far as that can be done before the policy
	// is known.
	prepare(*question) any
}

// A compiled policy decides prepared questions.
type compiled interface {
	allows(prepared any) bool
}

// A shelf is a peer with a better way to hold many access points than a map of
// compiled policies. Prepared questions are still asked one policy at a time.
type shelf interface {
	peer
	compileMany(func(yield func(arn string, policy *document) bool)) (many, error)
}

// many decides by the policy of the access point whose ARN is given.
type many interface {
	allows(arn string, prepared any) bool
}

// shelved are compiled policies by the ARN of their access points.
type shelved map[string]compiled

func (m shelved) allows(arn string, prepared any) bool {
	p, ok := m[arn]
	return ok && p.allows(prepared)
}
