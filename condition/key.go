package condition

import (
	"strings"
	"unicode/utf8"

	"github.com/s3ap/s3ap/internal/derived"
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

// knownKeys are the keys above: first those that the evaluator itself sets, in
// the order of package derived, then the others as their folded forms sort. A
// context finds them by number. S3RequestObjectTagKeys is not among them, so that
// it lies beside the tags of its family.
var knownKeys = [...]Key{
	derived.PrincipalARN:               PrincipalARN,
	derived.PrincipalAccount:           PrincipalAccount,
	derived.PrincipalType:              PrincipalType,
	derived.PrincipalIsAWSService:      PrincipalIsAWSService,
	derived.PrincipalServiceName:       PrincipalServiceName,
	derived.UserID:                     UserID,
	derived.Username:                   Username,
	derived.ResourceAccount:            ResourceAccount,
	derived.S3ResourceAccount:          S3ResourceAccount,
	derived.S3DataAccessPointARN:       S3DataAccessPointARN,
	derived.S3DataAccessPointAccount:   S3DataAccessPointAccount,
	derived.S3AccessPointNetworkOrigin: S3AccessPointNetworkOrigin,
	CalledVia, CalledViaFirst, CalledViaLast, CurrentTime, EpochTime, MultiFactorAuthAge,
	MultiFactorAuthPresent, PrincipalOrgID, PrincipalOrgPaths, PrincipalServiceNamesList, Referer,
	RequestedRegion, ResourceOrgID, ResourceOrgPaths, SecureTransport, SourceAccount, SourceARN,
	SourceIP, SourceOrgID, SourceOrgPaths, SourceVPC, SourceVPCARN, SourceVPCE, TagKeys,
	TokenIssueTime, UserAgent, ViaAWSService, VPCEAccount, VPCEOrgID, VPCEOrgPaths, VPCSourceIP,
	S3AuthType, S3Delimiter, S3MaxKeys, S3Prefix, S3SignatureAge,
	S3SignatureVersion, S3TLSVersion, S3VersionID, S3ACL, S3ContentSHA256, S3CopySource,
	S3ServerSideEncryption, S3StorageClass,
}

// A name is a folded key: its number if it is one of knownKeys, else noNumber.
type name struct {
	folded string
	number uint8
}

const noNumber = 0xFF

// is reports whether two names are the same.
func (n name) is(m name) bool {
	return n.number == m.number && (n.number != noNumber || n.folded == m.folded)
}

// bit returns the place of a number in a set of numbers.
func bit(number uint8) uint64 { return 1 << number }

// names has the names of knownKeys.
var names = foldKnown()

func foldKnown() (made [len(knownKeys)]name) {
	for i, k := range knownKeys {
		made[i] = name{strings.ToLower(string(k)), uint8(i)}
	}
	return made
}

// numberSlots is a hash table of the numbers of names, one more than each so that 0
// is free. A name that finds its place taken has the next free one.
var numberSlots = placeKnown()

const slotCount = 256 // several times as many as there are keys

func placeKnown() (slots [slotCount]uint8) {
	for i := range names {
		at := glob.HashFold(names[i].folded) % slotCount
		for slots[at] != 0 {
			at = (at + 1) % slotCount
		}
		slots[at] = uint8(i + 1)
	}
	return slots
}

// lookup finds a name by a spelling of it in ASCII letters.
func lookup(k string) *name {
	for at := glob.HashFold(k) % slotCount; numberSlots[at] != 0; at = (at + 1) % slotCount {
		i := numberSlots[at] - 1
		if string(knownKeys[i]) == k || isWord(k, names[i].folded) {
			return &names[i]
		}
	}
	return nil
}

// Fold returns the form of k by which keys are compared, in lower case.
func (k Key) Fold() string { return fold(k).folded }

// fold returns the name of a key. For those that have a constant it does not
// allocate.
func fold(k Key) name {
	if n := lookup(string(k)); n != nil {
		return *n
	}
	ascii := true
	for i := range len(k) {
		ascii = ascii && k[i] < utf8.RuneSelf
	}
	if ascii {
		return name{strings.ToLower(string(k)), noNumber}
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
	if n := lookup(b.String()); n != nil {
		return *n // other letters may fold to those of ASCII
	}
	return name{b.String(), noNumber}
}
