package policy

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/s3ap/s3ap/condition"
)

// Each row is one way to write a Resource that was meant and does not match.
func TestTheCauseIsInWhatResourcesDiffer(t *testing.T) {
	const (
		ap     = "arn:aws:s3:us-west-2:123456789012:accesspoint/finance"
		object = ap + "/object/jane/a.txt"
		bucket = "arn:aws:s3:::finance-data"
	)
	deep := "/object/" + strings.Repeat("folder/", 12)
	username := condition.String(condition.Username, "jane")
	for name, tt := range map[string]struct {
		resources, on string
		context       condition.Context
		want          string
	}{
		"only case differs in the key":      {ap + "/object/Jane/*", object, condition.Context{}, "Resource ends in `Jane/*` and the key is `jane/a.txt`: case differs"},
		"another folder":                    {ap + "/object/mateo/*", object, condition.Context{}, "Resource ends in `mateo/*` and the key is `jane/a.txt`"},
		"long keys are cut where they part": {ap + deep + "a/*", ap + deep + "b/c", condition.Context{}, "Resource ends in `…a/*` and the key ends in `…b/c`"},
		"no wildcard at the end":            {ap + "/object/jane/", object, condition.Context{}, "Resource ends in `jane/` and the key is `jane/a.txt`: without `*` at its end it is that one key"},
		"a slash before the key":            {ap + "/object/jane/*", ap + "/object//jane/a.txt", condition.Context{}, "Resource ends in `jane/*` and the key is `/jane/a.txt`: the key begins with a slash"},
		"no /object/":                       {ap + "/jane/*", object, condition.Context{}, "Resource lacks `/object/` between the access point's name and `jane/*`"},
		"the access point alone":            {ap, object, condition.Context{}, "Resource is the access point itself; objects in it need `/object/*` at the end"},
		"the bucket alone":                  {bucket, bucket + "/jane/a.txt", condition.Context{}, "Resource is the bucket itself; objects in it need `/*` at the end"},
		"objects alone":                     {ap + "/object/*", ap, condition.Context{}, "Resource ends in `/object/*`, which is objects, and the action is on the access point itself"},
		"objects of the bucket alone":       {bucket + "/*", bucket, condition.Context{}, "Resource ends in `/*`, which is objects, and the action is on the bucket itself"},
		"a bucket for an access point":      {bucket + "/*", object, condition.Context{}, "Resource `arn:aws:s3:::finance-data/*` is no access point, and asked for is one"},
		"an access point for a bucket":      {ap + "/object/*", bucket + "/jane/a.txt", condition.Context{}, "Resource `arn:aws:s3:us-west-2:123456789012:accesspoint/finance/object/*` is an access point, and asked for is the bucket"},
		"an alias":                          {"arn:aws:s3:::finance-s6mgzezpb6cssmaa1k3efxxkxnyhqusw2a-s3alias/*", object, condition.Context{}, "Resource `arn:aws:s3:::finance-s6mgzezpb6cssmaa1k3efxxkxnyhqusw2a-s3alias/*` is an alias, and policies name access points by their ARN alone"},
		"another region":                    {strings.Replace(object, "us-west-2", "us-east-1", 1), object, condition.Context{}, "Resource is of region `us-east-1`, and the access point is of `us-west-2`"},
		"another account":                   {strings.Replace(object, "123456789012", "210987654321", 1), object, condition.Context{}, "Resource is of account `210987654321`, and the access point is of `123456789012`"},
		"another partition":                 {"arn:aws-cn:s3:::finance-data/*", bucket + "/jane/a.txt", condition.Context{}, "Resource is of partition `aws-cn`, and the bucket is of `aws`"},
		"another name":                      {strings.Replace(object, "finance", "payroll", 1), object, condition.Context{}, "Resource names the access point `payroll`, and asked for is `finance`"},
		"a name in capitals":                {strings.Replace(object, "finance", "Finance", 1), object, condition.Context{}, "Resource names the access point `Finance`, and asked for is `finance`: case differs"},
		"a wildcard in the name":            {strings.Replace(object, "finance", "pay*", 1), object, condition.Context{}, "Resource `arn:aws:s3:us-west-2:123456789012:accesspoint/pay*/object/jane/a.txt` does not match `arn:aws:s3:us-west-2:123456789012:accesspoint/finance/object/jane/a.txt`"},
		"a variable with a value":           {ap + "/object/${aws:username}/*", ap + "/object/mateo/a.txt", condition.NewContext(username), "Resource ends in `${aws:username}/*`, with aws:username `jane`, and the key is `mateo/a.txt`"},
		"a variable in other letters":       {ap + "/object/${aws:username}/*", ap + "/object/Jane/a.txt", condition.NewContext(username), "Resource ends in `${aws:username}/*`, with aws:username `jane`, and the key is `Jane/a.txt`: case differs"},
		"a variable without a value":        {ap + "/object/${aws:username}/*", object, condition.Context{}, "Resource ends in `${aws:username}/*`, with aws:username not there, and the key is `jane/a.txt`"},
		"a variable with a default":         {ap + "/object/${aws:username, 'guest'}/*", object, condition.Context{}, "Resource ends in `${aws:username, 'guest'}/*`, with aws:username `guest`, and the key is `jane/a.txt`"},
		"the nearest of several":            {bucket + "/*," + ap + "/object/x/*," + ap + "/object/jan/*", object, condition.Context{}, "Resource ends in `jan/*` and the key is `jane/a.txt`; none of the 2 other entries matches either"},
		"the nearer of two":                 {bucket + "/*," + ap, object, condition.Context{}, "Resource is the access point itself; objects in it need `/object/*` at the end; the other entry does not match either"},
	} {
		t.Run(name, func(t *testing.T) {
			list := `["` + strings.ReplaceAll(tt.resources, ",", `","`) + `"]`
			if strings.Contains(tt.resources, "${") {
				list = `"` + tt.resources + `"`
			}
			p := MustCompile(Identity, inPolicy(Identity, `{"Effect":"Allow","Action":"*","Resource":`+list+`}`))
			req := from(jane)
			on(tt.on)(&req)
			req.Context = tt.context
			checkExplained(t, p, req)
			if diff := cmp.Diff(tt.want, p.Explain(req)[0].Cause); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestTheCauseOfAConditionTellsWhatTheRequestHas(t *testing.T) {
	for name, tt := range map[string]struct {
		condition string
		attr      condition.Attr
		want      string
	}{
		"case differs":                 {`{"StringEquals":{"aws:PrincipalTag/team":"Payroll"}}`, condition.String("aws:PrincipalTag/team", "payroll"), "Condition StringEquals aws:PrincipalTag/team `Payroll`: the request has `payroll`: case differs"},
		"case differs in a pattern":    {`{"StringLike":{"s3:prefix":["a","Jane/*"]}}`, condition.String("s3:prefix", "jane/x"), "Condition StringLike s3:prefix `a`, `Jane/*`: the request has `jane/x`: case differs"},
		"it must not be that":          {`{"StringNotEquals":{"aws:PrincipalTag/team":"payroll"}}`, condition.String("aws:PrincipalTag/team", "payroll"), "Condition StringNotEquals aws:PrincipalTag/team `payroll`: the request has `payroll`"},
		"several values":               {`{"StringEquals":{"aws:TagKeys":"a"}}`, condition.Strings("aws:TagKeys", "a", "b"), "Condition StringEquals aws:TagKeys `a`: the request has several values, `a`, `b`, for which IAM asks for ForAnyValue or ForAllValues"},
		"another condition as well":    {`{"StringEquals":{"aws:TagKeys":"a"},"Bool":{"aws:SecureTransport":"true"}}`, condition.String("aws:TagKeys", "b"), "Condition StringEquals aws:TagKeys `a`: the request has `b`; another condition does not hold either"},
		"two other conditions as well": {`{"StringEquals":{"aws:TagKeys":"a","s3:prefix":"p"},"Bool":{"aws:SecureTransport":"true"}}`, condition.String("aws:TagKeys", "b"), "Condition StringEquals aws:TagKeys `a`: the request has `b`; 2 other conditions do not hold either"},
	} {
		t.Run(name, func(t *testing.T) {
			p := MustCompile(Identity, inPolicy(Identity, `{"Effect":"Allow","Action":"*","Resource":"*","Condition":`+tt.condition+`}`))
			req := from(jane)
			req.Context = condition.NewContext(tt.attr)
			if diff := cmp.Diff(tt.want, p.Explain(req)[0].Cause); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}
