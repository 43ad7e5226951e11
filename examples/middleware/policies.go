// Package middleware puts the decision of S3 access points in front of any S3
// server that is an http.Handler: here of a fake one, as in a team's own tests.
//
// [Guard] is the middleware. [Policies] are what it asks.
package middleware

import (
	"errors"
	"fmt"

	"github.com/s3ap/s3ap/accesspoint"
	"github.com/s3ap/s3ap/accesspoint/s3request"
)

// Policies are what there is and who asks.
type Policies struct {
	Catalogue *accesspoint.Catalogue
	// Caller returns who has an access key, which is empty for a request that is
	// not signed.
	Caller func(accessKeyID string) accesspoint.CallerSetting
	// Denied is told why a request was denied, which the client is not.
	Denied func(why error)
}

var (
	errNotOffered = errors.New("is not offered there")
	errVersion    = errors.New("the fake server copies the current version alone")
)

// allow returns why a request is denied, nil if it is allowed. DeleteObjects is
// denied if one of its keys is.
func (p *Policies) allow(r *s3request.Request) error {
	questions, err := r.Questions()
	switch {
	case err != nil:
		return err
	case len(questions) == 0 || !r.Offered():
		return fmt.Errorf("%s %w", r.Operation.Name, errNotOffered)
	case r.Source.Version != "":
		return errVersion
	}
	caller := p.Caller(r.Signature.AccessKeyID)
	for _, q := range questions {
		setting, ok := p.Catalogue.Setting(q.Target.AccessPoint)
		if !ok {
			setting.Bucket, ok = p.Catalogue.Bucket(q.Target.Bucket)
		}
		if !ok {
			return fmt.Errorf("there is no %q", q.Target.Name)
		}
		setting.Caller = caller
		e, err := accesspoint.NewEvaluator(setting)
		if err != nil {
			return err
		}
		if d := e.Evaluate(accesspoint.Question{Action: q.Action, Key: q.Key, Context: q.Context}); !d.Allowed() {
			return errors.New(d.String())
		}
	}
	return nil
}

// bucket returns the name of the bucket that a target leads to.
func (p *Policies) bucket(t s3request.Target) string {
	if entry, ok := p.Catalogue.AccessPoint(t.AccessPoint); ok {
		return entry.Bucket.Name()
	}
	return t.Bucket.Name()
}
