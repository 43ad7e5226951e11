package slow

import (
	"slices"

	"github.com/s3ap/s3ap/policy"
)

// limitValues are values of keys that limit whom an Allow is for, or seem to.
var limitValues = map[string][]string{
	"aws:SourceIp": {
		"10.0.0.0/8", "10.0.0.0/7", "0.0.0.0/1", "203.0.113.7", "203.0.113.0/24", "2001:db8::/32", "2001:db8::/31", "2001:db8::1", "::/0",
		"::ffff:10.0.0.0/104", "::ffff:10.0.0.0/103", "::ffff:0.0.0.0/96", "::ffff:0.0.0.0/95",
	},
	"aws:PrincipalOrgID":        {"o-a1b2c3d4e5", "o-*", "o-a1b2c3d4e?"},
	"aws:PrincipalOrgPaths":     {"o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/", "o-a1b2c3d4e5/*"},
	"aws:PrincipalAccount":      {"111111111111", "1111*", "${aws:PrincipalAccount}"},
	"aws:PrincipalArn":          {"arn:aws:iam::111111111111:role/app", "arn:aws:iam::111111111111:role/*"},
	"aws:PrincipalServiceName":  {"cloudtrail.amazonaws.com", "*.amazonaws.com"},
	"aws:PrincipalIsAWSService": {"true"},
	"aws:PrincipalType":         {"User"},
	"aws:PrincipalTag/team":     {"red"},
	"aws:username":              {"ann"},
	"aws:userid":                {"AIDACKCEVSQ6C2EXAMPLE", "AROACKCEVSQ6C2EXAMPLE:*", "AROACKCEVSQ6C2EXAMPLE:s1", "${aws:userid}"},
	"aws:SourceArn":             {"arn:aws:s3:::led", "arn:aws:s3:::*", "arn:aws:sns:us-west-2:111111111111:t", "", "arn:aws:s3"},
	"aws:SourceVpc":             {"", "vpc-1a2b3c4d", "vpc-*", "vpc-1a2b3c4?"},
	"aws:SourceVpce":            {"vpce-1a2b3c4d", "vpce-*"},
	"aws:SourceVpcArn":          {"arn:aws:ec2:us-west-2:111111111111:vpc/vpc-1a2b3c4d"},
	"aws:VpceAccount":           {"111111111111"},
	"aws:SourceOwner":           {"111111111111", "*"},
	"aws:SourceAccount":         {"111111111111", "11111111111?"},
	"s3:DataAccessPointAccount": {"111111111111", "1111*", "${aws:PrincipalAccount}"},
	"s3:DataAccessPointArn": {
		"arn:aws:s3:us-west-2:111111111111:accesspoint/led", "arn:aws:s3:us-west-2:111111111111:accesspoint/*", "arn:aws:s3:us-west-2:111111111111:accesspoint/l?d",
		"arn:aws:s3:us-west-2:*:accesspoint/led", "arn:aws:s3:us-west-2:1111*:accesspoint/led", "arn:aws:s3:us-west-2:111111111111:accesspoint/${aws:username}", "*", "vpc-1a2b3c4d",
		"arn:aws:s3:*:111111111111:accesspoint/led", "arn:aws:s3:us-west-2:111111111111:*", "arn:aws:s3:::led", "arn:aws:s3::111111111111:accesspoint/led",
	},
	"s3:x-amz-server-side-encryption-aws-kms-key-id": {"arn:aws:kms:us-west-2:111111111111:key/k"},
}

// limitKeys are the keys of limitValues.
var limitKeys = slices.Sorted(func(yield func(string) bool) {
	for key := range limitValues {
		if !yield(key) {
			return
		}
	}
})

// limit makes a condition that limits an Allow to fixed values, or nearly.
func (g Generator) limit() policy.Condition {
	key := pick(g, limitKeys...)
	operator := pick(g, "StringEquals", "StringEquals", "StringLike", "StringEqualsIgnoreCase", "ArnLike", "ArnEquals", "StringNotEquals", "Null")
	if key == "aws:SourceIp" && g.percent(85) {
		operator = pick(g, "IpAddress", "IpAddress", "IpAddress", "NotIpAddress")
	}
	c := policy.Condition{Operator: policy.Text{Value: operator}, Key: policy.Text{Value: g.recase(key)}}
	for range pick(g, 1, 1, 2) {
		c.Values = append(c.Values, policy.Text{Value: pick(g, limitValues[key]...)})
	}
	switch {
	case operator == "Null":
		c.Values = policy.Texts(pick(g, "false", "false", "true"))
	case g.percent(15):
		c.Operator.Value += "IfExists"
	case g.percent(15):
		c.Operator.Value = pick(g, "ForAllValues:", "ForAnyValue:") + operator
	}
	return c
}

// Shared makes a policy of a bucket or access point of which it is the question
// whether it is public.
func (g Generator) Shared() *policy.Document {
	for {
		doc := &policy.Document{Kind: pick(g, policy.Bucket, policy.AccessPoint), Version: policy.Text{Value: "2012-10-17"}}
		for range 1 + g.IntN(2) {
			s := policy.Statement{Effect: policy.Allow, Principal: policy.Principals{Any: true}}
			if g.percent(10) {
				s.Effect = policy.Deny
			}
			if g.percent(20) {
				s.Principal = g.principals(doc.Kind, s.Effect, g.caller())
			}
			s.Action.Items, s.Resource.Items = policy.Texts("s3:*"), policy.Texts("*")
			for range 1 + g.IntN(2) {
				s.Condition = append(s.Condition, g.limit())
			}
			if last := len(s.Condition) - 1; g.percent(15) && OperatorOf(s.Condition[last].Operator.Value).set == "forallvalues" {
				s.Condition = append(s.Condition, policy.Condition{
					Operator: policy.Text{Value: "Null"}, Key: s.Condition[last].Key, Values: policy.Texts("false"),
				})
			}
			doc.Statements = append(doc.Statements, s)
		}
		if _, err := doc.Compile(); err == nil {
			return doc
		}
	}
}
