package app

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestTestPrintsWhatIsNotAsExpected(t *testing.T) {
	const failed = "fail/s.json:6:1: another's: expected allow, got deny, because no access point policy and no identity-based policy allows the s3:GetObject action"
	for name, tt := range map[string]struct {
		args string
		want want
	}{
		"all as expected":               {"ok", want{0, "2 passed, 0 failed\n", ""}},
		"one file":                      {"ok/s.json", want{0, "2 passed, 0 failed\n", ""}},
		"some not":                      {"fail", want{1, "…" + failed + "…", ""}},
		"some not, and the summary":     {"fail", want{1, "…\n1 passed, 1 failed\n…", ""}},
		"two paths":                     {"ok fail", want{1, "…\n3 passed, 1 failed\n…", ""}},
		"nothing expected":              {"open", want{0, "0 passed, 0 failed, 1 without anything expected\n", ""}},
		"a file that cannot be used":    {"bad fail", want{2, "…\n1 passed, 1 failed\n…", "bad/s.json:1:14: /requests: requests must not be empty\nbad/s.json:1:18: /rquests: unknown member `rquests`; did you mean `requests`?\n"}},
		"a path that leads nowhere":     {"nowhere", want{2, "0 passed, 0 failed\n", "nowhere: file cannot be read: file does not exist\n"}},
		"some by their names":           {"-run own ok fail", want{0, "2 passed, 0 failed\n", ""}},
		"names that there are not":      {"-run Own ok", want{2, "0 passed, 0 failed\n", "apcheck: no request has a name that matches \"Own\"\n"}},
		"a pattern that is none":        {"-run ( ok", want{2, "", "…apcheck: -run: error parsing regexp…"}},
		"a format that there is not":    {"-format xml ok", want{2, "", "apcheck: -format must be text or json, not \"xml\"\n"}},
		"a flag that there is not":      {"-frob ok", want{2, "", "apcheck: flag provided but not defined: -frob; see apcheck help test\n"}},
		"no path":                       {"", want{2, "", "apcheck: nothing to test; name scenarios or folders, or - for standard input\n"}},
		"coverage of standard input":    {"-coverage -", want{2, "", "apcheck: -coverage is for files, not for -, whose lines repeat their policies\n"}},
		"coverage":                      {"-coverage ok", want{0, "2 passed, 0 failed\nok/s.json:4:3: access point policy, statement 2 `List` applied to no request\n", ""}},
		"coverage by what is chosen":    {"-coverage -run nobody ok", want{2, "…ok/bucket.json:1:40: bucket policy, statement 1 `Delegate` applied to no request\n…", "…no request has a name…"}},
		"coverage as JSON":              {"-format json -coverage ok", want{0, `…{"uncovered":{"file":"ok/s.json","line":4,"column":3,"policy":"access point policy","statement":2,"sid":"List"}}` + "\n…", ""}},
		"JSON of a request as expected": {"-format json -run own ok", want{0, `…{"file":"ok/s.json","name":"her own","decision":"allow","explicit":false,"blockedBy":[],"allowedBy":["access-point-policy","bucket-policy"],"ok":true,"reason":"…`, ""}},
		"JSON of a request that is not": {"-format json -run another fail", want{1, `…{"file":"fail/s.json","name":"another's","decision":"deny","explicit":false,"blockedBy":["access-point-policy","identity-policy"],"allowedBy":[],"ok":false,"reason":"…`, ""}},
		"JSON of one with no end":       {"-format json open", want{0, `…"ok":null,…`, ""}},
	} {
		t.Run(name, func(t *testing.T) {
			check(t, tt.want, run(t, files, nil, append([]string{"test"}, strings.Fields(tt.args)...)...))
		})
	}
}

// oneLine is a scenario of a stream.
func oneLine(expect string) string {
	return strings.ReplaceAll(scenario(delegation, get("her own", "jane/a", expect)), "\n", " ") + "\n"
}

func TestTestReadsScenariosFromStandardInput(t *testing.T) {
	for name, tt := range map[string]struct {
		stdin string
		want  want
	}{
		"two lines":                  {oneLine("allow") + oneLine("allow"), want{0, "2 passed, 0 failed\n", ""}},
		"a line not as expected":     {oneLine("allow") + oneLine("deny"), want{1, "…-:2:…", ""}},
		"a line that cannot be read": {oneLine("allow") + "{}\n" + oneLine("allow"), want{2, "2 passed, 0 failed\n", "-:2:1: missing member `requests`\n"}},
		"nothing":                    {"", want{2, "0 passed, 0 failed\n", "apcheck: there was no request to decide\n"}},
	} {
		t.Run(name, func(t *testing.T) {
			check(t, tt.want, run(t, files, strings.NewReader(tt.stdin), "test", "-"))
		})
	}
	check(t, want{0, "3 passed, 0 failed\n", ""}, run(t, files, strings.NewReader(oneLine("allow")), "test", "ok", "-"))
}

// conversation gives a line only once the one before is answered.
type conversation struct {
	t     *testing.T
	lines []string
	out   *bytes.Buffer
	asked int
}

func (c *conversation) Read(p []byte) (int, error) {
	if got := strings.Count(c.out.String(), "\n"); got != c.asked {
		c.t.Errorf("%d lines were answered, %d asked", got, c.asked)
	}
	if c.asked == len(c.lines) {
		return 0, io.EOF
	}
	n := copy(p, c.lines[c.asked])
	c.asked++
	return n, nil
}

func TestEachLineIsAnsweredBeforeTheNextIsAwaited(t *testing.T) {
	var out bytes.Buffer
	c := &conversation{t: t, lines: []string{oneLine("allow"), oneLine(""), oneLine("allow")}, out: &out}
	p := program{files: files, stdin: c, stdout: &out, stderr: io.Discard}
	require.Equal(t, 0, p.run([]string{"test", "-format", "json", "-"}))
	require.Equal(t, 3, strings.Count(out.String(), "\n"))
}

func TestNamesDoNothingToATerminal(t *testing.T) {
	text := strings.ReplaceAll(scenario(delegation, get(`\u001b[31mred\n`, "jane/a", "deny")), "\n", " ")
	got := run(t, files, strings.NewReader(text), "test", "-")
	require.NotContains(t, got.stdout, "\x1b")
	require.Equal(t, 2, strings.Count(got.stdout, "\n"), got.stdout)
}

func TestProgressIsForThoseWhoWatch(t *testing.T) {
	count := func(on bool) string {
		var out bytes.Buffer
		p := progress{to: &out, on: on}
		for range 64 {
			p.decided()
		}
		p.next = time.Time{}.Add(1) // long ago
		for range 64 {
			_, err := watched{files, &p}.Open("ap.json")
			require.NoError(t, err)
		}
		p.done()
		p.done()
		return out.String()
	}
	require.Empty(t, count(false))
	require.Equal(t, "\r64 files opened, 64 requests decided\r\x1b[K", count(true))
}
