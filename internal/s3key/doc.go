// Package s3key knows the condition keys that requests to Amazon S3 can carry:
// what each holds, which requests have it, and what that means for a policy.
//
// The table is generated from s3-condition-keys.json, which carries its sources,
// their dates and its notices. It covers the keys of four services (s3,
// s3express, s3-object-lambda and s3-outposts), the global keys, and those that
// role sessions of some other services carry everywhere. Tables of keys age: a
// key that is not in this one may be newer than [AsOf].
package s3key

//go:generate go run ../gen/s3key
