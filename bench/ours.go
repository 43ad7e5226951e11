package main

import (
	"fmt"

	"github.com/s3ap/s3ap/accesspoint"
	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/policy"
)

// ours is this library. Requests through an access point of many are looked up in a
// catalogue; that of W1 has its two policies at hand.
type ours struct{}

func (ours) name() string { return "s3ap" }

func (ours) setUp(w *workload) (*instance, error) {
	if len(w.accessPoints) > 1 {
		c, err := loadCatalogue(w)
		if err != nil {
			return nil, err
		}
		return decided(w, inCatalogue{c})
	}
	p, err := compileOurs(w)
	if err != nil {
		return nil, err
	}
	in, err := decided(w, p)
	if err != nil {
		return nil, err
	}
	in.parse = func() error {
		_, err := compileOurs(w)
		return err
	}
	return in, nil
}

func (ours) load(accessPoints int) (any, error) {
	return catalogueOf(sharedPolicy(), accessPoints, func(i int) accessPoint {
		return accessPoint{teamName(i), teamPolicy(i)}
	})
}

// A decider decides requests of a workload.
type decider interface {
	decide(*accesspoint.Request) accesspoint.Decision
	// form makes a request of what a service has: strings.
	form(*accesspoint.Former, *request) (accesspoint.Request, error)
}

// policyPair is a bucket policy and at most one access point policy.
type policyPair struct {
	bucket, accessPoint *policy.Policy
}

func compileOurs(w *workload) (p policyPair, err error) {
	if p.bucket, err = policy.Compile(policy.Bucket, w.bucket); err != nil {
		return p, err
	}
	if len(w.accessPoints) == 1 {
		p.accessPoint, err = policy.Compile(policy.AccessPoint, w.accessPoints[0].policy)
	}
	return p, err
}

func (p policyPair) decide(r *accesspoint.Request) accesspoint.Decision {
	if p.accessPoint == nil {
		return accesspoint.EvaluateDirect(*r, p.bucket)
	}
	return accesspoint.Evaluate(*r, p.bucket, p.accessPoint, accesspoint.Internet())
}

func (p policyPair) form(f *accesspoint.Former, r *request) (accesspoint.Request, error) {
	return f.Form(r.text(f, r.arn))
}

// inCatalogue decides by what a catalogue holds.
type inCatalogue struct{ *accesspoint.Catalogue }

func (c inCatalogue) decide(r *accesspoint.Request) accesspoint.Decision {
	entry, _ := c.AccessPoint(r.AccessPoint)
	bucket, _ := c.Bucket(r.Bucket)
	return accesspoint.Evaluate(*r, bucket.Policy, entry.Policy, entry.Origin)
}

func (c inCatalogue) form(f *accesspoint.Former, r *request) (accesspoint.Request, error) {
	req, err := f.Form(r.text(f, ""))
	if err != nil {
		return req, err
	}
	var ok bool
	if req.AccessPoint, ok = c.LookupAccessPoint("aws", region, account, r.accessPoint); !ok {
		return req, fmt.Errorf("the catalogue does not hold %s", r.accessPoint)
	}
	return req, nil
}

// decided prepares the requests of a workload and decides them.
func decided(w *workload, d decider) (*instance, error) {
	requests, err := prepareAll(d, w.requests)
	if err != nil {
		return nil, err
	}
	var f accesspoint.Former
	var r accesspoint.Request // that the caller keeps
	return &instance{
		decide: func(i int) bool { return d.decide(&requests[i]).Allowed() },
		plain: func(i int) bool {
			var err error
			r, err = d.form(&f, &w.requests[i])
			return err == nil && d.decide(&r).Allowed()
		},
		outcome: func(i int) string {
			switch d.decide(&requests[i]).Outcome {
			case policy.Allowed:
				return "Allow"
			case policy.ExplicitDeny:
				return "ExplicitDeny"
			default:
				return "ImplicitDeny"
			}
		},
	}, nil
}

// text gives f the context of a request, and returns the rest.
func (r *request) text(f *accesspoint.Former, accessPoint string) accesspoint.Text {
	for i := range r.context {
		f.AddAll(condition.Key(r.context[i].key), r.context[i].values)
	}
	return accesspoint.Text{
		Principal: r.principal, Action: r.action, AccessPoint: accessPoint,
		Bucket: r.bucket, BucketAccount: account, Key: r.key,
	}
}

func loadCatalogue(w *workload) (*accesspoint.Catalogue, error) {
	return catalogueOf(w.bucket, len(w.accessPoints), func(i int) accessPoint { return w.accessPoints[i] })
}

// catalogueOf loads a catalogue of the access points of the shared bucket.
func catalogueOf(bucketPolicy []byte, n int, at func(int) accessPoint) (*accesspoint.Catalogue, error) {
	bucket, err := arn.NewBucket("aws", sharedBucket)
	if err != nil {
		return nil, err
	}
	compiled, err := policy.Compile(policy.Bucket, bucketPolicy)
	if err != nil {
		return nil, err
	}
	return (*accesspoint.Catalogue)(nil).Edit(func(d *accesspoint.Draft) error {
		if err := d.AddBucket(accesspoint.BucketSetting{Bucket: bucket, Account: account, Region: region, Policy: compiled}); err != nil {
			return err
		}
		var pool policy.Pool
		for i := range n {
			entry, err := entryOf(&pool, at(i), bucket)
			if err != nil {
				return err
			}
			if err := d.AddAccessPoint(entry); err != nil {
				return err
			}
		}
		return nil
	})
}

func entryOf(pool *policy.Pool, ap accessPoint, bucket arn.Bucket) (e accesspoint.AccessPointEntry, err error) {
	if e.AccessPoint, err = arn.NewAccessPoint("aws", region, account, ap.name); err != nil {
		return e, err
	}
	e.Policy, err = pool.Compile(policy.AccessPoint, ap.policy)
	e.Origin, e.Bucket, e.BucketAccount = accesspoint.Internet(), bucket, account
	return e, err
}

// prepareAll makes requests ready.
func prepareAll(d decider, raw []request) ([]accesspoint.Request, error) {
	list := make([]accesspoint.Request, len(raw))
	for i := range raw {
		if raw[i].accessPoint != "" {
			raw[i].arn = "arn:aws:s3:" + region + ":" + account + ":accesspoint/" + raw[i].accessPoint
		}
		var f accesspoint.Former // for each, so that their contexts stay
		r, err := d.form(&f, &raw[i])
		if err != nil {
			return nil, err
		}
		list[i] = r
	}
	return list, nil
}
