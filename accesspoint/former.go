package accesspoint

import (
	"strings"

	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/policy"
)

// A Text is a [Request] as services have it: names in plain text. What is left out of
// a Request may be empty.
type Text struct {
	Principal     string // as [policy.ParsePrincipal] takes it
	Action        string
	AccessPoint   string // its ARN
	Bucket        string // its ARN, or its name in the partition of the access point or caller
	BucketAccount string
	Key           string
}

// A Former makes requests of text, one after the other. It remembers the names that
// it has read, so that it allocates nothing for those it has met before, and it makes
// all contexts in the same memory. It is for one goroutine. The zero Former is ready.
type Former struct {
	context      condition.Maker
	principals   memory[policy.Principal]
	accessPoints memory[arn.AccessPoint]
	buckets      memory[arn.Bucket]
}

// Add gives a condition key one value in the context of the next request.
func (f *Former) Add(k condition.Key, value string) { f.context.Add(k, value) }

// AddAll gives a condition key any number of values in the context of the next
// request. The values are not copied.
func (f *Former) AddAll(k condition.Key, values []string) { f.context.AddAll(k, values) }

// Form returns a request with what has been added to its context. The context is good
// until the next call. The error is one of [policy.ParsePrincipal],
// [arn.ParseAccessPoint] or [arn.ParseBucket]; what was added is gone then, too.
func (f *Former) Form(t Text) (r Request, err error) {
	r.Context = f.context.Context()
	if err = f.principal(&r.Principal, t.Principal); err != nil {
		return Request{}, err
	}
	if t.AccessPoint != "" {
		if r.AccessPoint, err = f.accessPoints.of(t.AccessPoint, arn.ParseAccessPoint); err != nil {
			return Request{}, err
		}
	}
	if r.Bucket, err = f.bucket(t.Bucket, &r); err != nil {
		return Request{}, err
	}
	r.Action, r.BucketAccount, r.Key = t.Action, t.BucketAccount, t.Key
	return r, nil
}

// principal reads the name of a principal. It remembers only the ARNs of sessions: of
// others there are many, and reading them again costs little.
func (f *Former) principal(p *policy.Principal, s string) (err error) {
	if strings.HasPrefix(s, "arn:aws:iam:") || !strings.Contains(s, ":sts:") {
		return policy.ReadPrincipal(p, s)
	}
	*p, err = f.principals.of(s, policy.ParsePrincipal)
	return err
}

// bucket reads the name or ARN of a bucket.
func (f *Former) bucket(s string, r *Request) (arn.Bucket, error) {
	if strings.HasPrefix(s, "arn:") {
		return f.buckets.of(s, arn.ParseBucket)
	}
	_, partition, _, _ := r.Principal.Who()
	if r.AccessPoint.IsValid() {
		partition = r.AccessPoint.Partition()
	}
	switch partition {
	case "", usualPartition:
		return f.buckets.of(s, usualBucket)
	}
	return arn.NewBucket(partition, s) // not remembered, since names are per partition
}

const usualPartition = "aws"

func usualBucket(name string) (arn.Bucket, error) { return arn.NewBucket(usualPartition, name) }

// A memory has what names were read as. Names are for anybody to choose, so that there
// is a limit; beyond it, it starts anew.
type memory[T any] struct{ known map[string]T }

// maxRemembered is how many names of one kind a Former remembers.
const maxRemembered = 1024

func (m *memory[T]) of(name string, parse func(string) (T, error)) (T, error) {
	if v, ok := m.known[name]; ok {
		return v, nil
	}
	name = strings.Clone(name) // which may be part of a large text
	v, err := parse(name)
	if err != nil {
		return v, err
	}
	if len(m.known) >= maxRemembered || m.known == nil {
		m.known = make(map[string]T)
	}
	m.known[name] = v
	return v, nil
}
