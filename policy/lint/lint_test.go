package lint

import (
	"encoding/json"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/policy"
)

// oneEach has findings of three checks in two statements, and one of the whole.
const oneEach = `{"Version":"2008-10-17","Statement":[
	{"Sid":"a b","Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"},
	{"Sid":"a b","Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"s3:PutObject","Resource":"arn:aws:s3:::b/*"}
]}`

// sidAndVersion shows check and pointer of those findings that the tests here are about.
func sidAndVersion(list []Finding) (got []string) {
	for _, f := range list {
		switch f.Check {
		case "old-version", "sid-characters", "duplicate-sid":
			got = append(got, f.Check+" "+f.Pointer)
		}
	}
	return got
}

func TestSilences(t *testing.T) {
	const version, first, second, twice = "old-version /Version", "sid-characters /Statement/0/Sid", "sid-characters /Statement/1/Sid", "duplicate-sid /Statement/1/Sid"
	day := time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
	for name, tt := range map[string]struct {
		silence   Silence
		now       time.Time
		told, not []string
	}{
		"of a statement by its Sid":           {Silence{Check: "duplicate-sid", Sid: "a b", Reason: "r"}, day, []string{version, first, second}, []string{twice}},
		"of all that have the Sid":            {Silence{Check: "sid-characters", Sid: "a b", Reason: "r"}, day, []string{version, twice}, []string{first, second}},
		"of a place":                          {Silence{Check: "sid-characters", Pointer: "/Statement/0/Sid", Reason: "r"}, day, []string{version, twice, second}, []string{first}},
		"of what is in a place":               {Silence{Check: "sid-characters", Pointer: "/Statement/0", Reason: "r"}, day, []string{version, twice, second}, []string{first}},
		"of a place that begins alike is not": {Silence{Check: "sid-characters", Pointer: "/Statement/0/Si", Reason: "r"}, day, []string{version, first, twice, second}, nil},
		"both must be right":                  {Silence{Check: "sid-characters", Pointer: "/Statement/0", Sid: "b", Reason: "r"}, day, []string{version, first, twice, second}, nil},
		"of another check is not":             {Silence{Check: "empty-sid", Sid: "a b", Reason: "r"}, day, []string{version, first, twice, second}, nil},
		"of everything is not":                {Silence{Check: "sid-characters", Reason: "r"}, day, []string{version, first, twice, second}, nil},
		"without a reason is not":             {Silence{Check: "old-version", Pointer: "/Version"}, day, []string{version, first, twice, second}, nil},
		"that has not ended":                  {Silence{Check: "old-version", Pointer: "/Version", Reason: "r", Until: day.Add(time.Second)}, day, []string{first, twice, second}, []string{version}},
		"that ends now has ended":             {Silence{Check: "old-version", Pointer: "/Version", Reason: "r", Until: day}, day, []string{version, first, twice, second}, nil},
		"that ends has if nobody knows when":  {Silence{Check: "old-version", Pointer: "/Version", Reason: "r", Until: day}, time.Time{}, []string{version, first, twice, second}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			report := Check(Policies{Bucket: []byte(oneEach)}, Context{Now: tt.now, Silences: []Silence{{Check: "x"}, tt.silence}})
			if diff := cmp.Diff([2][]string{tt.told, tt.not}, [2][]string{sidAndVersion(report.Findings), sidAndVersion(report.Silenced)}); diff != "" {
				t.Errorf("told and silenced (-want +got):\n%s", diff)
			}
			for _, f := range report.Findings {
				require.Nil(t, f.Silence)
			}
			for _, f := range report.Silenced {
				require.Equal(t, &tt.silence, f.Silence)
			}
		})
	}
}

func TestGrades(t *testing.T) {
	severities := func(c Context, src string) map[string]Severity {
		got := make(map[string]Severity)
		report := Check(Policies{Bucket: []byte(src)}, c)
		for _, f := range report.Findings {
			got[f.Check] = f.Severity
		}
		return got
	}
	const faulty = `{"Version":"2008-10-17","Statement":[{"Efect":"Allow"}]}`
	usual := severities(Context{}, faulty)
	require.Equal(t, Warning, usual["old-version"])
	require.Equal(t, Error, usual["unknown-element"])

	graded := severities(Context{Grades: map[string]Severity{"old-version": Error, "unknown-element": Suggestion, "missing-effect": Off, "nothing": Error}}, faulty)
	require.Equal(t, Error, graded["old-version"])
	require.Equal(t, Suggestion, graded["unknown-element"], "a fault of the text")
	require.NotContains(t, graded, "missing-effect")
	require.Contains(t, graded, "missing-action")

	wrapped := severities(Context{Grades: map[string]Severity{wrappedPolicy: Off}}, `"{}"`)
	require.NotContains(t, wrapped, wrappedPolicy)
	require.Contains(t, wrapped, "element-type", "what is wrong with the outer document")
	require.Empty(t, severities(Context{Grades: allOff()}, faulty))
}

// allOff turns all checks off.
func allOff() map[string]Severity {
	grades := make(map[string]Severity)
	for c := range Checks() {
		grades[c.ID] = Off
	}
	return grades
}

// A finding may be milder than its check, but not graver than it was graded.
func TestAFindingIsNoGraverThanItsCheck(t *testing.T) {
	for name, tt := range map[string]struct{ graded, own, want Severity }{
		"as the check":          {Warning, Warning, Warning},
		"milder":                {Error, Warning, Warning},
		"milder than the grade": {SecurityWarning, Suggestion, Suggestion},
		"graver than the grade": {Suggestion, Warning, Suggestion},
	} {
		t.Run(name, func(t *testing.T) {
			l := linter{ctx: new(Context)}
			c := check{Info: Info{"x", tt.graded, AnyPolicy, ""}, run: func(p *pass) {
				p.found(p.root(), "m").Severity = tt.own
			}}
			l.single(newText(policy.Bucket, []byte(`{"Statement":[]}`)), []check{c})
			require.Len(t, l.report.Findings, 1)
			require.Equal(t, tt.want, l.report.Findings[0].Severity)
			require.Equal(t, tt.want, l.report.Worst())
		})
	}
}

func TestChecksThatNeedMoreAreListed(t *testing.T) {
	ran := 0
	all := []check{
		{Info: Info{"b", Error, AnyPolicy, ""}, needs: needOrigin | needAccessPoint, run: func(*pass) { ran++ }},
		{Info: Info{"a", Error, BucketPolicy, ""}, needs: needBucket, run: func(*pass) { ran++ }},
		{Info: Info{"off", Off, AnyPolicy, ""}, needs: needBucket, run: func(*pass) { ran++ }},
		{Info: Info{"pair", Error, PairOfPolicies, ""}, needs: needBlock, pair: func(*pair) { ran++ }},
	}
	l := linter{ctx: new(Context)}
	bucket, accessPoint := newText(policy.Bucket, []byte(`{"Statement":[]}`)), newText(policy.AccessPoint, []byte(`{"Statement":[]}`))
	l.single(bucket, all)
	l.single(accessPoint, all)
	l.both(bucket, accessPoint, all)
	l.report.sort()
	require.Equal(t, []Skip{
		{Check: "a", Policy: policy.Bucket, Needs: "the name of the bucket"},
		{Check: "b", Policy: policy.Bucket, Needs: "the access point"},
		{Check: "b", Policy: policy.AccessPoint, Needs: "the access point"},
		{Check: "pair", Policy: policy.AccessPoint, Needs: "the settings of Block Public Access"},
	}, l.report.Skipped)
	require.Zero(t, ran)

	l = linter{ctx: &Context{NetworkOrigin: "VPC", AccessPoint: sampleContext().AccessPoint}}
	l.single(accessPoint, all)
	require.Equal(t, []Skip{{Check: "b", Policy: policy.AccessPoint, Needs: "the id of the VPC"}}, l.report.Skipped)

	l = linter{ctx: &Context{Bucket: "b", NetworkOrigin: "VPC", VPC: "vpc-1", AccessPoint: sampleContext().AccessPoint, AccessPointBlock: new(BlockPublicAccess)}}
	l.single(bucket, all)
	l.single(accessPoint, all)
	l.both(bucket, accessPoint, all)
	require.Empty(t, l.report.Skipped)
	require.Equal(t, 4, ran, "checks that were made")
}

// sampleContext is what the examples of checks.json take for granted.
func sampleContext() Context { return new(situation).context() }

func TestPairsAreLookedAtIfBothPoliciesAreKnown(t *testing.T) {
	const empty = `{"Statement":[]}`
	for name, tt := range map[string]struct {
		bucket, accessPoint *text
		want                int
	}{
		"both":                     {newText(policy.Bucket, []byte(empty)), newText(policy.AccessPoint, []byte(empty)), 1},
		"one that cannot be read":  {newText(policy.Bucket, []byte(`{`)), newText(policy.AccessPoint, []byte(empty)), 0},
		"one that is only partial": {newText(policy.Bucket, []byte(`{"Statement":[1,{}]}`)), newText(policy.AccessPoint, []byte(empty)), 1},
	} {
		t.Run(name, func(t *testing.T) {
			l, ran := linter{ctx: new(Context)}, 0
			l.both(tt.bucket, tt.accessPoint, []check{{Info: Info{ID: "x", Severity: Error, On: PairOfPolicies}, pair: func(p *pair) {
				ran++
				p.found(p.accessPoint, p.accessPoint.root(), "m")
			}}})
			require.Equal(t, tt.want, ran)
			require.Len(t, l.report.Findings, tt.want)
		})
	}
}

// The order of a report is that of places and ids, whatever order checks ran in.
func TestTheOrderOfAReport(t *testing.T) {
	want := Report{
		Findings: []Finding{
			{Check: "z", Policy: policy.Bucket, At: policy.Position{Offset: 1}},
			{Check: "a", Policy: policy.Bucket, At: policy.Position{Offset: 2}, Message: "m"},
			{Check: "a", Policy: policy.Bucket, At: policy.Position{Offset: 2}, Message: "n"},
			{Check: "b", Policy: policy.Bucket, At: policy.Position{Offset: 2}},
			{Check: "a", Policy: policy.AccessPoint, At: policy.Position{Offset: 0}},
		},
		Skipped: []Skip{
			{"a", policy.Bucket, "x", "/a"}, {"a", policy.Bucket, "x", "/b"}, {"a", policy.Bucket, "y", "/b"},
			{"b", policy.Bucket, "a", ""}, {"a", policy.AccessPoint, "a", ""},
		},
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range 50 {
		got := Report{Findings: slices.Clone(want.Findings), Skipped: slices.Clone(want.Skipped)}
		random.Shuffle(len(got.Findings), func(i, j int) { got.Findings[i], got.Findings[j] = got.Findings[j], got.Findings[i] })
		random.Shuffle(len(got.Skipped), func(i, j int) { got.Skipped[i], got.Skipped[j] = got.Skipped[j], got.Skipped[i] })
		got.Silenced = slices.Clone(got.Findings)
		got.sort()
		require.Equal(t, want.Findings, got.Findings)
		require.Equal(t, want.Findings, got.Silenced)
		require.Equal(t, want.Skipped, got.Skipped)
	}
}

func TestTheSameInputGivesTheSameBytes(t *testing.T) {
	for _, s := range samples(t) {
		for _, example := range []*situation{&s.Fail, &s.Pass} {
			first, err := json.Marshal(example.check(s.On))
			require.NoError(t, err)
			for range 3 {
				again, err := json.Marshal(example.check(s.On))
				require.NoError(t, err)
				require.Equal(t, string(first), string(again), s.ID)
			}
		}
	}
}
