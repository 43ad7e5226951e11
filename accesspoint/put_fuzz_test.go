package accesspoint

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/s3ap/s3ap/internal/glob"
	"github.com/s3ap/s3ap/policy"
)

// What reaches tells is what matching says: the pattern matches the text, and
// matches the text with something behind it. That something can be made of what
// follows some place in the pattern.
func FuzzReaches(f *testing.F) {
	for _, seed := range [][2]string{
		{"", ""}, {"*", ""}, {"?", ""}, {"doc-bucket/*", "doc-bucket"}, {"doc-bucket/*", "doc-bucket/"},
		{"doc-*", "doc-bucket/"}, {"*et/?", "doc-bucket/"}, {"a*b*a", "ab"}, {"**", "x"}, {"a?", "ab"},
	} {
		f.Add(seed[0], seed[1])
	}
	f.Fuzz(func(t *testing.T, pattern, text string) {
		if len(pattern) > 50 || len(text) > 50 || !isASCII(pattern+text) {
			return // names of buckets and access points are ASCII
		}
		p := glob.Compile(pattern)
		beyond := false
		for i := range len(pattern) {
			rest := strings.NewReplacer("*", "", "?", "x").Replace(pattern[i:])
			beyond = beyond || rest != "" && p.Match(text+rest) || p.Match(text+"x"+rest)
		}
		gotExact, gotBeyond := reaches(pattern, text)
		if exact := p.Match(text); gotExact != exact || gotBeyond != beyond {
			t.Errorf("reaches(%q, %q) is %v, %v; want %v, %v", pattern, text, gotExact, gotBeyond, exact, beyond)
		}
	})
}

func isASCII(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r >= utf8.RuneSelf }) < 0
}

// Whatever the text, it is answered for, every reason has its place in it, and
// what may be put can be compiled.
func FuzzMayPut(f *testing.F) {
	for _, seed := range []string{
		"", "{}", `{"Statement":[7]}`, statements(onBucket("Allow", `"*"`, "s3:*", "")), statements(onAP(accountB, "Deny", service, "s3:GetObjct")),
		entry("s3:ListObjectsV2", "arn:aws:s3:::${aws:username}/*"), entry("s3:Get*", "*"), `{"Statement":{"Effect":5}}`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, src string) {
		for k, err := range map[policy.Kind]error{policy.Bucket: putBucket(src), policy.AccessPoint: putAP(src)} {
			list, ok := errors.AsType[PutErrors](err)
			if !ok && err != nil {
				t.Errorf("got %v, which is about the setting", err)
			}
			for i, e := range list {
				if e.At.Offset > len(src) || i > 0 && e.At.Offset < list[i-1].At.Offset || e.Error() == "" {
					t.Errorf("reason %d of %d is at %d of %d bytes: %v", i, len(list), e.At.Offset, len(src), e)
				}
			}
			if _, bad := policy.Compile(k, []byte(src)); bad != nil && err == nil {
				t.Errorf("it may be put, and is no %v: %v", k, bad)
			}
		}
	})
}
