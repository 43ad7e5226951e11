package aptest_test

import (
	"errors"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/s3ap/s3ap/accesspoint/aptest"
	"github.com/stretchr/testify/require"
)

const (
	janeARN = "arn:aws:iam::111122223333:user/jane"
	doorARN = "arn:aws:s3:us-west-2:111122223333:accesspoint/door"
)

// scenario makes the text of a scenario in which jane reads through an access
// point that lets her. Sections are laid over it, such as `"buckets": []`, and take
// the place of its own.
func scenario(sections ...string) string {
	parts := map[string]string{
		"buckets":      `[{"name": "data", "account": "111122223333", "policy": ` + delegation + `}]`,
		"accessPoints": `[{"arn": "` + doorARN + `", "bucket": "data", "policy": ` + grant + `}]`,
		"requests":     `[` + request("") + `]`,
	}
	order := []string{"buckets", "accessPoints", "requests"}
	for _, s := range sections {
		name, value, _ := strings.Cut(strings.TrimPrefix(s, `"`), `": `)
		if parts[name] == "" {
			order = append([]string{name}, order...)
		}
		parts[name] = value
	}
	var b strings.Builder
	for i, name := range order {
		if i > 0 {
			b.WriteString(",\n ")
		}
		b.WriteString(`"` + name + `": ` + parts[name])
	}
	return "{" + b.String() + "}"
}

const (
	delegation = `{"Version": "2012-10-17", "Statement": [{"Sid": "Delegate", "Effect": "Allow", "Principal": "*", "Action": "*",
    "Resource": ["arn:aws:s3:::data", "arn:aws:s3:::data/*"],
    "Condition": {"StringEquals": {"s3:DataAccessPointAccount": "111122223333"}}}]}`
	grant = `{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "` + janeARN + `"},
    "Action": "s3:GetObject", "Resource": "` + doorARN + `/object/jane/*"}]}`
)

// request makes the text of a request of jane's, with more members in front, which
// take the place of its own.
func request(members string) string {
	var b strings.Builder
	b.WriteString("{" + members)
	for _, m := range []string{
		`"name": "jane reads"`, `"principal": "` + janeARN + `"`, `"action": "s3:GetObject"`,
		`"bucket": "` + doorARN + `"`, `"key": "jane/a.txt"`,
	} {
		name, _, _ := strings.Cut(m, ":")
		if strings.Contains(members, name+":") {
			continue
		}
		if b.Len() > 1 {
			b.WriteString(", ")
		}
		b.WriteString(m)
	}
	return b.String() + "}"
}

// read reads a scenario that can be used.
func read(t testing.TB, text string) *aptest.Scenario {
	t.Helper()
	s, err := aptest.Read(fstest.MapFS{"s.json": {Data: []byte(text)}}, "s.json")
	require.NoError(t, err)
	return s
}

// blamed returns for each error of a scenario the beginning of the text that it is
// about, its path, and what it says.
func blamed(t testing.TB, fsys fs.FS, name string) []string {
	t.Helper()
	_, err := aptest.Read(fsys, name)
	var got []string
	list, ok := errors.AsType[aptest.ErrorList](err)
	require.True(t, ok || err == nil, "%v is no list", err)
	for _, e := range list {
		text, err := fs.ReadFile(fsys, e.File)
		require.NoError(t, err)
		at, _, _ := strings.Cut(string(text[e.At.Offset:]), "\n")
		if len(at) > 12 {
			at = at[:12]
		}
		got = append(got, at+" | "+e.Path+" | "+e.Err.Error())
	}
	return got
}

// diffBlamed compares what is blamed. Of a message only the beginning is given
// where the rest is for another package to choose.
func diffBlamed(want, got []string) string {
	for i := range min(len(want), len(got)) {
		if strings.HasPrefix(got[i], want[i]) {
			got[i] = want[i]
		}
	}
	return cmp.Diff(want, got)
}
