package analysis

import (
	"github.com/s3ap/s3ap/accesspoint"
	"github.com/s3ap/s3ap/policy"
)

// A Verdict says whether there is a request such as is asked for. The zero Verdict
// is Unknown.
type Verdict uint8

// The verdicts.
const (
	Unknown Verdict = iota
	No
	Yes
)

// String returns unknown, no or yes.
func (v Verdict) String() string {
	switch v {
	case No:
		return "no"
	case Yes:
		return "yes"
	}
	return "unknown"
}

// An Answer is the answer to a question whether there is a request of some kind. The
// zero Answer is Unknown.
type Answer struct {
	Verdict Verdict
	// Witness is such a request, for Yes. It is nil where no request is asked for
	// but a value.
	Witness *Witness
	// Value is the value that shows a Yes about one element, such as the name of an
	// action; empty for other questions.
	Value string
	// Reason says why the answer is Unknown, in words that go on after "because".
	Reason string
	// Assuming has what a No rests on beyond what AWS documents, a sentence each.
	Assuming []string
	// Future tells that the only action which shows a Yes is one that S3 does not
	// have yet: see [FutureAction].
	Future bool
}

// FutureAction is the action in the witness of an answer with Future set. It stands
// for all actions of S3 that nobody knows yet, and only patterns such as s3:* match
// it.
const FutureAction = "s3:0000000000"

// A Witness is a request that shows an answer.
type Witness struct {
	// Request is the request as it is sent. It has no access point if it is sent to
	// the bucket itself. Its context lacks what the evaluator adds.
	Request accesspoint.Request
	// Origin is the network origin of the access point, if there is one.
	Origin accesspoint.NetworkOrigin
	// Bucket and AccessPoint are what the policies are asked. AccessPoint is zero
	// for a request that is sent to the bucket itself.
	Bucket, AccessPoint policy.Request
}

// Through reports whether the request goes through an access point.
func (w *Witness) Through() bool { return w.Request.AccessPoint.IsValid() }
