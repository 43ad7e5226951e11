package analysis_test

import (
	"math/rand/v2"
	"strings"

	"github.com/s3ap/s3ap/accesspoint"
	"github.com/s3ap/s3ap/accesspoint/analysis"
	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/internal/s3action"
	"github.com/s3ap/s3ap/internal/s3key"
	"github.com/s3ap/s3ap/policy"
)

// A universe is small enough to go through all its requests, and policies are made of
// the same few words.
type universe struct {
	*rand.Rand
	place analysis.Place
}

const (
	owner   = "111122223333"
	foreign = "444455556666"
)

func newUniverse(seed uint64) universe {
	u := universe{rand.New(rand.NewPCG(seed, 7)), analysis.Place{
		Bucket: arn.MustParseBucket("arn:aws:s3:::b1b"), BucketAccount: owner, Origin: accesspoint.Internet(),
	}}
	u.place.AccessPoint = arn.MustParseAccessPoint("arn:aws:s3:us-west-2:" + u.pick(owner, owner, foreign) + ":accesspoint/ap1")
	switch u.IntN(4) {
	case 0:
		u.place.Origin = accesspoint.VPC("vpc-1")
	case 1:
		u.place.Origin = accesspoint.NetworkOrigin{} // not known
	}
	return u
}

// origin is that of the access point, one of those it may have if it is not known.
func (u universe) origin() accesspoint.NetworkOrigin {
	if !u.place.Origin.IsValid() {
		return accesspoint.Internet()
	}
	return u.place.Origin
}

func (u universe) pick(items ...string) string { return items[u.IntN(len(items))] }

func (u universe) some(items ...string) []policy.Text {
	var list []string
	for range 1 + u.IntN(3) {
		list = append(list, u.pick(items...))
	}
	return policy.Texts(list...)
}

func role(account, name string) string { return "arn:aws:iam::" + account + ":role/" + name }

func (u universe) document(kind policy.Kind, statements int) *policy.Document {
	doc := &policy.Document{Kind: kind, Statements: []policy.Statement{}}
	if u.IntN(3) > 0 {
		doc.Version.Value = "2012-10-17"
	}
	for range statements {
		doc.Statements = append(doc.Statements, u.statement(doc))
	}
	return doc
}

func (u universe) statement(doc *policy.Document) policy.Statement {
	s := policy.Statement{Effect: policy.Allow}
	if u.IntN(5) < 2 {
		s.Effect = policy.Deny
	}
	switch n := u.IntN(10); {
	case n < 4:
		s.Principal.Any = true
	case n < 6 && s.Effect == policy.Deny:
		s.Principal.Not = true
		s.Principal.AWS = policy.Texts(owner, role(owner, "app"), "arn:aws:sts::"+owner+":assumed-role/app/session")
	case n == 9:
		s.Principal.Service = policy.Texts("logging.s3.amazonaws.com")
	default:
		s.Principal.AWS = u.some(owner, foreign, role(owner, "app"), role(owner, "dev"), role(owner, "team/app"), role(foreign, "app"),
			"arn:aws:iam::"+owner+":user/ann", "arn:aws:sts::"+owner+":assumed-role/app/s1", "arn:aws:sts::"+owner+":federated-user/fed", "*")
	}
	s.Action = policy.Patterns{Not: u.IntN(8) == 0, Items: u.some("s3:GetObject", "s3:PutObject", "s3:Get*", "s3:*Object", "s3:ListBucket", "s3:*", "s3:PutBucketPolicy", "*", "s3:L?stBucket")}
	bucket, object := "arn:aws:s3:::b1b", "arn:aws:s3:::b1b/"
	if doc.Kind == policy.AccessPoint {
		bucket = u.place.AccessPoint.String()
		object = bucket + "/object/"
	}
	s.Resource = policy.Patterns{Not: u.IntN(8) == 0}
	for range 1 + u.IntN(3) {
		item := object + u.pick("a", "b", "") + u.pick("*", "?", "", "*a", "a*", "*b*") + u.pick("", "", "b", "c")
		switch u.IntN(8) {
		case 0:
			item = bucket
		case 1:
			item = u.pick("*", bucket+"*", object+"*")
		case 3:
			item = u.pick("arn:aws:s3:*:*:b1b/a*", "arn:aws:s3:*:*:*b", "arn:aws:s3:::*", "arn:aws:s3:*:"+owner+":accesspoint/*/a*", "arn:aws:s3:us-*:*:*:b")
		case 2:
			if doc.Version.Value != "" && u.IntN(2) == 0 {
				item = object + "${aws:PrincipalTag/t}" + u.pick("", "*")
			}
		}
		if item == object {
			item += "c"
		}
		s.Resource.Items = append(s.Resource.Items, policy.Text{Value: item})
	}
	for range u.IntN(3) {
		c := u.condition(doc)
		if !strings.Contains(keysOf(s.Condition), c.Operator.Value+" "+c.Key.Value+"\n") {
			s.Condition = append(s.Condition, c)
		}
	}
	return s
}

func keysOf(list []policy.Condition) (all string) {
	for _, c := range list {
		all += c.Operator.Value + " " + c.Key.Value + "\n"
	}
	return all
}

func (u universe) condition(doc *policy.Document) policy.Condition {
	c := policy.Condition{}
	set := u.pick("", "", "", "", "ForAllValues:", "ForAnyValue:")
	exists := u.pick("", "", "", "IfExists")
	switch u.IntN(11) {
	case 9:
		c.Key.Value, c.Operator.Value = "aws:SourceVpc", u.pick("StringEquals", "StringNotEquals", "StringLike")+exists
		c.Values = u.some("vpc-1", "vpc-2", "vpc-*", "*")
	case 10:
		c.Key.Value, c.Operator.Value = "s3:AccessPointNetworkOrigin", u.pick("StringEquals", "StringNotEquals")+exists
		c.Values = u.some("VPC", "Internet")
	case 0:
		c.Key.Value, c.Operator.Value = "aws:PrincipalTag/t", set+u.pick("StringEquals", "StringNotEquals", "StringLike", "StringEqualsIgnoreCase")+exists
		c.Values = u.some("a", "b", "*", "A", "a*")
		if doc.Version.Value != "" && u.IntN(6) == 0 {
			c.Values = policy.Texts("${aws:PrincipalAccount}")
		}
	case 1:
		c.Key.Value, c.Operator.Value = "s3:max-keys", u.pick("NumericLessThan", "NumericEquals", "NumericNotEquals", "NumericGreaterThanEquals")+exists
		c.Values = u.some("1", "2", "10")
	case 2:
		c.Key.Value, c.Operator.Value = "aws:SourceIp", u.pick("IpAddress", "NotIpAddress")+exists
		c.Values = u.some("10.0.0.0/8", "10.0.0.1", "0.0.0.0/0")
	case 3:
		c.Key.Value, c.Operator.Value = "s3:RequestObjectTagKeys", set+u.pick("StringEquals", "StringNotEquals", "StringLike")+exists
		c.Values = u.some("a", "b", "?")
	case 4:
		c.Key.Value, c.Operator.Value = "aws:PrincipalArn", u.pick("ArnLike", "ArnNotEquals", "StringLike", "StringEquals")+exists
		c.Values = u.some(role(owner, "app"), role(owner, "*"), role(owner, "team/*"), "arn:aws:iam::*:role/d*", "*")
	case 5:
		c.Key.Value, c.Operator.Value = "s3:DataAccessPointAccount", u.pick("StringEquals", "StringNotEquals")+exists
		c.Values = u.some(owner, foreign)
		if doc.Kind == policy.AccessPoint {
			c.Values = policy.Texts(u.place.AccessPoint.Account())
		}
	case 6:
		c.Key.Value, c.Operator.Value = u.pick("aws:PrincipalTag/t", "aws:SourceIp", "s3:RequestObjectTagKeys"), "Null"
		c.Values = policy.Texts(u.pick("true", "false"))
	case 7:
		c.Key.Value, c.Operator.Value = u.pick("aws:PrincipalAccount", "aws:ResourceAccount"), u.pick("StringEquals", "StringNotEquals")+exists
		c.Values = u.some(owner, foreign)
	default:
		c.Key.Value, c.Operator.Value = "s3:DataAccessPointArn", u.pick("ArnLike", "StringEquals", "StringNotLike")+exists
		c.Values = u.some("arn:aws:s3:us-west-2:"+owner+":accesspoint/ap1", "arn:aws:s3:us-west-2:"+owner+":accesspoint/*", "arn:aws:s3:*:*:accesspoint/a*")
	}
	return c
}

var (
	universeCallers = []policy.Principal{
		mustRole(role(owner, "app"), "session"), mustRole(role(owner, "app"), "s1"), mustRole(role(owner, "team/app"), "s1"),
		mustRole(role(owner, "App"), "s2"), mustFederated("arn:aws:iam::"+owner+":user/ann", "fed"), mustRole(role(owner, "dev"), "s"), mustRole(role(foreign, "app"), "s"),
		policy.MustParsePrincipal("arn:aws:iam::" + owner + ":user/ann"), policy.MustParsePrincipal("arn:aws:iam::" + foreign + ":root"),
		policy.MustParsePrincipal("logging.s3.amazonaws.com"), policy.Anonymous(),
	}
	universeActions = []string{"s3:GetObject", "s3:PutObject", "s3:GetObjectTagging", "s3:ListBucket", "s3:PutBucketPolicy"}
)

func mustFederated(user, name string) policy.Principal {
	p, err := policy.Federated(user, name)
	if err != nil {
		panic(err)
	}
	return p
}

func mustRole(arn, session string) policy.Principal {
	p, err := policy.AssumedRole(arn, session)
	if err != nil {
		panic(err)
	}
	return p
}

// contexts are those with one or two keys of a few that the policies know.
func contexts() (list []condition.Context) {
	values := map[condition.Key][][]string{
		"aws:PrincipalTag/t":      {nil, {"a"}, {"A"}, {"ab"}, {owner}},
		"s3:max-keys":             {nil, {"1"}, {"2"}, {"11"}},
		"aws:SourceIp":            {nil, {"10.0.0.1"}, {"192.0.2.1"}},
		"aws:SourceVpc":           {nil, {"vpc-1"}, {"vpc-3"}},
		"s3:RequestObjectTagKeys": {nil, {"a"}, {"a", "b"}, {"ab"}, {"b", "ab"}},
	}
	keys := []condition.Key{"aws:PrincipalTag/t", "s3:max-keys", "aws:SourceIp", "aws:SourceVpc", "s3:RequestObjectTagKeys"}
	for i, a := range keys {
		for _, b := range keys[i+1:] {
			for _, v := range values[a] {
				for _, w := range values[b] {
					list = append(list, condition.NewContext(condition.Strings(a, v...), condition.Strings(b, w...)))
				}
			}
		}
	}
	return list
}

func universeKeys() []string {
	list := []string{""}
	last := []string{""}
	for range 3 {
		var next []string
		for _, w := range last {
			for _, c := range []string{"a", "b", "c"} {
				next = append(next, w+c)
			}
		}
		list, last = append(list, next...), next
	}
	return list
}

// A tried request is what the policies are asked, and what is known of the request.
type tried struct {
	req                 accesspoint.Request
	bucket, accessPoint policy.Request
}

// requests goes through some thousand requests, each time others.
func (u universe) requests(n int) (list []tried) {
	keys, all := universeKeys(), contexts()
	for len(list) < n {
		req := accesspoint.Request{
			Principal: universeCallers[u.IntN(len(universeCallers))], Action: u.pick(universeActions...),
			Bucket: u.place.Bucket, BucketAccount: owner, Key: keys[u.IntN(len(keys))], Context: all[u.IntN(len(all))],
		}
		if strings.HasSuffix(req.Action, "ListBucket") || strings.HasSuffix(req.Action, "Policy") {
			req.Key = ""
		} else if req.Key == "" {
			continue
		}
		if u.IntN(3) > 0 && req.Principal.Type() != policy.AnonymousUser && !strings.HasSuffix(req.Action, "Policy") {
			req.AccessPoint = u.place.AccessPoint
			if u.IntN(4) == 0 {
				req.AccessPoint = arn.MustParseAccessPoint("arn:aws:s3:us-west-2:" + u.pick(owner, foreign, "999988887777") + ":accesspoint/" + u.pick("abc", "xyz"))
			}
		}
		if !plausible(&req) {
			continue
		}
		origin := accesspoint.Internet()
		if req.AccessPoint == u.place.AccessPoint {
			origin = u.origin()
		}
		if vpc, ok := req.Context.Value("aws:SourceVpc"); origin.VPCID() != "" && (!ok || vpc != origin.VPCID()) {
			continue
		}
		bucket, accessPoint := req.Asked(origin)
		list = append(list, tried{req, bucket, accessPoint})
	}
	return list
}

// plausible leaves out requests that there cannot be, which the analysis leaves out too.
func plausible(req *accesspoint.Request) bool {
	has := func(k condition.Key) bool { return req.Context.Has(k) == condition.True }
	t := req.Principal.Type()
	for _, key := range req.Context.Keys() {
		if k, ok := s3key.Lookup(string(key)); ok && !k.ForAction(s3action.Number(req.Action)) {
			return false
		}
	}
	return !(t == policy.AnonymousUser && has("aws:PrincipalTag/t")) && !(has("aws:SourceIp") && has("aws:SourceVpc")) &&
		!(t == policy.AWSService && (has("aws:SourceIp") || has("aws:SourceVpc")))
}
