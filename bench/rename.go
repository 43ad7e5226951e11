package main

import (
	"encoding/json"
	"strings"
)

// renamed writes a policy in the language of IAM, for peers that read it but refuse
// some of its names. Condition keys are renamed by a table. An access point is
// written as a bucket of the same name with the same objects. The action `*`, which
// versitygw refuses, is written `s3:*`: the same where only S3 is asked about.
func renamed(d *document, keys map[string]string) ([]byte, error) {
	var list []map[string]any
	for i := range d.statements {
		list = append(list, renamedStatement(&d.statements[i], keys))
	}
	return json.Marshal(map[string]any{"Version": "2012-10-17", "Statement": list})
}

func renamedStatement(s *statement, keys map[string]string) map[string]any {
	actions, resources := []string{}, []string{}
	for _, a := range s.actions {
		if a == "*" {
			a = "s3:*"
		}
		actions = append(actions, a)
	}
	for _, r := range s.resources {
		resources = append(resources, asBucket(r))
	}
	m := map[string]any{"Effect": "Allow", "Action": actions, "Resource": resources}
	if s.notActions {
		delete(m, "Action")
		m["NotAction"] = actions
	}
	if s.deny {
		m["Effect"] = "Deny"
	}
	m["Principal"] = map[string]any{"AWS": s.principals}
	if s.everyone() {
		m["Principal"] = "*"
	}
	conditions := map[string]map[string][]string{}
	for _, t := range s.tests {
		if conditions[t.operator] == nil {
			conditions[t.operator] = map[string][]string{}
		}
		conditions[t.operator][rename(t.key, keys)] = t.values
	}
	if len(conditions) > 0 {
		m["Condition"] = conditions
	}
	return m
}

func rename(key string, keys map[string]string) string {
	if other, ok := keys[key]; ok {
		return other
	}
	return key
}

// asBucket writes the ARN of an access point or of an object through one as if the
// access point were a bucket.
func asBucket(arn string) string {
	_, rest, ok := strings.Cut(arn, ":accesspoint/")
	if !ok {
		return arn
	}
	return "arn:aws:s3:::" + strings.Replace(rest, "/object/", "/", 1)
}

// withoutPrefix returns a condition key without `aws:` or `s3:`.
func withoutPrefix(key string) string {
	_, rest, _ := strings.Cut(key, ":")
	return rest
}
