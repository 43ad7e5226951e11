package policy

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/condition"
)

// by, doing, on and with change a request.
func by(p Principal) func(*Request) { return func(r *Request) { r.Principal = p } }

func doing(action string) func(*Request) { return func(r *Request) { r.Action = action } }

func on(resource string) func(*Request) {
	return func(r *Request) { r.Resource = arn.MustParse(resource) }
}

func with(attrs ...condition.Attr) func(*Request) {
	return func(r *Request) { r.Context = condition.NewContext(attrs...) }
}

// asIs leaves it as from makes it.
func asIs(*Request) {}

// What is left out of a statement is about all requests.
func TestExplainSaysWhyAStatementMissed(t *testing.T) {
	const (
		janes   = `"Principal":{"AWS":"arn:aws:iam::123456789012:user/team/Jane"}`
		objects = `"Resource":["arn:aws:s3:::amzn-s3-demo-bucket","arn:aws:s3:::amzn-s3-demo-bucket/Jane/*","arn:aws:s3:::other"]`
		vpc     = `"Condition":{"StringEquals":{"aws:SourceVpc":["vpc-1","vpc-2"]}}`
	)
	for name, tt := range map[string]struct {
		elements string
		edit     func(*Request)
		want     string
	}{
		"nothing missed":                    {janes, asIs, ""},
		"another principal":                 {janes, by(appSession), "Principal names the user `arn:aws:iam::123456789012:user/team/Jane`, and the caller is `arn:aws:sts::123456789012:assumed-role/Reader/s1`, a session of a role"},
		"an anonymous caller":               {janes, by(Anonymous()), "Principal `arn:aws:iam::123456789012:user/team/Jane` names no anonymous callers; only `*` does"},
		"more principals":                   {`"Principal":{"AWS":["111122223333","111122224444"],"Service":["a.amazonaws.com","b.amazonaws.com","c.amazonaws.com"]}`, asIs, "Principal names account `111122223333`, and the caller is of `123456789012`; none of the 4 other entries matches either"},
		"nobody asks":                       {`"Sid":"a"`, by(Principal{}), "the request has no principal"},
		"a principal in doubt":              {`"Principal":{"AWS":"AIDAX"}`, asIs, "it cannot be told whether Principal `AIDAX` names `arn:aws:iam::123456789012:user/team/Jane`: its unique id is not known"},
		"a service and everybody":           {`"Principal":{"AWS":"*"}`, by(logging), "Principal `*` in an Allow does not include AWS services such as `logging.s3.amazonaws.com`; name the service"},
		"another service":                   {`"Principal":{"Service":"cloudtrail.amazonaws.com"}`, by(logging), "Principal names `cloudtrail.amazonaws.com`, and the caller is `logging.s3.amazonaws.com`"},
		"another action":                    {`"Action":"s3:PutObject"`, asIs, "Action `s3:PutObject` does not cover s3:GetObject"},
		"more actions":                      {`"Action":["s3:PutObject","s3:GetObjectAcl"]`, asIs, "Action `s3:PutObject`, `s3:GetObjectAcl` does not cover s3:GetObject"},
		"an action left out":                {`"NotAction":"s3:Get*"`, asIs, "NotAction `s3:Get*` leaves out s3:GetObject"},
		"no action":                         {`"Sid":"a"`, doing(""), "`` is no action that Action `s3:GetObject` could be about"},
		"a pattern in place of an action":   {`"Sid":"a"`, doing("s3:Get*"), "`s3:Get*` is no action that Action `s3:GetObject` could be about"},
		"another resource":                  {`"Resource":"arn:aws:s3:::other/*"`, asIs, "Resource names the bucket `other`, and asked for is `amzn-s3-demo-bucket`"},
		"the nearest of more resources":     {objects, on("arn:aws:s3:::amzn-s3-demo-bucket/Mateo/a"), "Resource ends in `Jane/*` and the key is `Mateo/a`; none of the 2 other entries matches either"},
		"a bucket, and objects are meant":   {`"Resource":"arn:aws:s3:::amzn-s3-demo-bucket/*"`, on("arn:aws:s3:::amzn-s3-demo-bucket"), "Resource ends in `/*`, which is objects, and the action is on the bucket itself"},
		"an object, and the bucket is":      {`"Resource":"arn:aws:s3:::amzn-s3-demo-bucket"`, asIs, "Resource is the bucket itself; objects in it need `/*` at the end"},
		"a resource in other letters":       {`"Resource":"arn:aws:s3:::amzn-s3-demo-bucket/jane/*"`, on("arn:aws:s3:::amzn-s3-demo-bucket/Jane/a"), "Resource ends in `jane/*` and the key is `Jane/a`: case differs"},
		"a resource left out":               {`"NotResource":"arn:aws:s3:::amzn-s3-demo-bucket/*"`, asIs, "NotResource `arn:aws:s3:::amzn-s3-demo-bucket/*` leaves out `arn:aws:s3:::amzn-s3-demo-bucket/k`"},
		"a resource in doubt":               {`"Resource":"arn:aws:s3:::amzn-s3-demo-bucket/${aws:username}"`, with(condition.Unrecorded(condition.Username)), "it cannot be told whether Resource `arn:aws:s3:::amzn-s3-demo-bucket/${aws:username}` matches `arn:aws:s3:::amzn-s3-demo-bucket/k`"},
		"no resource":                       {`"Sid":"a"`, func(r *Request) { r.Resource = arn.ARN{} }, "the request has no resource"},
		"a condition key is absent":         {vpc, asIs, "Condition StringEquals aws:SourceVpc `vpc-1`, `vpc-2`: the request does not have the key"},
		"a condition key has another value": {vpc, with(condition.String(condition.SourceVPC, "vpc-3")), "Condition StringEquals aws:SourceVpc `vpc-1`, `vpc-2`: the request has `vpc-3`"},
		"a condition key has many values":   {`"Condition":{"ForAnyValue:StringEquals":{"aws:TagKeys":"a"}}`, with(condition.Strings(condition.TagKeys, "b", "c", "d", "e", "f")), "Condition ForAnyValue:StringEquals aws:TagKeys `a`: the request has `b`, `c`, `d`, and 2 more"},
		"a condition key nobody recorded":   {vpc, with(condition.Unrecorded(condition.SourceVPC)), "Condition StringEquals aws:SourceVpc `vpc-1`, `vpc-2`: it is not known what the request had"},
		"a value that cannot be read":       {`"Condition":{"NumericLessThan":{"s3:max-keys":10}}`, with(condition.String(condition.S3MaxKeys, "many")), "Condition NumericLessThan s3:max-keys `10`: it cannot be told whether `many` meets it"},
		"a key that must be absent":         {`"Condition":{"Null":{"aws:SourceVpc":"true"}}`, with(condition.String(condition.SourceVPC, "vpc-3")), "Condition Null aws:SourceVpc `true`: the request has `vpc-3`"},
		"the second condition":              {`"Condition":{"Bool":{"aws:SecureTransport":"true"},"StringEquals":{"aws:SourceVpc":"vpc-1"}}`, with(condition.Bool(condition.SecureTransport, true)), "Condition StringEquals aws:SourceVpc `vpc-1`: the request does not have the key"},
		"text that a terminal would obey":   {`"Sid":"a","Resource":"arn:aws:s3:::b\u001b[31m"`, on("arn:aws:s3:::b/\n\x1b[31m"), "Resource names the bucket `b\\x1b[31m`, and asked for is `b`"},
		"a condition key one would not see": {`"Condition":{"StringEquals":{"aws:\u202ea":"x"}}`, asIs, "Condition StringEquals aws:\\u202ea `x`: the request does not have the key"},
		"a key too long to show":            {`"Resource":"arn:aws:s3:::amzn-s3-demo-bucket/a"`, on("arn:aws:s3:::amzn-s3-demo-bucket/012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"), "Resource ends in `a` and the key is `01234567890123456789012345678901234567890123456789012345678901234567890123456789…`"},
	} {
		t.Run(name, func(t *testing.T) {
			req := from(jane)
			tt.edit(&req)
			p := MustCompile(Bucket, inPolicy(Bucket, `{"Effect":"Allow",…,`+tt.elements+`}`))
			checkExplained(t, p, req)
			if diff := cmp.Diff(tt.want, p.Explain(req)[0].Cause); diff != "" {
				t.Errorf("cause (-want +got):\n%s", diff)
			}
		})
	}
}
