package find

import (
	"path"
	"strings"

	"github.com/s3ap/s3ap/policy"
)

// policy takes a file that is a policy and nothing else.
func (r *reader) policy(root value) {
	if why := r.foreign(root); why != "" {
		r.file.Format = FormatPolicy
		r.note(root.offset(), why)
		return
	}
	kind, told := r.kind(root)
	r.plain(kind, told)
}

// answered returns the string with the policy in an answer of get-bucket-policy or
// get-access-point-policy, or the string alone, which their --query Policy leaves.
func answered(root value) value {
	v := root
	if root.is(Object) {
		v = root.member("Policy")
		if root.member("Statement").ok || root.member("Resources").ok {
			return value{}
		}
	}
	if !isPolicyText(v.text()) {
		return value{}
	}
	return v
}

func (r *reader) answer(v value) {
	r.file.Format = FormatAnswer
	p := v.embedded()
	inner, err := parseJSON(p.Text)
	root := value{inner, 0, err == nil}
	if err == nil {
		if why := r.foreign(root); why != "" {
			r.note(v.offset(), why)
			return
		}
	}
	kind, told := r.kind(root)
	r.add(kind, told, p)
}

// kind tells what a policy is attached to, and how that is known.
func (r *reader) kind(root value) (policy.Kind, string) {
	if k := r.opt.Kind; k.IsValid() {
		return k, "the kind was given"
	}
	points, others := resources(root)
	switch {
	case points > 0 && others == 0:
		return policy.AccessPoint, "its resources are access points"
	case others > 0 && points == 0:
		return policy.Bucket, "its resources are a bucket or its objects"
	}
	switch kindByName(r.name) {
	case policy.AccessPoint:
		return policy.AccessPoint, "the name of the file says so"
	case policy.Bucket:
		return policy.Bucket, "the name of the file says so"
	}
	return policy.Bucket, "neither its resources nor its name say otherwise"
}

// kindByName tells the kind by the words of a file's name, the zero Kind if they do
// not say.
func kindByName(name string) policy.Kind {
	base := strings.ToLower(path.Base(strings.ReplaceAll(name, `\`, "/")))
	words := strings.FieldsFunc(base, func(r rune) bool { return !('a' <= r && r <= 'z') })
	for i, word := range words {
		switch {
		case word == "ap" || word == "accesspoint" || word == "access" && i+1 < len(words) && words[i+1] == "point":
			return policy.AccessPoint
		case word == "bucket" || word == "bucketpolicy":
			return policy.Bucket
		}
	}
	return 0
}

// resources counts the resources of a policy that name access points, and those
// that name something else in S3. A wildcard alone is neither.
func resources(root value) (points, others int) {
	for s := range statements(root) {
		for _, element := range []string{"Resource", "NotResource"} {
			for text := range texts(s.member(element)) {
				switch {
				case strings.Contains(text, ":accesspoint/") || strings.Contains(text, ":accesspoint:"):
					points++
				case strings.HasPrefix(text, "arn:"):
					others++
				}
			}
		}
	}
	return points, others
}

// statements iterates over the statements of a policy.
func statements(root value) func(func(value) bool) {
	return func(yield func(value) bool) {
		list := root.member("Statement")
		if list.is(Object) {
			yield(list)
			return
		}
		if list.is(Array) {
			list.children(yield)
		}
	}
}

// texts iterates over a string or the strings of a list.
func texts(v value) func(func(string) bool) {
	return func(yield func(string) bool) {
		if v.is(String) {
			yield(v.text())
			return
		}
		if !v.is(Array) {
			return
		}
		for item := range v.children {
			if item.is(String) && !yield(item.text()) {
				return
			}
		}
	}
}

// foreign tells why a policy is none of a bucket or access point, empty if it may be
// one. Policies of other services and of users lie in the same folders.
func (r *reader) foreign(root value) string {
	if r.opt.Kind.IsValid() || kindByName(r.name) != 0 {
		return ""
	}
	any, named, ours := false, false, false
	for s := range statements(root) {
		any = true
		named = named || s.member("Principal").ok || s.member("NotPrincipal").ok
		ours = ours || aboutS3(s)
	}
	switch {
	case !any:
		return ""
	case !ours:
		return "no statement is about S3, so that the policy is taken for one of another service; say its kind to check it"
	case !named:
		return "no statement names a principal, so that the policy is taken for an identity-based one; say its kind to check it"
	}
	return ""
}

// aboutS3 reports whether a statement may be about S3.
func aboutS3(statement value) bool {
	for _, element := range []string{"Action", "NotAction"} {
		for text := range texts(statement.member(element)) {
			if text == "*" || len(text) > 2 && strings.EqualFold(text[:2], "s3") {
				return true
			}
		}
	}
	for _, element := range []string{"Resource", "NotResource"} {
		for text := range texts(statement.member(element)) {
			if strings.Contains(text, ":s3:") {
				return true
			}
		}
	}
	return false
}
