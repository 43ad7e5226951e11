package slow

import (
	"slices"
	"strings"

	"github.com/s3ap/s3ap/internal/doubt"
	"github.com/s3ap/s3ap/policy"
)

// blocks returns the settings that bear on the requests: those of the bucket and
// its account, and through an access point those of that and its account too. S3
// User Guide, "Managing public access to access points for general purpose
// buckets", and "Blocking public access to your Amazon S3 storage".
func (w World) blocks() []Block {
	at := func(b *Block) Block {
		if b == nil {
			return Block{true, true, true, true}
		}
		return *b
	}
	blocks := []Block{at(w.Bucket.Block), w.account(w.Bucket.Account).Block}
	if ap := w.AccessPoint; ap != nil {
		blocks = append(blocks, at(ap.Block), w.account(ap.Account).Block)
	}
	return blocks
}

// restricted: where any setting says RestrictPublicBuckets and any policy is
// public, only services and the accounts of the bucket and of the access point
// pass. The policy of an access point with a VPC origin is never public.
func (w World) restricted() bool {
	on := slices.ContainsFunc(w.blocks(), func(b Block) bool { return b.RestrictPublicBuckets })
	public, owners := IsPublic(w.Bucket.Policy), []string{w.Bucket.Account}
	if ap := w.AccessPoint; ap != nil {
		public = public || ap.VPC == "" && IsPublic(ap.Policy)
		owners = append(owners, ap.Account)
	}
	return on && public && w.Caller.Kind != policy.AWSService && !slices.Contains(owners, w.Caller.Account)
}

// setsPublicACL tells whether the request sets a public ACL where any setting
// says BlockPublicAcls.
func (w World) setsPublicACL(ask Ask, f doubt.Favour) bool {
	on := slices.ContainsFunc(w.blocks(), func(b Block) bool { return b.BlockPublicACLs })
	sets := slices.Contains([]string{"s3:putobject", "s3:putobjectacl", "s3:putobjectversionacl", "s3:putbucketacl"}, strings.ToLower(ask.Action))
	if !on || !sets {
		return false
	}
	if anyIs(ask.Facts, "s3:x-amz-acl", f, isPublicACL) {
		return true
	}
	return slices.ContainsFunc([]string{"full-control", "read", "read-acp", "write", "write-acp"}, func(right string) bool {
		return anyIs(ask.Facts, "s3:x-amz-grant-"+right, f, isPublicGrant)
	})
}

// anyIs tells whether a value of a key is such; if it is not known, doubt says.
func anyIs(facts Facts, key string, f doubt.Favour, such func(string) bool) bool {
	values, present := facts.lookup(key)
	return present == Unsure && f == doubt.Deny || slices.ContainsFunc(values, such)
}

func isPublicACL(acl string) bool {
	return slices.Contains([]string{"public-read", "public-read-write", "authenticated-read"}, acl)
}

func isPublicGrant(grant string) bool {
	return strings.Contains(grant, "/groups/global/AllUsers") || strings.Contains(grant, "/groups/global/AuthenticatedUsers")
}
