package main

import (
	"errors"
	"fmt"

	"github.com/s3ap/s3ap/accesspoint"
	"github.com/s3ap/s3ap/accesspoint/s3request"
	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/policy"
)

// A judge decides one request of a caller that came from a network.
type judge struct {
	world    *World
	caller   policy.Principal
	endpoint string // id of the VPC endpoint, empty for the internet

	allowed string   // why the request is allowed
	denied  []string // why single keys of DeleteObjects are not
}

// decide returns what versitygw is let do for a request. The error says why not.
func (j *judge) decide(r *s3request.Request) (*grant, error) {
	if j.evaluator(r.Target) == nil {
		return nil, j.isNot(r.Target, r.Operation.Name)
	}
	if !r.Offered() {
		return nil, fmt.Errorf("%v is not authorized to perform %s because the operation is not available through an access point", j.caller, r.Operation.Name)
	}
	if len(r.Deletes) > 0 {
		return j.decideDeletes(r)
	}
	questions, err := r.Questions()
	if err != nil {
		return nil, err
	}
	if err := j.ask(questions); err != nil {
		return nil, err
	}
	g := &grant{bucket: j.bucketOf(r.Target).Name()}
	if r.HasSource {
		g.source = object{j.bucketOf(r.Source.Target).Name(), r.Source.Key, r.Source.Version}
	}
	return g, nil
}

// decideDeletes decides each object of DeleteObjects by itself. One that stands
// there twice, with different entity tags, is deleted only if it may be by both.
//
// If none may be deleted, all of the request is denied. The answer is then the one
// about a bucket that there is not.
func (j *judge) decideDeletes(r *s3request.Request) (*grant, error) {
	g := &grant{bucket: j.bucketOf(r.Target).Name(), deletes: make(map[object]bool)}
	var err error
	for i, d := range r.Deletes {
		err = j.ask(r.DeleteQuestions(i))
		if err != nil {
			j.denied = append(j.denied, err.Error())
		}
		o := object{g.bucket, d.Key, d.Version}
		before, twice := g.deletes[o]
		g.deletes[o] = err == nil && (before || !twice)
	}
	if len(j.denied) == len(r.Deletes) {
		return nil, err
	}
	return g, nil
}

// ask returns why one of several questions is answered by no.
func (j *judge) ask(questions []s3request.Question) error {
	if len(questions) == 0 {
		return errNothingAsked
	}
	for i := range questions {
		q := &questions[i]
		evaluator := j.evaluator(q.Target)
		if evaluator == nil {
			return j.isNot(q.Target, q.Action)
		}
		d := evaluator.Evaluate(accesspoint.Question{Action: q.Action, Key: q.Key, Context: q.Context})
		if !d.Allowed() {
			return errors.New(d.String())
		}
		if i == 0 {
			j.allowed = d.String()
		}
	}
	return nil
}

// evaluator returns nil for a target that there is not.
func (j *judge) evaluator(t s3request.Target) *accesspoint.Evaluator {
	door := Door{AccessPoint: t.AccessPoint, Bucket: t.Bucket}
	return j.world.evaluators[question{j.caller, door, j.endpoint}]
}

func (j *judge) isNot(t s3request.Target, asked string) error {
	return fmt.Errorf("%v asks for %s on %q, which there is not", j.caller, asked, t.Name)
}

var errNothingAsked = errors.New("the request asks for nothing that could be decided")

// bucketOf returns the bucket that a target leads to.
func (j *judge) bucketOf(t s3request.Target) arn.Bucket {
	if t.Place == s3request.AccessPoint {
		entry, _ := j.world.AccessPoint(t.AccessPoint)
		return entry.Bucket
	}
	return t.Bucket
}
