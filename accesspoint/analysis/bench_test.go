package analysis_test

import (
	"os"
	"path/filepath"
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
	p := analysis.New(doc, analysis.Place{}, analysis.Budget{})
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
