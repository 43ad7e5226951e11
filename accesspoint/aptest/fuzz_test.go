package aptest

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"
)

// FuzzRead reads any text as a scenario. What is read can be decided, explained and
// printed; what is not is told with a place in the text.
func FuzzRead(f *testing.F) {
	files := os.DirFS(scenarioDir)
	names, err := fs.Glob(files, "*.json")
	if err != nil || len(names) == 0 {
		f.Fatal("no seeds", err)
	}
	for _, name := range names {
		text, err := fs.ReadFile(files, name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
	}
	for _, text := range []string{
		``, `{}`, `[]`, `{"requests": [{}]}`, `{"requests": [{"context": {"a:b": []}}]}`,
		`{"buckets": [{"name": "data", "account": "111122223333", "policy": "file:p.json"}], "requests": [{"principal": "anonymous", "action": "s3:GetObject", "bucket": "data", "key": "a"}]}`,
		`{"principals": [{"arn": "arn:aws:sts::111122223333:assumed-role/a/b", "issuer": "arn:aws:iam::111122223333:role/a"}], "requests": 1}`,
		"{\"requests\": [{\"source\": {}, \"key\": \"\\u0000\"}], \"\\ud800\": 1}",
	} {
		f.Add(text)
	}
	policy := []byte(`{"Version": "2012-10-17", "Statement": []}`)
	f.Fuzz(func(t *testing.T, text string) {
		s, err := Read(fstest.MapFS{"s.json": {Data: []byte(text)}, "p.json": {Data: policy}}, "s.json")
		if err != nil {
			checkErrors(t, text, err)
			return
		}
		for _, c := range s.Cases {
			line, err := c.Decide().MarshalJSON()
			if err != nil || !json.Valid(line) {
				t.Fatalf("%s is no JSON: %v", line, err)
			}
			if d := c.Explain().Decision; d != c.Decision() {
				t.Fatalf("explained as %v, decided as %v", d, c.Decision())
			}
		}
		Uncovered(s)
	})
}

func checkErrors(t *testing.T, text string, err error) {
	list, ok := errors.AsType[ErrorList](err)
	if !ok || len(list) == 0 {
		t.Fatalf("%v is no list of errors", err)
	}
	for _, e := range list {
		if e.File == "s.json" && e.At.IsValid() && (e.At.Offset > len(text) || e.At.Line > 1+strings.Count(text, "\n")) {
			t.Errorf("%v is beyond the text", e)
		}
		if strings.ContainsAny(e.Error(), "\n\x1b") {
			t.Errorf("%q is more than one line", e.Error())
		}
	}
}
