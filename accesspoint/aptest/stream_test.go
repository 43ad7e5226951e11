package aptest_test

import (
	"errors"
	"io"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
	"github.com/s3ap/s3ap/accesspoint/aptest"
	"github.com/stretchr/testify/require"
)

// line is a scenario on one line.
func line() string { return strings.ReplaceAll(scenario(), "\n", " ") }

// drain reads a stream to its end: what it gives, or the errors, in order.
func drain(t *testing.T, s *aptest.Stream) (got []string) {
	for {
		scenario, err := s.Next()
		switch list, ok := errors.AsType[aptest.ErrorList](err); {
		case err == io.EOF:
			return got
		case ok:
			got = append(got, list.Error())
		case err != nil:
			return append(got, "the end: "+err.Error())
		default:
			got = append(got, string(scenario.Cases[0].Decide().Got))
		}
	}
}

func TestStreamReadsAScenarioFromEachLine(t *testing.T) {
	for name, tt := range map[string]struct {
		text string
		want []string
	}{
		"nothing":                    {"", nil},
		"blank lines":                {"\n \r\n\n", nil},
		"two lines":                  {line() + "\n" + line() + "\n", []string{"allow", "allow"}},
		"no line end at the end":     {line() + "\n" + line(), []string{"allow", "allow"}},
		"line ends of Windows":       {line() + "\r\n" + line() + "\r\n", []string{"allow", "allow"}},
		"a line that cannot be read": {line() + "\n{\"é\" 1}\n" + line(), []string{"allow", `-:2:6: not JSON: invalid character '1' after object key`, "allow"}},
		"a scenario of several lines": {scenario(), []string{
			"-:1:179: not JSON: the text ends too early",
		}},
		"a policy in a file": {strings.Replace(line(), delegationOnALine(), `"file:policy.json"`, 1),
			[]string{"-:1:68: /buckets/0/policy: policy file cannot be used: a stream has no folder; put the policy itself in its place"}},
		"a member that there is not": {"\n\n" + `{"requests": [], "rquests": []}`, []string{"-:3:14: /requests: requests must not be empty (and 1 more error)"}},
	} {
		t.Run(name, func(t *testing.T) {
			got := drain(t, aptest.NewStream(strings.NewReader(tt.text), "-"))
			if name == "a scenario of several lines" {
				got = got[:1]
			}
			if diff := diffBlamed(tt.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func delegationOnALine() string { return strings.ReplaceAll(delegation, "\n", " ") }

func TestStreamReadsInPieces(t *testing.T) {
	s := aptest.NewStream(iotest.OneByteReader(strings.NewReader(line()+"\n"+line())), "-")
	if diff := cmp.Diff([]string{"allow", "allow"}, drain(t, s)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestStreamEndsWithAnErrorOfItsReader(t *testing.T) {
	broken := errors.New("the pipe broke")
	s := aptest.NewStream(io.MultiReader(strings.NewReader(line()+"\n"), iotest.ErrReader(broken)), "-")
	if diff := cmp.Diff([]string{"allow", "the end: the pipe broke"}, drain(t, s)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestOffsetsAreThoseOfTheStream(t *testing.T) {
	text := line() + "\n" + `{"requests": 7}`
	s := aptest.NewStream(strings.NewReader(text), "-")
	_, err := s.Next()
	require.NoError(t, err)
	_, err = s.Next()
	list, ok := errors.AsType[aptest.ErrorList](err)
	require.True(t, ok)
	if got := text[list[0].At.Offset:]; got != "7}" {
		t.Errorf("the error is at %q", got)
	}
}

// endless reads as one character for so many bytes.
type endless struct{ left int }

func (e *endless) Read(p []byte) (int, error) {
	if e.left == 0 {
		return 0, io.EOF
	}
	n := min(len(p), e.left)
	for i := range p[:n] {
		p[i] = '['
	}
	e.left -= n
	return n, nil
}

func TestALineThatIsTooLongIsNotKept(t *testing.T) {
	s := aptest.NewStream(io.MultiReader(&endless{32 << 20}, strings.NewReader("\n"+line())), "-")
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	got := drain(t, s)
	runtime.ReadMemStats(&after)
	want := []string{"-:1:1: line is too long: a scenario may have 4194304 bytes", "allow"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if n := after.TotalAlloc - before.TotalAlloc; n > 24<<20 {
		t.Errorf("%d bytes were allocated for a line that is not used", n)
	}
}
