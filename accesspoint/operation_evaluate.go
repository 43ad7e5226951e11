package accesspoint

import (
	"errors"

	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/internal/doubt"
	"github.com/s3ap/s3ap/internal/s3action"
)

// What makes a question about an operation one that cannot be decided, beside
// what does so for one action.
var (
	ErrOperationElsewhere = errors.New("the operation is on neither a bucket nor an object, which an evaluator could decide")
	ErrSourceNotTaken     = errors.New("the operation copies nothing, and the question has a source")
)

// EvaluateOperation decides a request for an operation: every action that it
// needs, also on the source of a copy. It is allowed if all of them are. The
// decision names what denies the first that is denied, in the order of
// [Operation.Actions], and has in Blocked what stands in the way of any. The
// action of q is not looked at. DeleteObjects is to be asked for each key.
//
// A part of the request that the keys of the context show, as s3:versionid shows a
// version, counts whether or not op has it. EvaluateOperation does not allocate,
// but for copies.
func (e *Evaluator) EvaluateOperation(op Operation, q Question) Decision {
	q.Action = op.Name
	if !e.valid {
		return refused(ErrNoSetting)
	}
	known, err := op.known()
	if err != nil {
		return e.refused(&q, err)
	}
	if e.world.through() && !known.ThroughAccessPoint {
		return e.notOffered(&q)
	}
	sure, perhaps := shownParts(q.Context)
	sure |= op.parts()
	if len(known.Reads) > 0 || q.Source != nil {
		return e.evaluateCopyOperation(&known, &q, sure, perhaps)
	}
	return e.evaluateNeeds(known.Needs, &q, sure, perhaps)
}

func (e *Evaluator) evaluateCopyOperation(known *s3action.Operation, q *Question, sure, perhaps s3action.Part) Decision {
	switch {
	case len(known.Reads) == 0:
		return e.refused(q, ErrSourceNotTaken)
	case q.Source == nil:
		return e.refused(q, ErrSource)
	}
	if err := e.copyFault(q); err != nil {
		return e.refused(q, err)
	}
	if q.Source.Version != "" {
		sure |= s3action.SourceVersionID
	}
	target, read := q.split(e)
	return e.copied(q, e.evaluateNeeds(known.Needs, &target, sure, perhaps),
		q.Source.Evaluator.evaluateNeeds(known.Reads, &read, sure, perhaps))
}

// evaluateNeeds decides all the actions that a request with such parts needs.
func (e *Evaluator) evaluateNeeds(needs []s3action.Need, q *Question, sure, perhaps s3action.Part) Decision {
	var all Decision
	one := *q
	first := true
	for i := range needs {
		if !needs[i].IsNeededBy(sure, perhaps) {
			continue
		}
		one.Action = needs[i].Action
		if a, _ := s3action.Lookup(one.Action); a.Resource == s3action.OtherResource {
			return e.refused(q, ErrOperationElsewhere)
		}
		d := e.evaluateOne(doubt.Deny, &one)
		if first {
			all, first = d, false
		} else {
			all = all.and(d)
		}
	}
	return all
}

// shownParts returns the parts of a request that its condition keys show, those of
// which it is not known whether it has them apart. The keys are in lower case,
// which looks them up without allocating.
//
// Service Authorization Reference, "Actions, resources, and condition keys for
// Amazon S3".
func shownParts(ctx condition.Context) (sure, perhaps s3action.Part) {
	for _, k := range [...]struct {
		key  condition.Key
		part s3action.Part
	}{
		{condition.S3VersionID, s3action.VersionID},
		{condition.S3ACL, s3action.ACL},
		{"s3:object-lock-mode", s3action.Retention},
		{"s3:object-lock-retain-until-date", s3action.Retention},
		{"s3:object-lock-legal-hold", s3action.LegalHold},
	} {
		switch ctx.Has(k.key) {
		case condition.True:
			sure |= k.part
		case condition.Unknown:
			perhaps |= k.part
		}
	}
	// To have these as well never needs less, so that they need not be certain.
	if len(ctx.WithPrefix("s3:x-amz-grant-")) > 0 {
		perhaps |= s3action.ACL
	}
	if len(ctx.WithPrefix("s3:requestobjecttag")) > 0 {
		perhaps |= s3action.Tags
	}
	return sure, perhaps
}
