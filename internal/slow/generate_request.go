package slow

import (
	"slices"
	"strings"

	"github.com/s3ap/s3ap/policy"
)

// The alphabets hold neighbours: prefixes of each other, other cases, wildcards
// and variables as text, characters of several bytes and bytes that are none.
var (
	accounts = []string{"111111111111", "111111111111", "111111111112"}
	owners   = []string{"app", "App", "ap", "team/app", "Team/app", "team/x/app", "app2"}
	sessions = []string{"s1", "S1", "s2"}
	services = []string{"logging.s3.amazonaws.com", "cloudtrail.amazonaws.com", "Logging.s3.amazonaws.com"}
	users    = []string{"AIDACKCEVSQ6C2EXAMPLE", "AIDACKCEVSQ6C2EXAMPL2", "AIDAckcevsq6c2example"}
	roles    = []string{"AROACKCEVSQ6C2EXAMPLE", "AROACKCEVSQ6C2EXAMPL2", "AROAckcevsq6c2example"}
	owned    = []string{strings.Repeat("0a", 32), strings.Repeat("0b", 32), strings.Repeat("0A", 32)}

	actions = []string{
		"s3:GetObject", "s3:GetObject", "s3:GetObjectVersion", "s3:PutObject", "s3:ListBucket", "s3:getobject",
		"S3:GetObject", "s3express:CreateSession", "s3-object-lambda:GetObject", "iam:GetUser",
	}
	noActions = []string{"", "GetObject", "s3:", ":GetObject", "s3:Get*", "s3:GetObjec?", "*"}

	containers = []string{
		"arn:aws:s3:::led", "arn:aws:s3:::ledger", "arn:aws:s3:::ledger-2", "arn:aws-cn:s3:::ledger",
		"arn:aws:s3:us-west-2:111111111111:accesspoint/led",
		"arn:aws:s3:us-west-2:111111111112:accesspoint/ledger",
	}
	keys = []string{
		"a", "a/b", "A/b", "a:b", "*", "a*b", "axb", "${aws:username}/a", "é", "日", "\xff", "a//b", "ann/x", "red/ann/a", "$", "?",
	}
)

// Request makes a request of anybody, for anything, which carries most keys.
func (g Generator) Request() Request {
	req := Request{
		Caller:   g.caller(),
		Bounded:  g.percent(8),
		Action:   pick(g, actions...),
		Resource: g.resource(),
		Facts:    Facts{map[string][]string{}, map[string]bool{}},
	}
	if g.percent(3) {
		req.Action = pick(g, noActions...)
	}
	if g.percent(3) {
		req.Resource = ""
	}
	for _, p := range pools {
		key := g.recase(p.key)
		switch {
		case g.percent(4):
			req.Unrecorded[key] = true
		case g.percent(75):
			req.Known[key] = g.values(p)
		}
		if g.percent(3) {
			req.Known[strings.ToUpper(p.key)] = g.values(p)
		}
	}
	return req
}

// values makes what a request has under a key: one value, none, or several.
func (g Generator) values(p pool) []string {
	all := slices.Concat(p.values, p.values, p.values, p.requestOnly)
	switch n := g.IntN(100); {
	case n < 4:
		return nil
	case n < 20:
		return []string{pick(g, all...), pick(g, all...)}
	case n < 23:
		return []string{""}
	}
	return []string{pick(g, all...)}
}

func (g Generator) resource() string {
	resource := pick(g, containers...)
	switch {
	case g.percent(4):
		return pick(g, "arn:aws:s3express:us-west-2:111111111111:bucket/led--usw2-az1--x-s3", "arn:aws:iam::111111111111:user/app", "arn:aws:sns:us-west-2:111111111111:led")
	case g.percent(25):
		return resource
	case strings.Contains(resource, "accesspoint"):
		return resource + "/object/" + pick(g, keys...)
	}
	return resource + "/" + pick(g, keys...)
}

var callers = []policy.PrincipalType{
	policy.RootUser, policy.User, policy.User, policy.RoleSession, policy.RoleSession, policy.RoleSession,
	policy.FederatedUser, policy.AWSService, policy.AnonymousUser,
}

// caller makes a principal of which something may be unknown.
func (g Generator) caller() Caller {
	c := Caller{Kind: pick(g, callers...)}
	switch {
	case g.percent(1):
		return Caller{}
	case c.Kind == policy.AWSService:
		c.Service = pick(g, services...)
		return c
	case c.Kind == policy.AnonymousUser:
		return c
	case c.Kind == policy.User && g.percent(8):
		// The one account that is no number and has names with blanks.
		c.Partition, c.Account, c.Owner = "aws", "cloudfront", "CloudFront Origin Access Identity "+pick(g, "E1", "e1")
		return c
	}
	c.Partition, c.Account = pick(g, "aws", "aws", "aws", "aws-cn"), pick(g, accounts...)
	if g.percent(50) {
		c.CanonicalID = pick(g, owned...)
	}
	switch c.Kind {
	case policy.User:
		c.Owner = pick(g, owners...)
		if g.percent(50) {
			c.UniqueID = pick(g, users...)
		}
	case policy.RoleSession:
		c.Owner, c.Session = pick(g, owners...), pick(g, sessions...)
		if g.percent(20) {
			c.PathUnknown, c.Owner = true, base(c.Owner)
		} else if g.percent(20) {
			c.Session = ""
		}
		if g.percent(50) {
			c.UniqueID = pick(g, roles...)
		}
	case policy.FederatedUser:
		c.Session = pick(g, sessions...)
		if g.percent(80) {
			c.Owner = pick(g, owners...)
		}
	}
	return c
}

// names returns entries that name c at every stage, where something is unknown
// by a guess, and at times in another case or with another path.
func (g Generator) names(c Caller) []string {
	owner, session := c.Owner, c.Session
	if owner == "" || g.percent(10) {
		owner = pick(g, owners...)
	}
	if session == "" || g.percent(10) {
		session = pick(g, sessions...)
	}
	if c.Account == "" && (c.Service == "" || g.percent(15)) {
		return []string{pick(g, services...)}
	} else if c.Account == "" {
		return []string{c.Service}
	}
	entries := []string{pick(g, c.Account, c.iam("root"))}
	if g.percent(15) || c.Account == "cloudfront" {
		entries = []string{pick(g, owned...)}
	}
	switch c.Kind {
	case policy.User:
		entries = append(entries, pick(g, c.iam("user/"+owner), c.iam("user/"+owner), pick(g, users...)))
	case policy.RoleSession:
		entries = append(entries, pick(g, c.iam("role/"+owner), c.iam("role/"+owner), pick(g, roles...)))
		entries = append(entries, c.sts("assumed-role/"+base(owner)+"/"+session))
	case policy.FederatedUser:
		entries = append(entries, c.iam("user/"+owner), c.sts("federated-user/"+session))
	}
	return entries
}
