// Package publicgrant knows which statements make the policy of a bucket or access point
// public in the eyes of Block Public Access. Where AWS's page leaves something
// unsaid, a statement does.
//
// S3 User Guide, "Blocking public access to your Amazon S3 storage", "The meaning
// of public".
package publicgrant
