// Package find finds the policies of buckets and access points in the files that
// people keep them in: the policy itself, the answer of an AWS command around it,
// templates of CloudFormation, plans and states of Terraform, and scenarios.
//
// [Read] takes the bytes of one file and returns a [File]. Each [Unit] in it is a
// bucket, an access point, or an access point with its bucket: their policies as
// JSON text, and what the file says about them. A [Policy] knows where in the file
// each byte of its text comes from, so that what is found in the text can be shown
// where its author wrote it.
//
// Names that a template leaves open get a value that has the right form, so that
// the rest can be looked at; [Unit.Unresolved] and [File.Notes] say which these
// are.
//
// Nothing here reads a file. YAML is read by whoever sets [Options.YAML], since no
// package of this module can.
package find
