package accesspoint

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Access-points.md, section 7.2, BlockPublicPolicy: which level keeps which policy
// out. The policies are public; what is on is BlockPublicPolicy alone.
func TestBlockPublicPolicyKeepsPublicPoliciesOut(t *testing.T) {
	t.Parallel()
	on := BlockPublicAccess{BlockPublicPolicy: true}
	others := BlockPublicAccess{BlockPublicACLs: true, IgnorePublicACLs: true, RestrictPublicBuckets: true}
	toBucket := statements(onBucket("Allow", `"*"`, "s3:GetObject", ""))
	type setup struct {
		bucket, ap *BlockPublicAccess
		accounts   []Account
		origin     NetworkOrigin
	}
	off := new(BlockPublicAccess)
	for name, tt := range map[string]struct {
		setup
		owner string // of the access point, "" for the bucket policy
		who   string // keeps it out, "" if it may be put
	}{
		"nobody keeps it out of the bucket":       {setup{bucket: off}, "", ""},
		"the bucket does":                         {setup{bucket: &on}, "", "the bucket"},
		"a bucket of which nothing is said":       {setup{}, "", "the bucket"},
		"its account does":                        {setup{bucket: off, accounts: []Account{{ID: accountB, BlockPublicAccess: on}}}, "", "account 111111111111"},
		"both do":                                 {setup{bucket: &on, accounts: []Account{{ID: accountB, BlockPublicAccess: on}}}, "", "the bucket and account 111111111111"},
		"another account does not":                {setup{bucket: off, accounts: []Account{{ID: accountC, BlockPublicAccess: on}}}, "", ""},
		"the other settings do not":               {setup{bucket: &others, accounts: []Account{{ID: accountB, BlockPublicAccess: others}}}, "", ""},
		"nobody keeps it out of the access point": {setup{bucket: off, ap: off}, accountB, ""},
		"the access point does":                   {setup{bucket: off, ap: &on}, accountB, "the access point"},
		"one of which nothing is said":            {setup{bucket: off}, accountB, "the access point"},
		"the bucket of the same account":          {setup{bucket: &on, ap: off}, accountB, "the bucket"},
		"the bucket of another account does not":  {setup{bucket: &on, ap: off}, accountP, ""},
		"the account of both":                     {setup{bucket: off, ap: off, accounts: []Account{{ID: accountB, BlockPublicAccess: on}}}, accountB, "account 111111111111"},
		"the access point's account":              {setup{bucket: off, ap: off, accounts: []Account{{ID: accountP, BlockPublicAccess: on}}}, accountP, "account 222222222222"},
		"the bucket's account alone does not":     {setup{bucket: &on, ap: off, accounts: []Account{{ID: accountB, BlockPublicAccess: on}}}, accountP, ""},
		"all that can":                            {setup{bucket: &on, ap: &on, accounts: []Account{{ID: accountB, BlockPublicAccess: on}}}, accountB, "the access point and the bucket and account 111111111111"},
		"an access point for a VPC is not public": {setup{accounts: []Account{{ID: accountB, BlockPublicAccess: on}}, origin: VPC(vpcID)}, accountB, ""},
	} {
		t.Run(name, func(t *testing.T) {
			b := open()
			b.BlockPublicAccess = tt.bucket
			err := MayPutBucketPolicy([]byte(toBucket), b, tt.accounts...)
			if tt.owner != "" {
				a := ap(tt.owner)
				if a.BlockPublicAccess = tt.ap; tt.origin.IsValid() {
					a.Origin = tt.origin
				}
				err = MayPutAccessPointPolicy([]byte(statements(onAP(tt.owner, "Allow", `"*"`, "s3:GetObject"))), a, b, tt.accounts...)
			}
			if tt.who == "" {
				if err != nil {
					t.Errorf("got %v", err)
				}
				return
			}
			fault, ok := errors.AsType[*PutError](err)
			if !ok || !errors.Is(err, ErrPublicBlocked) || fault.Code != accessDenied || fault.Statement.Number != 1 {
				t.Fatalf("got %v", err)
			}
			want := "1:38: statement 1: " + ErrPublicBlocked.Error() + " for " + tt.who
			if diff := cmp.Diff(want, err.Error()); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestPoliciesThatAreNotPublicAreNotKeptOut(t *testing.T) {
	b := open()
	b.BlockPublicAccess = nil
	for name, s := range map[string]string{
		"a user":       onBucket("Allow", aws(userARN(accountC)), "s3:GetObject", ""),
		"a delegation": delegation(accountP, "*"),
		"a Deny":       onBucket("Deny", `"*"`, "s3:*", ""),
	} {
		if err := MayPutBucketPolicy([]byte(statements(s)), b); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
