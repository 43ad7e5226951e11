package aptest

import (
	"errors"
	"io/fs"
	"testing"
)

// Test holds the policies of scenarios to what the scenarios expect, each request
// in a subtest of its own. A failure shows how the decision came about. For the
// paths see [ReadAll].
func Test(t *testing.T, fsys fs.FS, paths ...string) {
	t.Helper()
	test(t, fsys, paths, (*Case).Decide)
}

// TestAuthorizer holds an authorizer to the same, so that it cannot disagree with
// the policies it stands for.
func TestAuthorizer(t *testing.T, a Authorizer, fsys fs.FS, paths ...string) {
	t.Helper()
	test(t, fsys, paths, func(c *Case) Result { return c.Ask(a) })
}

func test(t *testing.T, fsys fs.FS, paths []string, decide func(*Case) Result) {
	t.Helper()
	scenarios, err := ReadAll(fsys, paths...)
	list, _ := errors.AsType[ErrorList](err)
	for _, e := range list {
		t.Error(e)
	}
	for _, s := range scenarios {
		t.Run(s.File, func(t *testing.T) {
			for _, c := range s.Cases {
				t.Run(c.Name, func(t *testing.T) { testCase(t, c, decide) })
			}
		})
	}
}

func testCase(t *testing.T, c *Case, decide func(*Case) Result) {
	t.Helper()
	if c.Expect == "" {
		t.Skipf("%s:%v: the scenario does not say what this request must come to", c.File, c.At)
	}
	if r := decide(c); !r.OK() {
		t.Errorf("%s:%v: %s\nthe policies of the scenario come to\n%v", c.File, c.At, r.Wrong, c.Explain())
	}
}
