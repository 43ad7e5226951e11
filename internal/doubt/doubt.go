// Package doubt is the one switch that says what becomes of a policy statement
// when it cannot be told whether it matches a request.
package doubt

// A Favour says in whose favour doubt is decided.
type Favour uint8

const (
	// Deny is how requests are decided: doubt removes an Allow and keeps a Deny.
	Deny Favour = iota
	// Allow is the other way round: doubt keeps an Allow and removes a Deny. A
	// decision that comes out the same both ways is determined: no doubt bears
	// on it.
	Allow
)
