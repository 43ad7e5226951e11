package lint

import (
	"testing"

	"github.com/s3ap/s3ap/policy"
)

func TestPrivateNetworks(t *testing.T) {
	ip := func(values string) string {
		return allowKey(`"s3:GetObject"`, `{"IpAddress":{"aws:SourceIp":`+values+`}}`)
	}
	checkKeys(t, "private-source-ip", policy.Bucket, Context{}, map[string]keyCase{
		"an address":                               {ip(`"192.168.1.1"`), "error 192.168.1.1"},
		"each of two":                              {ip(`["10.1.0.0/16","172.31.0.0/16"]`), "error 10.1.0.0/16, error 172.31.0.0/16"},
		"beside a public one":                      {ip(`["203.0.113.0/24","10.1.0.0/16"]`), "suggestion 10.1.0.0/16"},
		"next to the private ones":                 {ip(`["172.32.0.0/16","192.169.0.0/16","100.128.0.0/10","11.0.0.0/8"]`), ""},
		"more than the private ones":               {ip(`["10.0.0.0/7","172.16.0.0/11","0.0.0.0/0"]`), ""},
		"carriers' own":                            {ip(`"100.64.0.0/10"`), "error 100.64.0.0/10"},
		"IPv6":                                     {ip(`["fd00:1::/32","fe80::1"]`), "error fd00:1::/32, error fe80::1"},
		"all of IPv6":                              {ip(`["::/0","2001:db8::/32"]`), ""},
		"a Deny of all but private ones":           {denyKey(`"s3:*"`, `{"NotIpAddress":{"aws:SourceIp":"10.0.0.0/8"}}`), "error 10.0.0.0/8"},
		"the key for them":                         {allowKey(`"s3:GetObject"`, `{"IpAddress":{"aws:VpcSourceIp":"10.0.0.0/8"}}`), ""},
		"capitals of the key":                      {allowKey(`"s3:GetObject"`, `{"IpAddressIfExists":{"AWS:SOURCEIP":"10.0.0.0/8"}}`), "error 10.0.0.0/8"},
		"an operator that compares text":           {allowKey(`"s3:GetObject"`, `{"StringEquals":{"aws:SourceIp":"10.0.0.1"}}`), ""},
		"what is no address, beside a private one": {ip(`["10.0.0.*","10.0.0.1"]`), "suggestion 10.0.0.1"},
	})
}

func TestIDsOfVPCs(t *testing.T) {
	vpc := func(op, values string) string {
		return allowKey(`"s3:GetObject"`, `{"`+op+`":{"aws:SourceVpc":`+values+`}}`)
	}
	checkKeys(t, "vpc-id-format", policy.Bucket, Context{}, map[string]keyCase{
		"the short form and the long one":     {vpc("StringEquals", `["vpc-0a1b2c3d","vpc-0a1b2c3d4e5f60718"]`), ""},
		"too short":                           {vpc("StringEquals", `"vpc-1"`), "error vpc-1"},
		"between the two":                     {vpc("StringEquals", `"vpc-0a1b2c3d4e"`), "error vpc-0a1b2c3d4e"},
		"in capitals":                         {vpc("StringEquals", `"vpc-0A1B2C3D"`), "error vpc-0A1B2C3D"},
		"in capitals where they do not count": {vpc("StringEqualsIgnoreCase", `"VPC-0A1B2C3D"`), ""},
		"an endpoint":                         {vpc("StringNotEquals", `["vpc-0a1b2c3d","vpce-0a1b2c3d"]`), "error vpce-0a1b2c3d"},
		"a subnet":                            {vpc("StringEquals", `"subnet-0a1b2c3d"`), "error subnet-0a1b2c3d"},
		"nothing":                             {vpc("StringEquals", `""`), "error "},
		"a pattern of ids":                    {vpc("StringLike", `["vpc-0a*","vp*","*","vpc-????????"]`), ""},
		"a pattern of other ids":              {vpc("StringLike", `["vpce-*","eni-*"]`), "error vpce-*, error eni-*"},
		"a pattern of no ids":                 {vpc("StringLike", `"vpc-A*"`), "error vpc-A*"},
		"a wildcard that is none":             {vpc("StringEquals", `"vpc-*"`), ""},
		"a variable":                          {vpc("StringEquals", `"${aws:PrincipalTag/vpc}"`), ""},
		"whether it is there":                 {vpc("Null", `"true"`), ""},
		"the VPC of an instance":              {allowKey(`"s3:GetObject"`, `{"StringEquals":{"aws:Ec2InstanceSourceVpc":"vpce-0a1b2c3d"}}`), "error vpce-0a1b2c3d"},
		"the ARN of a VPC has another form":   {allowKey(`"s3:GetObject"`, `{"ArnEquals":{"aws:SourceVpcArn":"arn:aws:ec2:us-west-2:111122223333:vpc/vpc-0a1b2c3d"}}`), ""},
		"a VPC under the key of endpoints":    {allowKey(`"s3:GetObject"`, `{"StringEquals":{"aws:SourceVpce":"vpc-0a1b2c3d"}}`), "error vpc-0a1b2c3d"},
		"a pattern of both kinds":             {allowKey(`"s3:GetObject"`, `{"StringLike":{"aws:SourceVpce":"vpc*"}}`), ""},
	})
}

func TestPrivateAddressesOfNoVPC(t *testing.T) {
	const addresses = `"IpAddress":{"aws:VpcSourceIp":"10.1.0.0/16"}`
	const alone = `{` + addresses + `}`
	cases := map[string]keyCase{
		"an Allow":                         {allowKey(`"s3:GetObject"`, alone), "security-warning aws:VpcSourceIp"},
		"with an endpoint":                 {allowKey(`"s3:GetObject"`, `{`+addresses+`,"StringEquals":{"aws:SourceVpce":"vpce-0a1b2c3d"}}`), ""},
		"with the owner of endpoints":      {allowKey(`"s3:GetObject"`, `{`+addresses+`,"StringEquals":{"aws:VpceOrgID":"o-a1b2c3d4e5"}}`), ""},
		"with an address that is no VPC's": {allowKey(`"s3:GetObject"`, `{"IpAddress":{"aws:VpcSourceIp":"10.1.0.0/16","aws:SourceIp":"203.0.113.0/24"}}`), "security-warning aws:VpcSourceIp"},
		"with a VPC in another Allow":      {allowKey(`"s3:GetObject"`, alone) + "," + allowKey(`"s3:GetObject"`, `{"StringEquals":{"aws:SourceVpc":"vpc-0a1b2c3d"}}`), "security-warning aws:VpcSourceIp"},
		"with a Deny of other VPCs":        {allowKey(`"s3:GetObject"`, alone) + "," + denyKey(`"s3:*"`, `{"StringNotEquals":{"aws:SourceVpc":"vpc-0a1b2c3d"}}`), ""},
		"a Deny of some addresses":         {denyKey(`"s3:GetObject"`, alone), ""},
		"a Deny of all others":             {denyKey(`"s3:GetObject"`, `{"NotIpAddress":{"aws:VpcSourceIp":"10.1.0.0/16"}}`), "security-warning aws:VpcSourceIp"},
		"whether there is one":             {allowKey(`"s3:GetObject"`, `{"Null":{"aws:VpcSourceIp":"false"}}`), ""},
		"the address of an instance":       {allowKey(`"s3:GetObject"`, `{"IpAddress":{"aws:Ec2InstanceSourcePrivateIPv4":"10.1.0.0/16"}}`), "security-warning aws:Ec2InstanceSourcePrivateIPv4"},
		"with the wrong key beside it":     {allowKey(`"s3:GetObject"`, `{"IpAddress":{"aws:Ec2InstanceSourcePrivateIPv4":"10.1.0.0/16"},"StringEquals":{"aws:SourceVpc":"vpc-0a1b2c3d"}}`), "security-warning aws:Ec2InstanceSourcePrivateIPv4"},
		"with that of the instance's VPC":  {allowKey(`"s3:GetObject"`, `{"IpAddress":{"aws:Ec2InstanceSourcePrivateIPv4":"10.1.0.0/16"},"StringEquals":{"aws:Ec2InstanceSourceVpc":"vpc-0a1b2c3d"}}`), ""},
	}
	checkKeys(t, "missing-paired-key", policy.Bucket, Context{}, cases)
	checkKeys(t, "missing-paired-key", policy.AccessPoint, Context{NetworkOrigin: "VPC"}, map[string]keyCase{
		"the access point says which VPC": {allowKey(`"s3:GetObject"`, alone), ""},
		"but not that of the instance":    cases["the address of an instance"],
	})
}

func TestDenialsThatHitAWSServices(t *testing.T) {
	const vpce = `"StringNotEquals":{"aws:SourceVpce":"vpce-0a1b2c3d"}`
	named := `{"Effect":"Deny","Principal":{"AWS":"arn:aws:iam::111122223333:role/app"},"Action":"s3:*","Resource":"arn:aws:s3:::doc-bucket/*","Condition":{` + vpce + `}}`
	checkKeys(t, "deny-hits-service-calls", policy.Bucket, Context{}, map[string]keyCase{
		"all but an endpoint":                 {denyKey(`"s3:*"`, `{`+vpce+`}`), "warning aws:SourceVpce"},
		"all but some addresses":              {denyKey(`"s3:*"`, `{"NotIpAddress":{"aws:SourceIp":"203.0.113.0/24"}}`), "warning aws:SourceIp"},
		"all without an endpoint":             {denyKey(`"s3:*"`, `{"Null":{"aws:SourceVpce":"true"}}`), "warning aws:SourceVpce"},
		"the two together, once":              {denyKey(`"s3:*"`, `{"NotIpAddress":{"aws:SourceIp":"203.0.113.0/24"},`+vpce+`}`), "warning aws:SourceIp"},
		"services are let pass":               {denyKey(`"s3:*"`, `{`+vpce+`,"Bool":{"aws:PrincipalIsAWSService":"false"}}`), ""},
		"forwarded calls are let pass":        {denyKey(`"s3:*"`, `{`+vpce+`,"BoolIfExists":{"aws:ViaAWSService":"false"}}`), ""},
		"some services are let pass":          {denyKey(`"s3:*"`, `{`+vpce+`,"StringNotEqualsIfExists":{"aws:PrincipalServiceName":"cloudtrail.amazonaws.com"}}`), ""},
		"administrators alone are let pass":   {denyKey(`"s3:*"`, `{`+vpce+`,"ArnNotEquals":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/admin"}}`), "warning aws:SourceVpce"},
		"only some callers are denied":        {denyKey(`"s3:*"`, `{`+vpce+`,"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/dev-*"}}`), ""},
		"only some callers are named":         {named, ""},
		"what demands the key":                {denyKey(`"s3:*"`, `{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}`), ""},
		"plain HTTP, which says so":           {denyKey(`"s3:*"`, `{"Bool":{"aws:SecureTransport":"false"}}`), ""},
		"plain HTTP, or what does not say so": {denyKey(`"s3:*"`, `{"BoolIfExists":{"aws:SecureTransport":"false"}}`), "warning aws:SecureTransport"},
		"an old TLS, which says so":           {denyKey(`"s3:*"`, `{"NumericLessThan":{"s3:TlsVersion":"1.2"}}`), ""},
		"an old TLS, or none":                 {denyKey(`"s3:*"`, `{"NumericLessThanIfExists":{"s3:TlsVersion":"1.2"}}`), "warning s3:TlsVersion"},
		"another key is demanded":             {denyKey(`"s3:*"`, `{`+vpce+`,"Bool":{"aws:SecureTransport":"false"}}`), ""},
		"a key that services have":            {denyKey(`"s3:*"`, `{"StringNotEquals":{"aws:RequestedRegion":"us-west-2"}}`), ""},
		"an Allow":                            {allowKey(`"s3:*"`, `{`+vpce+`}`), ""},
	})
	checkKeys(t, "deny-hits-service-calls", policy.AccessPoint, Context{NetworkOrigin: "VPC"}, map[string]keyCase{
		"services do not reach such an access point": {denyKey(`"s3:*"`, `{`+vpce+`}`), ""},
	})
}
