// Package slow is the reference evaluator, the judge of package policy and of
// package accesspoint, together with generators of what to try them with. It is
// for tests alone.
//
// It aims for readability above speed. It was written from the pages that it
// cites and not from the code, takes and gives plain data, and interprets a
// policy.Document as it stands: nothing of it is prepared, remembered or shared
// with what it judges.
//
// [Evaluate] puts a request to one policy. [World] is everything that bears on
// requests made to a bucket or through an access point, and [World.Decide]
// decides one, an [Ask].
package slow
