package s3request

import (
	"slices"
	"strings"
)

// keySet says which condition keys a request for an operation has, beside those
// that all have. S3 sets no others, so that a client cannot add one by a header.
//
// Service Authorization Reference, "Actions, resources, and condition keys for
// Amazon S3".
type keySet uint32

const (
	listKeys     keySet = 1 << iota // prefix, delimiter, max-keys
	versionKey                      // versionid
	takesVersion                    // no key, but the id of a version
	aclKeys                         // ACL and grants
	storageKey                      // storage class
	ownerKey                        // Object Ownership
	tagKeys                         // tags, from a header
	lockKeys                        // Object Lock retention and legal hold, from headers
	copyKeys                        // metadata directive
	redirectKey                     // website redirect
	ifMatchKey                      // if-match
	ifNoneKey                       // if-none-match
	encryptKeys                     // server-side encryption
	customerKey                     // encryption with a key of the customer
	createsKey                      // ObjectCreationOperation, true
	preparesKey                     // ObjectCreationOperation, false
)

// A route leads from the shape of a request to its operation: the method, whether
// there is a key, and the query parameter that selects it.
type route struct {
	sub, method string
	key         bool
	operation   string
	keys        keySet
}

const (
	newKeys = aclKeys | storageKey | tagKeys | lockKeys | redirectKey | encryptKeys | customerKey // of a new object
	putKeys = newKeys | ifMatchKey | ifNoneKey | createsKey
)

// routes are in the order of sub. Requests of other shapes are refused: an unknown
// parameter may select an operation that is newer than this table.
//
// S3 API Reference, "Actions".
var routes = [...]route{
	{"", "DELETE", false, "DeleteBucket", 0},
	{"", "DELETE", true, "DeleteObject", versionKey | ifMatchKey},
	{"", "GET", false, "ListObjects", listKeys},
	{"", "GET", true, "GetObject", versionKey},
	{"", "HEAD", false, "HeadBucket", 0},
	{"", "HEAD", true, "HeadObject", versionKey},
	{"", "POST", false, "PutObject", newKeys | createsKey}, // a form
	{"", "PUT", false, "CreateBucket", aclKeys | ownerKey},
	{"", "PUT", true, "PutObject", putKeys},
	{"abac", "GET", false, "GetBucketAbac", 0},
	{"abac", "PUT", false, "PutBucketAbac", 0},
	{"accelerate", "GET", false, "GetBucketAccelerateConfiguration", 0},
	{"accelerate", "PUT", false, "PutBucketAccelerateConfiguration", 0},
	{"acl", "GET", false, "GetBucketAcl", 0},
	{"acl", "GET", true, "GetObjectAcl", versionKey},
	{"acl", "PUT", false, "PutBucketAcl", aclKeys},
	{"acl", "PUT", true, "PutObjectAcl", versionKey | aclKeys | storageKey},
	{"analytics", "DELETE", false, "DeleteBucketAnalyticsConfiguration", 0},
	{"analytics", "GET", false, "ListBucketAnalyticsConfigurations", 0},
	{"analytics", "PUT", false, "PutBucketAnalyticsConfiguration", 0},
	{"attributes", "GET", true, "GetObjectAttributes", versionKey},
	{"cors", "DELETE", false, "DeleteBucketCors", 0},
	{"cors", "GET", false, "GetBucketCors", 0},
	{"cors", "PUT", false, "PutBucketCors", 0},
	{"delete", "POST", false, "DeleteObjects", 0},
	{"encryption", "DELETE", false, "DeleteBucketEncryption", 0},
	{"encryption", "GET", false, "GetBucketEncryption", 0},
	{"encryption", "PUT", false, "PutBucketEncryption", 0},
	{"encryption", "PUT", true, "UpdateObjectEncryption", takesVersion},
	{"intelligent-tiering", "DELETE", false, "DeleteBucketIntelligentTieringConfiguration", 0},
	{"intelligent-tiering", "GET", false, "ListBucketIntelligentTieringConfigurations", 0},
	{"intelligent-tiering", "PUT", false, "PutBucketIntelligentTieringConfiguration", 0},
	{"inventory", "DELETE", false, "DeleteBucketInventoryConfiguration", 0},
	{"inventory", "GET", false, "ListBucketInventoryConfigurations", 0},
	{"inventory", "PUT", false, "PutBucketInventoryConfiguration", 0},
	{"legal-hold", "GET", true, "GetObjectLegalHold", takesVersion},
	{"legal-hold", "PUT", true, "PutObjectLegalHold", takesVersion},
	{"lifecycle", "DELETE", false, "DeleteBucketLifecycle", 0},
	{"lifecycle", "GET", false, "GetBucketLifecycleConfiguration", 0},
	{"lifecycle", "PUT", false, "PutBucketLifecycleConfiguration", 0},
	{"list-type", "GET", false, "ListObjectsV2", listKeys},
	{"location", "GET", false, "GetBucketLocation", 0},
	{"logging", "GET", false, "GetBucketLogging", 0},
	{"logging", "PUT", false, "PutBucketLogging", 0},
	{"metrics", "DELETE", false, "DeleteBucketMetricsConfiguration", 0},
	{"metrics", "GET", false, "ListBucketMetricsConfigurations", 0},
	{"metrics", "PUT", false, "PutBucketMetricsConfiguration", 0},
	{"notification", "GET", false, "GetBucketNotificationConfiguration", 0},
	{"notification", "PUT", false, "PutBucketNotificationConfiguration", 0},
	{"object-lock", "GET", false, "GetObjectLockConfiguration", 0},
	{"object-lock", "PUT", false, "PutObjectLockConfiguration", 0},
	{"ownershipControls", "DELETE", false, "DeleteBucketOwnershipControls", 0},
	{"ownershipControls", "GET", false, "GetBucketOwnershipControls", 0},
	{"ownershipControls", "PUT", false, "PutBucketOwnershipControls", 0},
	{"policy", "DELETE", false, "DeleteBucketPolicy", 0},
	{"policy", "GET", false, "GetBucketPolicy", 0},
	{"policy", "PUT", false, "PutBucketPolicy", 0},
	{"policyStatus", "GET", false, "GetBucketPolicyStatus", 0},
	{"publicAccessBlock", "DELETE", false, "DeletePublicAccessBlock", 0},
	{"publicAccessBlock", "GET", false, "GetPublicAccessBlock", 0},
	{"publicAccessBlock", "PUT", false, "PutPublicAccessBlock", 0},
	{"renameObject", "PUT", true, renameObject, 0},
	{"replication", "DELETE", false, "DeleteBucketReplication", 0},
	{"replication", "GET", false, "GetBucketReplication", 0},
	{"replication", "PUT", false, "PutBucketReplication", 0},
	{"requestPayment", "GET", false, "GetBucketRequestPayment", 0},
	{"requestPayment", "PUT", false, "PutBucketRequestPayment", 0},
	{"restore", "POST", true, "RestoreObject", takesVersion},
	{"retention", "GET", true, "GetObjectRetention", takesVersion},
	{"retention", "PUT", true, "PutObjectRetention", takesVersion},
	{"select", "POST", true, "SelectObjectContent", 0},
	{"session", "GET", false, createSession, 0},
	{"tagging", "DELETE", false, "DeleteBucketTagging", 0},
	{"tagging", "DELETE", true, "DeleteObjectTagging", versionKey},
	{"tagging", "GET", false, "GetBucketTagging", 0},
	{"tagging", "GET", true, "GetObjectTagging", versionKey},
	{"tagging", "PUT", false, "PutBucketTagging", 0},
	{"tagging", "PUT", true, "PutObjectTagging", versionKey},
	{"torrent", "GET", true, "GetObjectTorrent", 0},
	{"uploadId", "DELETE", true, "AbortMultipartUpload", 0},
	{"uploadId", "GET", true, "ListParts", 0},
	{"uploadId", "POST", true, "CompleteMultipartUpload", ifMatchKey | ifNoneKey | customerKey | createsKey},
	{"uploadId", "PUT", true, "UploadPart", customerKey | preparesKey},
	{"uploads", "GET", false, "ListMultipartUploads", 0},
	{"uploads", "POST", true, "CreateMultipartUpload", newKeys | preparesKey},
	{"versioning", "GET", false, "GetBucketVersioning", 0},
	{"versioning", "PUT", false, "PutBucketVersioning", 0},
	{"versions", "GET", false, "ListObjectVersions", listKeys},
	{"website", "DELETE", false, "DeleteBucketWebsite", 0},
	{"website", "GET", false, "GetBucketWebsite", 0},
	{"website", "PUT", false, "PutBucketWebsite", 0},
}

// Operations of directory buckets, which need no action of the service s3.
const (
	createSession = "CreateSession"
	renameObject  = "RenameObject"
)

// isExpressOnly reports whether only directory buckets have the operation.
func isExpressOnly(operation string) bool {
	return operation == createSession || operation == renameObject
}

// ofOneID returns the operation that a parameter id turns a list into.
func ofOneID(operation string) string {
	switch operation {
	case "ListBucketAnalyticsConfigurations":
		return "GetBucketAnalyticsConfiguration"
	case "ListBucketIntelligentTieringConfigurations":
		return "GetBucketIntelligentTieringConfiguration"
	case "ListBucketInventoryConfigurations":
		return "GetBucketInventoryConfiguration"
	case "ListBucketMetricsConfigurations":
		return "GetBucketMetricsConfiguration"
	}
	return operation
}

// neutral are the parameters that never select an operation, in order.
var neutral = [...]string{
	"AWSAccessKeyId", "Expires", "Signature", "bucket-region", "continuation-token", "delimiter",
	"encoding-type", "fetch-owner", "id", "key-marker", "marker", "max-buckets", "max-keys", "max-parts",
	"max-uploads", "part-number-marker", "partNumber", "prefix", "response-cache-control",
	"response-content-disposition", "response-content-encoding", "response-content-language",
	"response-content-type", "response-expires", "select-type", "start-after", "upload-id-marker",
	"version-id-marker", "versionId",
}

// selector returns the parameter that selects the operation, "" if none does.
// Those that begin with x- and nobody knows are taken and ignored by S3.
func selector(query []parameter) (sub string, err error) {
	for _, p := range query {
		if _, ok := slices.BinarySearch(neutral[:], p.name); ok || strings.HasPrefix(p.name, "x-") {
			continue
		}
		if len(shaped(p.name)) == 0 {
			return "", fault("query "+shown(p.name), ErrSubresource)
		}
		if sub != "" {
			return "", fault("query "+shown(p.name), ErrSubresources)
		}
		sub = p.name
	}
	return sub, nil
}

// shaped returns the routes that a parameter selects.
func shaped(sub string) []route {
	lo, found := slices.BinarySearchFunc(routes[:], sub, func(r route, sub string) int { return strings.Compare(r.sub, sub) })
	if !found {
		return nil
	}
	hi := lo
	for hi < len(routes) && routes[hi].sub == sub {
		hi++
	}
	return routes[lo:hi]
}

// findRoute returns the route of a request to a bucket, an access point or an object.
func findRoute(method string, hasKey bool, query []parameter) (r route, err error) {
	switch method {
	case "GET", "HEAD", "PUT", "POST", "DELETE":
	default:
		return r, fault("method "+shown(method), ErrMethod)
	}
	sub, err := selector(query)
	if err != nil {
		return r, err
	}
	for _, r := range shaped(sub) {
		if r.method == method && r.key == hasKey {
			return r.with(query)
		}
	}
	return r, fault("method "+method, ErrNoOperation)
}

// with checks the parameters that have a say beside the one that selects.
func (r route) with(query []parameter) (route, error) {
	part, chosen := false, false
	for i := range query {
		name, value := query[i].name, query[i].value
		ok, fits := true, true
		switch name {
		case "list-type":
			ok = value == "2"
		case "select-type":
			chosen = true
			ok, fits = value == "2", r.sub == "select"
		case "uploadId":
			ok = checkID(value) == nil
		case "versionId":
			ok, fits = checkID(value) == nil, r.keys&(versionKey|takesVersion) != 0
		case "max-keys":
			ok = isNumber(value)
		case "partNumber":
			part = true
			ok, fits = isNumber(value), r.method == "GET" || r.method == "HEAD" || r.operation == "UploadPart"
		case "id":
			r.operation = ofOneID(r.operation)
		}
		switch {
		case !fits:
			return r, fault("query "+name, ErrNoOperation)
		case !ok:
			return r, fault("query "+name, ErrValue)
		}
	}
	switch {
	case r.operation == "UploadPart" && !part:
		return r, fault("query partNumber", ErrNoOperation)
	case r.sub == "select" && !chosen:
		return r, fault("query select-type", ErrNoOperation)
	}
	return r, nil
}

// isNumber reports whether a parameter is a whole number that fits 32 bits.
func isNumber(s string) bool {
	return len(s) > 0 && len(s) <= 9 && strings.Trim(s, "0123456789") == ""
}
