package accesspoint

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/policy"
)

func TestBlockAllHasAllFourSettingsOn(t *testing.T) {
	want := BlockPublicAccess{BlockPublicACLs: true, IgnorePublicACLs: true, BlockPublicPolicy: true, RestrictPublicBuckets: true}
	if diff := cmp.Diff(want, BlockAll()); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// public is a bucket policy that lets everybody get objects, and lets principals
// in by name as well.
func public(t testing.TB, named ...string) func(*Setting) {
	list := []string{onBucket("Allow", `"*"`, "s3:GetObject", "")}
	for _, who := range named {
		list = append(list, onBucket("Allow", who, "s3:*", ""))
	}
	return bucketPolicy(t, list...)
}

func restricted(s *Setting) {
	s.Bucket.BlockPublicAccess = &BlockPublicAccess{RestrictPublicBuckets: true}
}

// Evaluation.md, section 6, the rows on Block Public Access; access-points.md,
// section 7.2.
func TestRestrictPublicBucketsLeavesServicesAndOwnersIn(t *testing.T) {
	t.Parallel()
	id := identified(t)
	trail := policy.MustParsePrincipal("cloudtrail.amazonaws.com")
	apOfP := apPolicy(t, onAP(accountP, "Allow", aws(userARN(accountC)), "s3:*"))
	delegated := bucketPolicy(t, delegation(accountP, "*"), onBucket("Allow", `"*"`, "s3:GetObject", `{"StringEquals":{"aws:Referer":"x"}}`))
	throughEndpoint := bucketPolicy(t, onBucket("Allow", `"*"`, "s3:GetObject", `{"StringEquals":{"aws:SourceVpce":"vpce-1a2b3c4d"}}`))
	everyoneAtAP := apPolicy(t, onAP(accountB, "Allow", `"*"`, "s3:*"))
	cToo := bucketPolicy(t, onBucket("Allow", aws(userARN(accountC)), "s3:*", ""))
	runSettings(t, map[string]settingRow{
		"without it the named foreigner is in":        {principal: user(accountC), change: changes(id, public(t, aws(userARN(accountC)))), allowed: true},
		"a18 with it, not even by name":               {principal: user(accountC), change: changes(id, public(t, aws(userARN(accountC))), restricted), by: BlockPublicAccessLayer},
		"a18 a policy that is not public is left be":  {principal: user(accountC), change: changes(id, cToo, restricted), allowed: true},
		"a18 users of the owner are in":               {principal: user(accountB), change: changes(public(t), restricted), allowed: true},
		"its root user is":                            {principal: root(accountB), change: changes(public(t), restricted), allowed: true},
		"c13 so are those of the access point's":      {principal: user(accountP), through: accountP, change: changes(id, delegated, restricted), allowed: true},
		"c13 but not where they come directly":        {principal: user(accountP), change: changes(id, public(t), restricted), by: BlockPublicAccessLayer},
		"c14 a third account is out":                  {principal: user(accountC), through: accountP, change: changes(id, delegated, apOfP, restricted), by: BlockPublicAccessLayer},
		"c14 and was in without":                      {principal: user(accountC), through: accountP, change: changes(id, delegated, apOfP), allowed: true},
		"d3 anonymous callers are out":                {principal: policy.Anonymous(), change: changes(public(t), restricted), by: BlockPublicAccessLayer},
		"d3 by the setting of the account as well":    {principal: policy.Anonymous(), change: changes(public(t), account(Account{ID: accountB, BlockPublicAccess: BlockPublicAccess{RestrictPublicBuckets: true}})), by: BlockPublicAccessLayer},
		"d6 a policy for one endpoint is not public":  {principal: policy.Anonymous(), change: changes(throughEndpoint, restricted, endpoint(t)), allowed: true},
		"d6 and lets nobody else in":                  {principal: policy.Anonymous(), change: changes(throughEndpoint, restricted), by: BucketPolicyLayer},
		"e2 services are in":                          {principal: trail, change: changes(public(t, service), restricted), allowed: true},
		"a public access point policy counts, too":    {principal: user(accountC), through: accountB, change: changes(id, everyoneAtAP, cToo, restricted), by: BlockPublicAccessLayer},
		"and without the setting does not":            {principal: user(accountC), through: accountB, change: changes(id, everyoneAtAP, cToo), allowed: true},
		"an access point for a VPC is never public":   {principal: user(accountC), through: accountB, change: changes(id, everyoneAtAP, cToo, restricted, originVPC(vpcID), endpoint(t)), allowed: true},
		"its bucket may be":                           {principal: user(accountC), through: accountB, change: changes(id, everyoneAtAP, public(t), restricted, originVPC(vpcID), endpoint(t)), by: BlockPublicAccessLayer},
		"the access point's policy is none of direct": {principal: user(accountC), change: changes(id, cToo, restricted), allowed: true},
		"what else stands in the way comes first":     {principal: user(accountC), change: changes(public(t), restricted), by: IdentityLayer, blocked: []Layer{IdentityLayer, BlockPublicAccessLayer}},
	})
}

// Access-points.md, section 7.1: any level is enough. The bucket policy is public
// and lets a foreign user in by name.
func TestTheSettingsOfEveryLevelCount(t *testing.T) {
	t.Parallel()
	on := BlockPublicAccess{RestrictPublicBuckets: true}
	none := func(*Setting) {}
	levels := map[string]func(*Setting){
		"none":                   none,
		"the bucket":             restricted,
		"the bucket's owner":     account(Account{ID: accountB, BlockPublicAccess: on}),
		"the access point":       func(s *Setting) { s.AccessPoint.BlockPublicAccess = &on },
		"the access point's own": account(Account{ID: accountP, BlockPublicAccess: on}),
		"a third account":        account(Account{ID: accountC, BlockPublicAccess: on}),
		"an unsaid bucket":       func(s *Setting) { s.Bucket.BlockPublicAccess = nil },
		"an unsaid access point": func(s *Setting) { s.AccessPoint.BlockPublicAccess = nil },
	}
	base := changes(identified(t), public(t, aws(userARN(accountC))), apPolicy(t, onAP(accountP, "Allow", aws(userARN(accountC)), "s3:*")))
	rows := make(map[string]settingRow)
	for name, free := range map[string]bool{
		"none": true, "the bucket": false, "the bucket's owner": false, "the access point": false, "the access point's own": false,
		"a third account": true, "an unsaid bucket": false, "an unsaid access point": false,
	} {
		rows["through the access point: "+name] = settingRow{principal: user(accountC), through: accountP, change: changes(base, levels[name]), allowed: free}
	}
	direct := changes(identified(t), public(t, aws(userARN(accountC))))
	for name, free := range map[string]bool{
		"none": true, "the bucket": false, "the bucket's owner": false, "the access point's own": true, "a third account": true, "an unsaid bucket": false,
	} {
		rows["direct: "+name] = settingRow{principal: user(accountC), change: changes(direct, levels[name]), allowed: free}
	}
	runSettings(t, rows)
}

// Access-points.md, section 7.2: the other settings do nothing at this time.
func TestOfTheOtherSettingsOnlyBlockPublicACLsBearsOnRequests(t *testing.T) {
	t.Parallel()
	set := func(b BlockPublicAccess) func(*Setting) {
		return func(s *Setting) { s.Bucket.BlockPublicAccess = &b }
	}
	in := changes(identified(t), public(t, aws(userARN(accountC))))
	runSettings(t, map[string]settingRow{
		"IgnorePublicAcls":  {principal: user(accountC), change: changes(in, set(BlockPublicAccess{IgnorePublicACLs: true})), allowed: true},
		"BlockPublicPolicy": {principal: user(accountC), change: changes(in, set(BlockPublicAccess{BlockPublicPolicy: true})), allowed: true},
		"BlockPublicAcls":   {principal: user(accountC), change: changes(in, set(BlockPublicAccess{BlockPublicACLs: true})), allowed: true},
	})
}

// Access-points.md, section 7.2, and evaluation.md, section 4.8: what a public ACL
// is.
func TestBlockPublicACLsRefusesRequestsThatSetAPublicOne(t *testing.T) {
	t.Parallel()
	const allUsers = `uri="http://acs.amazonaws.com/groups/global/AllUsers"`
	const allSigned = `id="x", uri="http://acs.amazonaws.com/groups/global/AuthenticatedUsers"`
	const logs = `uri="http://acs.amazonaws.com/groups/s3/LogDelivery"`
	acl := func(value string) condition.Context {
		return condition.NewContext(condition.String(condition.S3ACL, value))
	}
	grant := func(to, value string) condition.Context {
		return condition.NewContext(condition.String(condition.Key("s3:x-amz-grant-"+to), value))
	}
	e := evaluator(t, func() Setting {
		s := plain(user(accountB), "")
		changes(identified(t), func(s *Setting) { s.Bucket.BlockPublicAccess = &BlockPublicAccess{BlockPublicACLs: true} })(&s)
		return s
	}())
	for name, tt := range map[string]struct {
		action  string
		context condition.Context
		allowed bool
	}{
		"no ACL":                             {"s3:PutObject", condition.Context{}, true},
		"private":                            {"s3:PutObject", acl("private"), true},
		"for the bucket's owner":             {"s3:PutObject", acl("bucket-owner-full-control"), true},
		"public-read":                        {"s3:PutObject", acl("public-read"), false},
		"public-read-write":                  {"s3:PutObject", acl("public-read-write"), false},
		"authenticated-read":                 {"s3:PutObject", acl("authenticated-read"), false},
		"in any case":                        {"S3:PUTOBJECT", acl("Public-Read"), false},
		"on the ACL of an object":            {"s3:PutObjectAcl", acl("public-read"), false},
		"of a version":                       {"s3:PutObjectVersionAcl", acl("public-read"), false},
		"of the bucket":                      {"s3:PutBucketAcl", acl("public-read"), false},
		"of a new bucket":                    {"s3:CreateBucket", acl("public-read"), false},
		"an action that sets none":           {"s3:PutObjectTagging", acl("public-read"), true},
		"an ACL that is not known":           {"s3:PutObject", condition.NewContext(condition.Unrecorded(condition.S3ACL)), false},
		"two at once":                        {"s3:PutObject", condition.NewContext(condition.Strings(condition.S3ACL, "private", "public-read")), false},
		"a grant to everybody":               {"s3:PutObject", grant("read", allUsers), false},
		"a grant to all who have an account": {"s3:PutObject", grant("full-control", allSigned), false},
		"a grant to another group":           {"s3:PutObject", grant("write", logs), true},
		"a grant to a user":                  {"s3:PutObject", grant("read-acp", `id="x"`), true},
		"a grant that is not known":          {"s3:PutObject", condition.NewContext(condition.Unrecorded("s3:x-amz-grant-read")), false},
		"two grants, of which the last is":   {"s3:PutObject", condition.NewContext(condition.String("s3:x-amz-grant-read", `id="x"`), condition.String("s3:x-amz-grant-write-acp", allUsers)), false},
	} {
		t.Run(name, func(t *testing.T) {
			q := Question{Action: tt.action, Key: "k", Context: tt.context}
			if tt.action == "s3:PutBucketAcl" || tt.action == "s3:CreateBucket" {
				q.Key = ""
			}
			d := e.Evaluate(q)
			if d.Allowed() != tt.allowed || !tt.allowed && d.By != BlockPublicAccessLayer {
				t.Errorf("got %v by %v", d, d.By)
			}
		})
	}
	unknown := Question{Action: "s3:PutObject", Key: "k", Context: condition.NewContext(condition.Unrecorded(condition.S3ACL))}
	if e.Determined(unknown) {
		t.Error("an ACL that is not known may be public or not")
	}
}
