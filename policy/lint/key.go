package lint

import (
	"fmt"
	"slices"
	"strings"

	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/internal/s3key"
	"github.com/s3ap/s3ap/internal/suggest"
)

// keyChecks are those of the keys that conditions are about, and of their values.
func keyChecks() []check {
	return slices.Concat(keyNameChecks(), keyActionChecks(), keyValueChecks(), networkChecks(), omissionChecks(), httpsChecks())
}

// keyNameChecks are those of the names of keys.
func keyNameChecks() []check {
	return []check{
		{Info: Info{"unknown-condition-key", Error, AnyPolicy, "A key that no request to S3 has; a warning if it is like none of the table, of which newer keys are not."}, run: unknownConditionKey},
		{Info: Info{"wildcard-in-condition-key", Error, AnyPolicy, "A wildcard in the name of a condition key, where it is a character like any other."}, run: wildcardInConditionKey},
		{Info: Info{"condition-key-case-twice", Error, AnyPolicy, "The same key twice under one operator, with other capitals."}},
		{Info: Info{"tag-key-missing", Error, AnyPolicy, "A condition on tags that does not say which tag."}, run: tagKeyMissing},
		{Info: Info{"deprecated-key", Warning, AnyPolicy, "A condition key that has a successor."}, run: deprecatedKey},
		{Info: Info{"irrelevant-key", Suggestion, AnyPolicy, "A condition key that is the same in all requests for one bucket."}, run: irrelevantKey},
	}
}

// successor returns the key that has taken the place of an old one.
//
// IAM User Guide, "Access Analyzer policy check reference", "Deprecated global
// condition key".
func successor(l *line) (condition.Key, bool) {
	if l.name == "aws:arn" {
		return condition.PrincipalARN, true
	}
	return "", false
}

func unknownConditionKey(p *pass) {
	for l := range p.lines() {
		name := l.Key.Value
		_, old := successor(l)
		if _, tagless := l.tagless(); l.isKnown() || old || tagless || name == "" || hasWild(name) || strings.Contains(name, "${") || isOfProvider(name) || p.ctx.hasMoreKey(name) {
			continue // policy.Parse or another check has something to say about it, if anything
		}
		if meant := meantKeys(name); len(meant) > 0 {
			f := p.found(l.Key.Pos, fmt.Sprintf("%s is no condition key; did you mean %s?", quote(name), anyOf(meant)))
			if suggest.Decides(name, meant) {
				f.Fix = p.renameKey(l, meant[0])
			}
			continue
		}
		if !hasKeyForm(name) {
			p.found(l.Key.Pos, fmt.Sprintf("%s is no condition key, which has the form service:name, as in `aws:SourceVpc`", quote(name)))
			continue
		}
		p.found(l.Key.Pos, fmt.Sprintf("%s is none of the condition keys of requests to S3 as of %s", quote(name), s3key.AsOf)).lower(Warning)
	}
}

// meantKeys returns the keys of the table that were probably meant: those of a similar
// name, or one that lacks the name of its service, has the other one of the two or a dot
// after it, or has a tag it does not take.
func meantKeys(name string) []string {
	if keys := nearKeys(name); len(keys) > 0 {
		return keys
	}
	if family, _, ok := strings.Cut(name, "/"); ok {
		if k, ok := s3key.Lookup(family); ok && !k.Family {
			return []string{k.Name}
		}
		return nil
	}
	if service, rest, ok := strings.Cut(name, ":"); ok {
		if !strings.EqualFold(service, "aws") && !strings.EqualFold(service, "s3") {
			return nil // it may well be a key of that service
		}
		name = rest
	}
	for _, service := range [...]string{"aws:", "s3:"} {
		if k, ok := s3key.Lookup(service + strings.TrimPrefix(name, strings.Replace(service, ":", ".", 1))); ok {
			return []string{k.Name}
		}
	}
	return nil
}

// hasKeyForm reports whether a text has the form of condition keys. A tag after the
// slash may be any text.
func hasKeyForm(name string) bool {
	service, rest, ok := strings.Cut(name, ":")
	rest, _, _ = strings.Cut(rest, "/")
	isOther := func(r rune) bool {
		return r > 'z' || !strings.ContainsRune("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.:", r)
	}
	return ok && service != "" && rest != "" && !strings.ContainsFunc(service+rest, isOther)
}

// renameKey returns the edit that gives l another key, nil if its operator has that
// one already, or there are too many to look.
func (p *pass) renameKey(l *line, key string) []Edit {
	const most = 100
	if len(l.block.lines) > most {
		return nil
	}
	name := condition.Key(key).Fold()
	for i := range l.block.lines {
		if o := &l.block.lines[i]; o.name == name && o.op.Operator == l.op.Operator {
			return nil
		}
	}
	return []Edit{p.replace(l.Key.Pos, key)}
}

func wildcardInConditionKey(p *pass) {
	for l := range p.lines() {
		if !hasWild(l.Key.Value) {
			continue
		}
		message := quote(l.Key.Value) + " names no key that a request can have: there are no wildcards in the names of condition keys; "
		if l.key.Family {
			p.found(l.Key.Pos, fmt.Sprintf("%swrite one condition for each tag, as `%skey`", message, l.key.Name))
			continue
		}
		p.found(l.Key.Pos, message+"write the name in full")
	}
}

// tagless returns the family of keys that l names without a tag.
func (l *line) tagless() (family s3key.Key, ok bool) {
	if l.isKnown() {
		return s3key.Key{}, false
	}
	family, known := s3key.Lookup(l.Key.Value)
	return family, family.Family && !known
}

func tagKeyMissing(p *pass) {
	for l := range p.lines() {
		if family, ok := l.tagless(); ok {
			p.found(l.Key.Pos, fmt.Sprintf("%s does not say which tag, and no request has such a key; write `%s` with the key of the tag after the slash", quote(l.Key.Value), family.Name))
		}
	}
}

func deprecatedKey(p *pass) {
	for l := range p.lines() {
		if key, ok := successor(l); ok {
			p.found(l.Key.Pos, fmt.Sprintf("%s is old; write %s", quote(l.Key.Value), quote(string(key))), p.renameKey(l, string(key))...)
		}
	}
}

// irrelevantKey lets pass what compares such a key with something of the request.
func irrelevantKey(p *pass) {
	for l := range p.lines() {
		if !l.isKnown() || l.key.RelevantInResourcePolicy || slices.ContainsFunc(l.Values, p.holdsVariable) {
			continue
		}
		p.found(l.Key.Pos, fmt.Sprintf("%s is the same in all requests that this policy decides, so that the condition always holds or never does; leave it out", quote(l.Key.Value)))
	}
}
