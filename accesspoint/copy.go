package accesspoint

import (
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

// write are the beginnings of keys that describe the write of a copy, and that
// the read does not have.
var write = []string{"s3:x-amz-", "s3:requestobjecttag", "s3:if-"}

// split returns the two questions of a copy.
func (q *Question) split(e *Evaluator) (target, read Question) {
	target = *q
	target.Source = nil
	s := q.Source
	if s == nil {
		return target, Question{}
	}
	target.Context = q.Context.With(condition.String(condition.S3CopySource, s.text()))
	read = Question{Action: "s3:GetObject", Key: s.Key, Context: q.Context.Hide(write)}
	if s.Version != "" {
		read.Action = "s3:GetObjectVersion"
		read.Context = q.Context.With(condition.String(condition.S3VersionID, s.Version)).Hide(write)
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

// evaluateCopy decides both requests of a copy and names what denies the first
// that is denied.
func (e *Evaluator) evaluateCopy(f doubt.Favour, q *Question) Decision {
	source := q.Source.Evaluator
	if source == nil || !source.valid || source.world.principal != e.world.principal {
		return Decision{principal: e.world.principal, action: q.Action}.refuse(ErrSource)
	}
	if given := q.Context.Contradicts(condition.String(condition.S3CopySource, q.Source.text())); given {
		return Decision{principal: e.world.principal, action: q.Action}.refuse(ErrForged)
	}
	target, read := q.split(e)
	d := e.evaluateOne(f, &target)
	from := source.evaluateOne(f, &read)
	switch {
	case d.err != nil:
		return d
	case from.err != nil:
		return from
	case (e.world.through() || source.world.through()) && e.region != source.region:
		// Not even policies that deny are asked by S3 then.
		legs, _ := e.world.legs(q.Key)
		return d.by(OperationLayer, legs[0].name)
	}
	blocked, allowed := d.Blocked|from.Blocked, d.AllowedBy|from.AllowedBy
	if d.Allowed() && !from.Allowed() {
		d = from
	}
	d.Blocked = blocked
	if d.Allowed() {
		d.AllowedBy = allowed
	}
	return d
}
