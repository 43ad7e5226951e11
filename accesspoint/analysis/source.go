package analysis

import (
	"strings"

	"github.com/s3ap/s3ap/condition"
	"github.com/s3ap/s3ap/internal/glob"
	"github.com/s3ap/s3ap/policy"
)

// A source is a policy that questions are about. One that is nil is not attached.
type source struct {
	doc      *policy.Document
	compiled *policy.Policy
	language condition.Language
	tests    [][]*test // of each statement
}

// newSource makes a copy of a document ready. The reason says why it cannot be.
func newSource(doc *policy.Document) (s *source, reason string) {
	doc = doc.Clone()
	p, err := doc.Compile()
	if err != nil {
		return nil, "the policy does not compile: " + err.Error()
	}
	if doc.Kind != policy.Bucket && doc.Kind != policy.AccessPoint {
		return nil, "only policies of buckets and access points are analysed"
	}
	s = &source{doc: doc, compiled: p}
	if doc.Version.Value == "2012-10-17" {
		s.language = condition.Language2012
	}
	s.tests = make([][]*test, len(doc.Statements))
	for i := range doc.Statements {
		list := doc.Statements[i].Condition
		s.tests[i] = make([]*test, len(list))
		for j := range list {
			s.tests[i][j] = s.newTest(&list[j], values(list[j].Values))
		}
	}
	return s, ""
}

func values(texts []policy.Text) []string {
	list := make([]string, len(texts))
	for i, t := range texts {
		list[i] = t.Value
	}
	return list
}

// A test is one condition of a statement.
type test struct {
	condition.Test
	language condition.Language
	key      string // folded
	family   family
	values   []string
	variable bool   // a value holds a policy variable
	text     string // by which tests that are the same are known
}

// A family says what kind of values an operator compares.
type family uint8

const (
	nullFamily family = iota
	stringFamily
	foldedFamily // strings without regard to case
	arnFamily
	numericFamily
	dateFamily
	boolFamily
	binaryFamily
	ipFamily
)

// newTest makes a condition of s ready with these values in the place of its own. The
// document has compiled, so that they can be read.
func (s *source) newTest(c *policy.Condition, values []string) *test {
	op, _ := condition.ParseOperator(c.Operator.Value)
	made, _ := condition.NewTest(s.language, op, condition.Key(c.Key.Value), values...)
	t := &test{Test: made, language: s.language, key: made.Key().Fold(), values: values}
	t.family = familyOf(op)
	for _, v := range values {
		t.variable = t.variable || s.language == condition.Language2012 && hasVariable(v)
	}
	t.text = op.String() + "\x00" + t.key + "\x00" + strings.Join(values, "\x00") + string(rune('0'+s.language))
	return t
}

// hasVariable reports whether a text has a policy variable that is not an escape. What
// stands in single quotes after it may hold braces, which does not matter here.
func hasVariable(text string) bool {
	p, _, err := glob.ParseText(text, true)
	return err != nil || len(p.Variables()) > 0
}

func familyOf(op condition.Operator) family {
	name := op.String()
	name = name[strings.IndexByte(name, ':')+1:]
	switch {
	case name == "Null":
		return nullFamily
	case strings.Contains(name, "IgnoreCase"):
		return foldedFamily
	case strings.HasPrefix(name, "String"):
		return stringFamily
	case strings.HasPrefix(name, "Arn"):
		return arnFamily
	case strings.HasPrefix(name, "Numeric"):
		return numericFamily
	case strings.HasPrefix(name, "Date"):
		return dateFamily
	case strings.HasPrefix(name, "Bool"):
		return boolFamily
	case strings.HasPrefix(name, "Binary"):
		return binaryFamily
	}
	return ipFamily
}

// isWild reports whether `*` and `?` are wildcards in the values of t.
func (t *test) isWild() bool {
	return t.family == arnFamily || strings.Contains(t.Operator().String(), "Like")
}

// languages returns the texts that the values of t match, one language for each value
// that can match any.
func (t *test) languages() (list []glob.Language, ok bool) {
	for _, v := range t.values {
		l, none, ok := t.languageOf(v)
		if !ok {
			return nil, false
		}
		if !none {
			list = append(list, l)
		}
	}
	return list, true
}

func (t *test) languageOf(value string) (l glob.Language, none, ok bool) {
	if t.family != arnFamily {
		p, ok := t.pattern(value, t.isWild())
		if t.family == foldedFamily {
			p = p.IgnoreCase()
		}
		l, ok2 := p.Language()
		return l, false, ok && ok2
	}
	fields := strings.SplitN(value, ":", 6)
	if len(fields) < 6 {
		return l, true, true // the operator is in doubt about it, whatever the request has
	}
	var parts [6]glob.Pattern
	for i, f := range fields {
		if parts[i], ok = t.pattern(f, true); !ok {
			return l, false, false
		}
	}
	l, ok = glob.Fields(parts[:])
	return l, false, ok
}

// pattern reads a value, or a part of one.
func (t *test) pattern(text string, wild bool) (glob.Pattern, bool) {
	switch {
	case t.language == condition.Language2012:
		p, _, err := glob.ParseText(text, wild)
		return p, err == nil
	case wild:
		return glob.Compile(text), true
	}
	return glob.Literal(text), true
}
