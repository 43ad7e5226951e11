package main

import (
	"bytes"

	"github.com/minio/pkg/v3/policy"
)

// minio is github.com/minio/pkg, which MinIO decides with.
//
// Translated: anything readDocument reads, with renamed keys and resources, see
// renamed. minio/pkg refuses condition keys it does not know and ARNs of access
// points.
type minio struct{}

var minioKeys = map[string]string{
	"s3:DataAccessPointAccount": "aws:username",
	"aws:SourceVpc":             "aws:UserAgent",
	"aws:VpcSourceIp":           "aws:SourceIp",
}

func (minio) translate(d *document) ([]byte, error) { return renamed(d, minioKeys) }

type minioPolicy struct{ *policy.BucketPolicy }

// compile takes any bucket: to what a policy is attached is not in question.
func (minio) compile(src []byte) (compiled, error) {
	p := new(policy.BucketPolicy)
	if err := p.UnmarshalJSON(bytes.Clone(src)); err != nil {
		return nil, err
	}
	return minioPolicy{p}, nil
}

// prepare leaves out the prefix of keys, as callers of minio/pkg do.
func (minio) prepare(q *question) any {
	values := make(map[string][]string, len(q.context))
	for _, a := range q.context {
		values[withoutPrefix(rename(a.key, minioKeys))] = a.values
	}
	return &policy.BucketPolicyArgs{
		AccountName: q.principal, Action: policy.Action(q.action),
		BucketName: q.container, ObjectName: q.key, ConditionValues: values,
	}
}

func (p minioPolicy) allows(prepared any) bool {
	return p.IsAllowed(*prepared.(*policy.BucketPolicyArgs))
}
