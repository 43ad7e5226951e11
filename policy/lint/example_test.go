package lint_test

import (
	"fmt"
	"time"

	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/policy"
	"github.com/s3ap/s3ap/policy/lint"
)

func ExampleCheck() {
	report := lint.Check(lint.Policies{AccessPoint: []byte(`{
	"Version": "2012-10-17",
	"Statement": [{
		"Sid": "Read",
		"Effect": "Allow",
		"Principal": {"AWS": "arn:aws:iam::111122223333:role/app"},
		"Action": "s3:GetObject",
		"Resource": "arn:aws:s3:us-east-1:111122223333:accesspoint/ap1/object/*"
	}]
}`)}, lint.Context{
		AccessPoint: arn.MustParseAccessPoint("arn:aws:s3:us-west-2:111122223333:accesspoint/ap1"),
		// What else there is to find is of no interest here.
		Grades: only("ap-other-region"),
	})
	for _, f := range report.Findings {
		fmt.Println(f.Statement)
		fmt.Println(f.String())
	}
	// Output:
	// statement 1 `Read`
	// 8:15: /Statement/0/Resource: error: Region `us-east-1` in `arn:aws:s3:us-east-1:111122223333:accesspoint/ap1/object/*`: the access point is in us-west-2 (ap-other-region)
}

func ExampleCheck_silence() {
	text := []byte(`{"Version":"2008-10-17","Statement":[{"Sid":"Plain HTTP","Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::doc-bucket/*"}]}`)
	report := lint.Check(lint.Policies{Bucket: text}, lint.Context{
		Now: time.Date(2026, 11, 25, 0, 0, 0, 0, time.UTC),
		Silences: []lint.Silence{{
			Check: "sid-characters", Sid: "Plain HTTP",
			Reason: "a tool looks for this Sid", Until: time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC),
		}},
		Grades: only("old-version", "sid-characters"),
	})
	for _, f := range report.Findings {
		fmt.Println("found:", f.Check)
	}
	for _, f := range report.Silenced {
		fmt.Println("silenced:", f.Check, "because", f.Silence.Reason)
	}
	// Output:
	// found: old-version
	// silenced: sid-characters because a tool looks for this Sid
}

func ExampleApply() {
	const text = `{"Version":"2012-10-17","Statement":[{"Effect":"allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::doc-bucket/*"}]}`
	report := lint.Check(lint.Policies{Bucket: []byte(text)}, lint.Context{Grades: only("invalid-effect")})
	f := report.Findings[0]
	fmt.Println(f.String())
	fmt.Println("keeps all decisions:", f.FixSafe)
	fmt.Println(lint.Apply(text, f.Fix))
	// Output:
	// 1:48: /Statement/0/Effect: error: `Effect` must be Allow or Deny, written just so, not `allow` (invalid-effect)
	// keeps all decisions: false
	// {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::doc-bucket/*"}]}
}

func ExampleApplyAll() {
	text := `{"Statement":[{"Sid":"read all","Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::doc-bucket/*"}]}`
	report := lint.Check(lint.Policies{Bucket: []byte(text)}, lint.Context{Grades: only("missing-version", "sid-characters")})
	fmt.Println(lint.ApplyAll(text, report.SafeFixes(policy.Bucket)))
	// Output:
	// {"Version":"2012-10-17","Statement":[{"Sid":"readAll","Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::doc-bucket/*"}]}
}

// only turns off all checks but some.
func only(ids ...string) map[string]lint.Severity {
	grades := make(map[string]lint.Severity)
	for c := range lint.Checks() {
		grades[c.ID] = lint.Off
	}
	for _, id := range ids {
		delete(grades, id)
	}
	return grades
}
