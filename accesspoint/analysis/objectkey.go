package analysis

import (
	"strings"
	"unicode/utf8"

	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/internal/glob"
	"github.com/s3ap/s3ap/policy"
)

// maxKey is how many bytes the key of an object may have.
//
// S3 User Guide, "Naming Amazon S3 objects".
const maxKey = 1024

// addKeys makes one key of each kind that the Resource elements tell apart. The first
// is none, for actions on the bucket or the access point itself.
func (s *space) addKeys() {
	s.keys = []string{""}
	seen := map[string]bool{}
	var list []glob.Language
	for _, src := range s.sources {
		before := s.beforeKey(src.doc.Kind)
		for i := range src.doc.Statements {
			for _, t := range src.doc.Statements[i].Resource.Items {
				if id := before + "\x00" + t.Value; !seen[id] {
					seen[id] = true
					list = append(list, following(src.resourceLanguages(t.Value), before)...)
				}
			}
		}
	}
	if len(list) == 0 {
		s.keys = append(s.keys, "key")
		return
	}
	found, ok := s.classes(list, notEmpty)
	if !ok {
		s.reasonKeys = "the patterns in Resource tell too many kinds of keys apart"
		s.keys = append(s.keys, "key")
		return
	}
	for _, key := range found {
		if len(key) > maxKey {
			s.reasonKeys = "a pattern in Resource is longer than a key can be"
			continue
		}
		s.keys = append(s.keys, key)
	}
}

// beforeKey returns what stands before the key in the ARN of an object that a policy of
// a kind is asked about.
func (s *space) beforeKey(k policy.Kind) string {
	const some = "k"
	a := s.spot.bucket.Object(some).String()
	if k == policy.AccessPoint {
		a = s.spot.accessPoint.Object(some).String()
	}
	return strings.TrimSuffix(a, some)
}

// notEmpty is the shape of keys.
var notEmpty = glob.Shape{
	Step:  func(_ uint8, _ rune) (uint8, bool) { return 1, true },
	Final: func(s uint8) bool { return s == 1 },
}

// resourceLanguages returns the ARNs that an entry of Resource matches, and apart from
// them those that it would match if a wildcard reached across colons, about which the
// evaluator is in doubt. An entry with a policy variable has none: see addOpaque.
func (src *source) resourceLanguages(text string) (list []glob.Language) {
	if strings.Trim(text, "*") == "" || src.isVariable(text) {
		return nil
	}
	fields := strings.SplitN(text, ":", 6)
	if len(fields) == 6 {
		parts := make([]glob.Pattern, len(fields))
		for i, f := range fields {
			parts[i] = src.pattern(f)
		}
		if l, ok := glob.Fields(parts); ok {
			list = append(list, l)
		}
	}
	if len(fields) == 6 && strings.Contains(text[:len(text)-len(fields[5])], "*:") {
		p := src.pattern(text)
		if l, ok := p.Language(); ok {
			list = append(list, l)
		}
	}
	return list
}

func (src *source) isVariable(text string) bool {
	return src.language == condition.Language2012 && strings.Contains(text, "${") && hasVariable(text)
}

// pattern reads an entry of Resource without policy variables, or a part of it.
func (src *source) pattern(text string) glob.Pattern {
	if src.language == condition.Language2012 {
		if p, _, err := glob.ParseText(text, true); err == nil && utf8.ValidString(text) {
			return p
		}
	}
	return glob.Compile(text)
}
