package lint

import (
	"fmt"
	"strings"

	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/policy"
)

// omissionChecks are those of what a Deny does to requests that leave a header or
// parameter out.
func omissionChecks() []check {
	return []check{
		{Info: Info{"deny-escaped-by-omission", Warning, AnyPolicy, "A Deny of a value that requests get as well by leaving the header or parameter out, which is not denied."}, run: denyEscapedByOmission, reads: otherStatements},
		{Info: Info{"encryption-header-deny", Warning, BucketPolicy, "A Deny unless the client asks for encryption in a header. New objects are encrypted anyway, so that it mostly refuses clients that leave it to the bucket."}, run: encryptionHeaderDeny, reads: conditionElement},
	}
}

// An omission is what S3 does with a request that has no such header or parameter.
type omission struct {
	key     condition.Key
	value   string // what it takes instead
	stores  bool   // for s3:PutObject alone; other actions always have the key
	listing bool   // it lists more than with any value
	words   string // what happens
}

// omissions are those of headers and parameters whose absence stands for a value. If
// no such value is denied, nothing is gained by leaving them out.
//
// Amazon S3 API Reference, PutObject, CopyObject and ListObjectsV2; S3 User Guide,
// "Controlling ownership of objects and disabling ACLs".
var omissions = [...]omission{
	{condition.S3StorageClass, "STANDARD", true, false, "stores the object as STANDARD"},
	{condition.S3ACL, "private", true, false, "gives the object the ACL private"},
	{condition.S3ServerSideEncryption, "AES256", true, false, "encrypts the object as the bucket says"},
	{condition.S3ServerSideEncryption, "aws:kms", true, false, "encrypts the object as the bucket says"},
	{"s3:x-amz-metadata-directive", "COPY", true, false, "copies the metadata of the source"},
	{"s3:object-lock-legal-hold", "OFF", true, false, "sets no legal hold"},
	{"s3:object-lock-remaining-retention-days", "0", true, false, "retains the object as the bucket says"},
	{condition.S3MaxKeys, "1000", false, false, "lists up to 1,000 keys"},
	{condition.S3Prefix, "", false, true, "lists all keys"},
	{condition.S3Delimiter, "", false, true, "lists the keys below as well"},
	{"s3:annotation-prefix", "", false, true, "lists all annotations"},
}

// isMet reports whether the Deny of l takes what S3 does with requests without the key.
func (o *omission) isMet(l *line) bool {
	switch {
	case o.listing:
		return true
	case o.stores && !takes(&l.block.Action, "s3:PutObject"):
		return false
	}
	values := make([]string, len(l.Values))
	for i, v := range l.Values {
		values[i] = v.Value
	}
	t, err := condition.NewTest(condition.Language2012, l.op.Operator, o.key, values...)
	return err == nil && t.Holds(condition.NewContext(condition.String(o.key, o.value))) == condition.True
}

// denyEscapedByOmission finds nothing where such requests are denied elsewhere.
func denyEscapedByOmission(p *pass) {
	for l := range p.lines() {
		if l.block.Effect != policy.Deny || !l.op.NeedsKey() || l.op.compares == presence || !l.key.When.ByClient() {
			continue
		}
		for i := range omissions {
			o := &omissions[i]
			if o.key.Fold() != l.name || !o.isMet(l) {
				continue
			}
			if carriers := l.carriers(); carriers.some && !p.deniedWithout(l.block.Statement, l.name) {
				p.found(l.Key.Pos, fmt.Sprintf("a request without %s is not denied, and S3 %s; say with a negated operator what may be asked for, or add a Deny with `\"Null\": {%s: \"true\"}`", quote(l.Key.Value), o.words, quoteJSON(l.Key.Value)))
			}
			break
		}
	}
}

// encryptionHeaderDeny leaves out encryption with keys of the client, for which there
// is no other way than the header.
//
// S3 User Guide, "Setting default server-side encryption behavior for Amazon S3
// buckets".
func encryptionHeaderDeny(p *pass) {
	for l := range p.lines() {
		header := l.name == condition.S3ServerSideEncryption.Fold() || strings.HasSuffix(l.name, ":x-amz-server-side-encryption-aws-kms-key-id")
		if holds, _ := l.holdsWithout(); !header || l.block.Effect != policy.Deny || !holds || l.block.demanded[l.name] {
			continue
		}
		instead := fmt.Sprintf("set the encryption of the bucket, and add %s if only other values of the header should be denied", nullFalse(l))
		if l.op.compares == presence {
			instead = "set the encryption of the bucket, and leave this out"
		}
		p.found(l.Key.Pos, fmt.Sprintf("clients that send no %s are refused, though their objects are encrypted as the bucket says; %s", quote(l.Key.Value), instead))
	}
}
