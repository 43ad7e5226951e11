package main

import (
	"context"
	"encoding/json"
	"net/url"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/versity/versitygw/auth"
	"github.com/versity/versitygw/backend"
	"github.com/versity/versitygw/s3err"
	"github.com/versity/versitygw/s3response"
)

// A store is the file system's backend, held to what the guard has decided. Where
// a request names things elsewhere than in its path, in a header or in its body,
// the store takes what was decided instead of reading it once more: two readers
// of one text can come to two results.
type store struct{ backend.Backend }

// A grant is what the guard has decided, kept with the request.
type grant struct {
	bucket  string          // that the request is let into
	source  object          // what a copy reads; zero if there is none
	deletes map[object]bool // what DeleteObjects may delete
}

// An object is one in a bucket. The version is empty for the current one.
type object struct{ bucket, key, version string }

// grantKey is where the grant is, among the values of a request.
const grantKey = "s3ap-grant"

func granted(ctx context.Context) *grant {
	g, _ := ctx.Value(grantKey).(*grant)
	if g == nil {
		return new(grant)
	}
	return g
}

// GetBucketAcl is asked before every operation on a bucket. A request that did not
// pass the guard, by whatever way, gets no further.
func (s store) GetBucketAcl(ctx context.Context, in *s3.GetBucketAclInput) ([]byte, error) {
	if granted(ctx).bucket != value(in.Bucket) || value(in.Bucket) == "" {
		return nil, errDenied
	}
	return s.Backend.GetBucketAcl(ctx, in)
}

var errDenied = s3err.GetAPIError(s3err.ErrAccessDenied)

// copySource returns the granted source in the form that the backend reads.
func (g *grant) copySource() (*string, error) {
	s := g.source
	// The backend looks for the version after decoding, where it cannot tell it
	// from a part of the key.
	if s.bucket == "" || strings.Contains(s.key, "?versionId=") {
		return nil, errDenied
	}
	text := url.QueryEscape(s.bucket + "/" + s.key)
	if s.version != "" {
		text += "?versionId=" + url.QueryEscape(s.version)
	}
	return &text, nil
}

func (s store) CopyObject(ctx context.Context, in s3response.CopyObjectInput) (out s3response.CopyObjectOutput, err error) {
	if in.CopySource, err = granted(ctx).copySource(); err != nil {
		return out, err
	}
	return s.Backend.CopyObject(ctx, in)
}

func (s store) UploadPartCopy(ctx context.Context, in *s3.UploadPartCopyInput) (out s3response.CopyPartResult, err error) {
	if in.CopySource, err = granted(ctx).copySource(); err != nil {
		return out, err
	}
	return s.Backend.UploadPartCopy(ctx, in)
}

// DeleteObjects deletes what is granted, and answers AccessDenied for the rest.
func (s store) DeleteObjects(ctx context.Context, in *s3.DeleteObjectsInput) (s3response.DeleteResult, error) {
	g := granted(ctx)
	var denied []types.Error
	var allowed []types.ObjectIdentifier
	for _, o := range in.Delete.Objects {
		if g.deletes[object{*in.Bucket, value(o.Key), value(o.VersionId)}] {
			allowed = append(allowed, o)
			continue
		}
		denied = append(denied, types.Error{
			Key: o.Key, VersionId: o.VersionId, Code: &errDenied.Code, Message: &errDenied.Description,
		})
	}
	var out s3response.DeleteResult
	if len(allowed) > 0 {
		in.Delete.Objects = allowed
		var err error
		if out, err = s.Backend.DeleteObjects(ctx, in); err != nil {
			return out, err
		}
	}
	out.Error = append(out.Error, denied...)
	return out, nil
}

func value(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// create makes a bucket of the configuration. Its ACL names the owner alone, whom
// x-amz-expected-bucket-owner is held against.
func (s store) create(ctx context.Context, name, owner string) error {
	acl, err := json.Marshal(auth.ACL{Owner: owner})
	if err != nil {
		return err
	}
	return s.CreateBucket(ctx, &s3.CreateBucketInput{
		Bucket: &name, ObjectOwnership: types.ObjectOwnershipBucketOwnerEnforced,
		CreateBucketConfiguration: new(types.CreateBucketConfiguration),
	}, acl)
}
