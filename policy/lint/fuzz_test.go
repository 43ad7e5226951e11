package lint

import (
	"encoding/json"
	"testing"

	"github.com/s3ap/s3ap/policy"
)

// FuzzCheck looks at any texts. Nothing panics, what is found is in the text, the same
// texts give the same report, and safe fixes can be made: they change no decision.
func FuzzCheck(f *testing.F) {
	for _, s := range samples(f) {
		for _, example := range []*situation{&s.Fail, &s.Pass} {
			p := example.policies(s.On)
			f.Add(p.Bucket, p.AccessPoint)
			f.Add(p.AccessPoint, p.Bucket)
		}
	}
	for _, tt := range faulty() {
		f.Add([]byte(tt.src), []byte(tt.src))
	}
	c := sampleContext()
	c.NetworkOrigin, c.VPC, c.DataSource = "VPC", "vpc-1a2b3c4d", "FSx"
	c.AccessPointBlock, c.BucketBlock = &BlockPublicAccess{BlockPublicPolicy: true}, &BlockPublicAccess{}
	f.Fuzz(func(t *testing.T, bucket, accessPoint []byte) {
		p := Policies{bucket, accessPoint}
		report := Check(p, c)
		checkPlaces(t, p, &report)
		first, err := json.Marshal(report)
		if err != nil {
			t.Fatal(err)
		}
		again, _ := json.Marshal(Check(p, c))
		if string(first) != string(again) {
			t.Errorf("two reports of one input:\n%s\n%s", first, again)
		}
		for kind, src := range p.texts() {
			fixed := ApplyAll(string(*src), report.SafeFixes(kind))
			if difference, _ := differ(kind, string(*src), fixed); difference != "" {
				t.Errorf("after all safe fixes: %s\n%s", difference, fixed)
			}
		}
	})
}

// checkPlaces complains of what is found outside of the texts.
func checkPlaces(t *testing.T, p Policies, report *Report) {
	t.Helper()
	for i := range report.Findings {
		f := &report.Findings[i]
		src := p.Bucket
		if f.Policy == policy.AccessPoint {
			src = p.AccessPoint
		}
		if f.At.Offset < 0 || f.At.Offset > len(src) || f.Severity == Off || f.Message == "" {
			t.Errorf("%v", f.String())
		}
		done := 0
		for _, e := range f.Fix {
			if e.Offset < done || e.End < e.Offset || e.End > len(src) {
				t.Errorf("%v: edit %v does not fit the text", f.String(), e)
			}
			done = e.End
		}
	}
}
