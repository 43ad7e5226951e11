package find

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/s3ap/s3ap/policy"
)

// Read finds the policies in a file. The name decides only where the content leaves
// it open. A file that has no policy is no error; one that cannot be read is an
// *Error.
func Read(name string, src []byte, opt Options) (*File, error) {
	r := &reader{name: name, src: src, opt: opt, file: &File{}}
	var err error
	switch {
	case len(src) > maxFile:
		return nil, tooLarge(len(src), maxFile)
	case looksLikeJSON(name, src):
		err = r.json()
	case opt.Kind.IsValid():
		r.plain(opt.Kind, "")
	default:
		err = r.yaml()
	}
	if err != nil {
		return nil, err
	}
	r.finish()
	return r.file, nil
}

// A reader reads one file.
type reader struct {
	name string
	src  []byte
	opt  Options
	file *File
}

// note says something about a place in the file.
func (r *reader) note(offset int, text string) {
	r.file.Notes = append(r.file.Notes, Note{offset, text})
}

// looksLikeJSON decides by the first character, which in YAML begins an object only
// by the exception.
func looksLikeJSON(name string, src []byte) bool {
	text := bytes.TrimLeft(bytes.TrimPrefix(src, []byte("\ufeff")), " \t\r\n")
	if strings.HasSuffix(name, ".json") {
		return true
	}
	return len(text) > 0 && strings.IndexByte(`{["`, text[0]) >= 0
}

func (r *reader) json() error {
	tree, err := parseJSON(r.src)
	if err != nil {
		if r.opt.Kind.IsValid() || r.meantAsPolicy() {
			kind, told := r.kind(value{})
			r.plain(kind, told)
			return nil
		}
		return err
	}
	root := value{tree, 0, true}
	switch {
	case answered(root).ok:
		r.answer(answered(root))
	case r.opt.Kind.IsValid():
		r.plain(r.opt.Kind, "")
	case isTemplate(root):
		return r.template(root)
	case isTerraform(root):
		r.terraform(root)
	case isScenario(root):
		r.scenario(root)
	case root.member("Statement").ok || isVersion(root.member("Version")):
		r.policy(root)
	case root.member("terraform_version").ok:
		r.note(root.offset(), "a state as Terraform stores it is not read; give the output of `terraform show -json`")
	}
	return nil
}

// meantAsPolicy reports whether a text that is not JSON was meant to be a policy and
// nothing around it.
func (r *reader) meantAsPolicy() bool {
	has := func(s string) bool { return bytes.Contains(r.src, []byte(s)) }
	return has(`"Statement"`) && !has(`"Resources"`) && !has(`"planned_values"`) && !has(`"root_module"`) && !has(`"requests"`)
}

// isVersion reports whether v is a version of the policy language, right or wrong.
func isVersion(v value) bool {
	return strings.HasPrefix(v.text(), "20") && strings.Count(v.text(), "-") == 2
}

// yaml reads a template, which is all that is written in YAML and has policies.
func (r *reader) yaml() error {
	if !bytes.Contains(r.src, []byte(bucketPolicyType)) && !bytes.Contains(r.src, []byte(accessPointType)) {
		return nil
	}
	switch {
	case r.opt.YAML == nil:
		return &Error{0, ErrNoYAML}
	case len(r.src) > maxTemplate:
		return tooLarge(len(r.src), maxTemplate)
	case !utf8.Valid(r.src):
		return &Error{0, &syntaxError{errNotUTF8}}
	}
	root, err := r.opt.YAML(r.src)
	if err != nil {
		return err
	}
	if root == nil || root.member("Resources") == nil {
		return nil
	}
	return r.stack(root)
}

// finish puts what was found in its order.
func (r *reader) finish() {
	for i := range r.file.Units {
		u := &r.file.Units[i]
		for _, p := range []*Policy{u.Bucket, u.AccessPoint} {
			if p != nil && p.Source == nil {
				p.Source = r.src
			}
		}
	}
	sortNotes(r.file)
}

// plain takes the whole file for a policy.
func (r *reader) plain(kind policy.Kind, told string) {
	r.file.Format = FormatPolicy
	r.add(kind, told, slicePolicy(string(r.src), 0, len(r.src)))
}

// add adds a unit of one policy that stands by itself.
func (r *reader) add(kind policy.Kind, told string, p *Policy) {
	u := Unit{Told: told}
	if kind == policy.AccessPoint {
		u.AccessPoint = p
	} else {
		u.Bucket = p
	}
	r.file.Units = append(r.file.Units, u)
}
