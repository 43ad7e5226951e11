package config

import (
	"fmt"
	"path"
	"strings"

	"github.com/s3ap/s3ap/internal/jsondoc"
	"github.com/s3ap/s3ap/policy/lint"
)

// Name is the name of the file that says how the policies below its folder are
// checked.
const Name = ".apcheck.json"

// A Config is what such a file says. The zero Config says nothing.
type Config struct {
	Grades   map[string]lint.Severity // by check; Off for those disabled
	Silences []Silence
	Context  lint.Context // without Grades and Silences
}

// A Silence is a silence in all files, or in those that a pattern means.
type Silence struct {
	lint.Silence
	File string // a pattern of path.Match for the path below the folder, or its last part; empty for all
}

// Read reads a configuration. Open opens the files that it names.
func Read(file string, src []byte, open func(string) ([]byte, error)) (*Config, error) {
	r, err := newReader(file, src)
	if err != nil {
		return nil, err
	}
	c := &Config{Grades: make(map[string]lint.Severity)}
	var accounts, organizations []string
	disabled := 0
	r.members(0, map[string]func(int){
		"severities":           func(n int) { r.grades(n, c.Grades) },
		"disabled":             func(n int) { disabled = n },
		"silences":             func(n int) { r.silences(n, c) },
		"trustedAccounts":      r.accounts(&accounts),
		"trustedOrganizations": r.texts(&organizations),
		"context":              func(n int) { r.context(n, &c.Context, open) },
	})
	if disabled != 0 { // after the severities, wherever it stands
		for n := range r.items(disabled) {
			r.eachCheck(n, func(id string) { c.Grades[id] = lint.Off })
		}
	}
	c.Context = Over(c.Context, lint.Context{TrustedAccounts: accounts, TrustedOrganizations: organizations})
	return c, r.err()
}

// grades reads the severities of checks. A check by its own id goes before a family,
// and a smaller family before a greater one.
func (r *reader) grades(n int, to map[string]lint.Severity) {
	weights := make(map[string]int) // of the pattern that graded a check
	read := make(map[string]func(int))
	for c := range r.children(n) {
		pattern := r.Key(c)
		ids, err := Checks(pattern)
		if err != nil {
			r.at(r.KeyOffset(c), r.Pointer(c), err)
		}
		read[pattern] = r.parsed(func(s string) error {
			grade, err := Severity(s)
			for _, id := range ids {
				weight := len(pattern)
				if id == pattern {
					weight = 1 << 20 // more than any pattern
				}
				if weight >= weights[id] {
					to[id], weights[id] = grade, weight
				}
			}
			return err
		})
	}
	r.members(n, read)
}

// eachCheck calls a function for each check that the pattern in n means.
func (r *reader) eachCheck(n int, do func(id string)) {
	r.parsed(func(pattern string) error {
		ids, err := Checks(pattern)
		for _, id := range ids {
			do(id)
		}
		return err
	})(n)
}

func (r *reader) silences(n int, c *Config) {
	for item := range r.items(n) {
		var s Silence
		r.members(item, map[string]func(int){
			"check":   r.text(&s.Check),
			"sid":     r.text(&s.Sid),
			"pointer": r.parsed(func(text string) error { s.Pointer = text; return checkPointer(text) }),
			"file":    r.parsed(func(text string) error { s.File = text; _, err := path.Match(text, ""); return err }),
			"reason":  r.text(&s.Reason),
			"until":   r.parsed(func(text string) (err error) { s.Until, err = ParseTime(text); return err }),
		})
		if r.Kind(item) != jsondoc.Object {
			continue
		}
		ids, err := Checks(s.Check)
		switch {
		case s.Check == "":
			r.wrong(item, "a silence must name a `check`")
		case err != nil:
			r.wrong(item, "%w", err)
		case s.Sid == "" && s.Pointer == "":
			r.wrong(item, "a silence must name a `sid` or a `pointer`")
		case strings.TrimSpace(s.Reason) == "":
			r.wrong(item, "a silence must give a `reason`")
		}
		for _, id := range ids {
			s.Check = id
			c.Silences = append(c.Silences, s)
		}
	}
}

func checkPointer(s string) error {
	if s != "" && !strings.HasPrefix(s, "/") {
		return fmt.Errorf("a JSON Pointer begins with a slash, as /Statement/0")
	}
	return nil
}

// For returns the context of a file, by its path below the folder of the
// configuration.
func (c *Config) For(file string) lint.Context {
	ctx := c.Context
	ctx.Grades = c.Grades
	for _, s := range c.Silences {
		if s.File == "" || isMatch(s.File, file) || isMatch(s.File, path.Base(file)) {
			ctx.Silences = append(ctx.Silences, s.Silence)
		}
	}
	return ctx
}

func isMatch(pattern, name string) bool {
	ok, _ := path.Match(pattern, name) // the pattern was looked at when it was read
	return ok
}
