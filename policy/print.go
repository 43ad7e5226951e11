package policy

import (
	"bytes"
	"encoding/json"
	"iter"
)

// MarshalJSON returns d as JSON, without blanks and in the order in which IAM
// documents its elements. A list of one entry is printed without brackets. What
// is printed parses to the same document, but for places in the text.
func (d Document) MarshalJSON() ([]byte, error) { return d.appendJSON(nil), nil }

// String returns d as indented JSON.
func (d *Document) String() string {
	var b bytes.Buffer
	// What appendJSON prints is JSON, so that this cannot fail.
	_ = json.Indent(&b, d.appendJSON(nil), "", "  ")
	return b.String()
}

func (d *Document) appendJSON(b []byte) []byte {
	b = append(b, '{')
	if d.Version != (Text{}) {
		b = append(appendString(append(b, `"Version":`...), d.Version.Value), ',')
	}
	if d.ID != (Text{}) {
		b = append(appendString(append(b, `"Id":`...), d.ID.Value), ',')
	}
	b = append(b, `"Statement":[`...)
	for i := range d.Statements {
		b = appendComma(b, i)
		b = d.Statements[i].appendJSON(b)
	}
	return append(b, "]}"...)
}

func (s *Statement) appendJSON(b []byte) []byte {
	b = append(b, '{')
	if s.Sid != (Text{}) {
		b = append(appendString(append(b, `"Sid":`...), s.Sid.Value), ',')
	}
	b = appendString(append(b, `"Effect":`...), s.Effect.String())
	if !s.Principal.isZero() {
		b = s.Principal.appendJSON(append(b, ','))
	}
	b = s.Action.appendJSON(append(b, ','), "Action")
	b = s.Resource.appendJSON(append(b, ','), "Resource")
	if len(s.Condition) > 0 {
		b = appendConditions(append(b, ','), s.Condition)
	}
	return append(b, '}')
}

func (p *Patterns) appendJSON(b []byte, name string) []byte {
	return appendTexts(append(appendString(b, p.element(name)), ':'), p.Items)
}

func (p *Principals) appendJSON(b []byte) []byte {
	b = append(appendString(b, p.element()), ':')
	if p.Any {
		return append(b, `"*"`...)
	}
	b = append(b, '{')
	n := 0
	for key, texts := range p.lists() {
		if len(texts) > 0 {
			b = appendComma(b, n)
			b = appendTexts(append(appendString(b, key), ':'), texts)
			n++
		}
	}
	return append(b, '}')
}

// lists iterates over the lists of entries with their names.
func (p *Principals) lists() iter.Seq2[string, []Text] {
	return func(yield func(string, []Text) bool) {
		_ = yield("AWS", p.AWS) && yield("CanonicalUser", p.CanonicalUser) &&
			yield("Service", p.Service) && yield("Federated", p.Federated)
	}
}

// appendConditions prints each operator once, where it first occurs.
func appendConditions(b []byte, list []Condition) []byte {
	b = append(b, `"Condition":{`...)
	done := make(map[string]bool)
	for i := range list {
		op := list[i].Operator.Value
		if done[op] {
			continue
		}
		b = appendComma(b, len(done))
		done[op] = true
		b = append(appendString(b, op), ":{"...)
		n := 0
		for j := i; j < len(list); j++ {
			if list[j].Operator.Value == op {
				b = append(appendString(appendComma(b, n), list[j].Key.Value), ':')
				b = appendTexts(b, list[j].Values)
				n++
			}
		}
		b = append(b, '}')
	}
	return append(b, '}')
}

func appendTexts(b []byte, list []Text) []byte {
	if len(list) == 1 {
		return appendString(b, list[0].Value)
	}
	b = append(b, '[')
	for i := range list {
		b = appendString(appendComma(b, i), list[i].Value)
	}
	return append(b, ']')
}

func appendComma(b []byte, n int) []byte {
	if n > 0 {
		return append(b, ',')
	}
	return b
}

// appendString prints a JSON string and leaves <, > and & as they are: policies
// are not HTML.
func appendString(b []byte, s string) []byte {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	// A string always encodes.
	_ = enc.Encode(s)
	return append(b, bytes.TrimSuffix(buf.Bytes(), []byte("\n"))...)
}

// texts iterates over the texts of d with their paths, but for the operators: a
// text that is none has a fault of its own.
func (d *Document) texts() iter.Seq2[Text, path] {
	return func(yield func(Text, path) bool) {
		if !yield(d.Version, path{}.member("Version")) || !yield(d.ID, path{}.member("Id")) {
			return
		}
		for i := range d.Statements {
			for t, at := range d.Statements[i].texts(inStatement(i)) {
				if !yield(t, at) {
					return
				}
			}
		}
	}
}

func (s *Statement) texts(in path) iter.Seq2[Text, path] {
	return func(yield func(Text, path) bool) {
		each := func(at path, list ...Text) bool {
			for i, t := range list {
				if !yield(t, at.entry(i, len(list))) {
					return false
				}
			}
			return true
		}
		if !each(in.member("Sid"), s.Sid) ||
			!each(in.member(s.Action.element("Action")), s.Action.Items...) ||
			!each(in.member(s.Resource.element("Resource")), s.Resource.Items...) {
			return
		}
		for key, list := range s.Principal.lists() {
			if !each(in.member(s.Principal.element()).member(key), list...) {
				return
			}
		}
		for i := range s.Condition {
			c := &s.Condition[i]
			at := in.member("Condition").member(c.Operator.Value).member(c.Key.Value)
			if !each(at, c.Key) || !each(at, c.Values...) {
				return
			}
		}
	}
}
