package accesspoint

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

const schemaFile = "../docs/explanation.schema.json"

// A schema is as much of JSON Schema as docs/explanation.schema.json uses.
type schema struct {
	Schema     string             `json:"$schema"`
	ID         string             `json:"$id"`
	Title      string             `json:"title"`
	Comment    string             `json:"description"`
	Type       string             `json:"type"`
	Enum       []string           `json:"enum"`
	Minimum    *float64           `json:"minimum"`
	Ref        string             `json:"$ref"`
	Defs       map[string]*schema `json:"$defs"`
	Properties map[string]*schema `json:"properties"`
	Required   []string           `json:"required"`
	Additional *bool              `json:"additionalProperties"`
	Items      *schema            `json:"items"`
	MaxItems   *int               `json:"maxItems"`
	used       map[string]bool    // the properties that occur
}

func readSchema(t *testing.T) *schema {
	t.Helper()
	src, err := os.ReadFile(schemaFile)
	require.NoError(t, err)
	var s schema
	dec := json.NewDecoder(strings.NewReader(string(src)))
	dec.DisallowUnknownFields() // a keyword that is not checked would promise too much
	require.NoError(t, dec.Decode(&s))
	return &s
}

// check holds a value to a schema, and notes the properties that occur.
func (s *schema) check(root *schema, at string, v any) (faults []string) {
	if name, ok := strings.CutPrefix(s.Ref, "#/$defs/"); ok {
		def, ok := root.Defs[name]
		if !ok {
			return []string{at + ": no definition of " + s.Ref}
		}
		return def.check(root, at, v)
	}
	if s.Ref == "#" {
		return root.check(root, at, v)
	}
	fault := func(format string, args ...any) { faults = append(faults, at+": "+fmt.Sprintf(format, args...)) }
	switch v := v.(type) {
	case map[string]any:
		if s.Type != "object" {
			fault("an object, want %s", s.Type)
		}
		for _, name := range s.Required {
			if _, ok := v[name]; !ok {
				fault("lacks %s", name)
			}
		}
		for name, member := range v {
			property, ok := s.Properties[name]
			switch {
			case ok:
				if s.used == nil {
					s.used = map[string]bool{}
				}
				s.used[name] = true
				faults = append(faults, property.check(root, at+"/"+name, member)...)
			case s.Additional != nil && !*s.Additional:
				fault("has %s, which is not documented", name)
			}
		}
	case []any:
		if s.Type != "array" {
			fault("an array, want %s", s.Type)
			return faults
		}
		if s.MaxItems != nil && len(v) > *s.MaxItems {
			fault("%d items", len(v))
		}
		for i, item := range v {
			faults = append(faults, s.Items.check(root, fmt.Sprintf("%s/%d", at, i), item)...)
		}
	case string:
		if s.Type != "string" || len(s.Enum) > 0 && !slices.Contains(s.Enum, v) {
			fault("%q, want %s of %v", v, s.Type, s.Enum)
		}
	case bool:
		if s.Type != "boolean" {
			fault("a boolean, want %s", s.Type)
		}
	case float64:
		if s.Type != "integer" || v != float64(int(v)) || s.Minimum != nil && v < *s.Minimum {
			fault("%v, want %s", v, s.Type)
		}
	default:
		fault("%v", v)
	}
	return faults
}

// idle returns the properties that have not occurred, and objects without a
// description or open to others.
func (s *schema) idle(at string) (list []string) {
	for name, p := range s.Properties {
		if !s.used[name] {
			list = append(list, at+"/"+name+" occurs nowhere")
		}
		if p.Comment == "" && p.Ref == "" {
			list = append(list, at+"/"+name+" is not described")
		}
		list = append(list, p.idle(at+"/"+name)...)
	}
	for name, d := range s.Defs {
		list = append(list, d.idle("#"+name)...)
	}
	if s.Items != nil {
		list = append(list, s.Items.idle(at+"[]")...)
	}
	return list
}

func TestExplanationsAreAsTheSchemaSays(t *testing.T) {
	s := readSchema(t)
	require.Equal(t, "https://json-schema.org/draft/2020-12/schema", s.Schema)
	for name, e := range explained(t) {
		src, err := json.Marshal(e)
		require.NoError(t, err)
		var v any
		require.NoError(t, json.Unmarshal(src, &v))
		for _, fault := range s.check(s, "", v) {
			t.Errorf("%s: %s", name, fault)
		}
	}
	for _, what := range s.idle("") {
		t.Error(what)
	}
}

// The checker of this test would see what it is there for.
func TestTheSchemaRefuses(t *testing.T) {
	s := readSchema(t)
	src, err := json.Marshal(explained(t)["implicit-deny"])
	require.NoError(t, err)
	for name, change := range map[string]func(map[string]any){
		"a member that is not documented": func(v map[string]any) { v["verdict"] = "deny" },
		"a member left out":               func(v map[string]any) { delete(v, "legs") },
		"a type":                          func(v map[string]any) { v["allowed"] = "false" },
		"a word":                          func(v map[string]any) { v["outcome"] = "maybe" },
		"null":                            func(v map[string]any) { v["remedies"] = nil },
		"a member deep down":              func(v map[string]any) { v["legs"].([]any)[0].(map[string]any)["x"] = 1.0 },
	} {
		var v map[string]any
		require.NoError(t, json.Unmarshal(src, &v))
		change(v)
		if len(s.check(s, "", v)) == 0 {
			t.Errorf("%s is taken", name)
		}
	}
}

func TestJSONHasTheLayersThatThereAre(t *testing.T) {
	s := readSchema(t)
	var want []string
	for l := RequestLayer; l < layerCount; l++ {
		want = append(want, l.String())
	}
	if diff := cmp.Diff(want, s.Defs["layer"].Enum); diff != "" {
		t.Errorf("(-code +schema)\n%s", diff)
	}
}

func TestMembersAreInTheSameOrderEachTime(t *testing.T) {
	first, err := explained(t)["organization"].MarshalJSON()
	require.NoError(t, err)
	again, err := explained(t)["organization"].MarshalJSON()
	require.NoError(t, err)
	require.Equal(t, string(first), string(again))
}
