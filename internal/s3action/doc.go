// Package s3action knows the actions of Amazon S3 that a policy can name: what
// each acts on, and where a statement about it can have an effect.
//
// The table is generated from s3-actions.json, which carries its sources, their
// dates and its notices. It covers four services: s3, s3express,
// s3-object-lambda and s3-outposts. Only for s3 does the data say what goes
// through access points and which policies can name an action; for the other
// three these facts are not known, and false.
//
// A second table has the operations of the S3 API and of the one that controls
// it, with the actions of the service s3 that each needs. It is generated with
// docs/operations.md, the same for people.
package s3action

//go:generate go run ../gen/s3action
