package lint

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/arn"
)

// expectedErrors are the errors that policies of other tests are about, by file and
// check.
var expectedErrors = map[string]string{
	"mistake-old-version-of-the-language.json variable-under-old-version": "the mistake that the scenario is about",
	"mistake-object-action-on-bucket.json ap-resource-action-mismatch":    "the mistake that the scenario is about",
	"mistake-object-action-on-bucket.json ap-missing-object-segment":      "the mistake that the scenario is about",
	"rule-copies.json condition-key-not-for-action":                       "a Deny of reads by a header of writes, which the scenario shows to be in vain",
	"mistake-object-action-on-bucket.json resource-action-mismatch":       "the mistake that the scenario is about",
	"print/every-element.json federated-principal":                        "prints every kind of principal",
	"print/no-statements.json missing-statement":                          "prints what has nothing in it",
}

// A kept policy is one that is part of another test.
type kept struct {
	file string
	Policies
	Context
}

// scenarioPolicies reads the policies of testdata/scenarios with what is known of
// their buckets and access points.
func scenarioPolicies(t *testing.T) (list []kept) {
	t.Helper()
	paths, err := filepath.Glob("../../testdata/scenarios/*.json")
	require.NoError(t, err)
	require.NotEmpty(t, paths)
	for _, path := range paths {
		src, err := os.ReadFile(path)
		require.NoError(t, err)
		var file struct {
			Buckets []struct {
				Name, Account string
				Policy        json.RawMessage
			}
			AccessPoints []struct {
				ARN, Bucket string
				Policy      json.RawMessage
			}
		}
		require.NoError(t, json.Unmarshal(src, &file), path)
		for _, b := range file.Buckets {
			if len(b.Policy) > 0 {
				list = append(list, kept{filepath.Base(path), Policies{Bucket: policyText(t, b.Policy)}, Context{Bucket: b.Name, BucketAccount: b.Account}})
			}
		}
		for _, a := range file.AccessPoints {
			ap, err := arn.ParseAccessPoint(a.ARN)
			if err != nil || len(a.Policy) == 0 {
				continue
			}
			k := kept{filepath.Base(path), Policies{AccessPoint: policyText(t, a.Policy)}, Context{AccessPoint: ap}}
			for _, b := range file.Buckets {
				if b.Name == a.Bucket {
					k.Policies.Bucket, k.Context.Bucket, k.BucketAccount = policyText(t, b.Policy), b.Name, b.Account
				}
			}
			list = append(list, k)
		}
	}
	return list
}

// policyText returns a policy that stands in a scenario as it is, or as the name of a file.
func policyText(t *testing.T, src json.RawMessage) []byte {
	var name string
	if json.Unmarshal(src, &name) != nil || name == "" {
		return src
	}
	file, err := os.ReadFile("../../testdata/scenarios/" + strings.TrimPrefix(name, "file:"))
	require.NoError(t, err)
	return file
}

// printedPolicies reads the policies of testdata/print.
func printedPolicies(t *testing.T) (list []kept) {
	t.Helper()
	paths, err := filepath.Glob("../../testdata/print/*/*.json")
	require.NoError(t, err)
	for _, path := range paths {
		src, err := os.ReadFile(path)
		require.NoError(t, err)
		switch filepath.Base(filepath.Dir(path)) {
		case "bucket":
			list = append(list, kept{"print/" + filepath.Base(path), Policies{Bucket: src}, Context{}})
		case "access-point":
			list = append(list, kept{"print/" + filepath.Base(path), Policies{AccessPoint: src}, Context{}})
		}
	}
	require.NotEmpty(t, list)
	return list
}

func TestNoCheckCriesWolf(t *testing.T) {
	used := make(map[string]bool)
	for _, k := range append(scenarioPolicies(t), printedPolicies(t)...) {
		report := Check(k.Policies, k.Context)
		for _, f := range report.Findings {
			if f.Severity != Error {
				continue
			}
			key := k.file + " " + f.Check
			used[key] = true
			if _, ok := expectedErrors[key]; !ok {
				t.Errorf("%s: %v", k.file, f.String())
			}
		}
	}
	for key := range expectedErrors {
		if !used[key] {
			t.Errorf("%s is expected and not found", strings.TrimSpace(key))
		}
	}
}
