// Package s3action knows the actions of Amazon S3 that a policy can name: what
// each acts on, and where a statement about it can have an effect.
//
// The table is generated from s3-actions.json, which carries its sources, their
// dates and its notices. It covers four services: s3, s3express,
// s3-object-lambda and s3-outposts. Only for s3 does the data say what goes
// through access points and which policies can name an action; for the other
// three these facts are not known, and false.
package s3action

//go:generate go run ../gen/s3action
