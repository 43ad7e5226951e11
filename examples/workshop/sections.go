package main

import (
	"github.com/s3ap/s3ap/accesspoint"
	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/policy"
)

// A section is some requests under one setting.
type section struct {
	title  string
	note   string
	answer []answer
}

type answer struct {
	request     request
	explanation accesspoint.Explanation
}

// sections are the requests of step 6 and the near misses that matter.
func (w *workshop) sections() []section {
	listing, grant := w.withListing()
	attached := func(ap accessPoint) *policy.Policy { return ap.policy }
	ask := func(bucketPolicy *policy.Policy, apPolicy func(accessPoint) *policy.Policy, requests ...request) []answer {
		var list []answer
		for _, r := range requests {
			list = append(list, answer{r, w.decide(r, bucketPolicy, apPolicy)})
		}
		return list
	}
	byARN, byAlias, byBucket := w.open.arn.String(), w.open.alias.String(), w.bucket.Name()
	list := request{title: "list through the access point ARN", action: "s3:ListBucket", bucket: byARN}
	return []section{
		{
			title: "Step 6: through the access point",
			answer: ask(w.bucketPolicy, attached,
				list,
				get("get an own object", byARN, "jane/report.csv"),
				get("get another user's object", byARN, "mateo/report.csv"),
				get("get an own object through the alias", byAlias, "jane/report.csv"),
				get("get another user's object through the alias", byAlias, "mateo/report.csv"),
				request{title: "put where only get is granted", action: "s3:PutObject", bucket: byARN, key: "jane/report.csv"},
			),
		},
		{
			title:  "Listing, once the access point policy grants it",
			note:   "The workshop's policy grants no s3:ListBucket. This statement does, on the access point itself:\n" + grant,
			answer: ask(w.bucketPolicy, func(accessPoint) *policy.Policy { return listing }, list),
		},
		{
			title:  "Directly on the bucket: the delegation is to access points alone",
			answer: ask(w.bucketPolicy, attached, get("get an own object", byBucket, "jane/report.csv")),
		},
		{
			title:  "Without the delegation: no bucket policy",
			answer: ask(nil, attached, get("get an own object", byARN, "jane/report.csv")),
		},
		{
			title: "Through an access point that takes requests from " + vpc + " alone",
			answer: ask(w.bucketPolicy, attached,
				from(get("get an own object from inside the VPC", w.inVPC.arn.String(), "jane/report.csv"), vpc),
				from(get("get an own object from another VPC", w.inVPC.arn.String(), "jane/report.csv"), "vpc-5e6f7a8b"),
				get("get an own object from the internet", w.inVPC.arn.String(), "jane/report.csv"),
			),
		},
	}
}

func get(title, bucket, key string) request {
	return request{title: title, action: "s3:GetObject", bucket: bucket, key: key}
}

// from puts a request behind an endpoint in a VPC.
func from(r request, vpc string) request {
	r.context = condition.NewContext(condition.String(condition.SourceVPC, vpc))
	return r
}

// withListing returns the access point policy with a statement that grants
// listing, and that statement as text.
func (w *workshop) withListing() (*policy.Policy, string) {
	doc := w.open.policy.Document()
	grant := policy.Statement{
		Sid:       policy.Text{Value: "ListOwnFolder"},
		Effect:    policy.Allow,
		Principal: policy.Principals{AWS: policy.Texts(jane)},
		Action:    policy.Patterns{Items: policy.Texts("s3:ListBucket")},
		Resource:  policy.Patterns{Items: policy.Texts(w.open.arn.String())},
	}
	doc.Statements = append(doc.Statements, grant)
	p, err := doc.Compile()
	if err != nil {
		panic(err) // the statement is part of this program
	}
	return p, (&policy.Document{Statements: []policy.Statement{grant}}).String()
}
