package aptest

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/s3ap/s3ap/internal/jsondoc"
	"github.com/s3ap/s3ap/policy"
)

// A placed policy is one that a scenario attaches to something, with the text it
// was compiled from.
type placed struct {
	policy *policy.Policy
	source *source
	offset int // where it begins in the source
}

// compiled returns the policies of a list.
func compiled(list []*placed) []*policy.Policy {
	var policies []*policy.Policy
	for _, p := range list {
		policies = append(policies, p.policy)
	}
	return policies
}

// of returns the policy, nil if there is none.
func (p *placed) of() *policy.Policy {
	if p == nil {
		return nil
	}
	return p.policy
}

// A compiler compiles each text once: scenarios mostly repeat their policies.
type compiler struct {
	policies map[compilerKey]*policy.Policy
	size     int // of the texts
}

type compilerKey struct {
	kind policy.Kind
	text string
}

// A stream may bring new policies for ever. A compiler that holds this much text
// forgets it all and begins anew.
const maxCompiled = 4 << 20

func (c *compiler) compile(k policy.Kind, text string) (*policy.Policy, error) {
	if p, ok := c.policies[compilerKey{k, text}]; ok {
		return p, nil
	}
	p, err := policy.Compile(k, []byte(text))
	if err != nil {
		return nil, err
	}
	if c.size += len(text); c.policies == nil || c.size > maxCompiled {
		c.policies = make(map[compilerKey]*policy.Policy)
		c.size = len(text)
	}
	// A copy, so as not to keep the whole text that the policy is part of.
	c.policies[compilerKey{k, strings.Clone(text)}] = p
	return p, nil
}

// A folder is where the files are that scenarios name, with what was read of
// them.
type folder struct {
	fsys fs.FS // nil for a stream
	compiler
}

// read returns at most max bytes of a file, an error if it is longer.
func (f *folder) read(name string, max int) (string, error) {
	file, err := f.fsys.Open(name)
	if err != nil {
		return "", reason(err)
	}
	defer file.Close()
	return readAll(file, max)
}

// reason returns what went wrong with a file without its name, which stands
// before the message already.
func reason(err error) error {
	if p, ok := errors.AsType[*fs.PathError](err); ok {
		return p.Err
	}
	return err
}

// policy returns the policy at node n, which must be well-formed for its place;
// nil if it is not, which is reported.
func (r *reader) policy(n int, k policy.Kind) *placed {
	var p *placed
	switch node := r.node(n); node.Kind {
	case jsondoc.Object:
		p = r.inline(n, k)
	case jsondoc.String:
		p = r.filed(n, k)
	default:
		r.fault(n, fmt.Errorf("%w: a policy must be an object, or a text such as file:bucket-policy.json, not %v", policy.ErrType, node.Kind))
	}
	if p != nil {
		r.scenario.policies = append(r.scenario.policies, p)
	}
	return p
}

// inline compiles a policy from the part of the scenario where it stands, so
// that its places are places of the scenario.
func (r *reader) inline(n int, k policy.Kind) *placed {
	p := &placed{source: r.source, offset: r.node(n).Offset}
	end := r.end(n)
	r.inPolicies = append(r.inPolicies, span{p.offset, end})
	if r.more {
		return nil // what else is wrong would not be told
	}
	compiled, err := r.folder.compile(k, r.text[p.offset:end])
	list, _ := errors.AsType[policy.ErrorList](err)
	for _, e := range list {
		r.add(fault{p.offset + e.At.Offset, n, e.Path, e.Err})
	}
	p.policy = compiled
	return p.ifCompiled()
}

// filed compiles a policy from the file that node n names.
func (r *reader) filed(n int, k policy.Kind) *placed {
	text := r.node(n).Text
	name, ok := strings.CutPrefix(text, "file:")
	switch {
	case !ok:
		r.wrong(n, "a policy must be an object, or a text such as file:bucket-policy.json, not %s", quote(text))
		return nil
	case r.folder.fsys == nil:
		r.fault(n, fmt.Errorf("%w: a stream has no folder; put the policy itself in its place", ErrPolicyFile))
		return nil
	case !fs.ValidPath(name) || name == ".":
		r.fault(n, fmt.Errorf("%w: %s is not in the folder of the scenario or below it", ErrPolicyFile, quote(name)))
		return nil
	}
	file := path.Join(path.Dir(r.file), name)
	src, err := r.folder.read(file, policy.MaxBytes)
	if err != nil {
		r.fault(n, fmt.Errorf("%w: %s: %w", ErrPolicyFile, quote(file), err))
		return nil
	}
	p := &placed{source: &source{file: file, text: src}}
	compiled, err := r.folder.compile(k, src)
	list, _ := errors.AsType[policy.ErrorList](err)
	for _, e := range list {
		r.elsewhere = append(r.elsewhere, &Error{File: file, At: e.At, Path: e.Path, Err: e.Err})
	}
	p.policy = compiled
	return p.ifCompiled()
}

// ifCompiled returns p, nil if its text was not well-formed.
func (p *placed) ifCompiled() *placed {
	if p.policy == nil {
		return nil
	}
	return p
}

// policies returns the policies at node n, an array.
func (r *reader) policies(n int, k policy.Kind) (list []*placed) {
	for c := range r.items(n) {
		if p := r.policy(c, k); p != nil {
			list = append(list, p)
		}
	}
	return list
}

// levels returns the policies at node n, an array with an array for each level of
// an organization.
func (r *reader) levels(n int, k policy.Kind) (levels [][]*placed) {
	for c := range r.items(n) {
		levels = append(levels, r.policies(c, k))
	}
	return levels
}
