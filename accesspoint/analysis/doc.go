// Package analysis answers questions about all the requests that a policy, or the
// pair of a bucket policy and an access point policy, could be asked.
//
// # Answers
//
// Every question is whether there is a request of some kind. The answer is Yes with
// such a request, which the evaluator of this module has been asked about and agrees
// with; or No, after all kinds of requests have been gone through; or Unknown with
// the reason. It is never a guess: what is not modelled exactly, such as a policy
// variable, can only make an answer Unknown.
//
// # Requests
//
// A request is a point of a product of dimensions: the caller, the way it takes
// (directly, or through an access point), the action, the object key, and each
// condition key that the policies name. In each dimension the policies can tell but
// finitely many kinds of values apart. One value of each kind is found by a search
// over all patterns of the dimension, and the evaluator itself tells which
// statements are about it. What is left is to cover a box of such kinds by other
// boxes, which is gone through exhaustively within a [Budget].
//
// Identity-based policies and those of organizations are not part of a question.
// Where they would bear on the answer, the method says what is taken for them.
package analysis
