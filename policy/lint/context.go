package lint

import (
	"strings"
	"time"

	"github.com/s3ap/s3ap/accesspoint"
	"github.com/s3ap/s3ap/arn"
)

// A Context is what is known beside the text of the policies. All of it may be left
// out; checks that need it are then skipped.
type Context struct {
	Bucket        string // name of the bucket
	BucketAccount string // account that owns the bucket
	AccessPoint   arn.AccessPoint

	// NoBucketPolicy tells that the bucket has no policy. Otherwise a Policies
	// without one says nothing of it, and pairs are not looked at.
	NoBucketPolicy bool

	NetworkOrigin string // of the access point: Internet or VPC
	VPC           string // id of the VPC, if the origin is VPC

	// The settings that are in force, nil if not known.
	BucketBlock, AccessPointBlock *BlockPublicAccess

	DataSource           string // what the access point is attached to: empty for a bucket, FSx or Backup
	AttributeBasedAccess *bool  // whether tags of the bucket count in policies, nil if not known

	TrustedAccounts      []string  // nil if there is no such list
	TrustedOrganizations []string  // likewise
	Now                  time.Time // the time to compare with dates, and with the end of silences

	Reference    []byte   // a policy that grants all that may be granted, nil if there is none
	MustAllow    []Access // what must stay allowed
	MustNotAllow []Access // what must not be allowed, to anybody
	Budget       int      // steps that one question of meaning may take; 0 stands for the usual number

	Unresolved []Unresolved // values that stand for others

	// MoreActions and MoreKeys are names that the tables of this module do not have yet,
	// such as s3:NewAction. A key that ends in a slash stands for all that begin so.
	MoreActions, MoreKeys []string

	Grades   map[string]Severity // of checks by id, in the place of their own; Off turns one off
	Silences []Silence
}

// BlockPublicAccess are the settings of Block Public Access that bear on policies.
//
// S3 User Guide, "Blocking public access to your Amazon S3 storage".
type BlockPublicAccess struct {
	BlockPublicPolicy, RestrictPublicBuckets bool
}

// An Access is what a policy is asked about: whether principals may do actions on
// resources. In Context.MustAllow each is one name, and in Context.MustNotAllow they
// may be patterns; no principals are all principals.
type Access struct {
	Principals, Actions, Resources []string
}

// A Silence says that a check need not report what it finds in one place: in the
// statement with a Sid, or at or below a JSON Pointer. It must name one of the two.
type Silence struct {
	Check   string
	Sid     string
	Pointer string
	Reason  string // must be given
	// Until ends the silence, the zero time never. One that ends is in force only if
	// Context.Now is given.
	Until time.Time
}

// origin returns the network origin, which is not valid unless both that it is a VPC
// and which are known.
func (c *Context) origin() accesspoint.NetworkOrigin {
	if strings.EqualFold(c.NetworkOrigin, "VPC") {
		return accesspoint.VPC(c.VPC)
	}
	o, _ := accesspoint.ParseNetworkOrigin(c.NetworkOrigin, "")
	return o
}

// covers reports whether a finding is not wanted.
func (s *Silence) covers(f *Finding, now time.Time) bool {
	switch {
	case s.Check != f.Check || s.Reason == "" || s.Sid == "" && s.Pointer == "":
		return false
	case !s.Until.IsZero() && (now.IsZero() || !now.Before(s.Until)):
		return false
	case s.Sid != "" && s.Sid != f.Statement.Sid:
		return false
	}
	return s.Pointer == "" || within(f.Pointer, s.Pointer)
}

// makes reports whether the caller has not turned a check off.
func (c *Context) makes(id string) bool {
	grade, ok := c.Grades[id]
	return !ok || grade != Off
}

// need is what a check has to know beside the text.
type need uint8

const (
	needBucket need = 1 << iota
	needBucketAccount
	needAccessPoint
	needOrigin // and the VPC, if it is one
	needBlock
	needTrusted
	needNow
)

// missing returns in words the first thing of n that the context of a policy lacks.
func (n need) missing(c *Context, isBucket bool) string {
	block := c.AccessPointBlock
	if isBucket {
		block = c.BucketBlock
	}
	for _, thing := range [...]struct {
		need  need
		known bool
		words string
	}{
		{needBucket, c.Bucket != "", "the name of the bucket"},
		{needBucketAccount, c.BucketAccount != "", "the account of the bucket"},
		{needAccessPoint, c.AccessPoint.IsValid(), "the access point"},
		{needOrigin, c.NetworkOrigin != "", "the network origin"},
		{needOrigin, c.origin().IsValid(), "the id of the VPC"},
		{needBlock, block != nil, "the settings of Block Public Access"},
		{needTrusted, c.TrustedAccounts != nil || c.TrustedOrganizations != nil, "the trusted accounts or organizations"},
		{needNow, !c.Now.IsZero(), "the time"},
	} {
		if n&thing.need != 0 && !thing.known {
			return thing.words
		}
	}
	return ""
}
