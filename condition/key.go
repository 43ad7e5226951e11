package condition

import (
	"strings"
	"unicode/utf8"

	"github.com/s3ap/s3ap/internal/glob"
)

// A Key is the name of a condition key, such as aws:SourceIp. Case does not
// count, neither in the name nor in the tag key that follows a slash, as in
// s3:ExistingObjectTag/project.
//
// IAM User Guide, "AWS global condition context keys"; Service Authorization
// Reference, "Actions, resources, and condition keys for Amazon S3".
type Key string

// Keys that requests to S3 carry. Those of S3 itself begin with S3. What a key
// holds, and when a request has it, is for the named pages to say; keys that
// are not listed work alike.
const (
	CurrentTime                Key = "aws:CurrentTime"
	EpochTime                  Key = "aws:EpochTime"
	SecureTransport            Key = "aws:SecureTransport"
	SourceIP                   Key = "aws:SourceIp"
	SourceVPC                  Key = "aws:SourceVpc"
	SourceVPCE                 Key = "aws:SourceVpce"
	SourceVPCARN               Key = "aws:SourceVpcArn"
	VPCSourceIP                Key = "aws:VpcSourceIp"
	VPCEAccount                Key = "aws:VpceAccount"
	VPCEOrgID                  Key = "aws:VpceOrgID"
	VPCEOrgPaths               Key = "aws:VpceOrgPaths"
	SourceARN                  Key = "aws:SourceArn"
	SourceAccount              Key = "aws:SourceAccount"
	SourceOrgID                Key = "aws:SourceOrgID"
	SourceOrgPaths             Key = "aws:SourceOrgPaths"
	PrincipalARN               Key = "aws:PrincipalArn"
	PrincipalAccount           Key = "aws:PrincipalAccount"
	PrincipalType              Key = "aws:PrincipalType"
	PrincipalOrgID             Key = "aws:PrincipalOrgID"
	PrincipalOrgPaths          Key = "aws:PrincipalOrgPaths"
	PrincipalIsAWSService      Key = "aws:PrincipalIsAWSService"
	PrincipalServiceName       Key = "aws:PrincipalServiceName"
	PrincipalServiceNamesList  Key = "aws:PrincipalServiceNamesList"
	UserID                     Key = "aws:userid"
	Username                   Key = "aws:username"
	ResourceAccount            Key = "aws:ResourceAccount"
	ResourceOrgID              Key = "aws:ResourceOrgID"
	ResourceOrgPaths           Key = "aws:ResourceOrgPaths"
	RequestedRegion            Key = "aws:RequestedRegion"
	ViaAWSService              Key = "aws:ViaAWSService"
	CalledVia                  Key = "aws:CalledVia"
	CalledViaFirst             Key = "aws:CalledViaFirst"
	CalledViaLast              Key = "aws:CalledViaLast"
	MultiFactorAuthPresent     Key = "aws:MultiFactorAuthPresent"
	MultiFactorAuthAge         Key = "aws:MultiFactorAuthAge"
	TokenIssueTime             Key = "aws:TokenIssueTime"
	TagKeys                    Key = "aws:TagKeys"
	UserAgent                  Key = "aws:UserAgent"
	Referer                    Key = "aws:referer"
	S3DataAccessPointARN       Key = "s3:DataAccessPointArn"
	S3DataAccessPointAccount   Key = "s3:DataAccessPointAccount"
	S3AccessPointNetworkOrigin Key = "s3:AccessPointNetworkOrigin"
	S3ResourceAccount          Key = "s3:ResourceAccount"
	S3Prefix                   Key = "s3:prefix"
	S3Delimiter                Key = "s3:delimiter"
	S3MaxKeys                  Key = "s3:max-keys"
	S3VersionID                Key = "s3:versionid"
	S3TLSVersion               Key = "s3:TlsVersion"
	S3AuthType                 Key = "s3:authType"
	S3SignatureAge             Key = "s3:signatureAge"
	S3SignatureVersion         Key = "s3:signatureversion"
	S3ContentSHA256            Key = "s3:x-amz-content-sha256"
	S3ACL                      Key = "s3:x-amz-acl"
	S3CopySource               Key = "s3:x-amz-copy-source"
	S3ServerSideEncryption     Key = "s3:x-amz-server-side-encryption"
	S3StorageClass             Key = "s3:x-amz-storage-class"
	S3RequestObjectTagKeys     Key = "s3:RequestObjectTagKeys"
)

// PrincipalTag returns the key that holds a tag of the caller.
func PrincipalTag(tag string) Key { return Key("aws:PrincipalTag/" + tag) }

// S3ExistingObjectTag returns the key that holds a tag of the object that is
// asked for.
func S3ExistingObjectTag(tag string) Key { return Key("s3:ExistingObjectTag/" + tag) }

// S3RequestObjectTag returns the key that holds a tag the request gives to an
// object.
func S3RequestObjectTag(tag string) Key { return Key("s3:RequestObjectTag/" + tag) }

// Fold returns the form of k by which keys are compared, in lower case.
func (k Key) Fold() string { return fold(k) }

// fold is Fold. For the keys that the evaluator sets it does not allocate.
func fold(k Key) string {
	if s := foldKnown(k); s != "" {
		return s
	}
	ascii := true
	for i := range len(k) {
		ascii = ascii && k[i] < utf8.RuneSelf
	}
	if ascii {
		return strings.ToLower(string(k))
	}
	var b strings.Builder
	for rest := string(k); rest != ""; {
		r, n := utf8.DecodeRuneInString(rest)
		if r == utf8.RuneError {
			b.WriteString(rest[:n]) // an invalid byte is equal to itself alone
		} else {
			b.WriteRune(glob.Fold(r))
		}
		rest = rest[n:]
	}
	return b.String()
}

// foldKnown has the keys that the evaluator itself sets on every request.
func foldKnown(k Key) string {
	switch k {
	case PrincipalARN:
		return "aws:principalarn"
	case PrincipalAccount:
		return "aws:principalaccount"
	case PrincipalType:
		return "aws:principaltype"
	case PrincipalIsAWSService:
		return "aws:principalisawsservice"
	case PrincipalServiceName:
		return "aws:principalservicename"
	case UserID:
		return "aws:userid"
	case Username:
		return "aws:username"
	case ResourceAccount:
		return "aws:resourceaccount"
	case SourceVPC:
		return "aws:sourcevpc"
	case S3DataAccessPointARN:
		return "s3:dataaccesspointarn"
	case S3DataAccessPointAccount:
		return "s3:dataaccesspointaccount"
	case S3AccessPointNetworkOrigin:
		return "s3:accesspointnetworkorigin"
	case S3ResourceAccount:
		return "s3:resourceaccount"
	}
	return ""
}
