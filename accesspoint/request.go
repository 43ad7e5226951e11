package accesspoint

import (
	"errors"
	"strings"

	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/internal/s3action"
	"github.com/s3ap/s3ap/policy"
)

// A Request is one question: may this principal do this action through this
// access point? An operation that needs several actions, such as PutObject with
// tags, is several requests, all of which must be allowed.
type Request struct {
	Principal   policy.Principal
	Action      string          // one IAM action, such as s3:GetObject; case does not count
	AccessPoint arn.AccessPoint // for a general purpose bucket, see ErrKind
	Bucket      arn.Bucket
	// BucketAccount is the id of the account that owns the bucket. The owner of
	// the access point, which may be another account, is part of its ARN.
	BucketAccount string
	// Key is the key of the object, as it is stored: nothing is decoded or
	// cleaned. It is empty for actions on the bucket, such as s3:ListBucket.
	Key string
	// Context is what else is known of the request: network, TLS, tags,
	// headers. What follows from the other fields is added by the evaluator:
	// aws:PrincipalArn, aws:PrincipalAccount, aws:PrincipalType, aws:userid,
	// aws:username, aws:PrincipalIsAWSService, aws:PrincipalServiceName,
	// aws:ResourceAccount, s3:ResourceAccount, s3:DataAccessPointArn,
	// s3:DataAccessPointAccount and s3:AccessPointNetworkOrigin. A context that
	// gives one of them another value is refused.
	Context condition.Context
}

// What makes a question one that cannot be decided. Such a request is denied,
// and [Decision.Err] tells why.
var (
	ErrPrincipal     = errors.New("the request has no principal")
	ErrAction        = errors.New("the action is not written as one action of S3, such as s3:GetObject")
	ErrNoAccessPoint = errors.New("the request has no access point; for one made to the bucket itself use EvaluateDirect")
	ErrAccessPoint   = errors.New("a request made to the bucket itself must not have an access point")
	ErrActionOther   = errors.New("the action is on neither a bucket nor an object, so that neither policy has a say in it")
	ErrBucket        = errors.New("the request has no bucket")
	ErrKind          = errors.New("only access points of general purpose buckets, and general purpose buckets, are decided: not those of directory buckets, Object Lambda, several regions or Outposts")
	ErrBucketAccount = errors.New("the account that owns the bucket is not given as 12 digits")
	ErrPartition     = errors.New("the access point, the bucket and the principal are not all in the same partition")
	ErrKeyMissing    = errors.New("the action is on an object, and the request has no key")
	ErrKeyNotTaken   = errors.New("the action is on the bucket, and the request has an object key")
	ErrKeyTooLong    = errors.New("the key is longer than the 1,024 bytes that S3 takes")
	ErrOrigin        = errors.New("the network origin of the access point is not valid")
	ErrBucketPolicy  = errors.New("what is given as the bucket policy is a policy of another kind, or names access points alone")
	ErrAPPolicy      = errors.New("what is given as the access point policy is a policy of another kind, or names buckets alone")
	ErrForged        = errors.New("the context gives a key that S3 sets by itself another value than the request has")
)

// maxKey is how long an object key may be.
//
// S3 User Guide, "Naming Amazon S3 objects".
const maxKey = 1024

// faultOf tells why a request cannot be decided, nil if it can, with the number of its
// action and what is known of its principal.
func (r *Request) faultOf(number int, w *who) error {
	if w.Type == 0 {
		return ErrPrincipal
	}
	on, err := actionFault(number, r.Action, r.AccessPoint.IsValid())
	if err != nil {
		return err
	}
	switch {
	case !r.Bucket.IsValid():
		return ErrBucket
	case !isDecided(r.AccessPoint, r.Bucket):
		return ErrKind
	case !arn.ValidAccount(r.BucketAccount):
		return ErrBucketAccount
	case !r.samePartition(w):
		return ErrPartition
	}
	return keyFault(on, r.Key)
}

// actionFault tells why an action of a number and name cannot be decided, nil if it
// can, and what it is on.
func actionFault(number int, name string, through bool) (s3action.Resource, error) {
	on, _, s3 := s3action.Of(number)
	switch {
	case !s3 && !isS3Action(name):
		return on, ErrAction
	case on == s3action.OtherResource && !through:
		return on, ErrActionOther // through an access point it is not offered
	}
	return on, nil
}

// keyFault tells why an action cannot be decided on a key, nil if it can.
func keyFault(on s3action.Resource, key string) error {
	switch {
	case len(key) > maxKey:
		return ErrKeyTooLong
	case key == "" && on == s3action.ObjectResource:
		return ErrKeyMissing
	case key != "" && on == s3action.BucketResource:
		return ErrKeyNotTaken
	}
	return nil
}

// isDecided reports whether an access point, if there is one, and a bucket are of
// the kind that is decided. Other kinds have rules and policies of their own.
func isDecided(ap arn.AccessPoint, b arn.Bucket) bool {
	return (!ap.IsValid() || ap.Kind() == arn.GeneralPurpose) && (!b.IsValid() || b.Kind() == arn.GeneralPurpose)
}

func (r *Request) samePartition(w *who) bool {
	p := r.Bucket.Partition()
	if w.Partition != "" && w.Partition != p {
		return false
	}
	return !r.AccessPoint.IsValid() || r.AccessPoint.Partition() == p
}

// isS3Action reports whether s is written like an action of S3, which may be
// newer than the table of actions.
func isS3Action(s string) bool {
	if len(s) <= len("s3:") || !strings.EqualFold(s[:len("s3:")], "s3:") {
		return false
	}
	for i := len("s3:"); i < len(s); i++ {
		c := s[i] | 0x20 // lower case, if it is a letter
		if (c < 'a' || 'z' < c) && (s[i] < '0' || '9' < s[i]) {
			return false
		}
	}
	return true
}
