package aptest_test

import (
	"os"
	"os/exec"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/s3ap/s3ap/accesspoint/aptest"
	"github.com/stretchr/testify/require"
)

// failing is the variable that makes TestInAnotherProcess run what must fail.
const failing = "APTEST_FAILING"

// TestInAnotherProcess is run by TestAFailureShows: a test that must fail cannot
// run among those that must not.
func TestInAnotherProcess(t *testing.T) {
	files := fstest.MapFS{"s.json": {Data: []byte(scenario(`"requests": [` +
		request(`"name": "as expected", "expect": "allow"`) + `, ` +
		request(`"name": "not as expected", "key": "mateo/a.txt", "expect": "allow"`) + `, ` +
		request(`"name": "expects nothing"`) + `]`))}, "broken.json": {Data: []byte(`{"requests": 1}`)}}
	switch os.Getenv(failing) {
	case "policies":
		aptest.Test(t, files)
	case "authorizer":
		aptest.TestAuthorizer(t, func(c *aptest.Case) (bool, error) { return c.Name == "not as expected", nil }, files, "s.json")
	default:
		t.Skip("is run by TestAFailureShows")
	}
}

func TestAFailureShows(t *testing.T) {
	for name, tt := range map[string]struct{ want, wantNot []string }{
		"policies": {
			[]string{
				"broken.json:1:14: /requests: wrong type: must be an array, not a number",
				"--- PASS: TestInAnotherProcess/s.json/as_expected",
				"--- FAIL: TestInAnotherProcess/s.json/not_as_expected",
				"s.json:6:", ": expected allow, got deny\n", "DENY: " + janeARN + " is not authorized",
				"--- SKIP: TestInAnotherProcess/s.json/expects_nothing",
			}, []string{"from the authorizer"},
		},
		"authorizer": {
			[]string{
				"--- FAIL: TestInAnotherProcess/s.json/as_expected",
				": expected allow, got deny from the authorizer\n", "the policies of the scenario come to", "ALLOW: " + janeARN,
				"--- PASS: TestInAnotherProcess/s.json/not_as_expected",
			}, []string{"broken.json"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			self, err := os.Executable()
			require.NoError(t, err)
			cmd := exec.Command(self, "-test.run=^TestInAnotherProcess$", "-test.v")
			cmd.Env = append(os.Environ(), failing+"="+name)
			out, err := cmd.Output()
			require.Error(t, err, "the test passed:\n%s", out)
			for _, want := range tt.want {
				if !strings.Contains(string(out), want) {
					t.Errorf("%q is not in\n%s", want, out)
				}
			}
			for _, not := range tt.wantNot {
				if strings.Contains(string(out), not) {
					t.Errorf("%q is in\n%s", not, out)
				}
			}
		})
	}
}
