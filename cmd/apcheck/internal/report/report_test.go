package report

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/accesspoint"
	"github.com/s3ap/s3ap/arn"
	"github.com/s3ap/s3ap/cmd/apcheck/internal/find"
	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/policy"
	"github.com/s3ap/s3ap/policy/lint"
)

// unitOf checks a policy as one in a file.
func unitOf(t *testing.T, name, src string) *Unit {
	t.Helper()
	f, err := find.Read(name, []byte(src), find.Options{Kind: policy.Bucket})
	require.NoError(t, err)
	require.Len(t, f.Units, 1)
	u := &f.Units[0]
	s := NewSource(name, src)
	return Place(u, Placed{u.Bucket, s}, Placed{nil, s}, lint.Check(lint.Policies{Bucket: u.Bucket.Text}, lint.Context{}))
}

// found returns the findings of a check.
func found(u *Unit, check string) (list []*Finding) {
	for _, f := range u.Findings {
		if f.Check == check {
			list = append(list, f)
		}
	}
	return list
}

func statement(sid, resource string) string {
	return `{"Sid": "` + sid + `", "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::data/` + resource + `"}`
}

func document(statements ...string) string {
	return `{"Version": "2012-10-17", "Statement": [` + strings.Join(statements, ", ") + `]}`
}

// prints returns the fingerprints of what a check found, in order.
func prints(t *testing.T, src string) (list []string) {
	t.Helper()
	u := unitOf(t, "f.json", src)
	Mark([]*File{{Name: "f.json", Units: []*Unit{u}}})
	for _, f := range found(u, "sid-characters") {
		list = append(list, f.Fingerprint)
	}
	return list
}

func TestFingerprintsStayWhenLinesMove(t *testing.T) {
	one := prints(t, document(statement("a b", "x")))
	require.Len(t, one, 1)
	require.Equal(t, one, prints(t, "\n\n"+strings.ReplaceAll(document(statement("a b", "x")), ", ", ",\n\t")), "lines")
	require.Equal(t, one, prints(t, document(statement("a", "y"), statement("a b", "x"))), "statements before it")
	require.NotEqual(t, one, prints(t, document(statement("a c", "x"))), "another value")

	two := prints(t, document(statement("a b", "x"), statement("a b", "y")))
	require.Len(t, two, 2)
	require.Equal(t, one[0], two[0])
	require.NotEqual(t, two[0], two[1], "two that look the same are two")
}

func TestFingerprintsTellFilesApart(t *testing.T) {
	a, b := unitOf(t, "a.json", document(statement("a b", "x"))), unitOf(t, "b.json", document(statement("a b", "x")))
	Mark([]*File{{Units: []*Unit{a}}, {Units: []*Unit{b}}})
	require.NotEqual(t, found(a, "sid-characters")[0].Fingerprint, found(b, "sid-characters")[0].Fingerprint)
}

func TestFindingsStandWhereTheAuthorWroteThem(t *testing.T) {
	for name, tt := range map[string]struct{ src, want string }{
		"the policy itself":          {"\n" + document(statement("a b", "x")), `"a b"`},
		"a string in an answer":      {`{"Policy": "{\"Statement\": [{\"Sid\": \"a b\"}]}"}`, `\"a b\"`},
		"characters of several byte": {document(statement("日本", "x")), `"日本"`},
	} {
		t.Run(name, func(t *testing.T) {
			list := found(unitOf(t, "f.json", tt.src), "sid-characters")
			require.Len(t, list, 1)
			got := tt.src[list[0].Begin.Offset:list[0].End.Offset]
			require.Equal(t, tt.want, got)
		})
	}
}

func TestAFixIsForTheFileOnlyIfTheFileHasTheTextAsItIs(t *testing.T) {
	src := "\n " + document(statement("", "x"))
	list := found(unitOf(t, "f.json", src), "empty-sid")
	require.Len(t, list, 1)
	require.Equal(t, "\n "+strings.Replace(document(statement("", "x")), `"Sid": "", `, "", 1), lint.Apply(src, list[0].FileFix()))

	list = found(unitOf(t, "f.json", `{"Policy": "{\"Statement\": [{\"Sid\": \"\"}]}"}`), "empty-sid")
	require.Len(t, list, 1)
	require.Nil(t, list[0].FileFix())
	require.Equal(t, "by hand, since the file has it in another form", list[0].fixKind())
}

func TestWorkflowCommandsAreEscaped(t *testing.T) {
	r := &Report{Files: []*File{{
		Name:  "a,b:c%\n.json",
		Fault: &Note{At: Point{1, 2, 3}, Text: "100%\r\nwrong, it is: so"},
	}}}
	var b strings.Builder
	require.NoError(t, Write(&b, "github", r))
	command, rest, _ := strings.Cut(b.String(), "\n")
	require.Equal(t, "::error file=a%2Cb%3Ac%25%0A.json,line=2,col=3,title=apcheck::100%25%0D%0Awrong, it is: so", command)
	require.Equal(t, r.summary().String()+"\n", rest)
}

// witnessed is a report of one finding with a witness.
func witnessed() *Report {
	w := &lint.Witness{
		Request: accesspoint.Request{
			Principal: policy.Anonymous(), Action: "s3:GetObject", Bucket: arn.MustParseBucket("arn:aws:s3:::data"), Key: "a\nb",
			Context: condition.NewContext(condition.String("aws:SourceVpc", "vpc-1")),
		},
		Origin: accesspoint.Internet(),
	}
	f := &Finding{
		Finding: lint.Finding{Check: "public", Severity: lint.SecurityWarning, Message: "everybody may read", Policy: policy.Bucket, Witness: w},
		File:    "f.json", Begin: Point{0, 1, 1}, End: Point{2, 1, 3}, source: "{}",
	}
	return &Report{Files: []*File{{Name: "f.json", Units: []*Unit{{Policies: []policy.Kind{policy.Bucket}, Findings: []*Finding{f}}}}}}
}

func TestEachFormatShowsTheWitness(t *testing.T) {
	for format, want := range map[string]string{
		"text":   "      for example: s3:GetObject of `a\\nb` in data by anonymous",
		"json":   `"key": "a\nb"`,
		"jsonl":  `"key":"a\nb"`,
		"sarif":  "everybody may read; for example: s3:GetObject of `a\\\\nb` in data",
		"github": "everybody may read%0Afor example: s3:GetObject of `a\\nb` in data",
		"junit":  "everybody may read",
	} {
		t.Run(format, func(t *testing.T) {
			var b strings.Builder
			require.NoError(t, Write(&b, format, witnessed()))
			require.Contains(t, b.String(), want)
		})
	}
	require.Len(t, Formats(), 6)
}

func TestLinesOfJSONAreLines(t *testing.T) {
	var b strings.Builder
	require.NoError(t, Write(&b, "jsonl", witnessed()))
	lines := strings.Split(strings.TrimSpace(b.String()), "\n")
	require.Len(t, lines, 2)
	for _, line := range lines {
		require.True(t, json.Valid([]byte(line)), line)
	}
}

func TestTheSummaryCountsInWords(t *testing.T) {
	f := func(s lint.Severity, edits []Edit, safe bool) *Finding {
		return &Finding{Finding: lint.Finding{Severity: s, FixSafe: safe}, Edits: edits, InFile: true}
	}
	edit := []Edit{{}}
	u := &Unit{
		Policies: []policy.Kind{policy.Bucket, policy.AccessPoint},
		Findings: []*Finding{f(lint.Error, nil, false), f(lint.Error, edit, true), f(lint.Suggestion, edit, false), {Known: true}},
		Silenced: []*Finding{{}, {}},
		Skipped:  []lint.Skip{{Check: "a", Policy: policy.Bucket}, {Check: "a", Policy: policy.AccessPoint}},
	}
	r := &Report{Files: []*File{{Units: []*Unit{u}}, {Fault: &Note{}}}, Stale: 2, LeftOut: []LeftOut{{}}}
	want := "2 files, 2 policies: 2 errors, 1 suggestion; -fix mends 1 of them; -unsafe mends 1 more; 1 in the baseline; " +
		"2 of the baseline are gone; 2 silenced; 1 file cannot be used; 1 file left out (-v tells why); 1 check skipped for want of context (-v tells)"
	if diff := cmp.Diff(want, r.summary().String()); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	require.Equal(t, "0 files, 0 policies: no findings", (&Report{}).summary().String())
}

var silence = lint.Silence{Check: "old-version", Pointer: "/Version", Reason: "kept for a tool"}

// Whatever a file holds, each finding stands in it, and each format is well formed.
func FuzzWrite(f *testing.F) {
	f.Add(document(statement("", "x"), statement("a b", "y")))
	f.Add(`{"Policy": "{\"Statement\": [{\"Sid\": \"\"}]}"}`)
	f.Add("{\"Version\": \"2008-10-17\", \"Statement\": [{\"Sid\": \"日本\",\t\"x\": }")
	f.Add("\xff{\x1b")
	f.Fuzz(func(t *testing.T, src string) {
		found, err := find.Read("f.json", []byte(src), find.Options{Kind: policy.Bucket})
		if err != nil {
			return
		}
		file, s := &File{Name: "f.json"}, NewSource("f.json", src)
		for i := range found.Units {
			u := &found.Units[i]
			if u.Bucket != nil {
				file.Units = append(file.Units, Place(u, Placed{u.Bucket, s}, Placed{}, lint.Check(lint.Policies{Bucket: u.Bucket.Text}, lint.Context{})))
			}
		}
		r := &Report{Files: []*File{file}, Whole: true}
		Mark(r.Files)
		for f := range r.All() {
			if f.Begin.Offset > f.End.Offset || f.End.Offset > len(src) {
				t.Errorf("%s stands from %d to %d of %d", f.Check, f.Begin.Offset, f.End.Offset, len(src))
			}
		}
		for _, format := range Formats() {
			var b strings.Builder
			require.NoError(t, Write(&b, format, r))
			if format == "json" || format == "sarif" {
				require.True(t, json.Valid([]byte(b.String())))
			}
		}
	})
}
