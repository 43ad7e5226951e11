package analysis_test

import (
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/accesspoint/analysis"
	"github.com/s3ap/s3ap/policy"
)

func workload(t testing.TB, name string, k policy.Kind) *policy.Document {
	text, err := os.ReadFile(filepath.Join("../../testdata/workloads", name))
	require.NoError(t, err)
	doc, err := policy.Parse(k, text)
	require.NoError(t, err)
	return doc
}

// The policy of w3 has 90 statements and 20 KB.
func BenchmarkLargePolicy(b *testing.B) {
	doc := workload(b, "w3.bucket.json", policy.Bucket)
	edited := doc.Clone()
	edited.Statements[40].Action.Items = append(edited.Statements[40].Action.Items, policy.Text{Value: "s3:DeleteObject"})
	p := analysis.New(doc, analysis.Place{BucketAccount: "111122223333"}, analysis.Budget{})
	for name, ask := range map[string]func(i int) analysis.Answer{
		"made ready":          func(int) analysis.Answer { return analysis.New(doc, analysis.Place{}, analysis.Budget{}).Matches(0) },
		"adds to all others":  p.Adds,
		"survives all denies": p.Survives,
		"adds to another":     func(i int) analysis.Answer { return p.AddsTo(i, i/2) },
		"nothing new":         func(int) analysis.Answer { return p.Beyond(doc) },
		"new beside the old one": func(int) analysis.Answer {
			return analysis.New(edited, analysis.Place{}, analysis.Budget{}).Beyond(doc)
		},
		"keeps the owner's roles": func(int) analysis.Answer { return p.KeepsOwner("s3:PutBucketPolicy") },
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				ask(i % len(doc.Statements))
			}
		})
	}
}

// What is made to cost much must end in time.
func BenchmarkHostilePolicies(b *testing.B) {
	stars := &policy.Document{Kind: policy.Bucket}
	for c := 'a'; c <= 'z'; c++ {
		stars.Statements = append(stars.Statements, hostile("arn:aws:s3:::b1b/*"+string(c)+"*", "arn:aws:s3:::b1b/"+string(c)+"?????????????????a*"))
	}
	accounts := &policy.Document{Kind: policy.Bucket, Statements: []policy.Statement{hostile("*")}}
	accounts.Statements[0].Principal = policy.Principals{}
	for i := range 1000 {
		accounts.Statements[0].Principal.AWS = append(accounts.Statements[0].Principal.AWS, policy.Text{Value: strconv.Itoa(111122220000 + i)})
	}
	variables := &policy.Document{Kind: policy.Bucket, Version: policy.Text{Value: "2012-10-17"}}
	for i := range 120 {
		variables.Statements = append(variables.Statements, hostile("arn:aws:s3:::b1b/${aws:PrincipalTag/t"+strconv.Itoa(i)+"}/*"))
	}
	for name, doc := range map[string]*policy.Document{"stars": stars, "accounts": accounts, "variables": variables} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				analysis.New(doc, analysis.Place{}, analysis.Budget{}).Adds(0)
			}
		})
	}
}

func hostile(resources ...string) policy.Statement {
	return policy.Statement{
		Effect: policy.Allow, Principal: policy.Principals{Any: true}, Action: policy.Patterns{Items: policy.Texts("s3:GetObject")},
		Resource: policy.Patterns{Items: policy.Texts(resources...)},
	}
}
