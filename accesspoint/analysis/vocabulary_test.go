package analysis_test

import (
	"slices"
	"strings"

	"github.com/s3ap/s3ap/internal/s3key"
	"github.com/s3ap/s3ap/policy"
)

// A word is a condition key, with what the policies and the requests of a universe
// have under it. Requests have nothing under a key that follows from other things.
type word struct {
	key                 string
	operators           []string
	inPolicy, inRequest []string
}

var (
	onText    = []string{"StringEquals", "StringNotEquals", "StringLike", "StringNotLike", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase"}
	onARNs    = []string{"ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike", "StringEquals", "StringLike", "StringNotLike"}
	onNumbers = []string{"NumericEquals", "NumericNotEquals", "NumericLessThan", "NumericLessThanEquals", "NumericGreaterThan", "NumericGreaterThanEquals"}
	onTimes   = []string{"DateLessThan", "DateGreaterThanEquals", "DateEquals", "DateNotEquals"}
	onNetwork = []string{"IpAddress", "NotIpAddress"}
	onBools   = []string{"Bool", "Bool", "StringEquals"}
	bools     = []string{"true", "false"}
)

// The keys of callers and ways come more than once, so that more policies have them.
var vocabulary = []word{
	{"aws:PrincipalArn", onARNs, []string{role(owner, "app"), role(owner, "*"), role(owner, "team/*"), "arn:aws:iam::*:role/d*", "arn:aws:iam::" + owner + ":user/*", "*"}, nil},
	{"aws:PrincipalArn", onARNs, []string{role(owner, "app"), role(foreign, "*"), "arn:aws:iam::*:root"}, nil},
	{"aws:PrincipalAccount", onText[:4], []string{owner, foreign}, nil},
	{"aws:PrincipalType", onText[:2], []string{"User", "AssumedRole", "Anonymous"}, nil},
	{"aws:PrincipalIsAWSService", []string{"Bool"}, bools, nil},
	{"aws:PrincipalServiceName", onText[:2], []string{"logging.s3.amazonaws.com", "cloudtrail.amazonaws.com"}, nil},
	{"aws:username", onText, []string{"ann", "a*", "*n"}, nil},
	{"aws:userid", onText, []string{"AROAEXAMPLE:s1", "AROAEXAMPLE:*", owner + ":fed", "anonymous"}, []string{"AROAEXAMPLE:s1", "AROAEXAMPLE:s2", "AIDAEXAMPLE"}},
	{"aws:ResourceAccount", onText[:2], []string{owner, foreign}, nil},
	{"s3:DataAccessPointArn", onARNs, []string{"arn:aws:s3:us-west-2:" + owner + ":accesspoint/ap1", "arn:aws:s3:us-west-2:" + owner + ":accesspoint/*", "arn:aws:s3:*:*:accesspoint/a*"}, nil},
	{"s3:DataAccessPointArn", onARNs, []string{"arn:aws:s3:us-west-2:" + foreign + ":accesspoint/ap1", "arn:aws:s3:us-west-2:" + owner + ":accesspoint/abc", "arn:aws:s3:us-*:" + owner + ":accesspoint/*b*"}, nil},
	{"s3:DataAccessPointAccount", onText[:2], []string{owner, foreign}, nil},
	{"s3:AccessPointNetworkOrigin", onText[:2], []string{"VPC", "Internet"}, nil},
	{"aws:PrincipalTag/t", onText, []string{"a", "b", "*", "A", "a*", ""}, []string{"a", "A", "ab", owner, ""}},
	{"aws:PrincipalOrgID", onText[:4], []string{"o-1", "o-2", "o-*"}, []string{"o-1", "o-3"}},
	{"aws:PrincipalOrgPaths", onText[:4], []string{"o-1/r-a/*", "o-1/r-a/ou-b/", "o-*"}, []string{"o-1/r-a/", "o-1/r-a/ou-b/", "o-3/r-c/"}},
	{"aws:MultiFactorAuthPresent", []string{"Bool"}, bools, bools},
	{"aws:MultiFactorAuthAge", onNumbers, []string{"300", "3600"}, []string{"0", "300", "3601"}},
	{"aws:SourceIp", onNetwork, []string{"10.0.0.0/8", "10.0.0.1", "0.0.0.0/0", "2001:db8::/32", "::/0"}, []string{"10.0.0.1", "10.9.9.9", "192.0.2.1", "2001:db8::1", "::1"}},
	{"aws:SourceVpc", onText[:4], []string{"vpc-1", "vpc-2", "vpc-*", "*"}, []string{"vpc-1", "vpc-3"}},
	{"aws:SourceVpce", onText[:4], []string{"vpce-1", "vpce-2", "*"}, []string{"vpce-1", "vpce-3"}},
	{"aws:VpcSourceIp", onNetwork, []string{"10.0.0.0/8", "10.0.0.1"}, []string{"10.0.0.1", "172.16.0.1"}},
	{"aws:SecureTransport", onBools, bools, bools},
	{"aws:ViaAWSService", []string{"Bool"}, bools, bools},
	{"aws:RequestedRegion", onText[:4], []string{"us-west-2", "us-*", "eu-west-1"}, []string{"us-west-2", "eu-west-1", "us-east-1"}},
	{"aws:CurrentTime", onTimes, []string{"2020-01-01T00:00:00Z", "2021-06-01"}, []string{"2019-12-31T23:59:59Z", "2020-01-01T00:00:00Z", "2020-01-01T00:00:01Z", "2022-01-01T00:00:00Z"}},
	{"aws:SourceArn", onARNs, []string{"arn:aws:s3:::src", "arn:aws:s3:::*", "arn:aws:sns:*:" + owner + ":t"}, []string{"arn:aws:s3:::src", "arn:aws:s3:::x", "arn:aws:sns:us-west-2:" + owner + ":t"}},
	{"aws:SourceAccount", onText[:2], []string{owner, foreign}, []string{owner, "999988887777"}},
	{"s3:TlsVersion", onNumbers, []string{"1.2", "1.3"}, []string{"1.1", "1.2", "1.25", "1.3"}},
	{"s3:signatureAge", onNumbers, []string{"600000", "600001"}, []string{"1", "600000", "600001", "900000"}},
	{"s3:signatureversion", onText[:2], []string{"AWS4-HMAC-SHA256", "AWS"}, []string{"AWS4-HMAC-SHA256", "AWS"}},
	{"s3:max-keys", onNumbers, []string{"1", "2", "10"}, []string{"1", "2", "5", "11"}},
	{"s3:prefix", onText[:4], []string{"a", "a*", "", "*"}, []string{"", "a", "ab", "b"}},
	{"s3:x-amz-acl", onText[:4], []string{"bucket-owner-full-control", "public-*", "private"}, []string{"private", "public-read", "bucket-owner-full-control"}},
	{"s3:x-amz-server-side-encryption", onText[:2], []string{"aws:kms", "AES256"}, []string{"aws:kms", "AES256"}},
	{"s3:ExistingObjectTag/t", onText, []string{"a", "b*", "A"}, []string{"a", "A", "bc"}},
	{"s3:RequestObjectTagKeys", onText[:4], []string{"a", "b", "?"}, []string{"a", "b", "ab"}},
	{"s3:RequestObjectTagKeys", onText[:4], []string{"a", "a*", "*"}, []string{"a", "b", "ab"}},
	{"s3:BucketTag/t", onText[:4], []string{"a", "b*"}, []string{"a", "bc"}},
	{"s3:AccessPointTag/t", onText[:4], []string{"a", "b*"}, []string{"a", "bc"}},
	{"ex:Unknown", onText, []string{"a", "b*", "B"}, []string{"a", "bc", "b"}},
}

// variables are what the values of text may have in their place.
var variables = []string{"${aws:PrincipalAccount}", "${aws:PrincipalTag/t}*", "${aws:PrincipalTag/u, 'a'}", "${*}", "${aws:username}", "a${?}", "${s3:prefix}"}

// condition draws a condition. Its key is one that all conditions of the universe so
// far have, more often than not.
func (u universe) condition(doc *policy.Document) policy.Condition {
	w := vocabulary[u.IntN(len(vocabulary))]
	if len(*u.used) > 0 && u.IntN(2) == 0 {
		w = (*u.used)[u.IntN(len(*u.used))]
	}
	if !slices.ContainsFunc(*u.used, func(v word) bool { return v.key == w.key }) {
		*u.used = append(*u.used, w)
	}
	c := policy.Condition{Key: policy.Text{Value: w.key}, Values: u.some(w.inPolicy...)}
	if u.IntN(8) == 0 {
		c.Operator.Value, c.Values = "Null", policy.Texts(u.pick(bools...))
		return c
	}
	name := u.pick(w.operators...)
	k, _ := s3key.Lookup(w.key)
	if odds := 8; u.IntN(odds) == 0 || k.Multivalued && u.IntN(odds) > 1 {
		name = u.pick("ForAllValues:", "ForAnyValue:") + name
	}
	c.Operator.Value = name + u.pick("", "", "", "IfExists")
	isText := strings.Contains(name, "String")
	switch {
	case w.key == "s3:DataAccessPointAccount" && doc.Kind == policy.AccessPoint:
		c.Values = policy.Texts(u.accessPoint.Account())
	case isText && doc.Version.Value != "" && u.IntN(12) == 0:
		c.Values = append(c.Values[1:], policy.Text{Value: u.pick(variables...)})
	}
	return c
}
