package s3request

import "errors"

// An Error says which part of a request cannot be mapped, and why.
type Error struct {
	Part string // such as "host", "path", "query acl", "header x-amz-acl"
	Err  error
}

// Error returns the part and what is wrong with it.
func (e *Error) Error() string { return e.Part + ": " + e.Err.Error() }

// Unwrap returns what is wrong.
func (e *Error) Unwrap() error { return e.Err }

func fault(part string, err error) error { return &Error{part, err} }

// What can be wrong with the place that a request is sent to.
var (
	ErrHost            = errors.New("is not a host that this server answers to")
	ErrHostSyntax      = errors.New("is not a host name")
	ErrTwoHosts        = errors.New("the request names two hosts")
	ErrForwardedHost   = errors.New("no proxy is trusted to name another host in this way")
	ErrAmbiguous       = errors.New("both a bucket and an access point answer to this name")
	ErrNoSuchName      = errors.New("has the form of an access point's name or alias, and none is known by it")
	ErrARNInPath       = errors.New("an ARN is no bucket name, and clients do not send one in the path")
	ErrBucketName      = errors.New("is not the name of a bucket")
	ErrScopeRegion     = errors.New("the request is signed for another region than the one that it is sent to")
	ErrScopeService    = errors.New("the request is signed for another service than the one that it is sent to")
	ErrAccount         = errors.New("the host and the header x-amz-account-id name two accounts, or neither names one")
	ErrPathStyle       = errors.New("access points are not served by path style here")
	ErrPlainHTTP       = errors.New("access points are served over TLS alone here")
	ErrOldSignature    = errors.New("access points take only version 4 of the signature here")
	ErrAnonymous       = errors.New("access points take no anonymous requests here")
	ErrCatalogueAnswer = errors.New("the look-up gave an access point that the name does not fit")
)

// What can be wrong with the request itself.
var (
	ErrTarget         = errors.New("is neither a path nor an http URL")
	ErrEncoding       = errors.New("holds a percent sign that two hexadecimal digits do not follow")
	ErrNUL            = errors.New("holds a NUL")
	ErrUTF8           = errors.New("is not valid UTF-8")
	ErrKeyTooLong     = errors.New("the key is longer than the 1,024 bytes that S3 takes")
	ErrDotSegment     = errors.New("the key or prefix has a segment `.` or `..`, which a file system would resolve")
	ErrEmptySegment   = errors.New("the key or prefix has an empty segment, which a file system would pass over")
	ErrMethod         = errors.New("is no method of the S3 API")
	ErrSemicolon      = errors.New("a semicolon must be percent-encoded: some servers take it for a separator")
	ErrTwice          = errors.New("stands there twice")
	ErrSubresource    = errors.New("is not known to select an operation")
	ErrSubresources   = errors.New("two parameters select an operation")
	ErrNoOperation    = errors.New("no operation of S3 has this method at this place with these parameters")
	ErrValue          = errors.New("has a value that is not one of its kind")
	ErrConflict       = errors.New("the header and the query give it different values")
	ErrInQuery        = errors.New("does not count in the query of this request, where some servers would take it from")
	ErrUnsigned       = errors.New("is not among the signed headers")
	ErrTwoSignatures  = errors.New("the request is signed in more than one way")
	ErrAuthorization  = errors.New("is not a signature that S3 knows")
	ErrSigningDate    = errors.New("the date of the signature is missing or is no date")
	ErrCopySource     = errors.New("is neither BUCKET/KEY nor the ARN of an object through an access point")
	ErrTagging        = errors.New("is not a list of tags, NAME=VALUE joined by &, each name once")
	ErrTagsNotTaken   = errors.New("a copy takes tags only with x-amz-tagging-directive: REPLACE")
	ErrTooMany        = errors.New("there are more than S3 takes")
	ErrParametersSize = errors.New("is longer than any that S3 takes")
)

// What can be wrong with a body.
var (
	ErrNoBody   = errors.New("the operation has no body that bears on the decision")
	ErrBodyHash = errors.New("is not what the request was signed for")
	ErrBodySize = errors.New("is larger than S3 takes")
	ErrBody     = errors.New("is not what the operation takes")
	ErrNeedBody = errors.New("what the operation is to do is in the body, which has not been handed in to ReadBody")
)
