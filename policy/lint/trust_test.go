package lint

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/policy"
)

func TestUntrustedAccounts(t *testing.T) {
	c := place()
	c.TrustedAccounts, c.TrustedOrganizations = []string{"222233334444"}, []string{"o-a1b2c3d4e5"}
	const all = `{"Effect":"Allow",…,"Principal":"*","Condition":`
	const open = `{"Effect":"Allow",…,"Principal":«"*"»,"Condition":`
	canonical := strings.Repeat("ab", 32)
	marking{
		"a role among trusted ones":                  `{"Effect":"Allow",…,"Principal":{"AWS":["222233334444",«"arn:aws:iam::444455556666:role/a"»,"arn:aws:sts::222233334444:assumed-role/a/s"]}}`,
		"everybody":                                  `{"Effect":"Allow",…,"Principal":«"*"»}`,
		"a canonical id that is not listed":          `{"Effect":"Allow",…,"Principal":{"CanonicalUser":«"` + canonical + `"»}}`,
		"an account by a condition":                  all + `{"StringEquals":{"aws:PrincipalAccount":["222233334444",«"444455556666"»]}}}`,
		"a role by a condition":                      all + `{"ArnLike":{"aws:PrincipalArn":«"arn:aws:iam::444455556666:role/*"»}}}`,
		"another organization":                       all + `{"StringEquals":{"aws:PrincipalOrgID":«"o-zzzzzzzzzz"»}}}`,
		"the access points of another account":       all + `{"StringEquals":{"s3:DataAccessPointAccount":«"444455556666"»}}}`,
		"roles of any account":                       open + `{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/a"}}}`,
		"a VPC, in which callers may be of any":      open + `{"StringEquals":{"aws:SourceVpc":"vpc-1"}}}`,
		"a trusted organization, if there is one":    open + `{"StringEqualsIfExists":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}}}`,
		"all but a trusted account":                  open + `{"StringNotEquals":{"aws:PrincipalAccount":"222233334444"}}}`,
		"everybody but somebody":                     `{"Effect":"Allow",…,"NotPrincipal":«{»"AWS":"444455556666"}}`,
		"the owner's own account":                    `{"Effect":"Allow",…,"Principal":{"AWS":"arn:aws:iam::111122223333:root"}}`,
		"an account within a trusted organization":   `{"Effect":"Allow",…,"Principal":{"AWS":"444455556666"},"Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}}}`,
		"a trusted organization":                     all + `{"StringEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}}}`,
		"paths of a trusted organization":            all + `{"ForAnyValue:StringLike":{"aws:PrincipalOrgPaths":"o-a1b2c3d4e5/r-ab12/*"}}}`,
		"all roles of a trusted account":             all + `{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::222233334444:*"}}}`,
		"the owner, by a variable":                   all + `{"StringEquals":{"aws:PrincipalAccount":"${aws:ResourceAccount}"}}}`,
		"roles of the owner, by a variable":          all + `{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::${aws:ResourceAccount}:role/a"}}}`,
		"the access points of the owner":             all + `{"ArnLike":{"s3:DataAccessPointArn":"arn:aws:s3:us-west-2:111122223333:accesspoint/*"}}}`,
		"services alone":                             all + `{"Bool":{"aws:PrincipalIsAWSService":"true"}}}`,
		"all but services":                           open + `{"Bool":{"aws:PrincipalIsAWSService":"false"}}}`,
		"a service":                                  `{"Effect":"Allow",…,"Principal":{"Service":"ses.amazonaws.com"}}`,
		"a Deny":                                     `{"Effect":"Deny",…,"Principal":{"AWS":"444455556666"}}`,
		"an origin access identity is of CloudFront": `{"Effect":"Allow",…,"Principal":{"AWS":"arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1"}}`,
		"a unique id does not tell":                  `{"Effect":"Allow",…,"Principal":{"AWS":"AROA1234567890EXAMPLE"}}`,
		"what cannot be read may limit":              all + `{"StringEqualz":{"aws:PrincipalAccount":"222233334444"}}}`,
		"a session's name is no account":             `{"Effect":"Allow",…,"Principal":{"AWS":"arn:aws:sts::222233334444:assumed-role/a/444455556666"}}`,
	}.check(t, "untrusted-account", c)
}

func TestTrustNeedsAList(t *testing.T) {
	const statements = `{"Effect":"Allow",…,"Principal":{"AWS":"444455556666"}}`
	src, _ := marked(policy.Bucket, statements)
	report := Check(Policies{Bucket: []byte(src)}, place())
	require.Empty(t, of("untrusted-account", report.Findings))
	require.True(t, skips("untrusted-account", report))

	c := place()
	c.TrustedOrganizations = []string{}
	lintMarked(t, "untrusted-account", policy.Bucket, c, `{"Effect":"Allow",…,"Principal":{"AWS":«"444455556666"»}}`)
	// An access point is its own account's, whoever owns the bucket.
	c.BucketAccount = "444455556666"
	lintMarked(t, "untrusted-account", policy.AccessPoint, c, `{"Effect":"Allow",…,"Principal":{"AWS":[«"444455556666"»,"111122223333"]}}`)
}
