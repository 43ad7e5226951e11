package s3request

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/s3ap/s3ap/condition"
)

// common appends the keys that every request has, or may have.
//
// IAM User Guide, "AWS global condition context keys"; S3 API Reference, "Amazon
// S3 Signature Version 4 authentication specific policy keys".
func (f *fields) common(s *Server, c *Connection, sig *Signature, keys []condition.Attr) ([]condition.Attr, error) {
	if c.Time.IsZero() {
		keys = append(keys, condition.Unrecorded(condition.CurrentTime), condition.Unrecorded(condition.EpochTime))
	} else {
		keys = append(keys, condition.Time(condition.CurrentTime, c.Time), condition.Int(condition.EpochTime, c.Time.Unix()))
	}
	keys, err := f.network(s, c, keys)
	if err != nil {
		return nil, err
	}
	for _, header := range [...]parameter{{string(condition.UserAgent), f.userAgent}, {string(condition.Referer), f.referer}} {
		if header.value != "" {
			keys = append(keys, condition.String(condition.Key(header.name), header.value))
		}
	}
	if sum, ok := f.get("x-amz-content-sha256"); ok {
		keys = append(keys, condition.String(condition.S3ContentSHA256, sum))
	}
	return sig.keys(c.Time, keys), nil
}

// keys appends what a policy can ask of the signature. What an anonymous request
// has of it is nothing. The page does not say what s3:signatureversion holds in
// version 4A.
func (sig *Signature) keys(now time.Time, keys []condition.Attr) []condition.Attr {
	switch sig.Version {
	case Anonymous:
		return keys
	case V2:
		keys = append(keys, condition.String(condition.S3SignatureVersion, "AWS"), condition.Int(condition.S3SignatureAge, 0))
	case V4:
		keys = append(keys, condition.String(condition.S3SignatureVersion, algorithmV4))
	default:
		keys = append(keys, condition.Unrecorded(condition.S3SignatureVersion))
	}
	if sig.Version != V2 {
		if now.IsZero() {
			keys = append(keys, condition.Unrecorded(condition.S3SignatureAge))
		} else {
			keys = append(keys, condition.Int(condition.S3SignatureAge, max(0, now.Sub(sig.Date).Milliseconds())))
		}
	}
	form := "REST-HEADER"
	switch {
	case sig.Form:
		form = "POST"
	case sig.Presigned:
		form = "REST-QUERY-STRING"
	}
	return append(keys, condition.String(condition.S3AuthType, form))
}

// headerKeys are the parameters that become a key as they are, in the requests
// that have such keys.
var headerKeys = [...]struct {
	header string
	key    condition.Key
	in     keySet
}{
	{"x-amz-acl", condition.S3ACL, aclKeys},
	{"x-amz-grant-full-control", "s3:x-amz-grant-full-control", aclKeys},
	{"x-amz-grant-read", "s3:x-amz-grant-read", aclKeys},
	{"x-amz-grant-read-acp", "s3:x-amz-grant-read-acp", aclKeys},
	{"x-amz-grant-write", "s3:x-amz-grant-write", aclKeys},
	{"x-amz-grant-write-acp", "s3:x-amz-grant-write-acp", aclKeys},
	{"x-amz-metadata-directive", "s3:x-amz-metadata-directive", copyKeys},
	{"x-amz-object-lock-legal-hold", lockHold, lockKeys},
	{"x-amz-object-lock-mode", lockMode, lockKeys},
	{"x-amz-object-ownership", objectOwnership, ownerKey},
	{"x-amz-server-side-encryption", condition.S3ServerSideEncryption, encryptKeys},
	{"x-amz-server-side-encryption-aws-kms-key-id", kmsKeyID, encryptKeys},
	{"x-amz-server-side-encryption-customer-algorithm", "s3:x-amz-server-side-encryption-customer-algorithm", customerKey},
	{"x-amz-storage-class", condition.S3StorageClass, storageKey},
	{"x-amz-website-redirect-location", "s3:x-amz-website-redirect-location", redirectKey},
}

// Keys of several places.
const (
	lockHold        condition.Key = "s3:object-lock-legal-hold"
	lockMode        condition.Key = "s3:object-lock-mode"
	objectOwnership condition.Key = "s3:x-amz-object-ownership"
	kmsKeyID        condition.Key = "s3:x-amz-server-side-encryption-aws-kms-key-id"
	ifMatch         condition.Key = "s3:if-match"
)

// oneOf checks the parameters that S3 takes a few values of. What it would refuse,
// such as another case of letters, another server might take for the value.
func (f *fields) oneOf() error {
	for i := range f.amz {
		ok := true
		switch p := &f.amz[i]; p.name {
		case "x-amz-acl":
			ok = isCanned(p.value)
		case "x-amz-metadata-directive", "x-amz-tagging-directive":
			ok = p.value == "COPY" || p.value == "REPLACE"
		case "x-amz-object-lock-legal-hold":
			ok = isHold(p.value)
		case "x-amz-object-lock-mode":
			ok = isMode(p.value)
		}
		if !ok {
			return fault(f.amz[i].name, ErrValue)
		}
	}
	return nil
}

// isCanned reports whether S3 has such an ACL.
//
// S3 User Guide, "Access control list (ACL) overview".
func isCanned(acl string) bool {
	switch acl {
	case "private", "public-read", "public-read-write", "aws-exec-read", "authenticated-read", "bucket-owner-read",
		"bucket-owner-full-control", "log-delivery-write":
		return true
	}
	return false
}

func isMode(s string) bool { return s == "GOVERNANCE" || s == "COMPLIANCE" }
func isHold(s string) bool { return s == "ON" || s == "OFF" }

// own appends the keys that the request has for its operation.
func (r *Request) own(f *fields, keys []condition.Attr, query []parameter) ([]condition.Attr, error) {
	for i := range f.amz {
		for j := range headerKeys {
			if k := &headerKeys[j]; k.header == f.amz[i].name && r.keys&k.in != 0 {
				keys = append(keys, condition.String(k.key, f.amz[i].value))
			}
		}
	}
	if r.keys&listKeys != 0 {
		keys = listing(keys, query)
	}
	if r.keys&ifMatchKey != 0 && f.ifMatch != "" && !r.Operation.Version {
		keys = append(keys, condition.String(ifMatch, f.ifMatch))
	}
	if r.keys&ifNoneKey != 0 && f.ifNoneMatch != "" {
		keys = append(keys, condition.String("s3:if-none-match", f.ifNoneMatch))
	}
	if r.keys&(createsKey|preparesKey) != 0 {
		keys = append(keys, condition.Bool("s3:ObjectCreationOperation", r.keys&createsKey != 0))
	}
	if r.HasSource && r.Operation.Name != renameObject {
		keys = append(keys, condition.String(condition.S3CopySource, r.Source.text()))
	}
	return r.lockAndTags(f, unread(r.Operation.Name, keys))
}

// unread appends the keys that follow from bodies which are not read.
func unread(operation string, keys []condition.Attr) []condition.Attr {
	switch operation {
	case "CreateBucket":
		return append(keys, condition.Unrecorded("s3:locationconstraint"))
	case "PutBucketOwnershipControls":
		return append(keys, condition.Unrecorded(objectOwnership))
	case "UpdateObjectEncryption":
		return append(keys, condition.Unrecorded(condition.S3ServerSideEncryption), condition.Unrecorded(kmsKeyID))
	}
	return keys
}

// lockAndTags appends the keys whose values are not those of a header as they are.
func (r *Request) lockAndTags(f *fields, keys []condition.Attr) (_ []condition.Attr, err error) {
	if until, ok := f.get("x-amz-object-lock-retain-until-date"); ok && r.keys&lockKeys != 0 {
		if keys, err = r.retention(until, keys); err != nil {
			return nil, fault("x-amz-object-lock-retain-until-date", err)
		}
	}
	if tags, ok := f.get("x-amz-tagging"); ok && tags != "" && r.keys&tagKeys != 0 {
		if keys, err = tagList(tags, keys); err != nil {
			return nil, fault("x-amz-tagging", err)
		}
	}
	return keys, nil
}

// retention appends the date until which an object is to be kept, and how many
// days that is from now, with a fraction.
//
// S3 User Guide, "Object Lock considerations".
func (r *Request) retention(until string, keys []condition.Attr) ([]condition.Attr, error) {
	t, err := time.Parse(time.RFC3339, until)
	if err != nil {
		return nil, ErrValue
	}
	keys = append(keys, condition.Time("s3:object-lock-retain-until-date", t))
	const days = condition.Key("s3:object-lock-remaining-retention-days")
	if r.now.IsZero() {
		return append(keys, condition.Unrecorded(days)), nil
	}
	left := t.Sub(r.now).Hours() / 24
	return append(keys, condition.String(days, strconv.FormatFloat(left, 'f', 6, 64))), nil
}

// listing appends what a list is limited to. Only max-keys has a value if the
// request does not give it one.
//
// S3 User Guide, "Bucket policy examples using condition keys".
func listing(keys []condition.Attr, query []parameter) []condition.Attr {
	most := "1000"
	for i := range query {
		switch p := &query[i]; p.name {
		case "prefix":
			keys = append(keys, condition.String(condition.S3Prefix, p.value))
		case "delimiter":
			keys = append(keys, condition.String(condition.S3Delimiter, p.value))
		case "max-keys":
			most = p.value
		}
	}
	return append(keys, condition.String(condition.S3MaxKeys, most))
}

// tagList appends the tags of a list NAME=VALUE&….
//
// S3 User Guide, "Tagging and access control policies".
func tagList(list string, keys []condition.Attr) ([]condition.Attr, error) {
	if strings.Contains(list, ";") { // see ErrSemicolon
		return nil, ErrTagging
	}
	var tags []parameter
	for part := range strings.SplitSeq(list, "&") {
		rawName, rawValue, _ := strings.Cut(part, "=")
		name, err := decodeForm(rawName)
		value, err2 := decodeForm(rawValue)
		if err != nil || err2 != nil {
			return nil, ErrTagging
		}
		if tags = append(tags, parameter{name, value}); len(tags) > maxTags {
			return nil, ErrTooMany
		}
	}
	return tagKeysOf(tags, keys)
}

// maxTags is how many tags an object may have.
//
// S3 User Guide, "Categorizing your objects using tags".
const maxTags = 10

func tagKeysOf(tags []parameter, keys []condition.Attr) ([]condition.Attr, error) {
	names := make([]string, 0, len(tags))
	for _, t := range tags {
		if t.name == "" || slices.Contains(names, t.name) {
			return nil, ErrTagging
		}
		names = append(names, t.name)
		keys = append(keys, condition.String(condition.S3RequestObjectTag(t.name), t.value))
	}
	return append(keys, condition.Strings(condition.S3RequestObjectTagKeys, names...)), nil
}
