package app

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/require"
)

func TestNameTellsWhatStringsName(t *testing.T) {
	const (
		host      = "finance-111122223333.s3-accesspoint-fips.us-west-2.amazonaws.com"
		alias     = "my-access-point-aqfqprnstn7aefdfbarligizwgyfouse1a-s3alias"
		saysAP    = ap + ": access point finance of account 111122223333 in us-west-2\n"
		saysHost  = host + ": host of S3 access points in us-west-2, FIPS: access point finance of account 111122223333 in us-west-2\n"
		saysAlias = alias + ": alias of an access point whose name begins with my-access-point; which one takes a look-up, since an alias tells neither account nor region\n"
		saysWrong = "arn:aws:s3:us:12:accesspoint/finance: names nothing\n" +
			"\tat offset 11: region must be a region of the partition, such as us-west-2\n" +
			"\tat offset 14: account must be 12 digits\n"
	)
	for name, tt := range map[string]struct {
		args  []string
		stdin string
		want  want
	}{
		"an ARN":                     {[]string{ap}, "", want{0, saysAP, ""}},
		"a host and an alias":        {[]string{host, alias}, "", want{0, saysHost + saysAlias, ""}},
		"a bucket":                   {[]string{"ledger"}, "", want{0, "ledger: bucket ledger\n", ""}},
		"each rule that is broken":   {[]string{"arn:aws:s3:us:12:accesspoint/finance"}, "", want{1, saysWrong, ""}},
		"some that name nothing":     {[]string{"x", "ledger"}, "", want{1, "x: names nothing\n\tat offset 0: bucket name must be 3 to 255 characters long, a new one at most 63\nledger: bucket ledger\n", ""}},
		"an empty string":            {[]string{""}, "", want{1, ": names nothing\n\tat offset 0: there is nothing that could be a name\n", ""}},
		"what a terminal would do":   {[]string{"a\x1b[31m"}, "", want{1, "…a\\x1b[31m: names nothing\n…", ""}},
		"a long string is cut":       {[]string{strings.Repeat("k", 3000)}, "", want{1, strings.Repeat("k", 100) + "…: names nothing\n\tat offset 2048: must be at most 2048 bytes long\n", ""}},
		"lines":                      {nil, ap + "\n" + host + "\r\nledger", want{0, saysAP + saysHost + "ledger: bucket ledger\n", ""}},
		"lines, and one is empty":    {nil, ap + "\n\n" + ap + "\n", want{1, saysAP + ": names nothing\n\tat offset 0: there is nothing that could be a name\n" + saysAP, ""}},
		"no line":                    {nil, "", want{2, "", "apcheck: there was no string to tell of\n"}},
		"the longest line":           {nil, strings.Repeat("k", maxLine-1) + "\n", want{1, "…must be at most 2048…", ""}},
		"a line too long":            {nil, "ledger\n" + strings.Repeat("k", maxLine+1), want{2, "ledger: bucket ledger\n", "apcheck: line 2 of standard input is longer than 65536 bytes\n"}},
		"a format that is none":      {[]string{"-format", "xml", ap}, "", want{2, "", "apcheck: -format must be text or json, not \"xml\"\n"}},
		"a flag that there is not":   {[]string{"-frob"}, "", want{2, "", "apcheck: flag provided but not defined: -frob; see apcheck help name\n"}},
		"help":                       {[]string{"-h"}, "", want{0, "…apcheck name arn:aws:s3:us-west-2…", ""}},
		"JSON of an object":          {[]string{"-format", "json", ap + "/object/a<b"}, "", want{0, `{"input":"` + ap + `/object/a<b","ok":true,"form":"arn","description":"object \"a<b\" through the access point finance of account 111122223333 in us-west-2","accessPoint":"` + ap + `","kind":"general purpose","key":"a<b"}` + "\n", ""}},
		"JSON of a bucket":           {[]string{"-format", "json", "arn:aws:s3:::ledger"}, "", want{0, `{"input":"arn:aws:s3:::ledger","ok":true,"form":"arn","description":"bucket ledger","bucket":"arn:aws:s3:::ledger","kind":"general purpose"}` + "\n", ""}},
		"JSON of a host":             {[]string{"-format", "json", host}, "", want{0, `…"accessPoint":"` + ap + `","kind":"general purpose","host":{"service":"S3 access points","partition":"aws","region":"us-west-2","account":"111122223333","fips":true}}` + "\n…", ""}},
		"JSON of an alias":           {[]string{"-format", "json", alias}, "", want{0, `…"form":"alias","description":"alias of an access point whose name begins with my-access-point; …`, ""}},
		"JSON of what names nothing": {[]string{"-format", "json", "x"}, "", want{1, `{"input":"x","ok":false,"faults":[{"offset":0,"message":"bucket name must be 3 to 255 characters long, a new one at most 63"}]}` + "\n", ""}},
	} {
		t.Run(name, func(t *testing.T) {
			check(t, tt.want, run(t, files, strings.NewReader(tt.stdin), append([]string{"name"}, tt.args...)...))
		})
	}
}

func TestNameCannotReadOrWrite(t *testing.T) {
	check(t, want{2, "", "apcheck: the line broke\n"}, run(t, files, iotest.ErrReader(errors.New("the line broke")), "name"))
	var stderr bytes.Buffer
	p := program{files: files, stdout: brokenWriter{}, stderr: &stderr}
	require.Equal(t, 2, p.run([]string{"name", "ledger"}))
	require.Equal(t, "apcheck: the pipe broke\n", stderr.String())
}

func TestNameAnswersEachLineBeforeTheNextIsAwaited(t *testing.T) {
	var out bytes.Buffer
	c := &conversation{t: t, lines: []string{"ledger\n", ap + "\n", "finance\n"}, out: &out}
	p := program{files: files, stdin: c, stdout: &out, stderr: io.Discard}
	require.Equal(t, 0, p.run([]string{"name"}))
	require.Equal(t, 3, strings.Count(out.String(), "\n"))
}
