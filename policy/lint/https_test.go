package lint

import (
	"strings"
	"testing"

	"github.com/s3ap/s3ap/policy"
)

const plainHTTP = `{"Bool":{"aws:SecureTransport":"false"}}`

// denyOn is denyKey with other resources.
func denyOn(resource, cond string) string {
	return strings.Replace(denyKey(`"s3:*"`, cond), `"Resource":["arn:aws:s3:::doc-bucket","arn:aws:s3:::doc-bucket/*"]`, resource, 1)
}

func TestPoliciesThatAskForHTTPS(t *testing.T) {
	// The finding is of the whole policy, which begins with no string.
	const none, missing = "", "suggestion "
	open := allowKey(`"s3:GetObject"`, `{}`)
	forRole := strings.Replace(denyKey(`"s3:*"`, plainHTTP), `"Principal":"*"`, `"Principal":{"AWS":"arn:aws:iam::111122223333:role/app"}`, 1)
	checkKeys(t, "https-not-required", policy.Bucket, Context{}, map[string]keyCase{
		"an Allow alone":       {open, missing},
		"a Deny of plain HTTP": {open + "," + denyKey(`"s3:*"`, plainHTTP), none},
		"without quotes":       {open + "," + denyKey(`"s3:*"`, `{"Bool":{"aws:SecureTransport":false}}`), none},
		"with IfExists":        {open + "," + denyKey(`"s3:*"`, `{"BoolIfExists":{"aws:securetransport":"False"}}`), none},
		"as text":              {open + "," + denyKey(`"s3:*"`, `{"StringNotEquals":{"aws:SecureTransport":"true"}}`), none},
		"a Deny of HTTPS":      {open + "," + denyKey(`"s3:*"`, `{"Bool":{"aws:SecureTransport":"true"}}`), missing},
		"a Deny for some":      {open + "," + forRole, missing},
		"a Deny of an old TLS, which HTTP has not": {open + "," + denyKey(`"s3:*"`, `{"NumericLessThan":{"s3:TlsVersion":"1.2"}}`), missing},
		"a Deny of an old TLS or none":             {open + "," + denyKey(`"s3:*"`, `{"NumericLessThanIfExists":{"s3:TlsVersion":"1.2"}}`), none},
		"an Allow that asks for it":                {allowKey(`"s3:GetObject"`, `{"Bool":{"aws:SecureTransport":"true"}}`), none},
		"an Allow that asks for TLS 1.2":           {allowKey(`"s3:GetObject"`, `{"NumericGreaterThanEquals":{"s3:TlsVersion":"1.2"}}`), none},
		"one of two that does":                     {allowKey(`"s3:GetObject"`, `{"Bool":{"aws:SecureTransport":"true"}}`) + "," + open, missing},
		"an Allow that asks for plain HTTP":        {allowKey(`"s3:GetObject"`, plainHTTP), missing},
		"a Deny of something else":                 {denyKey(`"s3:DeleteBucket"`, `{}`), missing},
		"no statement":                             {"", none},
	})
}

func TestHalfOfTheBucketAsksForHTTPS(t *testing.T) {
	const bucket, objects = "arn:aws:s3:::doc-bucket", "arn:aws:s3:::doc-bucket/*"
	on := func(list string) string { return denyOn(`"Resource":`+list, plainHTTP) }
	checkKeys(t, "https-deny-half", policy.Bucket, Context{}, map[string]keyCase{
		"both":                                 {on(`["` + bucket + `","` + objects + `"]`), ""},
		"the bucket":                           {on(`"` + bucket + `"`), "warning " + bucket},
		"the objects":                          {on(`"` + objects + `"`), "warning " + objects},
		"some objects":                         {on(`["arn:aws:s3:::doc-bucket/a/*","arn:aws:s3:::doc-bucket/b/*"]`), "warning arn:aws:s3:::doc-bucket/a/*"},
		"both by a wildcard":                   {on(`"arn:aws:s3:::doc-bucket*"`), ""},
		"both by a star":                       {on(`"*"`), ""},
		"each in a statement of its own":       {on(`"`+bucket+`"`) + "," + on(`"`+objects+`"`), ""},
		"the same half twice, once":            {on(`"`+objects+`"`) + "," + on(`"`+objects+`"`), "warning " + objects},
		"the other half of something else":     {on(`"`+objects+`"`) + "," + denyOn(`"Resource":"`+bucket+`"`, `{}`), "warning " + objects},
		"NotResource":                          {denyOn(`"NotResource":"arn:aws:s3:::doc-bucket/open/*"`, plainHTTP), ""},
		"no resource":                          {denyOn(`"Resource":[]`, plainHTTP), ""},
		"the first names nothing":              {denyOn(`"Resource":[]`, plainHTTP) + "," + on(`"`+objects+`"`), "warning " + objects},
		"an access point, in the wrong policy": {on(`"arn:aws:s3:us-west-2:111122223333:accesspoint/ap1/object/*"`), ""},
		"no such Deny":                         {allowKey(`"s3:GetObject"`, `{}`), ""},
	})
}
