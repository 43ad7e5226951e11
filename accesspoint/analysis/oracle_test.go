package analysis_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/accesspoint"
	"github.com/s3ap/s3ap/accesspoint/analysis"
	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/condition"
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
	return universe{rand.New(rand.NewPCG(seed, 7)), analysis.Place{
		Bucket: arn.MustParseBucket("arn:aws:s3:::b1b"), BucketAccount: owner,
		AccessPoint: arn.MustParseAccessPoint("arn:aws:s3:us-west-2:" + owner + ":accesspoint/ap1"),
		Origin:      accesspoint.Internet(),
	}}
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
		bucket = "arn:aws:s3:us-west-2:" + owner + ":accesspoint/ap1"
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
		c.Key.Value, c.Operator.Value = "aws:TagKeys", set+u.pick("StringEquals", "StringNotEquals", "StringLike")+exists
		c.Values = u.some("a", "b", "?")
	case 4:
		c.Key.Value, c.Operator.Value = "aws:PrincipalArn", u.pick("ArnLike", "ArnNotEquals", "StringLike", "StringEquals")+exists
		c.Values = u.some(role(owner, "app"), role(owner, "*"), role(owner, "team/*"), "arn:aws:iam::*:role/d*", "*")
	case 5:
		c.Key.Value, c.Operator.Value = "s3:DataAccessPointAccount", u.pick("StringEquals", "StringNotEquals")+exists
		c.Values = u.some(owner, foreign)
		if doc.Kind == policy.AccessPoint {
			c.Values = policy.Texts(owner)
		}
	case 6:
		c.Key.Value, c.Operator.Value = u.pick("aws:PrincipalTag/t", "aws:SourceIp", "aws:TagKeys"), "Null"
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
		"aws:PrincipalTag/t": {nil, {"a"}, {"A"}, {"ab"}, {owner}},
		"s3:max-keys":        {nil, {"1"}, {"2"}, {"11"}},
		"aws:SourceIp":       {nil, {"10.0.0.1"}, {"192.0.2.1"}},
		"aws:SourceVpc":      {nil, {"vpc-1"}, {"vpc-3"}},
		"aws:TagKeys":        {nil, {"a"}, {"a", "b"}, {"ab"}, {"b", "ab"}},
	}
	keys := []condition.Key{"aws:PrincipalTag/t", "s3:max-keys", "aws:SourceIp", "aws:SourceVpc", "aws:TagKeys"}
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
		bucket, accessPoint := req.Asked(u.place.Origin)
		list = append(list, tried{req, bucket, accessPoint})
	}
	return list
}

// plausible leaves out requests that there cannot be, which the analysis leaves out too.
func plausible(req *accesspoint.Request) bool {
	has := func(k condition.Key) bool { return req.Context.Has(k) == condition.True }
	t := req.Principal.Type()
	return !(t == policy.AnonymousUser && has("aws:PrincipalTag/t")) && !(has("aws:SourceIp") && has("aws:SourceVpc")) &&
		!(t == policy.AWSService && (has("aws:SourceIp") || has("aws:SourceVpc")))
}

// one compiles statements of a document by themselves.
func one(t testing.TB, doc *policy.Document, indices ...int) *policy.Policy {
	d := &policy.Document{Kind: doc.Kind, Version: doc.Version, Statements: []policy.Statement{}}
	for _, i := range indices {
		d.Statements = append(d.Statements, doc.Statements[i])
	}
	p, err := d.Compile()
	require.NoError(t, err)
	return p
}

func applies(p *policy.Policy, req policy.Request) bool {
	return p.Evaluate(req).Outcome != policy.ImplicitDeny
}

// A tally counts answers, and holds them against the requests that were tried.
type tally struct {
	testing.TB
	yes, no, unknown int
	reasons          map[string]int
}

// holds checks one answer: what shows a Yes must be so, and nothing that was tried may
// show that a No is wrong.
func (n *tally) holds(name string, a analysis.Answer, doc *policy.Document, all []tried, shows func(r tried) bool) {
	n.Helper()
	switch a.Verdict {
	case analysis.Yes:
		n.yes++
		w := tried{a.Witness.Request, a.Witness.Bucket, a.Witness.AccessPoint}
		if !shows(w) {
			n.Fatalf("%s: the witness %+v shows nothing of %s", name, w.req, printed(doc))
		}
	case analysis.No:
		n.no++
		for _, r := range all {
			if shows(r) {
				n.Fatalf("%s: no, but %v %v %v %v %v shows it of %s", name, r.req.Principal, r.req.Action, r.bucket.Resource, r.req.AccessPoint, r.req.Context.Keys(), printed(doc))
			}
		}
	default:
		n.unknown++
		n.reasons[a.Reason]++
		if strings.Contains(a.Reason, "defect") {
			n.Fatalf("%s: %s: %s", name, a.Reason, printed(doc))
		}
		require.NotEmpty(n, a.Reason)
	}
}

func TestAnswersAboutStatementsAgreeWithTheEvaluator(t *testing.T) {
	n := &tally{TB: t, reasons: map[string]int{}}
	policies := 50
	if testing.Short() {
		policies = 10
	}
	for seed := range policies {
		u := newUniverse(uint64(seed))
		kind := []policy.Kind{policy.Bucket, policy.Bucket, policy.AccessPoint}[u.IntN(3)]
		u.checkStatements(n, u.document(kind, 2+u.IntN(3)))
	}
	t.Logf("%d yes, %d no, %d unknown: %v", n.yes, n.no, n.unknown, n.reasons)
}

func (u universe) checkStatements(n *tally, doc *policy.Document) {
	p := analysis.New(doc, u.place, analysis.Budget{})
	var all []tried
	for _, r := range u.requests(3000) {
		if doc.Kind == policy.Bucket || r.req.AccessPoint == u.place.AccessPoint {
			all = append(all, r)
		}
	}
	asked := func(r tried) policy.Request {
		if doc.Kind == policy.Bucket {
			return r.bucket
		}
		return r.accessPoint
	}
	whole, err := doc.Compile()
	require.NoError(n, err)
	for i := range doc.Statements {
		own := one(n, doc, i)
		n.holds("Matches", p.Matches(i), doc, all, func(r tried) bool { return applies(own, asked(r)) })
		var others []int
		for j := range doc.Statements {
			if j != i && doc.Statements[j].Effect == doc.Statements[i].Effect {
				others = append(others, j)
			}
			other := one(n, doc, j)
			n.holds("AddsTo", p.AddsTo(i, j), doc, all, func(r tried) bool { return applies(own, asked(r)) && !applies(other, asked(r)) })
			n.holds("Overlap", p.Overlap(i, j), doc, all, func(r tried) bool { return applies(own, asked(r)) && applies(other, asked(r)) })
		}
		rest := one(n, doc, others...)
		n.holds("Adds", p.Adds(i), doc, all, func(r tried) bool { return applies(own, asked(r)) && !applies(rest, asked(r)) })
		if doc.Statements[i].Effect == policy.Allow {
			n.holds("Survives", p.Survives(i), doc, all, func(r tried) bool {
				return applies(own, asked(r)) && whole.Evaluate(asked(r)).Outcome == policy.Allowed
			})
		}
	}
}

func printed(doc *policy.Document) string {
	text, err := doc.MarshalJSON()
	if err != nil {
		return err.Error()
	}
	return string(text)
}
