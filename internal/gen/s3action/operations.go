package main

import (
	"bytes"
	"cmp"
	"fmt"
	"go/format"
	"maps"
	"slices"
	"strings"
)

// A need is an action that the data says an operation needs.
type need struct {
	Action string `json:"action"`
	Need   string `json:"need"` // required, one-of, conditional or alternative
	When   string `json:"when"`
}

// through says for what access points take an operation.
type through struct {
	Bucket bool `json:"bucket"`
}

// An operation is what the table has of one.
type operation struct {
	name         string
	through      bool
	needs, reads []want
}

// A want is an action, and the rule that says which requests need it.
type want struct {
	action string
	rule   rule
}

// A rule says which requests need an action: those that have one part and lack
// another. Parts go by the names of package s3action.
type rule struct {
	with, without []string
	source        bool   // it is needed on the source of a copy
	words         string // for people
}

// rules has the rule for each wording of the data, without the remarks that it
// adds in brackets.
var rules = map[string]rule{
	"":                                      {},
	"no version id is given":                {without: []string{"VersionID"}, words: "without a version id"},
	"a version id is given":                 {with: []string{"VersionID"}, words: "with a version id"},
	"the request sets an ACL":               {with: []string{"ACL"}, words: "if it sets an ACL"},
	"the request sets object tags":          {with: []string{"Tags"}, words: "if it sets tags"},
	"the request sets tags":                 {with: []string{"Tags"}, words: "if it sets tags"},
	"the request sets a legal hold":         {with: []string{"LegalHold"}, words: "if it sets a legal hold"},
	"the request enables Object Lock":       {with: []string{"ObjectLock"}, words: "if it turns Object Lock on"},
	"the request sets Object Ownership":     {with: []string{"Ownership"}, words: "if it sets Object Ownership"},
	"the tag set is wanted in the response": {with: []string{"WantedTags"}, words: "if the tags are wanted"},
	"the retention settings are wanted":     {with: []string{"WantedRetention"}, words: "if the retention is wanted"},
	"the legal hold status is wanted":       {with: []string{"WantedLegalHold"}, words: "if the legal hold is wanted"},
	"object owner information is wanted":    {with: []string{"WantedOwner"}, words: "on each object, if the owner is wanted"},
	"the request sets an Object Lock retention": {
		with: []string{"Retention"}, words: "if it sets a retention"},
	"governance mode retention is bypassed": {
		with: []string{"GovernanceBypass"}, words: "if it bypasses governance"},
	"no version id is given for the copy source": {
		without: []string{"SourceVersionID"}, source: true, words: "without a version id"},
	"a version id is given for the copy source": {
		with: []string{"SourceVersionID"}, source: true, words: "with a version id"},
	"the request sets no object tags, and those of the copy source are copied": {
		with: []string{"SourceTags"}, without: []string{"Tags"}, words: "if tags are copied along"},
	"the tags of the copy source are copied, without a version id": {
		with: []string{"SourceTags"}, without: []string{"SourceVersionID"}, source: true, words: "if tags are copied along, without a version id"},
	"the tags of the copy source are copied, with a version id": {
		with: []string{"SourceTags", "SourceVersionID"}, source: true, words: "if tags are copied along, with a version id"},
}

// operations returns the operations that need actions of the service s3, by name.
// Some names are operations of both the S3 API and the one that controls it, with
// other actions: of those, the S3 API's is meant.
func (set *dataset) operations() ([]operation, error) {
	byName := map[string]operation{}
	for _, api := range [...]string{"s3control.", "s3."} {
		for key, needs := range set.Operations {
			if !strings.HasPrefix(key, api) {
				continue
			}
			op, err := operationOf(nameOf(key), needs)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", key, err)
			}
			op.through = set.ThroughAccessPoint[op.name].Bucket
			if len(op.needs) > 0 {
				byName[op.name] = op
			}
		}
	}
	for name := range set.ThroughAccessPoint {
		if _, ok := byName[name]; !ok {
			return nil, fmt.Errorf("%s goes through access points and is no operation", name)
		}
	}
	return slices.SortedFunc(maps.Values(byName), func(a, b operation) int { return cmp.Compare(a.name, b.name) }), nil
}

// nameOf returns the name of s3.PutObject without the API.
func nameOf(key string) string {
	_, name, _ := strings.Cut(key, ".")
	return name
}

// operationOf keeps the needs that are actions of the service s3. What every
// request needs comes first.
func operationOf(name string, needs []need) (operation, error) {
	op := operation{name: name}
	always := false
	needs = slices.SortedStableFunc(slices.Values(needs), func(a, b need) int { return cmp.Compare(a.rank(), b.rank()) })
	for _, n := range needs {
		if !strings.HasPrefix(n.Action, "s3:") {
			continue
		}
		rule, err := n.rule()
		if err != nil {
			return op, fmt.Errorf("%s: %w", n.Action, err)
		}
		if rule.source {
			op.reads = append(op.reads, want{n.Action, rule})
			continue
		}
		op.needs = append(op.needs, want{n.Action, rule})
		always = always || n.Need == "required" || n.Need == "one-of"
	}
	if len(op.needs)+len(op.reads) > 0 && !always {
		return op, fmt.Errorf("some requests need no action at all")
	}
	return op, nil
}

// rank puts what a request always needs before what it may need.
func (n need) rank() int {
	if n.Need == "conditional" {
		return 1
	}
	return 0
}

func (n need) rule() (rule, error) {
	when, _, _ := strings.Cut(n.When, " (")
	r, ok := rules[when]
	switch {
	case !ok:
		return r, fmt.Errorf("unknown condition %q", n.When)
	case n.Need == "required" && when == "":
	case (n.Need == "one-of" || n.Need == "conditional") && when != "":
	default:
		return r, fmt.Errorf("need %q does not go with condition %q", n.Need, n.When)
	}
	return r, nil
}

// generateOperations returns the source of the table of operations.
func generateOperations(set *dataset, list []operation) ([]byte, error) {
	var src bytes.Buffer
	src.WriteString(generatedBy + "package s3action\n\n")
	src.WriteString("// operations is in the order of its names. Where its facts are from:\n//\n")
	set.writeSources(&src)
	src.WriteString("var operations = [...]Operation{\n")
	for _, op := range list {
		fmt.Fprintf(&src, "{Name: %q", op.name)
		if op.through {
			src.WriteString(", ThroughAccessPoint: true")
		}
		writeWants(&src, "Needs", op.needs)
		writeWants(&src, "Reads", op.reads)
		src.WriteString("},\n")
	}
	src.WriteString("}\n")
	return format.Source(src.Bytes())
}

func writeWants(src *bytes.Buffer, field string, list []want) {
	if len(list) == 0 {
		return
	}
	fmt.Fprintf(src, ", %s: []Need{", field)
	for i, w := range list {
		if i > 0 {
			src.WriteString(", ")
		}
		fmt.Fprintf(src, "{Action: %q", w.action)
		for _, mask := range [...]struct {
			name  string
			parts []string
		}{{"With", w.rule.with}, {"Without", w.rule.without}} {
			if len(mask.parts) > 0 {
				fmt.Fprintf(src, ", %s: %s", mask.name, strings.Join(mask.parts, "|"))
			}
		}
		src.WriteString("}")
	}
	src.WriteString("}")
}
