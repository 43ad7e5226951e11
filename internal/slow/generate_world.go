package slow

import (
	"slices"
	"strings"

	"github.com/s3ap/s3ap/internal/s3action"
	"github.com/s3ap/s3ap/policy"
)

var (
	worldAccounts = []string{"111111111111", "111111111112", "111111111113"}
	worldActions  = []string{
		"s3:GetObject", "s3:GetObject", "s3:GetObject", "s3:PutObject", "s3:PutObject", "s3:PutObject", "s3:ListBucket", "s3:ListBucket",
		"s3:GetObjectVersion", "s3:DeleteObject", "s3:PutObjectAcl", "s3:GetBucketLocation", "s3:GetBucketPolicy",
		"s3:AbortMultipartUpload", "s3:ListBucketVersions", "S3:getobject",
	}
	// Through an access point these are not offered.
	directActions = []string{
		"s3:PutBucketPolicy", "s3:PutBucketPolicy", "s3:DeleteBucketPolicy", "s3:DeleteBucketPolicy", "s3:PutBucketAcl",
		"s3:GetBucketVersioning", "s3:GetObjectTorrent",
	}
	vpcs      = []string{"vpc-1a2b3c4d", "vpc-2b3c4d5e"}
	endpoints = []string{"vpce-1a2b3c4d", "vpce-2b3c4d5e"}
	tagSets   = []map[string]string{{"team": "red"}, {"team": "re", "env": "k"}, {"Env": "k"}, {}}
)

// tabled are the actions on buckets and objects that there are, but for those
// that make a bucket.
var tabled = slices.DeleteFunc(slices.Collect(s3action.All()), func(a s3action.Action) bool {
	on := a.Resource == s3action.BucketResource || a.Resource == s3action.ObjectResource
	return !on || !strings.HasPrefix(a.Name, "s3:") || strings.HasPrefix(a.Name, "s3:Create")
})

// World makes a world and a request in it which has something to do with its
// policies. Now and then the request copies an object.
func (g Generator) World() (World, Ask) {
	w := g.place()
	ask := g.ask(w)
	g.attach(&w, ask)
	if g.percent(2) {
		g.spoil(&w)
	}
	if ask.Action == "s3:PutObject" && g.percent(60) {
		if g.percent(50) {
			ask.dropFamilies(ofTarget)
		}
		ask.Source = g.source(w, ask)
	}
	return w, ask
}

// place makes a world without policies.
func (g Generator) place() World {
	w := World{Caller: g.worldCaller()}
	w.Bucket = Bucket{
		Name: pick(g, "led", "ledger"), Account: g.account(w.Caller.Account), Region: "us-west-2",
		Block: g.block(), Tags: g.tags(), ABAC: g.percent(60),
	}
	if g.percent(70) {
		w.AccessPoint = &AccessPoint{
			Name: pick(g, "led", "ledger"), Account: g.account(w.Bucket.Account), Region: w.Bucket.Region,
			Block: g.block(), Tags: g.tags(),
		}
		if g.percent(25) {
			w.AccessPoint.VPC = pick(g, vpcs...)
		}
	}
	if g.percent(25) {
		w.Endpoint = &Endpoint{ID: pick(g, endpoints...), VPC: pick(g, vpcs...)}
		if ap := w.AccessPoint; ap != nil && ap.VPC != "" && g.percent(75) {
			w.Endpoint.VPC = ap.VPC
		}
	}
	if w.Caller.Account != "" {
		w.CallerTags = g.tags()
	}
	for _, id := range worldAccounts {
		if g.percent(40) {
			w.Accounts = append(w.Accounts, Account{ID: id, Management: g.percent(10), Block: Block{
				BlockPublicACLs: g.percent(15), IgnorePublicACLs: g.percent(50), BlockPublicPolicy: g.percent(50), RestrictPublicBuckets: g.percent(15),
			}})
		}
	}
	return w
}

// worldCaller makes a caller that mostly is of the world's partition.
func (g Generator) worldCaller() Caller {
	c := g.caller()
	for c.Kind == 0 {
		c = g.caller()
	}
	if c.Account != "" && c.Account != "cloudfront" {
		c.Partition, c.Account = "aws", pick(g, worldAccounts...)
	}
	c.ServiceLinked = c.Kind == policy.RoleSession && g.percent(10)
	return c
}

// account makes an account that often is the same as another.
func (g Generator) account(other string) string {
	if len(other) == 12 && g.percent(65) {
		return other
	}
	return pick(g, worldAccounts...)
}

func (g Generator) block() *Block {
	switch {
	case g.percent(15):
		return nil
	case g.percent(60):
		return &Block{}
	}
	return &Block{g.percent(50), g.percent(50), g.percent(50), g.percent(50)}
}

func (g Generator) tags() map[string]string {
	if g.percent(60) {
		return nil
	}
	return pick(g, tagSets...)
}

// ask makes a request that the world mostly takes.
func (g Generator) ask(w World) Ask {
	ask := Ask{Action: pick(g, worldActions...), Facts: g.facts(w)}
	if w.AccessPoint == nil && g.percent(30) || g.percent(2) {
		ask.Action = pick(g, directActions...)
	}
	switch n := g.IntN(100); {
	case n < 10:
		ask.Action = pick(g, tabled...).Name
	case n < 22:
		ask.Action = "s3:PutObject"
	}
	if a, _ := s3action.Lookup(ask.Action); (a.Resource == s3action.ObjectResource) != g.percent(1) {
		ask.Key = pick(g, keys...)
	}
	if g.percent(1) {
		ask.Action = pick(g, "GetObject", "s3:", "s3:Get*", "iam:GetUser", "s3:GetObjectX", "")
	}
	if g.percent(1) {
		ask.Key = strings.Repeat("k", 1020+g.IntN(8))
	}
	g.setACL(ask)
	return ask
}

// setACL makes some requests set an ACL, mostly of those that can.
func (g Generator) setACL(ask Ask) {
	if !strings.HasPrefix(ask.Action, "s3:Put") || !g.percent(40) {
		return
	}
	switch {
	case g.percent(5):
		ask.Unrecorded["s3:x-amz-acl"] = true
	case g.percent(60):
		ask.Known["s3:x-amz-acl"] = []string{pick(g, "private", "bucket-owner-full-control", "public-read", "authenticated-read")}
	default:
		ask.Known["s3:x-amz-grant-"+pick(g, "read", "full-control", "write-acp")] = []string{pick(g,
			`id="`+owned[0]+`"`, `uri="http://acs.amazonaws.com/groups/global/AllUsers"`,
			`id="0a", uri="http://acs.amazonaws.com/groups/global/AuthenticatedUsers"`, `uri="http://acs.amazonaws.com/groups/s3/LogDelivery"`)}
	}
}
