package s3request

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/s3ap/s3ap/accesspoint"
	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/condition"
)

// A Request is what a request asks for, read from its method, host, path, query
// and headers, and from its body if that was handed in.
type Request struct {
	// Operation is the operation of the S3 API with the parts that have a bearing
	// on the actions it needs. What a caller may do without, such as the tags of
	// an object, is left out. SourceTags is set for every copy that does not say
	// REPLACE: clear it if the source is known to have no tags.
	Operation accesspoint.Operation
	Target    Target
	Key       string // of the object, decoded once; empty if the request is about none
	Version   string // the id of a version that the request names
	Signature Signature

	// HasSource tells that the request is a copy, and Source what it reads.
	HasSource bool
	Source    Source

	// Deletes are the objects that DeleteObjects is to delete, once its body has
	// been read.
	Deletes []Delete

	server  *Server
	now     time.Time
	keys    keySet
	control bool
	service string // of the control plane, if it is not s3
	body    bodyKind
	sum     string   // x-amz-content-sha256
	form    *mapping // of a form whose fields have not been read
	attrs   []condition.Attr
	common  int // how many of attrs are those that all requests have
}

// A Delete is one object of DeleteObjects.
type Delete struct {
	Key     string
	Version string // empty for the current one
	ETag    string // which the object must have, empty for any
}

// A Question is one thing that must be allowed for a request to be done.
type Question struct {
	Target  Target
	Action  string // such as s3:GetObject
	Key     string // empty for actions on a bucket or access point
	Context condition.Context
	// OfSource tells that the question is about what a copy reads, which may be
	// in another bucket or behind another access point.
	OfSource bool
}

// NeedsBody reports whether something that bears on the decision is in the body:
// the keys to delete, the tags, retention or legal hold to set, or a form. Then
// there are no questions before [Request.ReadBody].
func (r *Request) NeedsBody() bool { return r.body != noBody }

// IsControl reports whether the request is one to the control plane. Policies of
// buckets and access points have no say in those.
func (r *Request) IsControl() bool { return r.control }

// Offered reports whether the target takes requests for the operation at all.
// Through an access point S3 offers only some, and some on directory buckets
// alone.
func (r *Request) Offered() bool {
	switch {
	case r.Operation.Name == "": // of the zero Request
		return false
	case r.control:
		return true
	case r.Target.Place != AccessPoint:
		return r.Target.Place == DirectoryBucket || !isExpressOnly(r.Operation.Name)
	}
	return offered(r.Target.AccessPoint.Kind(), &r.Operation)
}

// Service returns the prefix of the actions that the request needs, such as s3.
func (r *Request) Service() string {
	switch {
	case r.Target.Place == DirectoryBucket || isExpressOnly(r.Operation.Name):
		return "s3express"
	case r.Target.Place == AccessPoint || r.control && r.Target.AccessPoint.IsValid():
		return r.Target.AccessPoint.ARN().Service()
	}
	return cmp.Or(r.service, "s3")
}

// Actions appends the actions that the request needs on its target, for each
// object if there are several. Operations that the target does not offer have
// them, too.
func (r *Request) Actions(dst []string) []string { return r.actions(dst, r.Operation) }

func (r *Request) actions(dst []string, op accesspoint.Operation) []string {
	service := r.Service()
	if service == "s3express" && !r.control {
		return append(dst, "s3express:CreateSession")
	}
	if r.control {
		return append(dst, service+":"+controlAction(op.Name))
	}
	n := len(dst)
	dst, _ = op.Actions(dst) // every route has an operation that is known
	return inService(dst, n, service)
}

// SourceActions appends the actions that a copy needs on its source.
func (r *Request) SourceActions(dst []string) []string {
	if !r.HasSource {
		return dst
	}
	service := "s3"
	switch r.Source.Place {
	case AccessPoint:
		service = r.Source.AccessPoint.ARN().Service()
	case DirectoryBucket:
		service = "s3express"
	}
	if service == "s3express" || r.Operation.Name == renameObject {
		return append(dst, "s3express:CreateSession")
	}
	n := len(dst)
	dst, _ = r.Operation.SourceActions(dst)
	return inService(dst, n, service)
}

// inService gives the actions from the n-th on the prefix of a service.
func inService(actions []string, n int, service string) []string {
	if service != "s3" {
		for i := n; i < len(actions); i++ {
			actions[i] = service + strings.TrimPrefix(actions[i], "s3")
		}
	}
	return actions
}

// Context returns the condition keys of the request for its target, with more
// from the caller: who asks, and what is looked up, such as the tags of the
// object.
func (r *Request) Context(more ...condition.Attr) condition.Context {
	return condition.NewContext(slices.Concat(r.attrs, more)...)
}

// SourceContext returns the condition keys of a copy for its source: none of those
// that are about what is written.
func (r *Request) SourceContext(more ...condition.Attr) condition.Context {
	attrs := slices.Concat(r.attrs[:r.common], more)
	if r.Source.Version != "" {
		attrs = append(attrs, condition.String(condition.S3VersionID, r.Source.Version))
	}
	return condition.NewContext(attrs...)
}

// Questions returns all that must be allowed, what it needs in any case first, and at
// least one. more is added to the context of each, so that it must hold of all: a
// copy asks of two objects, and DeleteObjects of many. The request is allowed if
// every answer is yes, but for DeleteObjects, which is answered for each object: see
// [Request.DeleteQuestions].
func (r *Request) Questions(more ...condition.Attr) (all []Question, err error) {
	if r.NeedsBody() {
		return nil, fault("body", ErrNeedBody)
	}
	var room [8]string
	if len(r.Deletes) > 0 {
		all = make([]Question, 0, len(r.Deletes))
		plain := r.Context(more...)
		for i := range r.Deletes {
			all = r.deleteQuestions(all, i, plain)
		}
		return all, nil
	}
	actions := r.Actions(room[:0])
	if len(actions) == 0 {
		return nil, fault("request", ErrNoOperation)
	}
	all = questions(nil, actions, Question{Target: r.Target, Key: r.Key, Context: r.Context(more...)})
	if !r.HasSource {
		return all, nil
	}
	return questions(all, r.SourceActions(room[:0]),
		Question{Target: r.Source.Target, Key: r.Source.Key, Context: r.SourceContext(more...), OfSource: true}), nil
}

// DeleteQuestions returns all that must be allowed for the i-th of the objects to
// delete.
func (r *Request) DeleteQuestions(i int, more ...condition.Attr) []Question {
	return r.deleteQuestions(nil, i, r.Context(more...))
}

// deleteQuestions adds to the keys that all the objects have those of the i-th.
func (r *Request) deleteQuestions(dst []Question, i int, c condition.Context) []Question {
	d := &r.Deletes[i]
	op := r.Operation
	if op.Version = d.Version != ""; op.Version {
		c = c.With(condition.String(condition.S3VersionID, d.Version))
	} else if d.ETag != "" {
		c = c.With(condition.String(ifMatch, d.ETag))
	}
	var room [4]string
	return questions(dst, r.actions(room[:0], op), Question{Target: r.Target, Key: d.Key, Context: c})
}

func questions(dst []Question, actions []string, q Question) []Question {
	dst = slices.Grow(dst, len(actions))
	for _, a := range actions {
		q.Action = a
		dst = append(dst, q)
	}
	return dst
}

// Resource returns what the policies of the target see as the resource: the object
// if the question has a key. It is zero for a target that is none of these.
func (q *Question) Resource() arn.ARN {
	switch {
	case q.Target.Place == AccessPoint && q.Key != "":
		return q.Target.AccessPoint.Object(q.Key)
	case q.Target.Place == AccessPoint:
		return q.Target.AccessPoint.ARN()
	case q.Target.Place == Bucket && q.Key != "":
		return q.Target.Bucket.Object(q.Key)
	case q.Target.Place == Bucket:
		return q.Target.Bucket.ARN()
	}
	return arn.ARN{}
}
