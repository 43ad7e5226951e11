package lint

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/policy"
)

func TestServicePrincipals(t *testing.T) {
	for name, tt := range map[string]struct {
		service  string
		severity Severity
		says     string
	}{
		"in the table":                           {"delivery.logs.amazonaws.com", Off, ""},
		"of one region":                          {"logs.eu-central-1.amazonaws.com", Off, ""},
		"of China":                               {"cloudtrail.amazonaws.com.cn", Off, ""},
		"of a region of China":                   {"logs.cn-north-1.amazonaws.com.cn", Off, ""},
		"of Alexa":                               {"alexa-appkit.amazon.com", Off, ""},
		"two letters changed":                    {"cloudtrial.amazonaws.com", Error, "did you mean `cloudtrail.amazonaws.com`?"},
		"in capitals":                            {"CloudTrail.amazonaws.com", Error, "did you mean `cloudtrail.amazonaws.com`?"},
		"without its domain":                     {"ses", Error, "did you mean `ses.amazonaws.com`?"},
		"in the wrong domain":                    {"cloudtrail.amazon.com", Error, "did you mean `cloudtrail.amazonaws.com`?"},
		"in no domain of AWS":                    {"log-drain.example.org", Error, "which looks like"},
		"a domain alone":                         {".amazonaws.com", Error, "which looks like"},
		"with a blank":                           {"my service.amazonaws.com", Error, "which looks like"},
		"an ARN":                                 {"arn:aws:iam::111122223333:role/a", Error, "which looks like"},
		"a name that may be newer":               {"quantumledger.amazonaws.com", Warning, "not in the table of service principals of 2026-08-22"},
		"a short one is near to many":            {"sxs.amazonaws.com", Warning, "not in the table"},
		"of a part of a service, not listed":     {"something.s3.amazonaws.com", Warning, "not in the table"},
		"what looks like a region is no service": {"eu-central-1.amazonaws.com", Warning, "not in the table"},
	} {
		t.Run(name, func(t *testing.T) {
			statement := `{"Effect":"Deny",…,"Principal":{"Service":"` + tt.service + `"}}`
			if tt.severity != Off {
				statement = strings.Replace(statement, `"`+tt.service+`"`, `«"`+tt.service+`"»`, 1)
			}
			for _, f := range lintMarked(t, "service-principal-format", policy.Bucket, place(), statement) {
				require.Equal(t, tt.severity, f.Severity)
				require.Contains(t, f.Message, tt.says)
			}
		})
	}
}

// A check that is turned down stays down.
func TestAnUnknownServiceIsNoWorseThanItsGrade(t *testing.T) {
	c := place()
	c.Grades = map[string]Severity{"service-principal-format": Suggestion}
	found := lintMarked(t, "service-principal-format", policy.Bucket, c, `{"Effect":"Deny",…,"Principal":{"Service":«"quantumledger.amazonaws.com"»}}`)
	require.Equal(t, Suggestion, found[0].Severity)
}

func TestTheTableOfServicesIsInOrder(t *testing.T) {
	require.True(t, slices.IsSorted(serviceNames[:]))
	require.Len(t, slices.Compact(slices.Clone(serviceNames[:])), len(serviceNames))
	for _, name := range serviceNames {
		require.True(t, isServiceName(name), name)
	}
}

// on makes an Allow of a service under a condition, with the mark at its place.
func onService(service, condition string) string {
	return `{"Effect":"Allow",…,"Principal":{"Service":` + service + `},"Condition":` + condition + `}`
}

func TestServicesWithoutASource(t *testing.T) {
	const free, held = `«"ses.amazonaws.com"»`, `"ses.amazonaws.com"`
	marking{
		"no condition, the first of several":     `{"Effect":"Allow",…,"Principal":{"Service":[«"ses.amazonaws.com"»,"sns.amazonaws.com"]}}`,
		"beside an account":                      `{"Effect":"Allow",…,"Principal":{"AWS":"111122223333","Service":«"ses.amazonaws.com"»}}`,
		"a condition on something else":          onService(free, `{"StringEquals":{"s3:x-amz-acl":"bucket-owner-full-control"}}`),
		"if the key is there":                    onService(free, `{"StringEqualsIfExists":{"aws:SourceAccount":"111122223333"}}`),
		"any account but one":                    onService(free, `{"StringNotEquals":{"aws:SourceAccount":"111122223333"}}`),
		"accounts that begin alike":              onService(free, `{"StringLike":{"aws:SourceAccount":"1111*"}}`),
		"all values, of which there may be none": onService(free, `{"ForAllValues:StringLike":{"aws:SourceOrgPaths":"o-a1b2c3d4e5/*"}}`),
		"the trails of any account":              onService(free, `{"ArnLike":{"aws:SourceArn":"arn:aws:cloudtrail:us-east-1:*:trail/a"}}`),
		"any bucket":                             onService(free, `{"ArnLike":{"aws:SourceArn":"arn:aws:s3:::*"}}`),
		"anything":                               onService(free, `{"StringLike":{"aws:SourceArn":"*"}}`),
		"one of two accounts is any":             onService(free, `{"StringLike":{"aws:SourceAccount":["111122223333","*"]}}`),
		"any organization":                       onService(free, `{"ForAnyValue:StringLike":{"aws:SourceOrgPaths":"o-*/r-ab12/"}}`),
		"the key is there, whatever it is":       onService(free, `{"Null":{"aws:SourceAccount":"false"}}`),
		"an account, in other capitals":          onService(held, `{"stringequals":{"AWS:sourceaccount":"111122223333"}}`),
		"all trails of an account":               onService(held, `{"ArnLike":{"aws:SourceArn":"arn:aws:cloudtrail:*:111122223333:trail/*"}}`),
		"a bucket":                               onService(held, `{"ArnLike":{"aws:SourceArn":"arn:aws:s3:::source-bucket"}}`),
		"an organization":                        onService(held, `{"StringEquals":{"aws:SourceOrgID":"o-a1b2c3d4e5"}}`),
		"paths of an organization":               onService(held, `{"ForAnyValue:StringLike":{"aws:SourceOrgPaths":"o-a1b2c3d4e5/*"}}`),
		"the owner of the bucket":                onService(held, `{"StringEquals":{"aws:SourceAccount":"${aws:ResourceAccount}"}}`),
		"trails of the owner of the bucket":      onService(held, `{"ArnLike":{"aws:SourceArn":"arn:aws:cloudtrail:*:${aws:ResourceAccount}:trail/*"}}`),
		"a weak limit is for another check":      onService(held, `{"StringEquals":{"aws:Referer":"111122223333"}}`),
		"one good condition beside another":      onService(held, `{"StringLike":{"aws:SourceArn":"*"},"StringEquals":{"aws:SourceAccount":"111122223333"}}`),
		"a Deny hits all callers":                `{"Effect":"Deny",…,"Principal":{"Service":"ses.amazonaws.com"}}`,
		"a condition that cannot be read":        onService(held, `{"StringEqualz":{"aws:SourceAccount":"111122223333"}}`),
	}.check(t, "service-principal-without-source", place())
}

func TestServicesWithAWeakSource(t *testing.T) {
	const s = `"ses.amazonaws.com"`
	marking{
		"the owner of a topic":           onService(s, `{"StringEquals":{«"AWS:SourceOwner"»:"111122223333"}}`),
		"with a good one that is open":   onService(s, `{"StringLike":{"aws:SourceArn":"*"},"StringEquals":{«"aws:Referer"»:"111122223333"}}`),
		"with a good one":                onService(s, `{"StringEquals":{"aws:Referer":"111122223333","aws:SourceAccount":"111122223333"}}`),
		"that is open is none":           onService(s, `{"StringLike":{"aws:Referer":"*"}}`),
		"for everybody is not a service": `{"Effect":"Allow",…,"Principal":"*","Condition":{"StringEquals":{"aws:Referer":"https://example.org/"}}}`,
	}.check(t, "service-principal-weak-source", place())
}

func TestKeysThatServicesNeverCarry(t *testing.T) {
	const s = `"cloudtrail.amazonaws.com"`
	marking{
		"the address": onService(s, `{"IpAddress":{«"aws:SourceIp"»:"203.0.113.0/24"}}`),
		"an endpoint, for a service among others": `{"Effect":"Allow",…,"Principal":{"AWS":"111122223333","Service":"ses.amazonaws.com"},"Condition":{"StringEquals":{«"aws:SourceVpce"»:"vpce-1a2b3c4d"}}}`,
		"a tag of the caller":                     onService(s, `{"StringEquals":{«"aws:PrincipalTag/team"»:"a"}}`),
		"no second factor, as if it were told":    onService(s, `{"Bool":{«"aws:MultiFactorAuthPresent"»:"false"}}`),
		"that a key is there":                     onService(s, `{"Null":{«"aws:PrincipalOrgID"»:"false"}}`),
		"a Deny that never holds":                 `{"Effect":"Deny",…,"Principal":{"Service":"ses.amazonaws.com"},"Condition":{"StringEquals":{«"aws:SourceVpc"»:"vpc-1"}}}`,
		"not that it is not there":                onService(s, `{"Null":{"aws:PrincipalOrgID":"true"}}`),
		"what holds without the key":              onService(s, `{"StringNotEquals":{"aws:SourceVpce":"vpce-1a2b3c4d"},"StringEqualsIfExists":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"},"ForAllValues:StringEquals":{"aws:CalledVia":"a"}}`),
		"what may be told of services":            onService(s, `{"StringEquals":{"aws:PrincipalServiceName":"cloudtrail.amazonaws.com","aws:PrincipalAccount":"111122223333"},"ArnLike":{"aws:PrincipalArn":"*"},"Bool":{"aws:ViaAWSService":"false"}}`),
		"no service":                              `{"Effect":"Allow",…,"Principal":"*","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}}}`,
		"a service that is exempt":                `{"Effect":"Deny",…,"NotPrincipal":{"Service":"ses.amazonaws.com"},"Condition":{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}}`,
	}.check(t, "condition-never-for-service-principal", place())
}

func TestKeysThatServicesMayLose(t *testing.T) {
	found := lintMarked(t, "condition-never-for-service-principal", policy.Bucket, place(),
		onService(`"cloudtrail.amazonaws.com"`, `{"Bool":{«"aws:SecureTransport"»:"true"}}`))
	require.Equal(t, Warning, found[0].Severity)
}
