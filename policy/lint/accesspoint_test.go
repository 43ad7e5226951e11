package lint

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/policy"
)

// A statementCase is a statement, with $A for the access point, $B for the bucket, and
// what is not given as in base; and the text under the findings of one check.
type statementCase struct {
	statement string
	want      []string
}

// inStatement fills in a statement.
func inStatement(members string) string {
	members = strings.NewReplacer("$A", "arn:aws:s3:us-west-2:111122223333:accesspoint/ap1", "$B", "arn:aws:s3:::doc-bucket").Replace(members)
	for _, base := range []string{`"Effect":"Allow"`, `"Principal":{"AWS":"arn:aws:iam::111122223333:role/app"}`, `"Action":"s3:GetObject"`, `"Resource":"*"`} {
		name, _, _ := strings.Cut(base, ":")
		opposite := `"Not` + name[1:]
		if !strings.Contains(members, name+":") && !strings.Contains(members, opposite+":") {
			members = strings.TrimSuffix(base+","+members, ",")
		}
	}
	return "{" + members + "}"
}

// findings returns what stands under the findings of a check in statements.
func findingsOf(id string, k policy.Kind, c Context, statements ...string) (got []string) {
	src := `{"Version":"2012-10-17","Statement":[` + strings.Join(statements, ",") + `]}`
	p := Policies{Bucket: []byte(src)}
	if k == policy.AccessPoint {
		p = Policies{AccessPoint: []byte(src)}
	}
	report := Check(p, c)
	for _, f := range of(id, report.Findings) {
		rest := src[f.At.Offset:]
		end := strings.IndexAny(rest[1:], `",:]}`) + 1
		if rest[0] == '"' {
			end = strings.Index(rest[1:], `"`) + 2
		}
		got = append(got, strings.Trim(rest[:end], `"`))
	}
	return got
}

func checkStatements(t *testing.T, id string, k policy.Kind, c Context, cases map[string]statementCase) {
	t.Helper()
	for name, tt := range cases {
		t.Run(id+" "+name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, findingsOf(id, k, c, inStatement(tt.statement))); diff != "" {
				t.Errorf("under the findings (-want +got):\n%s", diff)
			}
		})
	}
}

func TestAccessPointResources(t *testing.T) {
	c := sampleContext()
	checkStatements(t, "ap-bucket-arn", policy.AccessPoint, c, map[string]statementCase{
		"the bucket itself":            {`"Resource":"$B"`, []string{"arn:aws:s3:::doc-bucket"}},
		"one of several":               {`"Resource":["$A/object/*","$B/*"]`, []string{"arn:aws:s3:::doc-bucket/*"}},
		"all buckets":                  {`"Resource":"arn:aws:s3:::*"`, []string{"arn:aws:s3:::*"}},
		"in NotResource":               {`"Effect":"Deny","NotResource":"$B/*"`, []string{"arn:aws:s3:::doc-bucket/*"}},
		"a bucket that has that name":  {`"Resource":"arn:aws:s3:::accesspoints/*"`, []string{"arn:aws:s3:::accesspoints/*"}},
		"everything":                   {`"Resource":"*"`, nil},
		"a pattern that may be both":   {`"Resource":"arn:aws:s3:*:*:*"`, nil},
		"what ap-arn-incomplete finds": {`"Resource":"arn:aws:s3:::accesspoint/ap1"`, nil},
		"an alias, which has its own":  {`"Resource":"arn:aws:s3:::ap1-abcdefghijklmnopqrstuvwxyz012usw2a-s3alias/*"`, nil},
	})
	checkStatements(t, "ap-arn-in-bucket-policy", policy.Bucket, c, map[string]statementCase{
		"the access point itself":     {`"Resource":"$A"`, []string{"arn:aws:s3:us-west-2:111122223333:accesspoint/ap1"}},
		"any access point":            {`"Resource":["$B","arn:aws:s3:*:*:accesspoint/*"]`, []string{"arn:aws:s3:*:*:accesspoint/*"}},
		"a bucket of the name":        {`"Resource":"arn:aws:s3:::accesspoint/ap1"`, nil},
		"in a condition it is right":  {`"Condition":{"ArnLike":{"s3:DataAccessPointArn":"$A"}}`, nil},
		"a pattern that may be both":  {`"Resource":"arn:aws:s3:*:*:*"`, nil},
		"of outposts, which are else": {`"Resource":"arn:aws:s3-outposts:us-west-2:111122223333:outpost/op-01/accesspoint/ap1"`, nil},
	})
	checkStatements(t, "ap-missing-object-segment", policy.AccessPoint, c, map[string]statementCase{
		"a key":                            {`"Resource":"$A/photos/a.jpg"`, []string{"arn:aws:s3:us-west-2:111122223333:accesspoint/ap1/photos/a.jpg"}},
		"a slash and nothing":              {`"Resource":"$A/"`, []string{"arn:aws:s3:us-west-2:111122223333:accesspoint/ap1/"}},
		"the word in the plural":           {`"Resource":"$A/objects/*"`, []string{"arn:aws:s3:us-west-2:111122223333:accesspoint/ap1/objects/*"}},
		"the word alone":                   {`"Resource":"$A/object"`, []string{"arn:aws:s3:us-west-2:111122223333:accesspoint/ap1/object"}},
		"a key that begins with object":    {`"Resource":"$A/object/object"`, nil},
		"a wildcard within the word":       {`"Resource":["$A/object*","$A/obj*","$A/objec?/x"]`, nil},
		"a wildcard after another word":    {`"Resource":"$A/o/*"`, []string{"arn:aws:s3:us-west-2:111122223333:accesspoint/ap1/o/*"}},
		"a star in the name takes in all":  {`"Resource":["arn:aws:s3:us-west-2:111122223333:accesspoint/*/a","arn:aws:s3:us-west-2:111122223333:accesspoint/ap*/*"]`, nil},
		"a question mark takes in nothing": {`"Resource":"arn:aws:s3:us-west-2:111122223333:accesspoint/ap?/a"`, []string{"arn:aws:s3:us-west-2:111122223333:accesspoint/ap?/a"}},
		"the access point itself":          {`"Action":"s3:ListBucket","Resource":"$A"`, nil},
	})
	checkStatements(t, "ap-other-access-point", policy.AccessPoint, c, map[string]statementCase{
		"a name that is longer":        {`"Resource":"$A2/object/*"`, []string{"arn:aws:s3:us-west-2:111122223333:accesspoint/ap12/object/*"}},
		"a pattern that takes it":      {`"Resource":["arn:aws:s3:us-west-2:111122223333:accesspoint/a*/object/x","arn:aws:s3:us-west-2:111122223333:accesspoint/ap?"]`, nil},
		"a star that takes in more":    {`"Resource":"arn:aws:s3:us-west-2:111122223333:accesspoint/*2/object/x"`, nil},
		"a pattern that does not":      {`"Resource":"arn:aws:s3:us-west-2:111122223333:accesspoint/b*"`, []string{"arn:aws:s3:us-west-2:111122223333:accesspoint/b*"}},
		"another account, the same":    {`"Resource":"arn:aws:s3:us-west-2:444455556666:accesspoint/ap1"`, nil},
		"a variable may be the name":   {`"Resource":"arn:aws:s3:us-west-2:111122223333:accesspoint/${aws:PrincipalTag/ap}/object/*"`, nil},
		"one of Object Lambda":         {`"Resource":["$A","arn:aws:s3-object-lambda:us-west-2:111122223333:accesspoint/ap1"]`, []string{"arn:aws:s3-object-lambda:us-west-2:111122223333:accesspoint/ap1"}},
		"in capitals it is no other's": {`"Resource":"arn:aws:s3:us-west-2:111122223333:accesspoint/AP1"`, []string{"arn:aws:s3:us-west-2:111122223333:accesspoint/AP1"}},
	})
	checkStatements(t, "ap-other-account", policy.AccessPoint, c, map[string]statementCase{
		"a pattern that takes it":     {`"Resource":["arn:aws:s3:us-west-2:*:accesspoint/ap1","arn:aws:s3:us-west-2:1111????3333:accesspoint/ap1"]`, nil},
		"a pattern that does not":     {`"Resource":"arn:aws:s3:us-west-2:4*:accesspoint/ap1"`, []string{"arn:aws:s3:us-west-2:4*:accesspoint/ap1"}},
		"none, which is another find": {`"Resource":"arn:aws:s3:us-west-2::accesspoint/ap1"`, nil},
	})
	checkStatements(t, "ap-other-region", policy.AccessPoint, c, map[string]statementCase{
		"a pattern that takes it":     {`"Resource":["arn:aws:s3:*:111122223333:accesspoint/ap1","arn:aws:s3:us-*:111122223333:accesspoint/ap1"]`, nil},
		"a pattern that does not":     {`"Resource":"arn:aws:s3:eu-*:111122223333:accesspoint/ap1"`, []string{"arn:aws:s3:eu-*:111122223333:accesspoint/ap1"}},
		"none, which is another find": {`"Resource":"arn:aws:s3::111122223333:accesspoint/ap1"`, nil},
	})
	checkStatements(t, "ap-other-partition", policy.AccessPoint, Context{}, map[string]statementCase{
		"a Chinese Region in aws":          {`"Resource":"arn:aws:s3:cn-north-1:111122223333:accesspoint/ap1"`, []string{"arn:aws:s3:cn-north-1:111122223333:accesspoint/ap1"}},
		"a Region in its own":              {`"Resource":"arn:aws-us-gov:s3:us-gov-west-1:111122223333:accesspoint/ap1"`, nil},
		"a wildcard, as a Deny may have":   {`"Effect":"Deny","Resource":"arn:*:s3:us-west-2:111122223333:accesspoint/ap1"`, nil},
		"a Region that is not known":       {`"Resource":"arn:aws-cn:s3:*:111122223333:accesspoint/ap1"`, nil},
		"a partition that may be new":      {`"Resource":"arn:aws-new:s3:us-west-2:111122223333:accesspoint/ap1"`, nil},
		"a word that is not like a Region": {`"Resource":"arn:aws-cn:s3:here:111122223333:accesspoint/ap1"`, nil},
	})
	checkStatements(t, "ap-other-partition", policy.AccessPoint, c, map[string]statementCase{
		"what the context tells if the ARN does not": {`"Resource":"arn:aws-cn:s3:*:111122223333:accesspoint/ap1"`, []string{"arn:aws-cn:s3:*:111122223333:accesspoint/ap1"}},
	})
	checkStatements(t, "ap-arn-incomplete", policy.AccessPoint, Context{}, map[string]statementCase{
		"no Region":                        {`"Resource":"arn:aws:s3::111122223333:accesspoint/ap1"`, []string{"arn:aws:s3::111122223333:accesspoint/ap1"}},
		"no account":                       {`"Resource":"arn:aws:s3:us-west-2::accesspoint/ap1"`, []string{"arn:aws:s3:us-west-2::accesspoint/ap1"}},
		"a multi-Region one has no Region": {`"Resource":"arn:aws:s3::111122223333:accesspoint/mfzwi23gnjvgw.mrap/object/*"`, nil},
		"but an account":                   {`"Resource":"arn:aws:s3:::accesspoint/mfzwi23gnjvgw.mrap"`, []string{"arn:aws:s3:::accesspoint/mfzwi23gnjvgw.mrap"}},
		"a pattern may mean such a one":    {`"Resource":"arn:aws:s3::111122223333:accesspoint/*"`, nil},
		"wildcards are something":          {`"Resource":"arn:aws:s3:*:*:accesspoint/ap1"`, nil},
	})
	checkStatements(t, "ap-alias-in-policy", policy.AccessPoint, c, map[string]statementCase{
		"in the place of a name":  {`"Resource":"arn:aws:s3:us-west-2:111122223333:accesspoint/ap1-abcdefghijklmnopqrstuvwxyz012usw2a-s3alias/object/*"`, []string{"arn:aws:s3:us-west-2:111122223333:accesspoint/ap1-abcdefghijklmnopqrstuvwxyz012usw2a-s3alias/object/*"}},
		"in a condition":          {`"Condition":{"StringEquals":{"s3:DataAccessPointArn":["$A","ap1-x-s3alias"]}}`, []string{"ap1-x-s3alias"}},
		"in an ARN there":         {`"Condition":{"ArnLike":{"aws:SourceArn":"arn:aws:s3:::ap1-x-s3alias"}}`, []string{"arn:aws:s3:::ap1-x-s3alias"}},
		"as a tag it is a text":   {`"Condition":{"StringEquals":{"aws:PrincipalTag/point":"ap1-x-s3alias"}}`, nil},
		"in a key it is a text":   {`"Resource":"$A/object/ap1-x-s3alias"`, nil},
		"several Regions' is one": {`"Resource":"arn:aws:s3::111122223333:accesspoint/mfzwi23gnjvgw.mrap/object/*"`, nil},
	})
}

func TestMultiRegionAccessPoints(t *testing.T) {
	multi := sampleContext()
	multi.AccessPoint = arn.MustParseAccessPoint("arn:aws:s3::111122223333:accesspoint/mfzwi23gnjvgw.mrap")
	for name, c := range map[string]Context{"known": multi, "not known": {}} {
		checkStatements(t, "ap-multi-region-form", policy.AccessPoint, c, map[string]statementCase{
			name + ": the alias with a Region": {`"Resource":"arn:aws:s3:us-west-2:111122223333:accesspoint/mfzwi23gnjvgw.mrap"`, []string{"arn:aws:s3:us-west-2:111122223333:accesspoint/mfzwi23gnjvgw.mrap"}},
			name + ": any Region is none":      {`"Resource":"arn:aws:s3:*:111122223333:accesspoint/mfzwi23gnjvgw.mrap"`, nil},
			name + ": a pattern":               {`"Resource":"arn:aws:s3::111122223333:accesspoint/*"`, nil},
		})
	}
	checkStatements(t, "ap-multi-region-form", policy.AccessPoint, multi, map[string]statementCase{
		"its name":           {`"Resource":"arn:aws:s3::111122223333:accesspoint/my-mrap/object/*"`, []string{"arn:aws:s3::111122223333:accesspoint/my-mrap/object/*"}},
		"another's alias":    {`"Resource":"arn:aws:s3::111122223333:accesspoint/aaaaaaaaaaaaa.mrap"`, nil},
		"its name in Oregon": {`"Resource":"$A"`, []string{"arn:aws:s3:us-west-2:111122223333:accesspoint/ap1"}},
	})
	checkStatements(t, "ap-other-access-point", policy.AccessPoint, multi, map[string]statementCase{
		"another's alias": {`"Resource":"arn:aws:s3::111122223333:accesspoint/aaaaaaaaaaaaa.mrap"`, []string{"arn:aws:s3::111122223333:accesspoint/aaaaaaaaaaaaa.mrap"}},
		"its name, of which ap-multi-region-form speaks": {`"Resource":"arn:aws:s3::111122223333:accesspoint/my-mrap"`, nil},
	})
	checkStatements(t, "ap-other-region", policy.AccessPoint, multi, map[string]statementCase{
		"a Region, of which ap-multi-region-form speaks": {`"Resource":"arn:aws:s3:us-west-2:111122223333:accesspoint/mfzwi23gnjvgw.mrap"`, nil},
	})
	checkStatements(t, "ap-multi-region-form", policy.AccessPoint, sampleContext(), map[string]statementCase{
		"an access point of one Region has a Region": {`"Resource":"$A/object/*"`, nil},
	})
}

func TestAccessPointActions(t *testing.T) {
	c := sampleContext()
	checkStatements(t, "ap-resource-action-mismatch", policy.AccessPoint, c, map[string]statementCase{
		"one action of several":             {`"Action":["s3:GetObject","s3:ListBucket"],"Resource":"$A/object/*"`, []string{"s3:ListBucket"}},
		"an object action on itself":        {`"Action":"S3:GETOBJECT","Resource":"$A"`, []string{"S3:GETOBJECT"}},
		"a pattern of object actions":       {`"Action":"s3:Put*","Resource":"$A"`, []string{"s3:Put*"}},
		"a pattern of which one fits":       {`"Action":"s3:Get*","Resource":"$A"`, nil},
		"every action":                      {`"Action":["*","s3:*"],"Resource":"$A/object/*"`, nil},
		"a Deny is refused as well":         {`"Effect":"Deny","Action":"s3:ListBucket","Resource":"$A/object/*"`, []string{"s3:ListBucket"}},
		"both kinds of resources":           {`"Action":["s3:GetObject","s3:ListBucket"],"Resource":["$A","$A/object/*"]`, nil},
		"a star after the name is both":     {`"Action":["s3:GetObject","s3:ListBucket"],"Resource":"$A*"`, nil},
		"everything is both":                {`"Action":["s3:GetObject","s3:ListBucket"],"Resource":"*"`, nil},
		"a bucket ARN, which has its own":   {`"Action":"s3:ListBucket","Resource":"$B/*"`, nil},
		"all but some resources":            {`"Action":"s3:ListBucket","NotResource":"$A/object/*"`, nil},
		"all but some actions":              {`"NotAction":"s3:ListBucket","Resource":"$A/object/*"`, nil},
		"an action that is not known":       {`"Action":"s3:ListNothing","Resource":"$A/object/*"`, nil},
		"one that has its own, unsupported": {`"Action":"s3:PutLifecycleConfiguration","Resource":"$A/object/*"`, nil},
	})
	checkStatements(t, "ap-unsupported-action", policy.AccessPoint, c, map[string]statementCase{
		"in other capitals":              {`"Action":"s3:putbucketpolicy"`, []string{"s3:putbucketpolicy"}},
		"a pattern of none":              {`"Action":"s3:PutBucket*"`, []string{"s3:PutBucket*"}},
		"a pattern of one that works":    {`"Action":["s3:GetBucket*","s3:*","*"]`, nil},
		"a pattern of nothing":           {`"Action":"s3:Nothing*"`, nil},
		"an action that is not known":    {`"Action":"s3:PutNothing"`, nil},
		"an action of another service":   {`"Action":["ec2:*","s3express:CreateSession"]`, nil},
		"what it leaves out is no claim": {`"NotAction":"s3:PutBucketPolicy"`, nil},
		"management of access points":    {`"Action":"s3:GetAccessPointPolicy"`, []string{"s3:GetAccessPointPolicy"}},
	})
	c.DataSource = "FSx"
	checkStatements(t, "ap-action-not-for-data-source", policy.AccessPoint, c, map[string]statementCase{
		"what a volume does not take":        {`"Action":["s3:PutObject","s3:GetObjectAcl"]`, []string{"s3:GetObjectAcl"}},
		"a pattern of one that it takes":     {`"Action":"s3:Get*"`, nil},
		"what has its own, unsupported":      {`"Action":"s3:PutBucketPolicy"`, nil},
		"versions, which only backups have":  {`"Action":"s3:ListBucketVersions"`, []string{"s3:ListBucketVersions"}},
		"a pattern of what it does not take": {`"Action":"s3:*Acl"`, []string{"s3:*Acl"}},
	})
	c.DataSource = "Backup"
	checkStatements(t, "ap-action-not-for-data-source", policy.AccessPoint, c, map[string]statementCase{
		"what a backup does not take": {`"Action":["s3:ListBucketVersions","s3:Delete*"]`, []string{"s3:Delete*"}},
	})
	c.DataSource = ""
	checkStatements(t, "ap-action-not-for-data-source", policy.AccessPoint, c, map[string]statementCase{
		"a bucket takes all": {`"Action":"s3:GetObjectAcl"`, nil},
	})
	report := Check(Policies{AccessPoint: []byte(`{"Statement":[` + inStatement(`"Action":"s3:GetAccessPointPolicy"`) + `]}`)}, c)
	for _, f := range of("ap-unsupported-action", report.Findings) {
		if f.Severity != Warning {
			t.Errorf("%v, want a warning: it is not documented", f.String())
		}
	}
}

func TestAccessPointConditions(t *testing.T) {
	internet, vpc := sampleContext(), sampleContext()
	vpc.NetworkOrigin, vpc.VPC = "VPC", "vpc-1a"
	cond := func(effect, condition string) string {
		return fmt.Sprintf(`"Effect":%q,"Principal":"*","Condition":%s`, effect, condition)
	}
	for id, of := range map[string]struct {
		c     Context
		cases map[string]statementCase
	}{
		"ap-anonymous-grant": {internet, map[string]statementCase{
			"by their user id":          {cond("Allow", `{"StringEquals":{"aws:userid":"anonymous"}}`), []string{"anonymous"}},
			"by the case of another":    {cond("Allow", `{"StringEqualsIgnoreCase":{"AWS:PRINCIPALTYPE":"ANONYMOUS"}}`), []string{"ANONYMOUS"}},
			"others as well":            {cond("Allow", `{"StringEquals":{"aws:PrincipalType":["Anonymous","User"]}}`), nil},
			"everybody":                 {cond("Allow", `{"StringLike":{"aws:PrincipalType":"*"}}`), nil},
			"everybody else":            {cond("Allow", `{"StringNotEquals":{"aws:PrincipalType":"Anonymous"}}`), nil},
			"denied they are no matter": {cond("Deny", `{"StringEquals":{"aws:PrincipalType":"Anonymous"}}`), nil},
			"everybody without a word":  {cond("Allow", `{"Bool":{"aws:SecureTransport":"true"}}`), nil},
		}},
		"ap-https-condition": {internet, map[string]statementCase{
			"in a Deny":   {cond("Deny", `{"Bool":{"aws:securetransport":"false"}}`), []string{"aws:securetransport"}},
			"another key": {cond("Deny", `{"Bool":{"aws:ViaAWSService":"false"}}`), nil},
		}},
		"ap-data-access-point-key": {internet, map[string]statementCase{
			"the account":              {cond("Allow", `{"StringEquals":{"s3:DataAccessPointAccount":"111122223333"}}`), []string{"s3:DataAccessPointAccount"}},
			"in a Deny it is harmless": {cond("Deny", `{"StringNotEquals":{"s3:DataAccessPointAccount":"111122223333"}}`), nil},
		}},
		"ap-vpc-mismatch": {vpc, map[string]statementCase{
			"one of several is right":         {cond("Allow", `{"StringEquals":{"aws:SourceVpc":["vpc-2b","vpc-1a"]}}`), nil},
			"none of several is":              {cond("Allow", `{"StringEquals":{"aws:SourceVpc":["vpc-2b","vpc-3c"]}}`), []string{"vpc-2b"}},
			"a pattern that takes it":         {cond("Allow", `{"StringLike":{"aws:SourceVpc":"vpc-1*"}}`), nil},
			"a pattern that does not":         {cond("Allow", `{"StringLike":{"aws:SourceVpc":"vpc-2*"}}`), []string{"vpc-2*"}},
			"IfExists asks no less":           {cond("Allow", `{"StringEqualsIfExists":{"aws:sourcevpc":"vpc-2b"}}`), []string{"vpc-2b"}},
			"an Allow of all but it":          {cond("Allow", `{"StringNotEquals":{"aws:SourceVpc":"vpc-1a"}}`), []string{"vpc-1a"}},
			"an Allow of all but another":     {cond("Allow", `{"StringNotEquals":{"aws:SourceVpc":"vpc-2b"}}`), nil},
			"an Allow of what is in no VPC":   {cond("Allow", `{"Null":{"aws:SourceVpc":"true"}}`), []string{"true"}},
			"a Deny of all but it":            {cond("Deny", `{"StringNotEquals":{"aws:SourceVpc":"vpc-1a"}}`), nil},
			"a Deny of all but another":       {cond("Deny", `{"StringNotEquals":{"aws:SourceVpc":"vpc-2b"}}`), []string{"vpc-2b"}},
			"a Deny of another does no harm":  {cond("Deny", `{"StringEquals":{"aws:SourceVpc":"vpc-2b"}}`), nil},
			"a Deny that never applies":       {cond("Deny", `{"StringNotEquals":{"aws:SourceVpc":"vpc-2b"},"Null":{"aws:SourceVpc":"true"}}`), nil},
			"a variable may be it":            {cond("Allow", `{"StringEquals":{"aws:SourceVpc":"${aws:PrincipalTag/vpc}"}}`), nil},
			"an endpoint is another key":      {cond("Allow", `{"StringEquals":{"aws:SourceVpce":"vpce-1"}}`), nil},
			"a condition that cannot be read": {cond("Allow", `{"NumericEquals":{"aws:SourceVpc":"vpc-2b"}}`), nil},
		}},
		"ap-origin-mismatch": {vpc, map[string]statementCase{
			"the right one":                 {cond("Allow", `{"StringEquals":{"s3:AccessPointNetworkOrigin":"VPC"}}`), nil},
			"in the wrong case":             {cond("Allow", `{"StringEquals":{"s3:AccessPointNetworkOrigin":"vpc"}}`), []string{"vpc"}},
			"a Deny of all but it":          {cond("Deny", `{"StringNotEquals":{"s3:AccessPointNetworkOrigin":"VPC"}}`), nil},
			"a Deny of all but the other":   {cond("Deny", `{"StringNotEquals":{"s3:AccessPointNetworkOrigin":"Internet"}}`), []string{"Internet"}},
			"a Deny of the other is a rail": {cond("Deny", `{"StringEquals":{"s3:AccessPointNetworkOrigin":"Internet"}}`), nil},
		}},
		"ap-vpc-source-ip": {vpc, map[string]statementCase{
			"a Deny of other addresses":       {cond("Deny", `{"NotIpAddress":{"aws:SourceIp":"203.0.113.0/24"}}`), []string{"aws:SourceIp"}},
			"IfExists makes it worse":         {cond("Deny", `{"NotIpAddressIfExists":{"aws:SourceIp":"203.0.113.0/24"}}`), []string{"aws:SourceIp"}},
			"a Deny where there is one":       {cond("Deny", `{"NotIpAddress":{"aws:SourceIp":"203.0.113.0/24"},"Null":{"aws:SourceIp":"false"}}`), nil},
			"a Deny of addresses is harmless": {cond("Deny", `{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}`), nil},
			"an Allow if there is one":        {cond("Allow", `{"IpAddressIfExists":{"aws:SourceIp":"203.0.113.0/24"}}`), nil},
			"an Allow of other addresses":     {cond("Allow", `{"NotIpAddress":{"aws:SourceIp":"203.0.113.0/24"}}`), nil},
		}},
		"ap-vpc-open-allow": {vpc, map[string]statementCase{
			"everybody in a list":       {`"Principal":{"AWS":["111122223333","*"]}`, []string{"*"}},
			"the VPC is no limit":       {cond("Allow", `{"StringEquals":{"aws:SourceVpc":"vpc-1a"}}`), []string{"*"}},
			"nor is a prefix":           {cond("Allow", `{"StringLike":{"s3:prefix":"a/*"}}`), []string{"*"}},
			"nor are all but one":       {cond("Allow", `{"StringNotEquals":{"aws:PrincipalAccount":"999999999999"}}`), []string{"*"}},
			"nor what may be missing":   {cond("Allow", `{"StringEqualsIfExists":{"aws:PrincipalAccount":"999999999999"}}`), []string{"*"}},
			"nor a pattern of all":      {cond("Allow", `{"StringLike":{"aws:PrincipalArn":"*"}}`), []string{"*"}},
			"an endpoint is one":        {cond("Allow", `{"StringEquals":{"aws:SourceVpce":"vpce-1"}}`), nil},
			"addresses are":             {cond("Allow", `{"IpAddress":{"aws:VpcSourceIp":"10.0.0.0/8"}}`), nil},
			"a tag of the principal is": {cond("Allow", `{"StringEquals":{"aws:PrincipalTag/team":"a"}}`), nil},
			"a Deny is no Allow":        {cond("Deny", `{"Bool":{"aws:SecureTransport":"false"}}`), nil},
			"a principal is one":        {`"Action":"s3:*"`, nil},
		}},
	} {
		checkStatements(t, id, policy.AccessPoint, of.c, of.cases)
	}
	for _, id := range []string{"ap-vpc-mismatch", "ap-vpc-source-ip", "ap-vpc-open-allow"} {
		checkStatements(t, id, policy.AccessPoint, internet, map[string]statementCase{
			"from the Internet all is right": {cond("Allow", `{"StringEquals":{"aws:SourceVpc":"vpc-2b"},"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}`), nil},
		})
	}
	checkStatements(t, "ap-public-policy-blocked", policy.AccessPoint, internet, map[string]statementCase{"without the settings nothing is said": {`"Principal":"*"`, nil}})
	for block, want := range map[BlockPublicAccess][]string{{BlockPublicPolicy: true}: {"*"}, {RestrictPublicBuckets: true}: nil} {
		internet.AccessPointBlock = &block
		checkStatements(t, "ap-public-policy-blocked", policy.AccessPoint, internet, map[string]statementCase{
			fmt.Sprint(block, " public"):     {`"Principal":"*"`, want},
			fmt.Sprint(block, " not public"): {cond("Allow", `{"StringEquals":{"aws:SourceVpc":"vpc-1"}}`), nil},
		})
		vpc.AccessPointBlock = &block
		checkStatements(t, "ap-public-policy-blocked", policy.AccessPoint, vpc, map[string]statementCase{"what comes from a VPC is not public": {`"Principal":"*"`, nil}})
	}
}

// The usual way to keep others out is a Deny beside the Allow.
func TestADenyKeepsOthersOut(t *testing.T) {
	c := sampleContext()
	c.NetworkOrigin, c.VPC = "VPC", "vpc-1a"
	open := inStatement(`"Principal":"*"`)
	for name, tt := range map[string]struct {
		deny string
		open bool
	}{
		"of all other organizations": {inStatement(`"Effect":"Deny","Principal":"*","Condition":{"StringNotEquals":{"aws:PrincipalOrgID":"o-1"}}`), false},
		"of all but some":            {inStatement(`"Effect":"Deny","NotPrincipal":{"AWS":"111122223333"}`), false},
		"of one account":             {inStatement(`"Effect":"Deny","Principal":{"AWS":"999999999999"}`), true},
		"of plain HTTP":              {inStatement(`"Effect":"Deny","Principal":"*","Condition":{"Bool":{"aws:SecureTransport":"false"}}`), true},
	} {
		t.Run(name, func(t *testing.T) {
			got := findingsOf("ap-vpc-open-allow", policy.AccessPoint, c, open, tt.deny)
			if slices.Equal(got, []string{"*"}) != tt.open {
				t.Errorf("under the findings: %q, want one: %v", got, tt.open)
			}
		})
	}
}
