// Package lint looks for mistakes in the policies of buckets and access points:
// what S3 refuses, what can never work as written, what grants more than a careful
// reader would expect, and what could be said more plainly.
//
// [Check] takes the text of a bucket policy, of an access point policy, or of both,
// and a [Context] of what is known about what they are attached to. It returns a
// [Report]. A [Finding] names its check, the exact value that is at fault, and where
// there is one a fix; one that compares two policies carries a request that shows
// what it says. A check that needs to know more than the context tells is not
// passed over in silence: it stands in Report.Skipped.
//
// What [policy.Parse] finds wrong with a text becomes findings as well, at the same
// places. Other checks look only at what could be read.
//
// The same input gives the same report, byte for byte.
package lint
