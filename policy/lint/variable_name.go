package lint

import (
	"fmt"
	"iter"
	"strings"

	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/internal/glob"
	"github.com/s3ap/s3ap/internal/s3key"
	"github.com/s3ap/s3ap/internal/suggest"
	"github.com/s3ap/s3ap/policy"
)

// variableChecks are those of the names of policy variables.
func variableChecks() []check {
	return []check{
		{Info: Info{"unknown-variable", Error, AnyPolicy, "A policy variable whose name is no condition key; a warning if it is like none of the table, of which newer keys are not."}, run: unknownVariable, form: true},
		{Info: Info{"multivalued-variable", Error, AnyPolicy, "A policy variable made of a key with several values, which cannot be put in."}, run: multivaluedVariable, form: true},
		{Info: Info{"variable-may-be-absent", Warning, AnyPolicy, "An Allow that matches only with a policy variable which some callers lack, and for which there is no default."}, run: variableMayBeAbsent, reads: otherStatements},
	}
}

// A use is a policy variable where it stands.
type use struct {
	glob.Variable
	policy.Text // the whole value
	block       *block
	line        *line // nil in Resource and NotResource
	key         s3key.Key
	known       bool
}

// uses iterates over the policy variables of the policy, where they are replaced.
func (p *pass) uses() iter.Seq[use] {
	return func(yield func(use) bool) {
		if !p.hasVariables() {
			return
		}
		blocks := p.blocks()
		for i := range blocks {
			b := &blocks[i]
			for _, t := range b.Resource.Items {
				if !eachVariable(use{Text: t, block: b}, yield) {
					return
				}
			}
			for j := range b.lines {
				l := &b.lines[j]
				if c := l.op.compares; !c.isText() && c != arns && c != booleans {
					continue
				}
				for _, t := range l.Values {
					if !eachVariable(use{Text: t, block: b, line: l}, yield) {
						return
					}
				}
			}
		}
	}
}

// eachVariable yields those of one value. What cannot be read is for policy.Parse.
func eachVariable(u use, yield func(use) bool) bool {
	if !strings.Contains(u.Value, "${") {
		return true
	}
	pattern, _, err := glob.ParseText(u.Value, true)
	if err != nil {
		return true
	}
	for _, u.Variable = range pattern.Variables() {
		u.key, u.known = s3key.Lookup(u.Variable.Key)
		if !yield(u) {
			return false
		}
	}
	return true
}

func unknownVariable(p *pass) {
	for u := range p.uses() {
		name := u.Variable.Key
		switch {
		case u.known || isOfProvider(name) || p.ctx.hasMoreKey(name):
		case u.key.Family:
			p.found(u.Pos, fmt.Sprintf("variable %s does not say which tag; write `${%s…}` with the key of the tag", quote("${"+name+"}"), u.key.Name))
		case strings.Contains(name, "::"):
			p.found(u.Pos, fmt.Sprintf("variable %s is a parameter of templates, which nothing replaces here", quote("${"+name+"}")))
		default:
			near := nearKeys(name)
			if len(near) == 0 {
				p.found(u.Pos, fmt.Sprintf("variable %s is none of the condition keys of S3 as of %s", quote("${"+name+"}"), s3key.AsOf)).lower(Warning)
				continue
			}
			p.foundVariable(u, near)
		}
	}
}

// foundVariable reports a variable for which there are names that are like it.
func (p *pass) foundVariable(u use, near []string) {
	name := u.Variable.Key
	var fix []Edit
	if suggest.Decides(name, near) {
		fixed := strings.ReplaceAll(strings.ReplaceAll(u.Value, "${"+name+"}", "${"+near[0]+"}"), "${"+name+",", "${"+near[0]+",")
		fix = []Edit{p.put(u.Text, fixed)}
	}
	for i := range near {
		near[i] = "${" + near[i] + "}"
	}
	p.found(u.Pos, fmt.Sprintf("variable %s is no condition key; did you mean %s?", quote("${"+name+"}"), anyOf(near)), fix...)
}

// isOfProvider reports whether a variable is one of those that identity providers
// fill in, whose names the table does not have, or an old one that is still filled in.
//
// IAM User Guide, "IAM and AWS STS condition context keys".
func isOfProvider(name string) bool {
	prefix, _, ok := strings.Cut(name, ":")
	return ok && (strings.Contains(prefix, ".") || strings.EqualFold(prefix, "saml") || strings.EqualFold(prefix, "sts")) ||
		condition.Key(name).Fold() == "aws:arn"
}

// nearKeys returns the keys of the table that were probably meant by a name.
func nearKeys(name string) []string {
	family, tag, slash := strings.Cut(name, "/")
	near := suggest.Near(family, func(yield func(string) bool) {
		for k := range s3key.All() {
			if k.Family == slash && !yield(strings.TrimSuffix(k.Name, "/")) {
				return
			}
		}
	})
	if slash {
		for i := range near {
			near[i] += "/" + tag
		}
	}
	return near
}

func multivaluedVariable(p *pass) {
	for u := range p.uses() {
		if u.known && u.key.Multivalued {
			p.found(u.Pos, fmt.Sprintf("variable %s can have several values, and only a key with one can be put in", quote("${"+u.Variable.Key+"}")))
		}
	}
}

// variableMayBeAbsent reports each variable of a statement once.
//
// IAM User Guide, "IAM policy elements: Variables and tags": where a variable has no
// value, what it stands in matches nothing.
func variableMayBeAbsent(p *pass) {
	type place struct {
		block *block
		name  string
	}
	told := make(map[place]bool)
	for u := range p.uses() {
		if u.HasDefault || !u.known || u.key.Multivalued || u.block.Effect != policy.Allow || !u.mustMatch() {
			continue
		}
		at := place{u.block, condition.Key(u.Variable.Key).Fold()}
		if told[at] || u.block.demands(at.name, &u.key) || !p.mayLack(u.block.Statement, &u.key) {
			continue
		}
		told[at] = true
		p.found(u.Pos, fmt.Sprintf("requests without %s match nothing here; if they should, give a default as in `${%s, 'none'}`", quote(u.Variable.Key), u.Variable.Key))
	}
}

// mustMatch reports whether an Allow that matches nothing for lack of the variable is
// likely not meant. That tags are compared with tags is: who has none is to be allowed
// nothing. So is what depends on the resource alone, as its organization does.
func (u *use) mustMatch() bool {
	if u.key.When == s3key.ResourceInOrganization {
		return false
	}
	if u.line == nil {
		return !u.block.Resource.Not
	}
	return u.line.op.NeedsKey() && !u.line.key.Family
}
