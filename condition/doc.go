// Package condition decides the conditions of IAM policies: what a request
// carries ([Context]), what a policy asks of it ([Test]), and text whose policy
// variables the request fills in ([Pattern]).
//
// An answer is a [Truth], which can be [Unknown]: the policy holds something
// that cannot be read, or it cannot be known what the request carried. Those
// who decide by it must let doubt remove an Allow and keep a Deny.
//
// The operators are those of the IAM User Guide, "IAM JSON policy elements:
// Condition operators", with their IfExists forms and the set operators
// ForAllValues and ForAnyValue. Numbers are compared as decimals, exactly;
// dates as instants; addresses by network, each family by itself; ARNs part by
// part.
package condition
