package lint

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/policy"
)

func TestApplyAll(t *testing.T) {
	for name, tt := range map[string]struct {
		fixes [][]Edit
		want  string
	}{
		"nothing":                           {nil, "0123456789"},
		"in whatever order":                 {[][]Edit{{{5, 6, "b"}}, {{1, 2, "a"}}}, "0a234b6789"},
		"one of several edits":              {[][]Edit{{{1, 2, "a"}, {5, 6, "b"}}, {{3, 4, "c"}}}, "0a2c4b6789"},
		"side by side":                      {[][]Edit{{{1, 3, ""}}, {{3, 5, ""}}}, "056789"},
		"the first of two that overlap":     {[][]Edit{{{1, 4, "a"}}, {{3, 5, "b"}}}, "0a456789"},
		"whichever begins first":            {[][]Edit{{{3, 5, "b"}}, {{1, 4, "a"}}}, "012b56789"},
		"one in the other":                  {[][]Edit{{{1, 9, "a"}}, {{3, 5, "b"}}}, "0a9"},
		"the other in one":                  {[][]Edit{{{3, 5, "b"}}, {{1, 9, "a"}}}, "012b56789"},
		"a fix is not made by half":         {[][]Edit{{{1, 2, "a"}}, {{1, 2, "b"}, {5, 6, "b"}}}, "0a23456789"},
		"nor does such a one stop others":   {[][]Edit{{{1, 2, "a"}}, {{1, 2, "b"}, {5, 6, "b"}}, {{5, 6, "c"}}}, "0a234c6789"},
		"the same twice is made once":       {[][]Edit{{{3, 3, "x"}}, {{3, 3, "x"}}}, "012x3456789"},
		"an insertion before a replacement": {[][]Edit{{{3, 5, "b"}}, {{5, 5, "x"}}, {{2, 2, "y"}}}, "01y2bx56789"},
		"what does not fit is left out":     {[][]Edit{{{9, 11, "a"}}, {{5, 4, "b"}}, {{0, 1, "c"}}}, "c123456789"},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, ApplyAll("0123456789", tt.fixes)); diff != "" {
				t.Errorf("text (-want +got):\n%s", diff)
			}
		})
	}
}

func TestFixesOfTheDocument(t *testing.T) {
	const rest = `"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::b"`
	in := func(members string) string {
		return `{"Version":"2012-10-17","Statement":[{` + members + rest + `}]}`
	}
	type fixed struct {
		text string
		safe bool
	}
	for name, tt := range map[string]struct {
		id, src string
		want    []fixed // of the findings of the check, one by one
	}{
		"a version that is missing":            {"missing-version", `{"Statement":[]}`, []fixed{{`{"Version":"2012-10-17","Statement":[]}`, true}}},
		"a version where nothing else is":      {"missing-version", ` { }`, []fixed{{` {"Version":"2012-10-17" }`, true}}},
		"a version that makes variables":       {"missing-version", `{"Statement":[{"Resource":"arn:aws:s3:::b/${a"}]}`, []fixed{{`{"Version":"2012-10-17","Statement":[{"Resource":"arn:aws:s3:::b/${a"}]}`, false}}},
		"a variable written in an escape":      {"missing-version", `{"Statement":[{"Condition":{"StringLike":{"a:b":["\u0024{a:b}"]}}}]}`, []fixed{{`{"Version":"2012-10-17","Statement":[{"Condition":{"StringLike":{"a:b":["\u0024{a:b}"]}}}]}`, false}}},
		"an old version":                       {"old-version", `{"Version":"2008-10-17","Statement":[]}`, []fixed{{`{"Version":"2012-10-17","Statement":[]}`, true}}},
		"the date of today":                    {"invalid-version", `{"Version":"2026-01-01","Statement":[]}`, []fixed{{`{"Version":"2012-10-17","Statement":[]}`, false}}},
		"a Sid with blanks":                    {"sid-characters", in(`"Sid":"read all-objects 2",`), []fixed{{in(`"Sid":"readAllObjects2",`), true}}},
		"a Sid of other letters alone":         {"sid-characters", in(`"Sid":"日本",`), []fixed{{in(`"Sid":"日本",`), false}}},
		"a Sid that another statement has":     {"sid-characters", `{"Version":"2012-10-17","Statement":[{"Sid":"ab"},{"Sid":"a-b"},{"Sid":"c d"}]}`, []fixed{{`{"Version":"2012-10-17","Statement":[{"Sid":"ab"},{"Sid":"aB"},{"Sid":"c d"}]}`, true}, {`{"Version":"2012-10-17","Statement":[{"Sid":"ab"},{"Sid":"a-b"},{"Sid":"cD"}]}`, true}}},
		"two Sids that would become one":       {"sid-characters", `{"Statement":[{"Sid":"a-b"},{"Sid":"a b"}]}`, []fixed{{`{"Statement":[{"Sid":"aB"},{"Sid":"a b"}]}`, true}, {`{"Statement":[{"Sid":"a-b"},{"Sid":"a b"}]}`, false}}},
		"a Sid three times":                    {"duplicate-sid", `{"Statement":[{"Sid":"a"},{"Sid":"a"},{"Sid":"a2"},{"Sid":"a"}]}`, []fixed{{`{"Statement":[{"Sid":"a"},{"Sid":"a3"},{"Sid":"a2"},{"Sid":"a"}]}`, true}, {`{"Statement":[{"Sid":"a"},{"Sid":"a"},{"Sid":"a2"},{"Sid":"a4"}]}`, true}}},
		"an empty Sid in front":                {"empty-sid", in(`"Sid" : "" , `), []fixed{{in(``), true}}},
		"an empty Sid at the end":              {"empty-sid", `{"Statement":[{"Effect":"Deny" , "Sid":"" }]}`, []fixed{{`{"Statement":[{"Effect":"Deny" }]}`, true}}},
		"an empty Sid alone":                   {"empty-sid", `{"Statement":[{ "Sid":"" }]}`, []fixed{{`{"Statement":[{  }]}`, true}}},
		"an empty Condition":                   {"empty-condition", in(`"Condition":{},`), []fixed{{in(``), false}}},
		"an empty operator alone":              {"empty-condition", in(`"Condition":{"Bool":{}},`), []fixed{{in(``), false}}},
		"an empty operator beside another":     {"empty-condition", in(`"Condition":{"Null":{"a:b":"true"},"Bool":{}},`), []fixed{{in(`"Condition":{"Null":{"a:b":"true"}},`), false}}},
		"a name of other capitals":             {"unknown-element", in(`"sid":"x",`), []fixed{{in(`"Sid":"x",`), false}}},
		"a name that is there as well":         {"unknown-element", in(`"Sid":"y","sid":"x",`), []fixed{{in(`"Sid":"y","sid":"x",`), false}}},
		"a name that is near nothing":          {"unknown-element", in(`"Comment":"x",`), []fixed{{in(`"Comment":"x",`), false}}},
		"an effect of other capitals":          {"invalid-effect", `{"Statement":[{"Effect":"ALLOW"},{"Effect":" deny"},{"Effect":"Grant"}]}`, []fixed{{`{"Statement":[{"Effect":"Allow"},{"Effect":" deny"},{"Effect":"Grant"}]}`, false}, {`{"Statement":[{"Effect":"ALLOW"},{"Effect":"Deny"},{"Effect":"Grant"}]}`, false}, {`{"Statement":[{"Effect":"ALLOW"},{"Effect":" deny"},{"Effect":"Grant"}]}`, false}}},
		"a byte order mark":                    {"json-trailing-data", "\ufeff{}", []fixed{{"{}", false}}},
		"text after the end":                   {"json-trailing-data", "{} x", []fixed{{"{} ", false}}},
		"a member twice with the same value":   {"json-duplicate-member", in(`"Sid":"x","Sid":"x",`), []fixed{{in(`"Sid":"x",`), false}}},
		"a member twice with different values": {"json-duplicate-member", in(`"Sid":"x","Sid":"y",`), []fixed{{in(`"Sid":"x","Sid":"y",`), false}}},
	} {
		t.Run(name, func(t *testing.T) {
			report := Check(Policies{Bucket: []byte(tt.src)}, Context{})
			var got []fixed
			for _, f := range of(tt.id, report.Findings) {
				got = append(got, fixed{Apply(tt.src, f.Fix), f.FixSafe})
			}
			if diff := cmp.Diff(tt.want, got, cmp.AllowUnexported(fixed{})); diff != "" {
				t.Errorf("texts after the fix (-want +got):\n%s", diff)
			}
		})
	}
}

func TestManyFixesAtOnce(t *testing.T) {
	src := `{"Statement":[` + strings.TrimSuffix(strings.Repeat(`{"Sid":"","Effect":"Deny"},`, 300), ",") + `]}`
	report := Check(Policies{Bucket: []byte(src)}, Context{})
	got := ApplyAll(src, report.SafeFixes(policy.Bucket))
	require.Equal(t, `{"Version":"2012-10-17",`+strings.ReplaceAll(src, `"Sid":"",`, "")[1:], got)
}
