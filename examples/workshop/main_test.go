package main

import (
	"bytes"
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func TestTheWorkshopPrintsWhatItDid(t *testing.T) {
	const file = "testdata/output.txt"
	var out bytes.Buffer
	require.NoError(t, run(&out, false))
	if *update {
		require.NoError(t, os.MkdirAll("testdata", 0o755))
		require.NoError(t, os.WriteFile(file, out.Bytes(), 0o644))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err)
	if diff := cmp.Diff(string(want), out.String()); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// The lines that anybody who runs the program must see, whatever the golden file
// says.
func TestTheWorkshopComesToTheseDecisions(t *testing.T) {
	w, err := newWorkshop()
	require.NoError(t, err)
	var got []string
	for _, s := range w.sections() {
		for _, a := range s.answer {
			verdict := "deny"
			if a.explanation.Decision.Allowed() {
				verdict = "allow"
			}
			got = append(got, verdict+" "+a.request.title)
		}
	}
	want := []string{
		"deny list through the access point ARN",
		"allow get an own object",
		"deny get another user's object",
		"allow get an own object through the alias",
		"deny get another user's object through the alias",
		"deny put where only get is granted",
		"allow list through the access point ARN",
		"deny get an own object",
		"deny get an own object",
		"allow get an own object from inside the VPC",
		"deny get an own object from another VPC",
		"deny get an own object from the internet",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestColourIsPaintedOnlyWhereAskedFor(t *testing.T) {
	var plain, painted bytes.Buffer
	require.NoError(t, run(&plain, false))
	require.NoError(t, run(&painted, true))
	if strings.Contains(plain.String(), "\x1b") || !strings.Contains(painted.String(), "\x1b[32mALLOW\x1b[0m") {
		t.Error("colour must be there if asked for, and only then")
	}
}

// A full disk, a closed pipe.
type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, os.ErrClosed }

func TestAWriterThatFailsIsAnError(t *testing.T) {
	require.ErrorIs(t, run(brokenWriter{}, false), os.ErrClosed)
}
