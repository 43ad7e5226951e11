// Package policy reads, checks, prints and evaluates IAM policies in JSON, one
// at a time, for one request at a time.
//
// There are three forms of a policy. The text is what people write and S3
// stores. A [Document] is the text as Go values, to be looked at, edited and
// printed; [Parse] makes one and reports everything that is wrong with the text,
// each fault with line, column and JSON Pointer. A [Policy] is a document made
// ready: it has passed every check, does not change, may be used by all
// goroutines, and answers [Policy.Evaluate] without allocating.
//
// What a policy may say, and what it means, depends on where it is attached:
// its [Kind].
//
// # Doubt
//
// Whether a statement matches a request can be in doubt: the policy compares
// with a date that cannot be read, the request carries a key of which nobody
// recorded the value, the caller's unique id is not known. Then an Allow does
// not apply, and a Deny does. This is not AWS's wording but this module's rule
// wherever AWS leaves something unsaid.
//
// The language is that of the IAM User Guide, "IAM JSON policy elements
// reference" and "Grammar of the IAM JSON policy language".
package policy
