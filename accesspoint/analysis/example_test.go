package analysis_test

import (
	"fmt"

	"github.com/s3ap/s3ap/accesspoint/analysis"
	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/policy"
)

func mustParse(k policy.Kind, text string) *policy.Document {
	doc, err := policy.Parse(k, []byte(text))
	if err != nil {
		panic(err)
	}
	return doc
}

func Example() {
	doc := mustParse(policy.Bucket, `{"Version":"2012-10-17","Statement":[
		{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"s3:Get*","Resource":"arn:aws:s3:::amzn-s3-demo-bucket/*"},
		{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::amzn-s3-demo-bucket/a/*"}]}`)
	p := analysis.New(doc, analysis.Place{}, analysis.Budget{})

	fmt.Println("does the second statement add anything?", p.Adds(1).Verdict)
	a := p.AddsTo(0, 1)
	fmt.Println("does the first add to it?", a.Verdict)
	fmt.Println(a.Witness.Request.Action, "on", a.Witness.Bucket.Resource)
	// Output:
	// does the second statement add anything? no
	// does the first add to it? yes
	// s3:GetObject on arn:aws:s3:::amzn-s3-demo-bucket/a
}

func ExampleNewPair() {
	bucket := mustParse(policy.Bucket, `{"Version":"2012-10-17","Statement":[
		{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::amzn-s3-demo-bucket/*",
		"Condition":{"StringEquals":{"s3:DataAccessPointAccount":"111122223333"}}}]}`)
	accessPoint := mustParse(policy.AccessPoint, `{"Version":"2012-10-17","Statement":[
		{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/app"},"Action":["s3:GetObject","s3:PutObject"],
		"Resource":"arn:aws:s3:us-west-2:111122223333:accesspoint/finance/object/*"}]}`)
	p := analysis.NewPair(bucket, accessPoint, analysis.Place{
		Bucket: arn.MustParseBucket("arn:aws:s3:::amzn-s3-demo-bucket"), BucketAccount: "111122223333",
	}, analysis.Budget{})

	a := p.Ineffective(0, analysis.Whole)
	fmt.Println("is some of it without effect?", a.Verdict)
	fmt.Println(a.Witness.Request.Principal, "may not", a.Witness.Request.Action, "on", a.Witness.AccessPoint.Resource)
	// Output:
	// is some of it without effect? yes
	// arn:aws:sts::111122223333:assumed-role/app/session may not s3:PutObject on arn:aws:s3:us-west-2:111122223333:accesspoint/finance/object/x
}

func ExamplePolicy_Beyond() {
	before := mustParse(policy.Bucket, `{"Version":"2012-10-17","Statement":[
		{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::amzn-s3-demo-bucket/*",
		"Condition":{"IpAddress":{"aws:SourceIp":"203.0.113.0/24"}}}]}`)
	after := before.Clone()
	after.Statements[0].Condition[0].Values[0].Value = "203.0.113.0/23"

	a := analysis.New(after, analysis.Place{}, analysis.Budget{}).Beyond(before)
	ip, _ := a.Witness.Request.Context.Value("aws:SourceIp")
	fmt.Println(a.Verdict, "from", ip)
	fmt.Println(analysis.New(before, analysis.Place{}, analysis.Budget{}).Beyond(after).Verdict)
	// Output:
	// yes from 203.0.112.0
	// no
}

func ExamplePolicy_KeepsOwner() {
	doc := mustParse(policy.Bucket, `{"Version":"2012-10-17","Statement":[
		{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":["arn:aws:s3:::amzn-s3-demo-bucket","arn:aws:s3:::amzn-s3-demo-bucket/*"],
		"Condition":{"StringNotEquals":{"aws:SourceVpce":"vpce-1a2b3c4d"}}}]}`)
	p := analysis.New(doc, analysis.Place{BucketAccount: "111122223333"}, analysis.Budget{})
	fmt.Println(p.KeepsOwner("s3:PutBucketPolicy").Verdict)
	// Output:
	// no
}
