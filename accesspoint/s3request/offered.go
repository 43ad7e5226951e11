package s3request

import (
	"slices"

	"github.com/s3ap/s3ap/accesspoint"
	"github.com/s3ap/s3ap/arn"
)

// offered reports whether access points of a kind take requests for an operation.
func offered(k arn.Kind, op *accesspoint.Operation) bool {
	switch k {
	case arn.GeneralPurpose:
		return op.ThroughAccessPoint()
	case arn.MultiRegion:
		return slices.Contains(byMultiRegion[:], op.Name)
	case arn.Directory:
		return slices.Contains(byDirectory[:], op.Name)
	case arn.ObjectLambda:
		return slices.Contains(byObjectLambda[:], op.Name)
	case arn.Outposts:
		return slices.Contains(byOutposts[:], op.Name)
	}
	return false
}

// S3 User Guide, "Multi-Region Access Point compatibility with S3 operations".
var byMultiRegion = [...]string{
	"AbortMultipartUpload", "CompleteMultipartUpload", "CopyObject", "CreateMultipartUpload", "DeleteObject",
	"DeleteObjectTagging", "GetObject", "GetObjectAcl", "GetObjectLegalHold", "GetObjectRetention",
	"GetObjectTagging", "HeadObject", "ListMultipartUploads", "ListObjectsV2", "ListParts", "PutObject",
	"PutObjectAcl", "PutObjectLegalHold", "PutObjectRetention", "PutObjectTagging", "RestoreObject", "UploadPart",
}

// S3 User Guide, "Object operations for access points for directory buckets".
var byDirectory = [...]string{
	"AbortMultipartUpload", "CompleteMultipartUpload", "CopyObject", "CreateMultipartUpload", createSession,
	"DeleteObject", "DeleteObjects", "GetObject", "GetObjectAttributes", "HeadBucket", "HeadObject",
	"ListMultipartUploads", "ListObjectsV2", "ListParts", "PutObject", "UploadPart", "UploadPartCopy",
}

// Service Authorization Reference, "Actions, resources, and condition keys for
// Amazon S3 Object Lambda".
var byObjectLambda = [...]string{
	"AbortMultipartUpload", "CompleteMultipartUpload", "CreateMultipartUpload", "DeleteObject", "DeleteObjects",
	"DeleteObjectTagging", "GetObject", "GetObjectAcl", "GetObjectLegalHold", "GetObjectRetention",
	"GetObjectTagging", "HeadBucket", "HeadObject", "ListMultipartUploads", "ListObjectVersions", "ListObjects",
	"ListObjectsV2", "ListParts", "PutObject", "PutObjectAcl", "PutObjectLegalHold", "PutObjectRetention",
	"PutObjectTagging", "RestoreObject", "UploadPart",
}

// S3 on Outposts User Guide, "Amazon S3 API operations for managing objects".
var byOutposts = [...]string{
	"AbortMultipartUpload", "CompleteMultipartUpload", "CopyObject", "CreateMultipartUpload", "DeleteObject",
	"DeleteObjects", "DeleteObjectTagging", "GetObject", "GetObjectTagging", "HeadBucket", "HeadObject",
	"ListMultipartUploads", "ListObjectVersions", "ListObjects", "ListObjectsV2", "ListParts", "PutObject",
	"PutObjectTagging", "UploadPart", "UploadPartCopy",
}
