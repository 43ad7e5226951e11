package lint

import (
	"fmt"
	"testing"

	"github.com/s3ap/s3ap/policy"
)

func TestDelegations(t *testing.T) {
	c := sampleContext()
	cond := func(members, condition string) string {
		return fmt.Sprintf(`%s,"Principal":"*","Condition":%s`, members, condition)
	}
	all := func(condition string) string { return cond(`"Action":"s3:*"`, condition) }
	foreign := map[string]statementCase{
		"its own account":                  {all(`{"StringEquals":{"s3:DataAccessPointAccount":"111122223333"}}`), nil},
		"both, and the key in small":       {all(`{"StringEquals":{"s3:dataaccesspointaccount":["111122223333","444455556666"]}}`), []string{"444455556666"}},
		"by the ARN of an access point":    {all(`{"ArnLike":{"s3:DataAccessPointArn":"arn:aws:s3:us-west-2:444455556666:accesspoint/*"}}`), []string{"arn:aws:s3:us-west-2:444455556666:accesspoint/*"}},
		"by an ARN of its own":             {all(`{"ArnLike":{"s3:DataAccessPointArn":"$A"}}`), nil},
		"actions in capitals":              {cond(`"Action":["s3:GetObject","S3:*"]`, `{"StringEquals":{"s3:DataAccessPointAccount":"444455556666"}}`), []string{"444455556666"}},
		"all actions but one":              {cond(`"NotAction":"s3:DeleteObject"`, `{"StringEquals":{"s3:DataAccessPointAccount":"444455556666"}}`), []string{"444455556666"}},
		"many actions are not all":         {cond(`"Action":["s3:Get*","s3:Put*"]`, `{"StringEquals":{"s3:DataAccessPointAccount":"444455556666"}}`), nil},
		"all accounts but one":             {all(`{"StringNotEquals":{"s3:DataAccessPointAccount":"444455556666"}}`), nil},
		"a Deny":                           {cond(`"Effect":"Deny","Action":"s3:*"`, `{"StringEquals":{"s3:DataAccessPointAccount":"444455556666"}}`), nil},
		"for one principal":                {`"Action":"s3:*","Condition":{"StringEquals":{"s3:DataAccessPointAccount":"444455556666"}}`, nil},
		"for one organization":             {all(`{"StringEquals":{"s3:DataAccessPointAccount":"444455556666","aws:PrincipalOrgID":"o-1"}}`), nil},
		"a wildcard, which is another's":   {all(`{"StringLike":{"s3:DataAccessPointAccount":"4444*"}}`), nil},
		"a variable":                       {all(`{"StringEquals":{"s3:DataAccessPointAccount":"${aws:PrincipalAccount}"}}`), nil},
		"a text that is no account":        {all(`{"StringEquals":{"s3:DataAccessPointAccount":"x"}}`), nil},
		"that there is an access point":    {all(`{"Null":{"s3:DataAccessPointAccount":"false"}}`), nil},
		"an operator that cannot be read":  {all(`{"StringEqual":{"s3:DataAccessPointAccount":"444455556666"}}`), nil},
		"no values":                        {all(`{"StringEquals":{"s3:DataAccessPointAccount":[]}}`), nil},
		"a condition that is no condition": {all(`{"StringEquals":[1,{}]}`), nil},
	}
	checkStatements(t, "delegation-to-foreign-account", policy.Bucket, c, foreign)
	c.TrustedAccounts = []string{"444455556666"}
	checkStatements(t, "delegation-to-foreign-account", policy.Bucket, c, map[string]statementCase{
		"an account that is trusted": {all(`{"StringEquals":{"s3:DataAccessPointAccount":["444455556666","777788889999"]}}`), []string{"777788889999"}},
	})
	checkStatements(t, "delegation-to-any-account", policy.Bucket, c, map[string]statementCase{
		"a pattern of accounts":                {all(`{"StringLike":{"s3:DataAccessPointAccount":"1111*"}}`), []string{"1111*"}},
		"one that takes ten accounts":          {all(`{"ArnEquals":{"s3:DataAccessPointArn":"arn:aws:s3:us-west-2:11112222333?:accesspoint/ap1"}}`), []string{"arn:aws:s3:us-west-2:11112222333?:accesspoint/ap1"}},
		"the second of several":                {all(`{"StringLike":{"s3:DataAccessPointAccount":["111122223333","*"]}}`), []string{"*"}},
		"a star that takes in the account":     {all(`{"StringLike":{"s3:DataAccessPointArn":"arn:aws:s3:us-west-2:*"}}`), []string{"arn:aws:s3:us-west-2:*"}},
		"any access point":                     {all(`{"Null":{"s3:DataAccessPointArn":"false"}}`), []string{"false"}},
		"any access point of a VPC":            {all(`{"StringEquals":{"s3:AccessPointNetworkOrigin":"VPC"}}`), []string{"VPC"}},
		"and of an account":                    {all(`{"StringEquals":{"s3:AccessPointNetworkOrigin":"VPC","s3:DataAccessPointAccount":"111122223333"}}`), nil},
		"a pattern and an account":             {all(`{"StringEquals":{"s3:DataAccessPointAccount":"111122223333"},"ArnLike":{"s3:DataAccessPointArn":"arn:aws:s3:*:*:accesspoint/*"}}`), nil},
		"a pattern of names in one account":    {all(`{"StringLike":{"s3:DataAccessPointArn":"arn:aws:s3:*:111122223333:accesspoint/*"}}`), nil},
		"a star that is no wildcard":           {all(`{"StringEquals":{"s3:DataAccessPointArn":"arn:aws:s3:us-west-2:*:accesspoint/*"}}`), nil},
		"all but a pattern":                    {all(`{"StringNotLike":{"s3:DataAccessPointArn":"arn:aws:s3:us-west-2:*:accesspoint/*"}}`), nil},
		"a Deny":                               {cond(`"Effect":"Deny","Action":"s3:*"`, `{"StringLike":{"s3:DataAccessPointAccount":"*"}}`), nil},
		"for one principal":                    {`"Condition":{"StringLike":{"s3:DataAccessPointAccount":"*"}}`, nil},
		"for one organization":                 {all(`{"StringLike":{"s3:DataAccessPointAccount":"*"},"StringEquals":{"aws:PrincipalOrgID":"o-1"}}`), nil},
		"no access point at all":               {all(`{"Null":{"s3:DataAccessPointArn":"true"}}`), nil},
		"a public statement that has no words": {`"Principal":"*"`, nil},
	})
	deny := func(condition string) string { return cond(`"Effect":"Deny"`, condition) }
	checkStatements(t, "network-origin-deny-blocks-direct", policy.Bucket, c, map[string]statementCase{
		"IfExists does not help":               {deny(`{"StringNotEqualsIfExists":{"s3:accesspointnetworkorigin":"VPC"}}`), []string{"VPC"}},
		"nor does a pattern":                   {deny(`{"StringNotLike":{"s3:AccessPointNetworkOrigin":"V*"}}`), []string{"V*"}},
		"only if there is an access point":     {deny(`{"StringNotEquals":{"s3:AccessPointNetworkOrigin":"VPC"},"Null":{"s3:DataAccessPointArn":"false"}}`), nil},
		"only access points of an account":     {deny(`{"StringNotEquals":{"s3:AccessPointNetworkOrigin":"VPC"},"StringEquals":{"s3:DataAccessPointAccount":"111122223333"}}`), nil},
		"all but those of an account":          {deny(`{"StringNotEquals":{"s3:AccessPointNetworkOrigin":"VPC","s3:DataAccessPointAccount":"111122223333"}}`), []string{"VPC"}},
		"if there is a value":                  {deny(`{"ForAnyValue:StringNotEquals":{"s3:AccessPointNetworkOrigin":"VPC"}}`), nil},
		"what is not through an access point":  {deny(`{"StringNotEquals":{"s3:AccessPointNetworkOrigin":["VPC","Internet"]}}`), nil},
		"an Allow":                             {cond(`"Effect":"Allow"`, `{"StringNotEquals":{"s3:AccessPointNetworkOrigin":"VPC"}}`), nil},
		"another condition is no matter":       {deny(`{"StringNotEquals":{"s3:AccessPointNetworkOrigin":"VPC","aws:PrincipalAccount":"111122223333"}}`), []string{"VPC"}},
		"access points for the Internet alone": {deny(`{"StringNotEquals":{"s3:AccessPointNetworkOrigin":"Internet"}}`), []string{"Internet"}},
	})
}

// Policies of which little can be read do not stop the checks.
func TestPartialPoliciesAreLookedAt(t *testing.T) {
	c := sampleContext()
	c.NetworkOrigin, c.VPC, c.AccessPointBlock, c.DataSource = "VPC", "vpc-1", &BlockPublicAccess{BlockPublicPolicy: true}, "FSx"
	for name, src := range map[string]string{
		"a statement of nothing":         `{"Statement":[{}]}`,
		"a statement without a list":     `{"Statement":{"Principal":"*"}}`,
		"elements of other types":        `{"Statement":[{"Effect":1,"Principal":[],"Action":{},"Resource":null,"Condition":"x"}]}`,
		"lists of other types":           `{"Statement":[{"Action":[1,[],{}],"Resource":[null],"Principal":{"AWS":[2]}}]}`,
		"empty lists":                    `{"Statement":[{"Effect":"Allow","Action":[],"Resource":[],"Principal":{"AWS":[]},"Condition":{"StringEquals":{"aws:SourceVpc":[]}}}]}`,
		"empty texts":                    `{"Statement":[{"Effect":"Deny","Action":"","Resource":"","Principal":{"AWS":""},"Condition":{"":{"":""}}}]}`,
		"values of other types":          `{"Statement":[{"Effect":"Allow","Principal":"*","Condition":{"StringEquals":{"aws:SourceVpc":[{},1,true],"s3:DataAccessPointArn":1}}}]}`,
		"a principal that is everything": `{"Statement":[{"Effect":"Allow","Principal":{"AWS":["*","*"],"Service":"*"},"NotPrincipal":"*"}]}`,
		"no statements at all":           `{"Statement":null}`,
		"colons":                         `{"Statement":[{"Resource":["arn:::::","arn:aws:s3:::accesspoint/","arn:aws:s3:a:1:accesspoint//","arn:aws:s3:::"]}]}`,
	} {
		t.Run(name, func(t *testing.T) {
			Check(Policies{Bucket: []byte(src), AccessPoint: []byte(src)}, c)
			Check(Policies{AccessPoint: []byte(src)}, Context{NoBucketPolicy: true})
		})
	}
}
