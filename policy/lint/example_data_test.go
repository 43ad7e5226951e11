package lint

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/policy"
)

var update = flag.Bool("update", false, "rewrite testdata/lint/found.want")

const folder = "../../testdata/lint/"

// A sample is the example of one check in checks.json: a policy that it finds fault
// with, and one that it does not.
type sample struct {
	ID       string
	Severity string
	On       string
	Fail     situation
	Pass     situation
}

// A situation is one or two policies with what is known beside them.
type situation struct {
	Policy, BucketPolicy, AccessPointPolicy json.RawMessage
	Text                                    *string
	Generate                                string
	Context                                 struct {
		NetworkOrigin, VPCID, AccessPointAccount, Kind, Alias, DataSource string
		BlockPublicAccess                                                 *BlockPublicAccess
		AttributeBasedAccess                                              *bool
	}
	Config struct {
		TrustedAccounts []string
		Now             time.Time
		Reference       json.RawMessage
		MustAllow       []struct{ Principal, Action, Resource string }
		MustNotAllow    []struct{ Actions, Resources []string }
		StateLimit      int
	}
}

func samples(t testing.TB) []sample {
	t.Helper()
	src, err := os.ReadFile(folder + "checks.json")
	require.NoError(t, err)
	var file struct{ Checks []sample }
	require.NoError(t, json.Unmarshal(src, &file))
	require.NotEmpty(t, file.Checks)
	return file.Checks
}

// policies returns the texts of a situation.
func (s *situation) policies(on string) Policies {
	src := []byte(s.Policy)
	switch {
	case s.Text != nil:
		src = []byte(*s.Text)
	case s.Generate != "":
		src = generated(s.Generate)
	}
	switch on {
	case "access-point-policy":
		return Policies{AccessPoint: src}
	case "pair":
		p := Policies{Bucket: s.BucketPolicy, AccessPoint: s.AccessPointPolicy}
		if string(p.Bucket) == "null" {
			p.Bucket = nil
		}
		return p
	}
	return Policies{Bucket: src}
}

// generated makes the policy of "the base statement N times, with Sid S0…".
func generated(words string) []byte {
	n := 0
	_, _ = fmt.Sscanf(words, "the base statement %d times", &n)
	var list []string
	for i := range n {
		list = append(list, fmt.Sprintf(`{"Sid":"S%d","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/app"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::doc-bucket/*"}`, i))
	}
	return []byte(`{"Version":"2012-10-17","Statement":[` + strings.Join(list, ",") + `]}`)
}

func (s *situation) context() Context {
	account := s.Context.AccessPointAccount
	if account == "" {
		account = "111122223333"
	}
	c := Context{
		Bucket: "doc-bucket", BucketAccount: "111122223333",
		AccessPoint:   arn.MustParseAccessPoint("arn:aws:s3:us-west-2:" + account + ":accesspoint/ap1"),
		NetworkOrigin: "Internet", VPC: s.Context.VPCID,
		BucketBlock: s.Context.BlockPublicAccess, AccessPointBlock: s.Context.BlockPublicAccess,
		DataSource: s.Context.DataSource, AttributeBasedAccess: s.Context.AttributeBasedAccess,
		TrustedAccounts: s.Config.TrustedAccounts, Now: s.Config.Now,
		NoBucketPolicy: string(s.BucketPolicy) == "null",
		Reference:      s.Config.Reference, Budget: s.Config.StateLimit,
	}
	for _, a := range s.Config.MustAllow {
		c.MustAllow = append(c.MustAllow, Access{[]string{a.Principal}, []string{a.Action}, []string{a.Resource}})
	}
	for _, a := range s.Config.MustNotAllow {
		c.MustNotAllow = append(c.MustNotAllow, Access{nil, a.Actions, a.Resources})
	}
	if s.Context.Kind == "multi-region" {
		c.AccessPoint = arn.MustParseAccessPoint("arn:aws:s3::" + account + ":accesspoint/" + s.Context.Alias)
	}
	if s.Context.NetworkOrigin != "" {
		c.NetworkOrigin = s.Context.NetworkOrigin
	}
	return c
}

func (s *situation) check(on string) Report { return Check(s.policies(on), s.context()) }

// of returns the findings of one check.
func of(id string, list []Finding) (found []Finding) {
	for _, f := range list {
		if f.Check == id {
			found = append(found, f)
		}
	}
	return found
}

// implemented are the checks there are, by id.
func implemented() map[string]Info {
	all := make(map[string]Info)
	for c := range Checks() {
		all[c.ID] = c
	}
	return all
}

func TestEveryCheckFindsItsExampleAndNotItsOpposite(t *testing.T) {
	var places strings.Builder
	for _, s := range samples(t) {
		t.Run(s.ID, func(t *testing.T) {
			report := s.Fail.check(s.On)
			found := of(s.ID, report.Findings)
			require.NotEmpty(t, found, "findings in the failing example; there are %v", report.Findings)
			for _, f := range found {
				require.Equal(t, s.Severity, f.Severity.String(), "severity of what is found in the failing example")
				fmt.Fprintf(&places, "%s\t%s\t%s\t%s\n\t%s\n", f.Check, f.Severity, f.Pointer, underMark(s.Fail.policies(s.On), &f), f.Message)
			}
			report = s.Pass.check(s.On)
			require.Empty(t, of(s.ID, report.Findings), "findings in the passing example")
		})
	}
	const path = folder + "found.want"
	if *update {
		require.NoError(t, os.WriteFile(path, []byte(places.String()), 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	if diff := cmp.Diff(string(want), places.String()); diff != "" {
		t.Errorf("%s; if it should be so, go test ./policy/lint -update (-want +got):\n%s", path, diff)
	}
}

// underMark returns the beginning of what stands at the place of a finding.
func underMark(p Policies, f *Finding) string {
	src := string(p.Bucket)
	if f.Policy == policy.AccessPoint {
		src = string(p.AccessPoint)
	}
	rest, _, _ := strings.Cut(src[f.At.Offset:], "\n")
	return rest[:min(len(rest), 60)]
}

// The checks of the data file are the law: what is said of them here is the same.
func TestChecksAreWhatTheDataSays(t *testing.T) {
	byID := make(map[string]sample)
	for _, s := range samples(t) {
		byID[s.ID] = s
	}
	on := map[Scope]string{AnyPolicy: "any", BucketPolicy: "bucket-policy", AccessPointPolicy: "access-point-policy", PairOfPolicies: "pair"}
	seen := make(map[string]bool)
	for c := range Checks() {
		s, ok := byID[c.ID]
		require.True(t, ok, "check %s is in the data", c.ID)
		require.False(t, seen[c.ID], "check %s is there once", c.ID)
		seen[c.ID] = true
		require.Equal(t, s.Severity, c.Severity.String(), "severity of %s", c.ID)
		require.Equal(t, s.On, on[c.On], "scope of %s", c.ID)
		require.NotEmpty(t, c.Doc, "doc of %s", c.ID)
	}
}

// A fix mends what it is for and breaks nothing else.
func TestFixesMend(t *testing.T) {
	for _, s := range samples(t) {
		before := s.Fail.check(s.On)
		for _, f := range before.Findings {
			if f.Fix == nil {
				continue
			}
			t.Run(s.ID+" "+f.Check, func(t *testing.T) {
				p := s.Fail.policies(s.On)
				if f.Policy == policy.Bucket {
					p.Bucket = []byte(Apply(string(p.Bucket), f.Fix))
				} else {
					p.AccessPoint = []byte(Apply(string(p.AccessPoint), f.Fix))
				}
				after := Check(p, s.Fail.context())
				require.Less(t, len(of(f.Check, after.Findings)), len(of(f.Check, before.Findings)), "findings of %s after %v", f.Check, f.Fix)
				if f.Check == wrappedPolicy {
					return // what was inside has faults of its own
				}
				require.LessOrEqual(t, countErrors(after), countErrors(before), "errors after the fix: %v", after.Findings)
			})
		}
	}
}

func countErrors(r Report) (n int) {
	for _, f := range r.Findings {
		if f.Severity == Error {
			n++
		}
	}
	return n
}

// All checks of the data are made.
func TestEveryCheckOfTheDataIsMade(t *testing.T) {
	have := implemented()
	for _, s := range samples(t) {
		require.Contains(t, have, s.ID)
	}
	require.Len(t, samples(t), len(have))
}
