package report

import (
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/s3ap/s3ap/policy"
	"github.com/s3ap/s3ap/policy/lint"
)

// A shape says what a JSON value must be: of a property, whether it must be there.
// What an object has beside its properties is wrong.
type shape struct {
	kind       string // string, number, bool, object, array
	properties map[string]shape
	required   []string
	items      *shape
	values     []string // of a string, all there may be
	least      int      // of a number
	any        bool     // an object with any properties
}

func object(required string, properties map[string]shape) shape {
	return shape{kind: "object", properties: properties, required: strings.Fields(required)}
}
func list(items shape) shape       { return shape{kind: "array", items: &items} }
func oneOf(values ...string) shape { return shape{kind: "string", values: values} }
func number(least int) shape       { return shape{kind: "number", least: least} }
func words() shape                 { return shape{kind: "string"} }
func message() shape               { return object("text", map[string]shape{"text": words()}) }
func openObject() shape            { return shape{kind: "object", any: true} }

// sarifShape is what section 3 of the standard asks of what is used of it.
func sarifShape() shape {
	artifact := object("uri", map[string]shape{"uri": words(), "uriBaseId": words()})
	region := object("startLine startColumn endLine endColumn byteOffset byteLength", map[string]shape{
		"startLine": number(1), "startColumn": number(1), "endLine": number(1), "endColumn": number(1), "byteOffset": number(0), "byteLength": number(0),
	})
	location := object("physicalLocation", map[string]shape{
		"physicalLocation": object("artifactLocation", map[string]shape{"artifactLocation": artifact, "region": region}),
		"logicalLocations": list(object("fullyQualifiedName kind", map[string]shape{"fullyQualifiedName": words(), "kind": words()})),
	})
	level := oneOf("none", "note", "warning", "error")
	rule := object("id shortDescription fullDescription help defaultConfiguration", map[string]shape{
		"id": words(), "helpUri": words(), "shortDescription": message(), "fullDescription": message(),
		"help":                 object("text markdown", map[string]shape{"text": words(), "markdown": words()}),
		"defaultConfiguration": object("level", map[string]shape{"level": level}),
		"properties":           object("tags", map[string]shape{"tags": list(words()), "security-severity": words()}),
	})
	replacement := object("deletedRegion insertedContent", map[string]shape{"deletedRegion": region, "insertedContent": message()})
	change := object("artifactLocation replacements", map[string]shape{"artifactLocation": artifact, "replacements": list(replacement)})
	result := object("ruleId ruleIndex level message locations partialFingerprints", map[string]shape{
		"ruleId": words(), "ruleIndex": number(0), "level": level, "message": message(), "locations": list(location),
		"partialFingerprints": openObject(), "baselineState": oneOf("new", "unchanged", "updated", "absent"),
		"suppressions": list(object("kind", map[string]shape{"kind": oneOf("inSource", "external"), "status": oneOf("accepted"), "justification": words()})),
		"fixes":        list(object("description artifactChanges", map[string]shape{"description": message(), "artifactChanges": list(change)})),
		"properties":   openObject(),
	})
	notification := object("level message locations", map[string]shape{
		"level": level, "message": message(), "locations": list(location),
		"associatedRule": object("id index", map[string]shape{"id": words(), "index": number(0)}),
	})
	run := object("tool results columnKind invocations", map[string]shape{
		"tool": object("driver", map[string]shape{
			"driver": object("name informationUri rules", map[string]shape{"name": words(), "informationUri": words(), "rules": list(rule)}),
		}),
		"columnKind": oneOf("unicodeCodePoints"), "results": list(result),
		"invocations": list(object("executionSuccessful", map[string]shape{
			"executionSuccessful": {kind: "bool"}, "toolExecutionNotifications": list(notification),
		})),
	})
	return object("$schema version runs", map[string]shape{"$schema": words(), "version": oneOf("2.1.0"), "runs": list(run)})
}

// faults returns what is wrong with a value.
func (s shape) faults(at string, v any) (list []string) {
	wrong := func(format string, args ...any) { list = append(list, at+": "+fmt.Sprintf(format, args...)) }
	switch v := v.(type) {
	case map[string]any:
		if s.kind != "object" {
			wrong("an object, want %s", s.kind)
			break
		}
		for _, name := range s.required {
			if _, ok := v[name]; !ok {
				wrong("no %s", name)
			}
		}
		for name, value := range v {
			if p, ok := s.properties[name]; ok {
				list = append(list, p.faults(at+"/"+name, value)...)
			} else if !s.any {
				wrong("there is no property %s", name)
			}
		}
	case []any:
		if s.kind != "array" {
			wrong("an array, want %s", s.kind)
			break
		}
		for i, value := range v {
			list = append(list, s.items.faults(fmt.Sprintf("%s/%d", at, i), value)...)
		}
	case string:
		if s.kind != "string" || s.values != nil && !slices.Contains(s.values, v) {
			wrong("%q, want %s %v", v, s.kind, s.values)
		}
	case float64:
		if s.kind != "number" || v < float64(s.least) {
			wrong("%v, want %s of at least %d", v, s.kind, s.least)
		}
	case bool:
		if s.kind != "bool" {
			wrong("%v, want %s", v, s.kind)
		}
	default:
		wrong("%v, want %s", v, s.kind)
	}
	return list
}

// sarifOf returns the log of a report.
func sarifOf(t *testing.T, r *Report) (log sarifLog, whole any) {
	t.Helper()
	var b strings.Builder
	require.NoError(t, Write(&b, "sarif", r))
	require.NoError(t, json.Unmarshal([]byte(b.String()), &whole))
	var form struct {
		Runs []struct {
			Tool    sarifTool
			Results []struct {
				RuleID    string
				RuleIndex int
			}
		}
	}
	require.NoError(t, json.Unmarshal([]byte(b.String()), &form))
	require.Len(t, form.Runs, 1)
	for _, res := range form.Runs[0].Results {
		require.Equal(t, res.RuleID, form.Runs[0].Tool.Driver.Rules[res.RuleIndex].ID)
	}
	log.Runs = []sarifRun{{Tool: form.Runs[0].Tool}}
	return log, whole
}

func TestSARIFHasTheFormOfTheStandard(t *testing.T) {
	u := unitOf(t, "dir/a b.json", `{"Version": "2008-10-17", "Statement": [`+statement("", "x")+`, `+statement("a b", "x")+`]}`)
	require.NotEmpty(t, u.Findings)
	u.Findings[0].Known = true
	silenced := *u.Findings[0]
	silenced.Silence = &silence
	u.Silenced = []*Finding{&silenced}
	files := []*File{
		{Name: "dir/a b.json", Units: []*Unit{u}},
		{Name: "/tmp/broken.json", Fault: &Note{At: Point{0, 1, 1}, Text: "broken"}},
		{Name: "-", Fault: &Note{Text: "broken"}},
		witnessed().Files[0],
	}
	Mark(files)
	_, whole := sarifOf(t, &Report{Files: files, HasBaseline: true})
	require.Empty(t, sarifShape().faults("", whole))
}

func TestASARIFRuleHasTheSeverityOfItsCheck(t *testing.T) {
	log, _ := sarifOf(t, witnessed())
	security := 0
	for _, rule := range log.Runs[0].Tool.Driver.Rules {
		if rule.Properties.Security != "" {
			security++
			require.Equal(t, "warning", rule.Configuration.Level, rule.ID)
			require.Contains(t, rule.Properties.Tags, "security")
		}
		require.NotEmpty(t, rule.Short.Text, rule.ID)
	}
	require.Positive(t, security, "the check of the witness is a security warning")
}

func TestFilesAreNamedAsURIs(t *testing.T) {
	for name, want := range map[string]sarifArtifact{
		"a/b.json":    {"a/b.json", "%SRCROOT%"},
		"a b%.json":   {"a%20b%25.json", "%SRCROOT%"},
		"a:b.json":    {"./a:b.json", "%SRCROOT%"},
		"../x.json":   {"../x.json", "%SRCROOT%"},
		"/tmp/x y":    {"file:///tmp/x%20y", ""},
		"-":           {"stdin", ""},
		"é.json":      {"%C3%A9.json", "%SRCROOT%"},
		"what?#.json": {"what%3F%23.json", "%SRCROOT%"},
	} {
		got := artifact(name)
		require.Equal(t, want, got)
		_, err := url.Parse(got.URI)
		require.NoError(t, err)
	}
}

func TestChecksThatWereNotMadeAreNotifications(t *testing.T) {
	skip := func(check, pointer, needs string) lint.Skip {
		return lint.Skip{Check: check, Policy: policy.Bucket, Pointer: pointer, Needs: needs}
	}
	u := &Unit{Name: "Docs", Policies: []policy.Kind{policy.Bucket}, Skipped: []lint.Skip{
		skip("resource-other-bucket", "", "the name of the bucket"),
		skip("invalid-arn", "/Statement/0/Resource", "a parameter has no default"),
		skip("invalid-arn", "/Statement/0/Resource", "a parameter has no default"),
	}}
	_, whole := sarifOf(t, &Report{Files: []*File{{Name: "a.json", Units: []*Unit{u}}}})
	require.Empty(t, sarifShape().faults("", whole))
	runs := whole.(map[string]any)["runs"].([]any)[0].(map[string]any)
	rules := runs["tool"].(map[string]any)["driver"].(map[string]any)["rules"].([]any)
	var got []string
	for _, n := range runs["invocations"].([]any)[0].(map[string]any)["toolExecutionNotifications"].([]any) {
		n := n.(map[string]any)
		rule := n["associatedRule"].(map[string]any)
		require.Equal(t, rule["id"], rules[int(rule["index"].(float64))].(map[string]any)["id"])
		got = append(got, n["level"].(string)+" "+n["message"].(map[string]any)["text"].(string))
	}
	require.Equal(t, []string{
		"note Docs bucket policy: skipped resource-other-bucket, which needs the name of the bucket",
		"note Docs bucket policy: skipped invalid-arn for /Statement/0/Resource: a parameter has no default",
	}, got)
}
