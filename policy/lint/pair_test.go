package lint

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/policy"
)

const (
	toOwn        = `"Principal":"*","Action":"*","Resource":["$B","$B/*"],"Condition":{"StringEquals":{"s3:DataAccessPointAccount":"111122223333"}}`
	toOthers     = `"Principal":"*","Action":"*","Resource":["$B","$B/*"],"Condition":{"StringEquals":{"s3:DataAccessPointAccount":"444455556666"}}`
	objectsToOwn = `"Principal":"*","Action":"*","Resource":"$B/*","Condition":{"StringEquals":{"s3:DataAccessPointAccount":"111122223333"}}`
	fromOther    = `"Principal":{"AWS":"444455556666"}`
)

func TestBordersOfPairs(t *testing.T) {
	foreign := func(c *Context) {
		c.AccessPoint = arn.MustParseAccessPoint("arn:aws:s3:us-west-2:444455556666:accesspoint/ap1")
	}
	vpc := func(c *Context) { c.NetworkOrigin, c.VPC = "VPC", "vpc-0a1b2c3d" }
	for id, cases := range map[string]map[string]struct {
		bucket, accessPoint string // statements as of borders; no bucket policy if it is empty
		context             func(*Context)
		want                string // pointers of the findings
	}{
		"ap-not-delegated": {
			"another account":                            {`"Effect":"Deny"`, fromOther, nil, "/Statement/0"},
			"one of two statements":                      {toOwn + `,"Action":"s3:GetObject"`, "", nil, ""},
			"an action that is not delegated":            {strings.Replace(toOwn, `"*","Resource"`, `"s3:GetObject","Resource"`, 1), fromOther + ` | ` + fromOther + `,"Action":"s3:PutObject"`, nil, "/Statement/1"},
			"whom the bucket policy allows directly":     {fromOther, fromOther, nil, ""},
			"the account of the bucket may have its own": {`"Effect":"Deny","Action":"s3:PutObject"`, ``, nil, ""},
			"a delegation to one access point":           {`"Principal":"*","Condition":{"ArnEquals":{"s3:DataAccessPointArn":"$A"}}`, fromOther, nil, ""},
			"a delegation to another":                    {`"Principal":"*","Condition":{"ArnEquals":{"s3:DataAccessPointArn":"$A2"}}`, fromOther, nil, "/Statement/0"},
			"a delegation to those of a VPC":             {`"Principal":"*","Condition":{"StringEquals":{"s3:AccessPointNetworkOrigin":"VPC"}}`, fromOther, nil, "/Statement/0"},
			"and this is one":                            {`"Principal":"*","Condition":{"StringEquals":{"s3:AccessPointNetworkOrigin":"VPC"}}`, fromOther, vpc, ""},
			"a part of it is delegated":                  {strings.Replace(toOwn, `"$B/*"`, `"$B/a/*"`, 1), fromOther, nil, ""},
			"what a Deny cuts is for another check":      {toOwn + ` | ` + denyGet, fromOther, nil, ""},
		},
		"ap-foreign-owner-not-authorized": {
			"no bucket policy":                {"", "", foreign, "/Statement/0"},
			"another account is admitted":     {toOwn, "", foreign, "/Statement/0"},
			"the account is admitted":         {toOthers, "", foreign, ""},
			"for an action that is not asked": {strings.Replace(toOthers, `"*","Resource"`, `"s3:PutObject","Resource"`, 1), "", foreign, ""},
			"a caller is allowed directly":    {` `, "", foreign, ""},
			"what a Deny cuts":                {toOthers + ` | ` + denyAll, "", foreign, ""},
			"an access point of the owner":    {"", "", nil, ""},
			"nothing is allowed anyway":       {"", `"Effect":"Deny"`, foreign, ""},
		},
		"delegation-half": {
			"the objects alone":           {objectsToOwn, `"Action":"s3:ListBucket","Resource":"$A"`, nil, "/Statement/0"},
			"and both are granted":        {objectsToOwn, `"Action":"s3:*","Resource":["$A","$A/object/*"]`, nil, "/Statement/0"},
			"the bucket alone":            {strings.Replace(objectsToOwn, "$B/*", "$B", 1), ``, nil, "/Statement/0"},
			"and nothing else is granted": {objectsToOwn, ``, nil, ""},
			"the other in a statement":    {objectsToOwn + ` | "Action":"s3:ListBucket","Resource":"$B"`, `"Action":"s3:ListBucket","Resource":"$A"`, nil, ""},
			"no delegation at all":        {`"Effect":"Deny"`, `"Action":"s3:ListBucket","Resource":"$A"`, nil, ""},
			"in two delegations":          {objectsToOwn + ` | ` + strings.Replace(objectsToOwn, "$B/*", "$B", 1), `"Action":"s3:ListBucket","Resource":"$A"`, nil, ""},
		},
		"delegation-bypassed": {
			"whom the access point limits":  {toOwn + ` | `, onlyVPC, nil, "/Statement/1"},
			"in the same way":               {toOwn + ` | ` + onlyVPC, onlyVPC, nil, ""},
			"whom it does not name":         {toOwn + ` | "Principal":{"AWS":"arn:aws:iam::111122223333:role/b"}`, onlyVPC, nil, ""},
			"another action":                {toOwn + ` | "Action":"s3:PutObject"`, onlyVPC, nil, ""},
			"another folder":                {toOwn + ` | "Resource":"$B/a/*"`, onlyVPC + `,"Resource":"$A/object/b/*"`, nil, ""},
			"without limits":                {toOwn + ` | `, ``, nil, ""},
			"without a delegation":          {` `, onlyVPC, nil, ""},
			"what a Deny of the rest stops": {toOwn + ` | ` + ` | ` + denyAll + `,"Condition":{"StringNotEquals":{"aws:SourceVpc":"vpc-0a1b2c3d"}}`, onlyVPC, nil, ""},
		},
		"ap-allow-cut-by-bucket-deny": {
			"by two together":              {toOwn + ` | ` + denyGet + ` | ` + denyPut, `"Action":["s3:GetObject","s3:PutObject"]`, nil, "/Statement/0"},
			"a Deny of one of two actions": {toOwn + ` | ` + denyGet, `"Action":["s3:GetObject","s3:PutObject"]`, nil, ""},
			"what comes directly":          {toOwn + ` | ` + denyAll + `,"Condition":{"Null":{"s3:DataAccessPointArn":"true"}}`, ``, nil, ""},
			"what comes through it":        {toOwn + ` | ` + denyAll + `,"Condition":{"Null":{"s3:DataAccessPointArn":"false"}}`, ``, nil, "/Statement/0"},
			"those of the Internet":        {toOwn + ` | ` + denyAll + `,"Condition":{"StringEquals":{"s3:AccessPointNetworkOrigin":"Internet"}}`, ``, vpc, ""},
			"requests without TLS":         {toOwn + ` | ` + denyAll + `,` + withoutTLS, ``, nil, ""},
			"what applies to nothing":      {toOwn + ` | ` + denyAll, `"Resource":"$A2/object/*"`, nil, ""},
		},
	} {
		for name, tt := range cases {
			t.Run(id+"/"+name, func(t *testing.T) {
				c := borderContext()
				if tt.context != nil {
					tt.context(&c)
				}
				report := Check(pairOf(tt.bucket, tt.accessPoint, &c), c)
				var got []string
				for _, f := range of(id, report.Findings) {
					got = append(got, f.Pointer)
					if id != "ap-allow-cut-by-bucket-deny" {
						require.NotNil(t, f.Witness)
					}
				}
				if diff := cmp.Diff(tt.want, strings.Join(got, ", ")); diff != "" {
					t.Errorf("findings (-want +got):\n%s\nall: %v", diff, report.Findings)
				}
			})
		}
	}
}

// pairOf makes policies of statements.
func pairOf(bucket, accessPoint string, c *Context) Policies {
	p := Policies{AccessPoint: borderPolicies("ap:" + accessPoint).AccessPoint}
	text := strings.NewReplacer("ap12", "ap2").Replace(string(p.AccessPoint))
	p.AccessPoint = []byte(strings.ReplaceAll(text, "us-west-2:111122223333:accesspoint", "us-west-2:"+c.AccessPoint.Account()+":accesspoint"))
	if bucket == "" {
		c.NoBucketPolicy = true
		return p
	}
	p.Bucket = []byte(strings.ReplaceAll(string(borderPolicies(bucket).Bucket), "ap12", "ap2"))
	return p
}

// Requests that show what a pair does are asked of the access point or of the bucket
// itself, whichever it is about.
func TestWitnessesOfPairs(t *testing.T) {
	c := borderContext()
	report := Check(pairOf(toOwn+` | `, onlyVPC, &c), c)
	found := of("delegation-bypassed", report.Findings)
	require.Len(t, found, 1)
	require.Equal(t, policy.Bucket, found[0].Policy)
	require.False(t, found[0].Witness.Request.AccessPoint.IsValid())
	require.Equal(t, "s3:GetObject", found[0].Witness.Request.Action)

	report = Check(pairOf("", fromOther, &c), c)
	found = of("ap-not-delegated", report.Findings)
	require.Len(t, found, 1)
	require.Equal(t, policy.AccessPoint, found[0].Policy)
	require.Equal(t, c.AccessPoint, found[0].Witness.Request.AccessPoint)
	require.Equal(t, "444455556666", found[0].Witness.Request.Principal.Account())
}

func TestPairsThatCannotBeAskedAreListed(t *testing.T) {
	skips := func(p Policies, c Context) (list []string) {
		report := Check(p, c)
		for _, s := range report.Skipped {
			if strings.HasPrefix(s.Check, "ap-allow-cut") || s.Check == "ap-not-delegated" {
				list = append(list, fmt.Sprint(s.Check, " ", s.Policy, " ", s.Needs, " ", s.Pointer))
			}
		}
		return list
	}
	c := borderContext()
	p := pairOf(toOwn+` | `+denyGet, fromOther, &c)
	require.Empty(t, skips(p, c))

	c.BucketAccount = ""
	require.Len(t, skips(p, c), 2)

	c = borderContext()
	c.Unresolved = []Unresolved{{policy.Bucket, "/Statement/0/Action", "a parameter", false}}
	require.Equal(t, []string{
		"ap-allow-cut-by-bucket-deny bucket policy a parameter /Statement/0/Action",
		"ap-not-delegated bucket policy a parameter /Statement/0/Action",
	}, skips(p, c))
	report := Check(p, c)
	require.Empty(t, of("ap-allow-cut-by-bucket-deny", report.Findings))

	c = borderContext()
	p.Bucket = []byte(strings.Replace(string(p.Bucket), "Deny", "deny", 1))
	require.Equal(t, []string{"ap-not-delegated access point policy two policies without errors "}, skips(p, c), "there is no Deny to look at")
}
