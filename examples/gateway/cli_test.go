package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// aws runs the aws command as a principal, through a listener in the place of a
// proxy, and returns what it prints.
func awsCommand(t *testing.T, who, listener, args string) (out string, failed bool) {
	t.Helper()
	keys, err := credentialsOf(t, who).Retrieve(t.Context())
	require.NoError(t, err)
	argv := append([]string{"--endpoint-url", "http://" + conf.Domain}, strings.Fields(args)...)
	cmd := exec.CommandContext(t.Context(), "aws", argv...)
	cmd.Dir = t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(cmd.Dir, "README.md"), []byte("read me\n"), 0o600))
	cmd.Env = []string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + os.Getenv("HOME"),
		"AWS_CONFIG_FILE=" + os.DevNull, "AWS_SHARED_CREDENTIALS_FILE=" + os.DevNull, "AWS_EC2_METADATA_DISABLED=true",
		"AWS_DEFAULT_REGION=" + conf.Region, "AWS_MAX_ATTEMPTS=1", "AWS_PAGER=",
		"AWS_ACCESS_KEY_ID=" + keys.AccessKeyID, "AWS_SECRET_ACCESS_KEY=" + keys.SecretAccessKey,
		"http_proxy=http://" + listener,
	}
	printed, err := cmd.CombinedOutput()
	return string(printed), err != nil
}

// hasAWS skips a test where there is no aws command. One that is there and does
// not run, as a shim without its program, counts as none.
func hasAWS(t *testing.T) {
	t.Helper()
	if out, err := exec.Command("aws", "--version").CombinedOutput(); err != nil {
		t.Skipf("SKIPPED, NOTHING WAS TESTED HERE: the aws command does not run (%v): %s", err, out)
	}
}

func TestTheCommandsThatAreProposed(t *testing.T) {
	hasAWS(t)
	for _, cmd := range commands {
		listener := conf.Listen
		if cmd.inVPC {
			listener = conf.VPCEndpoints[0].Listen
		}
		out, failed := awsCommand(t, cmd.who, listener, cmd.args)
		require.Equal(t, cmd.denied, failed, "%s %s: %s", cmd.who, cmd.args, out)
		if cmd.denied {
			// For HEAD there is no body, and the command knows the status alone.
			require.Regexp(t, `AccessDenied|\(403\)`, out, "%s %s", cmd.who, cmd.args)
		}
	}
}

func TestTheAWSCommandThroughAccessPoints(t *testing.T) {
	hasAWS(t)
	put(t, "jane/report.txt", "report")
	put(t, "inbox/jane/1", "1")
	put(t, "inbox/jane/sealed/1", "1")
	for _, tt := range []struct {
		who, args string
		failed    bool
		want      string
	}{
		{"jane", "s3 cp s3://" + workshopAP + "/jane/report.txt s3://" + inboxAP + "/inbox/jane/copy", false, "copy: "},
		{"jane", "s3api delete-objects --bucket " + inboxAP + ` --delete {"Objects":[{"Key":"inbox/jane/1"},{"Key":"inbox/jane/sealed/1"}]}`, false, "AccessDenied"},
		{"admin", "s3api get-bucket-versioning --bucket " + workshopName, true, "AccessDenied"},
		{"jane", "s3api get-object --bucket " + closedAP + " --key jane/report.txt out", true, "AccessDenied"},
		{"jane", "s3 cp README.md s3://" + inboxAP + "/inbox/jane/readme", false, "upload: "},
	} {
		out, failed := awsCommand(t, tt.who, conf.Listen, tt.args)
		require.Equal(t, tt.failed, failed, "%s: %s", tt.args, out)
		require.Contains(t, out, tt.want, tt.args)
	}
	require.Equal(t, "report", stored(t, "inbox/jane/copy"))
	require.Equal(t, "NoSuchKey", stored(t, "inbox/jane/1"))
	require.Equal(t, "1", stored(t, "inbox/jane/sealed/1"))
}
