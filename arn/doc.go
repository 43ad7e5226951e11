// Package arn reads, checks and prints Amazon Resource Names, in the forms that
// Amazon S3 gives to buckets, access points and the objects in them.
//
// An ARN has six parts, split at its first five colons alone, since the last
// part may hold colons of its own (object keys do):
//
//	arn:partition:service:region:account:resource
//
// [ARN] is any such name. [AccessPoint] and [Bucket] are the names that stand
// for something S3 can be asked about; they are checked when made, so that a
// value that is not zero is a name S3 would accept. All of them compare with ==
// and their zero values name nothing. [Pattern] is an ARN with wildcards, as a
// policy's Resource holds it.
//
// Access points and buckets are of different kinds, see [Kind]: general purpose,
// directory, Object Lambda (access points alone), Multi-Region (access points alone)
// and Outposts. Each has ARNs of its own form and, for those that SDKs take in place
// of a bucket's name, [ParseAddress] reads the second form that they have there.
package arn
