package report

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"github.com/s3ap/s3ap/policy"
)

// Mark gives each finding a fingerprint: the same as long as the finding is, wherever
// in the file it moves, and another one than any other finding has.
//
// It is made of the file, the unit, the policy, the check, the Sid of the statement,
// the place within it without the numbers of items, and the value. Of findings that
// agree in all these, which number they are in the file.
func Mark(files []*File) {
	seen := make(map[string]int)
	mark := func(f *Finding) {
		base := f.base()
		seen[base]++
		f.Fingerprint = digest(fmt.Sprintf("%s\x00%d", base, seen[base]))
	}
	for _, file := range files {
		for _, u := range file.Units {
			for _, f := range u.Findings {
				mark(f)
			}
			for _, f := range u.Silenced {
				mark(f)
			}
		}
	}
}

// Once takes out findings that were told before: of a policy that several scenarios
// refer to, or that is in a file which was looked at by itself too.
func Once(files []*File) {
	type told struct {
		file, check, message string
		policy               policy.Kind
		offset               int
	}
	seen := make(map[told]*Unit)
	for _, file := range files {
		for _, u := range file.Units {
			u.Findings = slices.DeleteFunc(u.Findings, func(f *Finding) bool {
				key := told{f.File, f.Check, f.Message, f.Policy, f.Begin.Offset}
				if seen[key] == nil {
					seen[key] = u
				}
				return seen[key] != u
			})
		}
	}
}

func (f *Finding) base() string {
	value := f.source[f.Begin.Offset:f.End.Offset]
	return digest(strings.Join([]string{
		f.File, f.Unit, f.Policy.String(), f.Check, f.Statement.Sid, withoutIndexes(f.Pointer), value,
	}, "\x00"))
}

// withoutIndexes returns a JSON Pointer with the numbers of items taken out.
func withoutIndexes(pointer string) string {
	parts := strings.Split(pointer, "/")
	for i, part := range parts {
		if strings.Trim(part, "0123456789") == "" {
			parts[i] = ""
		}
	}
	return strings.Join(parts, "/")
}

func digest(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:16])
}
