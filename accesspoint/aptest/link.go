package aptest

import (
	"errors"
	"fmt"

	"github.com/s3ap/s3ap/accesspoint"
	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/internal/jsondoc"
)

// link looks up what a request names and makes its question. It reports what
// cannot be decided: in a scenario, that is a mistake and not a deny.
func (r *reader) link(c *Case, at *requestNodes) bool {
	var s setup
	var ok bool
	if at.principal != 0 {
		s.caller = r.readCaller(at.principal)
	}
	if at.bucket != 0 {
		s.door, ok = r.readDoor(at.bucket)
	}
	if at.endpoint != 0 {
		s.endpoint = r.readEndpoint(at.endpoint)
		ok = ok && s.endpoint != nil
	}
	var attrs []condition.Attr
	if at.context != 0 {
		c.Context, attrs = r.readContext(at.context)
	}
	if !ok || s.caller == nil || r.node(at.action).Kind != jsondoc.String {
		return false
	}
	c.world = r.world(s)
	c.question = accesspoint.Question{Action: c.Action, Key: c.Key, Context: condition.NewContext(attrs...)}
	if c.Source != nil && !r.linkSource(c, at) || c.world.evaluator == nil {
		return false
	}
	c.knowEndpoint()
	if c.decision = c.world.evaluator.Evaluate(c.question); c.decision.Err() != nil {
		r.questionFault(c, at, attrs)
		return false
	}
	return true
}

// linkSource does the same for what a copy reads: for the same caller behind the
// same endpoint.
func (r *reader) linkSource(c *Case, at *requestNodes) bool {
	if at.sourceBucket == 0 || at.sourceKey == 0 {
		return false
	}
	s := c.world.setup
	var ok bool
	if s.door, ok = r.readDoor(at.sourceBucket); !ok {
		return false
	}
	through := s.door.accessPoint != nil || c.world.door.accessPoint != nil
	for _, b := range []*bucket{c.world.door.bucket, s.door.bucket} {
		if through && b.setting.Region == "" {
			r.wrong(b.node, "the bucket must have a region: a copy through an access point stays in one")
			return false
		}
	}
	w := r.world(s)
	c.source = w
	c.question.Source = &accesspoint.Source{Evaluator: w.evaluator, Name: c.Source.Bucket, Key: c.Source.Key, Version: c.Source.Version}
	return w.evaluator != nil
}

// questionFault reports why a question cannot be decided, at the member of the
// request that is to blame.
func (r *reader) questionFault(c *Case, at *requestNodes, attrs []condition.Attr) {
	err := c.decision.Err()
	if errors.Is(err, accesspoint.ErrForged) {
		r.forged(c, at, attrs)
		return
	}
	n := at.request
	switch {
	case errors.Is(err, accesspoint.ErrAction):
		n = at.action
	case c.Source != nil && c.withoutSource().Err() == nil:
		n = at.source
	case at.key != 0:
		n = at.key
	}
	r.fault(n, err)
}

// forged finds the keys that the context must not give such values: those with
// which alone the question cannot be decided.
func (r *reader) forged(c *Case, at *requestNodes, attrs []condition.Attr) {
	i := 0
	for m := range r.members(at.context) {
		q := c.question
		q.Context = condition.NewContext(attrs[i])
		if d := c.world.evaluator.Evaluate(q); d.Err() != nil {
			r.fault(m, fmt.Errorf("%w: %s", d.Err(), quote(r.name(m))))
		}
		i++
	}
}

// withoutSource decides the write of a copy alone.
func (c *Case) withoutSource() accesspoint.Decision {
	q := c.question
	q.Source = nil
	return c.world.evaluator.Evaluate(q)
}
