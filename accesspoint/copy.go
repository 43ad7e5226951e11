package accesspoint

import (
	"github.com/s3ap/s3ap/alias"
	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/internal/doubt"
)

// A Source is what a copy reads. A copy is two requests, each through its own
// door: the write of the target and the read of the source. It is allowed only
// if both are.
//
// S3 API Reference, CopyObject; S3 User Guide, "Access point compatibility".
type Source struct {
	// Evaluator decides the read: for the same caller, the source's bucket, and
	// the access point that the source is named by, if it is.
	Evaluator *Evaluator
	// Name is how the request names the bucket or access point: a bucket's name,
	// an alias, or the ARN of an access point.
	Name    string
	Key     string
	Version string // empty for the current one
}

// writeKeys are the beginnings of keys that describe the write of a copy or where it
// writes to. The read has none of them but those of its own.
var writeKeys = []string{
	"s3:x-amz-", "s3:requestobjecttag", "s3:if-", "s3:object-lock-", "s3:objectcreationoperation",
	"s3:accesspointtag/", "s3:buckettag/", "aws:resourcetag/", "aws:resourceaccount", "s3:resourceaccount",
	"s3:dataaccesspoint", "s3:accesspointnetworkorigin",
}

// split returns the two questions of a copy.
func (q *Question) split(e *Evaluator) (target, read Question) {
	target = *q
	target.Source = nil
	s := q.Source
	if s == nil {
		return target, Question{}
	}
	target.Context = q.Context.With(condition.String(condition.S3CopySource, s.text()))
	read = Question{Action: "s3:GetObject", Key: s.Key, Context: q.Context.Hide(writeKeys)}
	if s.Version != "" {
		read.Action = "s3:GetObjectVersion"
		read.Context = q.Context.With(condition.String(condition.S3VersionID, s.Version)).Hide(writeKeys)
	}
	return target, read
}

// text is the value of s3:x-amz-copy-source: the source as it was named, without
// a slash before it and without the version.
//
// S3 User Guide, "Bucket policy examples using condition keys".
func (s *Source) text() string {
	if s.Evaluator.world.through() && s.Name == s.Evaluator.world.accessPoint.String() {
		return s.Name + "/object/" + s.Key
	}
	return s.Name + "/" + s.Key
}

// evaluateCopy decides both requests of a copy.
func (e *Evaluator) evaluateCopy(f doubt.Favour, q *Question) Decision {
	if err := e.copyFault(q); err != nil {
		return e.refused(q, err)
	}
	target, read := q.split(e)
	return e.copied(q, e.evaluateOne(f, &target), q.Source.Evaluator.evaluateOne(f, &read))
}

// copyFault tells why a copy cannot be decided, nil if it can.
func (e *Evaluator) copyFault(q *Question) error {
	source := q.Source.Evaluator
	switch {
	case source == nil || !source.valid || source.world.principal != e.world.principal:
		return ErrSource
	case !q.Source.isNamed():
		return ErrSourceName
	case q.Context.Contradicts(condition.String(condition.S3CopySource, q.Source.text())):
		return ErrForged
	}
	return nil
}

// isNamed reports whether the name is one of what the source's evaluator is for.
// Which access point an alias belongs to cannot be told.
func (s *Source) isNamed() bool {
	w := &s.Evaluator.world
	if w.through() {
		return s.Name == w.accessPoint.String() || alias.HasSuffix(s.Name)
	}
	return s.Name == w.bucket.Name()
}

// copied puts the decisions on both requests of a copy together.
func (e *Evaluator) copied(q *Question, write, read Decision) Decision {
	source := q.Source.Evaluator
	switch {
	case write.err != nil:
		return write
	case read.err != nil:
		return read
	case (e.world.through() || source.world.through()) && e.region != source.region:
		// Not even policies that deny are asked by S3 then.
		return e.notOffered(q)
	}
	return write.and(read)
}

// and returns the decision on two requests that must both be allowed: what denies
// the first that is denied, with all that stands in the way of either.
func (d Decision) and(next Decision) Decision {
	blocked, allowed := d.Blocked|next.Blocked, d.AllowedBy|next.AllowedBy
	if d.Allowed() && !next.Allowed() {
		d = next
	}
	d.Blocked = blocked
	if d.Allowed() {
		d.AllowedBy = allowed
	}
	return d
}
