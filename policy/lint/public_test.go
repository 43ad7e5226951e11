package lint

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/accesspoint"
	"github.com/s3ap/s3ap/policy"
)

func TestPublicGrants(t *testing.T) {
	marking{
		"a star among others":                  `{"Effect":"Allow",…,"Principal":{"AWS":["111122223333",«"*"»]}}`,
		"everybody but an account":             `{"Effect":"Allow",…,"NotPrincipal":«{»"AWS":"111122223333"}}`,
		"who comes from an identity provider":  `{"Effect":"Allow",…,"Principal":{"Federated":«"graph.facebook.com"»}}`,
		"each of two":                          `{"Effect":"Allow",…,"Principal":«"*"»},{"Effect":"Allow",…,"Principal":{"AWS":«"*"»},"Condition":{"Bool":{"aws:SecureTransport":"true"}}}`,
		"a VPC with a wildcard":                `{"Effect":"Allow",…,"Principal":«"*"»,"Condition":{"StringLike":{"aws:SourceVpc":"vpc-*"}}}`,
		"an organization, if the key is there": `{"Effect":"Allow",…,"Principal":«"*"»,"Condition":{"StringEqualsIfExists":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}}}`,
		"one VPC":                              `{"Effect":"Allow",…,"Principal":"*","Condition":{"StringEquals":{"aws:SourceVpc":"vpc-91237329"}}}`,
		"a Deny for everybody":                 `{"Effect":"Deny",…,"Principal":"*"}`,
		"a service":                            `{"Effect":"Allow",…,"Principal":{"Service":"ses.amazonaws.com"}}`,
		"a condition of which the operator cannot be read": `{"Effect":"Allow",…,"Principal":"*","Condition":{"StringEqualz":{"aws:SourceVpc":"vpc-91237329"}}}`,
		"a value that cannot":                              `{"Effect":"Allow",…,"Principal":"*","Condition":{"IpAddress":{"aws:SourceIp":"203.0.113.0/33"}}}`,
		"what cannot be read elsewhere is no matter":       `{"Effect":"Allow",…,"Principal":«"*"»},{"Effect":"Deny",…,"Principal":"*","Condition":{"StringEqualz":{"aws:SourceVpc":"vpc-91237329"}}}`,
		"an effect that is none":                           `{"Effect":"allow",…,"Principal":"*"}`,
	}.check(t, "public-grant", place())
}

func TestAccessPointsOfAVPCAreNeverPublic(t *testing.T) {
	c := place()
	statement := `{"Effect":"Allow",…,"Principal":«"*"»}`
	lintMarked(t, "public-grant", policy.AccessPoint, c, statement)
	c.NetworkOrigin = "VPC"
	lintMarked(t, "public-grant", policy.AccessPoint, c, `{"Effect":"Allow",…,"Principal":"*"}`)
	// The policy of the bucket is what it is, whoever else comes from a VPC.
	lintMarked(t, "public-grant", policy.Bucket, c, statement)
}

// What S3 calls public is what the check finds: the policies of other tests agree.
func TestPublicGrantsAreWhatMakesAPolicyPublic(t *testing.T) {
	public, others := 0, 0
	for _, k := range append(scenarioPolicies(t), printedPolicies(t)...) {
		k.NetworkOrigin = "Internet"
		found := of("public-grant", Check(k.Policies, k.Context).Findings)
		for kind, src := range map[policy.Kind][]byte{policy.Bucket: k.Policies.Bucket, policy.AccessPoint: k.Policies.AccessPoint} {
			p, err := policy.Compile(kind, src)
			if err != nil {
				continue
			}
			want, ok := accesspoint.PublicStatement(p)
			var got *Finding
			for i := range found {
				if found[i].Policy == kind && got == nil {
					got = &found[i]
				}
			}
			require.Equal(t, ok, got != nil, "%s: %v: public", k.file, kind)
			if ok {
				require.Equal(t, want, got.Statement, "%s: %v: statement", k.file, kind)
				public++
			} else {
				others++
			}
		}
	}
	require.Greater(t, public, 5)
	require.Greater(t, others, 50)
}

func TestPublicGrantsThatWrite(t *testing.T) {
	const who = `"Resource":"arn:aws:s3:::doc-bucket/*","Principal":"*"`
	marking{
		"all":                                `{"Effect":"Allow",` + who + `,"Action":«"*"»}`,
		"all of S3, once":                    `{"Effect":"Allow",` + who + `,"Action":["s3:GetObject",«"s3:*"»,"s3:PutObject"]}`,
		"tags":                               `{"Effect":"Allow",` + who + `,"Action":«"S3:putobjecttagging"»}`,
		"permissions":                        `{"Effect":"Allow",` + who + `,"Action":«"s3:PutObjectAcl"»}`,
		"what a pattern takes":               `{"Effect":"Allow",` + who + `,"Action":«"s3:*Acl"»}`,
		"what a pattern of one letter takes": `{"Effect":"Allow",` + who + `,"Action":«"s3:?eleteObject"»}`,
		"all but what reads":                 `{"Effect":"Allow",` + who + `,"NotAction":«"s3:Get*"»}`,
		"a pattern that reads":               `{"Effect":"Allow",` + who + `,"Action":["s3:Get*","s3:List*","s3:GetObject"]}`,
		"all but all":                        `{"Effect":"Allow",` + who + `,"NotAction":["s3:Get*","s3:*"]}`,
		"an action that is none":             `{"Effect":"Allow",` + who + `,"Action":"s3:PutObjct"}`,
		"what no policy of a bucket grants":  `{"Effect":"Allow",` + who + `,"Action":"s3:CreateBucket"}`,
		"what goes to one VPC":               `{"Effect":"Allow",` + who + `,"Action":"s3:*","Condition":{"StringEquals":{"aws:SourceVpc":"vpc-1"}}}`,
		"a Deny":                             `{"Effect":"Deny",` + who + `,"Action":"s3:*"}`,
	}.check(t, "public-write-grant", place())
}

func TestBroadNetworks(t *testing.T) {
	const begin = `{"Effect":"Allow",…,"Principal":"*","Condition":`
	marking{
		"one of several":                  begin + `{"IpAddress":{"aws:SourceIp":["203.0.113.0/24",«"0.0.0.0/0"»]}}}`,
		"of IPv6":                         begin + `{"IpAddress":{"aws:sourceip":«"2000::/3"»}}}`,
		"of IPv4, written as IPv6":        begin + `{"IpAddress":{"aws:SourceIp":«"::ffff:8.0.0.0/103"»}}}`,
		"more than what is private":       begin + `{"IpAddress":{"aws:SourceIp":[«"10.0.0.0/7"»,«"fc00::/6"»]}}}`,
		"all of IPv6":                     begin + `{"IpAddress":{"aws:SourceIp":«"::/0"»}}}`,
		"just narrow enough":              begin + `{"IpAddress":{"aws:SourceIp":["8.0.0.0/8","2001:db8::/32","203.0.113.7","2001:db8::1"]}}}`,
		"private":                         begin + `{"IpAddress":{"aws:SourceIp":["10.0.0.0/8","fc00::/7","fd00::/8"]}}}`,
		"all but it":                      begin + `{"NotIpAddress":{"aws:SourceIp":"0.0.0.0/1"}}}`,
		"within one organization":         begin + `{"IpAddress":{"aws:SourceIp":"0.0.0.0/1"},"StringEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}}}`,
		"for a role":                      `{"Effect":"Allow",…,"Principal":{"AWS":"arn:aws:iam::111122223333:role/a"},"Condition":{"IpAddress":{"aws:SourceIp":"0.0.0.0/0"}}}`,
		"a Deny":                          `{"Effect":"Deny",…,"Principal":"*","Condition":{"IpAddress":{"aws:SourceIp":"0.0.0.0/0"}}}`,
		"addresses in a VPC":              begin + `{"IpAddress":{"aws:VpcSourceIp":"0.0.0.0/0"}}}`,
		"what is no network is not broad": begin + `{"IpAddress":{"aws:SourceIp":"0.0.0.0/99"}}}`,
	}.check(t, "broad-ip-range", place())
}

func TestPublicGrantsThatAreBlocked(t *testing.T) {
	for name, tt := range map[string]struct {
		kind        policy.Kind
		bucket, ap  *BlockPublicAccess
		other       bool // the bucket is another account's
		origin      string
		off         string // a check that is not made
		says        string
		alsoSkipped bool
	}{
		"refused":        {kind: policy.Bucket, bucket: &BlockPublicAccess{true, true}, says: "BlockPublicPolicy"},
		"without effect": {kind: policy.Bucket, bucket: &BlockPublicAccess{false, true}, says: "RestrictPublicBuckets"},
		"not blocked":    {kind: policy.Bucket, bucket: &BlockPublicAccess{}},
		"that of an access point is not a bucket's": {kind: policy.Bucket, bucket: &BlockPublicAccess{}, ap: &BlockPublicAccess{true, true}},
		"not known":                        {kind: policy.Bucket, ap: &BlockPublicAccess{true, true}, alsoSkipped: true},
		"at the access point":              {kind: policy.AccessPoint, ap: &BlockPublicAccess{true, false}, says: "BlockPublicPolicy"},
		"but for what its own check says":  {kind: policy.AccessPoint, ap: &BlockPublicAccess{true, true}, origin: "Internet"},
		"unless that one is turned off":    {kind: policy.AccessPoint, ap: &BlockPublicAccess{true, true}, origin: "Internet", off: "ap-public-policy-blocked", says: "BlockPublicPolicy"},
		"at its bucket, from the Internet": {kind: policy.AccessPoint, ap: &BlockPublicAccess{}, bucket: &BlockPublicAccess{true, false}, origin: "Internet", says: "BlockPublicPolicy"},
		"at its bucket":                    {kind: policy.AccessPoint, ap: &BlockPublicAccess{}, bucket: &BlockPublicAccess{true, false}, says: "BlockPublicPolicy"},
		"at the bucket of another account": {kind: policy.AccessPoint, ap: &BlockPublicAccess{}, bucket: &BlockPublicAccess{true, false}, other: true},
		"but such a bucket restricts":      {kind: policy.AccessPoint, ap: &BlockPublicAccess{}, bucket: &BlockPublicAccess{false, true}, other: true, says: "RestrictPublicBuckets"},
		"not known of an access point":     {kind: policy.AccessPoint, bucket: &BlockPublicAccess{true, true}, alsoSkipped: true},
	} {
		t.Run(name, func(t *testing.T) {
			c := place()
			c.BucketBlock, c.AccessPointBlock, c.NetworkOrigin = tt.bucket, tt.ap, tt.origin
			c.Grades = map[string]Severity{tt.off: Off}
			if tt.other {
				c.BucketAccount = "444455556666"
			}
			principal := `"*"`
			if tt.says != "" {
				principal = `«"*"»`
			}
			found := lintMarked(t, "public-grant-blocked", tt.kind, c, `{"Effect":"Allow",…,"Principal":`+principal+`}`)
			if tt.says != "" {
				require.Contains(t, found[0].Message, tt.says)
			}
			src, _ := marked(tt.kind, `{"Effect":"Allow",…,"Principal":"*"}`)
			p := Policies{Bucket: []byte(src)}
			if tt.kind == policy.AccessPoint {
				p = Policies{AccessPoint: []byte(src)}
			}
			require.Equal(t, tt.alsoSkipped, skips("public-grant-blocked", Check(p, c)))
		})
	}
}

func skips(id string, r Report) bool {
	for _, s := range r.Skipped {
		if s.Check == id {
			return true
		}
	}
	return false
}

func TestPublicGrantsThatCutOthers(t *testing.T) {
	const public, marked = `{"Effect":"Allow",…,"Principal":"*"},`, `{"Effect":"Allow",…,"Principal":«"*"»},`
	c := place()
	c.BucketBlock = &BlockPublicAccess{RestrictPublicBuckets: true}
	marking{
		"a role of another account":                          marked + `{"Effect":"Allow",…,"Principal":{"AWS":["111122223333","arn:aws:iam::444455556666:role/a"]}}`,
		"first the other, then public":                       `{"Effect":"Allow",…,"Principal":{"AWS":"444455556666"}},{"Effect":"Allow",…,"Principal":«"*"»}`,
		"an organization":                                    marked + `{"Effect":"Allow",…,"Principal":"*","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}}}`,
		"another account by a condition":                     marked + `{"Effect":"Allow",…,"Principal":"*","Condition":{"StringEquals":{"aws:PrincipalAccount":"444455556666"}}}`,
		"the owner's own account":                            public + `{"Effect":"Allow",…,"Principal":{"AWS":"111122223333"}}`,
		"that by a condition":                                public + `{"Effect":"Allow",…,"Principal":"*","Condition":{"ArnEquals":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/a"}}}`,
		"a service passes":                                   public + `{"Effect":"Allow",…,"Principal":{"Service":"ses.amazonaws.com"},"Condition":{"StringEquals":{"aws:SourceAccount":"444455556666"}}}`,
		"a Deny of another account":                          public + `{"Effect":"Deny",…,"Principal":{"AWS":"444455556666"}}`,
		"nothing public":                                     `{"Effect":"Allow",…,"Principal":{"AWS":"444455556666"}}`,
		"access points of another account let others decide": public + `{"Effect":"Allow",…,"Principal":"*","Condition":{"StringEquals":{"s3:DataAccessPointAccount":"444455556666"}}}`,
	}.check(t, "public-statement-cuts-cross-account", c)
	c.BucketBlock = &BlockPublicAccess{BlockPublicPolicy: true}
	lintMarked(t, "public-statement-cuts-cross-account", policy.Bucket, c, public+`{"Effect":"Allow",…,"Principal":{"AWS":"444455556666"}}`)
}
