package analysis_test

import (
	"math/rand/v2"
	"strings"

	"github.com/s3ap/s3ap/accesspoint"
	"github.com/s3ap/s3ap/accesspoint/analysis"
	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/policy"
)

// A universe is small enough to go through all its requests, and policies are made of
// the same few words.
type universe struct {
	*rand.Rand
	place analysis.Place
	// accessPoint is the one that the policies name, known or not.
	accessPoint arn.AccessPoint
	used        *[]word // of which the policies have made use
}

const (
	owner   = "111122223333"
	foreign = "444455556666"
)

func newUniverse(seed uint64) universe {
	u := universe{rand.New(rand.NewPCG(seed, 7)), analysis.Place{
		Bucket: arn.MustParseBucket("arn:aws:s3:::b1b"), BucketAccount: owner, Origin: accesspoint.Internet(),
	}, arn.AccessPoint{}, new([]word)}
	u.accessPoint = arn.MustParseAccessPoint("arn:aws:s3:us-west-2:" + u.pick(owner, owner, foreign) + ":accesspoint/ap1")
	u.place.AccessPoint = u.accessPoint
	switch u.IntN(4) {
	case 0:
		u.place.Origin = accesspoint.VPC("vpc-1")
	case 1:
		u.place.Origin = accesspoint.NetworkOrigin{} // not known
	}
	switch u.IntN(12) {
	case 0:
		u.place.BucketAccount = ""
	case 1:
		u.place.AccessPoint = arn.AccessPoint{}
	}
	return u
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
	s.Principal = u.principals(s.Effect)
	s.Action = policy.Patterns{Not: u.IntN(8) == 0, Items: u.some("s3:GetObject", "s3:PutObject", "s3:Get*", "s3:*Object", "s3:ListBucket", "s3:*", "s3:PutBucketPolicy", "*", "s3:L?stBucket", "s3:*Policy")}
	s.Resource = policy.Patterns{Not: u.IntN(8) == 0}
	for range 1 + u.IntN(3) {
		s.Resource.Items = append(s.Resource.Items, policy.Text{Value: u.resource(doc)})
	}
	if u.IntN(4) == 0 { // so that only the conditions count
		s.Action, s.Resource = policy.Patterns{Items: policy.Texts("*")}, policy.Patterns{Items: policy.Texts("*")}
	}
	for range u.IntN(3) {
		c := u.condition(doc)
		if !strings.Contains(keysOf(s.Condition), c.Operator.Value+" "+c.Key.Value+"\n") {
			s.Condition = append(s.Condition, c)
		}
	}
	return s
}

func (u universe) principals(e policy.Effect) (p policy.Principals) {
	switch n := u.IntN(12); {
	case n < 4:
		p.Any = true
		return p
	case n == 4:
		p.Service = u.some("logging.s3.amazonaws.com", "cloudtrail.amazonaws.com")
		return p
	case n < 7 && e == policy.Deny:
		p.Not = true
		if u.IntN(2) == 0 {
			p.AWS = policy.Texts(owner, role(owner, "app"), "arn:aws:sts::"+owner+":assumed-role/app/session")
			return p
		}
	}
	p.AWS = u.some(owner, foreign, role(owner, "app"), role(owner, "dev"), role(owner, "team/app"), role(foreign, "app"),
		"arn:aws:iam::"+owner+":user/ann", "arn:aws:sts::"+owner+":assumed-role/app/s1", "arn:aws:sts::"+owner+":federated-user/fed",
		"arn:aws:iam::"+owner+":root", "arn:aws:iam::"+owner+":user/team/bob", "*")
	if u.IntN(8) == 0 {
		p.Service = policy.Texts("logging.s3.amazonaws.com")
	}
	if u.IntN(30) == 0 {
		p.AWS = append(p.AWS, policy.Text{Value: "AROAEXAMPLEEXAMPLEEXA"})
	}
	return p
}

// resource draws an entry of Resource.
func (u universe) resource(doc *policy.Document) string {
	bucket, object := "arn:aws:s3:::b1b", "arn:aws:s3:::b1b/"
	if doc.Kind == policy.AccessPoint {
		bucket = u.accessPoint.String()
		object = bucket + "/object/"
	}
	switch n := u.IntN(8); {
	case n == 0:
		return bucket
	case n == 1:
		return u.pick("*", bucket+"*", object+"*")
	case n == 2:
		return u.pick("arn:aws:s3:*:*:b1b/a*", "arn:aws:s3:*:*:*b", "arn:aws:s3:::*", "arn:aws:s3:*:"+owner+":accesspoint/*/a*", "arn:aws:s3:us-*:*:*:b")
	case n == 3 && doc.Version.Value != "" && u.IntN(2) == 0:
		return object + u.pick("", "a") + u.pick("${aws:PrincipalTag/t}", "${aws:PrincipalTag/t, 'b'}", "${aws:username}", "${*}", "${aws:PrincipalAccount}") + u.pick("", "*")
	}
	item := u.pick("a", "b", "") + u.pick("*", "?", "", "*a", "a*", "*b*") + u.pick("", "", "b", "c")
	if item == "" {
		item = "c"
	}
	return object + item
}

func keysOf(list []policy.Condition) (all string) {
	for _, c := range list {
		all += c.Operator.Value + " " + c.Key.Value + "\n"
	}
	return all
}
