package slow

import (
	"maps"
	"slices"
	"strings"

	"github.com/s3ap/s3ap/policy"
)

// attach gives policies to the world that have something to do with a request.
func (g Generator) attach(w *World, ask Ask) {
	make := func(kind policy.Kind) *policy.Document { return g.layer(kind, *w, ask) }
	some := func(kind policy.Kind, n int) (docs []*policy.Document) {
		for range n {
			docs = append(docs, make(kind))
		}
		return docs
	}
	if g.percent(90) {
		w.Bucket.Policy = make(policy.Bucket)
	}
	if ap := w.AccessPoint; ap != nil && g.percent(85) {
		ap.Policy = make(policy.AccessPoint)
	}
	switch w.Caller.Kind {
	case policy.User, policy.RoleSession, policy.FederatedUser:
		if g.percent(25) {
			w.Boundary = make(policy.Boundary)
		}
		w.Identity = some(policy.Identity, pick(g, 0, 1, 1, 1, 2))
	}
	switch {
	case w.Caller.Kind == policy.RoleSession && g.percent(30), w.Caller.Kind == policy.FederatedUser && g.percent(80):
		w.Session = some(policy.Session, pick(g, 1, 1, 2))
	}
	if w.Endpoint != nil && g.percent(70) {
		w.Endpoint.Policy = make(policy.VPCEndpoint)
	}
	for i := range w.Accounts {
		if g.percent(40) {
			for range 1 + g.IntN(2) {
				w.Accounts[i].ServiceControl = append(w.Accounts[i].ServiceControl, some(policy.ServiceControl, pick(g, 1, 1, 1, 1, 2, 2, 0)))
			}
		}
		if g.percent(40) {
			for range 1 + g.IntN(2) {
				w.Accounts[i].ResourceControl = append(w.Accounts[i].ResourceControl, some(policy.ResourceControl, g.IntN(2)))
			}
		}
	}
}

// layer makes a policy of a kind that mostly lets the request pass, and always
// one that compiles.
func (g Generator) layer(kind policy.Kind, w World, ask Ask) *policy.Document {
	for {
		doc := &policy.Document{Kind: kind, Version: policy.Text{Value: "2012-10-17"}}
		if kind != policy.ServiceControl && kind != policy.ResourceControl && g.percent(10) {
			doc.Version.Value = pick(g, "2008-10-17", "")
		}
		if kind != policy.ResourceControl && g.percent(88) {
			doc.Statements = append(doc.Statements, g.allow(doc, w, ask))
		}
		for range pick(g, 0, 0, 1, 1, 2) {
			switch {
			case kind != policy.ResourceControl && g.percent(40):
				doc.Statements = append(doc.Statements, g.allow(doc, w, ask))
			case g.percent(50):
				doc.Statements = append(doc.Statements, g.deny(doc, w, ask))
			default:
				doc.Statements = append(doc.Statements, g.statement(doc, g.seen(w, ask)))
			}
		}
		_, err := doc.Compile()
		if err == nil && g.fits(doc) {
			return doc
		}
	}
}

// fits tells whether a policy may stand where it is to. Those that cannot be told
// never do, and few of the others that should not.
func (g Generator) fits(doc *policy.Document) bool {
	misplaced := World{Bucket: Bucket{Policy: doc}}.Misplaced()
	switch doc.Kind {
	case policy.AccessPoint:
		misplaced = World{AccessPoint: &AccessPoint{Policy: doc}}.Misplaced()
	case policy.Bucket:
	default:
		return true
	}
	return misplaced == No || misplaced == Yes && g.percent(10)
}

// seen is the request as the policies of some leg see it.
func (g Generator) seen(w World, ask Ask) Request {
	return w.seen(pick(g, w.legs(ask.Key)...), ask)
}

// allow makes an Allow that is mostly about the request on both legs.
func (g Generator) allow(doc *policy.Document, w World, ask Ask) policy.Statement {
	s := policy.Statement{Effect: policy.Allow}
	if doc.Kind == policy.Bucket && w.AccessPoint != nil && g.percent(35) {
		return g.delegation(w)
	}
	if doc.Kind.NamesPrincipals() {
		s.Principal = g.named(doc.Kind, w.Caller)
	}
	s.Action.Items = policy.Texts(pick(g, ask.Action, "s3:*", "s3:*", "*", "s3:Get*"))
	s.Resource.Items = g.covering(w, ask)
	switch {
	case g.percent(25):
		s.Condition = []policy.Condition{g.fact(doc, g.seen(w, ask), 80)}
	case doc.Kind.NamesPrincipals() && g.percent(10):
		s.Condition = []policy.Condition{g.limit()}
	}
	return s
}

// delegation lets the policies of the access point, or of all of its account's,
// decide. S3 User Guide, "Configuring IAM policies for using access points".
func (g Generator) delegation(w World) policy.Statement {
	s := policy.Statement{Effect: policy.Allow, Principal: policy.Principals{Any: true}}
	if g.percent(15) {
		s.Principal = policy.Principals{AWS: policy.Texts(w.AccessPoint.Account)}
	}
	s.Action.Items = policy.Texts(pick(g, "*", "s3:*", "s3:GetObject"))
	s.Resource.Items = policy.Texts("arn:aws:s3:::"+w.Bucket.Name, "arn:aws:s3:::"+w.Bucket.Name+"/*")
	name := w.AccessPoint.ARN()
	c := pick(g,
		policy.Condition{Operator: policy.Text{Value: "StringEquals"}, Key: policy.Text{Value: "s3:DataAccessPointAccount"}, Values: policy.Texts(w.AccessPoint.Account)},
		policy.Condition{Operator: policy.Text{Value: "ArnLike"}, Key: policy.Text{Value: "s3:DataAccessPointArn"}, Values: policy.Texts(name[:strings.LastIndex(name, "/")+1] + "*")},
		policy.Condition{Operator: policy.Text{Value: "StringEquals"}, Key: policy.Text{Value: "s3:DataAccessPointArn"}, Values: policy.Texts(name)},
		policy.Condition{Operator: policy.Text{Value: "StringLike"}, Key: policy.Text{Value: "s3:DataAccessPointAccount"}, Values: policy.Texts(w.AccessPoint.Account[:4] + "*")},
	)
	s.Condition = []policy.Condition{c}
	return s
}

// named makes the Principal of an Allow, which mostly names the caller.
func (g Generator) named(kind policy.Kind, c Caller) policy.Principals {
	if kind == policy.VPCEndpoint && g.percent(80) || g.percent(20) {
		return policy.Principals{Any: true}
	}
	if g.percent(15) {
		return g.principals(kind, policy.Allow, c)
	}
	if c.Kind == policy.AWSService {
		return policy.Principals{Service: policy.Texts(c.Service)}
	}
	var entries []string
	for _, name := range g.names(c) {
		if !strings.HasSuffix(name, ".amazonaws.com") && len(name) != 64 {
			entries = append(entries, name)
		}
	}
	if len(entries) == 0 {
		return policy.Principals{AWS: policy.Texts("*")}
	}
	return policy.Principals{AWS: policy.Texts(pick(g, entries...))}
}

// covering makes the Resource of a statement that is about one leg or both.
func (g Generator) covering(w World, ask Ask) (items []policy.Text) {
	for _, l := range w.legs(ask.Key) {
		if g.percent(12) {
			continue
		}
		all := "arn:aws:s3:::" + w.Bucket.Name + "*"
		if l.policyLayer == AccessPointLayer {
			all = strings.TrimSuffix(w.AccessPoint.ARN(), w.AccessPoint.Name) + "*"
		}
		item := pick(g, l.resource, strings.TrimSuffix(l.resource, ask.Key)+"*", all)
		items = append(items, policy.Text{Value: strings.ToValidUTF8(item, "*")})
	}
	if len(items) == 0 || g.percent(15) {
		items = append(items, policy.Text{Value: "*"})
	}
	return items
}

// deny makes a Deny that is often about the request, but for its condition.
func (g Generator) deny(doc *policy.Document, w World, ask Ask) policy.Statement {
	s := policy.Statement{Effect: policy.Deny}
	seen := g.seen(w, ask)
	if doc.Kind.NamesPrincipals() {
		s.Principal = g.principals(doc.Kind, policy.Deny, w.Caller)
	}
	s.Action.Items = policy.Texts(pick(g, ask.Action, "s3:*", "s3:Put*", "s3:DeleteObject"))
	s.Resource.Items = g.covering(w, ask)
	if g.percent(15) {
		s.Resource.Not = true
	}
	if g.percent(75) {
		s.Condition = []policy.Condition{g.fact(doc, seen, 20)}
	}
	return s
}

// worldKeys are asked for even where they are absent.
var worldKeys = []string{
	"s3:DataAccessPointArn", "s3:DataAccessPointAccount", "s3:AccessPointNetworkOrigin", "s3:AccessPointTag/team", "s3:AccessPointTag/env",
	"s3:BucketTag/team", "s3:BucketTag/env", "aws:ResourceTag/team", "aws:ResourceTag/env", "aws:ResourceAccount", "s3:ResourceAccount", "aws:PrincipalArn",
	"aws:PrincipalAccount", "aws:PrincipalType", "aws:userid", "aws:username", "aws:SourceVpc", "aws:SourceVpce", "aws:PrincipalOrgID", "s3:x-amz-acl",
	"aws:PrincipalIsAWSService", "aws:PrincipalServiceName", "aws:PrincipalTag/team", "s3:ExistingObjectTag/team", "s3:x-amz-copy-source", "s3:versionid",
}

// fact makes a condition on a key of the request that holds at a rate.
func (g Generator) fact(doc *policy.Document, seen Request, rate int) policy.Condition {
	key := pick(g, worldKeys...)
	if known := slices.Sorted(maps.Keys(seen.Known)); len(known) > 0 && g.percent(60) {
		key = pick(g, known...)
	}
	value := pick(g, "111111111111", "Internet", "red", "k", "vpc-1a2b3c4d", "true", "led/a", "${aws:PrincipalTag/team}")
	values, present := seen.lookup(key)
	wanted := g.percent(rate)
	operator := pick(g, "StringEquals", "StringEquals", "StringLike", "StringEqualsIfExists", "ForAnyValue:StringEquals", "ForAllValues:StringEquals", "ArnLike")
	if present == Yes && wanted {
		value = values[0]
	} else if wanted || g.percent(30) {
		operator = pick(g, "StringNotEquals", "StringNotLike", "StringNotEqualsIfExists", "Null")
	}
	if operator == "ArnLike" && !strings.HasPrefix(value, "arn:") {
		operator = "StringEquals"
	}
	if operator == "Null" {
		value = pick(g, "true", "true", "false")
	}
	return policy.Condition{
		Operator: policy.Text{Value: g.recase(operator)}, Key: policy.Text{Value: g.recase(key)}, Values: policy.Texts(valid(doc, value)),
	}
}
