// Package cow has collections that are values, copied on write: a copy of a [Set]
// or [Table] is a snapshot, and changing one leaves every copy what it was. Copies
// share all that did not change, so that a change costs a few small allocations,
// however large the collection is, and readers of a copy need no lock.
//
// A [Table] finds fast, a [Set] has an order.
package cow

// An Editor marks what a row of changes has made. Nobody else sees that yet, so that
// further changes in the row need not copy it again. Whoever makes a copy that is to
// stay what it is goes on with a new Editor.
type Editor struct{ _ byte } // not empty: each must have an address of its own
