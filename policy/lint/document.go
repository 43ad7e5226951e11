package lint

import (
	"fmt"
	"slices"
	"strings"

	"github.com/s3ap/s3ap/internal/jsondoc"
	"github.com/s3ap/s3ap/policy"
)

// documentChecks are those of the text and of its structure.
func documentChecks() []check {
	return []check{
		{Info: Info{"json-syntax", Error, AnyPolicy, "Text that is not JSON."}},
		{Info: Info{"json-duplicate-member", Error, AnyPolicy, "The same member twice in one JSON object. Most readers keep the last one, so that a Deny can vanish."}},
		{Info: Info{"json-trailing-data", Error, AnyPolicy, "Text after the closing brace, a byte order mark, or text that is not UTF-8."}},
		{Info: Info{wrappedPolicy, Error, AnyPolicy, "The policy sits inside another document: a JSON string, or the answer of GetBucketPolicy or GetAccessPointPolicy."}},
		{Info: Info{"unknown-element", Error, AnyPolicy, "A member that is no element of a policy or statement."}},
		{Info: Info{"element-type", Error, AnyPolicy, "An element of the wrong JSON type."}},
		{Info: Info{"missing-statement", Error, AnyPolicy, "No Statement, or an empty list of statements."}, run: missingStatement, reads: noElement},
		{Info: Info{"missing-effect", Error, AnyPolicy, "A statement without Effect."}, reads: noElement},
		{Info: Info{"invalid-effect", Error, AnyPolicy, "An Effect that is not exactly Allow or Deny."}},
		{Info: Info{"missing-principal", Error, AnyPolicy, "A statement without Principal or NotPrincipal, as identity-based policies have."}, reads: noElement},
		{Info: Info{"missing-action", Error, AnyPolicy, "A statement without Action or NotAction."}, reads: noElement},
		{Info: Info{"missing-resource", Error, AnyPolicy, "A statement without Resource or NotResource."}, reads: noElement},
		{Info: Info{"element-with-its-negation", Error, AnyPolicy, "An element and its opposite in one statement."}},
		{Info: Info{"missing-version", Warning, AnyPolicy, "No Version: the language of 2008 applies, in which policy variables are plain text."}, run: missingVersion, reads: noElement},
		{Info: Info{"invalid-version", Error, AnyPolicy, "A Version that is neither 2012-10-17 nor 2008-10-17."}},
		{Info: Info{"old-version", Warning, AnyPolicy, "Version 2008-10-17 is written out."}, run: oldVersion},
		{Info: Info{"variable-under-old-version", Error, AnyPolicy, "A policy variable where the language of 2008 applies: it is compared as plain text and matches nothing real."}, run: variableUnderOldVersion, form: true},
		{Info: Info{"duplicate-sid", Warning, AnyPolicy, "Two statements share a Sid, so that tools which go by Sid reach the wrong one."}, run: duplicateSid},
		{Info: Info{"sid-characters", Suggestion, AnyPolicy, "A Sid of other characters than letters and digits. IAM refuses it, S3 takes it."}, run: sidCharacters},
		{Info: Info{"empty-sid", Suggestion, AnyPolicy, "A Sid that is empty."}, run: emptySid},
		{Info: Info{"empty-list", Warning, AnyPolicy, "An empty list or object as Action, Resource or Principal."}},
		{Info: Info{"empty-condition", Suggestion, AnyPolicy, "A Condition, or an operator in it, with nothing in it."}},
		{Info: Info{"empty-condition-values", Warning, AnyPolicy, "A condition key with an empty list of values."}},
		{Info: Info{"policy-too-large", Error, AnyPolicy, "More than 20,480 bytes of text. Whether S3 counts blanks is not documented; here they count."}},
		{Info: Info{"policy-near-size-limit", Suggestion, AnyPolicy, "More than nine tenths of the size that S3 takes."}, run: policyNearSizeLimit},
	}
}

const wrappedPolicy = "wrapped-policy"

// unwrap looks for a policy inside another document. If there is one, nothing else
// that is wrong with the outer one matters.
func (l *linter) unwrap(t *text, all []check) bool {
	c := checkOf(all, wrappedPolicy)
	if t.tree == nil || c.Severity == Off {
		return false
	}
	node := 0
	if t.tree.Kind(0) == jsondoc.Object {
		node = t.tree.Child(0)
		if node == 0 || t.tree.Key(node) != "Policy" || t.tree.Next(node) != 0 {
			return false
		}
	}
	inner := strings.TrimSpace(t.tree.String(node))
	if t.tree.Kind(node) != jsondoc.String || !strings.HasPrefix(inner, "{") {
		return false
	}
	l.found(c, t, policy.Pos(t.tree.Offset(node)+1),
		"the policy is a string inside another document, as GetBucketPolicy answers; give the policy itself",
		[]Edit{{0, len(t.source), inner}})
	return true
}

// root is the place of the whole policy.
func (t *text) root() policy.Pos { return policy.Pos(t.tree.Offset(0) + 1) }

func missingStatement(p *pass) {
	for n := p.tree.Child(0); n != 0; n = p.tree.Next(n) {
		if p.tree.Key(n) == "Statement" && p.tree.Kind(n) == jsondoc.Array && p.tree.Child(n) == 0 {
			p.found(policy.Pos(p.tree.Offset(n)+1), "the list of statements is empty; S3 takes no policy without a statement")
		}
	}
}

const version2012 = "2012-10-17"

// hasVersion tells apart a policy without Version from one whose Version cannot be
// read, which is reported as such.
func (t *text) hasVersion() bool {
	for n := t.tree.Child(0); n != 0; n = t.tree.Next(n) {
		if t.tree.Key(n) == "Version" {
			return true
		}
	}
	return false
}

func missingVersion(p *pass) {
	if p.tree.Kind(0) != jsondoc.Object || p.hasVersion() {
		return
	}
	p.found(p.root(), "no `Version`: the policy language of 2008 applies, in which policy variables are plain text; write `"+version2012+"`",
		p.writeVersion()).FixSafe = !p.hasVariable()
}

// writeVersion returns the edit that gives the policy the language of today.
func (t *text) writeVersion() Edit {
	if v := t.doc.Version; v.Pos > 0 {
		return t.replace(v.Pos, version2012)
	}
	after := t.tree.Offset(0) + 1
	edit := Edit{after, after, `"Version":"` + version2012 + `"`}
	if t.tree.Child(0) != 0 {
		edit.Text += ","
	}
	return edit
}

func oldVersion(p *pass) {
	if v := p.doc.Version; v.Value == "2008-10-17" {
		p.found(v.Pos, "the policy language of 2008 has no policy variables; write `"+version2012+"`",
			p.writeVersion()).FixSafe = !p.hasVariable()
	}
}

// hasVariable reports whether a text of the policy would be read in another way in
// the language of 2012.
func (t *text) hasVariable() bool {
	has := func(list []policy.Text) bool {
		return slices.ContainsFunc(list, func(t policy.Text) bool { return strings.Contains(t.Value, "${") })
	}
	return slices.ContainsFunc(t.doc.Statements, func(s policy.Statement) bool {
		return has(s.Resource.Items) ||
			slices.ContainsFunc(s.Condition, func(c policy.Condition) bool { return has(c.Values) })
	})
}

func variableUnderOldVersion(p *pass) {
	if p.doc.Version.Value == version2012 || p.hasVersion() && p.doc.Version.Value != "2008-10-17" {
		return
	}
	look := func(t policy.Text) {
		if v, ok := firstVariable(t.Value); ok {
			p.found(t.Pos, fmt.Sprintf("%s is plain text here and no policy variable, since `Version` is not %s", quote(v), version2012), p.writeVersion())
		}
	}
	for i := range p.doc.Statements {
		s := &p.doc.Statements[i]
		for _, t := range s.Resource.Items {
			look(t)
		}
		for j := range s.Condition {
			for _, t := range s.Condition[j].Values {
				look(t)
			}
		}
	}
}

// firstVariable returns the first policy variable of a text, which has a colon in its
// name.
func firstVariable(s string) (string, bool) {
	_, rest, ok := strings.Cut(s, "${")
	inner, _, closed := strings.Cut(rest, "}")
	return "${" + inner + "}", ok && closed && strings.Contains(inner, ":")
}
