package accesspoint

import (
	"testing"

	"github.com/s3ap/s3ap/policy"
	"github.com/stretchr/testify/require"
)

// limited is a bucket policy that allows everybody under a condition.
func limited(condition string) []string {
	return []string{onBucket("Allow", `"*"`, "s3:GetObject", condition)}
}

// meant is a bucket policy that allows a Principal without condition.
func meant(principal string) []string {
	return []string{onBucket("Allow", principal, "s3:GetObject", "")}
}

// Access-points.md, section 7.3, row by row. A policy is public unless every
// Allow is limited to fixed values.
func TestPoliciesOfBucketsArePublicUnlessLimitedToFixedValues(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		statements []string
		public     bool
	}{
		// The page's own examples, and those of the section.
		"everyone without a condition":       {meant(`"*"`), true},
		"everyone under AWS":                 {meant(aws("*")), true},
		"any VPC":                            {limited(`{"StringLike":{"aws:SourceVpc":"vpc-*"}}`), true},
		"one VPC":                            {limited(`{"StringEquals":{"aws:SourceVpc":"vpc-91237329"}}`), false},
		"half of all addresses":              {limited(`{"IpAddress":{"aws:SourceIp":"0.0.0.0/1"}}`), true},
		"the access points of an account":    {limited(`{"StringEquals":{"s3:DataAccessPointAccount":"111122223333"}}`), false},
		"those of accounts that begin alike": {limited(`{"StringLike":{"s3:DataAccessPointAccount":"1111*"}}`), true},
		"an action that does not exist, allowed to everyone": {[]string{onBucket("Allow", `"*"`, "s3:NewAndUnknown", "")}, true},

		// Principal: every entry is a concrete one.
		"an account":                        {meant(aws(accountC)), false},
		"an account by its root":            {meant(aws(rootARN(accountC))), false},
		"a user":                            {meant(aws(userARN(accountC))), false},
		"a role":                            {meant(aws(roleARN(accountC))), false},
		"a session":                         {meant(aws("arn:aws:sts::333333333333:assumed-role/app/alice")), false},
		"a service":                         {meant(service), false},
		"a canonical user":                  {meant(`{"CanonicalUser":"79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be"}`), false},
		"an identity provider is not named": {meant(`{"Federated":"graph.facebook.com"}`), true},
		"one entry is everyone":             {meant(`{"AWS":["*","111122223333"]}`), true},
		"everyone beside a service":         {meant(`{"Service":"logging.s3.amazonaws.com","AWS":"*"}`), true},

		// Keys about principals, with a fixed value.
		"aws:PrincipalArn":                      {limited(`{"ArnEquals":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/x"}}`), false},
		"aws:PrincipalArn with a wildcard":      {limited(`{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/*"}}`), true},
		"aws:PrincipalAccount":                  {limited(`{"StringEquals":{"aws:PrincipalAccount":"111122223333"}}`), false},
		"aws:PrincipalOrgID":                    {limited(`{"StringEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}}`), false},
		"aws:PrincipalOrgPaths":                 {limited(`{"ForAnyValue:StringEquals":{"aws:PrincipalOrgPaths":"o-a1b2c3d4e5/r-ab12/"}}`), false},
		"aws:PrincipalServiceName":              {limited(`{"StringEquals":{"aws:PrincipalServiceName":"logging.s3.amazonaws.com"}}`), false},
		"tags of the principal do not":          {limited(`{"StringEquals":{"aws:PrincipalTag/team":"x"}}`), true},
		"nor does its type":                     {limited(`{"StringEquals":{"aws:PrincipalType":"User"}}`), true},
		"nor its name":                          {limited(`{"StringEquals":{"aws:username":"jane"}}`), true},
		"nor that it is a service":              {limited(`{"Bool":{"aws:PrincipalIsAWSService":"true"}}`), true},
		"aws:userid as a whole":                 {limited(`{"StringEquals":{"aws:userid":"AIDAEXAMPLEID"}}`), false},
		"aws:userid of all sessions of a role":  {limited(`{"StringLike":{"aws:userid":"AROAEXAMPLEID:*"}}`), true},
		"names of keys are known in any case":   {limited(`{"StringEquals":{"AWS:PRINCIPALORGID":"o-a1b2c3d4e5"}}`), false},
		"names of operators are known in any":   {limited(`{"stringequals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}}`), false},
		"a policy variable is not fixed":        {limited(`{"StringEquals":{"aws:SourceVpc":"${aws:PrincipalTag/vpc}"}}`), true},
		"a question mark is not fixed":          {limited(`{"StringLike":{"aws:SourceVpc":"vpc-9123732?"}}`), true},
		"an asterisk is not, whatever it means": {limited(`{"StringEquals":{"aws:SourceVpc":"vpc-*"}}`), true},
		"an empty value is not":                 {limited(`{"StringEquals":{"aws:SourceVpc":""}}`), true},
		"one of several values is not fixed":    {limited(`{"StringLike":{"aws:SourceVpc":["vpc-91237329","vpc-*"]}}`), true},
		"several values are fixed":              {limited(`{"StringLike":{"aws:SourceVpc":["vpc-91237329","vpc-2"]}}`), false},
		"one condition limits beside another":   {limited(`{"StringLike":{"aws:SourceVpc":"vpc-*"},"StringEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}}`), false},
		"so does one key beside another":        {limited(`{"StringLike":{"aws:SourceVpc":"vpc-*","aws:PrincipalOrgID":"o-a1b2c3d4e5"}}`), false},
		"aws:SourceArn":                         {limited(`{"ArnEquals":{"aws:SourceArn":"arn:aws:sns:us-west-2:111122223333:x"}}`), false},
		"aws:SourceVpce":                        {limited(`{"StringEquals":{"aws:SourceVpce":"vpce-1a2b3c4d"}}`), false},
		"aws:SourceOwner":                       {limited(`{"StringEquals":{"aws:SourceOwner":"111122223333"}}`), false},
		"aws:SourceAccount":                     {limited(`{"StringEquals":{"aws:SourceAccount":"111122223333"}}`), false},
		"the VPC by its ARN is not listed":      {limited(`{"ArnEquals":{"aws:SourceVpcArn":"arn:aws:ec2:us-west-2:111122223333:vpc/vpc-1"}}`), true},
		"nor the account of an endpoint":        {limited(`{"StringEquals":{"aws:VpceAccount":"111122223333"}}`), true},
		"nor its organization":                  {limited(`{"StringEquals":{"aws:VpceOrgID":"o-a1b2c3d4e5"}}`), true},
		"a KMS key was listed, and is no more":  {limited(`{"ArnEquals":{"s3:x-amz-server-side-encryption-aws-kms-key-id":"arn:aws:kms:us-west-2:111122223333:key/x"}}`), true},
		"TLS limits nobody":                     {limited(`{"Bool":{"aws:SecureTransport":"true"}}`), true},

		// aws:SourceIp, by the width of the network.
		"IPv4 of /8":                          {limited(`{"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}}`), false},
		"IPv4 of /7":                          {limited(`{"IpAddress":{"aws:SourceIp":"10.0.0.0/7"}}`), true},
		"an IPv4 address":                     {limited(`{"IpAddress":{"aws:SourceIp":"203.0.113.7"}}`), false},
		"IPv6 of /32":                         {limited(`{"IpAddress":{"aws:SourceIp":"2001:db8::/32"}}`), false},
		"IPv6 of /31":                         {limited(`{"IpAddress":{"aws:SourceIp":"2001:db8::/31"}}`), true},
		"an IPv6 address":                     {limited(`{"IpAddress":{"aws:SourceIp":"2001:db8::1"}}`), false},
		"all of IPv4, written as IPv6":        {limited(`{"IpAddress":{"aws:SourceIp":"::ffff:0.0.0.0/96"}}`), true},
		"/8 of IPv4, written as IPv6":         {limited(`{"IpAddress":{"aws:SourceIp":"::ffff:10.0.0.0/104"}}`), false},
		"one of several networks is too wide": {limited(`{"IpAddress":{"aws:SourceIp":["203.0.113.0/24","0.0.0.0/0"]}}`), true},
		"an address compared as text":         {limited(`{"StringEquals":{"aws:SourceIp":"203.0.113.7"}}`), true},
		"private addresses in a VPC":          {limited(`{"IpAddress":{"aws:VpcSourceIp":"10.0.0.0/16"}}`), true},

		// s3:DataAccessPointArn, of which the name may be anything.
		"one access point":                          {limited(`{"ArnEquals":{"s3:DataAccessPointArn":"arn:aws:s3:us-west-2:111122223333:accesspoint/x"}}`), false},
		"all of an account and region":              {limited(`{"StringLike":{"s3:DataAccessPointArn":"arn:aws:s3:us-west-2:111122223333:accesspoint/*"}}`), false},
		"all of any account":                        {limited(`{"ArnLike":{"s3:DataAccessPointArn":"arn:aws:s3:us-west-2:*:accesspoint/*"}}`), true},
		"all of any region: not said to be allowed": {limited(`{"ArnLike":{"s3:DataAccessPointArn":"arn:aws:s3:*:111122223333:accesspoint/*"}}`), true},
		"a name that is a variable":                 {limited(`{"ArnLike":{"s3:DataAccessPointArn":"arn:aws:s3:us-west-2:111122223333:accesspoint/${aws:username}"}}`), true},
		"all resources of an account":               {limited(`{"ArnLike":{"s3:DataAccessPointArn":"arn:aws:s3:us-west-2:111122223333:*"}}`), true},
		"a Multi-Region access point has no region": {limited(`{"ArnLike":{"s3:DataAccessPointArn":"arn:aws:s3::111122223333:accesspoint/mfzwi23gnjvgw.mrap"}}`), false},
		"anything":                         {limited(`{"StringLike":{"s3:DataAccessPointArn":"*"}}`), true},
		"the network origin is not listed": {limited(`{"StringEquals":{"s3:AccessPointNetworkOrigin":"VPC"}}`), true},

		"no account at all":  {limited(`{"ArnLike":{"s3:DataAccessPointArn":"arn:aws:s3:us-west-2::accesspoint/*"}}`), true},
		"compared as a date": {limited(`{"DateLessThan":{"s3:DataAccessPointArn":"arn:aws:s3:us-west-2:111122223333:accesspoint/x"}}`), true},

		// Operators: only those that demand the key, and a certain value of it.
		"a negated operator":                         {limited(`{"StringNotEquals":{"aws:SourceVpc":"vpc-91237329"}}`), true},
		"a negated one for any value":                {limited(`{"ForAnyValue:StringNotEquals":{"aws:SourceVpc":"vpc-91237329"}}`), true},
		"addresses outside a network":                {limited(`{"NotIpAddress":{"aws:SourceIp":"203.0.113.0/24"}}`), true},
		"a key that need not be there":               {limited(`{"StringEqualsIfExists":{"aws:SourceVpc":"vpc-91237329"}}`), true},
		"an address that need not be there":          {limited(`{"IpAddressIfExists":{"aws:SourceIp":"203.0.113.0/24"}}`), true},
		"all values, of which there may be none":     {limited(`{"ForAllValues:StringEquals":{"aws:SourceVpc":"vpc-91237329"}}`), true},
		"all values, of which there are some":        {limited(`{"ForAllValues:StringEquals":{"aws:SourceVpc":"vpc-91237329"},"Null":{"aws:sourcevpc":"false"}}`), false},
		"all values, of which there are none":        {limited(`{"ForAllValues:StringEquals":{"aws:SourceVpc":"vpc-91237329"},"Null":{"aws:SourceVpc":"true"}}`), true},
		"all values, while another key is there":     {limited(`{"ForAllValues:StringEquals":{"aws:SourceVpc":"vpc-91237329"},"Null":{"aws:SourceVpce":"false"}}`), true},
		"all values, there or not":                   {limited(`{"ForAllValues:StringEquals":{"aws:SourceVpc":"vpc-91237329"},"Null":{"aws:SourceVpc":["false","true"]}}`), true},
		"all values of a key that need not be there": {limited(`{"ForAllValues:StringEqualsIfExists":{"aws:SourceVpc":"vpc-91237329"},"Null":{"aws:SourceVpc":"false"}}`), true},
		"any value":                        {limited(`{"ForAnyValue:StringEquals":{"aws:SourceVpc":"vpc-91237329"}}`), false},
		"regardless of case":               {limited(`{"StringEqualsIgnoreCase":{"aws:SourceVpc":"vpc-91237329"}}`), false},
		"a pattern without wildcards":      {limited(`{"StringLike":{"aws:SourceVpc":"vpc-91237329"}}`), false},
		"that the key is there":            {limited(`{"Null":{"aws:SourceVpc":"false"}}`), true},
		"an account by its number is many": {limited(`{"NumericGreaterThan":{"aws:SourceAccount":"1"}}`), true},
		"even by that number":              {limited(`{"NumericEquals":{"aws:SourceAccount":"111122223333"}}`), true},
		"bytes":                            {limited(`{"BinaryEquals":{"aws:SourceVpc":"QmluYXJ5"}}`), true},

		// Statements.
		"one public statement is enough":               {append(meant(aws(accountC)), meant(`"*"`)...), true},
		"a Deny does not make a policy public":         {[]string{onBucket("Deny", `"*"`, "s3:*", "")}, false},
		"nor does it keep one from being it":           {append(meant(`"*"`), onBucket("Deny", `"*"`, "s3:*", `{"StringNotEquals":{"aws:SourceVpc":"vpc-1"}}`)), true},
		"a Deny of all others":                         {[]string{`{"Effect":"Deny","NotPrincipal":{"AWS":"111122223333"},"Action":"s3:*","Resource":"` + bucketARN + `"}`}, false},
		"an Allow of what is not in the bucket counts": {[]string{statement("Allow", `"*"`, "s3:GetObject", "arn:aws:s3:::other", "arn:aws:s3:::other/*", "")}, true},
	} {
		t.Run(name, func(t *testing.T) {
			if got := IsPublic(compile(t, policy.Bucket, tt.statements...)); got != tt.public {
				t.Errorf("IsPublic is %v: %s", got, tt.statements)
			}
		})
	}
}

// Access-points.md, section 7.3: for the policy of an access point, a set of
// access points is public.
func TestPoliciesOfAccessPointsAreTakenMoreStrictly(t *testing.T) {
	for name, tt := range map[string]struct {
		condition string
		public    bool
	}{
		"the access points of an account and region": {`{"StringLike":{"s3:DataAccessPointArn":"arn:aws:s3:us-west-2:111111111111:accesspoint/*"}}`, true},
		"one access point":                           {`{"StringEquals":{"s3:DataAccessPointArn":"arn:aws:s3:us-west-2:111111111111:accesspoint/ap1"}}`, false},
		"an account":                                 {`{"StringEquals":{"s3:DataAccessPointAccount":"111111111111"}}`, false},
		"an organization":                            {`{"StringEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}}`, false},
		"no condition":                               {``, true},
	} {
		p := compile(t, policy.AccessPoint, statement("Allow", `"*"`, "s3:GetObject", apARN(accountB), apARN(accountB)+"/object/*", tt.condition))
		if got := IsPublic(p); got != tt.public {
			t.Errorf("%s: IsPublic is %v", name, got)
		}
	}
}

func TestAPolicyThatIsNotThereIsNotPublic(t *testing.T) {
	if ref, public := PublicStatement(nil); public || ref != (policy.Ref{}) || IsPublic(nil) {
		t.Errorf("got %v, %v", ref, public)
	}
	if IsPublic(policy.MustCompile(policy.Bucket, `{"Version":"2012-10-17","Statement":[]}`)) {
		t.Error("a policy without statements allows nobody anything")
	}
}

func TestTheFirstPublicStatementIsTold(t *testing.T) {
	p := policy.MustCompile(policy.Bucket, `{"Version":"2012-10-17","Statement":[
		{"Sid":"Own","Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"s3:*","Resource":"arn:aws:s3:::doc-bucket"},
		{"Sid":"Read","Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::doc-bucket/*"},
		{"Sid":"List","Effect":"Allow","Principal":"*","Action":"s3:ListBucket","Resource":"arn:aws:s3:::doc-bucket"}]}`)
	ref, public := PublicStatement(p)
	require.True(t, public)
	if got, want := ref.String()+" at "+ref.At.String(), "statement 2 `Read` at 3:3"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
