package analysis

import (
	"slices"
	"strconv"
	"strings"

	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/internal/glob"
	"github.com/s3ap/s3ap/policy"
)

// madeUp returns a name that begins with a text and that no entry of Principal and no
// value of a condition holds, in any case of letters.
func (s *space) madeUp(begin string) string {
	for i := 0; ; i++ {
		name := begin
		if i > 0 {
			name += strconv.Itoa(i)
		}
		if !s.isNamed(name) {
			return name
		}
	}
}

func (s *space) isNamed(name string) bool {
	for _, src := range s.sources {
		for i := range src.doc.Statements {
			p := &src.doc.Statements[i].Principal
			lists := [][]policy.Text{p.AWS, p.Service}
			for _, c := range src.doc.Statements[i].Condition {
				lists = append(lists, c.Values)
			}
			for _, t := range slices.Concat(lists...) {
				if strings.Contains(strings.ToLower(t.Value), name) {
					return true
				}
			}
		}
	}
	return false
}

// The beginnings of names that are made up.
const (
	otherName     = "other"
	otherSession  = "session"
	serviceSuffix = ".amazonaws.com"
)

// namedLanguages returns the ARNs of those who are named, and the same in any case of
// letters, so that nobody who is made up is like one of them by accident.
func namedLanguages(named []policy.Principal) (list []glob.Language) {
	for _, p := range named {
		if p.ARN() == "" {
			continue
		}
		exact := glob.Literal(p.ARN())
		folded := exact.IgnoreCase()
		for _, pattern := range []glob.Pattern{exact, folded} {
			if l, ok := pattern.Language(); ok {
				list = append(list, l)
			}
		}
	}
	return list
}

// named returns whom the Principal elements name, each once. Principals of another
// partition than the bucket's call nobody there.
func (s *space) named() (list []policy.Principal) {
	for _, p := range s.allNamed() {
		if p.Partition() == "" || p.Partition() == s.spot.bucket.Partition() {
			list = append(list, p)
		}
	}
	return list
}

func (s *space) allNamed() (list []policy.Principal) {
	for _, src := range s.sources {
		for i := range src.doc.Statements {
			p := &src.doc.Statements[i].Principal
			for _, t := range p.Service {
				if q, err := policy.ParsePrincipal(t.Value); err == nil {
					list = append(list, q)
				}
			}
			for _, t := range p.AWS {
				list = append(list, s.namedBy(t.Value)...)
			}
			for _, t := range src.tests[i] {
				if t.key == condition.PrincipalServiceName.Fold() {
					list = append(list, namedServices(t.values)...)
				}
			}
		}
	}
	return list
}

func namedServices(values []string) (list []policy.Principal) {
	for _, v := range values {
		if p, err := policy.ParsePrincipal(v); err == nil && p.Type() == policy.AWSService {
			list = append(list, p)
		}
	}
	return list
}

// namedBy returns whom an entry under AWS names, some session of a role for the role.
func (s *space) namedBy(entry string) (list []policy.Principal) {
	p, err := policy.ParsePrincipal(entry)
	if err != nil {
		return nil
	}
	switch {
	case p.Type() == policy.RoleSession && p.String() == p.ARN():
		if q, err := policy.AssumedRole(entry, s.session); err == nil {
			p = q
		}
	case p.Type() == policy.RoleSession:
		// A session, of a role whose path its name does not tell.
		if q, err := policy.AssumedRole(p.ARN(), sessionOf(p)); err == nil {
			p = q
		}
	}
	return []policy.Principal{p}
}

// swapName returns an ARN with a letter of the name in the other case.
func swapName(arn string) string {
	at := strings.LastIndexByte(arn, '/') + 1
	return arn[:at] + swapCase(arn[at:])
}

// swapCase returns a text with its first letter in the other case.
func swapCase(text string) string {
	b := []byte(text)
	for i := range b {
		if c := b[i] | 0x20; 'a' <= c && c <= 'z' {
			b[i] ^= 0x20
			break
		}
	}
	return string(b)
}
